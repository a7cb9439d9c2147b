"""The mail server's answers, and what each means for the copy, its recipient, its domain and the whole mailing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scheduler.digest.outcomes import Outcome, Reply, Stage, lost, mark_of, outcome_of, without_address
from scheduler.digest.resting import Rests
from scheduler.models import MailState

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
RECIPIENT, DOT, SENDER, DATA = Stage.RECIPIENT, Stage.DOT, Stage.SENDER, Stage.DATA
RETRY = timedelta(seconds=300)


def answer(stage: Stage, line: str, **known: Any) -> Outcome:
    code, _, words = line.partition(" ")
    return outcome_of(Reply(stage=stage, code=int(code), words=words), **known)


TABLE = [
    (DOT, "250 2.0.0 Ok: queued", MailState.ACCEPTED, "taken"),
    (DOT, "451 4.3.0 Try again", MailState.DEFERRED, "not now"),
    (DOT, "552 5.3.4 Too big", MailState.FAILED, "this message"),
    (DOT, "421 4.3.2 Going down", MailState.DEFERRED, "it was not taken"),
    (DOT, "354 Go on", MailState.UNKNOWN, "no answer to a dot"),
    (DOT, "-1 gibberish", MailState.UNKNOWN, "it may have been a yes"),
    (RECIPIENT, "450 4.2.0 Greylisted", MailState.DEFERRED, "not now"),
    (RECIPIENT, "550 5.1.1 Unknown", MailState.FAILED, "nobody there"),
    (RECIPIENT, "550 No", MailState.FAILED, "no code to go by"),
    (SENDER, "421 4.7.0 Enough", MailState.PENDING, "the connection ends, on with the next"),
    (SENDER, "550 5.1.8 Bad sender", MailState.PENDING, "no fault of the recipient's"),
    (DATA, "550 5.7.1 Blocked", MailState.PENDING, "no fault of the recipient's"),
]


@pytest.mark.parametrize(("stage", "line", "state", "_why"), TABLE, ids=[f"{row[0]} {row[1]}" for row in TABLE])
def test_what_becomes_of_the_copy(stage: Stage, line: str, state: MailState, _why: str) -> None:
    assert answer(stage, line).state is state


def test_a_policy_stops_everything_in_the_servers_words() -> None:
    stopped = answer(DOT, "550 5.7.26 Unauthenticated")
    assert "550 5.7.26 Unauthenticated" in stopped.stops
    assert not stopped.suppress
    assert "refuses the sender" in answer(SENDER, "553 5.1.8 Who?").stops


def test_a_policy_that_meets_one_person_again_while_others_get_theirs_is_about_them() -> None:
    again = answer(RECIPIENT, "550 5.7.1 Not you", tries=1, last_code=550, proven=True)
    assert (again.state, again.stops) == (MailState.FAILED, "")
    assert answer(RECIPIENT, "550 5.7.1 Not you", tries=1, last_code=550).stops


@pytest.mark.parametrize(
    ("line", "suppressed"),
    [
        ("550 5.1.1 No such user", True),
        ("550 5.2.1 Disabled", True),
        ("552 5.2.2 Full", False),
        ("550 5.1.2 No such domain", False),
        ("550 5.1.8 Bad sender", False),
        ("550 5.7.26 Unauthenticated", False),
        ("550 No", False),
    ],
)
def test_only_a_mailbox_that_is_not_there_gets_no_further_mail(line: str, suppressed: bool) -> None:
    assert answer(RECIPIENT, line).suppress is suppressed


def test_greylisting_is_no_reason_to_let_the_domain_rest() -> None:
    assert answer(RECIPIENT, "452 4.5.3 Too many").slow_down
    assert answer(RECIPIENT, "451 4.7.1 Slow down").slow_down
    assert not answer(RECIPIENT, "451 4.7.1 Greylisting in action").slow_down
    assert not answer(RECIPIENT, "450 4.2.0 Mailbox busy").slow_down


def test_a_connection_that_ends_before_anything_was_taken_is_a_reason_to_wait() -> None:
    assert answer(SENDER, "421 4.7.0 Busy", fresh=True).state is MailState.DEFERRED


def test_each_further_try_waits_twice_as_long_and_the_last_one_is_the_last() -> None:
    later = answer(RECIPIENT, "450 Later")
    waits = [mark_of(1, later, tries=tries, now=NOON, retry_after=RETRY).wake - NOON for tries in range(3)]
    assert waits == [RETRY, 2 * RETRY, 4 * RETRY]
    assert answer(RECIPIENT, "450 Later", tries=7).state is MailState.FAILED


def test_what_was_lost_before_the_dot_is_pending_and_after_it_unknown() -> None:
    assert lost(wrote_dot=False, again=False).state is MailState.PENDING
    assert lost(wrote_dot=False, again=True).state is MailState.DEFERRED
    assert lost(wrote_dot=True, again=True).state is MailState.UNKNOWN


def test_nobodys_address_is_kept_with_the_answer() -> None:
    words = "5.1.1 <Ada.L@example.org>: ada.l@mx.example.org is unknown here"
    assert without_address(words, "ada.l@example.org") == "5.1.1 <…>: … is unknown here"


def test_a_domain_rests_longer_each_time_until_one_is_taken() -> None:
    rests, busy = Rests(60), Outcome(state=MailState.DEFERRED, slow_down=True)
    rests.note("busy.example", busy, 0)
    rests.note("busy.example", busy, 1)
    assert rests.wait_of("busy.example", 1) == 4
    rests.note("busy.example", busy, 5)
    assert rests.wait(5) == 10
    assert rests.tired(14) == {"busy.example"}
    assert not rests.tired(15)
    rests.note("busy.example", Outcome(state=MailState.ACCEPTED), 15)
    rests.note("busy.example", busy, 15)
    assert rests.wait(15) == 5
