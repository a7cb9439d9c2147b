"""Whether a text is about the campaign's theme, and which of the accepted kinds of blog post it is of."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from scheduler.models import Kind, Submission
from scheduler.submissions.data import themes
from scheduler.submissions.folding import folded
from scheduler.submissions.language import language_of
from scheduler.submissions.screening import Screen

_WEAK_ENOUGH, _SIGNS_ENOUGH = 3, 2
_SHORTEST_WORD, _STEM = 5, 6
_NOT_TELLING = {"about", "after", "decade", "every", "their", "there", "these", "those", "years", "together", "towards"}


def with_theme(submission: Submission, theme: str) -> Submission:
    """A blog post with what it is about; any other submission as it is."""
    if submission.kind is not Kind.BLOG:
        return submission
    return replace(
        submission, angles=angles_of(submission.text), off_theme=off_theme(submission, theme) if theme else ""
    )


def off_theme(submission: Submission, theme: str) -> str:
    """Why it is not about the theme, in words; "" when it is, or when nobody can tell."""
    text = folded(f"{submission.title}\n{submission.text}\n{submission.parts.title or ''}")
    concepts = [each for each in _concepts() if each.theme.search(folded(theme))]
    if concepts:
        if any(_is_about(concept, text) for concept in concepts):
            return ""
        return f"Not one of its {len(text.split())} words speaks of {concepts[0].says}."
    stems = {word[:_STEM] for word in re.findall(r"\w+", folded(theme)) if _tells(word)}
    if not stems or any(stem in text for stem in stems) or language_of(theme) != submission.language:
        return ""
    return f"None of the theme’s words is in its {len(text.split())} words: “{theme}”."


def angles_of(text: str) -> tuple[str, ...]:
    """Which of the call's kinds a blog post is of, the plainest first; () when its words do not say."""
    plain = folded(text)
    seen = Counter(name for name, sign in _angles().may_fit(plain) if sign.search(plain))
    return tuple(
        sorted((name for name in themes()["angles"] if seen[name] >= _SIGNS_ENOUGH), key=lambda name: -seen[name])
    )


class _Concept:
    def __init__(self, says: str, theme: str, strong: list[str], weak: list[str]) -> None:
        self.says, self.theme = says, re.compile(folded(theme))
        self.strong, self.weak = _together(strong), tuple(re.compile(folded(each)) for each in weak)


def _is_about(concept: _Concept, text: str) -> bool:
    return bool(concept.strong.search(text)) or sum(bool(each.search(text)) for each in concept.weak) >= _WEAK_ENOUGH


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in _NOT_TELLING


@cache
def _concepts() -> tuple[_Concept, ...]:
    return tuple(_Concept(**each) for each in themes()["concepts"])


@cache
def _angles() -> Screen[tuple[str, re.Pattern[str]]]:
    every = ((name, re.compile(folded(sign))) for name, each in themes()["angles"].items() for sign in each["signs"])
    return Screen((sign, (name, sign)) for name, sign in every)


def _together(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{folded(each)})" for each in patterns))
