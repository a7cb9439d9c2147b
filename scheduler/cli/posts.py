"""check, approve: the calendar's own commands."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli import campaign
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, State, Status
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
    from scheduler.calendar_file import read
    from scheduler.checking import every_problem

    reading = read(file or campaign.calendar_path())
    problems = every_problem(reading, campaign.wall_clock())
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

    What `check` calls an error is not approved, and --all only names what was changed since its approval; the exit code
    is 1 then.
    Example: scheduler approve welcome --by "Grace"
    """
    if bool(ids) == every:
        raise click.UsageError("Name the posts to approve, or say --all.")
    approve_posts(ids, every=every, by=by)


def approve_posts(ids: Sequence[str], *, every: bool, by: str) -> None:
    """Approves `ids`, or with `every` all drafts, in posts.yaml; not those that could not go out."""
    calendar, now = campaign.calendar(), campaign.wall_clock()
    chosen = [post.id for post in calendar.posts if post.status is Status.DRAFT] if every else list(ids)
    changed = _changed(calendar, now) if every else []
    if not (chosen or changed):
        campaign.tell("There are no drafts to approve.")
    bad = _approve(chosen, calendar, by, now) if chosen else []
    if changed:
        campaign.tell(f"{'' if chosen else 'No drafts. '}Changed since their approval: {', '.join(changed)}.")
        campaign.tell(f"Look at them, then: scheduler approve {' '.join(changed)}")
    if bad or changed:
        raise SystemExit(1)


def _approve(chosen: Sequence[str], calendar: Calendar, by: str, now: datetime) -> list[str]:
    """Those of them that could not go out, which are not approved."""
    from scheduler.calendar_file import approve as approve_in_file
    from scheduler.checking import errors_in

    wrong = {post.id: errors_in(post, calendar, now) for post in calendar.posts if post.id in chosen}
    good = [name for name in chosen if not wrong.get(name)]
    approve_in_file(calendar.file, good, by=by, at=now)
    for problem in (problem for problems in wrong.values() for problem in problems):
        campaign.tell(str(problem))
    if bad := [name for name in chosen if wrong.get(name)]:
        campaign.tell(f"Not approved, because of the above: {', '.join(bad)}")
    campaign.tell(f"Approved by {by}: {', '.join(good)}" if good else "Nothing was approved.")
    return bad


def _changed(calendar: Calendar, now: datetime) -> list[str]:
    """Posts that are held because they say something else than was approved; not what is out as it was approved."""
    from scheduler.checking import stale

    changed = [post.id for post in calendar.posts if stale(post, calendar)]
    if not changed:
        return []
    from scheduler.assembly import survey
    from scheduler.ledger import Ledger

    view = survey(calendar.file, Ledger(campaign.settings().database), now)
    held = {each.row.post for each in view.standings if each.state is State.HELD}
    return [name for name in changed if name in held]
