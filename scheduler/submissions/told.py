"""Parts that are told in running text, without a heading that asks for them: only where it is sure, word for word."""

import re
from collections.abc import Iterator
from itertools import groupby

from scheduler.submissions.bylines import is_byline
from scheduler.submissions.cues import Listener, tongues_of
from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import asked_by
from scheduler.submissions.names import is_introduction
from scheduler.submissions.quoted import speaks_of_itself
from scheduler.submissions.saying import of_others
from scheduler.submissions.sentences import sentences
from scheduler.submissions.topics import is_a_transcript

_DUTIES = 2
"""So many sentences about duties tell a role; one may be by the way."""
_CLEAR = {"love", "qualifications"}
"""What tells these is never the beginning of a story."""
PROSE = ("why", "role", "support", "love", "qualifications")
"""The parts that are told in sentences."""
_WORDS_OF_A_QUESTION = 9
_LINES = 3
_ENDS = (".", "!", "?", "…", "؟", ".”", '."', ".»", "”", "»")
Unit = tuple[str, str]
"""A sentence, with the part that it tells."""


def tell(text: str, name: str, *, third_person: bool) -> dict[str, str]:
    """What the text tells of each part, by part; what it does not tell for sure is not there.

    `name`: of whom it tells. In the first person "she" is somebody else; in the third it is the worker, and so is the
    name, and without a name nobody knows who it is. What others are quoted to say tells nothing.
    """
    if not name and (third_person or _is_of_nobody(text)):
        return {}
    listener = Listener(tongues_of(text), name if third_person else "", third_person=third_person)
    between = "\n" if is_a_transcript(text) else " "
    paragraphs = [list(_units(paragraph, listener, name)) for paragraph in _paragraphs(text)]
    if third_person:
        paragraphs = [_with_reasons(units, listener) for units in paragraphs]
    duties = sum(listener.duties(words) for units in paragraphs for words, part in units if not part)
    found: dict[str, list[str]] = {}
    for units in paragraphs:
        for part, words in _spans(units, listener if duties >= _DUTIES else None, between):
            found.setdefault(part, []).append(words)
    return {part: "\n\n".join(spans) for part, spans in found.items()}


def _is_of_nobody(text: str) -> bool:
    """In English and French somebody who tells of themself says "I"."""
    return not speaks_of_itself(text) and tongues_of(text) <= {"any", "en", "fr"}


def _paragraphs(text: str) -> Iterator[str]:
    if is_a_transcript(text):
        yield "\n".join(line for line in text.split("\n") if line.strip())
        return
    for each in re.split(r"\n\s*\n", text):
        if each.strip() and not each.startswith(HEADING):
            yield from each.split("\n") if _stand_alone(each) else [each]


def _stand_alone(paragraph: str) -> bool:
    """Several lines of which each ends as a sentence does, as people type into a message."""
    lines = paragraph.split("\n")
    return len(lines) >= _LINES and all(line.rstrip().endswith(_ENDS) for line in lines)


def _units(paragraph: str, listener: Listener, name: str) -> Iterator[Unit]:
    """Its sentences (the lines of a transcript), with the part that each tells."""
    for line in paragraph.split("\n"):
        if line.strip() and not line.startswith(HEADING) and not is_byline(line):
            others = of_others(line, name)
            asked = _own_question(line)
            for sentence in sentences(line):
                if not any(start < sentence.end and sentence.start < end for start, end in others):
                    yield sentence.text, listener.part_of(sentence.text) or (asked if sentence.start else "")


def _with_reasons(units: list[Unit], listener: Listener) -> list[Unit]:
    """How the worker's life was before, up to what turned it, and what is still said of that, is why; in the paragraph
    of a story, what stands between belongs to it."""
    first = next((number for number, (words, _) in enumerate(units) if listener.is_before_this_work(words)), None)
    turns = [number for number, (words, _) in enumerate(units) if listener.turns(words)]
    if first is None or not turns or turns[-1] < first:
        return units
    reason = range(first, turns[-1] + 1)
    told = [part for _, part in units[first : turns[-1] + 1] if part in _CLEAR]
    return (
        units if told else [(words, "why" if number in reason else part) for number, (words, part) in enumerate(units)]
    )


def _own_question(line: str) -> str:
    """What a paragraph asks itself before it answers: "Why am I here? In primary six …"."""
    first, *rest = sentences(line)
    short = first.text.endswith(("?", "؟")) and len(first.text.split()) <= _WORDS_OF_A_QUESTION
    part = asked_by(first.text) if short and rest else None
    return part if part in PROSE else ""


def _spans(units: list[Unit], duties: Listener | None, between: str) -> Iterator[tuple[str, str]]:
    """Runs of sentences that tell one part: a sentence without a sign of its own goes on with what was told before it,
    and before the first sign it belongs to it, unless it says who speaks or the paragraph tells several parts."""
    parts = [part or ("role" if duties and duties.duties(words) else "") for words, part in units]
    several = len({part for part in parts if part}) > 1
    introduces = any(is_introduction(words) for words, _ in units)
    now = "" if several or introduces else next((part for part in parts if part), "")
    told = []
    for (words, _), part in zip(units, parts, strict=True):
        now = part or now
        told.append(("" if is_introduction(words) and not part else now, words))
    for part, run in groupby(told, key=lambda each: each[0]):
        if part:
            yield part, between.join(words for _, words in run)
