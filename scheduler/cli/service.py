"""run, status: the service and what is known of the week."""

import gc
import json
import os
import signal
import socket
import sys
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from scheduler import clock
from scheduler.cli import campaign
from scheduler.models import Calendar
from scheduler.overview import Overview, as_json
from scheduler.settings import Settings, Watched

PATIENT_SECONDS = 0.05
"""How long a thread may compute before another may interrupt it. Lanes only ask and wait: of a hundred that are ready,
each that may not go on looks again so often, and in a burst that takes a good part of the time."""

if TYPE_CHECKING:
    from scheduler.cluster import Member
    from scheduler.runner import Service


@click.command()
def run() -> None:
    """The service: publish approved posts at their hour, until stopped.

    It follows edits of posts.yaml while it runs. Stop it with Ctrl-C or SIGTERM; started again, even after a crash, it
    goes on where it was. Example: scheduler run
    """
    from scheduler.calendar_file import no_garbage_collection

    with no_garbage_collection():
        service = _service()
        gc.freeze()  # what a large calendar is made of has no cycles: to look through it again and again takes long

    def stop(_signal: int, _frame: FrameType | None) -> None:
        service.stop()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    service.run()


def _service() -> "Member | Service":
    """All wired, and posts.yaml read."""
    from scheduler.alerts import Alerts, Scene, addresses
    from scheduler.assembly import assemble
    from scheduler.databases import is_postgresql
    from scheduler.digest.daily import Daily
    from scheduler.ledger import Ledger
    from scheduler.runner import AHEAD, Service

    folder, settings = campaign.folder(), campaign.settings()
    ledger = Ledger(settings.database, folder / ".scheduler")
    watched, clustered = Watched(folder), is_postgresql(settings.database)
    dispatch = assemble(
        campaign.calendar_path(),
        settings=watched,
        ledger=ledger,
        clock=clock.moment,
        owner=f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:8]}",
        ahead=timedelta(0) if clustered else AHEAD,
    )
    addresses(settings.alert_urls)  # a wrong one is said now, not when somebody is needed
    dispatch.follow()
    sys.setswitchinterval(PATIENT_SECONDS)
    if dispatch.calendar:
        _say_what_is_missing(dispatch.calendar, settings)
    locks = (folder / ".scheduler" / "service.lock", *ledger.lock_files)

    def alerts(scene: Callable[[], Scene]) -> Alerts:
        return Alerts(scene=scene, urls=lambda: watched().alert_urls, store=ledger, clock=clock.now)

    daily = Daily(ledger, watched, clock.moment)
    if clustered:
        from scheduler.cluster import Member

        return Member(dispatch, settings.database, alerts, daily)
    return Service(dispatch, locks, alerts, daily)


def _say_what_is_missing(calendar: Calendar, settings: Settings) -> None:
    """Secrets that are not set, and addresses that are not the real networks': at the start, not at the hour."""
    from scheduler.checkup import channels

    for finding in channels(calendar, settings, ask=False):
        click.echo(f"{finding.what} {finding.remedy}".strip(), err=True)


@click.command()
@click.option("--json", "as_script", is_flag=True, help="For scripts: now, at_work, overdue, counts, deliveries.")
def status(as_script: bool) -> None:
    """What is out, what is next, what needs a person (then the exit code is 1).

    Example: scheduler status --json
    """
    from scheduler.assembly import survey
    from scheduler.calendar_file import read
    from scheduler.ledger import Ledger

    settings = campaign.settings()
    ledger = Ledger(settings.database)
    view = survey(campaign.calendar_path(), ledger, campaign.wall_clock())
    view = replace(view, at_work=_is_at_work(ledger.lock_files))
    if as_script:
        campaign.tell(json.dumps(as_json(view), ensure_ascii=False, indent=2))
        return
    calendar = read(campaign.calendar_path()).calendar
    _show(view, calendar, settings)
    if calendar is None or view.needs_person:
        raise SystemExit(1)


def _is_at_work(locks: Sequence[Path]) -> bool | None:
    """Whether a service works on the ledger; None where many machines share it, or its lock cannot be asked."""
    from scheduler.locks import is_held

    return is_held(locks[0]) if locks else None


def _show(view: Overview, calendar: Calendar | None, settings: Settings) -> None:
    from scheduler.assembly import elsewhere

    if calendar is None:
        campaign.tell("posts.yaml cannot be used (`scheduler check` says why). This is what the ledger knows:\n")
    for known in calendar.channels.values() if calendar else ():
        if said := elsewhere(known, settings.credentials(known.name, ())):
            campaign.tell(said)
    if view.idle:
        campaign.tell(view.idle)
    zone = calendar.campaign.timezone if calendar else UTC
    campaign.tell(
        campaign.table(
            ("due", "delivery", "state", ""),
            [
                (
                    f"{standing.row.due.astimezone(zone):%a %d %b %H:%M %Z}",
                    standing.row.key,
                    standing.state,
                    f"{standing.words} {standing.row.address}".strip(),
                )
                for standing in view.standings
            ],
        )
    )
    campaign.tell()
    campaign.tell(", ".join(f"{count} {state}" for state, count in view.counts.items()) or "Nothing is approved yet.")
    if view.held is not None:
        campaign.tell(f"Everything is held: {view.held}")
    for channel, words in view.paused.items():
        campaign.tell(f"{channel} is paused: {words}")
