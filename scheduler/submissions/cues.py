"""The signs by which a part of a profile is told or asked for (cues.yaml), ready to be searched."""

import re
from collections import Counter
from functools import cache

from scheduler.submissions.data import cues
from scheduler.submissions.folding import folded

_COMMON = {
    "en": frozenset(["the", "and", "of", "to", "is", "was", "i", "my", "with", "for", "they"]),
    "fr": frozenset(["le", "la", "les", "et", "des", "est", "une", "je", "pour", "dans", "du"]),
    "es": frozenset(["el", "la", "los", "y", "que", "una", "con", "en", "por", "mi", "las"]),
    "pt": frozenset(["o", "a", "os", "e", "que", "uma", "com", "em", "por", "não", "as"]),
}
"""Words that no text of the language does without."""
Rows = tuple[tuple[str, re.Pattern[str]], ...]


def told_of(sentence: str, tongues: frozenset[str]) -> str:
    """The part that the sentence tells for sure; "" when it tells none. `tongues`: of the text."""
    plain = folded(sentence)
    part = first(_told(tongues), plain) or ""
    return "" if part == "role" and _long_ago().search(plain) else part


def tongues_of(text: str) -> frozenset[str]:
    """In which languages a text may tell something: cheap, and rather too many than too few."""
    words = re.findall(r"\w+", text.lower()[:4000])
    number = Counter(words)
    counts = {tongue: sum(number[word] for word in known) for tongue, known in _COMMON.items()}
    most = max(counts.values())
    seen = {tongue for tongue, number in counts.items() if number * 2 >= most}
    return frozenset({"any", *seen, *(["ar"] if re.search("[\u0600-\u06ff]", text) else [])})


def tells_a_duty(sentence: str) -> bool:
    """Whether it says what somebody does at work, or may."""
    plain = folded(sentence)
    return _duties().search(plain) is not None and not _long_ago().search(plain)


def first(table: Rows, plain: str) -> str | None:
    """The part of the first row that is found in folded text; "" when that row asks for no part; None for no row."""
    return next((part for part, sign in table if sign.search(plain)), None)


@cache
def _told(tongues: frozenset[str]) -> Rows:
    return tuple((row["part"], re.compile(_sign(row["sign"]))) for row in cues()["told"] if row["tongue"] in tongues)


@cache
def rows(table: str) -> Rows:
    """`asked` or `labels`."""
    return tuple(
        ("" if row["part"] == "none" else row["part"], re.compile(_sign(row["sign"]))) for row in cues()[table]
    )


@cache
def _duties() -> re.Pattern[str]:
    return re.compile("|".join(_sign(each) for each in cues()["duties"]))


@cache
def _long_ago() -> re.Pattern[str]:
    return re.compile(_sign(cues()["long_ago"]))


def _sign(written: str) -> str:
    """With its names put in, folded as the text is."""
    for name, stands_for in cues()["names"].items():
        written = written.replace(f"<{name}>", stands_for)
    return folded(written)
