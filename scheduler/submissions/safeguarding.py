"""Finds what could harm somebody if it were published: telephone numbers, addresses, children who can be recognised.

Patterns, not a model: they find the place, a person decides. The worker's own name and country are meant to be seen.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from scheduler.models import Finding, FindingKind

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+"
    r"(?:@[\w-]+(?:\.[\w-]+)+| (?:\[at\]|\(at\)|at) [\w-]+ ?(?:\.|\(dot\)| dot ) ?(?:org|com|net)\b)"
)
_ADDRESS = re.compile(
    r"\bP\.? ?O\.? Box \d+|\b\d{1,4}[a-z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive)\b"
    r"|\b\d{1,4},? (?:rue|avenue|boulevard|calle|avenida|rua) (?:[\w’'-]+ ?){1,4}",
)
_NATIONAL_ID = re.compile(
    r"\b(?:national id|id (?:card|number|no)|passport|nid|cédula|dni|cni)\b\D{0,12}[\w-]*\d[\w-]{4,}", re.I
)
_AGE = (
    r"(?:\baged? (?:of )?(?P<a>\d{1,2})\b(?! ?(?:to|–|-) ?\d)"  # "aged 5 to 17" is a group, nobody in it
    r"|(?P<b>\d{1,2})[- ]years?[- ]old|(?P<c>\d{1,2}) (?:ans|años|anos)\b)"
)
_MINOR = re.compile(_AGE, re.IGNORECASE)
_NAMED = re.compile(r"\b(?!The\b|A\b|In\b|I\b)[A-ZÀ-Þ][a-zà-ÿ’'-]+(?: [A-ZÀ-Þ][a-zà-ÿ’'-]+)?")
_PRIVATE = re.compile(
    r"\bHIV|\bAIDS\b|abus|rape|pregnan|prison|orphan|disab|traffick|school in|primary school|village of|violée|abusad",
    re.I,
)
_OWN_AGE = re.compile(
    r"(?:When I was|I was|At(?: the age of)?|Cuando (?:yo )?tenía|Quand j[’']avais) (?:only |just |aged? )?\d", re.I
)
_ADULT = 18


def findings(text: str, file: Path, *, region: str | None) -> list[Finding]:
    """Every place that a person must look at; `region` is the two-letter country whose telephone numbers are short."""
    found = [
        *_phones(text, file, region),
        *_matches(_EMAIL, FindingKind.EMAIL, text, file),
        *_matches(_ADDRESS, FindingKind.ADDRESS, text, file),
        *_matches(_NATIONAL_ID, FindingKind.NATIONAL_ID, text, file),
        *_minors(text, file),
    ]
    return sorted(set(found), key=lambda finding: (finding.line, finding.kind, finding.text))


def _matches(pattern: re.Pattern[str], kind: FindingKind, text: str, file: Path) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield Finding(kind=kind, text=match.group().strip(), file=file, line=_line(text, match.start()))


def _phones(text: str, file: Path, region: str | None) -> Iterator[Finding]:
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, region):
        words = match.raw_string.strip()
        yield Finding(kind=FindingKind.PHONE, text=words, file=file, line=_line(text, match.start))


def _minors(text: str, file: Path) -> Iterator[Finding]:
    """A child's age near a name or a private matter: the two together tell who it is."""
    for match in _MINOR.finditer(text):
        age = next(int(number) for number in match.groups() if number)
        begin = max(text.rfind("\n", 0, match.start()), text.rfind(". ", 0, match.start())) + 1
        end = min(
            (place for place in (text.find(". ", match.end()), text.find("\n", match.end())) if place > 0),
            default=len(text),
        )
        around = text[begin:end].strip()
        named = _NAMED.search(around[1:]) is not None
        if age < _ADULT and (named or _PRIVATE.search(around)) and not _is_own_story(around):
            yield Finding(kind=FindingKind.MINOR, text=around[:200], file=file, line=_line(text, match.start()))


def _is_own_story(sentence: str) -> bool:
    """The worker's own childhood is theirs to tell."""
    return bool(_OWN_AGE.match(sentence))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
