"""A mail server that greylists, breaks off, is slow, ends connections and refuses: in the end each has it once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from digest.postbag import DAY, MORNING, Plain, another_process, counts, ledger_of, people, send, sending

from scheduler import clock
from scheduler.digest import crew
from scheduler.errors import DigestError
from scheduler.ledger import Ledger
from scheduler.ledger.claiming import Order
from scheduler.ledger.subscribers import address_hash
from scheduler.models import Letter, MailingState, MailState, Subscriber, Suppression
from scheduler.sandbox.mail import MailFaults, MailServer, MailTerms

SOME = 30


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = ledger_of(tmp_path, people(SOME))
    yield made
    made.close()


def each_once(server: MailServer, addresses: list[str]) -> bool:
    return server.accepted == dict.fromkeys(addresses, 1)


def test_everybody_gets_one(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer() as server:
        ended = send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}
    assert ended.mailing.state is MailingState.FINISHED
    assert server.connections <= 4


def test_what_arrives_is_what_was_written(tmp_path: Path) -> None:
    with MailServer() as server:
        send(ledger_of(tmp_path, people(1)), tmp_path, server, composer=Plain(9000))
    assert server.last + b"\r\n" == Plain(9000).letter(Subscriber(id=1, email="person0@example.org", token="")).data


def test_it_is_the_same_on_postgresql(database: str, tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, people(SOME), database)
    with MailServer(faults=MailFaults(greylist=True, most_per_connection=3)) as server:
        ended = send(ledger, tmp_path, server, "retry_after=0.3&per_domain=200")
    ledger.close()
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}


def test_said_again_it_sends_nothing_more(ledger: Ledger, tmp_path: Path) -> None:
    """Also to those who came since: the day's list was fixed when its sending began."""
    with MailServer() as server:
        send(ledger, tmp_path, server)
        ledger_of(tmp_path, ["late@example.org"])
        send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))


def test_a_server_without_pipelining_is_spoken_to_step_by_step(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(terms=MailTerms(pipelining=False)) as server:
        send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))


def test_greylisting_is_waited_out(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(greylist=True)) as server:
        ended = send(ledger, tmp_path, server, "retry_after=0.3")
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}


def test_what_is_due_later_than_in_a_minute_is_left_for_the_next_time(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(greylist=True)) as server:
        ended = send(ledger, tmp_path, server, "retry_after=300")
    assert counts(ended) == {MailState.DEFERRED: SOME}
    assert ended.mailing.state is MailingState.RUNNING
    assert ended.mailing.next_wake is not None


def test_a_connection_that_breaks_before_the_dot_costs_nobody_a_copy(tmp_path: Path) -> None:
    """Where the dot was not written, it cannot have been taken: there is nothing to doubt."""
    more_than_the_system_buffers = Plain(12_000_000)
    with MailServer(faults=MailFaults(drop_before_dot=3)) as server:
        ledger = ledger_of(tmp_path, people(5))
        ended = send(ledger, tmp_path, server, "retry_after=0.2", composer=more_than_the_system_buffers)
    assert each_once(server, people(5))
    assert counts(ended) == {MailState.ACCEPTED: 5}


def test_an_answer_that_is_lost_is_doubted_and_nothing_is_sent_twice(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(lose_after_dot=10)) as server:
        ended = send(ledger, tmp_path, server)
        again = send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))
    assert counts(ended) == counts(again) == {MailState.ACCEPTED: SOME - 3, MailState.UNKNOWN: 3}


def test_the_servers_log_settles_every_doubt(ledger: Ledger, tmp_path: Path) -> None:
    """Of some the answer was lost, others were never taken: the log knows which, so each gets it once."""
    log = tmp_path / "mail.log"
    with MailServer(faults=MailFaults(drop_before_dot=6, lose_after_dot=7, drop_after_dot=10), log=log) as server:
        ended = send(ledger, tmp_path, server, relay_log=log)
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}


def test_whoever_prefers_two_to_none_says_so(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(drop_after_dot=10)) as server:
        ended = send(ledger, tmp_path, server, resend=True)
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}


def test_a_server_that_ends_connections_gets_new_ones(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(most_per_connection=3)) as server:
        ended = send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))
    assert counts(ended) == {MailState.ACCEPTED: SOME}


def test_a_domain_that_is_refused_fails_alone_and_its_words_are_kept(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, [*people(3), *people(2, "closed.example")])
    with MailServer(faults=MailFaults(refused_domain="closed.example")) as server:
        ended = send(ledger, tmp_path, server)
    assert each_once(server, people(3))
    assert counts(ended) == {MailState.ACCEPTED: 3, MailState.FAILED: 2}
    assert not ledger.subscribers.suppressions()


def test_an_address_that_is_not_there_gets_no_further_mail(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(nobody=frozenset({"person3@example.org"}))) as server:
        ended = send(ledger, tmp_path, server)
    assert counts(ended) == {MailState.ACCEPTED: SOME - 1, MailState.FAILED: 1}
    assert ledger.subscribers.suppressed(address_hash("person3@example.org")) is Suppression.BOUNCED


def test_a_domain_that_has_too_much_rests_while_others_go_on(tmp_path: Path) -> None:
    stop = threading.Event()
    ledger = ledger_of(tmp_path, [*people(20, "busy.example"), *people(5)])
    with MailServer(faults=MailFaults(busy_domain="busy.example")) as server:
        run = sending(ledger, tmp_path, f"{server.address}?connections=1", stop=stop)
        thread = threading.Thread(target=run.send)
        thread.start()
        while len(server.accepted) < 5:
            stop.wait(0.01)
        stop.set()
        thread.join()
    assert each_once(server, people(5))
    assert sum(count for address, count in server.seen.items() if address.endswith("busy.example")) < 20


def test_a_refusal_of_our_mail_as_such_stops_everything_in_the_servers_words(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(policy_after=10)) as server:
        stopped = send(ledger, tmp_path, server)
        assert stopped.mailing.state is MailingState.PAUSED
        assert "5.7.26 This mail has been blocked" in stopped.mailing.words
        assert MailState.FAILED not in counts(stopped)
        assert not ledger.subscribers.suppressions()
        server.faults.policy_after = -1
        assert send(ledger, tmp_path, server).mailing.state is MailingState.PAUSED
        ledger.mailings.turn_to(DAY, MailingState.RUNNING)
        assert send(ledger, tmp_path, server).mailing.state is MailingState.FINISHED
    assert each_once(server, people(SOME))


def test_a_message_that_is_refused_again_and_again_is_not_tried_on_everybody(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(faults=MailFaults(spam=True)) as server:
        stopped = send(ledger, tmp_path, server)
    assert stopped.mailing.state is MailingState.PAUSED
    assert "554 Message rejected as spam" in stopped.mailing.words
    assert counts(stopped)[MailState.FAILED] < 15


def test_who_leaves_while_it_runs_is_passed_by(ledger: Ledger, tmp_path: Path) -> None:
    stop = threading.Event()
    with MailServer() as server:
        run = sending(ledger, tmp_path, f"{server.address}?connections=1&per_second=20", stop=stop)
        thread = threading.Thread(target=run.send)
        thread.start()
        while not server.accepted:
            stop.wait(0.01)
        ledger.subscribers.suppress(address_hash("person29@example.org"), Suppression.UNSUBSCRIBED, clock.now())
        thread.join()
    assert each_once(server, people(SOME - 1))
    mailing = ledger.mailings.mailing(DAY)
    assert mailing is not None
    assert mailing.counts[MailState.LEFT] == 1


def test_whoever_stops_it_loses_nothing(ledger: Ledger, tmp_path: Path) -> None:
    stop = threading.Event()
    with MailServer() as server:
        run = sending(ledger, tmp_path, f"{server.address}?connections=2&per_second=30", stop=stop)
        thread = threading.Thread(target=run.send)
        thread.start()
        while len(server.moments) < 5:
            stop.wait(0.01)
        stop.set()
        thread.join()
        mailing = ledger.mailings.mailing(DAY)
        assert mailing is not None
        taken = len(server.moments)
        assert taken < SOME
        assert (mailing.counts[MailState.ACCEPTED], mailing.counts[MailState.PENDING]) == (taken, SOME - taken)
        send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))


def test_a_pause_is_seen_by_whoever_sends(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer() as server:
        run = sending(ledger, tmp_path, f"{server.address}?connections=1&per_second=20")
        thread = threading.Thread(target=run.send)
        thread.start()
        while not server.accepted:
            threading.Event().wait(0.01)
        assert ledger.mailings.turn_to(DAY, MailingState.PAUSED, "A mistake in the subject.")
        thread.join()
        assert len(server.moments) < SOME
        ledger.mailings.turn_to(DAY, MailingState.RUNNING)
        send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))


def test_two_cannot_send_the_same_day(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer() as server:
        ledger.mailings.begin(DAY, MORNING)
        with another_process(tmp_path, f"{server.address}?per_second=5&connections=1"):
            while not server.accepted:
                threading.Event().wait(0.01)
            with pytest.raises(DigestError, match="is being sent already"):
                send(ledger, tmp_path, server)


def test_one_that_stood_still_too_long_sends_nothing_more(ledger: Ledger, tmp_path: Path) -> None:
    ledger.mailings.begin(DAY, MORNING)
    assert ledger.mailings.take(DAY, "other/boot/1/1/old", MORNING, lambda _run, _beat: True)
    assert ledger.mailings.take(DAY, "other/boot/2/1/new", MORNING, lambda _run, _beat: True)
    turn = ledger.mailings.turn(DAY, "other/boot/1/1/old", MORNING, (), Order(wanted=5))
    assert (turn.state, turn.claims) == (None, ())


def test_a_server_that_is_not_there_is_named_and_nothing_is_lost(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "GIVE_UP", 0.3)
    with MailServer() as server:
        address = server.address
    with pytest.raises(DigestError, match="cannot be reached"):
        sending(ledger, tmp_path, f"{address}?connections=2").send()
    mailing = ledger.mailings.mailing(DAY)
    assert mailing is not None
    assert mailing.counts[MailState.PENDING] == SOME


def test_a_login_that_is_refused_ends_it_at_once_without_the_password(ledger: Ledger, tmp_path: Path) -> None:
    with MailServer(terms=MailTerms(user="week", password="right")) as server:
        with pytest.raises(DigestError, match=r"refuses the login: 535 5\.7\.8") as caught:
            sending(ledger, tmp_path, server.address.replace("right", "wr0ng")).send()
        assert "wr0ng" not in str(caught.value)
        send(ledger, tmp_path, server)
    assert each_once(server, people(SOME))


def test_an_address_in_another_script_needs_a_server_that_writes_it(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, ["ልዩ@example.org", "leyu@ስፖርት.example"])
    with MailServer(terms=MailTerms(smtputf8=False)) as server:
        ended = send(ledger, tmp_path, server)
    assert counts(ended) == {MailState.ACCEPTED: 1, MailState.FAILED: 1}
    assert set(server.accepted) == {"leyu@" + "ስፖርት".encode("idna").decode() + ".example"}


def test_what_cannot_be_written_at_all_ends_it_in_the_open(ledger: Ledger, tmp_path: Path) -> None:
    class Broken(Plain):
        def letter(self, subscriber: Subscriber) -> Letter:
            raise DigestError("The card is gone.")

    with MailServer() as server, pytest.raises(DigestError, match="The card is gone"):
        send(ledger, tmp_path, server, composer=Broken())
    mailing = ledger.mailings.mailing(DAY)
    assert mailing is not None
    assert mailing.counts[MailState.PENDING] == SOME
