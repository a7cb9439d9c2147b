"""Reads submissions in the background: the page shows what was read last, and follows when there is more."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.errors import SchedulerError
from scheduler.incoming import submissions_of
from scheduler.models import Calendar, Submission
from scheduler.studio.desk import Desk
from scheduler.submissions import RECORD_FILE, Record

BY_PROGRAM = frozenset({"intake", "the form"})
"""Who writes lines into the record while submissions are read: what they say is no reason to read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is known of the submissions. `found` None: nothing was read yet; `done` of `of` are while it is reading."""

    found: Sequence[Submission] | None = None
    reading: bool = False
    done: int = 0
    of: int = 0
    trouble: str = ""


@dataclass
class Inbox:
    """The submissions of one campaign; asked from several threads, read by one at a time."""

    desk: Desk
    _found: Sequence[Submission] | None = None
    _trouble: str = ""
    _stamp: object = None
    _steps: tuple[int, int] = (0, 0)
    _thread: threading.Thread | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> Read:
        """As it was read last; begins to read again where files or decisions changed since. Never waits."""
        calendar = self.desk.calendar()
        with self._turn:
            reading = self._thread is not None and self._thread.is_alive()
            if not reading and _stamp_of(calendar) != self._stamp:
                self._thread = threading.Thread(target=self._read, args=(calendar,), daemon=True)
                self._steps, reading = (0, 0), True
                self._thread.start()
            done, of = self._steps
            return Read(found=self._found, reading=reading, done=done, of=of, trouble=self._trouble)

    def wait(self) -> None:
        """Until what is being read is read."""
        if thread := self._thread:
            thread.join()

    def _read(self, calendar: Calendar) -> None:
        stamp = _stamp_of(calendar)
        try:
            found, trouble = submissions_of(calendar, self.desk.clock(), self._step), ""
        except (SchedulerError, OSError) as error:
            found, trouble = [], str(error)
        with self._turn:
            self._found, self._trouble, self._stamp, self._thread = found, trouble, stamp, None
        self.desk.tell()

    def _step(self, done: int, of: int) -> None:
        self._steps = done, of
        self.desk.tell()


def _stamp_of(calendar: Calendar) -> object:
    """Another one whenever a file was changed, or a person decided something."""
    week = calendar.campaign
    try:
        decided = [entry for entry in Record(calendar.folder / RECORD_FILE).entries() if entry.by not in BY_PROGRAM]
    except SchedulerError as error:
        return str(error)
    return _files(calendar.folder / week.submissions), week.submissions_close, week.theme, len(decided), decided[-1:]


def _files(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for file in sorted(folder.rglob("*")):
        try:
            stat = file.stat()
        except OSError:
            continue
        if not file.name.startswith("."):
            found.append((str(file.relative_to(folder)), stat.st_mtime_ns, stat.st_size))
    return found
