"""Erases what this campaign's folder holds of one submission, and keeps only the fact that it was done."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.calendar_file import remove_posts
from scheduler.errors import CalendarError
from scheduler.models import Calendar, Post
from scheduler.submissions import ATTACHMENTS, Record, named

_MADE = ("cards", "media", "intake.html", "coverage.html")
"""What the program made beside the ledger, and makes again when it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What there is of a submission: files (or folders), and posts by their ids."""

    files: tuple[Path, ...]
    posts: tuple[str, ...]


def traces(name: str, calendar: Calendar) -> Traces:
    """Its files, the pictures that came with it, those that only its posts show, and its posts."""
    mine = [post for post in calendar.posts if post.submission == name]
    others = {file for post in calendar.posts if post not in mine for file in _shown_by(post)}
    folder = calendar.folder / calendar.campaign.submissions
    handed_in = named(folder).get(name) if folder.is_dir() else None
    candidates = (
        handed_in,
        calendar.folder / ATTACHMENTS / name,
        *(calendar.folder / file for post in mine for file in _shown_by(post) if file not in others),
    )
    there = dict.fromkeys(path for path in candidates if path and (path.exists() or path.is_symlink()))
    inside = (path for path in there if path.resolve().is_relative_to(calendar.folder.resolve()) or path == handed_in)
    return Traces(files=tuple(inside), posts=tuple(post.id for post in mine))


def _shown_by(post: Post) -> Iterator[Path]:
    """The files that a post's media and cards name, as they stand in posts.yaml."""
    told = post.overrides.values()
    for media in (*post.media, *(media for each in told for media in each.media or ())):
        yield media.file
    for card in (post.card, *(each.card for each in told)):
        if card and card.portrait:
            yield card.portrait


def forget(name: str, found: Traces, calendar: Calendar, record: Record, *, by: str, now: datetime) -> list[str]:
    """Erases it; what could not be erased, in words. From its first moment on nothing more of it goes out."""
    record.withdraw(name, by=by, why="to be forgotten", now=now)
    left = list(_without_posts(found, calendar))
    for path in found.files:
        left += _erased(path)
    for made in _MADE:
        left += _erased(calendar.folder / ".scheduler" / made)
    if not left:
        record.forget(name, by=by, now=now)
    return left


def _without_posts(found: Traces, calendar: Calendar) -> Iterator[str]:
    try:
        remove_posts(calendar.file, found.posts)
    except CalendarError as error:
        yield f"Its posts still stand in posts.yaml; take them out by hand, then say it again. {error}"


def _erased(path: Path) -> Iterator[str]:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        yield f"{path} could not be erased: {error.strerror}. Erase it by hand, then say it again."
