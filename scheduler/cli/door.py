"""unsubscribe-server, bounces: the pages that subscribers reach, and what comes back of the daily e-mail."""

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from errno import EFBIG
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from scheduler import clock
from scheduler.cli import campaign
from scheduler.errors import SettingsError
from scheduler.settings import Settings
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.digest import DayComposer
    from scheduler.digest.incoming import Done, Returns
    from scheduler.door.app import About
    from scheduler.ledger import Ledger
    from scheduler.models import Calendar

_NO_LINK = (
    "UNSUBSCRIBE_URL is not set: the e-mails have no link to these pages, and Gmail and Yahoo require one. "
    "Set it to their public address, https://…."
)
RETURNED = Path(".scheduler") / "returned"
"""Where fetched mails lie until they are understood; those that a person should look at stay."""


@click.command("unsubscribe-server")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8480, show_default=True, type=click.IntRange(0, 65535), help="0 = any free port.")
def unsubscribe_server(host: str, port: int) -> None:
    """The pages that the links of the daily e-mail lead to: leave, preferences, view in browser; nothing else.

    It may face the internet; let a web server with a certificate pass UNSUBSCRIBE_URL on to it, and name that one in
    UNSUBSCRIBE_PROXIES. Example: scheduler unsubscribe-server --port 8480
    """
    from scheduler.digest.addresses import page_of
    from scheduler.digest.pictures import FOLDER
    from scheduler.door.app import Door, application
    from scheduler.door.serving import run, server
    from scheduler.door.views import Views
    from scheduler.ledger import Ledger

    settings, calendar = campaign.settings(), campaign.calendar()
    url, ledger = page_of(settings), Ledger(settings.database)
    prefix = urlsplit(url).path
    door = Door(
        subscribers=ledger.subscribers,
        about=_about(calendar),
        clock=clock.now,
        view=Views(ledger, _composed(ledger), pictures=f"{prefix}/m/", clock=time.monotonic),
        pictures=campaign.folder() / FOLDER,
        prefix=prefix,
    )
    serving = server(application(door), host=host, port=port, proxies=settings.get("UNSUBSCRIBE_PROXIES"))
    if not url:
        campaign.tell(_NO_LINK)

    def listening(at: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        campaign.tell(f"Listening on http://{shown}:{at}/ for {url or 'nobody yet'}. Stop it with Ctrl-C.")

    run(serving, listening)


def _composed(ledger: "Ledger") -> "Callable[[date, datetime], DayComposer]":
    """Writes the e-mail of a day whose sending began at a time, from the calendar as it is now."""
    folder = campaign.folder()

    def composed(day: date, began: datetime) -> "DayComposer":
        from scheduler.calendar_file import load
        from scheduler.digest import compose

        return compose(load(folder / "posts.yaml"), ledger.deliveries(), day, Settings.load(folder), began)

    return composed


def _about(calendar: "Calendar") -> "About":
    from scheduler.door.app import About

    week = calendar.campaign
    ends = datetime.combine(week.ends + timedelta(days=1), datetime.min.time(), week.timezone)
    return About(name=week.name, ends=ends)


@click.command()
@click.option(
    "--folder",
    "named",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read the .eml files of this folder instead of the mailbox BOUNCE_MAILBOX_URL.",
)
@click.option("--json", "as_script", is_flag=True, help="For scripts: how many mails meant what, and what needs you.")
def bounces(named: Path | None, as_script: bool) -> None:
    """Read what came back: addresses that are gone, full mailboxes, complaints, wishes to leave.

    Each mail counts once, however often it is read. The exit code is 1 when a person should look.
    Example: scheduler bounces --folder returned/
    """
    problems = [] if named else _fetched(quiet=as_script)
    done, failed = _read(named or campaign.folder() / RETURNED, keep=named is not None, quiet=as_script)
    counts = Counter(each.meaning.value for each in done.values() if not each.again)
    looked = {name: each.words for name, each in done.items() if each.needs_person and not each.again} | failed
    if as_script:
        told = {"mails": len(done), "again": sum(each.again for each in done.values()), **counts}
        campaign.tell(json.dumps({"counts": told, "look": looked}, ensure_ascii=False, indent=2))
    else:
        _tell(done, counts, looked)
    for problem in problems:
        click.echo(problem, err=True)
    if looked or problems:
        raise SystemExit(1)


def _fetched(*, quiet: bool) -> list[str]:
    """Fetches what is new in the mailbox; what hindered it, in words."""
    from scheduler.digest.incoming import LARGEST
    from scheduler.submissions.mailbox import address, fetch

    url = campaign.settings().get("BOUNCE_MAILBOX_URL")
    if not url:
        remedy = "Set it to imaps://user:password@host/Folder, or name a folder of .eml files with --folder."
        raise SettingsError("BOUNCE_MAILBOX_URL is not set.", remedy)
    with campaign.steps("Fetching mail", quiet=quiet) as step:
        where, folder = address(url, "BOUNCE_MAILBOX_URL"), campaign.folder() / RETURNED
        came = fetch(where, folder, progress=step, most=LARGEST)
    return list(came.problems)


def _read(folder: Path, *, keep: bool, quiet: bool) -> "tuple[dict[str, Done], dict[str, str]]":
    """What each mail of the folder led to, by file name, and which could not be read.

    Unless `keep`, what is settled is deleted: it is about a person, and the mailbox still has it.
    """
    from scheduler.digest.incoming import Done, mails

    returns, done, failed = _returns(), dict[str, Done](), dict[str, str]()
    files = list(mails(folder))
    with campaign.steps("Reading mail", quiet=quiet) as step:
        for number, file in enumerate(files, start=1):
            try:
                done[file.name] = took = returns.take(_content(file))
                if not (keep or took.needs_person):
                    file.unlink(missing_ok=True)
            except OSError as error:
                failed[file.name] = f"It cannot be read: {error.strerror}."
            step(number, len(files))
    return done, failed


def _content(file: Path) -> bytes:
    """The mail; OSError when it is too large to be one that we should read."""
    from scheduler.digest.incoming import LARGEST

    if file.stat().st_size > LARGEST:
        raise OSError(EFBIG, f"it is larger than {LARGEST / 1_000_000:.0f} MB")
    return file.read_bytes()


def _returns() -> "Returns":
    from scheduler.digest.incoming import Returns
    from scheduler.ledger import Ledger

    return Returns(Ledger(campaign.settings().database), clock.now)


def _tell(done: "dict[str, Done]", counts: Counter[str], looked: dict[str, str]) -> None:
    rows = [(meaning, str(count)) for meaning, count in sorted(counts.items())]
    if rows:
        campaign.tell(campaign.table(("what", "mails"), rows))
    for name, words in looked.items():
        campaign.tell(f"{name}: {words}")
    again = sum(each.again for each in done.values())
    campaign.tell(f"{counted(len(done), 'mail')} read, {again} of them counted before.")
