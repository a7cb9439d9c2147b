"""The daily e-mail as it goes out: to whom, one letter each, and what became of it."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One who gets the digest. `token` is opaque and theirs for good: it opens their pages and tells their bounces."""

    id: int
    email: str
    name: str = ""
    language: str = ""
    token: str


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
