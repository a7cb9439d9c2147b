"""Saved e-mails: the words without greeting, signature and quoted reply, and the attachments read in their own form."""

import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.plain import tidy
from scheduler.submissions.readers.web import from_html

_REPLY = re.compile(
    r"^(?:On .{5,80} wrote:|Le .{5,80} a écrit\s?:|El .{5,80} escribió:|Em .{5,80} escreveu:|-{2,}\s*Original Message.*"
    r"|From: .+@.+)$",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read(file: Path, work: Path) -> Extract:
    with file.open("rb") as opened:
        message = BytesParser(policy=policy.default).parse(opened)
    assert isinstance(message, EmailMessage)
    inside = [_read_attachment(path, work) for path in _unpacked(message, work / file.stem)]
    return Extract(
        text="\n\n".join(filter(None, [_body(message), *(extract.text for extract in inside)])),
        media=tuple(path for extract in inside for path in extract.media),
        author=parseaddr(str(message.get("From", "")))[0],
        subject=" ".join(str(message.get("Subject", "")).split()),
        sent=_date(message),
        noticed=tuple(each for extract in inside for each in extract.noticed),
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = str(part.get_content())
    text = from_html(content) if part.get_content_type() == "text/html" else _unquoted(content)
    for end in (_REPLY.search(text), _SIGNATURE.search(text)):
        if end:
            text = text[: end.start()]
    return tidy(text)


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.replace("\r\n", "\n").split("\n") if not line.startswith(">"))


def _date(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return sent if sent.tzinfo else None


def _unpacked(message: EmailMessage, folder: Path) -> list[Path]:
    """The attachments as files, under names that cannot lead elsewhere."""
    found = list[Path]()
    for number, part in enumerate(message.iter_attachments(), start=1):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        given = Path(part.get_filename() or "").name
        name = re.sub(r"[^\w.-]+", "-", given).strip(".-") or f"attachment-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name if folder / name not in found else f"{number}-{name}")
        if not (path.is_file() and path.read_bytes() == content):
            path.write_bytes(content)
        found.append(path)
    return found


def _read_attachment(path: Path, work: Path) -> Extract:
    from scheduler.submissions.readers import read_file

    try:
        return read_file(path, work)
    except SubmissionError as error:  # the mail's own words must not be lost with it
        return Extract(noticed=((FindingKind.UNREADABLE, str(error)),))
