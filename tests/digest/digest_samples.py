"""Small campaigns whose days become e-mails. Everything in them is invented."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from scheduler.calendar_file import load
from scheduler.digest import DayComposer, compose
from scheduler.models import Calendar, Delivery, State, Subscriber
from scheduler.settings import Settings

MONDAY, TUESDAY, WEDNESDAY = (date(2023, 11, number) for number in (6, 7, 8))
NOW = datetime(2023, 11, 6, 12, 30, tzinfo=UTC)
"""Monday, 07:30 in New York."""
PAGES = {"UNSUBSCRIBE_URL": "https://mail.example.org"}
ADA = Subscriber(id=1, email="ada@example.com", name="Ada", token="aT0ken_of-Ada-22-signs")
NOBODY = replace(ADA, id=2, email="someone@example.com", name="", token="an0ther_t0ken-22-signs")

_HEAD = """\
campaign:
  name: Our Week
  theme: Ten years together
  timezone: America/New_York
  starts: 2023-11-06
  ends: 2023-11-10
  link: https://www.example.org/week
  link_tags: {utm_campaign: week}
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
"""
DIGEST = """\
digest:
  at: "07:30"
  from: "Our Week <week@example.org>"
  address: "Example Network, 1 Example Road"
"""
CARD = (
    'card: {quote: "The door was open.", name: Ben Osei, title: Case worker, organisation: Open Doors, '
    "country: Ghana, lang: en}"
)
FILM = "media: [{file: assets/film.mp4, alt: A boat crosses a river.}]"
_A_FILM = Path(__file__).parents[2] / "assets" / "submissions" / "mai-nguyen" / "the-visit-by-boat.mp4"


def post(name: str, at: str = "2023-11-06 09:00", *more: str, status: str = "approved", text: str = "") -> str:
    """A post as the team would write it; `more` are further lines of it."""
    lines = [f"  - id: {name}", f"    at: {at}", f"    status: {status}", *(f"    {line}" for line in more)]
    words = text or f"This is {name}."
    lines += ["    text: |", *(f"      {line}".rstrip() for line in words.splitlines())]
    return "\n".join(lines) + "\n"


def calendar_of(folder: Path, *posts: str, digest: str = DIGEST) -> Calendar:
    """The campaign, with a photograph and a film in its assets."""
    (folder / "assets").mkdir(exist_ok=True)
    if not (folder / "assets" / "sun.jpg").exists():
        Image.new("RGB", (900, 600), "gold").save(folder / "assets" / "sun.jpg")
        shutil.copy(_A_FILM, folder / "assets" / "film.mp4")
    file = folder / "posts.yaml"
    file.write_text(f"{_HEAD}{digest}posts:\n{''.join(posts)}", encoding="utf-8")
    return load(file)


def composed(
    calendar: Calendar,
    day: date = MONDAY,
    rows: Mapping[str, Delivery] | None = None,
    **environment: str,
) -> DayComposer:
    settings = Settings(folder=calendar.folder, values={**PAGES, **environment})
    return compose(calendar, rows or {}, day, settings, NOW)


def row(key: str, state: State, calendar: Calendar) -> dict[str, Delivery]:
    """What the ledger knows of one delivery, as the calendar has it."""
    from scheduler.wishes import Wishes

    wish = Wishes(calendar).all(lambda *_: None)[key]
    known = Delivery(post=wish.post, channel=wish.channel, part=wish.part, state=state, due=wish.due)
    return {key: replace(known, content=wish.content, at=NOW)}


def ids(composer: DayComposer) -> list[str]:
    """The posts in the e-mail, in its order."""
    return [story.id for story in composer.edition.stories]
