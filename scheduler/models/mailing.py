"""The daily e-mail as it goes out: to whom, one letter each, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class MailState(StrEnum):
    """What is known of one subscriber's copy of one day's digest."""

    PENDING = "pending"
    CLAIMED = "claimed"
    """It is about to be sent, or on its way."""
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    """The mail server asked to try again later."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It was being written when the connection or the program ended: it may have arrived."""
    LEFT = "left"
    """They unsubscribed, or were suppressed, before it was sent."""


class MailingState(StrEnum):
    """How one day's digest stands as a whole."""

    RUNNING = "running"
    PAUSED = "paused"
    """By a person, or because the mail server refuses this kind of mail from us; its words say which."""
    CANCELLED = "cancelled"
    FINISHED = "finished"
    MISSED = "missed"
    """It would have been too late."""


class Suppression(StrEnum):
    """Why an address gets no mail any more; kept with its hash, also after the address itself was forgotten."""

    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One who gets the digest. `token` is opaque and theirs for good: it opens their pages and tells their bounces."""

    id: int
    email: str
    name: str = ""
    language: str = ""
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """All that is kept of one subscriber. `since`: when they came; `confirmed` None: they have not said yes yet.

    `suppressed` None: nothing speaks against mail to them; `paused_until`: they asked for none before.
    """

    subscriber: Subscriber
    hash: str
    consent: str
    since: datetime
    confirmed: datetime | None = None
    paused_until: datetime | None = None
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """One day's digest on its way: `counts` has every state that any copy is in."""

    day: date
    state: MailingState
    words: str
    since: datetime
    counts: Mapping[MailState, int]
    next_wake: datetime | None = None
    """When the first of those that were put off is due again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message as it goes over the wire: `data` has CRLF line ends and no line that begins with a full stop.

    `message_id` and `data` are the same whenever the same letter is composed again.
    """

    message_id: str
    sender: str
    recipient: str
    data: bytes


class Composer(Protocol):
    """Writes one day's letters; cheap, and from several threads at once."""

    def letter(self, subscriber: Subscriber) -> Letter: ...

    def message_id(self, subscriber: Subscriber) -> str: ...
