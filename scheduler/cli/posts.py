"""check, approve: the calendar's own commands."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from scheduler.cli import campaign
from scheduler.errors import CardError, Problem, Severity, SubmissionError
from scheduler.models import Calendar, Post, Status
from scheduler.text import counted

_MOST_SHOWN = 200
"""Nobody reads more at once, and mending the first often mends the rest; --json has them all."""


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_script", is_flag=True, help="For scripts: a list of problems.")
def check(file: Path | None, as_script: bool) -> None:
    """Every problem of the calendar as FILE:LINE:COLUMN, what is wrong and how to mend it.

    The exit code is 1 if there is an error; warnings leave it 0. Example: scheduler check
    """
    from scheduler.calendar_file import by_place, read
    from scheduler.calendar_file import check as problems_of

    reading = read(file or campaign.calendar_path())
    calendar = reading.calendar
    found = (*problems_of(calendar), *_about_people(calendar), *_about_themes(calendar)) if calendar else ()
    problems = sorted((*reading.problems, *found), key=by_place)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if as_script:
        campaign.tell(json.dumps([_json(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems[:_MOST_SHOWN]:
            campaign.tell(str(problem))
        if len(problems) > _MOST_SHOWN:
            campaign.tell(f"… and {len(problems) - _MOST_SHOWN} more.")
        posts = f"{counted(len(reading.calendar.posts), 'post')}, " if reading.calendar else ""
        campaign.tell(f"{posts}{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}.")
    if errors:
        raise SystemExit(1)


def _about_people(calendar: Calendar) -> list[Problem]:
    """What the safeguarding record says of the posts; where it cannot be read, that."""
    from scheduler.care import check_people
    from scheduler.submissions import RECORD_FILE, Record

    record = Record(calendar.folder / RECORD_FILE)
    try:
        return list(check_people(calendar, record, campaign.wall_clock()))
    except SubmissionError as error:
        return [Problem(what=error.what, remedy=error.remedy)]


def _about_themes(calendar: Calendar) -> Iterator[Problem]:
    """Themes that cards name and that there are not."""
    from scheduler.calendar_file.fields import place_of
    from scheduler.cards import load_theme

    named = [(post, "card", post.card) for post in calendar.posts]
    named += [
        (post, f"variants.{key}.card", own.card) for post in calendar.posts for key, own in post.overrides.items()
    ]
    for post, key, card in named:
        if card and card.theme:
            try:
                load_theme(calendar.folder / calendar.campaign.theme_file).named(card.theme)
            except CardError as error:
                place = place_of(post, f"{key}.theme", key)
                yield Problem(what=error.what, remedy=error.remedy, place=place)


def _json(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": str(place.file) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": problem.severity.value,
        "what": problem.what,
        "remedy": problem.remedy,
    }


@click.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="Every draft.")
@click.option("--by", default=campaign.who, show_default="git's user.name", help="Who approves.")
def approve(ids: tuple[str, ...], every: bool, by: str) -> None:
    """Approve posts, bound to their content as it stands: if it changes later, the post is held.

    What `check` calls an error is not approved; the exit code is 1 then.
    Example: scheduler approve welcome --by "Grace"
    """
    if bool(ids) == every:
        raise click.UsageError("Name the posts to approve, or say --all.")
    approve_posts(ids, every=every, by=by)


def approve_posts(ids: Sequence[str], *, every: bool, by: str) -> None:
    """Approves `ids`, or with `every` all drafts, in posts.yaml; not those that could not go out."""
    from scheduler.calendar_file import approve as approve_in_file

    calendar = campaign.calendar()
    chosen = [post.id for post in calendar.posts if post.status is Status.DRAFT] if every else list(ids)
    if not chosen:
        campaign.tell("There are no drafts to approve.")
        return
    wrong = {post.id: _errors(post, calendar) for post in calendar.posts if post.id in chosen}
    good = [name for name in chosen if not wrong.get(name)]
    approve_in_file(calendar.file, good, by=by, at=campaign.wall_clock())
    for problem in (problem for problems in wrong.values() for problem in problems):
        campaign.tell(str(problem))
    if bad := [name for name in chosen if wrong.get(name)]:
        campaign.tell(f"Not approved, because of the above: {', '.join(bad)}")
    campaign.tell(f"Approved by {by}: {', '.join(good)}" if good else "Nothing was approved.")
    if bad:
        raise SystemExit(1)


def _errors(post: Post, calendar: Calendar) -> list[Problem]:
    """Why it could not go out if it were approved."""
    from scheduler.calendar_file import check_approved

    approved = replace(calendar, posts=(replace(post, status=Status.APPROVED),))
    found = (*check_approved(post, calendar), *_about_people(approved))
    return [problem for problem in found if problem.severity is Severity.ERROR]
