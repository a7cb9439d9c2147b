"""Intent: what people write in posts.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.errors import Place


class Status(StrEnum):
    """What the team says of a post."""

    DRAFT = "draft"
    APPROVED = "approved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The week. `timezone` is the zone of every local time in posts.yaml; `ends` is inclusive."""

    name: str
    theme: str
    timezone: ZoneInfo
    starts: date
    ends: date
    submissions: Path = Path("submissions")
    submissions_close: date | None = None
    link: str = ""
    hashtags: tuple[str, ...] = ()
    link_tags: Mapping[str, str] = field(default_factory=dict)
    approval_required: bool = True
    max_late: timedelta = timedelta(hours=2)
    theme_file: Path = Path("assets/theme.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One account on a platform; `options` are the platform's own keys (Facebook: `page`)."""

    name: str
    platform: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place that comes back on `days` (0 = Monday); no `channels`: all of them."""

    name: str
    days: frozenset[int]
    at: time
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDay:
    """What one day's e-mail says or leaves out besides; `order`: which posts come first."""

    subject: str = ""
    intro: str = ""
    order: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The daily e-mail as posts.yaml describes it; addresses and subject are kept as written.

    `pictures`: "inline", "hosted" (by the unsubscribe server) or the address below which somebody else hosts them.
    `places` finds each value in the file by its path ("days.2023-11-06.order.0").
    """

    at: time
    sender: str
    subject: str = "{campaign}, day {day}: {headline}"
    subscribers: Path = Path("subscribers.csv")
    address: str = ""
    max_late: timedelta = timedelta(hours=3)
    list_id: str = ""
    pictures: str = "inline"
    on_unknown: str = "hold"
    days: Mapping[date, DigestDay] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved, when, and the fingerprint of what they saw (`content`, 8 hex digits; "" = not bound)."""

    by: str
    at: datetime | None = None
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or video as it will be sent; `alt` says in words what is to be seen."""

    file: Path
    alt: str = ""
    captions: Path | None = None

    @property
    def is_video(self) -> bool:
        return self.file.suffix.lower() in {".mp4", ".mov", ".m4v", ".webm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The quote image: words, person, portrait. `focus` is the portrait's centre of interest, 0..1 from top left."""

    quote: str
    name: str
    title: str = ""
    organisation: str = ""
    country: str = ""
    portrait: Path | None = None
    lang: str = ""
    focus: tuple[float, float] | None = None
    theme: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a post says differently on one channel; None = as the post says."""

    text: str | None = None
    thread: tuple[str, ...] = ()
    link: str | None = None
    media: tuple[Media, ...] | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One piece of news. `at` None: it has no time yet.

    `places` finds each value in the file by its path within the post ("text", "variants.x.text", "media.0.file").
    """

    id: str
    status: Status = Status.DRAFT
    at: datetime | None = None
    slot: str = ""
    approval: Approval | None = None
    submission: str = ""
    channels: tuple[str, ...] = ()
    text: str = ""
    link: str = ""
    card: Card | None = None
    media: tuple[Media, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """posts.yaml, read. `version` is the SHA-256 of the file's bytes; `folder` is what its paths are relative to."""

    file: Path
    version: str
    campaign: Campaign
    channels: Mapping[str, Channel]
    slots: tuple[Slot, ...] = ()
    digest: Digest | None = None
    posts: Sequence[Post] = ()

    @property
    def folder(self) -> Path:
        return self.file.parent
