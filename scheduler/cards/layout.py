"""How words fill a box: the size that fits, lines that balance, a place for each. In pixels from the top left."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from scheduler.cards.lines import Line
from scheduler.cards.shaping import Paragraph

WIDOW = 0.4
PITCH = 1.24
CLEARANCE = 0.1
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
    return block(text, width, size) if size else None


def fitting(text: Paragraph, width: float, height: float, *, largest: float, smallest: float, lines: int = 100) -> int:
    """The greatest size in whole pixels at which the text fits; 0 when it does not at the smallest."""
    low, high = int(smallest), int(largest)
    if not _fits(text, width, height, low, lines):
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text, width, height, middle, lines) else (low, middle - 1)
    return low


def pitch(text: Paragraph) -> float:
    """From baseline to baseline in em: enough for the tallest marks of the text itself."""
    return max(PITCH, text.whole.top - text.whole.bottom + CLEARANCE)


def _fits(text: Paragraph, width: float, height: float, size: float, lines: int) -> bool:
    count = len(greedy(text, width / size))
    ink = max(text.whole.top, ASCENT) + max(-text.whole.bottom, DESCENT)
    return 0 < count <= lines and size * (ink + (count - 1) * pitch(text)) <= height


def block(text: Paragraph, width: float, size: float) -> Block:
    """The text in balanced lines of that size, at which it fits."""
    cuts = balanced(text, width / size)
    shaped = tuple(text.line(start, end) for start, end in pairwise(cuts))
    # A line shaped on its own may be a hair wider than it was within the paragraph.
    size = min(size, width / max(line.width for line in shaped))
    return Block(lines=shaped, size=size, pitch=pitch(text) * size)


def greedy(text: Paragraph, width: float) -> list[int]:
    """Where lines begin when each takes as much as it can; empty when a word is wider than the box."""
    starts: list[int] = []
    for here, there in pairwise(text.breaks):
        if text.width(here, there) > width:
            return []
        if not starts or text.width(starts[-1], there) > width:
            starts.append(here)
    return starts


def balanced(text: Paragraph, width: float) -> list[int]:
    """Line boundaries: as few lines as possible, as even as possible, the last no widow if that can be."""
    count = len(greedy(text, width))
    target = text.width(0, text.breaks[-1]) / max(count, 1)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for number in range(count):
        following: dict[int, tuple[float, list[int]]] = {}
        for cost, cuts in best.values():
            for end, more in _line_ends(text, cuts[-1], width, target, last=number == count - 1):
                if cost + more < following.get(end, (inf, []))[0]:
                    following[end] = (cost + more, [*cuts, end])
        best = following
    return best[text.breaks[-1]][1]


def _line_ends(text: Paragraph, start: int, width: float, target: float, *, last: bool) -> Iterator[tuple[int, float]]:
    """Every end that a line from `start` may have, with what it costs in evenness."""
    following = text.breaks[-1:] if last else text.breaks[bisect_right(text.breaks, start) :]
    for end in following:
        length = text.width(start, end)
        if length > width:
            return
        widow = last and length < WIDOW * width
        yield end, ((length - target) / target) ** 2 + 4.0 * widow


def place(block: Block, box: Box, top: float, *, rtl: bool) -> Iterator[Placed]:
    """The block's lines from `top` down, at the side of the box where reading begins, aligned by their ink."""
    baseline = top + block.ascent
    for number, line in enumerate(block.lines):
        x = box.right - line.right * block.size if rtl else box.left - line.left * block.size
        yield Placed(line=line, size=block.size, x=x, y=baseline + number * block.pitch)
