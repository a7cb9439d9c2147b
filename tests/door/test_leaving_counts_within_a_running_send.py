"""Somebody leaves while the day's mailing runs: the very next claim knows."""

from door.house import NOW, House

from scheduler.ledger.claiming import Order
from scheduler.models import MailState

DAY = NOW.date()


def _claimed(house: House, wanted: int) -> set[str]:
    turn = house.ledger.mailings.turn(DAY, "run 1", house.now, [], Order(wanted=wanted))
    return {claim.subscriber.token for claim in turn.claims}


def test_who_leaves_or_takes_a_break_meanwhile_is_not_sent_to(house: House) -> None:
    everybody = {house.joined(f"reader{number}@example.org") for number in range(6)}
    house.ledger.mailings.begin(DAY, house.now)
    house.ledger.mailings.take(DAY, "run 1", house.now, lambda _run, _beat: True)
    first = _claimed(house, 2)
    leaves, rests, stays, *_ = sorted(everybody - first)

    house.post(f"/u/{leaves}", {"List-Unsubscribe": "One-Click"})
    house.post(f"/p/{rests}", {"break": "1"})
    house.post(f"/u/{stays}", {"do": "leave"})
    house.post(f"/u/{stays}", {"do": "undo"})

    assert _claimed(house, 10) == everybody - first - {leaves, rests}
    mailing = house.ledger.mailings.mailing(DAY)
    assert mailing is not None
    assert mailing.counts[MailState.LEFT] == 2
