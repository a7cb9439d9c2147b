"""Finds the parts that the call asks for, in whatever order, under whatever headings. What is not there is None."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.models import Parts
from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import part_of

_LABEL = re.compile(r"^(?P<label>[^:：\n]{1,60})[:：]\s*(?P<value>.*)$")
_QUESTION = re.compile(r"^(?:[Qq]\s*[:.]|\(?\d{1,2}\s*[.)])\s*(?P<label>.+)$")
_ANSWER = re.compile(r"^(?:[AaRr]|ج)\s*[:.]\s+(?=\S)")
_LONGEST_LABEL = 110
_MARKED = 2
"""With this many marked headings that ask for parts, a line without a mark is no heading."""
_NAME = r"[^\W\d_][\w.'’-]*"
_INTRODUCTION = (
    re.compile(
        rf"\b(?:[Mm]y name is|I am|[Jj]e m[’']appelle|[Mm]e llamo|[Mm]eu nome é)"
        rf"\s+({_NAME}(?:\s+[A-ZÀ-Þ][\w'’-]+){{0,3}})"
    ),
)
_QUOTED = re.compile(r"[“«„\"]\s?([^“”«»„\"]{12,400}?)[,.!?…]?\s?[”»\"]")
_WHOLE_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: (?:de|da|do|dos|van|von|bin|al|el|[A-ZÀ-Þ][\w'’.-]+)){1,4}")
_WHO_AND_WHERE = re.compile(r"^(?P<title>[^|\n]{3,80}) \| (?P<country>[^|\n]{3,40})$")
_OWN_MARKS = "“”«»„\"' "


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading or question; `part` is what it asks for ("" = nothing we know)."""

    label: str
    part: str
    body: str


def sections(text: str) -> list[Section]:
    """The text cut at its headings, labels and questions; what comes before the first has no label."""
    found, label, body = [], "", list[str]()
    lines = text.split("\n")
    marked = sum(line.startswith(HEADING) and part_of(line) is not None for line in lines) >= _MARKED
    for line in lines:
        answers = bool(label) and not "".join(body).strip()
        new = _label(line) or (None if marked or answers else _bare_label(line))
        if new is None:
            body.append(_ANSWER.sub("", line))
            continue
        found.append(_section(label, body))
        label, body = new[0], [new[1]]
    found.append(_section(label, body))
    return [section for section in found if section.label or section.body]


def _section(label: str, body: list[str]) -> Section:
    return Section(label, part_of(label) or "" if label else "", re.sub(r"\n{3,}", "\n\n", "\n".join(body)).strip())


def _label(line: str) -> tuple[str, str] | None:
    """The line as (label, what follows on it) if it is one."""
    if line.startswith(HEADING):
        inner = line.removeprefix(HEADING).strip()
        return _field(inner) or (inner, "")
    if question := _QUESTION.match(line):
        inner = question["label"]
        return (_label(inner) or (inner, "")) if len(inner) <= _LONGEST_LABEL else None
    if field := _field(line):
        return field
    return None


def _bare_label(line: str) -> tuple[str, str] | None:
    """A line that nothing marks as a heading, but that asks for a part as headings do."""
    is_short = len(line) <= _LONGEST_LABEL and not re.search(r"[.!,;:”»]$", line)
    return (line, "") if is_short and len(line.split()) <= 18 and part_of(line) else None


def _field(line: str) -> tuple[str, str] | None:
    """ "Country: Kenya" as (label, value), when the label asks for something that we know."""
    field = _LABEL.match(line)
    known = field and len(field["label"].split()) <= 6 and part_of(field["label"])
    return (field["label"], field["value"]) if field and known else None


def find(text: str, *, third_person: bool) -> Parts:
    """The parts of a profile. The quote is the worker's own words: in somebody else's text only what is quoted."""
    found: dict[str, str] = {}
    for section in sections(text):
        if section.part in _KEPT and section.body:
            found[section.part] = _joined(found.get(section.part), section.body)
    found |= {name: value for name, value in _who(text, found).items() if value and name not in found}
    quote = found.get("quote") or (_spoken(text) if third_person or _is_interview(text) else None)
    values = {name: _one_line(found[name]) for name in ("name", "title", "organisation", "country") if name in found}
    rest = {name: found[name] for name in ("why", "role", "support", "love", "qualifications") if name in found}
    return Parts(**values, **rest, quote=_bare_quote(quote) if quote else None)


_KEPT = {
    "name",
    "title",
    "organisation",
    "country",
    "why",
    "role",
    "support",
    "love",
    "qualifications",
    "quote",
    "person",
}


def _joined(before: str | None, body: str) -> str:
    return f"{before}\n\n{body}" if before else body


def _one_line(text: str) -> str:
    first = text.split("\n", 1)[0]
    return re.sub(r"\s*\((?=[A-Z])[^)]*\)$", "", first).strip() or first.strip()


def _bare_quote(quote: str) -> str | None:
    """The words without the marks around them, and without what is said after them."""
    bare = " ".join(quote.split("\n\n")[0].split())
    if bare[:1] in '“«„"' and bare[-1:] in '”»“".' and not re.search(r"[“”«»„\"]", bare[1:-1].rstrip('.”»“"')):
        bare = bare.strip(_OWN_MARKS)
    return bare or None


def _who(text: str, found: dict[str, str]) -> dict[str, str | None]:
    """Name, title, organisation and country where no label gives them."""
    if "person" in found:
        return _from_one_line(found["person"])
    lines = [line.removeprefix(HEADING).strip() for line in text.split("\n") if line.strip()]
    who: dict[str, str | None] = {"name": next(_names(text, lines), None)}
    for line in lines[:8]:
        if line_found := _WHO_AND_WHERE.match(line):
            who |= {"title": line_found["title"], "country": line_found["country"]}
    return who


def _from_one_line(line: str) -> dict[str, str | None]:
    """ "Amina Okello, Case Worker, Family Network, Gulu, Uganda": the country is last, places before it are its own."""
    pieces = [piece.strip() for piece in line.split("\n")[0].split(",")]
    if len(pieces) < 3:
        return {"name": pieces[0] if pieces else None}
    country = pieces[-1] if len(pieces) > 3 else None
    return {"name": pieces[0], "title": pieces[1], "organisation": pieces[2], "country": country}


def _names(text: str, lines: list[str]) -> Iterator[str]:
    for introduction in _INTRODUCTION:
        yield from (match[1] for match in introduction.finditer(text) if match[1][0].isupper())
    for line in lines[:3]:
        if line.lower().startswith(("by ", "par ", "por ", "a blog post")):
            continue
        for piece in re.split(r"[:,–—|]", line):
            if _WHOLE_NAME.fullmatch(piece.strip()) and len(piece.split()) <= 4 and not part_of(piece):
                yield piece.strip()


def _is_interview(text: str) -> bool:
    return bool(re.search(r"\binterview|entretien|entrevista|conversation with", text[:400], re.IGNORECASE))


def _spoken(text: str) -> str | None:
    """The longest thing that somebody is quoted with in the first person."""
    quoted = [match[1].strip() for match in _QUOTED.finditer(text)]
    own = [
        words
        for words in quoted
        if re.search(r"\b(?:I|my|me|we|je|j[’']|mon|yo|mi|me|eu|meu|minha)\b", words, re.IGNORECASE)
    ]
    return max(own, key=len, default=None)
