"""One shaped line: its measures in em, and its picture at any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb
from PIL import Image

from scheduler.cards.emoji import picture

REMEMBERED = 64  # pictures of lines: those that many cards have in common, such as the campaign's


class Glyph(NamedTuple):
    """A glyph of a HarfBuzz font at (x, y) from the line's origin in em, y upwards. `em`: one font unit in em.

    A tuple, because a card has hundreds and each is made in a fraction of a microsecond.
    """

    font: Any
    id: int
    em: float
    x: float
    y: float
    hangs: bool
    mark: bool
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Ink:
    """A picture, grey for letters and RGBA for coloured signs.

    Its top left corner is given from the line's origin in pixels, y downwards.
    """

    image: Image.Image
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """Glyphs with ink, in the order in which they are seen, and where that ink lies in em.

    What hangs does not count for `left` and `right`, but for `outer_left` and `outer_right`.
    """

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    top: float
    bottom: float
    outer_left: float
    outer_right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def raster(self, size: float, shift: float = 0.0, *, marks: bool = False) -> Ink | None:
        """The letters, or only the quotation marks, at `size` pixels an em, moved right by `shift` pixels.

        None when there is nothing to draw.
        """
        return _raster(self, size, shift, marks)

    def pictures(self, size: float, shift: float = 0.0) -> Iterator[Ink]:
        """Its emoji in colour, if the font has them so."""
        for glyph in self.glyphs:
            if glyph.coloured:
                place = (glyph.x * size + shift, glyph.y * size)
                if found := picture(glyph.font, glyph.id, size * glyph.em, place):
                    yield Ink(*found)


@lru_cache(maxsize=REMEMBERED)
def _raster(line: Line, size: float, shift: float, marks: bool) -> Ink | None:
    wanted = [glyph for glyph in line.glyphs if glyph.mark is marks and not glyph.coloured]
    if not wanted:
        return None
    pen = hb.RasterDraw()
    for font, number, em, x, y, *_ in wanted:
        scale = size * em
        pen.transform = (scale, 0.0, 0.0, scale, x * size + shift, y * size)
        pen.draw_glyph(font, number)
    drawn = pen.render()
    box = drawn.extents
    if not box.width or not box.height:
        return None
    image = Image.frombuffer("L", (box.width, box.height), drawn.buffer, "raw", "L", box.stride, -1)
    return Ink(image, box.x_origin, -(box.y_origin + box.height))
