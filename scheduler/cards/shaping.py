"""The text engine: words become shaped lines, and lines become grey-scale pictures. Nothing else knows HarfBuzz.

A `Paragraph` is measured once, at size 1 (one em); every size is then arithmetic. To replace the engine, offer
`paragraph`, `Paragraph.width`, `Paragraph.line` and `Line.raster`.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import regex
import uharfbuzz as hb
from icu4py.breakers import CharacterBreaker, LineBreaker, WordBreaker

from scheduler.cards import bidi
from scheduler.cards.fonts import LOST, Box, Font, Library
from scheduler.cards.lines import Glyph, Line
from scheduler.errors import CardError

MAX_CLUSTERS = 1200
REMEMBERED = 32  # paragraphs: those of a card in all its sizes
_CONTROLS = regex.compile(
    r"(?V1)[[\p{Cc}\p{Noncharacter_Code_Point}\u00ad\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]--[\s]]"
)
_SURROGATES = regex.compile(r"\p{Cs}")
_SPACES = regex.compile(r"[\s\u200b\u2028\u2029]+")
_PERCENT = regex.compile(r"(?<=\d) (?=[%٪‰])")
_NO_BREAK_SPACES = {"\u00a0", "\u202f"}
# ICU lets a line begin with the repetition marks of Khmer, Thai and Lao.
_NEVER_FIRST = {"\u17d7", "\u0e46", "\u0ec6"}
# Lines that end with a phrase, not in the middle of a word.
_PHRASES = {"ja": "ja-u-lw-phrase", "ko": "ko-u-lw-phrase"}


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """The text as it is drawn: composed, spaces single, without controls and invisible direction overrides.

    Halves of characters become U+FFFD, which no font may draw.
    """
    composed = unicodedata.normalize("NFC", _SURROGATES.sub(LOST, _CONTROLS.sub("", text)))
    spaced = _SPACES.sub(lambda found: found[0] if set(found[0]) <= _NO_BREAK_SPACES else " ", composed)
    return str(_PERCENT.sub("\u00a0", spaced.strip()))


class Cluster(NamedTuple):
    """One character with its marks: what a reader sees as one sign."""

    text: str
    font: Font
    script: str
    level: int


_Shaped = list[tuple[int, int, float, float, float, Box | None]]
"""Glyphs from left to right: the cluster and the glyph; the advance, x and y offsets, and the ink, all in em."""


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Text ready to be broken into lines. Widths are in em; positions count clusters.

    `breaks`: where a line may begin, from 0 to the number of clusters. `hanging`: clusters that stand outside the
    box (the opening quotation mark). `marks`: clusters with the colour of quotation marks.
    """

    clusters: tuple[Cluster, ...]
    rtl: bool
    language: str
    weight: int
    breaks: tuple[int, ...]
    hanging: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    _lines: dict[tuple[int, int], Line] = field(default_factory=dict, repr=False)

    @cached_property
    def _measured(self) -> tuple[list[float], float, float]:
        """Where each cluster ends when all stand in one line, and the highest and lowest ink."""
        widths = [0.0] * len(self.clusters)
        top = bottom = 0.0
        for run in self._runs:
            for cluster, _, advance, _, y, box in self._shaped(run):
                widths[cluster] += advance
                if box:
                    top, bottom = max(top, y + box[3]), min(bottom, y + box[1])
        for cluster in self.hanging:
            widths[cluster] = 0.0
        return [0.0, *accumulate(widths)], top, bottom

    @property
    def top(self) -> float:
        """The highest ink above the baseline, in em."""
        return self._measured[1]

    @property
    def bottom(self) -> float:
        """The lowest ink, in em; negative below the baseline."""
        return self._measured[2]

    @cached_property
    def starts(self) -> list[float]:
        """For each of `breaks`, where a line that begins there begins."""
        ends = self._measured[0]
        return [ends[place] for place in self.breaks]

    @cached_property
    def ends(self) -> list[float]:
        """For each of `breaks`, where a line that ends there ends, without its spaces."""
        ends = self._measured[0]
        return [ends[self._trimmed(0, place)] for place in self.breaks]

    def width(self, start: int, end: int) -> float:
        """Of the clusters from start to end, spaces at the end and hanging marks apart; close, not exact."""
        ends = self._measured[0]
        return ends[self._trimmed(start, end)] - ends[start]

    def line(self, start: int, end: int) -> Line:
        """The clusters shaped as one line of their own, in the order in which they are seen."""
        if (start, end) not in self._lines:
            self._lines[start, end] = self._line(start, self._trimmed(start, end))
        return self._lines[start, end]

    @property
    def whole(self) -> Line:
        """All of it as one line."""
        return self.line(0, len(self.clusters))

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self.clusters[end - 1].text == " ":
            end -= 1
        return end

    @cached_property
    def _runs(self) -> list[range]:
        """Neighbours of one font, script and level, which are shaped together."""
        starts = [
            index
            for index, (one, other) in enumerate(pairwise(self.clusters), start=1)
            if one.font is not other.font or one.level != other.level or one.script != other.script
        ]
        return [range(*ends) for ends in pairwise([0, *starts, len(self.clusters)])]

    def _within(self, start: int, end: int) -> list[range]:
        """The runs of one line."""
        cut = [range(max(run.start, start), min(run.stop, end)) for run in self._runs]
        return [run for run in cut if run]

    def _shaped(self, run: range) -> _Shaped:
        """The run's glyphs; CardError when the font has none for what is written."""
        first = self.clusters[run.start]
        signs = [cluster.text for cluster in self.clusters[run.start : run.stop]]
        owner = [index for index, sign in zip(run, signs, strict=True) for _ in sign]
        buffer = hb.Buffer()
        buffer.add_str("".join(signs))
        buffer.direction = "rtl" if first.level % 2 else "ltr"
        buffer.script = first.script
        buffer.language = self.language or "und"
        cut = first.font.at(self.weight)
        hb.shape(cut.drawn, buffer)
        em, boxes, found = cut.em, cut.boxes, []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            glyph, cluster = info.codepoint, owner[info.cluster]
            if not glyph:
                raise _not_drawn(self.clusters[cluster])
            box = boxes[glyph] if glyph in boxes else cut.measure(glyph)
            found.append((cluster, glyph, place.x_advance * em, place.x_offset * em, place.y_offset * em, box))
        return found

    def _line(self, start: int, end: int) -> Line:
        runs = self._within(start, end)
        glyphs: list[Glyph] = []
        boxes: list[Box] = []
        pen, hanging, marks = 0.0, self.hanging, self.marks
        for place in bidi.reorder([self.clusters[run.start].level for run in runs]):
            font = self.clusters[runs[place].start].font
            cut = font.at(self.weight)
            for cluster, glyph, advance, x, y, box in self._shaped(runs[place]):
                if box:
                    at, hangs = pen + x, cluster in hanging
                    glyphs.append(Glyph(cut.drawn, glyph, cut.em, at, y, hangs, cluster in marks, font.coloured))
                    left, bottom, right, top = box
                    boxes.append((at + left, y + bottom, at + right, y + top))
                pen += advance
        return _around(glyphs, boxes)


def _around(glyphs: list[Glyph], boxes: list[Box]) -> Line:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
    standing = [box for glyph, box in zip(glyphs, boxes, strict=True) if not glyph.hangs]
    return Line(
        glyphs=tuple(glyphs),
        left=min((box[0] for box in standing), default=0.0),
        right=max((box[2] for box in standing), default=0.0),
        top=max(tops),
        bottom=min(bottoms),
        outer_left=min(lefts),
        outer_right=max(rights),
    )


def _not_drawn(cluster: Cluster) -> CardError:
    return CardError(
        f"The font {cluster.font.path.name} cannot draw {cluster.text!r} as it is written.",
        "Write it another way, or put another font into the campaign's assets/fonts.",
    )


@lru_cache(maxsize=REMEMBERED)
def paragraph(
    text: str,
    library: Library,
    *,
    language: str = "",
    weight: int = 400,
    rtl: bool | None = None,
    marks: tuple[str, str] = ("", ""),
) -> Paragraph:
    """The cleaned text with `marks` around it, its first mark hanging. `rtl` None: as its first strong character runs.

    The last few are remembered: one quote in several sizes is measured once. CardError when a character has no font,
    or when it is longer than any card can hold.
    """
    words = clean(text)
    signs = _signs(f"{marks[0]}{words}{marks[1]}", library)
    whole = "".join(signs)
    right = bool(bidi.first_strong(words)) if rtl is None else rtl
    count = len(signs)
    opening = _inked(signs, range(_covering(signs, len(marks[0]))))
    closing = _inked(signs, range(count - _covering(signs[::-1], len(marks[1])), count))
    return Paragraph(
        clusters=tuple(_clusters(signs, bidi.levels(whole, int(right)), library)),
        rtl=right,
        language=language,
        weight=weight,
        breaks=tuple(_breaks(whole, signs, language)),
        hanging=opening,
        marks=opening | closing,
    )


def _signs(text: str, library: Library) -> list[str]:
    """The text's clusters, all of which have a font."""
    signs: list[str] = list(CharacterBreaker(text, "en"))
    if len(signs) > MAX_CLUSTERS:
        raise CardError(f"{len(signs)} characters do not fit on a card: {text[:40]}…", "Shorten it to 400 or fewer.")
    library.require(set(signs))
    return signs


def _inked(signs: Sequence[str], places: range) -> frozenset[int]:
    return frozenset(place for place in places if signs[place].strip())


def _covering(signs: Sequence[str], length: int) -> int:
    """How many of the first signs lie within the first `length` code points."""
    count = 0
    for sign in signs:
        length -= len(sign)
        if length < 0:
            break
        count += 1
    return count


def _clusters(signs: Sequence[str], levels: Sequence[int], library: Library) -> Iterator[Cluster]:
    own = [script_of(sign) for sign in signs]
    first = next((sign for sign, script in zip(signs, own, strict=True) if script), "")
    font = library.font(first) if first else None
    known: dict[tuple[str, Font | None], Font] = {}
    at = 0
    for sign, script in zip(signs, _inherited(own), strict=True):
        found = known.get((sign, font)) or library.font(sign, like=font)
        assert found is not None  # `require` has looked
        known[sign, font] = font = found
        yield Cluster(sign, font, script, levels[at])
        at += len(sign)


def _inherited(scripts: Iterable[str]) -> list[str]:
    """Signs of no script of their own take that before them; those at the beginning that after them."""
    found = list(scripts)
    current = next((script for script in found if script), "Latn")
    return [current := script or current for script in found]


@lru_cache(maxsize=20_000)
def script_of(sign: str) -> str:
    """The ISO 15924 code of a cluster's script, empty for punctuation, digits and spaces that many share."""
    buffer = hb.Buffer()
    buffer.add_str(sign)
    buffer.guess_segment_properties()
    return "" if buffer.script in {None, "Zyyy", "Zinh", "Zzzz"} else str(buffer.script)


def _breaks(whole: str, signs: Sequence[str], language: str) -> Iterator[int]:
    """Where a line may begin, in clusters: as ICU's rules and dictionaries say, and in Chinese never within a word."""
    main = language.split("-")[0]
    allowed = set(accumulate(map(len, LineBreaker(whole, _PHRASES.get(main, language or "en")))))
    if main == "zh":
        allowed &= set(accumulate(map(len, WordBreaker(whole, language))))
    at = 0
    for index, sign in enumerate(signs):
        if index == 0 or (at in allowed and sign[0] not in _NEVER_FIRST):
            yield index
        at += len(sign)
    yield len(signs)
