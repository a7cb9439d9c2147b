"""Plays the approved week against sandbox networks."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.assembly import assemble
from scheduler.calendar_file import check, load
from scheduler.dispatch import Dispatch
from scheduler.errors import Problem
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Moment
from scheduler.overview import Overview
from scheduler.rehearsal.guard import loopback_only
from scheduler.rehearsal.mail import Email, Mailbag
from scheduler.sandbox import Sandbox, Seen
from scheduler.settings import Settings

_BEFORE = timedelta(minutes=1)


@dataclass(slots=True)
class SimulatedClock:
    """Stands still until it is set, never goes back, and shows the campaign's local time."""

    now: datetime
    zone: ZoneInfo

    def __call__(self) -> datetime:
        return self.now.astimezone(self.zone)

    def advance_to(self, moment: datetime) -> None:
        self.now = max(self.now, moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a rehearsal showed: the calendar, its problems, how each delivery ended, what followers saw.

    `drafts_too`: drafts were played as if somebody had approved them.
    """

    calendar: Calendar
    problems: tuple[Problem, ...]
    overview: Overview
    seen: tuple[Seen, ...]
    emails: tuple[Email, ...]
    drafts_too: bool


def play(
    file: Path,
    *,
    drafts_too: bool = False,
    until: datetime | None = None,
    ledger_file: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Played:
    """The whole week of `file`, or what of it comes `until` then; CalendarError if it is broken.

    `ledger_file`: a new ledger to keep. `progress` hears how many steps of how many are done.
    """
    calendar = load(file)
    clock = SimulatedClock(_beginning(calendar), calendar.campaign.timezone)
    with (
        loopback_only(),
        tempfile.TemporaryDirectory() as work,
        Sandbox(calendar.channels.values(), clock=clock) as sandbox,
    ):
        ledger = Ledger(f"sqlite:///{ledger_file or f'{work}/ledger.db'}")
        dispatch = assemble(
            file,
            settings=lambda: Settings(folder=file.parent, values=sandbox.environment()),
            ledger=ledger,
            clock=lambda: Moment(at=clock(), tick=clock.now.timestamp()),
        )
        dispatch.drafts_too = drafts_too
        mailbag = Mailbag(calendar, ledger, Settings.load(file.parent))
        _play_on(dispatch, clock, mailbag, until, progress)
        view = dispatch.overview()
        ledger.close()
        return Played(
            calendar=calendar,
            problems=check(calendar),
            overview=view,
            seen=sandbox.seen(),
            emails=tuple(mailbag.made),
            drafts_too=drafts_too,
        )


def _beginning(calendar: Calendar) -> datetime:
    """Just before the first post: whatever the real date, a rehearsed week has nothing missed."""
    zone = calendar.campaign.timezone
    opening = datetime.combine(calendar.campaign.starts, datetime.min.time(), zone)
    return min((post.at for post in calendar.posts if post.at), default=opening) - _BEFORE


def _play_on(
    dispatch: Dispatch,
    clock: SimulatedClock,
    mailbag: Mailbag,
    until: datetime | None,
    progress: Callable[[int, int], None],
) -> None:
    dispatch.catch_up()
    done = 0
    while True:
        moved = [dispatch.work(row) for row in dispatch.agenda().rows]
        done, planned = done + len(moved), len(dispatch.wishes or ())
        progress(min(done, planned), planned)
        if any(moved):
            continue
        wake = dispatch.agenda().wake
        mailbag.until(wake)
        if wake is None or (until and wake > until):
            return
        clock.advance_to(wake)
