"""Saved e-mails: the words without greeting, signature and quoted reply, and the attachments read in their own form."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby, pairwise, takewhile
from pathlib import Path

from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract, heading
from scheduler.submissions.headings import asked_by
from scheduler.submissions.readers.encodings import decoded
from scheduler.submissions.readers.inside import read_inside, taken_out, together
from scheduler.submissions.readers.plain import tidy
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
_NOT_FILES = {"text/calendar", "text/vcard", "text/x-vcard", "application/pgp-signature", "application/pkcs7-signature"}
"""What programs attach by themselves. An attachment's words count, a visiting card's do not."""
_MARKS = re.compile(r"^[>\s]+")
_QUESTIONS, _LONGEST_QUESTION = 2, 200
"""With so many questions quoted and answered, the answers stand between them."""
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read(file: Path, work: Path) -> Extract:
    with file.open("rb") as opened:
        message = BytesParser(policy=policy.default).parse(opened)
    assert isinstance(message, EmailMessage)
    return from_message(message, file.stem, work)


def from_message(message: EmailMessage, stem: str, work: Path) -> Extract:
    """Its words and those of what is attached; pictures are taken out into a folder of this name."""
    inside = [each for part in _parts(message) for each in _attached(part, work / stem, work)]
    subject = _line(message, "Subject")
    head, text = _inner(_words(message), subject)
    own = Extract(
        text=_first_only(text),
        author=_sender(head) or parseaddr(_line(message, "From"))[0],
        address="" if head else parseaddr(_line(message, "From"))[1],
        subject=subject,
        sent=_date(_line(message, "Date")),
        noticed=_locked(message),
    )
    return together(own, inside)


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """What is attached; none when the mail is so broken that the library stumbles: its words may still be there."""
    try:
        return [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _line(message: EmailMessage, name: str) -> str:
    """A line of the head, without line breaks; "" when it is not there, or cannot be understood."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, KeyError, LookupError):  # the library's own stumbling
        return ""


def _locked(message: EmailMessage) -> tuple[tuple[FindingKind, str], ...]:
    sealed = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
    if message.get_content_type() not in sealed:
        return ()
    return ((FindingKind.UNREADABLE, "The mail is encrypted. Ask for it again, unencrypted."),)


def _words(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    content = _text(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    return from_html(content) if part.get_content_type() == "text/html" else _unquoted(content)


def _text(raw: bytes, charset: str | None) -> str:
    """In the encoding that it says; where it says none, one that nobody knows, or a wrong one, what reads best."""
    try:
        return raw.decode(charset) if charset else decoded(raw)
    except (LookupError, UnicodeDecodeError):
        return decoded(raw)


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
    """Without what is quoted, but for questions that are answered right below them, in the same mail."""
    lines = text.replace("\r\n", "\n").split("\n")
    runs = [(quoted, list(run)) for quoted, run in groupby(lines, key=lambda line: line.startswith(">"))]
    asked = [
        _question(run) if quoted and _is_answer(below) else ""
        for (quoted, run), (_, below) in pairwise([*runs, (False, [])])
    ]
    if sum(map(bool, asked)) < _QUESTIONS:
        return "\n".join(line for quoted, run in runs if not quoted for line in run)
    kept = (
        [_heading(question)] if quoted else _without_introduction(run)
        for (quoted, run), question in zip(runs, asked, strict=True)
    )
    return "\n".join(line for run in kept for line in run)


def _question(quoted: list[str]) -> str:
    """What the last lines of something quoted ask; "" when they ask for no part of a profile."""
    bare = [_MARKS.sub("", line).strip() for line in quoted]
    while bare and not bare[-1]:
        bare.pop()
    whole = " ".join(reversed(list(takewhile(bool, reversed(bare)))))
    last = bare[-1] if bare else ""
    return next((each for each in (last, whole) if len(each) <= _LONGEST_QUESTION and asked_by(each) is not None), "")


def _is_answer(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _heading(question: str) -> str:
    return f"\n{heading(question)}\n" if question else ""


def _without_introduction(lines: list[str]) -> list[str]:
    """Without "On Monday Ada wrote:"."""
    return _REPLY.sub("", "\n".join(lines)).split("\n")


def _date(said: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(said)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return sent if sent.tzinfo else None


def _attached(part: EmailMessage, folder: Path, work: Path) -> Iterator[Extract]:
    """What an attachment holds. Pictures of a signature come along; a mail within the mail is read as one."""
    if part.get_content_type() == "message/rfc822" and isinstance(inner := _payload(part), EmailMessage):
        content, name = inner.as_bytes(), (_line(inner, "Subject") or "mail") + ".eml"
    else:
        raw = part.get_payload(decode=True)
        content, name = (raw if isinstance(raw, bytes) else b""), part.get_filename() or ""
    if content and part.get_content_type() not in _NOT_FILES:
        yield read_inside(taken_out(io.BytesIO(content), name, folder), work)


def _payload(part: EmailMessage) -> object:
    held = part.get_payload()
    return held[0] if isinstance(held, list) and held else held
