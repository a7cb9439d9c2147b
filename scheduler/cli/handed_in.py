"""What the commands about submissions share: reading them with progress, and their names."""

import difflib

from scheduler.cli import campaign
from scheduler.errors import SchedulerError
from scheduler.models import Calendar, Submission
from scheduler.submissions import named


def submissions(calendar: Calendar, *, quiet: bool = False) -> list[Submission]:
    """Every submission of the campaign's folder; `quiet`: no bar, no words."""
    from scheduler.incoming import submissions_of

    with campaign.steps("Reading submissions", quiet=quiet) as step:
        return submissions_of(calendar, campaign.wall_clock(), step)


def known(name: str, *, posts: bool = False) -> str:
    """The name itself if there is such a submission: in the folder, the calendar or the record; or such a post."""
    calendar = campaign.calendar()
    folder = calendar.folder / calendar.campaign.submissions
    names = {post.submission for post in calendar.posts if post.submission} | campaign.record().names()
    names |= set(named(folder)) if folder.is_dir() else set()
    names |= {post.id for post in calendar.posts} if posts else set()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        remedy = f"Did you mean {near[0]!r}?" if near else "`scheduler intake` lists them."
        raise SchedulerError(f"There is no submission {name!r}.", f"Nothing was changed. {remedy}")
    return name
