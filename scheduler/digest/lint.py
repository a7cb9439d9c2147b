"""Whether a message keeps every rule of its trade: asked of each message of a test run."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage

_ONCE = (
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "Feedback-ID",
    "Precedence",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
)
_STRUCTURED = frozenset(
    name.lower()
    for name in (*_ONCE, "List-Unsubscribe-Post", "DKIM-Signature", "Content-Transfer-Encoding")
    if name not in {"From", "Reply-To", "To", "Subject", "List-Id"}
)
"""Fields in which an encoded word is no word but letters."""
_LONGEST_LINE, _GOOD_LINE = 998, 78
_CODED = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
_ADDRESS = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_FEEDBACK = re.compile(r"(?:[\w.-]*:){1,3}[\w.-]{5,15}")
_SIGNED = ("from", "to", "subject", "date", "reply-to", "message-id", "list-unsubscribe", "list-unsubscribe-post")

Heads = Mapping[str, Sequence[str]]
"""Every field by its name in small letters, unfolded."""


def faults(data: bytes) -> list[str]:
    """What is wrong with a whole message, in words; none is what it should have."""
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        return ["There is no empty line below the header."]
    raw = head.decode("utf-8", "surrogateescape").split("\r\n")
    heads = _unfolded(raw)
    checks: tuple[Callable[[], Iterator[str]], ...] = (
        lambda: _lines(raw),
        lambda: _body(body),
        lambda: _present(heads),
        lambda: _coded_words(heads),
        lambda: _values(heads),
        lambda: _list(heads),
        lambda: _signature(heads),
        lambda: _parts(data),
    )
    return [fault for check in checks for fault in check()]


def _unfolded(raw: Sequence[str]) -> Heads:
    found: dict[str, list[str]] = {}
    name = ""
    for line in raw:
        if line[:1] in {" ", "\t"} and name:
            found[name][-1] += line
        else:
            name, _, value = line.partition(":")
            name = name.lower()
            found.setdefault(name, []).append(value.strip())
    return found


def _lines(raw: Sequence[str]) -> Iterator[str]:
    for line in raw:
        if len(line.encode("utf-8", "surrogateescape")) > _LONGEST_LINE:
            yield f"A line of the header is longer than {_LONGEST_LINE}: {line[:30]}…"
        elif len(line) > _GOOD_LINE and " " in line.partition(": ")[2].strip():
            yield f"A line of the header could be folded: {line[:30]}…"
        if not line.strip():
            yield "A folded line holds nothing."
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
            yield f"A line of the header holds a control character: {line[:30]!r}"


def _body(body: bytes) -> Iterator[str]:
    lines = body.split(b"\r\n")
    if b"\n" in body.replace(b"\r\n", b"") or b"\r" in body.replace(b"\r\n", b""):
        yield "A line of the body ends with LF or CR alone."
    if any(line.startswith(b".") for line in lines):
        yield "A line of the body begins with a full stop."
    if any(len(line) > _GOOD_LINE for line in lines):
        yield f"A line of the body is longer than {_GOOD_LINE}."
    if not body.isascii():
        yield "The body is not ASCII."


def _present(heads: Heads) -> Iterator[str]:
    for name in _ONCE:
        count = len(heads.get(name.lower(), ()))
        if count != 1:
            yield f"{name} stands there {count} times."


def _coded_words(heads: Heads) -> Iterator[str]:
    for name, values in heads.items():
        for value in values:
            if name in _STRUCTURED and "=?" in value:
                yield f"{name} holds an encoded word."
            if any(len(word) > 75 for word in _CODED.findall(value)):
                yield f"{name} holds an encoded word of more than 75 characters."
            if name not in {"to"} and not value.isascii():
                yield f"{name} is not ASCII."


def _values(heads: Heads) -> Iterator[str]:
    for name in ("message-id", "list-id"):
        value = "".join(heads.get(name, ()))
        if name == "message-id" and not _ADDRESS.fullmatch(value):
            yield f"Message-ID is not one: {value}"
        if name == "list-id" and not re.search(r"<[a-zA-Z0-9.-]+>$", value):
            yield f"List-Id has no name of a list: {value}"
    if not _FEEDBACK.fullmatch("".join(heads.get("feedback-id", ()))):
        yield "Feedback-ID has not the form a:b:c:SenderId."
    for name, wanted in (("precedence", "bulk"), ("auto-submitted", "auto-generated"), ("mime-version", "1.0")):
        if heads.get(name, [wanted]) != [wanted]:
            yield f"{name} is not {wanted}."


def _list(heads: Heads) -> Iterator[str]:
    value = "".join(heads.get("list-unsubscribe", ()))
    addresses = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"<(?:https|mailto):[^<>\s]+>", address) for address in addresses):
        yield f"List-Unsubscribe is no list of addresses in <>: {value}"
    pages = sum(address.startswith("<https:") for address in addresses)
    one_click = heads.get("list-unsubscribe-post", [])
    if pages > 1:
        yield "List-Unsubscribe has more than one page."
    if one_click not in ([], ["List-Unsubscribe=One-Click"]) or bool(one_click) != bool(pages):
        yield "List-Unsubscribe-Post does not go with List-Unsubscribe."


def _signature(heads: Heads) -> Iterator[str]:
    for value in heads.get("dkim-signature", ()):
        tags = dict(part.strip().split("=", 1) for part in re.sub(r"\s+", "", value).strip(";").split(";"))
        signed = tags.get("h", "").lower().split(":")
        if "l" in tags:
            yield "The signature covers only a part of the body (l=)."
        yield from (f"The signature does not cover {name}." for name in _SIGNED if name in heads and name not in signed)
        sender = "".join(heads.get("from", ())).rstrip(">").rpartition("@")[2].lower()
        if not f".{sender}".endswith(f".{tags.get('d', '').lower()}"):
            yield "The signature's domain is not the sender's."


def _parts(data: bytes) -> Iterator[str]:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if message.defects or any(part.defects for part in message.walk()):
        yield "The message has defects in its form."
    if "To" in message and len(message["To"].addresses) != 1:
        yield "To does not name one recipient."
    if message.get_content_type() != "multipart/alternative":
        yield "The message is no multipart/alternative."
        return
    kinds = [part.get_content_type() for part in message.iter_parts()]
    if kinds[:1] != ["text/plain"] or kinds[1:] not in (["text/html"], ["multipart/related"]):
        yield f"Its parts are not text, then HTML: {', '.join(kinds)}"
    for part in message.walk():
        if part.get_content_maintype() == "text" and part["Content-Transfer-Encoding"] != "quoted-printable":
            yield f"{part.get_content_type()} is not quoted-printable."
