"""What a text must hold so that a pattern can fit it: words, read out of the pattern by Python's own parser of such.

Only what is certain counts: where a pattern's letters do not tell, nothing is needed. So nobody has to keep a list of
words in step with the rules.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import product
from math import prod
from re import _casefix, _constants, _parser  # type: ignore[attr-defined]  # there is no public way to a pattern's parts
from typing import Any

Need = frozenset[str]
"""Words of which a text has one wherever the rule fits, as `comparable` writes them."""
EDGE = "\b"
"""At the end of a word of a need: no letter or figure stands beside it there."""
Part = tuple[Any, Any]
"""Of a parsed pattern: what it is, and what it holds."""

_MOST_SPELLINGS = 40
"""So many ways to spell a piece are written out: "niñ[oa]s?" has four."""
_MOST_NEEDS = 3
_RARE_ENOUGH = 1.0
"""Occurrences in a sentence: what is commoner does not tell rules apart."""
_BESIDE = ("", " ", EDGE)
_EVERYWHERE = frozenset("".join(each) for each in product(_BESIDE, ("the", "of", "in"), _BESIDE))
_LETTERS_OF_A_SENTENCE = 120
_SHARES = {
    **dict.fromkeys("etaoinsrhldcu", 0.06),
    **dict.fromkeys("bfgjkmpqvwxyz,.'-’", 0.02),
    **{" ": 0.16, EDGE: 0.4},
}
_SELDOM = 0.003
"""How much of a text a sign makes."""
_FIGURE, _SPACE = "0", " "
"""Stand for all figures and all spaces of all scripts."""
_AS_COMPARED = str.maketrans(
    {**dict.fromkeys("123456789", _FIGURE), **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f", " ")}
)
_FOREIGN_FIGURE, _FOREIGN_SPACE = re.compile(r"[^\D0-9]"), re.compile(r"[^\S ]")
_SAME = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
"""Where capitals do not count, these match i and s."""
_ONLY_IN_REGEX = ((re.compile(r"\\p\{\w+\}"), r"\\S"), (re.compile(r"\(\?P<\w+>"), "(?:"))
"""What `regex` knows and `re` does not, classes of letters and a name given twice, with what says no more than it."""
_CATEGORIES = {_constants.CATEGORY_DIGIT: _FIGURE, _constants.CATEGORY_SPACE: _SPACE}
_GROUPS = {_constants.SUBPATTERN, _constants.ATOMIC_GROUP}
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_EMPTY = frozenset([""])


@lru_cache(maxsize=64)
def comparable(text: str) -> str:
    """Small letters, and one figure and one space for all. Remembered, because several tables ask for the same."""
    if not text.isascii():
        text = _FOREIGN_SPACE.sub(_SPACE, _FOREIGN_FIGURE.sub(_FIGURE, text)).translate(_SAME)
    return text.lower().translate(_AS_COMPARED)


@lru_cache(maxsize=1024)
def needs_of(rule: str) -> tuple[Need, ...]:
    """What a text must have in which the rule fits, the rarest first; () when nothing is sure."""
    try:
        parsed = _parser.parse(reduce(lambda so_far, each: each[0].sub(each[1], so_far), _ONLY_IN_REGEX, rule))
    except re.error:
        return ()
    needs = {need for need in _needs(list(parsed)) if _commonness(need) < _RARE_ENOUGH}
    return tuple(sorted(needs, key=lambda need: (_commonness(need), sorted(need)))[:_MOST_NEEDS])


def _commonness(need: Need) -> float:
    """How often one of its words may be expected in a sentence."""
    if not need.isdisjoint(_EVERYWHERE):
        return _RARE_ENOUGH
    return sum(prod((_SHARES.get(sign, _SELDOM) for sign in word), start=_LETTERS_OF_A_SENTENCE) for word in need)


def _needs(parts: Sequence[Part]) -> Iterator[Need]:
    """Every need of a sequence: its runs of pieces that can be spelled out, and what the others hold."""
    run = _EMPTY
    for part in parts:
        kind, held = part
        if kind is _constants.ASSERT:
            yield from _needs(list(held[1]))
        spelled = _spellings_of(part)
        if joined := _joined(run, spelled):
            run = joined
            continue
        if kind in _REPEATS and held[0] > 0 and (once := _spellings(held[2])):
            yield from _need_of(_joined(run, once) or run)
            run = once  # the last time may be another
            continue
        yield from _need_of(run)
        yield from _needs_within(part)
        run = spelled or _EMPTY
    yield from _need_of(run)


def _need_of(run: Need) -> Iterator[Need]:
    words = frozenset(map(_with_edges_at_the_ends, run))
    if "" not in words:
        yield words


def _with_edges_at_the_ends(word: str) -> str:
    """Edges count only beside a letter or figure."""
    bare = word.replace(EDGE, "")
    before = EDGE if word.startswith(EDGE) and re.match(r"\w", bare) else ""
    behind = EDGE if word.endswith(EDGE) and re.match(r"\w", bare[-1:]) else ""
    return f"{before}{bare}{behind}"


def _needs_within(part: Part) -> Iterator[Need]:
    """What a piece needs that cannot be spelled out with its neighbours."""
    kind, held = part
    if kind in _GROUPS:
        yield from _needs(list(_inner(part)))
    elif kind in _REPEATS and held[0] > 0:
        yield from _needs(list(held[2]))
    elif kind is _constants.BRANCH:
        yield from _of_any(held[1])


def _of_any(branches: Iterable[Any]) -> Iterator[Need]:
    """One need for all alternatives: the rarest of each."""
    chosen = frozenset[str]()
    for branch in branches:
        needs = list(_needs(list(branch)))
        if not needs:
            return
        chosen |= sorted(needs, key=_commonness)[0]
    yield chosen


# --- what can be spelled out ------------------------------------------------------------------------------------------


def _spellings(parts: Iterable[Part]) -> Need | None:
    """All that a short sequence can be; None when that is too much, or unknown."""
    whole: Need | None = _EMPTY
    for part in parts:
        whole = _joined(whole, _spellings_of(part))
    return whole


def _joined(before: Need | None, behind: Need | None) -> Need | None:
    if before is None or behind is None or len(before) * len(behind) > _MOST_SPELLINGS:
        return None
    return frozenset(map("".join, product(before, behind)))


def _spellings_of(part: Part) -> Need | None:
    kind, held = part
    if kind in _GROUPS:
        return _spellings(_inner(part))
    if kind is _constants.BRANCH:
        return _any_of(map(_spellings, held[1]))
    if kind in _REPEATS and held[:2] == (0, 1):
        return _any_of([_spellings(held[2]), _EMPTY])
    if kind is _constants.AT:
        return frozenset([EDGE]) if held is _constants.AT_BOUNDARY else _EMPTY
    if kind in {_constants.ASSERT, _constants.ASSERT_NOT}:
        return frozenset([EDGE]) if kind is _constants.ASSERT_NOT and _is_any_letter(list(held[1])) else _EMPTY
    return _sign(held) if kind is _constants.LITERAL else _one_of(held) if kind is _constants.IN else None


def _is_any_letter(parts: list[Part]) -> bool:
    """Whether it is one sign, which may be any letter or figure."""
    return (
        len(parts) == 1
        and parts[0][0] is _constants.IN
        and (_constants.CATEGORY, _constants.CATEGORY_WORD) in parts[0][1]
    )


def _inner(part: Part) -> Iterable[Part]:
    kind, held = part
    inner: Iterable[Part] = held[-1] if kind is _constants.SUBPATTERN else held
    return inner


def _one_of(choices: Iterable[Part]) -> Need | None:
    return _any_of(_choice(*each) for each in choices)


def _choice(kind: Any, held: Any) -> Need | None:
    if kind is _constants.LITERAL:
        return _sign(held)
    if kind is _constants.RANGE and held[1] - held[0] < _MOST_SPELLINGS:
        return _any_of(_sign(each) for each in range(held[0], held[1] + 1))
    return frozenset([_CATEGORIES[held]]) if kind is _constants.CATEGORY and held in _CATEGORIES else None


def _any_of(spelled: Iterable[Need | None]) -> Need | None:
    whole = frozenset[str]()
    for each in spelled:
        if each is None:
            return None
        whole |= each
    return whole if len(whole) <= _MOST_SPELLINGS else None


def _sign(number: int) -> Need | None:
    """How the sign stands in comparable text; None for one that has relatives of which `lower` does not tell."""
    small = comparable(chr(number))
    odd = len(small) > 1 or (
        small not in "is" and (ord(small) in _casefix._EXTRA_CASES or small.upper().lower() != small)
    )
    return None if odd else frozenset([small])
