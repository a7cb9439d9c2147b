"""How the calendar wants a delivery's row to stand."""

from dataclasses import replace
from datetime import datetime

from scheduler.delivery.states import BEYOND_EDITS, was_out
from scheduler.delivery.steps import late
from scheduler.errors import as_sentence
from scheduler.models import Delivery, State, Wish
from scheduler.text import lasting

Timed = tuple[datetime, str]
"""When, and the fingerprint of what."""


def plan(wish: Wish, fact: Delivery | None, now: datetime, parent: Delivery | None = None) -> Delivery:
    """The row as the calendar wants it; `fact` itself when nothing changes. `parent`: the thread's part before it."""
    if fact is None:
        fact = _new(wish, now)
        if not wish.hold and wish.due > now:
            return fact  # at once: at a first start, that is nearly every row
    elif fact.state in BEYOND_EDITS or was_out(fact) or _settled_as_wished(fact, wish):
        return fact
    return _keep(fact, as_wished(wish, fact, now, parent))


def stands(state: State, found: Timed, wished: Timed | None, now: datetime) -> bool:
    """Whether `plan` would leave a row alone, told from a few values of it: most rows are so, most of the time.

    `wished`: None when it must not go out.
    """
    return state is State.PUBLISHED or (state is State.PLANNED and found == wished and found[0] > now)


def withdraw(fact: Delivery, words: str) -> Delivery:
    """The row of a post that the calendar no longer wants out; what is or may be out stays as it is."""
    if fact.state in BEYOND_EDITS or was_out(fact):
        return fact
    return _keep(fact, replace(fact, state=State.CANCELLED, wake=None, tick=None, at=None, words=words))


def as_wished(wish: Wish, fact: Delivery, now: datetime, parent: Delivery | None = None) -> Delivery:
    """The row of something of which nothing is out, as the calendar has it by now."""
    same = (fact.due, fact.content) == (wish.due, wish.content)
    doubt = _doubt(wish, fact, now)
    keeps_waiting = _waits_beyond(wish.due, fact) and (doubt is not None or fact.doubt is None)
    row = replace(
        fact,
        due=wish.due,
        content=wish.content,
        wake=None,
        tick=fact.tick if keeps_waiting else None,
        looks=fact.looks if keeps_waiting else 0,  # who waited for less than a whole wait has it before them
        at=None,
        late_ok=fact.late_ok and same,
        doubt=doubt,
    )
    if wish.hold:
        return replace(row, state=State.HELD, tick=None, words=wish.hold)
    if late(row, wish, parent, now):
        return _missed(row, wish, now)
    if fact.state is State.RETRYING:
        return replace(row, state=State.RETRYING, wake=fact.wake if keeps_waiting else wish.due)
    return replace(row, state=State.PLANNED, wake=wish.due, words="", tries=0)


def _waits_beyond(due: datetime, fact: Delivery) -> bool:
    return fact.state is State.RETRYING and fact.wake is not None and fact.wake >= due


def _settled_as_wished(fact: Delivery, wish: Wish) -> bool:
    """It failed, was missed or skipped, and nobody has changed its content or its time since."""
    same = (fact.content, fact.due) == (wish.content, wish.due)
    skipped = fact.state is State.CANCELLED and fact.at is not None
    return same and (skipped or fact.state in {State.FAILED, State.MISSED})


def _doubt(wish: Wish, fact: Delivery, now: datetime) -> datetime | None:
    """The time of what is wanted (so) only after it: by another name, or by another ledger, it may be out already.

    A person who gives it a time that is still to come means a new one.
    """
    moved = wish.due != fact.due
    if wish.due >= now:
        return None if moved else fact.doubt
    anew = moved or wish.content != fact.content or fact.state in {State.CANCELLED, State.HELD}
    return fact.doubt or (wish.due if anew else None)


def _new(wish: Wish, now: datetime) -> Delivery:
    return Delivery(
        post=wish.post,
        channel=wish.channel,
        part=wish.part,
        state=State.PLANNED,
        due=wish.due,
        content=wish.content,
        wake=wish.due,
        doubt=wish.due if wish.due < now else None,
    )


def _keep(old: Delivery, new: Delivery) -> Delivery:
    return old if old == new else new


def _missed(row: Delivery, wish: Wish, now: datetime) -> Delivery:
    """Too late to be sent: a person decides."""
    before = f"{as_sentence(row.words)} ".lstrip() if row.state is State.RETRYING else ""
    late_by, most = lasting(now - wish.due), lasting(wish.max_late)
    unknown = "Nobody looked whether it went out before this ledger knew of it. " if row.doubt else ""
    remedy = "Give it a new time, or skip it."
    words = f"{before}It was due {late_by} ago; the campaign's max_late is {most}. {unknown}{remedy}"
    return replace(row, state=State.MISSED, wake=None, tick=None, at=now, words=words)
