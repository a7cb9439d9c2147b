"""The page that a rehearsal leaves behind: each day, hour by hour, each post as its followers see it, every problem.

It is the same, byte for byte, whenever the same calendar is played: no clock, address or random value enters it.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scheduler.errors import Problem, SchedulerError, Severity
from scheduler.models import Calendar, Post, State, Status, Subscriber
from scheduler.overview import Standing
from scheduler.platforms import load
from scheduler.rehearsal.play import Played
from scheduler.sandbox import STYLE, Seen, render_post

_MARK = ".made-by-scheduler-rehearse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One delivery on the page; `picture` is what followers see of it, None when it did not go out."""

    standing: Standing
    picture: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one channel shows of a post: one line, or the parts of a thread below each other."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """All that goes out of one post at one time."""

    at: datetime
    post: Post
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailShown:
    """The day's e-mail: its page beside the report, None when it could not be made; `words` are what is to be said."""

    at: datetime
    subject: str
    page: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`counts` has a line for each channel: how many went out, how many are in trouble."""

    date: date
    number: int | None
    hours: tuple[Hour, ...]
    counts: tuple[tuple[str, int, int], ...]
    mail: "MailShown | None" = None


def write_report(played: Played, folder: Path) -> Path:
    """Writes index.html and its pictures into `folder`, in place of an earlier report; the page's path.

    SchedulerError when the folder holds anything that no report made: nothing of it is touched.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise SchedulerError(f"{folder} holds other files, which a report would overwrite.", "Name another folder.")
    shutil.rmtree(folder / "media", ignore_errors=True)
    (folder / "media").mkdir(parents=True)
    (folder / _MARK).touch()
    environment = Environment(
        loader=PackageLoader("scheduler.rehearsal"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page = environment.get_template("report.html").render(
        calendar=played.calendar,
        days=days(played, folder),
        drafts_too=played.drafts_too,
        drafts=[post for post in played.calendar.posts if post.status is Status.DRAFT],
        problems=[_told(problem, played.calendar) for problem in played.problems],
        sandbox_style=Markup(STYLE),
        counts=played.overview.counts,
        published=State.PUBLISHED,
    )
    file = folder / "index.html"
    file.write_text(page, encoding="utf-8")
    return file


def days(played: Played, folder: Path | None = None) -> list[Day]:
    """The days on which something goes out. Without `folder`, for counting only: no pictures are drawn."""
    campaign = played.calendar.campaign
    seen = {(post.channel, post.id): post for post in played.seen}
    standings = played.overview.standings
    found = []
    for day, group in groupby(standings, key=lambda standing: standing.row.due.astimezone(campaign.timezone).date()):
        of_day = list(group)
        inside = campaign.starts <= day <= campaign.ends
        found.append(
            Day(
                date=day,
                number=(day - campaign.starts) // timedelta(days=1) + 1 if inside else None,
                hours=tuple(_hours(of_day, played.calendar, seen, folder)) if folder else (),
                counts=tuple(_counts(of_day, played.calendar)),
                mail=_mail_of(day, played, folder) if folder else None,
            )
        )
    return found


def _mail_of(day: date, played: Played, folder: Path) -> MailShown | None:
    mail = next((mail for mail in played.emails if mail.day == day), None)
    if mail is None:
        return None
    if mail.composer is None:
        return MailShown(at=mail.at, subject="", page=None, words=(mail.words,))
    for picture in mail.composer.gallery.all:
        (folder / "media" / picture.name).write_bytes(picture.file.read_bytes())
    page = f"media/email-{day}.html"
    (folder / page).write_text(mail.composer.page(_READER, ""), encoding="utf-8")
    said = tuple(f"{problem.what} {problem.remedy}".strip() for problem in mail.composer.problems)
    return MailShown(at=mail.at, subject=mail.composer.edition.subject, page=page, words=said)


_READER = Subscriber(id=0, email="reader@example.org", token="a-token-of-a-reader-00")


def _counts(standings: list[Standing], calendar: Calendar) -> Iterator[tuple[str, int, int]]:
    for channel in calendar.channels:
        states = [standing.state for standing in standings if standing.row.channel == channel]
        out = states.count(State.PUBLISHED)
        yield channel, out, len(states) - out


def _hours(
    standings: list[Standing], calendar: Calendar, seen: dict[tuple[str, str], Seen], folder: Path
) -> Iterator[Hour]:
    posts = {post.id: post for post in calendar.posts}
    for (due, post), group in groupby(standings, key=lambda standing: (standing.row.due, standing.row.post)):
        together = list(group)
        columns = tuple(
            _column(name, [each for each in together if each.row.channel == name], calendar, seen, folder)
            for name in calendar.channels
            if any(each.row.channel == name for each in together)
        )
        yield Hour(at=due.astimezone(calendar.campaign.timezone), post=posts[post], columns=columns)


def _column(
    channel: str, standings: list[Standing], calendar: Calendar, seen: dict[tuple[str, str], Seen], folder: Path
) -> Column:
    label = load(calendar.channels[channel].platform).label
    return Column(label=label, lines=tuple(_line(standing, seen, folder) for standing in standings))


def _line(standing: Standing, seen: dict[tuple[str, str], Seen], folder: Path) -> Line:
    row = standing.row
    post = seen.get((row.channel, row.receipt.id)) if row.receipt else None
    picture = render_post(post, lambda data: _kept(data, folder)) if post else None
    return Line(standing=standing, picture=picture)


def _kept(data: bytes, folder: Path) -> str:
    """The picture or film as a file beside the page, named by its content."""
    suffix = ".mp4" if data[4:8] == b"ftyp" else ".jpg"  # browsers look into pictures, but not into films
    name = f"media/{hashlib.sha256(data).hexdigest()[:16]}{suffix}"
    (folder / name).write_bytes(data)
    return name


def _told(problem: Problem, calendar: Calendar) -> dict[str, str]:
    place = problem.place
    where = f"{place.file.name}:{place.line}:{place.column}" if place else calendar.file.name
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    return {"where": where, "kind": kind, "what": problem.what, "remedy": problem.remedy}
