"""What to do with one delivery now."""

from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.delivery.states import BEYOND_EDITS, NOT_YET
from scheduler.models import Delivery, Moment, State, Wish


class Step(StrEnum):
    """What to do with a delivery now."""

    WAIT = "wait"
    SEND = "send"
    LOOK = "look"
    MISS = "miss"
    PLAN = "plan"  # the calendar wants it otherwise


def step(row: Delivery, wish: Wish | None, parent: Delivery | None, now: Moment) -> Step:
    """What to do now. `parent` is the row of the thread's part before this one (None: it is the first)."""
    if row.wake is None or not _time_has_come(row, now):
        return Step.WAIT
    if row.state in {State.UNCONFIRMED, State.PUBLISHED}:
        return Step.LOOK
    if row.state not in NOT_YET or now.at < row.due:
        return Step.WAIT  # also where a wait in seconds is over: it may have been measured by a clock that was wrong
    if wish is None or wish.hold:
        return Step.PLAN
    if late(row, wish, parent, now.at):
        return Step.MISS
    if row.part > 1 and (parent is None or parent.state is not State.PUBLISHED):
        return Step.WAIT
    return Step.SEND


def step_soon(row: Delivery, wish: Wish | None, parent: Delivery | None, now: Moment, ahead: timedelta) -> Step:
    """What to do now; what is to be sent within `ahead` is as good as to be sent."""
    what = step(row, wish, parent, now)
    sent_soon = what is Step.WAIT and ahead and step(row, wish, parent, now.later(ahead)) is Step.SEND
    return Step.SEND if sent_soon else what


def late(row: Delivery, wish: Wish, parent: Delivery | None, now: datetime) -> bool:
    """Whether it is too late to send it. A thread that has begun, or may have, is finished: half of one misleads.

    A part whose part before it still waits shares that one's fate, and waits for it.
    """
    follows = parent is not None and parent.state in BEYOND_EDITS | NOT_YET
    return wish.too_late(now) and not row.late_ok and not follows


def _time_has_come(row: Delivery, now: Moment) -> bool:
    """By the machine's own count where the row has one: a clock that is set must not shorten (or lengthen) a wait."""
    assert row.wake is not None
    if row.tick is not None and row.boot == now.boot:
        return now.tick >= row.tick
    return row.wake <= now.at
