"""Delivers: claims a row, prepares, arms, publishes, settles, and looks back when no answer came.

The decisions are `delivery.py`'s; here they meet the ledger and the networks. The order of the steps is the promise:
nothing visible is sent before the intent to send it is durable in the ledger, and whatever has no clear answer is
looked for on the account before it is sent again.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler import delivery
from scheduler.delivery import Step
from scheduler.errors import (
    NeedsPerson,
    PublishError,
    Rejected,
    SchedulerError,
    SettingsError,
    Unavailable,
    Unconfirmed,
)
from scheduler.ledger import Ledger
from scheduler.models import Card, Delivery, Media, Prepared, Receipt, State, Variant, Wish
from scheduler.platforms.base import Platform

SEND_SECONDS = 10.0
"""A request that could not begin this soon after its intent was written is not sent at all."""

NOT_WANTED = "It is no longer approved in posts.yaml."

log = logging.getLogger(__name__)

Draw = Callable[[Card, tuple[int, int]], Media]
"""Draws a quote card of a size into a file; CardError when it cannot be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """`platform` gives a channel's network, one instance a thread; `clean` takes the metadata out of a picture.
    `monotonic` counts seconds, whatever the clock does.

    `looks_after`: seconds after an unclear answer at which the account is read back.
    """

    ledger: Ledger
    platform: Callable[[str], Platform]
    draw: Draw
    clean: Callable[[Media], Media]
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    looks_after: tuple[float, ...]

    def plan(self, wishes: dict[str, Wish]) -> None:
        """Brings the ledger's rows in line with the calendar."""
        now = self.clock()
        rows = self.ledger.deliveries()
        wanted = [delivery.plan(wish, rows.get(key), now) for key, wish in wishes.items()]
        unwanted = [delivery.withdraw(row, NOT_WANTED) for key, row in rows.items() if key not in wishes]
        changed = [row for row in wanted + unwanted if row != rows.get(row.key)]
        self.ledger.put_all(changed, now)
        for row in changed:
            if row.state in {State.HELD, State.MISSED}:
                log.warning("%s is %s: %s", row.key, row.state, row.words)

    def recover(self, in_flight: Iterable[str] = ()) -> None:
        """Every row that was armed, has no outcome and is in nobody's hands becomes unconfirmed."""
        now, busy = self.clock(), set(in_flight)
        rows = [row for key, row in self.ledger.armed().items() if key not in busy]
        recovered = [delivery.recovered(row, now, self.looks_after) for row in rows]
        self.ledger.put_all((new for new, old in zip(recovered, rows, strict=True) if new is not old), now)

    def act(self, row: Delivery, step: Step, wish: Wish | None, parent: Delivery | None) -> Delivery | None:
        """Does one step of one delivery; the row as it stands then, None when somebody else changed it meanwhile."""
        if step is Step.LOOK:
            return self._look(row, wish)
        if wish is None:
            return None
        return self._send(row, wish, parent.receipt if parent else None)

    def _send(self, row: Delivery, wish: Wish, parent: Receipt | None) -> Delivery | None:
        key = f"{row.key}#{row.attempts + 1}"
        try:
            platform = self._platform(row.channel)
            prepared = self._prepare(platform, wish, parent, key)
        except PublishError as error:
            return self._settle(row, error)
        began = self.monotonic()
        if row.channel in self.ledger.paused():
            return None
        if delivery.late(row, wish, self.clock()):  # preparing a film may take a quarter of an hour
            return self.store(delivery.missed(row, wish, self.clock()))
        armed = self.store(delivery.armed(row, prepared, self.clock()))
        if armed is None:
            return None
        try:
            if self.monotonic() - began > SEND_SECONDS:
                raise Unavailable("The machine was too slow between deciding to send this and sending it.")
            receipt = _publish(platform, prepared, key)
        except PublishError as error:
            return self._settle(armed, error)
        return self.store(delivery.published(armed, receipt, self.clock()))

    def _prepare(self, platform: Platform, wish: Wish, parent: Receipt | None, key: str) -> Prepared:
        """Uploads and the like; whatever fails here, nothing was sent."""
        try:
            variant = replace(self._drawn(wish.variant, platform), reply_to=parent.id if parent else "")
            return platform.prepare(variant, key)
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

    def _drawn(self, variant: Variant, platform: Platform) -> Variant:
        """The variant as it leaves: the card drawn, the pictures without what they tell of place and time."""
        media = tuple(map(self.clean, variant.media))
        if variant.card is None:
            return replace(variant, media=media)
        return replace(variant, card=None, media=(self.draw(variant.card, platform.limits.card_size), *media))

    def _look(self, row: Delivery, wish: Wish | None) -> Delivery | None:
        try:
            found = self._find(row)
        except NeedsPerson as error:
            self._pause(row.channel, error)
            return self.store(delivery.after_failed_look(row, error, wish, self.clock()))
        except PublishError as error:
            return self.store(delivery.after_failed_look(row, error, wish, self.clock()))
        return self.store(delivery.after_look(row, found, wish, self.clock(), self.looks_after))

    def _find(self, row: Delivery) -> Receipt | None:
        if row.prepared is None or row.since is None:
            raise Unavailable("Nothing is known of what was sent.")
        try:
            platform, taken = self._platform(row.channel), self.ledger.receipts(row.channel)
            return platform.find(row.prepared, f"{row.key}#{row.attempts}", row.since, taken)
        except SettingsError as error:
            raise NeedsPerson(error.what, error.remedy) from None

    def _platform(self, channel: str) -> Platform:
        try:
            return self.platform(channel)
        except SettingsError as error:
            raise NeedsPerson(error.what, error.remedy) from None

    def _settle(self, row: Delivery, error: PublishError) -> Delivery | None:
        settled = delivery.after_error(row, error, self.clock(), self.looks_after)
        if isinstance(error, NeedsPerson):
            self._pause(row.channel, error)  # which tells it, for all that waits on the channel
            return self.ledger.put(settled, self.clock())
        if isinstance(error, Unavailable) and error.for_all and settled.wake:
            self.ledger.rest(row.channel, error.advice, self.clock(), settled.wake)
        return self.store(settled)

    def _pause(self, channel: str, error: NeedsPerson) -> None:
        if self.ledger.pause(channel, error.advice, self.clock()):
            log.error("%s is paused, its queue is kept: %s Then: scheduler resume %s", channel, error.advice, channel)

    def store(self, row: Delivery) -> Delivery | None:
        """Puts the row into the ledger and tells it; None when somebody else was faster."""
        stored = self.ledger.put(row, self.clock())
        if stored:
            told = row.receipt.url if row.receipt else row.words
            log.info("%s is %s%s", row.key, row.state, f": {told}" if told else "")
        return stored


def _publish(platform: Platform, prepared: Prepared, key: str) -> Receipt:
    """The visible step; anything that is not one of the named outcomes leaves it unconfirmed."""
    try:
        return platform.publish(prepared, key)
    except PublishError:
        raise
    except SettingsError as error:
        raise NeedsPerson(error.what, error.remedy) from None
    except Exception as error:
        log_surprise(key, error)
        raise Unconfirmed(f"It may be out: {type(error).__name__} while sending.") from None


def log_surprise(what: str, error: Exception) -> None:
    """A fault of ours, in the log: its kind and place."""
    # Never the error's own text: a foreign library may have put a token into it.
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s: unexpected %s at %s:%s", what, type(error).__name__, where.filename, where.lineno)
