"""Which sentences make a summary, when all that is known is whether a choice fits.

Running text: one run of neighbours from its beginning, so that it reads as it was written. Answers of a profile: the
beginning of each. A sentence that begins with This or They is taken only behind the one that it leans on.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.drafts.words import leans_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """One sentence of a summary and its place: in `passage` ("text", "own_summary" or a part's name), start to end.

    `number` counts the passage's sentences from 0: neighbours have neighbouring numbers. One `with_next` says the half
    of it alone: it goes only together with the sentence behind it.
    """

    text: str
    passage: str
    start: int
    end: int
    number: int
    with_next: bool = False


Fit = Callable[[Sequence[Extract]], bool]

_STARTS = 6
"""A run begins with one of the first so many sentences."""
_ENOUGH = 350
"""Characters above which a longer summary is no better one; what editors write is about half as long."""
_LENGTH, _LATE, _PIECES, _TITLE = 0.1, 0.024, 0.02, 0.2
"""What enough words, each sentence skipped at the beginning, each sentence taken, and the title's words weigh.

Rounded from a linear fit to ROUGE-1 on the development set that `benchmarks/summaries.py` reads; any but
_LATE, halved or doubled, changes the result by about a point at most; without _LATE it loses three.
"""
_LONGEST_SMALL_WORD = 3


def best_run(sentences: Sequence[Extract], fit: Fit, *, title: str, least: int, most: int) -> Sequence[Extract]:
    """Neighbouring sentences near the beginning that together fit: those that hold most of the title's words.

    At least `least` where so many fit, never more than `most`; none when nothing fits.
    """
    runs = [run for start in range(min(_STARTS, len(sentences))) for run in _runs(sentences, start, fit, most)]
    enough = [run for run in runs if len(run) >= least] or runs
    wanted = _large_words(title)
    return max(enough, key=lambda run: _worth(run, wanted), default=[])


def _runs(sentences: Sequence[Extract], start: int, fit: Fit, most: int) -> Iterator[Sequence[Extract]]:
    """One sentence, two, three … from `start` on, as long as they fit and each can be understood."""
    if start and sentences[start - 1].with_next:
        return
    for end in range(start + 1, min(len(sentences), start + most) + 1):
        run = sentences[start:end]
        if not stands(run[-1], run[:-1]) or not fit(run):
            return
        if not run[-1].with_next:
            yield run


def _worth(run: Sequence[Extract], wanted: set[str]) -> float:
    text = " ".join(extract.text for extract in run)
    # One word of a title that has only two is no proof: hence the + 1.
    share = len(wanted & _large_words(text)) / (len(wanted) + 1)
    length = min(len(text), _ENOUGH) / 240
    return _LENGTH * length - _LATE * min(run[0].number, 5) - _PIECES * len(run) + _TITLE * share


def _large_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > _LONGEST_SMALL_WORD}


def stands(extract: Extract, before: Sequence[Extract]) -> bool:
    """Whether it can be understood behind `before`."""
    if not leans_back(extract.text):
        return True
    return any(each.passage == extract.passage and each.number == extract.number - 1 for each in before)


def beginnings(passages: Sequence[Sequence[Extract]], fit: Fit, *, most: int) -> Sequence[Extract]:
    """The first sentence of each passage, then the second of each …, as long as all of them together fit.

    A passage ends before its first sentence that does not: a later one would stand in the air.
    """
    taken: list[list[Extract]] = [[] for _ in passages]
    closed: set[int] = set()
    for place, group in _in_turn([groups(passage) for passage in passages]):
        own = taken[place]
        if place in closed or sum(map(len, taken)) + len(group) > most or not stands(group[0], own):
            continue
        own.extend(group)
        if not fit([each for run in taken for each in run]):
            del own[-len(group) :]
            closed.add(place)
    return [each for run in taken for each in run]


def groups(passage: Sequence[Extract]) -> list[Sequence[Extract]]:
    """The passage in pieces of one sentence, or of several that go only together."""
    ends = [place for place, each in enumerate(passage, 1) if not each.with_next]
    return [passage[start:end] for start, end in pairwise([0, *ends])]


def _in_turn(passages: Sequence[Sequence[Sequence[Extract]]]) -> Iterator[tuple[int, Sequence[Extract]]]:
    for number in range(max(map(len, passages), default=0)):
        yield from ((place, passage[number]) for place, passage in enumerate(passages) if number < len(passage))
