"""Finds what could harm somebody if it were published: telephone numbers, addresses, people who can be recognised.

Patterns, not a model: they find the place, a person decides. The worker's own name and country are meant to be seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scheduler.models import Finding, FindingKind
from scheduler.submissions.contacts import ADDRESSES, PAPERS, emails, is_reference, places
from scheduler.submissions.extract import Extract
from scheduler.submissions.people import clients, minors
from scheduler.submissions.phones import phones
from scheduler.submissions.regions import region_of

_LONGEST_QUOTED = 200
_BEFORE = 40
Place = tuple[int, str]


def found_in(opened: Iterable[tuple[Path, Extract]], country: str | None) -> Iterator[Finding]:
    """What the readers noticed and what the words give away, file by file."""
    region = region_of(country)
    for file, extract in opened:
        for kind, words in extract.noticed:
            at = extract.text.find(words)
            noticed = Finding(kind=kind, text=words, file=file)
            yield noticed if at < 0 else replace(_finding(kind, extract.text, file, at, words), text=words)
        yield from findings(extract.text, file, region=region)


def findings(text: str, file: Path, *, region: str | None) -> list[Finding]:
    """Every place that a person must look at; `region` is the two-letter country whose telephone numbers are short."""
    numbers = places(PAPERS, text)
    papers = [(start, words) for start, words in numbers if not is_reference(text[max(0, start - _BEFORE) : start])]
    found: list[tuple[FindingKind, Iterable[Place]]] = [
        (FindingKind.PHONE, _phones(text, region, papers)),
        (FindingKind.EMAIL, emails(text)),
        (FindingKind.ADDRESS, places(ADDRESSES, text)),
        (FindingKind.NATIONAL_ID, papers),
        (FindingKind.MINOR, minors(text)),
        (FindingKind.CLIENT, clients(text)),
    ]
    made = {_finding(kind, text, file, start, words) for kind, told in found for start, words in told}
    return sorted(made, key=lambda finding: (finding.line, finding.kind, finding.text))


def _finding(kind: FindingKind, text: str, file: Path, at: int, words: str) -> Finding:
    line = text.count("\n", 0, at) + 1
    return Finding(kind=kind, text=words[:_LONGEST_QUOTED], file=file, line=line, start=at, end=at + len(words))


def _phones(text: str, region: str | None, papers: Iterable[Place]) -> Iterator[Place]:
    """Numbers to be called, but for those of papers."""
    taken = [(start, start + len(words)) for start, words in papers]
    for start, words in phones(text, region):
        if not any(other < start + len(words) and start < end for other, end in taken):
            yield start, words
