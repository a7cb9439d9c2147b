"""One campaign as the studio works on it: read when somebody looks, written when somebody acts."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from scheduler.assembly import Workshop, surveyed
from scheduler.calendar_file import Change, append_posts, change_posts, check, fingerprint, read, version_of
from scheduler.errors import CalendarError, LedgerError, Problem, SchedulerError
from scheduler.ledger import Ledger
from scheduler.models import Approval, Calendar, Decision, Post, Status
from scheduler.overview import Overview
from scheduler.settings import Settings
from scheduler.submissions import RECORD_FILE, Record
from scheduler.wishes import Wishes

UNAPPROVED = "approval ended"
"""What a decision is called that an edit made: it took an approval away."""
UNDOS = 20
"""So many of the last edits can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An edit that was made: what it did in words, and what takes it back."""

    number: int
    by: str
    words: str
    before: Mapping[str, Post]
    after: Mapping[str, str]
    """By post: what it was, and the version that the edit left behind."""


@dataclass(slots=True, eq=False)
class Desk:
    """`settings` are asked anew each time; `clock` gives the wall's time. From several threads at once."""

    file: Path
    ledger: Ledger
    settings: Callable[[], Settings]
    clock: Callable[[], datetime]
    workshop: Workshop = field(init=False)
    _known: Calendar | None = None
    _problems: tuple[Problem, ...] = ()
    _stamp: tuple[int, ...] = ()
    _wishes: Wishes | None = None
    _record: Record = field(init=False)
    _edits: list[Done] = field(default_factory=list)
    _count: int = 0
    _news: int = 0
    _turn: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.workshop = Workshop(self.settings)
        self._record = Record(self.folder / RECORD_FILE)

    @property
    def folder(self) -> Path:
        return self.file.parent

    # --- reading ------------------------------------------------------------------------------------------------------

    def calendar(self) -> Calendar:
        """The file as it is, or as it was when it could last be read; CalendarError while it never could."""
        with self._turn:
            stamp = _stamp(self.file)
            if stamp != self._stamp:
                reading = read(self.file)
                self._known, self._problems = (
                    reading.calendar or self._known,
                    () if reading.calendar else reading.problems,
                )
                self._stamp = stamp
            if self._known is None:
                raise CalendarError(self._problems)
            return self._known

    @property
    def known(self) -> Calendar | None:
        """The calendar as it was last read."""
        return self._known

    def mark(self) -> str:
        """Another one whenever something that a screen shows may have changed: the file, the ledger, the record."""
        files = (self.file, self.folder / RECORD_FILE)
        newest = self.ledger.newest()
        return hashlib.sha256(repr([*map(_stamp, files), newest, self._news]).encode()).hexdigest()[:12]

    def tell(self) -> None:
        """Something that a screen shows and that stands in no file came to pass: open pages look again."""
        self._news += 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the file that is shown is not the file as it is; empty when it is."""
        return self._problems

    def remarks(self, calendar: Calendar) -> tuple[Problem, ...]:
        """What `scheduler check` says of the calendar."""
        return tuple(check(calendar))

    def view(self) -> Overview:
        """Every delivery, as it stands."""
        with self._turn:
            calendar = self.calendar()
            if self._wishes is None or self._wishes.calendar is not calendar:
                self._wishes = Wishes(calendar, before=self._wishes)
            return surveyed(self._wishes, self._record, self.ledger, self.clock())

    def post(self, name: str) -> tuple[Post, Calendar]:
        """SchedulerError when there is no such post."""
        calendar = self.calendar()
        post = next((post for post in calendar.posts if post.id == name), None)
        if post is None:
            raise NoSuchPost(
                f"There is no post {name!r} in posts.yaml.", "Somebody may have removed it, or renamed it."
            )
        return post, calendar

    # --- writing ------------------------------------------------------------------------------------------------------

    def change(self, wanted: Mapping[str, Change], *, by: str, words: str, seen: Mapping[str, str]) -> Done:
        """Edits posts on top of what the editor saw; Conflict, and nothing written, when they changed meanwhile.

        What was approved and says something else now becomes a draft again.
        """
        with self._turn:
            before = {post.id: post for post in self.calendar().posts if post.id in wanted}
            fell = dict[str, Approval | None]()
            made = {name: _minding_approval(make, fell) for name, make in wanted.items()}
            calendar = self._written(change_posts(self.file, made, seen=seen))
            self._note_fallen(fell, by)
            after = {post.id: version_of(post, calendar) for post in calendar.posts if post.id in wanted}
            return self._remember(Done(number=0, by=by, words=words, before=before, after=after))

    def add(self, post: Post) -> None:
        """A new post below the last; CalendarError, and nothing written, when it cannot stand there."""
        with self._turn:
            append_posts(self.file, [post])

    def _note_fallen(self, fell: Mapping[str, Approval | None], by: str) -> None:
        """For the next who reviews it: whose approval an edit took away."""
        told = {
            name: f"{by} edited it after {was.by if was else 'somebody'} had approved it." for name, was in fell.items()
        }
        now = self.clock()
        with suppress(LedgerError):  # the edit is made; that it cannot be noted must not call it undone
            self.ledger.note(*(Decision(at=now, by=by, what=UNAPPROVED, about=name, words=told[name]) for name in told))

    def undo(self, number: int, *, by: str) -> Done:
        """Takes an edit back; Conflict when one of its posts changed since, SchedulerError when it is too long ago."""
        with self._turn:
            done = next((done for done in self._edits if done.number == number), None)
            if done is None:
                raise SchedulerError("This can no longer be taken back.", "Edit the post as it is now.")
            back: dict[str, Change] = {name: _put_back(post) for name, post in done.before.items()}
            calendar = self._written(change_posts(self.file, back, seen=done.after))
            self._edits.remove(done)
            after = {post.id: version_of(post, calendar) for post in calendar.posts if post.id in done.before}
            return Done(number=0, by=by, words=f"Taken back: {done.words}", before={}, after=after)

    def last(self, by: str) -> Done | None:
        """The last edit of that person that can be taken back."""
        return next((done for done in reversed(self._edits) if done.by == by), None)

    def _written(self, calendar: Calendar) -> Calendar:
        """What we wrote need not be read again, unless somebody else saved meanwhile."""
        stamp = _stamp(self.file)
        if hashlib.sha256(self.file.read_bytes()).hexdigest() == calendar.version and stamp == _stamp(self.file):
            self._known, self._problems, self._stamp = calendar, (), stamp
        return calendar

    def _remember(self, done: Done) -> Done:
        self._count += 1
        numbered = replace(done, number=self._count)
        self._edits = [*self._edits, numbered][-UNDOS:]
        return numbered


class NoSuchPost(SchedulerError):  # noqa: N818
    """The address names a post that is not there."""


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        stat = file.stat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _put_back(post: Post) -> Change:
    return lambda _now, _calendar: post


def _minding_approval(make: Change, fell: dict[str, Approval | None]) -> Change:
    def made(post: Post, calendar: Calendar) -> Post:
        new = make(post, calendar)
        approved = post.status is Status.APPROVED and new.status is Status.APPROVED and new.approval == post.approval
        if approved and fingerprint(new, calendar) != fingerprint(post, calendar):
            fell[post.id] = post.approval
            return replace(new, status=Status.DRAFT, approval=None)
        return new

    return made
