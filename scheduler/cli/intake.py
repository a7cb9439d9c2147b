"""guidelines, intake, draft: from what members send to drafts in the calendar."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scheduler.cli import campaign
from scheduler.cli.mail import fetch_mail
from scheduler.models import Calendar, Kind, Readiness, Submission
from scheduler.submissions import as_json, page, read_folder
from scheduler.text import counted

_SUMMARIES = (240, 600)
"""The lengths, in characters, in which `intake --json` gives summaries."""
_ATTACHMENTS = Path("assets") / "attachments"
"""Where pictures are taken out of e-mails: beside all others, because posts.yaml names them and git must keep them."""


@click.command()
@click.argument("kind", type=click.Choice([Kind.BLOG.value, Kind.PROFILE.value, Kind.MULTIMEDIA.value]))
def guidelines(kind: str) -> None:
    """The page for contributors, to be sent to members.

    Example: scheduler guidelines profile > profile.md
    """
    known = campaign.calendar().campaign if (campaign.folder() / "posts.yaml").exists() else None
    campaign.tell(page(Kind(kind), known))


@click.command()
@click.option("--json", "as_script", is_flag=True, help="For scripts: every submission with its parts and findings.")
def intake(as_script: bool) -> None:
    """Read what came in: what is complete, missing, late or held, and why.

    The exit code is 1 when something needs a person. Example: scheduler intake
    """
    from scheduler.drafts import quotes, summarise

    well = fetch_mail(campaign.calendar(), quiet=as_script)
    if as_script:
        found = _submissions(campaign.calendar(), quiet=True)
        proposed = {each.id: [asdict(quote) for quote in quotes(each)] for each in found}
        short = {each.id: {str(most): _summary(summarise, each, most) for most in _SUMMARIES} for each in found}
        told = as_json(found, proposed, short)
        campaign.tell(json.dumps(told, ensure_ascii=False, indent=2))
        return
    found = read_what_came_in()
    if not well or any(each.status is not Readiness.READY for each in found):
        raise SystemExit(1)


def _summary(summarise: Callable[..., Any], submission: Submission, most: int) -> str:
    """At most so many characters."""
    made = summarise(submission, lambda text: len(text) <= most)
    return made.text if made else ""


def read_what_came_in() -> list[Submission]:
    """Reads, and tells what stands where."""
    found = _submissions(campaign.calendar())
    rows = [(each.id, each.kind, each.language, each.status, _remark(each)) for each in found]
    campaign.tell(campaign.table(("submission", "kind", "language", "status", ""), rows))
    ready = sum(each.status is Readiness.READY for each in found)
    campaign.tell(
        f"\n{counted(len(found), 'submission')}: {ready} ready, {len(found) - ready} for a person to look at."
    )
    if incomplete := next((each for each in found if each.status is Readiness.INCOMPLETE), None):
        campaign.tell(f"To take one as it is: scheduler clear {incomplete.id} missing --why …")
    _tell_kept_too_long(found)
    campaign.tell("")
    return found


def _tell_kept_too_long(found: Sequence[Submission]) -> None:
    """What is over its time is listed; nothing is erased by itself."""
    longest, now = campaign.settings().retention, campaign.wall_clock()
    old = [each for each in found if longest and each.received and now - each.received > longest]
    if old and longest:
        campaign.tell(f"Kept for longer than {longest.days} days (SCHEDULER_RETENTION):")
    for each in old:
        campaign.tell(f"  {each.id}: scheduler forget {each.id}")


def _remark(submission: Submission) -> str:
    open_ = [finding for finding in submission.findings if finding.blocks and not finding.cleared_by]
    remarks = [f"{finding.kind}: {_short(finding.text)}" for finding in open_]
    if submission.missing:
        remarks.insert(0, f"missing: {', '.join(submission.missing)}")
    if submission.late:
        remarks.append("late")
    return "; ".join(remarks)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"


def _submissions(calendar: Calendar, *, quiet: bool = False) -> list[Submission]:
    from scheduler.platforms import load as platform

    folder = calendar.folder / calendar.campaign.submissions
    with campaign.steps("Reading submissions", quiet=quiet) as step:
        return read_folder(
            folder,
            close=calendar.campaign.submissions_close,
            record=campaign.record(),
            work=calendar.folder / _ATTACHMENTS,
            now=campaign.wall_clock(),
            networks=[platform(channel.platform) for channel in calendar.channels.values()],
            progress=step,
        )


@click.command()
def draft() -> None:
    """Summaries, posts and cards for every ready submission, into the next free slots of posts.yaml, as drafts.

    Example: scheduler draft
    """
    draft_into_calendar()


def draft_into_calendar() -> None:
    """Drafts what is ready and not yet in the calendar, and tells what went where."""
    from scheduler.calendar_file import append_posts
    from scheduler.drafts import adviser
    from scheduler.drafts import draft as drafted

    calendar = campaign.calendar()
    made = drafted(_submissions(calendar, quiet=True), calendar, adviser(campaign.settings()))
    append_posts(calendar.file, [each.post for each in made], {each.post.id: each.note for each in made})
    rows = [(f"{each.post.at:%a %d %b %H:%M}" if each.post.at else "no slot", each.post.id, each.note) for each in made]
    campaign.tell(campaign.table(("slot", "post", ""), rows) if rows else "Nothing new is ready.")
    _draw_cards(calendar.file, [each.post.id for each in made])


def _draw_cards(file: Path, ids: Sequence[str]) -> None:
    """Draws every new card now: what cannot be right is said today, not at its hour."""
    from scheduler.assembly import Workshop
    from scheduler.calendar_file import load, variants
    from scheduler.platforms import load as platform

    calendar = load(file)
    wanted = [
        (variant.card, platform(calendar.channels[variant.channel].platform).limits.card_size)
        for post in calendar.posts
        if post.id in ids
        for variant in variants(post, calendar)
        if variant.card
    ]
    workshop = Workshop(campaign.settings)
    with campaign.steps("Drawing cards") as step:
        for done, (card, size) in enumerate(wanted, start=1):
            workshop.draw(card, size, calendar)
            step(done, len(wanted))
    campaign.tell(f"{counted(len(wanted), 'card')} drawn.\n")
