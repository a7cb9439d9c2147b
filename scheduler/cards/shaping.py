"""The text engine: words become shaped lines, and lines become grey-scale pictures. Nothing else knows HarfBuzz.

A `Paragraph` is measured once, at size 1 (one em); every size is then arithmetic. To replace the engine, offer
`paragraph`, `Paragraph.width`, `Paragraph.line` and `Line.raster`.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, groupby
from typing import Any

import regex
import uharfbuzz as hb
from icu4py.breakers import LineBreaker, WordBreaker

from scheduler.cards import bidi
from scheduler.cards.fonts import LOST, Font, Library
from scheduler.cards.lines import Glyph, Line
from scheduler.errors import CardError

MAX_CLUSTERS = 1200
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


def clean(text: str) -> str:
    """The text as it is drawn: composed, spaces single, without controls and invisible direction overrides.

    Halves of characters become U+FFFD, which no font may draw.
    """
    composed = unicodedata.normalize("NFC", _SURROGATES.sub(LOST, _CONTROLS.sub("", text)))
    spaced = _SPACES.sub(lambda found: found[0] if set(found[0]) <= _NO_BREAK_SPACES else " ", composed)
    return str(_PERCENT.sub("\u00a0", spaced.strip()))


@dataclass(frozen=True, slots=True)
class Cluster:
    """One character with its marks: what a reader sees as one sign."""

    text: str
    font: Font
    script: str
    level: int

    @property
    def look(self) -> tuple[Font, str, int]:
        """Clusters with the same look are shaped together."""
        return self.font, self.script, self.level


@dataclass(frozen=True)
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

    @cached_property
    def _ends(self) -> list[float]:
        widths = [0.0] * len(self.clusters)
        for run in self._runs(0, len(self.clusters)):
            for cluster, _, position in self._shaped(run):
                widths[cluster] += position.x_advance / self.clusters[cluster].font.upem
        for cluster in self.hanging:
            widths[cluster] = 0.0
        return [0.0, *accumulate(widths)]

    def width(self, start: int, end: int) -> float:
        """Of the clusters from start to end, spaces at the end and hanging marks apart; close, not exact."""
        end = self._trimmed(start, end)
        return self._ends[end] - self._ends[start]

    def line(self, start: int, end: int) -> Line:
        """The clusters shaped as one line of their own, in the order in which they are seen."""
        runs = self._runs(start, self._trimmed(start, end))
        glyphs: list[Glyph] = []
        x = 0.0
        for place in bidi.reorder([self.clusters[run.start].level for run in runs]):
            x = self._place(runs[place], x, glyphs)
        return Line(tuple(glyphs))

    @cached_property
    def whole(self) -> Line:
        """All of it as one line: for the height of its ink."""
        return self.line(0, len(self.clusters))

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self.clusters[end - 1].text == " ":
            end -= 1
        return end

    def _runs(self, start: int, end: int) -> list[range]:
        runs = []
        for _, group in groupby(range(start, end), key=lambda index: self.clusters[index].look):
            found = list(group)
            runs.append(range(found[0], found[-1] + 1))
        return runs

    def _shaped(self, run: range) -> Iterator[tuple[int, int, Any]]:
        """(cluster, glyph, position) of each glyph of the run, from left to right."""
        first = self.clusters[run.start]
        buffer = hb.Buffer()
        owner = [index for index in run for _ in self.clusters[index].text]
        buffer.add_str("".join(self.clusters[index].text for index in run))
        buffer.direction = "rtl" if first.level % 2 else "ltr"
        buffer.script = first.script
        buffer.language = self.language or "und"
        hb.shape(first.font.at(self.weight), buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            yield owner[info.cluster], info.codepoint, position

    def _place(self, run: range, x: float, glyphs: list[Glyph]) -> float:
        font = self.clusters[run.start].font
        drawn, em = font.at(self.weight), 1 / font.upem
        for cluster, glyph, position in self._shaped(run):
            if not glyph:
                raise CardError(
                    f"The font {font.path.name} cannot draw {self.clusters[cluster].text!r} as it is written.",
                    "Write it another way, or put another font into the campaign's assets/fonts.",
                )
            extents = drawn.get_glyph_extents(glyph)
            if extents and extents.width and extents.height:
                origin = (x + position.x_offset * em, position.y_offset * em)
                hangs, is_mark = cluster in self.hanging, cluster in self.marks
                glyphs.append(Glyph(drawn, glyph, em, origin, extents, hangs, is_mark))
            x += position.x_advance * em
        return x


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

    CardError when a character has no font, or when it is longer than any card can hold.
    """
    words = clean(text)
    signs = _signs(f"{marks[0]}{words}{marks[1]}", library)
    whole = "".join(signs)
    right = bool(bidi.first_strong(words)) if rtl is None else rtl
    opening = frozenset(_covering(signs, 0, len(marks[0])))
    closing = frozenset(_covering(signs, len(whole) - len(marks[1]), len(whole)))
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
    signs: list[str] = regex.findall(r"\X", text)
    if len(signs) > MAX_CLUSTERS:
        raise CardError(f"{len(signs)} characters do not fit on a card: {text[:40]}…", "Shorten it to 400 or fewer.")
    library.require(signs)
    return signs


def _covering(signs: Sequence[str], start: int, end: int) -> Iterator[int]:
    """The clusters that lie within these code points."""
    at = 0
    for index, sign in enumerate(signs):
        if start <= at and at + len(sign) <= end and sign.strip():
            yield index
        at += len(sign)


def _clusters(signs: Sequence[str], levels: Sequence[int], library: Library) -> Iterator[Cluster]:
    scripts = _inherited([script_of(sign) for sign in signs])
    first = next((sign for sign in signs if script_of(sign)), "")
    font = library.font(first) if first else None
    at = 0
    for sign, script in zip(signs, scripts, strict=True):
        font = library.font(sign, like=font)
        assert font is not None  # `require` has looked
        yield Cluster(sign, font, script, levels[at])
        at += len(sign)


def _inherited(scripts: Iterable[str]) -> list[str]:
    """Signs of no script of their own take that before them; those at the beginning that after them."""
    found = list(scripts)
    current = next((script for script in found if script), "Latn")
    return [current := script or current for script in found]


@cache
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
