"""How one delivery goes, step by step, without I/O: it says what is to be done next and is told what came of it.

The order of the steps is the promise: nothing visible is sent before the intent to send it is durable, and whatever has
no clear answer is looked for on the account before it is sent again. Whoever drives it (the service, the cluster, the
rehearsal, the simulator) does what each effect asks for, sends the answer in, and throws a PublishError in where it
ended with one.
"""

from collections.abc import Container, Generator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from scheduler.delivery.outcomes import (
    Looks,
    after_error,
    after_failed_look,
    after_look,
    armed,
    may_be_unlisted,
    out,
    sighted,
    unlisted,
)
from scheduler.delivery.states import UNSETTLED
from scheduler.delivery.steps import Step, step, step_soon
from scheduler.errors import NeedsPerson, PublishError, Unavailable
from scheduler.models import Delivery, Moment, Prepared, Receipt, Sighting, State, Wish

SEND_SECONDS = 10.0
"""A request that could not begin this soon after its intent was being written is not sent at all."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`owner`: who arms deliveries here. `looks`: seconds after an unclear answer at which the account is read back.

    `ahead`: how long before its time a delivery may be prepared.
    """

    owner: str
    looks: Looks
    ahead: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`wish`, the thread's part before it, whether its channel takes it, and the time: looked at anew.

    `wanted`: the keys of all that the calendar wants; `channels`: the names of its channels. `ledger_began`: before
    that, whatever was sent is not known here; None: nothing was.
    """

    wish: Wish | None
    parent: Delivery | None
    open: bool
    now: Moment
    wanted: Container[str] = ()
    channels: Container[str] = ()
    ledger_began: datetime | None = None

    def is_left_behind(self, other: Delivery, row: Delivery) -> bool:
        """Whether another delivery may be this one by an older name: of its channel or one that is no more, and the
        calendar does not want it."""
        same = other.channel == row.channel or other.channel not in self.channels
        return same and other.key != row.key and other.key not in self.wanted


class Effect(Generic[T]):
    """Something that the driver does; T is what it answers."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Review(Effect[Situation]):
    """Look at calendar, files, record, channel and clock anew: the row may have waited in a lane."""

    row: Delivery


@dataclass(frozen=True, slots=True)
class Now(Effect[Moment]):
    """What time is it?"""


@dataclass(frozen=True, slots=True)
class Await(Effect[bool]):
    """Wait for the row's time, which is near. False: nothing more is to be begun."""

    row: Delivery


@dataclass(frozen=True, slots=True)
class Prepare(Effect[Prepared]):
    """Uploads and the like: invisible, repeatable. Every PublishError means that nothing was sent."""

    wish: Wish
    reply_to: str
    key: str


@dataclass(frozen=True, slots=True)
class Arm(Effect[Delivery | None]):
    """Store the row durably unless its channel was closed meanwhile; None: not stored, or somebody was faster."""

    row: Delivery


@dataclass(frozen=True, slots=True)
class Publish(Effect[Receipt | None]):
    """The one visible step. What `launch` asks for is done when the request is ready to leave.

    Nothing of it leaves unless `launch` ends with True; None: it did not, and what `launch` raises is thrown in.
    """

    channel: str
    prepared: Prepared
    key: str
    launch: "Steps[bool]"


@dataclass(frozen=True, slots=True)
class Find(Effect[Receipt | None]):
    """Read the account back. None: it is not there."""

    row: Delivery


@dataclass(frozen=True, slots=True)
class Seek(Effect[Sighting | None]):
    """Look whether it is out already, in another delivery's name or from before this ledger. None: it is not."""

    row: Delivery
    seen: Situation
    wish: Wish
    reply_to: str


@dataclass(frozen=True, slots=True)
class Store(Effect[Delivery | None]):
    """Store the row durably; None: somebody else was faster."""

    row: Delivery


@dataclass(frozen=True, slots=True)
class Newest(Effect[Delivery | None]):
    """The row as it stands in the ledger now."""

    key: str


@dataclass(frozen=True, slots=True)
class Stop(Effect[None]):
    """Pause the channel until a person resumes it."""

    channel: str
    error: NeedsPerson


@dataclass(frozen=True, slots=True)
class Rest(Effect[None]):
    """Send nothing more on the channel before `until`."""

    channel: str
    words: str
    until: datetime


Steps = Generator[Effect[Any], Any, T]


def work(row: Delivery, terms: Terms) -> Steps[Delivery | None]:
    """Does what is due with one delivery; the row as it stands then, None when nothing was to be done (any more)."""
    seen = yield from _ask(Review(row))
    if step(row, seen.wish, seen.parent, seen.now) is Step.LOOK:
        return (yield from _look(row, seen, terms))
    if seen.wish and _may_be_sent(row, seen, terms.ahead):
        if _may_be_out(row, seen.parent):
            return (yield from _seek(row, seen, seen.wish, terms))
        return (yield from _send(row, seen.wish, seen.parent, terms))
    return None  # whoever plans will see to it


def _may_be_sent(row: Delivery, seen: Situation, ahead: timedelta = timedelta(0)) -> bool:
    due = step_soon(row, seen.wish, seen.parent, seen.now, ahead) is Step.SEND
    return due and seen.open and seen.wish is not None and _as_planned(row, seen.wish)


def _as_planned(row: Delivery, wish: Wish) -> bool:
    return (row.due, row.content) == (wish.due, wish.content)


def _may_be_out(row: Delivery, parent: Delivery | None) -> bool:
    """Without this row's knowing; not as part of a thread whose part before it this ledger itself has sent."""
    sent_from_here = parent is not None and parent.attempts > 0 and parent.doubt is None
    return row.doubt is not None and not sent_from_here


def _seek(row: Delivery, seen: Situation, wish: Wish, terms: Terms) -> Steps[Delivery | None]:
    """Before anything is prepared: what this ledger never sent may be out all the same.

    When that cannot be told, this delivery alone waits: others of its channel may be sent without such a look.
    """
    try:
        sighting = yield from _ask(Seek(row, seen, wish, _replies_to(seen.parent)))
        if sighting and sighting.holder and sighting.holder.state in UNSETTLED:
            raise Unavailable(f"{sighting.holder.key} says the same, and nobody knows yet whether that is out.")
    except PublishError as error:
        waits = error if isinstance(error, Unavailable) else Unavailable(error.what, error.remedy, words=error.words)
        now = yield from _ask(Now())
        return (yield from _ask(Store(after_error(row, _in_turn(waits, row), now, terms.looks))))
    now = yield from _ask(Now())
    if sighting:
        return (yield from _ask(Store(sighted(row, sighting, wish, now.at))))
    if may_be_unlisted(row, seen.ledger_began, now.at, terms.looks):
        return (yield from _ask(Store(unlisted(row, now, terms.looks))))
    # The account may not show it yet: a refusal as a duplicate is then a sign to look again.
    absent = replace(row, doubt=None, uncertain=True, absences=row.absences + 1)
    return (yield from _send(absent, wish, seen.parent, terms))


def _replies_to(parent: Delivery | None) -> str:
    return parent.receipt.id if parent and parent.receipt else ""


def _send(row: Delivery, wish: Wish, parent: Delivery | None, terms: Terms) -> Steps[Delivery | None]:
    key = f"{row.key}#{row.attempts + 1}"
    try:
        prepared = yield from _ask(Prepare(wish, _replies_to(parent), key))
    except PublishError as error:
        return (yield from _settle(row, _in_turn(error, row), terms))
    launch = _Launch(row, wish, prepared, terms)
    try:
        receipt = yield from _ask(Publish(row.channel, prepared, key, launch.steps()))
    except PublishError as error:
        return (yield from _settle(launch.row, _in_turn(error, row), terms))
    if receipt is None:
        return None
    now = yield from _ask(Now())
    return (yield from _store_receipt(out(launch.row, receipt, now, terms.looks)))


@dataclass(slots=True)
class _Launch:
    """From a request that is ready to leave to its first byte: the intent becomes durable, at the row's time.

    `row` is as it stands then: what was never armed has sent nothing.
    """

    row: Delivery
    wish: Wish
    prepared: Prepared
    terms: Terms

    def steps(self) -> Steps[bool]:
        if not (yield from _ask(Await(self.row))):
            return False
        seen = yield from _ask(Review(self.row))  # preparing a film may take a quarter of an hour
        if seen.wish != self.wish or not _may_be_sent(self.row, seen):
            return False
        ready = yield from _ask(Arm(armed(self.row, self.prepared, self.terms.owner, seen.now.at)))
        if ready is None:
            return False
        self.row = ready
        yield from _in_time(seen.now)
        return True


def _in_time(began: Moment) -> Steps[None]:
    # Measured from before the intent was written: whoever finds it abandoned must know that nothing comes after.
    if (yield from _ask(Now())).tick - began.tick > SEND_SECONDS:
        raise Unavailable("The machine was too slow between deciding to send this and sending it.")


def _in_turn(error: PublishError, row: Delivery) -> PublishError:
    """What the answer means after the one that the row still tells of: some are worth one more try only."""
    return error.after(row.words) if isinstance(error, Unavailable) else error


def _settle(row: Delivery, error: PublishError, terms: Terms) -> Steps[Delivery | None]:
    now = yield from _ask(Now())
    after = after_error(row, error, now, terms.looks)
    if isinstance(error, NeedsPerson):
        yield from _ask(Stop(row.channel, error))
    elif isinstance(error, Unavailable) and error.for_all and after.wake:
        yield from _ask(Rest(row.channel, error.advice, after.wake))
    return (yield from _ask(Store(after)))


def _store_receipt(row: Delivery) -> Steps[Delivery | None]:
    """A receipt is kept even if somebody took us for dead meanwhile, unless it has been sent again since."""
    stored = yield from _ask(Store(row))
    if stored is None:
        newest = yield from _ask(Newest(row.key))
        if newest and newest.state is not State.PUBLISHED and newest.attempts == row.attempts:
            return (yield from _ask(Store(replace(row, fence=newest.fence))))
    return stored


def _look(row: Delivery, seen: Situation, terms: Terms) -> Steps[Delivery | None]:
    try:
        found = yield from _ask(Find(row))
    except PublishError as error:
        if isinstance(error, NeedsPerson):
            yield from _ask(Stop(row.channel, error))
        now = yield from _ask(Now())
        return (yield from _ask(Store(after_failed_look(row, error, seen.wish, now, terms.looks))))
    now = yield from _ask(Now())
    return (yield from _ask(Store(after_look(row, found, seen.wish, now, terms.looks, seen.parent))))


def _ask(effect: Effect[T]) -> Steps[T]:
    answer: T = yield effect
    return answer
