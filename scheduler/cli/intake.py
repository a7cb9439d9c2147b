"""guidelines, intake: what members send, read and answered."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from scheduler.cli import campaign, handed_in
from scheduler.cli.mail import fetch_mail
from scheduler.models import Calendar, Json, Kind, Readiness, Submission
from scheduler.submissions import as_json, page
from scheduler.submissions.data import languages
from scheduler.submissions.remarks import command_for, commands, in_a_line, open_findings
from scheduler.submissions.report import shown, write_report
from scheduler.text import counted

_SUMMARIES = (240, 600)
"""The lengths, in characters, in which `intake --json` gives summaries."""
_LONGEST = 100
"""So many characters of a remark or a finding are shown in a line; the page and --json have all of it."""


@click.command()
@click.argument("kind", type=click.Choice([Kind.BLOG.value, Kind.PROFILE.value, Kind.MULTIMEDIA.value]))
@click.option("--language", type=click.Choice(languages()), help="Default: the language of the campaign's theme.")
def guidelines(kind: str, language: str | None) -> None:
    """The page for contributors, to be sent to members.

    Example: scheduler guidelines profile --language fr > profil.md
    """
    known = campaign.calendar().campaign if (campaign.folder() / "posts.yaml").exists() else None
    campaign.tell(page(Kind(kind), known, language or ""))


@click.command()
@click.option("--json", "as_script", is_flag=True, help="For scripts: every submission with its parts and findings.")
@click.option(
    "--page",
    "page_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the page goes (default: .scheduler/intake.html).",
)
def intake(as_script: bool, page_file: Path | None) -> None:
    """Read what came in: what is complete, missing, late or held, and why; with a reply to each, ready to send.

    The exit code is 1 when something needs a person. Example: scheduler intake
    """
    calendar = campaign.calendar()
    well = fetch_mail(calendar, quiet=as_script)
    if as_script:
        found, told = _for_scripts(calendar)
        campaign.tell(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        found = read_what_came_in()
    if page_file or not as_script:
        _write_page(found, calendar, page_file or calendar.folder / ".scheduler" / "intake.html", quiet=as_script)
    if not well or any(each.status not in {Readiness.READY, Readiness.DECLINED} for each in found):
        raise SystemExit(1)


def _for_scripts(calendar: Calendar) -> tuple[list[Submission], dict[str, Json]]:
    from scheduler.drafts import proposals  # before anything is read: helpers are forked with what is loaded by then

    found = handed_in.submissions(calendar, quiet=True)
    proposed, short = dict[str, list[dict[str, str]]](), dict[str, dict[str, str]]()
    for each, made in zip(found, proposals(found, _SUMMARIES), strict=True):
        proposed[each.id] = [asdict(quote) for quote in made.quotes]
        short[each.id] = {str(most): text for most, text in made.summaries.items()}
    return found, as_json(found, proposed, short, calendar.campaign)


def _write_page(found: Sequence[Submission], calendar: Calendar, file: Path, *, quiet: bool) -> None:
    written = write_report(found, calendar, file, campaign.wall_clock())
    if not quiet:
        campaign.tell(f"With the replies, ready to send: {written}")


def read_what_came_in() -> list[Submission]:
    """Reads, and tells what stands where."""
    calendar = campaign.calendar()
    found = handed_in.submissions(calendar)
    week = calendar.campaign
    rows = [(each.id, each.kind, each.language, each.status, _short(in_a_line(each, week))) for each in found]
    campaign.tell(campaign.table(("submission", "kind", "language", "status", ""), rows))
    for each in found:
        _tell_what_to_do(each, calendar)
    ready = sum(each.status is Readiness.READY for each in found)
    others = sum(each.status is Readiness.DECLINED for each in found)
    declined = f"{others} declined, " if others else ""
    waiting = f"{len(found) - ready - others} for a person to look at"
    campaign.tell(f"\n{counted(len(found), 'submission')}: {ready} ready, {declined}{waiting}.\n")
    _tell_kept_too_long(found)
    return found


def _tell_kept_too_long(found: Sequence[Submission]) -> None:
    """What is over its time is listed; nothing is erased by itself."""
    longest, now = campaign.settings().retention, campaign.wall_clock()
    old = [each for each in found if longest and each.received and now - each.received > longest]
    if old and longest:
        campaign.tell(f"Kept for longer than {longest.days} days (SCHEDULER_RETENTION):")
    for each in old:
        campaign.tell(f"  {each.id}: scheduler forget {each.id}")


def _tell_what_to_do(submission: Submission, calendar: Calendar) -> None:
    """Each finding with its place, and the command that settles it."""
    todo = [
        (f"{shown(each.file, calendar)}:{each.line}: {each.kind}: {_short(each.text)}", command_for(submission, each))
        for each in open_findings(submission)
    ]
    if submission.missing:
        lacks = f"missing: {', '.join(submission.missing)}"
        todo.append(("to take it after all" if submission.declined else lacks, commands(submission)[0]))
    if not todo:
        return
    campaign.tell(f"\n{submission.id}")
    for what, command in todo:
        campaign.tell(f"  {what}\n      {command}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
