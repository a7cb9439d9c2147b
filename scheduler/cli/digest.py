"""digest: the daily e-mail, looked at before it goes out."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import campaign, sending
from scheduler.models import Calendar, Subscriber

if TYPE_CHECKING:
    from scheduler.digest import DayComposer

_FOLDER = Path(".scheduler") / "digest"
_SAMPLE = Subscriber(id=0, email="reader@example.org", name="Amara", token="a-token-of-a-reader-00")
"""To whom a preview is written: nobody."""


@click.group()
def digest() -> None:
    """The daily e-mail to the subscribers: look at it, send it, ask how far it is.

    Example: scheduler digest preview --day 2023-11-06 --open
    """


for _command in (sending.send, sending.status, sending.pause, sending.resume, sending.cancel):
    digest.add_command(_command)


@digest.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Of the campaign (default: its next one).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=f"Where to (default: {_FOLDER}/DAY).")
@click.option("--open", "show", is_flag=True, help="Show it in the browser.")
def preview(day: datetime | None, out: Path | None, show: bool) -> None:
    """Write a day's e-mail as its subscribers will get it: digest.html, digest.txt and digest.eml.

    Example: scheduler digest preview --day 2023-11-06 --out preview
    """
    calendar = campaign.calendar()
    chosen = day.date() if day else _next(calendar)
    composer = _composed(calendar, chosen)
    folder = out or calendar.folder / _FOLDER / str(chosen)
    page = _write(composer, folder)
    for problem in composer.problems:
        click.echo(str(problem), err=True)
    campaign.tell(f"{composer.edition.subject}\n{page}")
    if show:
        click.launch(str(page))


def _next(calendar: Calendar) -> date:
    from scheduler.digest import next_day

    return next_day(calendar, campaign.wall_clock().astimezone(calendar.campaign.timezone).date())


def _composed(calendar: Calendar, day: date) -> "DayComposer":
    from scheduler.digest import compose
    from scheduler.ledger import Ledger

    settings = campaign.settings()
    rows = Ledger(settings.database).deliveries()
    return compose(calendar, rows, day, settings, campaign.wall_clock())


def _write(composer: "DayComposer", folder: Path) -> Path:
    """The three files, and the pictures beside them; the page's path."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for picture in composer.gallery.all:
        (pictures / picture.name).write_bytes(picture.file.read_bytes())
    page = folder / "digest.html"
    page.write_text(composer.page(_SAMPLE, "pictures/"), encoding="utf-8")
    (folder / "digest.txt").write_text(composer.plain_text(_SAMPLE), encoding="utf-8")
    (folder / "digest.eml").write_bytes(composer.letter(_SAMPLE).data)
    return page
