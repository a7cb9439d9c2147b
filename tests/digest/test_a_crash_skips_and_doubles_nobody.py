"""kill -9 while a digest is sent: whoever goes on knows of each copy whether it went, but of those being written."""

import os
import random
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from digest.postbag import DAY, another_process, counts, ledger_of, people, send

from scheduler import clock
from scheduler.digest import lease
from scheduler.digest.journal import Journal, read
from scheduler.digest.outcomes import Outcome
from scheduler.ledger import Ledger
from scheduler.ledger.claiming import Order
from scheduler.models import MailState, Moment
from scheduler.sandbox.mail import MailServer

LIST = people(1000)
CONNECTIONS = 4
KILLS = 3


def killed(folder: Path, server: MailServer, moments: Iterable[int], log: Path | None = None) -> None:
    """Sends in a process that is killed each time so many were taken."""
    for moment in moments:
        with another_process(folder, f"{server.address}?connections={CONNECTIONS}", relay_log=log) as process:
            while len(server.moments) < moment:
                assert process.poll() is None
                time.sleep(0.001)
            os.kill(process.pid, signal.SIGKILL)


def moments(seed: int) -> list[int]:
    return sorted(random.Random(seed).sample(range(1, len(LIST) - 100), KILLS))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_with_the_servers_log_each_has_it_once(tmp_path: Path, seed: int) -> None:
    ledger, log = ledger_of(tmp_path, LIST), tmp_path / "mail.log"
    with MailServer(log=log) as server:
        killed(tmp_path, server, moments(seed), log)
        ended = send(ledger, tmp_path, server, relay_log=log)
    ledger.close()
    assert server.accepted == dict.fromkeys(LIST, 1)
    assert counts(ended) == {MailState.ACCEPTED: len(LIST)}


@pytest.mark.slow
def test_without_it_a_person_is_told_of_the_few_that_were_being_written(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, LIST)
    with MailServer() as server:
        killed(tmp_path, server, moments(3))
        held = counts(send(ledger, tmp_path, server))
        assert set(server.accepted.values()) == {1}
        assert held.get(MailState.UNKNOWN, 0) <= KILLS * CONNECTIONS
        assert held[MailState.ACCEPTED] + held.get(MailState.UNKNOWN, 0) == len(LIST)
        resent = counts(send(ledger, tmp_path, server, resend=True))
    ledger.close()
    assert resent == {MailState.ACCEPTED: len(LIST)}
    assert len(server.moments) - len(LIST) <= KILLS * CONNECTIONS
    assert set(server.accepted) == set(LIST)


def claimed(ledger: Ledger, run: lease.Run, now: Moment, count: int) -> list[int]:
    ledger.mailings.begin(DAY, now.at)
    ledger.mailings.take(DAY, str(run), now.at, lambda _run, _beat: True)
    turn = ledger.mailings.turn(DAY, str(run), now.at, (), Order(wanted=count))
    return [claim.subscriber.id for claim in turn.claims]


def dead(now: Moment) -> lease.Run:
    """A run on this machine whose process is gone."""
    here = lease.this_run(now)
    return lease.Run(host=here.host, boot=here.boot, pid=2**22 + 1, started="1", nonce="dead")


def test_only_what_was_being_written_is_doubted(tmp_path: Path) -> None:
    now, ledger = clock.moment(), ledger_of(tmp_path, people(4))
    run = dead(now)
    first, second, third, _ = claimed(ledger, run, now, 4)
    journal = Journal(tmp_path / "digest.journal", run)
    journal.begin(first, now.at)
    journal.begin(second, now.at)
    journal.end(second, Outcome(state=MailState.ACCEPTED, code=250, reply="250 Ok"))
    journal.end(third, Outcome(state=MailState.FAILED, code=550, reply="550 No"))
    journal.close()
    with MailServer() as server:
        ended = send(ledger, tmp_path, server)
    assert list(server.accepted) == ["person3@example.org"]
    assert counts(ended) == {MailState.ACCEPTED: 2, MailState.FAILED: 1, MailState.UNKNOWN: 1}


def test_a_journal_that_cannot_be_trusted_says_nothing(tmp_path: Path) -> None:
    run, us = dead(clock.moment()), lease.this_run(clock.moment())
    file = tmp_path / "journal"
    assert read(file, str(run), us) is None, "there is none"
    Journal(file, run).close()
    assert read(file, str(run), us) == {}
    assert read(file, str(replace(run, nonce="other")), us) is None, "another run wrote it"
    assert read(file, str(run), replace(us, host="elsewhere")) is None, "it ran on another machine"
    assert read(file, str(run), replace(us, boot="later")) is None, "what was written may have been lost at the reboot"


def test_without_a_journal_all_that_was_claimed_is_in_doubt(tmp_path: Path) -> None:
    now, ledger = clock.moment(), ledger_of(tmp_path, people(4))
    claimed(ledger, dead(now), now, 3)
    with MailServer() as server:
        ended = send(ledger, tmp_path, server)
    assert counts(ended) == {MailState.ACCEPTED: 1, MailState.UNKNOWN: 3}


def test_a_line_that_was_not_finished_does_not_count(tmp_path: Path) -> None:
    now = clock.moment()
    run, file = dead(now), tmp_path / "journal"
    Journal(file, run).begin(7, now.at)
    with file.open("a") as cut:
        cut.write("-7 accept")
    notes = read(file, str(run), lease.this_run(now))
    assert notes is not None
    assert notes[7].outcome is None


def test_what_was_claimed_anew_is_not_judged_by_what_came_of_it_before(tmp_path: Path) -> None:
    now = clock.moment()
    run, file = dead(now), tmp_path / "journal"
    journal = Journal(file, run)
    journal.begin(7, now.at)
    journal.end(7, Outcome(state=MailState.DEFERRED, code=450, reply="450 Later"))
    journal.claim([7, 8])
    assert read(file, str(run), lease.this_run(now)) == {}


def test_a_run_whose_process_is_gone_is_replaced_at_once() -> None:
    now = clock.moment()
    us = lease.this_run(now)
    assert lease.is_free(str(dead(now)), now.at, us, now.at)
    assert not lease.is_free(str(us), now.at, us, now.at)


def test_one_on_another_machine_is_waited_for_a_minute() -> None:
    now = clock.moment()
    other = str(replace(dead(now), host="elsewhere"))
    assert not lease.is_free(other, now.at - lease.SILENT / 2, lease.this_run(now), now.at)
    assert lease.is_free(other, now.at - lease.SILENT, lease.this_run(now), now.at)
