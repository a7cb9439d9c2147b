"""Invented submissions and a calendar made in code."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.models import Calendar, Campaign, Channel, Finding, FindingKind, Kind, Parts, Slot, Submission

RECEIVED = datetime(2023, 9, 20, 12, 0, tzinfo=UTC)
LINK = "https://www.example.org/week-2023"
BLOG_TEXT = (
    "The well in our street had two handles and one rule. Nobody drew water before the oldest neighbour had sat down. "
    "I learned my work there.\n\n"
    "Today our office has four desks and a kettle. We answer every letter within a week, and most of them on a bench "
    "outside. The bench was a gift. It has been painted nine times."
)
PARTS = Parts(
    name="Ines Okafor",
    title="Community Worker",
    organisation="Two Rivers Circle",
    country="Ghana",
    why="My grandmother mended nets and quarrels. I wanted to learn the second.",
    role="I visit forty households on both banks of the river. On Fridays I train volunteers.",
    support="Last year sixty people found work through our notice board. Fifty of them still have it.",
    love="I love the walk home, when people call my name from the balconies.",
    qualifications="Diploma in social work.",
    quote="I carry no answers, I carry a chair and I sit down.",
)


def profile(id_: str = "ines-okafor", **changes: Any) -> Submission:
    """A complete profile in the first person; a part's name changes that part, anything else the submission."""
    of_parts = {name: changes.pop(name) for name in list(changes) if name in Parts.__dataclass_fields__}
    parts = replace(PARTS, **of_parts)
    told = "\n\n".join(filter(None, (parts.why, parts.role, parts.support, parts.love)))
    given = {"kind": Kind.PROFILE, "language": "en", "text": told, "parts": parts, "received": RECEIVED}
    return Submission(id=id_, files=(Path("in") / id_,), **{**given, **changes})


def blog(id_: str = "the-well", **changes: Any) -> Submission:
    given = {
        "kind": Kind.BLOG,
        "language": "en",
        "title": "The well in our street",
        "author": "Pio Mensah",
        "text": BLOG_TEXT,
        "received": RECEIVED,
    }
    return Submission(id=id_, files=(Path("in") / f"{id_}.md",), **{**given, **changes})


def finding(kind: FindingKind, text: str) -> Finding:
    return Finding(kind=kind, text=text, file=Path("in/one.txt"))


def calendar(folder: Path, *, days: int = 5, times: Sequence[str] = ("09:00", "15:30"), **changes: Any) -> Calendar:
    """A week in November 2023 in New York, one short network and one long one."""
    campaign = Campaign(
        name="Our week",
        theme="A decade",
        timezone=ZoneInfo("America/New_York"),
        starts=date(2023, 11, 6),
        ends=date(2023, 11, 5 + days),
        link=LINK,
        hashtags=("#OurWeek", "#SocialServiceWorkforce"),
        link_tags={"utm_campaign": "ourweek"},
    )
    every = frozenset(range(7))
    given: dict[str, Any] = {
        "campaign": campaign,
        "channels": {
            "x": Channel(name="x", platform="x"),
            "facebook": Channel(name="facebook", platform="facebook", options={"page": "104000000000001"}),
        },
        "slots": tuple(Slot(name=f"at {at}", days=every, at=time.fromisoformat(at)) for at in times),
    }
    return Calendar(file=folder / "posts.yaml", version="", **{**given, **changes})
