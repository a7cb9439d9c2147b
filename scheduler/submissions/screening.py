"""Which rules of a table can fit a text at all: one look at the text instead of one search a rule.

Most rules fit nowhere, and most say so by their letters: where none of "pupil", "schoolgirl" or "learner" stands, the
rule that begins with them cannot fit. `needs` reads these words out of the rules; here all words of a table are looked
for at once (Aho-Corasick), and what is found says which rules are worth a search.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import or_
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from scheduler.submissions.needs import EDGE, Need, comparable, needs_of


class AnyPattern(Protocol):
    """One of `re` or of `regex`."""

    @property
    def pattern(self) -> Any: ...

    def search(self, string: str, /) -> Any: ...


Row = TypeVar("Row")
Pattern = TypeVar("Pattern", bound=AnyPattern)


class _Look(NamedTuple):
    """`met`: for each word the needs that it meets, by where it must not lie within a longer word: (before, behind).
    Needs are the bits of a number; `rows`: what each row needs."""

    words: AhoCorasick
    met: list[list[tuple[bool, bool, int]]]
    rows: list[tuple[int, Any]]


class Screen(Generic[Row]):
    """The rows of a table, each with the pattern by which it is told. Nothing is read out of them before it is used."""

    def __init__(self, rows: Iterable[tuple[AnyPattern, Row]]) -> None:
        self.rows = tuple(rows)

    def may_fit(self, text: str) -> Iterator[Row]:
        """The rows whose pattern may be found in the text, in the table's order; none is left out that would be."""
        told, seen = comparable(text), 0
        words, met, rows = self._look
        for word, start, end in words.find_matches_as_indexes(told, overlapping=True):
            for alone_before, alone_behind, needs in met[word]:
                if not (
                    (alone_before and start and told[start - 1].isalpha())
                    or (alone_behind and told[end : end + 1].isalpha())
                ):
                    seen |= needs
        for needed, row in rows:
            if needed & seen == needed:
                yield row

    @cached_property
    def _look(self) -> _Look:
        bits: dict[Need, int] = {}
        rows = list[tuple[int, Row]]()
        for pattern, row in self.rows:
            needs = needs_of(pattern.pattern)
            rows.append((reduce(or_, (bits.setdefault(need, 1 << len(bits)) for need in needs), 0), row))
        met: dict[str, dict[tuple[bool, bool], int]] = {}
        for need, bit in bits.items():
            for word in need:
                ways = met.setdefault(word.strip(EDGE), {})
                way = word.startswith(EDGE), word.endswith(EDGE)
                ways[way] = ways.get(way, 0) | bit
        words = AhoCorasick(list(met), implementation=Implementation.ContiguousNFA)
        return _Look(words, [[(*way, needs) for way, needs in ways.items()] for ways in met.values()], rows)


def screened(patterns: Iterable[Pattern]) -> Screen[Pattern]:
    """A table that has nothing but patterns."""
    return Screen((pattern, pattern) for pattern in patterns)
