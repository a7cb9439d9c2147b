"""A text cut at its headings, labels and questions, whatever marks them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import part_of
from scheduler.submissions.interviews import as_questions

_LABEL = re.compile(r"^(?P<label>[^:：\n]{1,60})[:：]\s*(?P<value>.*)$")
_DASHED = re.compile(r"^(?P<label>\S+(?: \S+){0,2})\s+[-–—]\s+(?P<value>\S.*)$")
_ASKED = re.compile(r"^(?P<label>[^?؟\n]{2,80}[?؟])\s+(?P<value>\S.*)$")
_NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.)]\s*(?P<label>.+)$")
_QUESTION = re.compile(r"^[Qq]\s*\d*\s*[:.]\s*(?P<label>.+)$")
_ANSWER = re.compile(r"^(?:[AaRr]|ج)\s*[:.]\s+(?=\S)")
_ASKS = re.compile(
    r"^(?:please|describe|tell us|share|give us|décrivez|parlez|dites|describa|cuéntenos|descreva|conte|beschreiben"
    r"|صف|اذكر)\b",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:you|your|tu|vous|votre|vos|toi|usted|tus?|te|você|seu|sua|Sie|Ihre?|dein|deine)\b.*[?؟]$", re.IGNORECASE
)
_LONGEST_LABEL, _LONGEST_QUESTION = 110, 400
_WORDS_OF_LABEL, _WORDS_OF_HEADING = 6, 16
_MARKED = 2
"""With this many marked headings that ask for parts, a line without a mark is no heading."""
_ONE_LINE = {"name", "title", "organisation", "country", "person", "post", "date", "contact"}
"""What stands below these is not theirs."""
_AFTER_DASH = {"name", "title", "organisation", "country", "role", "post"}


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading or question; `part` is what it asks for ("" = nothing we know).

    `heading`: whether it was written as a heading, and not as a label or a question.
    """

    label: str
    part: str
    body: str
    heading: bool = False


def sections(text: str) -> list[Section]:
    """The text cut at its headings, labels and questions; what comes before the first has no label."""
    lines = as_questions(text).split("\n")
    marked = sum(line.startswith(HEADING) and part_of(line) is not None for line in lines) >= _MARKED
    found, open_ = list[Section](), _Open("")
    for line in lines:
        if new := _opened(line, open_, marked=marked):
            found.append(open_.closed())
            open_ = new
        else:
            open_.body.append(_ANSWER.sub("", line))
    found.append(open_.closed())
    return [section for section in found if section.label or section.body]


class _Open:
    """A section that is still being read."""

    def __init__(self, label: str, *body: str, heading: bool = False) -> None:
        self.label, self.body, self.heading = label, list(body), heading
        # "What does she love most? “The boats.”" is answered where it is asked.
        self.in_one_paragraph = label.endswith(("?", "؟")) and any(body)
        asks = label.endswith(("?", "؟")) or len(label.split()) <= _WORDS_OF_HEADING
        self.part = (part_of(label) or "") if label and asks else ""

    @property
    def is_empty(self) -> bool:
        return not "".join(self.body).strip()

    def closed(self) -> Section:
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(self.body)).strip()
        return Section(self.label, self.part, body, self.heading)


def _opened(line: str, before: _Open, *, marked: bool) -> _Open | None:
    """The section that this line opens, if it does."""
    if label := _label(line):
        return _Open(*label, heading=line.startswith(HEADING))
    waits = bool(before.label) and before.is_empty
    if not marked and not waits and _is_bare_label(line):
        return _Open(line)
    if not waits and len(line) <= _LONGEST_LABEL and _YOU.search(line):
        return _Open(line)
    ended = before.part in _ONE_LINE or (before.in_one_paragraph and not line.strip())
    return _Open("", line) if ended and not before.is_empty else None


def _label(line: str) -> tuple[str, str] | None:
    """The line as (label, what follows on it) if it is one."""
    if line.startswith(HEADING):
        inner = line.removeprefix(HEADING).strip()
        return _field(inner) or (inner, "")
    for pattern, longest in ((_NUMBERED, _LONGEST_LABEL), (_QUESTION, _LONGEST_QUESTION)):
        if question := pattern.match(line):
            inner = question["label"]
            return (_label(inner) or (inner, "")) if len(inner) <= longest else None
    return _field(line)


def _field(line: str) -> tuple[str, str] | None:
    """ "Country: Kenya" as (label, value), when the label asks for something that we know."""
    return next(_fields(line.removeprefix("- ")), None)


def _fields(line: str) -> Iterator[tuple[str, str]]:
    for pattern in (_LABEL, _DASHED, _ASKED):
        field = pattern.match(line)
        part = part_of(field["label"]) if field else None
        if not field or not part:
            continue
        if pattern is _ASKED and field["value"].endswith(("?", "؟")):
            continue
        short = len(field["label"].split()) <= _WORDS_OF_LABEL or part == "consent"
        if short and (pattern is not _DASHED or part in _AFTER_DASH):
            yield field["label"], field["value"]


def _is_bare_label(line: str) -> bool:
    """A line that nothing marks as a heading, but that asks for a part as headings do."""
    bare = line.removeprefix("- ")
    asks = bare[:-1] if bare.endswith((".", ":")) and (_ASKS.match(bare) or bare.endswith(":")) else bare
    fits = len(asks) <= _LONGEST_LABEL and len(asks.split()) <= 18 and not asks[:1].islower()
    return fits and not re.search(r"[.!,;:”»]$", asks) and part_of(asks) is not None
