"""prove: the ledger's history replayed, and compared with what the accounts show."""

import json
from collections.abc import Iterator

import click

from scheduler.cli import campaign
from scheduler.errors import SchedulerError
from scheduler.models import Delivery, Event, State
from scheduler.proof import Flaw, compare, not_out, replay
from scheduler.text import counted


@click.command()
@click.option("--ask-networks", is_flag=True, help="Compare with what each account shows now.")
@click.option("--json", "as_script", is_flag=True, help="For scripts: whether it holds, and every flaw.")
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
    flaws = [*replay(history, rows), *not_out(survey(file, ledger, now))]
    if ask_networks:
        flaws += _asked(rows, history)
    out = sum(row.state is State.PUBLISHED for row in rows.values())
    if as_script:
        told = [{"key": flaw.key, "what": flaw.what} for flaw in flaws]
        campaign.tell(json.dumps({"holds": not flaws, "out": out, "flaws": told}, ensure_ascii=False, indent=2))
    else:
        _tell(flaws, out, len(history), ask_networks)
    if flaws:
        raise SystemExit(1)


def _tell(flaws: list[Flaw], out: int, lines: int, asked: bool) -> None:
    for flaw in flaws:
        campaign.tell(f"{flaw.key}: {flaw.what}")
    if flaws:
        return
    accounts = " The accounts show the same." if asked else " (--ask-networks compares with the accounts.)"
    campaign.tell(
        f"Out: {counted(out, 'post')}, each accepted exactly once, after its intent was written; "
        f"replayed from {counted(lines, 'line')} of history.{accounts}"
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
