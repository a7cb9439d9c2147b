"""Delivers: does what the protocol asks for, on the real ledger and the real networks.

The decisions and the order of the steps are `delivery`'s; here they meet the world, and every failure of it becomes one
of the named errors.
"""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from scheduler import delivery
from scheduler.delivery import (
    Arm,
    Await,
    Effect,
    Find,
    Newest,
    Now,
    Prepare,
    Publish,
    Rest,
    Review,
    Seek,
    Situation,
    Steps,
    Stop,
    Store,
    Terms,
)
from scheduler.errors import (
    NeedsPerson,
    PublishError,
    Rejected,
    SchedulerError,
    SettingsError,
    Unavailable,
    Unconfirmed,
)
from scheduler.launching import publish
from scheduler.ledger import Ledger
from scheduler.models import Card, Delivery, Media, Moment, Prepared, Receipt, Shown, Sighting, State, Variant, Wish
from scheduler.platforms.base import CLOCKS_APART, Platform
from scheduler.surprise import log_surprise

NOT_WANTED = "It is no longer approved in posts.yaml."

_OLDER_COPY = (
    "The ledger is an older copy: it knows nothing of what happened until %s. Deliveries that may be out: %d; "
    "nothing of them is sent before somebody looked (scheduler status)."
)

_AT_ONCE = 2500
"""Rows that are planned at once."""

log = logging.getLogger(__name__)

T = TypeVar("T")

Turn = Callable[[Delivery], AbstractContextManager[bool]]
"""A row's turn: begins when its time has come (False: the service was stopped meanwhile), ends when its request left.
"""
Draw = Callable[[Card, tuple[int, int]], Media]
"""Draws a quote card of a size into a file; CardError when it cannot be right."""


def at_once(_row: Delivery) -> AbstractContextManager[bool]:
    return nullcontext(True)


@dataclass(frozen=True, slots=True)
class _Outside:
    """What the driver itself cannot tell; `begun` is the turn that has come."""

    review: Callable[[Delivery], Situation]
    turn: Turn
    begun: ExitStack


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """`platform` gives a channel's network, one instance a thread; `clean` takes the metadata out of a picture."""

    ledger: Ledger
    platform: Callable[[str], Platform]
    draw: Draw
    clean: Callable[[Media], Media]
    clock: Callable[[], Moment]
    terms: Terms

    def plan(self, wishes: Mapping[str, Wish], changed: Iterable[str]) -> set[str]:
        """Brings these rows of the ledger in line with the calendar.

        The keys of those for which this came too late, as things stand: on their way, or somebody else was faster.
        """
        now = self.clock().at
        too_late: set[str] = set()
        for few in _few_at_once(changed):
            wanted = {key: wish for key in few if (wish := wishes.get(key))}
            too_late |= self._plan(wanted, few, now)
        return too_late

    def _plan(self, wanted: Mapping[str, Wish], keys: Sequence[str], now: datetime) -> set[str]:
        """Those of `keys` that are not `wanted` are wanted no more."""
        parents = [wish.parent_key for wish in wanted.values() if wish.parent_key]
        rows = self.ledger.some([*keys, *parents])
        after = dict(rows)  # a part is planned by how the part before it stands then
        for key, wish in wanted.items():
            after[key] = delivery.plan(wish, rows.get(key), now, delivery.parent_of(wish, after))
        planned = [after[key] for key in wanted]
        withdrawn = [delivery.withdraw(rows[key], NOT_WANTED) for key in keys if key in rows and key not in wanted]
        changed = [row for row in planned + withdrawn if row != rows.get(row.key)]
        new = [row for row in changed if row.fence == 0]
        known = [row for row in changed if row.fence > 0]
        added = self.ledger.add(new, now)
        stored = self.ledger.put_all(known, now, planned=True)
        for row in changed:
            if row.state in {State.HELD, State.MISSED}:
                log.warning("%s is %s: %s", row.key, row.state, row.words)
        refused = {row.key for row, kept in zip(known, stored, strict=True) if kept is None}
        return (
            refused
            | {row.key for row in new if row.key not in added}
            | {row.key for row in planned + withdrawn if row.state in delivery.UNSETTLED}
        )

    def recover(self, in_flight: Callable[[], Container[str]] = tuple) -> None:
        """What was armed, has no outcome and is in nobody's hands becomes unconfirmed.

        `in_flight` is asked after the ledger: what was armed by then and is in no hands now has lost whoever sent it,
        or has its outcome, and then the fence knows.
        """
        now, rows = self.clock(), self.ledger.unsettled().values()
        busy = in_flight()
        left = [row for row in rows if row.state is State.UNCONFIRMED or row.key not in busy]
        recovered = [delivery.recovered(row, now, self.terms.looks) for row in left]
        self._put_changed(left, recovered, now.at)

    def rewake(self) -> None:
        """After the clock was set: waits that are counted in seconds stay as long as they were."""
        now = self.clock()
        rows = list(self.ledger.counted().values())
        self._put_changed(rows, [delivery.rewoken(row, now) for row in rows], now.at)

    def mind_older_copy(self) -> None:
        """Of a ledger that is an older copy, what was due since may be out: nothing of it is sent before a look."""
        now = self.clock().at
        forgotten = self.ledger.forgotten_until()
        if forgotten:
            rows = list(self.ledger.due_by(forgotten).values())
            doubted = self._put_changed(rows, [delivery.doubted(row, forgotten) for row in rows], now)
            log.critical(_OLDER_COPY, f"{forgotten:%Y-%m-%d %H:%M:%S %Z}", doubted)
        self.ledger.remember()

    def _put_changed(self, old: list[Delivery], new: list[Delivery], at: datetime) -> int:
        changed = [row for row, was in zip(new, old, strict=True) if row is not was]
        self.ledger.put_all(changed, at)
        return len(changed)

    def work(self, row: Delivery, review: Callable[[Delivery], Situation], turn: Turn = at_once) -> Delivery | None:
        """Does what is due with one delivery; the row as it stands then, None when nothing was done."""
        with ExitStack() as begun:
            return self._drive(delivery.work(row, self.terms), _Outside(review, turn, begun))

    def _drive(self, steps: Steps[T], outside: "_Outside") -> T:
        answer: Any = None
        failed: PublishError | None = None
        while True:
            try:
                effect = steps.throw(failed) if failed else steps.send(answer)
            except StopIteration as done:
                ended: T = done.value
                return ended
            answer, failed = None, None
            try:
                answer = self._do(effect, outside)
            except PublishError as error:
                failed = error

    def _do(self, effect: Effect[Any], outside: "_Outside") -> Any:
        match effect:
            case Review(row):
                return outside.review(row)
            case Await(row):
                return outside.begun.enter_context(outside.turn(row))
            case Now():
                return self.clock()
            case Prepare(wish, reply_to, key):
                return self._prepare(wish.variant, reply_to, key)
            case Publish(channel, prepared, key, launch):
                network = self._platform(channel)
                return publish(network, prepared, key, lambda: self._drive(launch, outside), outside.begun.close)
            case Find(row):
                with _looking(row.key):
                    return self._find(row)
            case Seek(row, seen, wish, reply_to):
                with _looking(row.key):
                    return self._seek(row, seen, replace(wish.variant, reply_to=reply_to))
        return self._note(effect)

    def _note(self, effect: Effect[Any]) -> Any:
        match effect:
            case Arm(row):
                return self.ledger.arm(row, self.clock().at)
            case Store(row):
                return self.store(row)
            case Newest(key):
                return self.ledger.delivery(key)
            case Stop(channel, error):
                return self._pause(channel, error)
            case Rest(channel, words, until):
                return self.ledger.rest(channel, words, self.clock().at, until)
        raise TypeError(f"{type(effect).__name__} is no effect")

    def _prepare(self, variant: Variant, reply_to: str, key: str) -> Prepared:
        """Uploads and the like; whatever fails here, nothing was sent."""
        try:
            platform = self._platform(variant.channel)
            media = self._pictures(variant, platform)
            return platform.prepare(replace(variant, card=None, media=media, reply_to=reply_to), key)
        except Unconfirmed as error:
            raise Unavailable(error.what, error.remedy, words=error.words) from None
        except PublishError:
            raise
        except SettingsError as error:
            raise NeedsPerson(error.what, error.remedy) from None
        except SchedulerError as error:
            raise Rejected(error.what, error.remedy, words=str(error)) from None
        except Exception as error:
            log_surprise(key, error)
            raise Unavailable(f"It could not be prepared: {type(error).__name__}.") from None

    def _pictures(self, variant: Variant, platform: Platform) -> tuple[Media, ...]:
        """What it shows as it leaves: the card drawn, the pictures without what they tell of place and time."""
        drawn = (self.draw(variant.card, platform.limits.card_size),) if variant.card else ()
        return (*drawn, *map(self.clean, variant.media))

    def _find(self, row: Delivery) -> Receipt | None:
        if row.prepared is None:
            raise Unavailable("Nothing is known of what was sent.")
        platform, taken = self._platform(row.channel), self.ledger.receipts(row.channel)
        looks = (platform.seen(prepared, key, since, taken) for prepared, key, since in self._sent(row))
        seen = next(filter(None, looks), None)
        if seen:
            self._mind_who_else_it_may_be(row, seen, platform)
        works = platform.in_the_works(row.prepared)
        if not seen and works and self.clock().at < (row.since or row.due) + works:
            raise Unavailable("The network may still be working on it: that it is not to be seen proves nothing yet.")
        return seen.receipt if seen else None

    def _mind_who_else_it_may_be(self, row: Delivery, seen: Shown, platform: Platform) -> None:
        """Unavailable when it is, or may be, another delivery's: of two pictures without words nobody could tell.

        What may be out is asked for first: whatever gets its receipt meanwhile has it when that is asked for.
        """
        others = self.ledger.unsettled(row.channel).values()
        alike = [other for other in others if other.prepared and platform.matches(other.prepared, seen)]
        holder = self.ledger.holder(seen.receipt)
        keys = {other.key for other in (*alike, holder) if other and other.key != row.key}
        if keys:
            raise Unavailable(f"{seen.url} may be that of {' or '.join(sorted(keys))}.")

    def _seek(self, row: Delivery, seen: Situation, variant: Variant) -> Sighting | None:
        """Among what this ledger sent first: that is known at once, also while the account does not show it yet.

        What the calendar wants by another name as well is meant to be out beside this.
        """
        platform, since = self._platform(row.channel), row.doubt or row.due
        likeness, sent = platform.likeness(variant, row.key), self.ledger.sent_since(since - CLOCKS_APART).values()
        for other in sent:
            if seen.is_left_behind(other, row) and other.prepared and platform.says(likeness, other.prepared):
                return Sighting(likeness=likeness, receipt=other.receipt, holder=other)
        taken = {other.receipt.id for other in sent if other.receipt and not seen.is_left_behind(other, row)}
        found = platform.seen(likeness, row.key, since, taken)
        if found is None:
            return None
        return Sighting(likeness=likeness, receipt=found.receipt, holder=self.ledger.holder(found.receipt))

    def _sent(self, row: Delivery) -> list[tuple[Prepared, str, datetime]]:
        """Every attempt, the newest first, by its key and time: one that was given up may show up after all."""
        armed = (event for event in self.ledger.history(row.key) if event.prepared)
        sent = [(event.prepared, f"{row.key}#{number}", event.at) for number, event in enumerate(armed, 1)]
        return [(prepared, key, at) for prepared, key, at in reversed(sent) if prepared]

    def _platform(self, channel: str) -> Platform:
        try:
            return self.platform(channel)
        except SettingsError as error:
            raise NeedsPerson(error.what, error.remedy) from None

    def _pause(self, channel: str, error: NeedsPerson) -> None:
        if self.ledger.pause(channel, error.advice, self.clock().at):
            log.error("%s is paused, its queue is kept: %s Then: scheduler resume %s", channel, error.advice, channel)

    def upload_ahead(self, variant: Variant) -> None:
        """What takes minutes to prepare. Whatever goes wrong is only told: it is prepared at its hour anyway."""
        try:
            self._platform(variant.channel).upload_ahead(variant)
        except PublishError as error:
            log.warning("The film of %s cannot go up yet: %s", variant.key, error.words)
        except Exception as error:
            log_surprise(variant.key, error)

    def store(self, row: Delivery, *, planned: bool = False) -> Delivery | None:
        """Puts the row into the ledger and tells it; None when somebody else was faster (or leads, if `planned`)."""
        now = self.clock().at
        (stored,) = self.ledger.put_all([row], now, planned=True) if planned else [self.ledger.put(row, now)]
        if stored:
            told = f"{row.words} {row.address}".strip()
            if row.state is State.UNCONFIRMED and row.looks:
                told = f"looked {'once' if row.looks == 1 else f'{row.looks} times'}, it is not to be seen"
            log.log(
                logging.ERROR if row.twice else logging.INFO, "%s is %s%s", row.key, row.state, told and f": {told}"
            )
        return stored


@contextmanager
def _looking(key: str) -> Iterator[None]:
    """A surprise is a failed look like others: it must not be met again every second."""
    try:
        yield
    except SettingsError as error:
        raise NeedsPerson(error.what, error.remedy) from None
    except SchedulerError:
        raise
    except Exception as error:
        log_surprise(key, error)
        raise Unavailable(f"What the account shows could not be compared: {type(error).__name__}.") from None


def _few_at_once(keys: Iterable[str]) -> Iterator[list[str]]:
    """All the rows of a large calendar at once would fill the memory."""
    left = iter(keys)
    return iter(lambda: list(islice(left, _AT_ONCE)), [])
