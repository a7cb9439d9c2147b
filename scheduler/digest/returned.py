"""What an incoming mail is made of, told apart by form alone: reports, the returned original, who it is about. Pure.

Reports: RFC 6522 (the envelope), RFC 3464 (delivery), RFC 6533 (the same, international), RFC 5965 (complaints).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256

_TOKEN = r"[A-Za-z0-9_-]{16,64}"
_LINK = re.compile(rf"/u/({_TOKEN})(?![A-Za-z0-9_-])")
_PLUS = re.compile(rf"\+({_TOKEN})@")
"""Where bounces are sent to; a token that is not one of ours is found nowhere."""
_LEAVE = re.compile(rf"\+u-({_TOKEN})@", re.IGNORECASE)
"""Where they write to unsubscribe."""
_MESSAGE_ID = re.compile(r"<([^<>@\s]{1,200}@[^<>@\s]{1,200})>")
_ADDRESS = re.compile(r"[^\s<>;,\"]+@[^\s<>;,\"]+")
_MOST = 2_000
"""So many letters of a field are looked through: nobody's address is longer, and a search could take for ever."""
_FOLD = re.compile(r"\r?\n[ \t]+")
_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To", "Cc")
_DELIVERY = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINALS = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
_WHOM = ("Original-Recipient", "Final-Recipient", "Original-Rcpt-To", "Removal-Recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What tells whom it is about, the surest first: their tokens, ids of our messages, addresses."""

    tokens: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail that came in."""

    message: Message
    raw: bytes = field(repr=False)

    @classmethod
    def read(cls, raw: bytes) -> "Incoming":
        return cls(message_from_bytes(raw), raw)

    def told(self, name: str) -> str:
        """A header as plain words, whatever its form."""
        return plain(self.message, name)

    @property
    def mark(self) -> str:
        """The same whenever the same mail is read, by whichever way it came: without what is added on the way."""
        head = (self.told(name) for name in ("Message-ID", "Date", "From", "To"))
        body = b"\n".join(self.raw.splitlines()).partition(b"\n\n")[2].strip()
        return sha256("\n".join(head).encode("utf-8", "replace") + body).hexdigest()[:32]

    def sent(self, now: datetime) -> datetime:
        """When it says that it was sent; not later than now."""
        try:
            said = parsedate_to_datetime(self.told("Date"))
        except (ValueError, TypeError, OverflowError):
            return now
        return min(now, said if said.tzinfo else said.replace(tzinfo=UTC))

    @property
    def report(self) -> str:
        """The kind of report it is (`delivery-status`, `feedback-report`, …), in small letters; "": none."""
        told = (
            self.message.get_param("report-type", "") if self.message.get_content_type() == "multipart/report" else ""
        )
        return str(told).lower()

    def parts(self, kinds: set[str]) -> Iterator[Message]:
        return (part for part in self.message.walk() if part.get_content_type() in kinds)

    def deliveries(self) -> list[Message]:
        """What a delivery report says of each recipient."""
        blocks = [block for part in self.parts(_DELIVERY) for block in _blocks(part)]
        return [block for block in blocks if block.get("Action") or block.get("Status")]

    def feedback(self) -> Message | None:
        """The machine's part of a complaint."""
        return next((block for part in self.parts({"message/feedback-report"}) for block in _blocks(part)), None)

    def recipients(self) -> list[str]:
        """The addresses that it came to."""
        headers = [self.told(name) for name in _TO]
        return [address for _, address in getaddresses(headers) if "@" in address]

    def words(self) -> str:
        """Its text for people, without the returned original."""
        texts = (_text(part) for part in _own(self.message) if part.get_content_maintype() == "text")
        return "\n".join(texts)[:20_000]

    def leaves(self) -> list[str]:
        """The tokens in addresses for unsubscribing that it was sent to."""
        return _LEAVE.findall(" ".join(self.recipients()))

    def about(self) -> Who:
        """Whom it is about."""
        sent_to, inside = " ".join(self.recipients()), "\n".join(self._everything())
        tokens = [
            found for text in (sent_to, inside) for each in (_PLUS, _LINK, _LEAVE) for found in each.findall(text)
        ]
        blocks = [*self.deliveries(), *filter(None, [self.feedback()])]
        told = " ".join([*(plain(block, name) for block in blocks for name in _WHOM), self.told("X-Failed-Recipients")])
        return Who(
            tokens=tuple(dict.fromkeys(token for token in tokens if not token.startswith("u-"))),
            message_ids=tuple(dict.fromkeys(_MESSAGE_ID.findall(inside))),
            addresses=tuple(dict.fromkeys(_ADDRESS.findall(told[:_MOST]))),
        )

    def _everything(self) -> Iterator[str]:
        """All heads, unfolded, but its own; and all texts."""
        for part in self.message.walk():
            if part is not self.message:
                yield from (_FOLD.sub(" ", f"{name}: {value}") for name, value in part.items())
            if not part.is_multipart():
                yield _FOLD.sub(" ", _text(part))


def plain(message: Message, name: str) -> str:
    """A field as plain words, whatever its form; the beginning of a very long one."""
    raw = _FOLD.sub(" ", str(message.get(name, "") or "")[:_MOST])
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(raw.split())


def _blocks(part: Message) -> list[Message]:
    """Its groups of fields; the library parses only the oldest kind by itself."""
    inside = part.get_payload()
    within = [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []
    if part.get_content_type() == "message/delivery-status" and within:
        return within
    text = "\n\n".join(each.as_string() for each in within) or _text(part)
    return [message_from_string(block) for block in re.split(r"\r?\n\r?\n", text) if block.strip()]


def _own(message: Message) -> Iterator[Message]:
    """Its leaves, but none of what it returns."""
    if message.get_content_type() in _ORIGINALS | _DELIVERY:
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _own(part)
    else:
        yield message


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("latin-1")
