"""Tells people: looks at the scene every few seconds and sends each address what it was not told yet.

All of it is done in threads of its own, so that no alert ever delays a post: one looks, and one for each address sends,
so that a mail server that is down delays no webhook.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from scheduler.alerts.address import addresses
from scheduler.alerts.causes import Scene
from scheduler.alerts.news import Message, News, View, look, news, pause_after
from scheduler.errors import LedgerError, SettingsError
from scheduler.models import Told, Trouble
from scheduler.settings import Secret
from scheduler.surprise import log_surprise

LOOK_SECONDS = 5.0
_LAST_WORDS_SECONDS = 5.0
"""How long a service that stops waits for a message on its way."""

log = logging.getLogger(__name__)


class Store(Protocol):
    """Where it is kept who was told what; any of it may raise LedgerError."""

    def told(self, listener: str) -> Mapping[str, Told]:
        """What this listener was told of and is not over, by cause."""

    def tell(self, listener: str, told: Told) -> None:
        """It was told of this cause (in place of what is known of it)."""

    def over(self, listener: str, cause: str) -> None:
        """It was told that this cause is over."""


class Receiver(Protocol):
    """Where messages go: an `Address`."""

    @property
    def listener(self) -> str: ...
    @property
    def label(self) -> str: ...
    def send(self, message: Message) -> bool: ...


@dataclass(slots=True)
class InMemory:
    """A store for tests and rehearsals: it forgets with the process."""

    _known: dict[tuple[str, str], Told] = field(default_factory=dict)

    def told(self, listener: str) -> dict[str, Told]:
        return {cause: told for (whose, cause), told in self._known.items() if whose == listener}

    def tell(self, listener: str, told: Told) -> None:
        self._known[listener, told.cause] = told

    def over(self, listener: str, cause: str) -> None:
        self._known.pop((listener, cause), None)


@dataclass(slots=True)
class _Memory:
    """What one listener was told, also while the store, which is the ledger, cannot be used: it is written later."""

    listener: str
    store: Store
    _stored: dict[str, Told] | None = None
    _unwritten: dict[str, Told | None] = field(default_factory=dict)

    def told(self) -> dict[str, Told]:
        self._write()
        known: dict[str, Told | None] = {**(self._stored or {}), **self._unwritten}
        return {cause: told for cause, told in known.items() if told}

    def note(self, item: News) -> None:
        self._unwritten[item.cause] = item.told
        self._write()

    def _write(self) -> None:
        try:
            if self._stored is None:
                self._stored = dict(self.store.told(self.listener))
            for cause, told in list(self._unwritten.items()):
                self._put(cause, told, self._stored)
                del self._unwritten[cause]
        except LedgerError:
            return  # the service says so itself, and it is an alert of its own

    def _put(self, cause: str, told: Told | None, stored: dict[str, Told]) -> None:
        if told:
            self.store.tell(self.listener, told)
            stored[cause] = told
        else:
            self.store.over(self.listener, cause)
            stored.pop(cause, None)


class Messenger:
    """Keeps one address told. A crash between sending and noting it repeats that one message: better than none."""

    def __init__(self, address: Receiver, store: Store) -> None:
        self._address = address
        self._memory = _Memory(address.listener, store)
        self._view: View | None = None
        self._failures = 0
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"alerts {address.listener}", daemon=True)

    def see(self, view: View) -> None:
        """The newest view; what it has to tell replaces what was not told yet."""
        self._view = view
        self._wake.set()

    def tell(self) -> timedelta | None:
        """Sends all that is new. None: it was taken; else how long to wait before trying again."""
        while self._view and (item := next(news(self._view, self._memory.told()), None)):
            if not self._address.send(item.message):
                return self._failed()
            self._memory.note(item)
            self._failures = 0
            log.info("Told %s: %s", self._address.label, item.message.title)
        return None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Nothing more is begun; a message on its way may still arrive."""
        self._stopping.set()
        self._wake.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        while self._wake.wait() and not self._stopping.is_set():
            self._wake.clear()
            if wait := self.tell():
                self._stopping.wait(wait.total_seconds())
                self._wake.set()

    def _failed(self) -> timedelta:
        self._failures += 1
        if self._failures == 1:
            log.error("An alert cannot be sent to %s. It is tried again until it can.", self._address.label)
        return pause_after(self._failures)


class Alerts:
    """Watches `scene` and keeps every address told, from `start()` to `stop()`.

    `scene` is asked every few seconds, in a thread of its own, and may raise LedgerError. `urls` too: an address that a
    person mends in `.env` is used at once.
    """

    def __init__(
        self,
        *,
        scene: Callable[[], Scene],
        urls: Callable[[], Sequence[Secret]],
        store: Store,
        clock: Callable[[], datetime],
        every: float = LOOK_SECONDS,
    ) -> None:
        """SettingsError, in words, when an address cannot be used as it stands now."""
        self._scene, self._urls, self._store, self._clock, self._every = scene, urls, store, clock, every
        self._known, self._said = urls(), ""
        self._messengers = [Messenger(address, store) for address in addresses(self._known)]
        self._view: View | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alerts", daemon=True)

    def start(self) -> None:
        for messenger in self._messengers:
            messenger.start()
        self._thread.start()

    def stop(self) -> None:
        """Waits a few seconds at most; what could not be told is told when the service runs again."""
        self._stopping.set()
        self._thread.join(_LAST_WORDS_SECONDS)
        self._dismiss()
        for messenger in self._messengers:
            messenger.join(_LAST_WORDS_SECONDS / len(self._messengers))

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow_addresses()
                if self._messengers:
                    self._look()
            except Exception as error:
                log_surprise("Alerts go on after a fault of their own", error)
            self._stopping.wait(self._every)

    def _follow_addresses(self) -> None:
        """Addresses that were edited replace the old ones; while they are wrong, the old ones stay."""
        try:
            urls = self._urls()
            found = addresses(urls) if urls != self._known else None
        except SettingsError as error:
            if str(error) != self._said:
                log.error("%s", error)
            self._said = str(error)
            return
        self._said = ""
        if found is None:
            return
        self._dismiss()
        self._known, self._messengers = urls, [Messenger(address, self._store) for address in found]
        for messenger in self._messengers:
            messenger.start()

    def _dismiss(self) -> None:
        for messenger in self._messengers:
            messenger.stop()

    def _look(self) -> None:
        try:
            scene = self._scene()
        except LedgerError as error:
            scene = self._blind(error)
        self._view = look(scene, self._view)
        for messenger in self._messengers:
            messenger.see(self._view)

    def _blind(self, error: LedgerError) -> Scene:
        """The scene as far as it is known without the ledger."""
        now = self._clock()
        before = self._view.scene if self._view else Scene(campaign="", now=now)
        since = before.ledger.since if before.ledger else now
        return replace(before, now=now, ledger=Trouble(what=error.what, remedy=error.remedy, since=since))
