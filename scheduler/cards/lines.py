"""One shaped line: its measures in em, and its picture at any size."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import uharfbuzz as hb
from PIL import Image


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph at its origin in the line (em, y upwards). `em`: one font unit in em; `extents`: in font units."""

    font: Any
    id: int
    em: float
    origin: tuple[float, float]
    extents: Any
    hangs: bool
    mark: bool

    @property
    def left(self) -> float:
        return self.origin[0] + float(self.extents.x_bearing) * self.em

    @property
    def right(self) -> float:
        return self.left + float(self.extents.width) * self.em

    @property
    def top(self) -> float:
        return self.origin[1] + float(self.extents.y_bearing) * self.em

    @property
    def bottom(self) -> float:
        return self.top + float(self.extents.height) * self.em


@dataclass(frozen=True, slots=True)
class Ink:
    """A grey-scale picture, and its top left corner from the line's origin in pixels, y downwards."""

    image: Image.Image
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """Glyphs in the order in which they are seen; what hangs does not count as width."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def left(self) -> float:
        return min((glyph.left for glyph in self.glyphs if not glyph.hangs), default=0.0)

    @cached_property
    def right(self) -> float:
        return max((glyph.right for glyph in self.glyphs if not glyph.hangs), default=0.0)

    @property
    def width(self) -> float:
        return self.right - self.left

    @cached_property
    def top(self) -> float:
        return max((glyph.top for glyph in self.glyphs), default=0.0)

    @cached_property
    def bottom(self) -> float:
        return min((glyph.bottom for glyph in self.glyphs), default=0.0)

    def raster(self, size: float, shift: float = 0.0, *, marks: bool = False) -> Ink | None:
        """The letters, or only the quotation marks, at `size` pixels an em, moved right by `shift` pixels.

        None when there is nothing to draw.
        """
        pen = hb.RasterDraw()
        for glyph in (glyph for glyph in self.glyphs if glyph.mark is marks):
            scale, (x, y) = size * glyph.em, glyph.origin
            pen.transform = (scale, 0.0, 0.0, scale, x * size + shift, y * size)
            pen.draw_glyph(glyph.font, glyph.id)
        drawn = pen.render()
        box = drawn.extents
        if not box.width or not box.height:
            return None
        image = Image.frombytes("L", (box.width, box.height), drawn.buffer, "raw", "L", box.stride, -1)
        return Ink(image, box.x_origin, -(box.y_origin + box.height))
