"""sandbox, rehearse, demo: everything, without anybody seeing it."""

import shutil
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from scheduler.cli import campaign
from scheduler.cli.setup import sample_folder
from scheduler.errors import SchedulerError
from scheduler.models import State, Status
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.rehearsal import Played
    from scheduler.sandbox.mail import MailServer

DEMO_FOLDER = "demo"
LAST_PORT = 65_535
MAIL_ABOVE = 25
"""Mail's port above the networks': not beside it, where a second sandbox may be."""
_DEMO_MARK = ".made-by-scheduler-demo"


@click.command()
@click.option(
    "--port",
    default=8900,
    show_default=True,
    type=click.IntRange(0, LAST_PORT),
    help="Where to listen on this machine, for mail 25 above it; 0 = any free ports.",
)
def sandbox(port: int) -> None:
    """The stand-in networks and a mail server, for practice: post and send for real, and nobody sees it.

    Put the lines that it prints into .env, then `scheduler run`. Example: scheduler sandbox --port 8900
    """
    from scheduler.sandbox import Sandbox

    channels = campaign.calendar().channels.values()
    with Sandbox(channels, clock=campaign.wall_clock, port=port) as networks, _mail_server(port) as mail:
        campaign.tell(f"What followers see: {networks.url}/\nFor .env beside posts.yaml:\n")
        for name, value in networks.environment().items():
            campaign.tell(f"{name}={value}")
        campaign.tell(f"SMTP_URL={mail.address}")
        campaign.tell("SCHEDULER_DATABASE=sqlite:///.scheduler/practice.db")  # else they would count as out for ever
        _until_stopped()


def _mail_server(port: int) -> "MailServer":
    """At the same address each time, as the networks are: it stands in .env."""
    from scheduler.sandbox.mail import MailServer

    chosen = port + MAIL_ABOVE if port else 0
    try:
        return MailServer(port=chosen if chosen <= LAST_PORT else 0)
    except OSError:
        what = f"The mail server cannot listen at 127.0.0.1:{chosen}: another program does."
        raise SchedulerError(what, "Choose another --port.") from None


def _until_stopped() -> None:
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    campaign.tell("\nStop it with Ctrl-C.")  # it may come at once
    while not stopped.wait(1):  # short waits: on some systems a signal does not interrupt a long one
        pass


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where the page goes (default: rehearsal/)."
)
@click.option("--drafts", is_flag=True, help="Drafts too, as if somebody had approved them.")
def rehearse(out: Path | None, drafts: bool) -> None:
    """Play the whole week in seconds against sandbox networks, and see what followers will see.

    The exit code is 1 when something would need a person. Example: scheduler rehearse --drafts
    """
    page, played = _rehearse(campaign.calendar_path(), out or campaign.folder() / "rehearsal", drafts_too=drafts)
    troubled = [standing for standing in played.overview.standings if standing.needs_person]
    campaign.tell(_week(played))
    for standing in troubled:
        campaign.tell(f"{standing.row.key} would be {standing.state}: {standing.words}")
    at_home = sum(post.status is Status.DRAFT for post in played.calendar.posts)
    if at_home and not drafts:
        campaign.tell(f"{counted(at_home, 'draft')} not shown; to see them too: scheduler rehearse --drafts")
    campaign.tell(f"\n{page}")
    if troubled:
        raise SystemExit(1)


def _rehearse(file: Path, out: Path, *, drafts_too: bool = False) -> "tuple[Path, Played]":
    from scheduler.rehearsal import play, write_report

    with campaign.steps("Rehearsing") as step:
        played = play(file, drafts_too=drafts_too, progress=step)
    return write_report(played, out), played


def _week(played: "Played") -> str:
    """Posts per day and channel: published, problems."""
    from scheduler.rehearsal.report import days

    rows = [
        (
            f"{day.date:%a %d %b}",
            *(f"{out} published" + (f", {counted(bad, 'problem')}" if bad else "") for _, out, bad in day.counts),
        )
        for day in days(played)
    ]
    return campaign.table(("", *played.calendar.channels), rows)


@click.command()
def demo() -> None:
    """All of it on the sample campaign: read, draft, approve, rehearse. Nothing to set up, nothing leaves this machine.

    It works in ./demo and starts clean each time. Example: scheduler demo
    """
    from scheduler.cli.posts import approve_posts

    folder = make_sample_week()
    approve_posts([], every=True, by="the demo")
    page, played = _rehearse(folder / "posts.yaml", folder / "rehearsal")
    campaign.tell()
    campaign.tell(_week(played))
    out = played.overview.counts.get(State.PUBLISHED, 0)
    mails = f" and {counted(len(played.emails), 'e-mail')} sent" if played.emails else ""
    campaign.tell(f"\n{out} deliveries published{mails} in the rehearsal. See what followers see:\n{page}")


def make_sample_week() -> Path:
    """A clean folder with the sample campaign, its submissions drafted into the week; the command goes on in it."""
    from scheduler.cli.drafting import draft_into_calendar
    from scheduler.cli.intake import read_what_came_in

    folder = campaign.folder() / DEMO_FOLDER
    _fresh_copy(folder)
    click.get_current_context().find_root().obj = folder
    campaign.tell(f"The sample campaign is in {folder}/. Everybody and everything in it is invented.\n")
    read_what_came_in()
    draft_into_calendar()
    return folder


def _fresh_copy(folder: Path) -> None:
    if folder.exists() and not (folder / _DEMO_MARK).exists():
        raise SchedulerError(f"{folder.absolute()} is there, and was not made by the demo.", "Move it away first.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _DEMO_MARK).touch()
    sample = sample_folder()
    shutil.copyfile(sample / "posts.yaml", folder / "posts.yaml")
    shutil.copytree(sample / "assets", folder / "assets")
