"""The values that flow through the house: frozen, keyword-only, aware times only, no I/O.

The words are those of the product (see README): a *post* stands in the calendar, a *variant* is what one channel's
followers get of it, a *delivery* is one variant (or one part of a thread) on its way out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.errors import Place

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def aware(moment: datetime) -> datetime:
    """The same moment; ValueError when it has no time zone (a naive time is always a bug here)."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment


# --- intent: what people write in posts.yaml -------------------------------------------------------------------


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
class Digest:
    """The daily e-mail as posts.yaml describes it; addresses and subject are kept as written."""

    at: time
    sender: str
    subject: str = "{campaign}, day {day}: {headline}"
    subscribers: Path = Path("subscribers.csv")
    address: str = ""
    max_late: timedelta = timedelta(hours=3)
    list_id: str = ""
    pictures: str = "inline"
    on_unknown: str = "hold"
    days: Mapping[date, Mapping[str, Json]] = field(default_factory=dict)


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
    posts: tuple[Post, ...] = ()

    @property
    def folder(self) -> Path:
        return self.file.parent


# --- what followers will get ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What one channel's followers will get of one post, complete: the link is tagged, paths are absolute.

    A thread has its texts in `thread` and none in `text`; `parts()` gives what is delivered one by one.
    `card` is drawn into `media` just before sending. `reply_to` is the network's id of the part before this one.
    """

    post: str
    channel: str
    text: str = ""
    thread: tuple[str, ...] = ()
    link: str = ""
    media: tuple[Media, ...] = ()
    card: Card | None = None
    part: int = 1
    reply_to: str = ""

    @property
    def key(self) -> str:
        """The delivery's name in the ledger: post/channel/part."""
        return f"{self.post}/{self.channel}/{self.part}"

    def parts(self) -> tuple["Variant", ...]:
        """One variant a delivery: pictures go with the first part of a thread, the link with the last."""
        if not self.thread:
            return (self,)
        last = len(self.thread)
        return tuple(
            replace(
                self,
                text=text,
                thread=(),
                part=number,
                link=self.link if number == last else "",
                media=self.media if number == 1 else (),
                card=self.card if number == 1 else None,
            )
            for number, text in enumerate(self.thread, start=1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The one visible request, complete and in JSON values only: the ledger keeps it, a restart can still find it.

    `expires`: until when the network keeps the uploads that it names (None: for good).
    """

    request: Mapping[str, Json]
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The network's own id and public address of what is out."""

    id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose account a channel's credentials open. `expires` None: they do not, as far as the network says."""

    id: str
    name: str
    permissions: tuple[str, ...] = ()
    expires: datetime | None = None
    warnings: tuple[str, ...] = ()


# --- facts: what the ledger knows ----------------------------------------------------------------------------------


class State(StrEnum):
    """What became of a delivery; the same words in the ledger, `status --json` and every screen."""

    PLANNED = "planned"
    PUBLISHING = "publishing"
    RETRYING = "retrying"
    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    MISSED = "missed"
    HELD = "held"
    PAUSED = "paused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the calendar wants of one delivery now. `hold`: why it must not go out yet ("" = it may)."""

    variant: Variant
    due: datetime
    max_late: timedelta
    content: str
    hold: str = ""

    @property
    def key(self) -> str:
        return self.variant.key

    def too_late(self, now: datetime) -> bool:
        return now > self.due + self.max_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the ledger: one post (or part of a thread) on one channel, and what is known of it.

    `wake` is when to act next (None: nothing to do, or a person must). `fence` counts the writes to this row: a write
    that does not know the newest one is refused. `since` is when the last visible request was armed; `attempts` counts
    those; `tries` the fruitless ones in a row; `looks` the read-backs since the last unclear answer (`unclear_at`).
    `uncertain`: some earlier attempt had no clear answer. `late_ok`: a person said to send it however late.
    `content` is the fingerprint of what was approved; `at` when it was settled.
    """

    post: str
    channel: str
    part: int
    state: State
    due: datetime
    content: str = ""
    wake: datetime | None = None
    fence: int = 0
    attempts: int = 0
    tries: int = 0
    looks: int = 0
    since: datetime | None = None
    unclear_at: datetime | None = None
    uncertain: bool = False
    late_ok: bool = False
    at: datetime | None = None
    receipt: Receipt | None = None
    prepared: Prepared | None = None
    words: str = ""

    @property
    def key(self) -> str:
        return f"{self.post}/{self.channel}/{self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a delivery's history, never changed once written: the state it went into, when, and why."""

    key: str
    fence: int
    at: datetime
    state: State
    words: str = ""
    request: str = ""
    receipt: Receipt | None = None


# --- what members hand in -----------------------------------------------------------------------------------------


class Kind(StrEnum):
    PROFILE = "profile"
    BLOG = "blog"
    MULTIMEDIA = "multimedia"
    UNKNOWN = "unknown"


class Readiness(StrEnum):
    """Whether a submission can be drafted; HELD and DECLINED need a person."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    HELD = "held"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the call asks of a worker profile; None = not there. Nothing is ever invented."""

    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    country: str | None = None
    why: str | None = None
    role: str | None = None
    support: str | None = None
    love: str | None = None
    qualifications: str | None = None
    quote: str | None = None


class FindingKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NATIONAL_ID = "national_id"
    MINOR = "minor"
    CLIENT = "client"
    HIDDEN_TEXT = "hidden_text"
    TRACKED_CHANGE = "tracked_change"
    COMMENT = "comment"
    GPS = "gps"
    CONSENT = "consent"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a named person must clear before anything of the submission goes out. `line` counts from 1."""

    kind: FindingKind
    text: str
    file: Path
    line: int = 1
    blocks: bool = True
    cleared_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What somebody handed in, read and cleaned.

    `text` is the body without page and mail noise, its paragraphs apart by an empty line.
    """

    id: str
    files: tuple[Path, ...]
    kind: Kind
    language: str = ""
    title: str = ""
    author: str = ""
    text: str = ""
    own_summary: str = ""
    parts: Parts = Parts()
    third_person: bool = False
    media: tuple[Media, ...] = ()
    received: datetime | None = None
    late: bool = False
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    status: Readiness = Readiness.READY
