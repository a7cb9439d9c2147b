"""coverage, decline: what became of every submission."""

import json
from pathlib import Path

import click

from scheduler.cli import campaign, handed_in
from scheduler.coverage import Coverage, Fate, Row, as_json
from scheduler.coverage import coverage as joined
from scheduler.models import Calendar
from scheduler.submissions.called import country_name, language_name


@click.command()
@click.option("--json", "as_script", is_flag=True, help="For scripts: every submission, and the balance.")
@click.option(
    "--page",
    "page_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the page goes (default: .scheduler/coverage.html).",
)
def coverage(as_script: bool, page_file: Path | None) -> None:
    """What became of every submission: out, scheduled, held, declined, late, missing parts; and how balanced it is.

    The exit code is 1 when one of them still needs a person. Example: scheduler coverage
    """
    calendar = campaign.calendar()
    view = _looked_at(calendar, quiet=as_script)
    if as_script:
        campaign.tell(json.dumps(as_json(view), ensure_ascii=False, indent=2))
    else:
        _tell(view, calendar)
    if page_file or not as_script:
        file = _write_page(view, calendar, page_file or calendar.folder / ".scheduler" / "coverage.html")
        if not as_script:
            campaign.tell(f"As a page: {file}")
    if any(not row.fate.has_slot and row.fate is not Fate.DECLINED for row in view.rows):
        raise SystemExit(1)


def _looked_at(calendar: Calendar, *, quiet: bool) -> Coverage:
    from scheduler.ledger import Ledger

    found = handed_in.submissions(calendar, quiet=quiet)
    ledger = Ledger(campaign.settings().database)
    try:
        return joined(found, calendar.posts, ledger.deliveries().values())
    finally:
        ledger.close()


def _tell(view: Coverage, calendar: Calendar) -> None:
    rows = [_line(row, calendar) for fate in Fate for row in view.rows if row.fate is fate]
    campaign.tell(campaign.table(("submission", "kind", "language", "", "when", ""), rows))
    for what, shares in view.balance.items():
        told = ", ".join(f"{share.name} {share.slots}/{share.submitted}" for share in shares)
        campaign.tell(f"\n{what}: {told}" if what == "languages" else f"{what}: {told}")
    campaign.tell(f"\n{view.sentence}.")


def _line(row: Row, calendar: Calendar) -> tuple[str, ...]:
    at = f"{row.at.astimezone(calendar.campaign.timezone):%a %d %b %H:%M}" if row.at else ""
    late = "late" if row.submission.late and row.fate is not Fate.LATE else ""
    words = "; ".join(filter(None, (row.why, late, *row.links)))
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return row.submission.id, row.submission.kind, row.submission.language, row.fate, at, shown


_LONGEST = 90


def _write_page(view: Coverage, calendar: Calendar, file: Path) -> Path:
    from scheduler.submissions.web_page import written

    week = calendar.campaign
    in_time = sorted(view.rows, key=lambda row: (row.at is None, row.at or 0, row.submission.id))
    groups = [(fate.value, [row for row in in_time if row.fate is fate]) for fate in Fate]
    return written(
        file,
        "coverage.html",
        title=f"Coverage · {week.name}",
        week=week,
        view=view,
        groups=[(fate, rows) for fate, rows in groups if rows],
        language=language_name,
        country=country_name,
        now=campaign.wall_clock().astimezone(week.timezone),
    )


@click.command()
@click.argument("submission")
@click.option("--by", default=campaign.who, show_default="git's user.name", help="Who says so.")
@click.option("--why", required=True, help="Why the team does not take it, or takes it after all.")
@click.option("--undo", is_flag=True, help="Take it after all.")
def decline(submission: str, by: str, why: str, undo: bool) -> None:
    """Say that a submission is not taken this time, and why; the record keeps it. Its posts are held.

    Example: scheduler decline ola-sample --why "It came three weeks late."
    """
    name, now = handed_in.known(submission), campaign.wall_clock()
    if undo:
        campaign.record().take(name, by=by, why=why, now=now)
        campaign.tell(f"{name} is taken after all. See what it still needs: scheduler intake")
        return
    campaign.record().decline(name, by=by, why=why, now=now)
    campaign.tell(f"{name} is declined; nothing of it goes out. A kind word to the contributor: scheduler intake")
