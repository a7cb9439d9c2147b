"""What members hand in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from scheduler.models.agreed import EVERYTHING, Agreement
from scheduler.models.intent import Media


class Kind(StrEnum):
    PROFILE = "profile"
    BLOG = "blog"
    MULTIMEDIA = "multimedia"
    UNKNOWN = "unknown"


class Readiness(StrEnum):
    """Whether a submission can be drafted; HELD needs a person, DECLINED has had one."""

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
    """Something that a named person must clear before anything of the submission goes out.

    `line` counts from 1, `start` and `end` from 0: the characters of the file's words, as they are read, before it and
    up to its end (None: it has no place in them).
    """

    kind: FindingKind
    text: str
    file: Path
    line: int = 1
    start: int | None = None
    end: int | None = None
    blocks: bool = True
    cleared_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What somebody handed in, read and cleaned.

    Of `files`, the one with most of its words stands first. `text` is the body without page and mail noise, its
    paragraphs apart by an empty line. `missing` is what is still asked for: what a person has accepted not to have is
    not in it. `agreed` is what its contributor has agreed to, as far as anybody has: without any consent it is held.
    `given` is what its forms agree to, `people` who is in it, each as (role, name). `address`: where a reply goes, if
    it says so. `angles`: which of the accepted kinds a blog post is of. `off_theme`: why it is not about the theme, if
    it is not. `versions`: other submissions that are the same text, or a version of it. `declined`: why the team does
    not take it. `remarks`: what is good to know, and holds nothing back. `words`: how many its contributor wrote, where
    these are more than those of `text`.
    """

    id: str
    files: tuple[Path, ...]
    kind: Kind
    language: str = ""
    title: str = ""
    author: str = ""
    address: str = ""
    text: str = ""
    own_summary: str = ""
    words: int = 0
    parts: Parts = Parts()
    third_person: bool = False
    media: tuple[Media, ...] = ()
    received: datetime | None = None
    late: bool = False
    missing: tuple[str, ...] = ()
    angles: tuple[str, ...] = ()
    off_theme: str = ""
    versions: tuple[str, ...] = ()
    declined: str = ""
    findings: tuple[Finding, ...] = ()
    agreed: Agreement = EVERYTHING
    given: tuple[Agreement, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    status: Readiness = Readiness.READY
