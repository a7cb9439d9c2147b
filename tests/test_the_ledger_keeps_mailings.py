"""One day's copies in the ledger: noted once, claimed by one sender at a time, marked together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.ledger import Ledger
from scheduler.ledger.claiming import Claim, Order
from scheduler.ledger.mailings import Mark
from scheduler.ledger.subscribers import Entry, address_hash
from scheduler.models import Mailing, MailingState, MailState, Suppression

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
DAY = date(2023, 11, 6)
US, THEM = "here/boot/1/1/us", "there/boot/2/2/them"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    on_postgres = request.param == "postgresql"
    made = Ledger(request.getfixturevalue("database") if on_postgres else f"sqlite:///{tmp_path}/ledger.db")
    yield made
    made.close()


def begun(ledger: Ledger, *addresses: str) -> None:
    ledger.subscribers.bring([Entry(email=each, consent="form") for each in addresses], NOON)
    assert ledger.mailings.begin(DAY, NOON)
    assert ledger.mailings.take(DAY, US, NOON, lambda _run, _beat: False)


def claim(ledger: Ledger, order: Order, *marks: Mark, now: datetime = NOON) -> list[Claim]:
    return list(ledger.mailings.turn(DAY, US, now, marks, order).claims)


def who(claims: list[Claim]) -> list[str]:
    return [each.subscriber.email for each in claims]


def mailing(ledger: Ledger) -> Mailing:
    found = ledger.mailings.mailing(DAY)
    assert found is not None
    return found


def counts(ledger: Ledger) -> dict[MailState, int]:
    return {state: count for state, count in mailing(ledger).counts.items() if count}


def mark(each: Claim, state: MailState, wake: datetime = NOON) -> Mark:
    return Mark(subscriber=each.subscriber.id, state=state, attempts=1, wake=wake)


def test_who_is_to_get_it_is_noted_once(ledger: Ledger) -> None:
    for address, reason in (("left@a.example", Suppression.UNSUBSCRIBED), ("bad@a.example", Suppression.BOUNCED)):
        ledger.subscribers.bring([Entry(email=address, consent="form")], NOON)
        ledger.subscribers.suppress(address_hash(address), reason, NOON)
    ledger.subscribers.bring([Entry(email="asked@a.example", consent="form", confirmed=False)], NOON)
    begun(ledger, "ada@a.example")
    ledger.subscribers.bring([Entry(email="late@a.example", consent="form")], NOON)
    assert not ledger.mailings.begin(DAY, NOON)
    assert who(claim(ledger, Order(wanted=9))) == ["ada@a.example"]


def test_where_nobody_is_to_get_it_nothing_is_noted(ledger: Ledger) -> None:
    assert not ledger.mailings.begin(DAY, NOON)
    assert ledger.mailings.mailing(DAY) is None


def test_each_copy_is_claimed_once_and_marked(ledger: Ledger) -> None:
    begun(ledger, *(f"p{number}@a.example" for number in range(5)))
    first = claim(ledger, Order(wanted=3))
    second = claim(ledger, Order(wanted=3), *(mark(each, MailState.ACCEPTED) for each in first))
    assert who(first + second) == [f"p{number}@a.example" for number in range(5)]
    assert counts(ledger) == {MailState.ACCEPTED: 3, MailState.CLAIMED: 2}


def test_what_is_put_off_is_due_again_and_comes_first(ledger: Ledger) -> None:
    begun(ledger, "p1@a.example", "p2@a.example")
    (one,) = claim(ledger, Order(wanted=1))
    assert who(claim(ledger, Order(wanted=0), mark(one, MailState.DEFERRED, LATER))) == []
    assert mailing(ledger).next_wake == LATER
    assert who(claim(ledger, Order(wanted=9), now=LATER)) == ["p1@a.example", "p2@a.example"]


def test_a_domain_gets_no_more_than_its_share_and_hides_nobody_behind_it(ledger: Ledger) -> None:
    begun(ledger, *(f"p{number}@big.example" for number in range(40)), "one@b.example", "two@c.example")
    some = claim(ledger, Order(wanted=8, share=2))
    assert who(some) == ["p0@big.example", "p1@big.example", "one@b.example", "two@c.example"]
    assert who(claim(ledger, Order(wanted=8, share=2, held={"big.example": 1}))) == ["p2@big.example"]
    assert claim(ledger, Order(wanted=8, without=frozenset({"big.example"}))) == []


def test_whoever_left_or_paused_meanwhile_is_passed_by(ledger: Ledger) -> None:
    begun(ledger, "stays@a.example", "left@a.example", "gone@a.example", "rests@a.example")
    ledger.subscribers.suppress(address_hash("left@a.example"), Suppression.UNSUBSCRIBED, NOON)
    ledger.subscribers.forget(address_hash("gone@a.example"), NOON)
    ledger.subscribers.pause_hash(address_hash("rests@a.example"), LATER)
    assert who(claim(ledger, Order(wanted=9))) == ["stays@a.example"]
    assert counts(ledger) == {MailState.CLAIMED: 1, MailState.LEFT: 3}


def test_a_copy_that_shows_an_address_to_be_no_good_bars_it(ledger: Ledger) -> None:
    begun(ledger, "ada@a.example")
    (one,) = claim(ledger, Order(wanted=1))
    bad = Mark(subscriber=one.subscriber.id, state=MailState.FAILED, attempts=1, wake=NOON, suppress=True)
    claim(ledger, Order(wanted=0), bad)
    assert ledger.subscribers.suppressed(address_hash("ada@a.example")) is Suppression.BOUNCED


def test_only_one_holds_the_lease(ledger: Ledger) -> None:
    begun(ledger, "ada@a.example")
    assert not ledger.mailings.take(DAY, THEM, NOON, lambda run, beat: (run, beat) != (US, NOON))
    assert ledger.mailings.take(DAY, THEM, NOON, lambda _run, _beat: True)
    assert ledger.mailings.turn(DAY, US, NOON, (), Order(wanted=9)).state is None
    assert counts(ledger) == {MailState.PENDING: 1}


def test_what_another_run_left_behind_can_be_asked_for(ledger: Ledger) -> None:
    begun(ledger, "ada@a.example")
    (one,) = claim(ledger, Order(wanted=1))
    assert ledger.mailings.unmarked(DAY, US) == []
    (left,) = ledger.mailings.unmarked(DAY, THEM)
    assert (left.subscriber, left.run, left.begun) == (one.subscriber.id, US, NOON)
    unknown = Mark(
        subscriber=left.subscriber, state=MailState.UNKNOWN, attempts=1, wake=LATER, begun=NOON + timedelta(seconds=1)
    )
    claim(ledger, Order(wanted=0), unknown)
    (doubted,) = ledger.mailings.unknown(DAY)
    assert (doubted.begun, doubted.lost) == (NOON + timedelta(seconds=1), LATER)


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (MailState.ACCEPTED, MailingState.FINISHED),
        (MailState.FAILED, MailingState.FINISHED),
        (MailState.DEFERRED, MailingState.RUNNING),
        (MailState.UNKNOWN, MailingState.RUNNING),
    ],
)
def test_it_is_finished_when_nothing_is_open(ledger: Ledger, state: MailState, end: MailingState) -> None:
    begun(ledger, "ada@a.example")
    (one,) = claim(ledger, Order(wanted=1))
    claim(ledger, Order(wanted=0), mark(one, state))
    ledger.mailings.release(DAY, US)
    assert mailing(ledger).state is end
    assert ledger.mailings.take(DAY, THEM, NOON, lambda _run, _beat: False)


def test_nothing_is_claimed_of_one_that_is_paused(ledger: Ledger) -> None:
    begun(ledger, "ada@a.example")
    assert ledger.mailings.turn_to(DAY, MailingState.PAUSED, "A mistake.")
    assert claim(ledger, Order(wanted=9)) == []
    assert (mailing(ledger).state, mailing(ledger).words) == (MailingState.PAUSED, "A mistake.")
    assert ledger.mailings.turn_to(DAY, MailingState.RUNNING, "", MailingState.RUNNING)
    assert who(claim(ledger, Order(wanted=9))) == ["ada@a.example"]


def test_a_missed_day_is_sent_only_if_somebody_says_so(ledger: Ledger) -> None:
    assert ledger.mailings.miss(DAY, "Four hours late.", NOON)
    assert not ledger.mailings.miss(DAY, "Five hours late.", LATER)
    assert not ledger.mailings.turn_to(DAY, MailingState.RUNNING)
    begun(ledger, "ada@a.example")
    assert not ledger.mailings.miss(DAY, "Six hours late.", LATER)
    assert (mailing(ledger).state, counts(ledger)) == (MailingState.RUNNING, {MailState.PENDING: 1})


def test_days_come_in_the_order_in_which_they_were_begun(ledger: Ledger) -> None:
    ledger.mailings.miss(DAY + timedelta(days=1), "", NOON)
    ledger.mailings.miss(DAY, "", LATER)
    assert ledger.mailings.days() == [DAY + timedelta(days=1), DAY]
