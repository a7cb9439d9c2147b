"""The ledger: durable, fenced, and with a history that only grows."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from scheduler.errors import LedgerError
from scheduler.ledger import Ledger
from scheduler.models import Delivery, Prepared, Receipt, State

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return f"sqlite:///{tmp_path}/deep/ledger.db"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    made = Ledger(address)
    yield made
    made.close()


on_sqlite = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def row(post: str = "welcome") -> Delivery:
    return Delivery(post=post, channel="x", part=1, state=State.PLANNED, due=NOON, wake=NOON)


def test_rests_in_a_row_are_one_long_rest(ledger: Ledger) -> None:
    """Somebody is alerted to a long one: a network that says "in 15 minutes" all day long must not go unheard."""
    quarter, second = timedelta(minutes=15), timedelta(seconds=1)
    for again in range(4):
        begins = NOON + again * (quarter + second)
        ledger.rest("x", "Slow down.", begins, begins + quarter)
    assert ledger.pauses()["x"].since == NOON
    ledger.rest("x", "Slow down.", NOON + timedelta(hours=3), NOON + timedelta(hours=4))
    assert ledger.pauses()["x"].since == NOON + timedelta(hours=3)


def test_a_row_comes_back_as_it_was_written(ledger: Ledger, address: str) -> None:
    full = replace(
        row(),
        state=State.UNCONFIRMED,
        prepared=Prepared(request={"text": "እንኳን ደህና መጡ", "media": [1]}),
        receipt=Receipt(id="7", url="https://example.org/7"),
        since=NOON,
        uncertain=True,
        words="No answer.",
    )
    stored = ledger.put(full, NOON)
    assert stored == replace(full, fence=1)
    ledger.close()
    again = Ledger(address)
    assert again.delivery("welcome/x/1") == stored
    again.close()


def test_times_come_back_as_the_same_moment_whatever_their_zone(ledger: Ledger) -> None:
    kathmandu = datetime(2023, 11, 6, 17, 45, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    ledger.put(replace(row(), due=kathmandu), NOON)
    assert ledger.deliveries()["welcome/x/1"].due == kathmandu == NOON


def test_a_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no time zone"):
        ledger.put(replace(row(), due=datetime(2023, 11, 6)), NOON)  # noqa: DTZ001


def test_history_only_ever_grows(ledger: Ledger) -> None:
    ledger.put(row(), NOON)
    for statement in ("UPDATE history SET words = 'never'", "DELETE FROM history"):
        with pytest.raises(LedgerError, match="only ever grows"):
            ledger._database.write(partial(sa.Connection.exec_driver_sql, statement=statement))
    assert [event.words for event in ledger.history()] == [""]


def test_what_is_about_to_be_sent_is_not_armed_once_its_channel_is_closed(ledger: Ledger) -> None:
    first, second = ledger.put_all([row("first"), row("second")], NOON)
    assert first
    assert second
    ledger.pause("x", "Sad news.", NOON, "Ann")
    assert ledger.arm(replace(first, state=State.PUBLISHING), NOON) is None
    ledger.resume("x", NOON, "Ann")
    ledger.rest("x", "Slow down.", NOON, NOON + timedelta(minutes=15))
    assert ledger.arm(replace(first, state=State.PUBLISHING), NOON) is None
    assert ledger.arm(replace(first, state=State.PUBLISHING), NOON + timedelta(minutes=15))
    assert [(each.what, each.by) for each in ledger.decisions()] == [("pause", "Ann"), ("resume", "Ann")]


def test_only_what_is_due_is_read_with_what_it_follows_and_nothing_of_a_closed_channel(ledger: Ledger) -> None:
    ledger.put_all(
        [
            row("now"),
            replace(row("later"), wake=NOON + timedelta(minutes=5)),
            replace(row("thread"), state=State.PUBLISHED, wake=None),
            replace(row("thread"), part=2),
            replace(row("paused"), channel="facebook"),
        ],
        NOON,
    )
    ledger.pause("facebook", "Sad news.", NOON)
    assert set(ledger.due(NOON)) == {"now/x/1", "thread/x/1", "thread/x/2"}
    assert ledger.next_wake(NOON) == NOON + timedelta(minutes=5)


def test_a_write_that_does_not_know_the_newest_row_is_refused(ledger: Ledger) -> None:
    first = ledger.put(row(), NOON)
    assert first
    second = ledger.put(replace(first, state=State.PUBLISHING), NOON)
    assert second
    assert ledger.put(replace(first, state=State.CANCELLED), NOON) is None
    assert ledger.put(row(), NOON) is None
    assert ledger.delivery(first.key) == second


def test_of_many_writers_at_once_exactly_one_wins(ledger: Ledger) -> None:
    first = ledger.put(row(), NOON)
    assert first
    start, won = threading.Barrier(8), []

    def claim() -> None:
        start.wait()
        if ledger.put(replace(first, state=State.PUBLISHING), NOON):
            won.append(1)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_history_tells_every_state_with_what_was_sent_and_what_came_back(ledger: Ledger) -> None:
    planned = ledger.put(row(), NOON)
    assert planned
    armed = ledger.put(replace(planned, state=State.PUBLISHING, prepared=Prepared(request={"text": "Hi"})), NOON)
    assert armed
    receipt = Receipt(id="7", url="https://example.org/7")
    ledger.put(replace(armed, state=State.PUBLISHED, receipt=receipt), NOON + timedelta(seconds=1))
    told = [
        (event.state, event.prepared and event.prepared.request, event.receipt)
        for event in ledger.history("welcome/x/1")
    ]
    assert told == [
        (State.PLANNED, None, None),
        (State.PUBLISHING, {"text": "Hi"}, None),
        (State.PUBLISHED, None, receipt),
    ]


def test_a_refused_write_leaves_no_trace_in_history(ledger: Ledger) -> None:
    ledger.put(row(), NOON)
    ledger.put(row(), NOON)
    assert len(ledger.history()) == 1


def test_a_pause_keeps_its_first_reason_until_it_is_lifted(ledger: Ledger) -> None:
    assert ledger.pause("x", "No credits.", NOON)
    assert not ledger.pause("x", "Still none.", NOON)
    assert ledger.paused() == {"x": "No credits."}
    assert ledger.resume("x", NOON, "Ann")
    assert not ledger.resume("x", NOON, "Ann")
    assert ledger.paused() == {}


@on_sqlite
def test_what_was_written_is_on_the_disk_before_the_write_returns(ledger: Ledger, address: str) -> None:
    def pragma(name: str) -> object:
        return ledger._database.write(lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar())

    assert (pragma("journal_mode"), pragma("synchronous")) == ("wal", 2)  # 2: FULL


@on_sqlite
def test_a_status_is_read_while_somebody_writes(ledger: Ledger, address: str) -> None:
    ledger.put(row(), NOON)
    seen = ledger._database.write(lambda _connection: list(Ledger(address).deliveries()))
    assert seen == ["welcome/x/1"]


def test_a_file_that_is_no_database_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("This is a shopping list, and not a short one at all.")
    with pytest.raises(LedgerError, match=r"ledger\.db.*not a database"):
        Ledger(f"sqlite:///{tmp_path}/ledger.db")


@on_sqlite
def test_a_database_without_our_tables_any_more_is_named_in_words(ledger: Ledger, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "deep" / "ledger.db") as other:
        other.execute("DROP TABLE deliveries")
    other.close()
    with pytest.raises(LedgerError, match="no such table"):
        ledger.deliveries()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ledger.db", "no address of a database"),
        ("mysql://h/d", "no address of a database"),
        ("sqlite://", "forgets what is out"),
        ("sqlite:///:memory:", "forgets what is out"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_one_that_can(address: str, words: str) -> None:
    with pytest.raises(LedgerError, match=f"{words}.*sqlite:///ledger.db"):
        Ledger(address)


def test_a_password_in_the_address_is_never_told() -> None:
    with pytest.raises(LedgerError) as raised:
        Ledger("postgresql://scheduler:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(raised.value)


def test_a_ledger_that_is_only_linked_to_has_the_same_lock(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ledger.db").symlink_to(tmp_path / "ledger.db")
    one, other = Ledger(f"sqlite:///{tmp_path}/ledger.db"), Ledger(f"sqlite:///{tmp_path}/other/ledger.db")
    try:
        assert one.lock_files == other.lock_files
    finally:
        one.close()
        other.close()
