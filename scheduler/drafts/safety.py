"""What must not be in anything that we propose, whoever wrote it: it is left out before anything is chosen.

This is the last net, not the first: what intake found stands in the submission's findings and is kept out here, and
what it may have missed is looked for once more. A line that only looks dangerous is lost to us; nobody is harmed by
that.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scheduler.drafts.faithful import plain, sentences_of
from scheduler.drafts.minors import has_minor, minors_named
from scheduler.models import FindingKind, Kind, Submission, Use
from scheduler.submissions.holding import CONTRIBUTOR
from scheduler.submissions.record import BY_WORDS
from scheduler.submissions.screening import screened
from scheduler.submissions.sentences import Sentence
from scheduler.submissions.terms import is_named_in

_TELLING_NAME = 4
_EMAIL = re.compile(
    r"[^\s@]\s?@\s?[^\s@]{1,80}\.\w|\w\s*(?:\(at\)|\[at\])\s*\w"
    r"|\w at [\w.-]{1,80}(?:\.| dot )(?:org|com|net|co|[a-z]{2})\b(?!\.? [a-z])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:Plot|House|Flat|Stand|Apartment|Apt|Erf|P\.? ?O\.? ?Box|B\.?P\.?|C\.?P\.?)\.? (?:(?:No|Nr|Number)\.? ?)?\d"
)
_REACHES = screened((_EMAIL, _ADDRESS))
_NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s().\-/]{0,2}\d){6,14}(?!\w)")
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"  # two years
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}"  # a date
    r"|\d{1,3}(?:[ .]\d{3})+"  # 1 250 000
)


@lru_cache(maxsize=1024)
def has_contact(text: str) -> bool:
    """Whether a telephone number, an e-mail address or the number of a house stands in it."""
    return any(row.search(text) for row in _REACHES.may_fit(text)) or any(
        not _NO_PHONE.fullmatch(number.group().strip("() ")) for number in _NUMBER.finditer(text)
    )


@lru_cache(maxsize=64)
def safe_sentences(text: str, submission: Submission) -> tuple[Sentence, ...]:
    """The sentences of `text` that hold no finding, no telephone number, no e-mail address and no minor, nor the name
    of a contributor who does not want to be named.

    Where a minor is told of, the whole paragraph goes: its other sentences are about the same person. So does every
    other one that has that child's name.
    """
    found, names = _kept_out(submission)
    closed = [(start, end) for start, end in _paragraphs(text) if _is_about_a_minor(text[start:end], names)]
    return tuple(
        sentence
        for sentence in sentences_of(text)
        if not has_contact(sentence.text)
        and not gives_the_name(sentence.text, submission)
        and not any(start <= sentence.start < end for start, end in closed)
        and not _touches(plain(sentence.text), found)
    )


def open_paragraphs(text: str, submission: Submission) -> str:
    """The text without the paragraphs that tell of a minor."""
    _, names = _kept_out(submission)
    pieces = (text[start:end] for start, end in _paragraphs(text))
    return "".join(piece for piece in pieces if not _is_about_a_minor(piece, names))


@lru_cache(maxsize=64)
def _kept_out(submission: Submission) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that no sentence may hold, and the names of whom no paragraph may tell."""
    found = (plain(finding.text) for finding in submission.findings if finding.kind in BY_WORDS)
    words = (*filter(None, found), *_names_unasked(submission))
    return words, (*children_named(submission), *_persons_found(submission))


def others_unasked(submission: Submission) -> list[tuple[str, str]]:
    """Those who are quoted or to be seen and have not agreed, each as (role, name)."""
    waiting = [finding.text for finding in submission.findings if finding.kind is FindingKind.CONSENT]
    others = (each for each in submission.people if each[0] != CONTRIBUTOR)
    return [each for each in others if any(text.startswith(f"{each[1]} is ") for text in waiting)]


def _names_unasked(submission: Submission) -> Iterator[str]:
    """Their names, and each part of them that is long enough to tell somebody by."""
    for _, name in others_unasked(submission):
        yield from filter(None, (plain(part) for part in (name, *name.split()) if len(part) >= _TELLING_NAME))


def gives_the_name(text: str, submission: Submission) -> bool:
    """Whether the contributor is named there, and does not want to be."""
    if Use.NAME in submission.agreed.uses:
        return False
    theirs = (name for role, name in submission.people if role == CONTRIBUTOR)
    known = {submission.parts.name, submission.author, *theirs}
    return any(is_named_in(text, name) for name in known if name)


def is_safe(text: str, submission: Submission) -> bool:
    """Whether every sentence of `text` is one that `safe_sentences` lets through."""
    return len(safe_sentences(text, submission)) == len(sentences_of(text))


def may_stand(line: str) -> bool:
    """Whether a line about the contributor themself, such as a title, has neither a contact nor a minor in it."""
    return not has_contact(line) and not has_minor(line)


@lru_cache(maxsize=64)
def children_named(submission: Submission) -> frozenset[str]:
    """Names of children in anything that came in; not the worker's own, nor their organisation's."""
    parts = submission.parts
    told = (parts.why, parts.role, parts.support, parts.love, parts.qualifications, parts.quote)
    texts = (submission.title, submission.text, submission.own_summary, *told)
    own = " ".join(filter(None, (parts.name, parts.title, parts.organisation, parts.country)))
    if submission.kind is Kind.PROFILE:
        own += f" {submission.author}"
    passages = (text[start:end] for text in texts if text for start, end in _paragraphs(text))
    return frozenset(plain(name) for told in passages for name in minors_named(told) if name not in own)


def _touches(sentence: str, found: tuple[str, ...]) -> bool:
    return any(words in sentence or (len(sentence) > 1 and sentence in words) for words in found)


def _persons_found(submission: Submission) -> Iterator[str]:
    persons = (FindingKind.MINOR, FindingKind.CLIENT)
    return (plain(finding.text) for finding in submission.findings if finding.kind in persons and plain(finding.text))


def _is_about_a_minor(paragraph: str, names: Sequence[str]) -> bool:
    if has_minor(paragraph):
        return True
    told = plain(paragraph)
    return any(name in told and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) for name in names)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.end()
        start = gap.end()
    yield start, len(text)
