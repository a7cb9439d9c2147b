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
from scheduler.submissions.readers.plain import decoded, tidy
from scheduler.submissions.readers.web import from_html

_REPLY = re.compile(
    r"^(?:On .{5,80} wrote:|Le .{5,80} a écrit\s?:|El .{5,80} escribió:|Em .{5,80} escreveu:|-{2,}\s*Original Message.*"
    r"|From: .+@.+)$",
    re.MULTILINE,
)
_FORWARDED = re.compile(
    r"^(?:-+ ?(?:Forwarded message|Message transféré|Mensaje reenviado|Mensagem encaminhada|Weitergeleitete Nachricht)"
    r"\b.*"
    r"|Begin forwarded message:)$",
    re.MULTILINE | re.IGNORECASE,
)
_IS_FORWARDED = re.compile(r"^(?:re: ?)?(?:fwd?|tr|rv|enc|wg):", re.IGNORECASE)
_OLD_HEAD = re.compile(r"^(?:-{2,}\s*Original Message.*\n+)?(?=\*?(?:From|De|Von):)", re.MULTILINE)
_HEAD_LINE = re.compile(
    r"\s*\*?(?P<name>From|To|Cc|Date|Sent|Subject|De|À|Para|Objet|Asunto|Assunto|Envoyé|Fecha|Data|Von|An|Betreff|Gesendet)"
    r"\*? ?: ?(?P<value>.*)(?:\n|$)"
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read(file: Path, work: Path) -> Extract:
    with file.open("rb") as opened:
        message = BytesParser(policy=policy.default).parse(opened)
    assert isinstance(message, EmailMessage)
    inside = [_read_attachment(path, work) for path in _unpacked(message, work / file.stem)]
    subject = " ".join(str(message.get("Subject", "")).split())
    head, text = _inner(_words(message), subject)
    return Extract(
        text="\n\n".join(filter(None, [_first_only(text), *(extract.text for extract in inside)])),
        media=tuple(path for extract in inside for path in extract.media),
        author=_sender(head) or parseaddr(str(message.get("From", "")))[0],
        address="" if head else parseaddr(str(message.get("From", "")))[1],
        subject=subject,
        sent=_date(str(message["Date"])),
        noticed=tuple(each for extract in inside for each in extract.noticed),
    )


def _words(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    # Without a charset, the library would take every letter beyond ASCII away.
    content = decoded(raw) if isinstance(raw, bytes) and not part.get_content_charset() else str(part.get_content())
    return from_html(content) if part.get_content_type() == "text/html" else _unquoted(content)


def _inner(text: str, subject: str) -> tuple[dict[str, str], str]:
    """The head and the words of a mail that was only passed on; {} and the text as it is for any other."""
    mark = _FORWARDED.search(text) or (_OLD_HEAD.search(text) if _IS_FORWARDED.match(subject) else None)
    if not mark:
        return {}, text
    head, place = dict[str, str](), mark.end()
    while line := _HEAD_LINE.match(text, place):
        head[line["name"].lower()] = line["value"].strip()
        place = line.end()
    return head, text[place:]


def _sender(head: dict[str, str]) -> str:
    said = next((head[name] for name in ("from", "de", "von") if name in head), "")
    return parseaddr(said)[0] or re.sub(r"\s*[<\[(].*", "", said)


def _first_only(text: str) -> str:
    """Without the signature, and without the older mails below."""
    for end in (_REPLY.search(text), _SIGNATURE.search(text)):
        if end:
            text = text[: end.start()]
    return tidy(text)


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.replace("\r\n", "\n").split("\n") if not line.startswith(">"))


def _date(said: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(said)
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
