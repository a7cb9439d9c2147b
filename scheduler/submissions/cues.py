"""The signs by which a part of a profile is told or asked for (cues.yaml), ready to be searched."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from scheduler.submissions.data import cues
from scheduler.submissions.folding import folded
from scheduler.submissions.quoted import outside
from scheduler.submissions.screening import Screen

_COMMON = {
    "en": frozenset(["the", "and", "of", "to", "is", "was", "i", "my", "with", "for", "they"]),
    "fr": frozenset(["le", "la", "les", "et", "des", "est", "une", "je", "pour", "dans", "du"]),
    "es": frozenset(["el", "la", "los", "y", "que", "una", "con", "en", "por", "mi", "las"]),
    "pt": frozenset(["o", "a", "os", "e", "que", "uma", "com", "em", "por", "não", "as"]),
}
"""Words that no text of the language does without."""
_SOMEBODY = re.compile(
    r"\b(?:i|we|my|our|she|he|her|his|je|j'|nous|mon|ma|mes|notre|nos|elle|il|son|sa|ses|on|c'est)\b|j'|m'"
)
"""In a story told in English or French, a sentence about the worker's work says whose."""
_PRONOUNS = {"en": "she", "fr": "elle", "es": "ella", "pt": "ela"}
_FEWEST_WORDS = 5
""" "I love my work." says that, and not what."""
_OTHERS = re.compile(r"\b(?:she|he|elle|ella|ela|ele)\b")
Rows = Screen[tuple[str, re.Pattern[str]]]
"""The part, and the sign that tells it."""


class Listener:
    """Hears which part a sentence tells of the worker.

    A story calls the worker by `name` or "she"; whoever speaks of themself says "I", and "she" is somebody else.
    """

    def __init__(self, tongues: frozenset[str], name: str, *, third_person: bool) -> None:
        """`tongues`: of the text; `name`: of the worker."""
        self._told = _told(tongues)
        words = "|".join(re.escape(word) for word in folded(name).split() if len(word) > 1)
        self._named = re.compile(rf"\b(?:{words})(?: (?:{words}))*\b") if words else None
        self._third_person = third_person
        self._says_who = third_person and tongues <= {"any", "en", "fr"}
        self._pronoun = next((pronoun for tongue, pronoun in _PRONOUNS.items() if tongue in tongues), "she")

    def part_of(self, sentence: str) -> str:
        """The part that the sentence tells for sure; "" when it tells none."""
        plain = self._plain(sentence)
        part = first(self._told, plain) or ""
        if part == "love" and plain.endswith(".") and len(plain.split()) < _FEWEST_WORDS:
            return ""
        if part == "role" and self._says_who and not _SOMEBODY.search(plain):
            return ""
        return "" if part == "role" and _compiled("long_ago").search(plain) else part

    def is_before_this_work(self, sentence: str) -> bool:
        """Whether a story says there how the worker's life was before."""
        return _compiled("before_this_work").search(self._plain(sentence)) is not None

    def turns(self, sentence: str) -> bool:
        """Whether it says there what turned the worker's life."""
        return _compiled("turn").search(self._plain(sentence)) is not None

    def duties(self, sentence: str) -> int:
        """How many things it says that the worker does at work, or may do."""
        plain = self._plain(outside(sentence) if self._third_person else sentence)
        if _compiled("long_ago").search(plain):
            return 0
        many = len(_compiled("i_do").findall(plain))
        if many > 1 or (self._third_person and _compiled("she_does").search(plain)):
            return max(many, 2)
        return 1 + bool(_compiled("more_duties").search(plain)) if _duties().search(plain) else 0

    def _plain(self, sentence: str) -> str:
        plain = folded(sentence).lstrip('“«„" ')
        if self._named:
            return self._named.sub(self._pronoun, plain)
        return plain if self._third_person else _OTHERS.sub("they", plain)


def tongues_of(text: str) -> frozenset[str]:
    """In which languages a text may tell something: cheap, and rather too many than too few."""
    words = re.findall(r"\w+", text.lower()[:4000])
    number = Counter(words)
    counts = {tongue: sum(number[word] for word in known) for tongue, known in _COMMON.items()}
    most = max(counts.values())
    seen = {tongue for tongue, number in counts.items() if number * 2 >= most}
    return frozenset({"any", *seen, *(["ar"] if re.search("[\u0600-\u06ff]", text) else [])})


def first(table: Rows, plain: str) -> str | None:
    """The part of the first row that is found in folded text; "" when that row asks for no part; None for no row."""
    return next((part for part, sign in table.may_fit(plain) if sign.search(plain)), None)


@cache
def _told(tongues: frozenset[str]) -> Rows:
    return _rows((row["part"], row["sign"]) for row in cues()["told"] if row["tongue"] in tongues)


@cache
def rows(table: str) -> Rows:
    """`headings`, `asked`, `labels` or `run_in`."""
    return _rows(("" if row["part"] == "none" else row["part"], row["sign"]) for row in cues()[table])


def _rows(written: Iterable[tuple[str, str]]) -> Rows:
    signs = ((part, re.compile(_sign(sign))) for part, sign in written)
    return Screen((sign, (part, sign)) for part, sign in signs)


@cache
def _duties() -> re.Pattern[str]:
    return re.compile("|".join(_sign(each) for each in cues()["duties"]))


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(_sign(cues()[name].replace("\n", "")))


def _sign(written: str) -> str:
    """With its names put in, folded as the text is."""
    for name, stands_for in cues()["names"].items():
        written = written.replace(f"<{name}>", stands_for)
    return folded(written)
