"""Holds calendar, ledger and publisher together: follows the file, says what is due, does one step.

The service drives it in real time with a lane for each channel; the rehearsal drives it one step after the other under
a simulated clock. Both publish with the same code.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from scheduler import delivery
from scheduler.calendar_file import read
from scheduler.delivery import Step
from scheduler.models import Calendar, Delivery, Wish
from scheduler.overview import Overview, overview
from scheduler.publisher import NOT_WANTED, Publisher
from scheduler.text import counted
from scheduler.wishes import Consent, Wishes

log = logging.getLogger(__name__)

Stamp = tuple[int, int, int]
HELD_AGAIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What to do now, earliest first, and when to look again at the latest (None: nothing more is planned)."""

    steps: tuple[tuple[Delivery, Step], ...]
    wake: datetime | None


@dataclass(slots=True, kw_only=True)
class Dispatch:
    """`consent` reads the safeguarding record anew; `watched` are files whose change means planning again.

    `drafts_too`: drafts go out as if approved (for a rehearsal).
    """

    publisher: Publisher
    file: Path
    consent: Callable[[], Consent]
    watched: tuple[Path, ...] = ()
    drafts_too: bool = False
    calendar: Calendar | None = None
    wants: Wishes | None = None
    wishes: dict[str, Wish] = field(default_factory=dict)
    _stamps: tuple[Stamp | None, ...] = ()
    _freed: datetime | None = None

    def follow(self) -> bool:
        """Plans anew when posts.yaml (or the record) changed; True when it did. A broken file changes nothing."""
        stamps = tuple(_stamp(path) for path in (self.file, *self.watched))
        if stamps == self._stamps:
            return False
        reading = read(self.file)
        if reading.calendar is None:
            self._stamps = stamps
            self._tell_broken([str(problem) for problem in reading.problems])
            return False
        wants = Wishes(reading.calendar, self.drafts_too)
        wishes = wants.all(self.consent())
        self.publisher.plan(wishes)
        # Only now: what could not be planned, because the ledger failed, is planned again at the next look.
        self.calendar, self.wants, self.wishes, self._stamps = reading.calendar, wants, wishes, stamps
        log.info("posts.yaml: %s, wanted: %d", counted(len(self.calendar.posts), "post"), len(self.wishes))
        return True

    def free(self) -> None:
        """Plans again what was held for a reason that is gone without an edit: a file that was missing is there."""
        now = self.publisher.clock()
        if self.wants is None or (self._freed and abs(now - self._freed) < HELD_AGAIN):
            return
        self._freed = now
        for row in self.publisher.ledger.held().values():
            wish = self.wants.one(row.key, self.consent())
            if wish and not wish.hold:
                self.wishes[row.key] = wish
                self.publisher.store(delivery.plan(wish, row, now))

    def agenda(self, in_flight: Iterable[str] = ()) -> Agenda:
        """What to do now; never a second delivery of a post on a channel that has one in flight."""
        ledger, now = self.publisher.ledger, self.publisher.clock()
        rows, paused, rests = ledger.active(), ledger.paused(), ledger.rests()
        busy = {key.rpartition("/")[0] for key in in_flight}
        due = delivery.due(rows, self.wishes, paused, rests, now)
        steps = tuple((row, step) for row, step in due if row.key.rpartition("/")[0] not in busy)
        return Agenda(steps=steps, wake=delivery.next_wake(rows.values(), paused, rests, now))

    def overview(self) -> Overview:
        ledger = self.publisher.ledger
        return overview(self.wishes, ledger.deliveries(), ledger.paused(), ledger.rests(), self.publisher.clock())

    def work(self, row: Delivery, step: Step) -> Delivery | None:
        """Does one step, or brings the row in line with the calendar; None when it is not to be done (any more).

        It may have waited in a lane: files, record, pauses and the time are looked at again. A picture exchanged after
        its approval must not slip out.
        """
        now, wish = self.publisher.clock(), self.wants.one(row.key, self.consent()) if self.wants else None
        if row.state in delivery.NOT_YET:
            planned = delivery.plan(wish, row, now) if wish else delivery.withdraw(row, NOT_WANTED)
            if planned != row:
                return self.publisher.store(planned)
        parent = self._parent(row)
        if not self._is_due(row, step, wish, parent):
            return None
        return self.publisher.act(row, step, wish, parent)

    def _is_due(self, row: Delivery, step: Step, wish: Wish | None, parent: Delivery | None) -> bool:
        ledger, now = self.publisher.ledger, self.publisher.clock()
        rows = {each.key: each for each in (row, parent) if each}
        wishes = {row.key: wish} if wish else {}
        return (row, step) in delivery.due(rows, wishes, ledger.paused(), ledger.rests(), now)

    def _parent(self, row: Delivery) -> Delivery | None:
        return self.publisher.ledger.delivery(f"{row.post}/{row.channel}/{row.part - 1}") if row.part > 1 else None

    def _tell_broken(self, problems: list[str]) -> None:
        kept = "the last good version stays in force" if self.calendar else "nothing is sent until it is mended"
        log.error("posts.yaml cannot be used, %s:\n%s", kept, "\n".join(problems))


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
