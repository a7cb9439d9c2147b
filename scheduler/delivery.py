"""The core of delivery: pure decisions. It is told the time and what happened, and says how the row stands now.

The states and what leads from one to the next:

    planned ──arm──> publishing ──receipt──> published
       ▲ ▲               ├── refused ──────> failed        (mended content plans it again)
       │ └── retrying <──┼── not sent ───────┘
       │        ▲        └── unclear ──────> unconfirmed ──found──> published
       │        └───────────── proven absent ────┘   └── no proof ── waits for a person (wake is None)
       └── held, missed, cancelled: never sent; planned again when the calendar allows it

Nothing here reads a clock, a file, the database or the network.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.errors import (
    Duplicate,
    NeedsPerson,
    PublishError,
    Rejected,
    SchedulerError,
    Unavailable,
    Unconfirmed,
    as_sentence,
)
from scheduler.models import Delivery, Prepared, Receipt, State, Wish
from scheduler.text import lasting

MOST_ABSENCES = 5
_NUMBER = re.compile(r"[0-9]+(?:_[0-9]+)?")
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30, 60, 120, 300))

NOT_YET = frozenset({State.PLANNED, State.RETRYING})
"""States from which a delivery may be sent."""

BEYOND_EDITS = frozenset({State.PUBLISHING, State.UNCONFIRMED, State.PUBLISHED})
"""States in which something is, or may be, out: no edit of the calendar may send it again."""


class Step(StrEnum):
    """What to do with a delivery now."""

    WAIT = "wait"
    SEND = "send"
    LOOK = "look"
    MISS = "miss"


def plan(wish: Wish, fact: Delivery | None, now: datetime) -> Delivery:
    """The row as the calendar wants it; `fact` itself when nothing changes."""
    if fact is None:
        fact = _new(wish)
    elif fact.state in BEYOND_EDITS or _settled_as_wished(fact, wish):
        return fact
    return _keep(fact, _wished(wish, fact, now))


def withdraw(fact: Delivery, words: str) -> Delivery:
    """The row of a post that the calendar no longer wants out; what is or may be out stays as it is."""
    if fact.state in BEYOND_EDITS:
        return fact
    return _keep(fact, replace(fact, state=State.CANCELLED, wake=None, at=None, words=words))


def _new(wish: Wish) -> Delivery:
    variant = wish.variant
    return Delivery(
        post=variant.post,
        channel=variant.channel,
        part=variant.part,
        state=State.PLANNED,
        due=wish.due,
        content=wish.content,
        wake=wish.due,
    )


def _settled_as_wished(fact: Delivery, wish: Wish) -> bool:
    """It failed, was missed or skipped, and nobody has changed its content or its time since."""
    same = (fact.content, fact.due) == (wish.content, wish.due)
    skipped = fact.state is State.CANCELLED and fact.at is not None
    return same and (skipped or fact.state in {State.FAILED, State.MISSED})


def _wished(wish: Wish, fact: Delivery, now: datetime) -> Delivery:
    same = (fact.due, fact.content) == (wish.due, wish.content)
    row = replace(fact, due=wish.due, content=wish.content, wake=None, at=None, late_ok=fact.late_ok and same)
    if wish.hold:
        return replace(row, state=State.HELD, words=wish.hold)
    if late(row, wish, now):
        return missed(row, wish, now)
    if fact.state is State.RETRYING:
        return replace(row, state=State.RETRYING, wake=max(wish.due, fact.wake or wish.due))
    return replace(row, state=State.PLANNED, wake=wish.due, words="", tries=0)


def _keep(old: Delivery, new: Delivery) -> Delivery:
    return old if old == new else new


def late(row: Delivery, wish: Wish, now: datetime) -> bool:
    return wish.too_late(now) and not row.late_ok


def missed(row: Delivery, wish: Wish, now: datetime) -> Delivery:
    """Too late to be sent: a person decides."""
    before = f"{as_sentence(row.words)} ".lstrip() if row.state is State.RETRYING else ""
    late, most = lasting(now - wish.due), lasting(wish.max_late)
    words = f"{before}It was due {late} ago; the campaign's max_late is {most}. Give it a new time, or skip it."
    return replace(row, state=State.MISSED, wake=None, at=now, words=words)


def step(row: Delivery, wish: Wish | None, parent: Delivery | None, now: datetime) -> Step:
    """What to do now. `parent` is the row of the thread's part before this one (None: it is the first)."""
    if row.wake is None or row.wake > now:
        return Step.WAIT
    if row.state is State.UNCONFIRMED:
        return Step.LOOK
    if row.state not in NOT_YET or wish is None or wish.hold:
        return Step.WAIT
    if late(row, wish, now):
        return Step.MISS
    if row.part > 1 and (parent is None or parent.state is not State.PUBLISHED):
        return Step.WAIT
    return Step.SEND


def due(
    rows: Mapping[str, Delivery],
    wishes: Mapping[str, Wish],
    paused: Iterable[str],
    rests: Mapping[str, datetime],
    now: datetime,
) -> list[tuple[Delivery, Step]]:
    """What to do now, earliest first; nothing on channels that are paused, and nothing new on those that rest."""
    stopped = frozenset(paused)
    steps = (
        (row, step(row, wishes.get(row.key), parent_of(row, rows), now))
        for row in rows.values()
        if row.channel not in stopped and (row.state not in NOT_YET or rests.get(row.channel, now) <= now)
    )
    return sorted(
        ((row, what) for row, what in steps if what is not Step.WAIT), key=lambda pair: (pair[0].due, pair[0].key)
    )


def parent_of(row: Delivery, rows: Mapping[str, Delivery]) -> Delivery | None:
    return rows.get(f"{row.post}/{row.channel}/{row.part - 1}")


def next_wake(
    rows: Iterable[Delivery], paused: Iterable[str], rests: Mapping[str, datetime], now: datetime
) -> datetime | None:
    """When something falls due next, after `now`; None: nothing does."""
    stopped = frozenset(paused)
    wakes = (_wake(row, rests) for row in rows if row.wake and row.channel not in stopped)
    return min((wake for wake in wakes if wake > now), default=None)


def _wake(row: Delivery, rests: Mapping[str, datetime]) -> datetime:
    assert row.wake is not None
    return max(row.wake, rests.get(row.channel, row.wake)) if row.state in NOT_YET else row.wake


# --- what happened ----------------------------------------------------------------------------------------------------


def armed(row: Delivery, prepared: Prepared, now: datetime) -> Delivery:
    """About to be sent: from here until an outcome is stored, it may be out."""
    return replace(
        row, state=State.PUBLISHING, wake=None, prepared=prepared, since=now, attempts=row.attempts + 1, words=""
    )


def published(row: Delivery, receipt: Receipt, now: datetime, words: str = "") -> Delivery:
    return replace(row, state=State.PUBLISHED, wake=None, receipt=receipt, at=now, words=words)


def after_error(row: Delivery, error: PublishError, now: datetime, looks_after: tuple[float, ...]) -> Delivery:
    """How the row stands after the network (or the way to it) failed."""
    words = error.words
    match error:
        case Unconfirmed():
            return unconfirmed(row, now, looks_after, words)
        case Duplicate() if row.uncertain:
            return unconfirmed(row, now, looks_after, words)
        case Unavailable():
            return replace(row, state=State.RETRYING, wake=_again_at(error, row, now), tries=row.tries + 1, words=words)
        case NeedsPerson():
            return replace(row, state=State.RETRYING, wake=now, words=error.advice)
        case Rejected():
            return replace(row, state=State.FAILED, wake=None, at=now, words=words)
    raise TypeError(f"{type(error).__name__} is no outcome")


def unconfirmed(row: Delivery, now: datetime, looks_after: tuple[float, ...], words: str) -> Delivery:
    """It may be out: the account is read back before anything else happens."""
    wake = now + timedelta(seconds=looks_after[0])
    return replace(row, state=State.UNCONFIRMED, wake=wake, looks=0, unclear_at=now, uncertain=True, words=words)


def after_look(
    row: Delivery, found: Receipt | None, wish: Wish | None, now: datetime, looks_after: tuple[float, ...]
) -> Delivery:
    """How the row stands after the account was read back and answered."""
    if found:
        return published(row, found, now, "No answer had come; it was found on the account.")
    looks = row.looks + 1
    if looks < len(looks_after):
        return replace(row, looks=looks, wake=(row.unclear_at or now) + timedelta(seconds=looks_after[looks]))
    return _proven_absent(replace(row, looks=looks), wish, now)


def _proven_absent(row: Delivery, wish: Wish | None, now: datetime) -> Delivery:
    if wish is None:
        return replace(row, state=State.CANCELLED, wake=None, words="It did not go out, and is no longer wanted.")
    absences = row.absences + 1
    if absences >= MOST_ABSENCES:
        words = f"Sent {absences} times without an answer, and not on the account. Look there, then resolve it."
        return replace(row, wake=None, absences=absences, words=words)
    # Nothing is out, so what the calendar wants by now is what counts: other words, another time, or not yet.
    words = "No answer came; the account was read: it is not out."
    absent = replace(row, state=State.RETRYING, absences=absences, wake=now, words=words)
    return _wished(wish, absent, now)


def after_failed_look(row: Delivery, error: PublishError, wish: Wish | None, now: datetime) -> Delivery:
    """The account could not be read: try again within `max_late`, then a person decides."""
    if wish is None or late(row, wish, now):
        words = f"{row.words} The account cannot be read back ({error.words}). Look there yourself, then resolve it."
        return replace(row, wake=None, words=words)
    return replace(row, wake=_again_at(error, row, now), tries=row.tries + 1)


def _again_at(error: PublishError, row: Delivery, now: datetime) -> datetime:
    """When to try again: as the network says, else after a pause that grows."""
    pause = BACKOFF[min(row.tries, len(BACKOFF) - 1)]
    if not isinstance(error, Unavailable):
        return now + pause
    return max(now, error.retry_at or now + (error.retry_in or pause))


def recovered(row: Delivery, now: datetime, looks_after: tuple[float, ...]) -> Delivery:
    """At start-up: what was armed has no outcome, so it is unconfirmed, never "to send"."""
    if row.state is not State.PUBLISHING:
        return row
    return unconfirmed(row, now, looks_after, "The service stopped while this was being sent.")


# --- a person decides -------------------------------------------------------------------------------------------------


def resolved_out(row: Delivery, url: str, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is out, at `url`."""
    _only(row, {State.UNCONFIRMED}, "resolve")
    # The longest number in the address: people copy it with a picture's number or a tracking tag behind.
    numbers = _NUMBER.findall(url)
    if not numbers:
        raise SchedulerError(f"{url!r} is no address of a post.", "Open the post itself and copy its address.")
    receipt = Receipt(id=max(numbers, key=len), url=url)
    return published(row, receipt, now, f"{by} looked: it is out.")


def resolved_not_out(row: Delivery, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is not out. It is sent, however late."""
    _only(row, {State.UNCONFIRMED}, "resolve")
    return replace(row, state=State.RETRYING, wake=now, late_ok=True, words=f"{by} looked: it is not out.")


def retried(row: Delivery, by: str, now: datetime) -> Delivery:
    """Send what failed or was missed, now, however late."""
    _only(row, {State.FAILED, State.MISSED}, "retry")
    return replace(row, state=State.RETRYING, wake=now, late_ok=True, tries=0, words=f"{by} sends it again.")


def skipped(row: Delivery, by: str, now: datetime) -> Delivery:
    """It is not to go out, whatever the calendar says, until its content or time is edited."""
    _only(row, set(State) - {State.PUBLISHED, State.PUBLISHING, State.CANCELLED}, "skip")
    return replace(row, state=State.CANCELLED, wake=None, at=now, words=f"{by} skipped it.")


def _only(row: Delivery, states: Collection[State], command: str) -> None:
    if row.state not in states:
        allowed = ", ".join(sorted(states))
        raise SchedulerError(f"{row.key} is {row.state}.", f"`{command}` is for what is {allowed}.")


def shown(row: Delivery, paused: Iterable[str]) -> State:
    """The state as people see it: what waits on a paused channel is paused."""
    return State.PAUSED if row.state in NOT_YET and row.channel in paused else row.state
