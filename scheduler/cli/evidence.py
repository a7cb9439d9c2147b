"""prove: the ledger's history replayed, and compared with what the accounts show."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from scheduler.cli import campaign
from scheduler.errors import SchedulerError
from scheduler.models import Delivery, Event, Json
from scheduler.proof import Flaw, Tally, compare, not_out, replay, tally
from scheduler.text import counted


@click.command()
@click.option("--ask-networks", is_flag=True, help="Compare with what each account shows now.")
@click.option("--json", "as_script", is_flag=True, help="For scripts: whether it holds, the counts, every flaw.")
def prove(ask_networks: bool, as_script: bool) -> None:
    """Show that every approved post went out exactly once, or say which did not (then the exit code is 1).

    It replays the ledger: each delivery was accepted once, nothing was sent without an intent written before, nothing
    after it was cancelled. Example: scheduler prove --ask-networks
    """
    from scheduler.assembly import survey
    from scheduler.ledger import Ledger

    file, settings, now = campaign.calendar_path(), campaign.settings(), campaign.wall_clock()
    ledger = Ledger(settings.database)
    rows, history = ledger.deliveries(), ledger.history()
    view = survey(file, ledger, now)
    flaws = [*replay(history, rows), *not_out(view)]
    if ask_networks:
        flaws += _asked(rows, history)
    counts = tally(rows.values(), view)
    if as_script:
        campaign.tell(json.dumps(_json(flaws, counts), ensure_ascii=False, indent=2))
    else:
        _tell(flaws, counts, len(history), ask_networks)
    if flaws:
        raise SystemExit(1)


def _json(flaws: list[Flaw], counts: Tally) -> dict[str, Json]:
    told: list[Json] = [{"key": flaw.key, "what": flaw.what} for flaw in flaws]
    return {"holds": not flaws, **asdict(counts), "flaws": told}


def _tell(flaws: list[Flaw], counts: Tally, lines: int, asked: bool) -> None:
    for flaw in flaws:
        campaign.tell(f"{flaw.key}: {flaw.what}")
    if flaws:
        return
    out = f"{counted(counts.out, 'delivery')} of {counted(counts.posts, 'post')}"
    found = f" ({counts.found} of them found on the account)" if counts.found else ""
    intent = "" if counts.found else ", after its intent was written"
    unsettled = f" Not settled: {counts.unsettled}." if counts.unsettled else ""
    accounts = " The accounts show the same." if asked else " (--ask-networks compares with the accounts.)"
    campaign.tell(
        f"Out: {out}{found}, each accepted once{intent}; replayed from {counted(lines, 'line')} of history."
        f"{unsettled}{accounts}"
    )


def _asked(rows: dict[str, Delivery], history: list[Event]) -> Iterator[Flaw]:
    """What the accounts show otherwise."""
    from scheduler.assembly import Workshop

    workshop, channels = Workshop(campaign.settings), campaign.calendar().channels
    for name in sorted({row.channel for row in rows.values() if row.since}):
        if name not in channels:
            yield Flaw(key=name, what="posts.yaml has no such channel any more: put it back to ask its account.")
            continue
        mine = [row for row in rows.values() if row.channel == name]
        try:
            yield from compare(workshop.platform(channels[name]), mine, history)
        except SchedulerError as error:
            yield Flaw(key=name, what=f"Its account cannot be read: {error}")
