"""Whose words a passage holds: the contributor's, or somebody's whom they quote or talk with.

An epigraph, any quotation with another name under it, an interviewer's questions: true words, but not theirs to be
given as theirs. Of a conversation only the worker's turns remain, without the labels.
"""

from collections.abc import Iterator
from functools import lru_cache

import regex

from scheduler.drafts.safety import safe_sentences
from scheduler.drafts.turns import ANSWERS, label_of, turns
from scheduler.models import Kind, Submission
from scheduler.submissions.sentences import Sentence

_NAME = r"[*_]*(?P<name>(?:\p{Lu}|\p{Lo})[\p{L}\p{M}.'’-]*(?:,? [\p{L}\p{M}.'’-]+){0,6})\.?[*_]*"
_FULL_NAME = r"(?P<name>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+)+)"
_DASH = r"(?:[—–―~]|--|(?<=\s)-)\s*"
_QUOTED = r"[*_>\s]{0,5}(?:“[^”]{1,600}”|\"[^\"]{1,600}\"|«[^»]{1,600}»|„[^“”]+[“”]|‘[^’]+’)[.,]?[*_]*"
_LINE_ENDS = r"[ \t]*(?=\n|\Z)"
_FOREIGN = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"(?:\A|(?<=\n)){_QUOTED}[ \t]*(?:\n\s{{0,5}})?{_DASH}{_NAME}{_LINE_ENDS}",
        rf"(?:\A|(?<=\n)){_QUOTED}[ \t]*\n\s{{0,5}}\(?{_NAME}\)?{_LINE_ENDS}",
        rf"(?:\A|(?<=\n)){_QUOTED}[ \t]*\({_NAME}\){_LINE_ENDS}",
        # an epigraph without marks
        rf"\A(?!\s*[-–—*•])(?:[^\n]+\n){{1,4}}\s*[—–―]\s*{_FULL_NAME}(?:, [^\n.]{{1,40}})?{_LINE_ENDS}",
    )
)
"""A quotation that fills its lines, and who said it, behind a dash or on the next line."""
_QUOTES_OR_DASHES = regex.compile('[“"«„‘—–―]')
"""One of them stands in whatever is credited to somebody."""
_BYLINE = regex.compile(r"\A\s*(?:[^\n]{0,79}[^\n.!?…]\n\s*\n)?(?:By|Par|Por|Von)(?:[ \t]+\S+){1,12}[ \t]*(?=\n\s*\n)")
_SENTENCE_ENDS = r"(?<=[.!?…”\"»“’][*_]*\s*)"
_NAMED_AT_THE_END = tuple(
    regex.compile(rf"{pattern}\s*\Z")
    for pattern in (
        rf"{_SENTENCE_ENDS}{_DASH}{_NAME}",
        rf"\s{_DASH}{_FULL_NAME}",
        rf"{_SENTENCE_ENDS}\({_FULL_NAME}\)",
        rf"{_SENTENCE_ENDS}\n\s*{_NAME}",
    )
)
_SAID_BY = regex.compile(
    r"\A\W*(?:As |Comme |Como |Wie )?(?P<name>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+)*) (?:once |famously |a |ha )?"
    r"(?:said|says|wrote|puts? it|disait|dit|écrivait|dijo|decía|dice|disse|dizia|sagte|schrieb)\b"
)


@lru_cache(maxsize=64)
def own_sentences(text: str, submission: Submission) -> tuple[Sentence, ...]:
    """The safe sentences of a passage that are the contributor's own words."""
    foreign = [*_credited(text, submission), *_others_turns(text, submission)]
    return tuple(
        sentence
        for sentence in safe_sentences(text, submission)
        if not any(start <= sentence.start < end for start, end in foreign)
    )


def without_label(text: str, submission: Submission) -> str:
    """The answer "Ines: The walk home." without the worker's name before it."""
    speaker, words = label_of(text)
    return text[words:] if speaker and not turns(text) and _is_the_workers(speaker, submission) else text


def speaks(submission: Submission, passage: str) -> bool:
    """Whether the worker speaks there themself: in the first person throughout, or in an interview's answers."""
    told = str(getattr(submission.parts, passage, None) or getattr(submission, passage, ""))
    return not submission.third_person or bool(turns(told)) or without_label(told, submission) != told


def quoted_from(field: str, submission: Submission) -> str:
    """What a quote field holds of the contributor's own: all of it less a name at its end; "" when it names somebody
    else as the one who said it."""
    field = without_label(field, submission)
    said_by, end = _SAID_BY.match(field), next(filter(None, (each.search(field) for each in _NAMED_AT_THE_END)), None)
    others = [found["name"] for found in (said_by, end) if found and not _is_theirs(found["name"], submission)]
    if others or turns(field) or label_of(field)[0].casefold() in _speakers(submission):
        return ""
    return field[: end.start()].rstrip() if end else field


def _credited(text: str, submission: Submission) -> Iterator[tuple[int, int]]:
    """Quotations under which somebody else's name stands, and a line on top that says who wrote it down."""
    if byline := _BYLINE.match(text):
        yield byline.span()
    for pattern in _FOREIGN if _QUOTES_OR_DASHES.search(text) else ():
        for match in pattern.finditer(text):
            if not _is_theirs(match["name"], submission):
                yield match.span()


def _others_turns(text: str, submission: Submission) -> Iterator[tuple[int, int]]:
    """Every label, and what others say behind theirs."""
    talk = turns(text)
    for turn in talk:
        yield turn.start, turn.words if _is_the_workers(turn.speaker, submission) else turn.end
    if not talk and label_of(text)[0].casefold() in _speakers(submission):
        yield 0, len(text)


def _speakers(submission: Submission) -> set[str]:
    """Whose turns the whole text has, apart from the worker's."""
    found = {turn.speaker for turn in turns(submission.text)}
    return {speaker.casefold() for speaker in found if not _is_the_workers(speaker, submission)}


def _is_the_workers(speaker: str, submission: Submission) -> bool:
    """Whether a label means the worker: by name, initials, title, or as the one who answers."""
    if speaker.casefold().rstrip(".") in ANSWERS:
        return True
    parts = submission.parts
    name = parts.name or (submission.author if submission.kind is Kind.PROFILE else "")
    initials = "".join(word[0] for word in name.split())
    return speaker.replace(".", "").replace(" ", "") == initials or _all_in(speaker, f"{name} {parts.title or ''}")


def _is_theirs(name: str, submission: Submission) -> bool:
    """Whether a name under a quotation is the contributor's."""
    parts = submission.parts
    known = (parts.name, submission.author, parts.title, parts.organisation, parts.country)
    return _all_in(name, " ".join(filter(None, known)))


def _all_in(name: str, known: str) -> bool:
    words = regex.findall(r"\w+", name.casefold())
    return bool(words) and {*words} <= {*regex.findall(r"\w+", known.casefold())}
