"""Looks at one account that wait at the same time share one reading of it: reading costs, and networks count it."""

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scheduler.models import Shown

Read = Callable[[datetime], Iterable[Shown]]
"""All that the account shows, newest first, back to then."""
UNTOLD = datetime.max.replace(tzinfo=UTC)
"""The time of a post of which its network tells none: whenever that was, it may be what is looked for."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Look:
    """Whoever asked; `found` and `failed` are what came of it."""

    since: datetime
    wanted: Callable[[Shown], bool]
    is_over: bool = False
    found: Shown | None = None
    failed: BaseException | None = None

    def sees(self, shown: Shown) -> bool:
        return shown.at >= self.since.replace(microsecond=0) and self.wanted(shown)  # networks tell whole seconds


@dataclass(slots=True)
class Looks:
    """Of one account. No reading answers a look that was asked for after it began: it may have missed what came."""

    _waiting: list[_Look] = field(default_factory=list)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _reading: threading.Lock = field(default_factory=threading.Lock)

    def first(self, read: Read, since: datetime, wanted: Callable[[Shown], bool]) -> Shown | None:
        """The newest post since then that is wanted; None: there is none. Raises what whoever read has met."""
        look = _Look(since=since, wanted=wanted)
        with self._turn:
            self._waiting.append(look)
        with self._reading:
            if not look.is_over:
                with self._turn:
                    together, self._waiting = self._waiting, []
                _answer(together, read)
        if look.failed:
            raise look.failed
        return look.found


def _answer(looks: Collection[_Look], read: Read) -> None:
    """One reading for all of them, as far back as it takes: the newest that each wants ends its look."""
    left = list(looks)
    try:
        for shown in read(min(look.since for look in looks)):
            for look in [look for look in left if look.sees(shown)]:
                look.found = shown
                left.remove(look)
            if not left:
                break
    except BaseException as error:  # whatever it was, nobody has seen the whole account
        for look in left:
            look.failed = error
    for look in looks:
        look.is_over = True
