"""The header fields of a message, folded validly: nothing is an encoded word where it must not be one.

(The standard library writes a long List-Unsubscribe as encoded words, which kills the button: cpython#85725.)
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import cached_property

from scheduler.digest.addresses import Addresses, a_label
from scheduler.digest.words import clean
from scheduler.models import Subscriber

EOL = "\r\n"
_FOLD = 76
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_IN_QUOTES = re.compile(r"[\x20-\x7e]*")
_LIKE_A_CODED_WORD = "=?"
_LONGEST_PHRASE = 60
_CODED_BYTES = 42
"""Of each encoded word: base64 makes 56 signs of them, with the rest 68, and a name of the field fits beside it."""

Field = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Heads:
    """Writes one day's header fields; what is the same for everybody is written once."""

    addresses: Addresses
    day: date
    campaign: str
    subject: str
    list_id: str
    at: datetime

    @cached_property
    def same(self) -> tuple[Field, ...]:
        """The fields that every message has alike, but for Content-Type."""
        sender = mailbox(self.addresses.name, self.addresses.sender)
        one_click = (("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),) if self.addresses.page else ()
        return (
            ("From", sender),
            ("Reply-To", sender),
            ("Subject", unstructured(self.subject, room=_FOLD - len("Subject: "))),
            ("Date", format_datetime(self.at)),
            ("List-Id", f"{phrase(f'{self.campaign} daily')}{_gap(self.campaign)}<{self.list_id}>"),
            *one_click,
            ("Feedback-ID", f"{_slug(self.campaign, 24)}:daily:bulk:{sender_id(self.addresses.domain)}"),
            ("Precedence", "bulk"),
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "OOF, AutoReply"),
            ("MIME-Version", "1.0"),
        )

    def own(self, subscriber: Subscriber) -> tuple[Field, ...]:
        """The fields that are one recipient's own."""
        return (
            ("To", mailbox(subscriber.name, a_label(subscriber.email))),
            ("Message-ID", self.message_id(subscriber.token)),
            ("List-Unsubscribe", self.unsubscribe(subscriber.token)),
        )

    def unsubscribe(self, token: str) -> str:
        """The page and the address by which to leave, folded at the comma."""
        mailto, page = f"<{self.addresses.mailto(token)}>", self.addresses.page_for("u", token)
        return f"<{page}>,{EOL} {mailto}" if page else mailto

    def message_id(self, token: str) -> str:
        return f"<{self.day}.{token_hash(token)}.{self._campaign_hash}@{self.addresses.domain}>"

    @cached_property
    def _campaign_hash(self) -> str:
        return hashlib.sha256(self.campaign.encode()).hexdigest()[:8]


def token_hash(token: str) -> str:
    """How a Message-ID names a recipient: whoever reads it cannot open their pages."""
    return hashlib.sha256(token.encode()).hexdigest()[:20]


def sender_id(domain: str) -> str:
    """The stable last field of Feedback-ID, 5 to 15 characters."""
    return re.sub(r"[^a-z0-9]", "", domain.lower())[:15].ljust(5, "0")


def _slug(words: str, most: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:most].strip("-") or "campaign"


def _gap(words: str) -> str:
    """Between a long phrase and its address the field goes on on the next line."""
    return f"{EOL} " if len(words) > _LONGEST_PHRASE // 2 else " "


# --- values -----------------------------------------------------------------------------------------------------------


def mailbox(name: str, address: str) -> str:
    """A name and an address as RFC 5322 has them."""
    name = " ".join(clean(name).split())
    if not name:
        return address
    written = phrase(name)
    gap = " " if len(written) + len(address) < _FOLD - len("Reply-To:  <>") else f"{EOL} "
    return f"{written}{gap}<{address}>"


def phrase(words: str) -> str:
    """Words of a display name: as they are, in quotes, or as encoded words."""
    words = " ".join(words.split())
    if len(words) <= _LONGEST_PHRASE and _LIKE_A_CODED_WORD not in words:
        if _ATOMS.fullmatch(words):
            return words
        if _IN_QUOTES.fullmatch(words):
            return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return coded(words)


def unstructured(words: str, room: int) -> str:
    """A subject: as it is while it fits, else folded between words, else as encoded words."""
    words = " ".join(words.split())
    if not words.isascii() or _LIKE_A_CODED_WORD in words or not words.isprintable():
        return coded(words)
    lines, line = list[str](), ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > (room if not lines else _FOLD):
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return f"{EOL} ".join([*lines, line])


def coded(words: str) -> str:
    """RFC 2047 encoded words in base64, none longer than 75 characters, no character cut in two."""
    data = words.encode("utf-8", "replace")
    if len(data) <= _CODED_BYTES:
        return _coded(data)
    pieces, start = [], 0
    while start < len(data):
        end = min(start + _CODED_BYTES, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(_coded(data[start:end]))
        start = end
    return f"{EOL} ".join(pieces)


def _coded(data: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(data).decode()}?="
