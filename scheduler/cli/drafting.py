"""draft: from submissions that are ready to drafts in the calendar."""

from collections.abc import Sequence
from pathlib import Path

import click

from scheduler.cli import campaign, handed_in
from scheduler.text import counted


@click.command()
def draft() -> None:
    """Summaries, posts and cards for every ready submission, into the next free slots of posts.yaml, as drafts.

    Example: scheduler draft
    """
    draft_into_calendar()


def draft_into_calendar() -> None:
    """Drafts what is ready and not yet in the calendar, and tells what went where."""
    from scheduler.incoming import draft_into

    calendar = campaign.calendar()
    made = draft_into(calendar, handed_in.submissions(calendar), campaign.settings())
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
