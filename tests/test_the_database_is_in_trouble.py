"""The ledger is locked, full, gone, damaged or an older copy: nothing is sent without it, and it is said in words."""

import resource
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

from scheduler import delivery
from scheduler.errors import LedgerError
from scheduler.ledger import Ledger
from scheduler.models import Moment, State

ON_X = "channels: [x]"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        made.clock.now = NINE - timedelta(minutes=1)
        made.write(post("welcome", more=ON_X))
        made.cycle()
        yield made


def database(stage: Stage) -> Path:
    return stage.folder / ".scheduler" / "ledger.db"


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """As on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_stops_everything_and_it_goes_on_when_there_is_room(stage: Stage) -> None:
    stage.clock.now = NINE
    with no_file_grows_beyond(1), pytest.raises(LedgerError, match="Nothing is sent without it"):
        stage.cycle()
    assert stage.texts("x") == []
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_disk_that_fills_between_intent_and_answer_costs_no_second_post(stage: Stage) -> None:
    stage.clock.now = NINE
    full: list[AbstractContextManager[None]] = []

    def fills_when_asked_the_time() -> Moment:
        """The clock is asked right after the network has answered: then the disk is full."""
        if stage.sandbox.seen() and not full:
            full.append(no_file_grows_beyond(1))
            full[0].__enter__()
        return stage.clock.moment()

    stage.dispatch.publisher = replace(stage.dispatch.publisher, clock=fills_when_asked_the_time)
    with pytest.raises(LedgerError):
        stage.cycle()
    full[0].__exit__(None, None, None)
    assert stage.states()["welcome/x/1"] is State.PUBLISHING
    stage.restart()
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    assert stage.states()["welcome/x/1"] is State.PUBLISHED


def test_a_short_lock_is_waited_for(stage: Stage) -> None:
    stage.clock.now = NINE
    with closing(sqlite3.connect(database(stage), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.execute, ["COMMIT"])
        timer.start()
        stage.play()
        timer.join()
    assert stage.texts("x") == ["This is welcome"]


@pytest.mark.parametrize("exchanged", [False, True])
def test_a_ledger_that_is_taken_away_while_it_is_open_is_written_no_more(stage: Stage, exchanged: bool) -> None:
    """What is open stays writable after its file is gone, but nobody would ever read it again."""
    stage.clock.now = NINE
    database(stage).unlink()
    if exchanged:
        database(stage).write_bytes(b"")
    with pytest.raises(LedgerError, match=r"removed or exchanged.*Put it back"):
        stage.cycle()
    assert stage.texts("x") == []


def test_a_damaged_ledger_is_named_in_words_and_nothing_is_sent(stage: Stage) -> None:
    stage.ledger.close()
    for file in database(stage).parent.glob("ledger.db-*"):
        file.unlink()
    bytes_ = bytearray(database(stage).read_bytes())
    bytes_[4096 : 4096 * 6] = b"\xa5" * (4096 * 5)
    database(stage).write_bytes(bytes(bytes_))
    stage.clock.now = NINE
    with pytest.raises(LedgerError, match=r"malformed|damaged|not a database"):
        start_again(stage)
    assert stage.texts("x") == []


def start_again(stage: Stage) -> None:
    stage.restart()
    stage.cycle()


def bring_back_an_older_copy(stage: Stage, copy: Path) -> None:
    stage.ledger.close()
    for file in database(stage).parent.glob("ledger.db-*"):
        file.unlink()
    shutil.copy(copy, database(stage))
    stage.restart()


@pytest.fixture
def copy(stage: Stage, tmp_path: Path) -> Path:
    """The ledger as it was before anything went out."""
    copied = tmp_path / "copy.db"
    with closing(sqlite3.connect(database(stage))) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)
    return copied


def test_after_an_older_copy_is_put_back_nothing_is_sent_again_before_somebody_looked(
    stage: Stage, copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stage.write(post("welcome", more=ON_X), post("evening", at="2023-11-06 19:00", more=ON_X))
    stage.play(until=timedelta(minutes=30))
    bring_back_an_older_copy(stage, copy)
    stage.play()
    assert stage.states() == {"welcome/x/1": State.UNCONFIRMED, "evening/x/1": State.PUBLISHED}
    assert stage.texts("x") == ["This is welcome", "This is evening"]
    assert "it knows nothing of what happened until" in caplog.text
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert "Look at the account" in row.words
    out = delivery.resolved_out(row, "https://x.com/i/web/status/7", "Ann", stage.clock.now)
    assert stage.ledger.put(out, stage.clock.now)
    stage.play()
    assert stage.texts("x") == ["This is welcome", "This is evening"]


@pytest.mark.parametrize("lost", [False, True])
def test_nor_when_so_much_was_planned_since_that_it_knows_as_many_lines(stage: Stage, copy: Path, lost: bool) -> None:
    stage.play(until=timedelta(minutes=5))
    stage.write(post("welcome", more=ON_X), *(post(f"p{day}", at=f"2023-11-0{day} 12:00") for day in (7, 8, 9)))
    if lost:
        stage.ledger.close()
        for file in database(stage).parent.glob("ledger.db*"):
            file.unlink()
        stage.restart()
    else:
        bring_back_an_older_copy(stage, copy)
    stage.play(until=timedelta(minutes=5))
    assert stage.states()["welcome/x/1"] is State.UNCONFIRMED
    assert stage.texts("x") == ["This is welcome"]


def test_while_nothing_can_be_written_nothing_is_prepared_either(stage: Stage) -> None:
    stage.clock.now = NINE
    with no_file_grows_beyond(1):
        for _ in range(3):
            with pytest.raises(LedgerError):
                stage.cycle()
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_ledger_that_was_lost_sends_nothing_again_either(stage: Stage) -> None:
    stage.play(until=timedelta(minutes=5))
    stage.ledger.close()
    for file in database(stage).parent.glob("ledger.db*"):
        file.unlink()
    stage.restart()
    stage.play()
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    assert stage.states() == {"welcome/x/1": State.UNCONFIRMED}


def test_a_ledger_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/ledger.db"
    Ledger(address).close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as old:
        old.execute("ALTER TABLE deliveries DROP COLUMN tick")
        old.execute("ALTER TABLE deliveries DROP COLUMN owner")
        old.execute("DROP TABLE decisions")
        old.commit()
    ledger = Ledger(address)
    assert ledger.deliveries() == {}
    assert ledger.decisions() == []
