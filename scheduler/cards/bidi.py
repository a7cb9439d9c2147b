"""Which way each character runs: the Unicode Bidirectional Algorithm (Unicode Standard Annex 9), implicit part.

Own code because a card needs the level of every character (to shape runs and to break lines), and the library that is
fast and right, python-bidi, gives only the reordered text. The tests compare the two. Embeddings, overrides and
isolates never get here: `shaping.clean` takes them out.
"""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby

_NEUTRAL = {"B", "S", "WS", "ON"}
# Without any of these a line that begins at the left has nothing to turn.
_RIGHTWARD = {"R", "AL", "AN"}


@lru_cache(maxsize=20_000)
def _class(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


@cache
def brackets() -> dict[str, str]:
    """Each opening bracket and its closing one (BidiBrackets.txt, derived: the mate is the next closing character)."""
    pairs = {chr(code): _mate(code) for code in range(0x10000) if _opens(chr(code))}
    return pairs | {"\u298d": "\u2990", "\u298f": "\u298e"}


def _opens(character: str) -> bool:
    return unicodedata.category(character) == "Ps" and bool(unicodedata.mirrored(character))


def _mate(code: int) -> str:
    return chr(code + 1 if unicodedata.category(chr(code + 1)) == "Pe" else code + 2)


def first_strong(text: str) -> int | None:
    """0 when the first strong character runs left to right, 1 when right to left, None when there is none (P2, P3)."""
    strong = (kind for kind in map(_class, text) if kind in {"L", "R", "AL"})
    return next((int(kind != "L") for kind in strong), None)


def levels(text: str, base: int) -> list[int]:
    """The level of each character of one line or paragraph; even runs left to right, odd right to left."""
    kinds = [_class(character) for character in text]
    if not base and _RIGHTWARD.isdisjoint(kinds):
        return [0] * len(kinds)
    edge = "R" if base else "L"
    _weak(kinds, edge)
    _paired(text, kinds, edge)
    _neutral(kinds, edge)
    step = ({"R": 1, "AN": 2, "EN": 2}, {"L": 1, "AN": 1, "EN": 1})[base]
    return _trailing_to_base(text, [base + step.get(kind, 0) for kind in kinds], base)


def reorder(runs: list[int]) -> list[int]:
    """The indexes of the runs, whose levels are given, in the order in which they stand from left to right (L2)."""
    order = list(range(len(runs)))
    for level in range(max(runs, default=0), 0, -1):
        start = 0
        for high, group in groupby(order.copy(), key=lambda run: runs[run] >= level):
            length = len(list(group))
            if high:
                order[start : start + length] = order[start : start + length][::-1]
            start += length
    return order


def _trailing_to_base(text: str, resolved: list[int], base: int) -> list[int]:
    """L1: spaces at the end of the line and before separators run as the paragraph does."""
    trailing = True
    for index in range(len(text) - 1, -1, -1):
        kind = _class(text[index])
        trailing = kind in {"B", "S"} or (trailing and kind in {"WS", "BN"})
        if trailing:
            resolved[index] = base
    return resolved


def _weak(kinds: list[str], edge: str) -> None:
    """W1 to W7: marks, numbers and what stands beside numbers."""
    _marks(kinds, edge)
    _arabic_numbers(kinds, edge)
    _separators(kinds)
    _terminators(kinds)
    strong = edge
    for index, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _marks(kinds: list[str], edge: str) -> None:
    """W1; invisible format characters (BN) go along in the same way."""
    for index, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:
            kinds[index] = kinds[index - 1] if index else edge


def _arabic_numbers(kinds: list[str], edge: str) -> None:
    """W2 and W3."""
    strong = edge
    for index, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        elif kind == "AL":
            kinds[index] = "R"


def _separators(kinds: list[str]) -> None:
    """W4: one separator between two numbers of the same kind belongs to them."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in {"EN", "AN"})):
            kinds[index] = before


def _terminators(kinds: list[str]) -> None:
    """W5: signs such as % or € beside a European number belong to it."""
    start = 0
    for kind, group in groupby(kinds.copy()):
        end = start + len(list(group))
        if kind == "ET" and "EN" in (*kinds[max(start - 1, 0) : start], *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
        start = end


def _strong(kind: str) -> str:
    """Numbers count as right-to-left where neutrals are resolved."""
    return "R" if kind in {"R", "EN", "AN"} else kind if kind == "L" else ""


def _paired(text: str, kinds: list[str], edge: str) -> None:
    """N0: a pair of brackets takes one direction, that of the line when it holds any such text."""
    for opening, closing in _pairs(text, kinds):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if edge in inside:
            way = edge
        elif inside:
            before = (_strong(kind) for kind in reversed(kinds[:opening]))
            way = next((kind for kind in before if kind), edge)
        else:
            continue
        for index in (opening, closing):
            _set_bracket(text, kinds, index, way)


def _set_bracket(text: str, kinds: list[str], index: int, way: str) -> None:
    kinds[index] = way
    for mark in range(index + 1, len(text)):
        if _class(text[mark]) not in {"NSM", "BN"}:
            return
        kinds[mark] = way


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """BD16: matching brackets, by the place of the opening one. Decomposed forms of angle brackets count as equal."""
    closing_of = brackets()
    stack: list[tuple[str, int]] = []
    found = []
    for index, character in enumerate(unicodedata.normalize("NFD", character) for character in text):
        if kinds[index] != "ON":
            continue
        if character in closing_of:
            if len(stack) == 63:
                break
            stack.append((closing_of[character], index))
        elif depth := next((d for d in range(len(stack), 0, -1) if stack[d - 1][0] == character), 0):
            found.append((stack[depth - 1][1], index))
            del stack[depth - 1 :]
    return sorted(found)


def _neutral(kinds: list[str], edge: str) -> None:
    """N1 and N2: neutrals between two texts of one direction take it, others that of the line."""
    start = 0
    for neutral, group in groupby(kinds.copy(), key=_NEUTRAL.__contains__):
        end = start + len(list(group))
        if neutral:
            before = _strong(kinds[start - 1]) if start else edge
            after = _strong(kinds[end]) if end < len(kinds) else edge
            kinds[start:end] = [before if before == after else edge] * (end - start)
        start = end
