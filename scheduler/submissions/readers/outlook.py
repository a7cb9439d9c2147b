"""Mails saved by Outlook (.msg), through olefile: made into the mail that they were, and read as one.

The kept library for them (extract-msg) is GPL. Names of streams and properties: Microsoft's MS-OXMSG and MS-OXPROPS.
"""

import struct
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import olefile

from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.encodings import decoded
from scheduler.submissions.readers.mail import from_message

_SUBJECT, _HEAD, _BODY, _HTML, _RTF = "0037", "007D", "1000", "1013", "1009"
_SENDER, _SENDER_ADDRESS, _SMTP_ADDRESS = "0C1A", "0C1F", "5D01"
_LONG_NAME, _NAME, _CONTENT = "3707", "3704", "3701"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES = "__properties_version1.0"
_ROOT_HEAD, _INNER_HEAD = 32, 24
_MOST = 200_000_000
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST = 4


def read(file: Path, work: Path) -> Extract:
    with olefile.OleFileIO(file) as held:
        return from_message(_Stored(held, []).message(_DEEPEST), file.stem, work)


class _Stored:
    """A message, or an attachment, within the file: the folder `at`."""

    def __init__(self, held: olefile.OleFileIO, at: list[str]) -> None:
        self._held, self._at = held, at

    def message(self, depth: int) -> EmailMessage:
        made = EmailMessage(policy=policy.default)
        head = message_from_string(self.text(_HEAD)[:100_000], policy=policy.compat32)
        sender = f"{_plain(self.text(_SENDER))} <{_plain(self.text(_SMTP_ADDRESS) or self.text(_SENDER_ADDRESS))}>"
        made["Subject"] = _plain(self.text(_SUBJECT))
        made["From"] = _plain(str(head.get("From", ""))) or sender
        if sent := self._sent():
            made["Date"] = format_datetime(sent)
        self._fill(made)
        for name in self._inner("__attach_"):
            _Stored(self._held, [*self._at, name]).attach_to(made, depth - 1)
        return made

    def attach_to(self, message: EmailMessage, depth: int) -> None:
        name = _plain(self.text(_LONG_NAME) or self.text(_NAME)).strip("\0")
        inner = [*self._at, f"__substg1.0_{_CONTENT}000D"]
        if depth and self._held.exists([*inner, _PROPERTIES]):
            message.add_attachment(_Stored(self._held, inner).message(depth))
        elif content := self.bytes(f"{_CONTENT}0102"):
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name or None)

    def _fill(self, message: EmailMessage) -> None:
        """The words: plain, else HTML, else rich text."""
        page = self.bytes(f"{_HTML}0102")
        text = self.text(_BODY)
        if text.strip():
            message.set_content(text)
        elif page or (text := self.text(_HTML)):
            message.set_content(decoded(page) if page else text, subtype="html")
        else:
            message.set_content(self._rich())

    def _rich(self) -> str:
        packed = self.bytes(f"{_RTF}0102")
        if not packed:
            return ""
        import compressed_rtf

        from scheduler.submissions.readers.rich import from_rtf

        return from_rtf(compressed_rtf.decompress(packed).decode("latin-1"))

    def text(self, name: str) -> str:
        wide = self.bytes(f"{name}001F")
        return wide.decode("utf-16-le", "replace") if wide else decoded(self.bytes(f"{name}001E"))

    def bytes(self, name: str) -> bytes:
        path = [*self._at, f"__substg1.0_{name}"]
        if not self._held.exists(path) or self._held.get_size(path) > _MOST:
            return b""
        with self._held.openstream(path) as opened:
            return bytes(opened.read())

    def _inner(self, begin: str) -> list[str]:
        depth = len(self._at)
        found = (path[depth] for path in self._held.listdir() if path[:depth] == self._at and len(path) > depth + 1)
        return sorted({name for name in found if name.startswith(begin)})

    def _sent(self) -> datetime | None:
        """When it was sent: of the properties of fixed length, 16 bytes each after a head."""
        with self._held.openstream([*self._at, _PROPERTIES]) as opened:
            rows = opened.read()[_INNER_HEAD if self._at else _ROOT_HEAD :]
        known = {tag: value for tag, _flags, value in struct.iter_unpack("<IIQ", rows[: len(rows) // 16 * 16])}
        ticks = known.get(_SUBMITTED) or known.get(_DELIVERED)
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None


def _plain(text: str) -> str:
    """A line of a head: without line breaks, which would begin another one."""
    return " ".join(text.replace("\0", " ").split())
