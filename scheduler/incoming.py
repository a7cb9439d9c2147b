"""A campaign's submissions, read and drafted into its calendar: for the command line and the studio alike."""

from collections.abc import Callable, Iterable
from datetime import datetime

from scheduler.calendar_file import append_posts
from scheduler.drafts import Drafted, adviser, draft
from scheduler.models import Calendar, Submission
from scheduler.platforms import load
from scheduler.settings import Settings
from scheduler.submissions import ATTACHMENTS, RECORD_FILE, Record, read_folder


def submissions_of(
    calendar: Calendar, now: datetime, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Submission]:
    """Every submission of the campaign's folder; what is found is noted in its record."""
    week = calendar.campaign
    return read_folder(
        calendar.folder / week.submissions,
        close=week.submissions_close,
        record=Record(calendar.folder / RECORD_FILE),
        work=calendar.folder / ATTACHMENTS,
        now=now,
        theme=week.theme,
        networks=[load(channel.platform) for channel in calendar.channels.values()],
        progress=progress,
    )


def draft_into(calendar: Calendar, submissions: Iterable[Submission], settings: Settings) -> list[Drafted]:
    """Drafts what is ready and not yet in the calendar, below the posts that are there."""
    made = draft(submissions, calendar, adviser(settings))
    append_posts(calendar.file, [each.post for each in made], {each.post.id: each.note for each in made})
    return made
