"""A text cut at its headings, labels and questions, whatever marks them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from scheduler.submissions.extract import HEADING
from scheduler.submissions.folding import folded
from scheduler.submissions.headings import asked_by, field_of, heading_of_the_page, part_of
from scheduler.submissions.interviews import as_questions
from scheduler.submissions.posts import is_a_title
from scheduler.submissions.questionnaires import (
    DASHED_IN_A_FORM,
    LABEL,
    LONGEST_LABEL,
    MARKED,
    YOU,
    is_a_form,
    is_a_magazine,
)
from scheduler.submissions.split_names import with_whole_names
from scheduler.submissions.topics import topics
from scheduler.submissions.topmost import is_credit

_DASHED = re.compile(r"^(?P<label>\S+(?: \S+){0,2})\s+[-–—]\s+(?P<value>\S.*)$")
_ASKED = re.compile(r"^(?P<label>[^?؟\n]{2,110}[?؟])\s+(?:[-–—]\s+)?(?P<value>\S.*)$")
_RUN_IN = re.compile(r"^(?P<label>[A-ZÀ-Þ\u0600-\u06ff][^\s.]*(?: [^\s.]+){0,3})\.\s+(?P<value>\S.*)$")
_OF_THE_PAGE = re.compile(r"^(?:[-•*]\s+|\(?\d{1,2}\s*[.)]\s*)?(?P<label>[^.:：\n]{8,110})[.:：]\s+(?P<value>\S.*)$")
_NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.)](?![ªº°])\s*(?P<label>.+)$")
_QUESTION = re.compile(r"^[Qq]\s*\d*\s*[:.]\s*(?P<label>.+)$")
_ANSWER, _DASH = re.compile(r"^(?:[AaRr]|ج)\s*[:.]\s+(?=\S)"), re.compile(r"^[–—]\s+(?=\S)")
_ASKS = re.compile(
    r"^(?:please|describe|tell (?:us|me)|share|give us|walk us|take us|talk us|racontez|expliquez|cuente|relate|fale|"
    r"décrivez|parlez|dites|describa|cuéntenos|descreva|conte|beschreiben"
    r"|صف|صفي|اذكر|حدث\w*|احك\w*|أخبر\w*|تحدث\w*|اشرح\w*)\b",
    re.IGNORECASE,
)
_SHORT_ANSWERS = {"name", "title", "organisation", "country", "person", "post"}
_LONGEST_QUESTION = 400
_WORDS_OF_LABEL, _WORDS_OF_FIELD, _WORDS_OF_HEADING = 6, 12, 16
_WORDS_OF_TITLE = 8
_ONE_LINE = {"name", "title", "organisation", "country", "person", "post", "date", "contact"}
"""What stands below these is not theirs."""
_ANSWERED = re.compile(r"^\(?(?P<number>\d{1,2})\s*[.)]\s*(?P<answer>[^?؟]+)$")
_TOLD_IN_ORDER = ("Why", "My role", "Support", "Love most", "Qualifications", "Quote")
_WHO_IN_ORDER = {
    1: ("Name, title and organisation",),
    2: ("Name", "Title and organisation"),
    3: ("Name", "Title", "Organisation"),
    4: ("Name", "Title", "Organisation", "Country"),
}
_WORDS_OF_WHO = 10
_ROW = re.compile(r"^\|(?P<label>[^|]*)\|(?P<value>[^|]*)\|$")
_MY = re.compile(r"^(my|mon|ma|mes|mi|mis|(o |a |os |as )?(meu|minha|meus|minhas))\b")
_IN_A_FORM = re.compile(
    r"^(what|how|why|who|where|your|my|ce que?|quel|comment|votre|vos|mon|ma|lo que|que\b|como|su|sus"
    r"|mi|o que|qual|seu|sua|meu|minha|ما|كيف|لماذا|هل)\b"
)
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
    return list(_cut(text))


@lru_cache(maxsize=16)
def _cut(text: str) -> tuple[Section, ...]:
    # Remembered, because intake cuts the same text for its parts, its consent and its date.
    if spoken := topics(text):
        return tuple(Section(each.label, each.part, each.told) for each in spoken if each.label or each.told)
    lines = with_whole_names([_as_field(line) for line in as_questions(text).split("\n")])
    lines = _with_questions(_run_in(lines))
    marked = sum(line.startswith(HEADING) and part_of(line) is not None for line in lines) >= MARKED
    form, magazine = is_a_form(lines), is_a_magazine(lines)
    title = _title_that_asks(lines)
    found, open_ = list[Section](), _Open("")
    for number, line in enumerate(lines):
        asks = form or (magazine and line.startswith(HEADING))
        new = _opened(line, open_, marked=marked, form=asks) if number != title else None
        if not new and form and _is_unknown_heading(line, open_, lines[number + 1 : number + 2]):
            new = _Open(line)
        if new:
            found.append(open_.closed())
            open_ = new
        else:
            answers = open_.is_empty and open_.label.endswith(("?", "؟"))
            open_.body.append(_ANSWER.sub("", _DASH.sub("", line) if answers else line))
    found.append(open_.closed())
    return tuple(section for section in found if section.label or section.body)


class _Open:
    """A section that is still being read. `form`: its label stands in a form or an interview, and asks the worker."""

    def __init__(self, label: str, *body: str, heading: bool = False, form: bool = False) -> None:
        self.label, self.body, self.heading = label, list(body), heading
        # "What does she love most? “The boats.”" is answered where it is asked; so is a label in running text.
        self.in_one_paragraph = any(body) and (label.endswith(("?", "؟")) or not form)
        asks = label.endswith(("?", "؟")) or len(label.split()) <= _WORDS_OF_HEADING
        known = asked_by if form or (any(body) and _MY.search(folded(label))) else part_of
        self.part = (known(label) or "") if label and asks else ""
        if form and label and asks:
            self.part = _of_a_field(label, body[0], self.part) if any(body) else self.part or field_of(label) or ""

    @property
    def is_empty(self) -> bool:
        return not "".join(self.body).strip()

    @property
    def ends_with_a_gap(self) -> bool:
        return bool(self.body) and not self.body[-1].strip()

    def closed(self) -> Section:
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(self.body)).strip()
        return Section(self.label, self.part, body, self.heading)


def _title_that_asks(lines: list[str]) -> int | None:
    """The first line, when it is the only one that asks: "Why I stayed" is the title of an essay then."""
    asking = [number for number, line in enumerate(lines) if _label(line, form=False) or _is_bare_label(line)]
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    return first if asking == [first] and not lines[first or 0].startswith(HEADING) else None


def _of_a_field(label: str, value: str, part: str) -> str:
    """What a label with its answer behind it asks for: "Role: Case Worker" is a title, "Role: I visit …" is none."""
    short = len(value.split()) <= _WORDS_OF_TITLE and value[-1:] not in "!?"
    if part in {"role", ""} and short and is_a_title(value.rstrip(".")):
        return "title"
    return part if label.endswith(("?", "؟")) and part else field_of(label) or part


def _opened(line: str, before: _Open, *, marked: bool, form: bool) -> _Open | None:
    """The section that this line opens, if it does."""
    if label := _label(line, form=form):
        asked = form or _QUESTION.match(line) is not None
        return _Open(*label, heading=line.startswith(HEADING), form=asked)
    waits = bool(before.label) and before.is_empty and not _is_left_empty(before, line, form=form)
    if not marked and not waits and _is_bare_label(line):
        return _Open(line, form=form)
    if (
        not waits
        and len(line) <= LONGEST_LABEL
        and (YOU.search(line) or (form and _asks_in_a_form(line, stands_alone=before.ends_with_a_gap)))
    ):
        return _Open(line, form=form)
    told = (
        before.in_one_paragraph
        and not form
        and before.body[-1].rstrip().endswith((".", "!", "?"))
        and line[:1].isupper()
    )
    goes_on = before.part == "person" and line.strip() and not before.ends_with_a_gap
    ended = (before.part in _ONE_LINE and not goes_on) or (before.in_one_paragraph and not line.strip()) or told
    return _Open("", line) if ended and not before.is_empty else None


def _is_unknown_heading(line: str, before: _Open, below: list[str]) -> bool:
    """A heading or question of a form that asks for nothing we know: what stands below it answers no other."""
    if before.is_empty or len(line.split()) > _WORDS_OF_HEADING or len(line) > LONGEST_LABEL:
        return False
    if re.search(r"^¿.*\?$|؟$", line.strip()) or (before.ends_with_a_gap and line.rstrip().endswith("?")):
        return True
    stands = before.ends_with_a_gap and line[:1].isupper()
    asks = _IN_A_FORM.search(folded(line.strip(" ¿¡"))) is not None and not re.search(r"[.!,;”»]$", line.rstrip())
    return stands and (asks or _stands_above(line, below))


def _stands_above(line: str, below: list[str]) -> bool:
    """A few words without an end, right above a line that ends as a sentence does."""
    few = len(line.split()) <= _WORDS_OF_LABEL and not re.search(r"[.!?,;:”»\d]$", line.rstrip())
    return few and any(re.search(r"[.!?][”»\"]?$|[”»]\.?$", each) and len(each) > len(line) for each in below)


def _is_left_empty(before: _Open, line: str, *, form: bool) -> bool:
    """A gap below a question, and then another question or label that asks for something else: nobody answered."""
    if before.part in _SHORT_ANSWERS and not line.endswith(":"):
        return False  # "Family Support Network" is an answer
    if form and before.ends_with_a_gap and line.endswith(("?", "؟")) and before.label.endswith(("?", "؟")):
        return asked_by(line) not in {None, before.part}
    return before.ends_with_a_gap and _is_bare_label(line) and part_of(line.rstrip(".:")) not in {None, before.part}


def _label(line: str, *, form: bool) -> tuple[str, str] | None:
    """The line as (label, what follows on it) if it is one."""
    if line.startswith(HEADING):
        inner = line.removeprefix(HEADING).strip()
        return _field(inner, form=form) or (inner, "")
    for pattern, longest in ((_NUMBERED, LONGEST_LABEL), (_QUESTION, _LONGEST_QUESTION)):
        if question := pattern.match(line):
            inner = question["label"]
            if pattern is _NUMBERED and _is_an_answer(inner, form=form):
                return None
            return _label(inner, form=form) or ((inner, "") if len(inner) <= longest else None)
    return _field(line, form=form)


def _is_an_answer(words: str, *, form: bool) -> bool:
    """A numbered line that asks for nothing, and ends as a sentence does."""
    ends = words.rstrip()[-2:].endswith((".", "”", "»", '"', "!"))
    return (
        ends and not _ASKS.match(words) and not (asked_by if form else part_of)(words) and not _field(words, form=form)
    )


def _field(line: str, *, form: bool) -> tuple[str, str] | None:
    """ "Country: Kenya" as (label, value), when the label asks for something that we know."""
    return next(_fields(line.removeprefix("- "), form=form), None)


def _fields(line: str, *, form: bool) -> Iterator[tuple[str, str]]:
    for pattern in (LABEL, DASHED_IN_A_FORM if form else _DASHED, _ASKED):
        field = pattern.match(line)
        few = field is not None and (pattern is not DASHED_IN_A_FORM or len(field["label"].split()) < _WORDS_OF_LABEL)
        part = _asked_for(field["label"], form=form and few) if field else None
        if not field or not part:
            continue
        if pattern is not LABEL and field["value"].endswith(("?", "؟")):
            continue
        if part == "text" and is_credit(line):
            continue
        short = len(field["label"].split()) <= (_WORDS_OF_FIELD if form else _WORDS_OF_LABEL) or part == "consent"
        if short and (form or pattern is not _DASHED or part in _AFTER_DASH):
            yield field["label"].strip(), field["value"]


def _asked_for(label: str, *, form: bool) -> str | None:
    known = form or _MY.search(folded(label)) is not None
    return part_of(label) or ((field_of(label) or asked_by(label)) if known else None)


def _is_bare_label(line: str) -> bool:
    """A line that nothing marks as a heading, but that asks for a part as headings do."""
    bare = line.removeprefix("- ")
    asks = bare[:-1] if bare.endswith((".", ":")) and (_ASKS.match(bare) or bare.endswith(":")) else bare
    fits = len(asks) <= LONGEST_LABEL and len(asks.split()) <= 18 and not asks[:1].islower()
    return fits and not re.search(r"[.!,;:”»]$", asks) and part_of(asks) is not None


# --- forms ------------------------------------------------------------------------------------------------------------


def _as_field(line: str) -> str:
    """The row of a table with two cells as a label and its value."""
    row = _ROW.match(line.strip())
    if not row:
        return line
    return f"{row['label'].strip(' *:')}: {row['value'].strip()}" if row["label"].strip(" -:*") else ""


def _run_in(lines: list[str]) -> list[str]:
    """ "Motivation. My mother was one." as a label and its answer, where several lines begin so; headings of the page
    for members, which may be long, above their answers."""
    page = _of_the_page(lines)
    asks = part_of if page else asked_by  # whoever writes the page's headings writes no sentences for headings
    found = {number: match for number, line in enumerate(lines) if (match := _RUN_IN.match(line))}
    short = {number: match for number, match in found.items() if number not in page and asks(match["label"])}
    if len(short) + len(page) < MARKED:
        short = {}
    cut = {number: [f"{match['label']}: {match['value']}"] for number, match in short.items()}
    cut |= {number: [f"{HEADING}{match['label']}", match["value"]] for number, match in page.items()}
    return [each for number, line in enumerate(lines) for each in cut.get(number, [line])]


def _of_the_page(lines: list[str]) -> dict[int, re.Match[str]]:
    """The lines that begin with a heading of the page for members, unless one is all that asks."""
    begun = {number: match for number, line in enumerate(lines) if (match := _OF_THE_PAGE.match(line))}
    found = {number: match for number, match in begun.items() if heading_of_the_page(match["label"])}
    if not found:
        return {}
    others = sum(_asks_for_a_part(line) for number, line in enumerate(lines) if number not in found)
    return found if len(found) + others >= MARKED else {}


def _asks_for_a_part(line: str) -> bool:
    label = _label(line, form=False)
    return label is not None and part_of(label[0]) is not None


def _with_questions(lines: list[str]) -> list[str]:
    """Numbered answers without their questions, in the order of the call, get them back."""
    numbered = [(number, match) for number, line in enumerate(lines) if (match := _ANSWERED.match(line))]
    answers = [match["answer"] for _, match in numbered]
    counts = [int(match["number"]) for _, match in numbered] == list(range(1, len(numbered) + 1))
    if not counts or not answers or any(map(_is_bare_label, answers)):
        return lines
    if not re.match(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ]", answers[0]):
        return lines
    order = _order_of(answers)
    told = {number: f"{label}: {match['answer']}" for (number, match), label in zip(numbered, order, strict=False)}
    return [told.get(number, line) for number, line in enumerate(lines)]


def _order_of(answers: list[str]) -> tuple[str, ...]:
    """What each is asked by the call: first who it is, in a few words, then what is told; () when they do not fit."""
    few = (len(each.split()) <= _WORDS_OF_WHO and not each.rstrip().endswith((".", "!")) for each in answers)
    who = len(list(takewhile(bool, few))) or 1
    told = len(answers) - who
    if (told > len(_TOLD_IN_ORDER) and who == 1) or told < len(_TOLD_IN_ORDER) - 1:
        return ()
    return (*_WHO_IN_ORDER.get(who, ()), *_TOLD_IN_ORDER[:told]) if who in _WHO_IN_ORDER else ()


def _asks_in_a_form(line: str, *, stands_alone: bool) -> bool:
    """A line without any mark that asks as forms do: in capitals, as a question, or in a few words below a gap."""
    bare = line.strip().rstrip(":")
    if _ASKS.match(bare) or re.search(r"[?؟]\s+\S.{0,60}\.$", bare):  # What do you do? Describe a day.
        bare = bare.rstrip(".")
    if len(bare.split()) > _WORDS_OF_HEADING or bare[:1].islower() or re.search(r"[.!,;”»]$", bare):
        return False
    marked = bare.isupper() or "?" in bare or "؟" in bare or line.rstrip().endswith(":")
    asks = (
        marked
        or (stands_alone and len(bare.split()) <= _WORDS_OF_LABEL)
        or _ASKS.match(bare)
        or _IN_A_FORM.search(folded(bare))
    )
    return bool(asks) and bool(asked_by(bare))
