"""How words fill a box: the size that fits, lines that balance, a place for each. In pixels from the top left."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import inf, sqrt

from scheduler.cards.lines import Line
from scheduler.cards.shaping import Paragraph

WIDOW = 0.4
PITCH = 1.24
CLEARANCE = 0.1
REMEMBERED = 64  # blocks: one person's other quotes have the same rows below
# Lines that differ by less are even. Others may get smaller, by a third at most; each tenth must be worth 0.08 of it.
EVEN, EASED, SMALLER = 0.06, 0.68, 0.8
SHORT = 0.4  # two lines may differ by more: a short quote is to be large
HAIR = 1e-9  # em: what adding up in another order may change
# Least height above and below the baseline in em, so that rows keep their distance whatever letters they hold.
ASCENT, DESCENT = 0.72, 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def mirrored(self, width: float) -> "Box":
        """The same box on a card of that width that reads from right to left."""
        return replace(self, left=width - self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one paragraph at one size, in pixels; `pitch` from one baseline to the next."""

    lines: tuple[Line, ...]
    size: float
    pitch: float

    @property
    def ascent(self) -> float:
        return max(self.lines[0].top, ASCENT) * self.size

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.ascent + self.pitch * (len(self.lines) - 1) + max(-self.lines[-1].bottom, DESCENT) * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line on the card: the x of its origin and the y of its baseline."""

    line: Line
    size: float
    x: float
    y: float


def fit(
    text: Paragraph, width: float, height: float, *, largest: float, smallest: float, lines: int = 100
) -> Block | None:
    """The text as large as the box allows, in balanced lines; None when it does not fit at the smallest size."""
    size = fitting(text, width, height, largest=largest, smallest=smallest, lines=lines)
    return block(text, width, size, least=smallest) if size else None


@lru_cache(maxsize=REMEMBERED)
def fitting(text: Paragraph, width: float, height: float, *, largest: float, smallest: float, lines: int = 100) -> int:
    """The greatest size in whole pixels at which the text fits; 0 when it does not at the smallest."""
    low, high = int(smallest), int(largest)
    if not _fits(text, width, height, low, lines):
        return 0
    if _fits(text, width, height, high, lines):
        low = high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text, width, height, middle, lines) else (low, middle - 1)
    return low


def pitch(text: Paragraph) -> float:
    """From baseline to baseline in em: enough for the tallest marks of the text itself."""
    return max(PITCH, text.top - text.bottom + CLEARANCE)


def _fits(text: Paragraph, width: float, height: float, size: float, lines: int) -> bool:
    count = len(greedy(text, width / size))
    ink = max(text.top, ASCENT) + max(-text.bottom, DESCENT)
    return 0 < count <= lines and size * (ink + (count - 1) * pitch(text)) <= height


@lru_cache(maxsize=REMEMBERED)
def block(text: Paragraph, width: float, size: int, *, least: float) -> Block:
    """The text in balanced lines of that size, at which it fits; a little smaller, but not below `least`, where that
    makes its lines more even or spares a widow."""
    cuts = balanced(text, width / size)
    flaw = _flaw(text, cuts, width / size)
    if flaw > EVEN:
        size, cuts = _eased(text, width, (size, cuts), flaw, least=int(least))
    return _set(text, width, size, cuts)


def _eased(
    text: Paragraph, width: float, way: tuple[int, list[int]], flaw: float, *, least: int
) -> tuple[int, list[int]]:
    """The smaller size whose lines are more even by most, compared with what it takes away; else the way given."""
    size, step = way[0], max(way[0] // 30, 1)
    for smaller in range(size - step, max(int(EASED * size), least) - 1, -step):
        taken = SMALLER * (1 - smaller / size)
        if taken >= flaw:  # lines cannot be better than even
            break
        cuts = balanced(text, width / smaller)
        if (found := _flaw(text, cuts, width / smaller) + taken) < flaw:
            way, flaw = (smaller, cuts), found
    return way


def _flaw(text: Paragraph, cuts: list[int], width: float) -> float:
    """How far the lines differ in width, as a share of the box's; and more than any such where the last is a widow."""
    lengths = [text.width(start, end) for start, end in pairwise(cuts)]
    middle = sum(lengths) / len(lengths)
    spread = sqrt(sum((length - middle) ** 2 for length in lengths) / len(lengths)) / width
    pair = SHORT if len(lengths) == 2 else 1.0
    return spread * pair + (lengths[-1] < WIDOW * max(lengths) * 1.02)


def _set(text: Paragraph, width: float, size: float, cuts: list[int]) -> Block:
    shaped = tuple(text.line(start, end) for start, end in pairwise(cuts))
    # A line shaped on its own may be a hair wider than it was within the paragraph.
    size = min(size, width / max(line.width for line in shaped))
    return Block(lines=shaped, size=size, pitch=pitch(text) * size)


def greedy(text: Paragraph, width: float) -> list[int]:
    """Where lines begin when each takes as much as it can; empty when a word is wider than the box."""
    return [text.breaks[place] for place in _latest(text, width)[:-1]]


def _latest(text: Paragraph, width: float) -> list[int]:
    """Filled from the front: the latest break at which each line may begin, then the end. Empty when none fits."""
    places, last = [0], len(text.breaks) - 1
    while places[-1] < last:
        reached = bisect_right(text.ends, text.starts[places[-1]] + width + HAIR) - 1
        if reached <= places[-1]:
            return []
        places.append(reached)
    return places


def _earliest(text: Paragraph, width: float) -> list[int]:
    """Filled from the back: the earliest break at which each line may begin when no more lines are used."""
    places = [len(text.breaks) - 1]
    while places[-1] > 0:
        places.append(bisect_left(text.starts, text.ends[places[-1]] - width - HAIR))
    return places[::-1]


def balanced(text: Paragraph, width: float) -> list[int]:
    """Line boundaries: as few lines as possible, as even as possible, the last no widow if that can be."""
    latest = _latest(text, width)
    count = len(latest) - 1
    target = text.ends[-1] / max(count, 1)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for number, (first, final) in enumerate(zip(_earliest(text, width), latest, strict=True)):
        if number:
            ends = range(max(first, number), final + 1)
            best = _following(text, best, ends, width, target, last=number == count)
    return [text.breaks[place] for place in best[latest[-1]][1]]


_Ways = dict[int, tuple[float, list[int]]]


def _following(text: Paragraph, best: _Ways, ends: range, width: float, target: float, *, last: bool) -> _Ways:
    """The best way to each end that the next line may have, with what it costs in evenness."""
    found: _Ways = {}
    for end in ends:
        for start, (cost, cuts) in best.items():
            length = text.ends[end] - text.starts[start]
            if start < end and length <= width + HAIR:
                total = cost + ((length - target) / target) ** 2 + (4.0 if last and length < WIDOW * width else 0.0)
                if total < found.get(end, (inf, []))[0]:
                    found[end] = (total, [*cuts, end])
    return found


def place(block: Block, box: Box, top: float, *, rtl: bool) -> Iterator[Placed]:
    """The block's lines from `top` down, at the side of the box where reading begins, aligned by their ink."""
    baseline = top + block.ascent
    for number, line in enumerate(block.lines):
        x = box.right - line.right * block.size if rtl else box.left - line.left * block.size
        yield Placed(line=line, size=block.size, x=x, y=baseline + number * block.pitch)
