"""Signs that have colours of their own: which they are, and how they are drawn with a font that has them in colour."""

import io
from functools import lru_cache
from typing import Any

import regex
import uharfbuzz as hb
from PIL import Image

REMEMBERED = 64  # pictures: one sign stands in several sizes and places of a card
_PICTURES = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\ufe0f")


@lru_cache(maxsize=20_000)
def pictorial(sign: str) -> bool:
    """Whether a sign is shown in colour where that can be: all that do not ask for a plain form."""
    return "\ufe0e" not in sign and bool(_PICTURES.match(sign))


def coloured(face: Any) -> bool:
    """Whether a font has its signs in colour, in a way that we draw: as layers or as PNG pictures."""
    return bool(face.has_color_paint or face.has_color_layers or face.has_color_png)


@lru_cache(maxsize=REMEMBERED)
def picture(font: Any, glyph: int, scale: float, shift: tuple[float, float]) -> tuple[Image.Image, int, int] | None:
    """RGBA, and its top left corner from the line's origin, y downwards. `scale`: pixels a font unit; `shift`: of the
    glyph's origin, y upwards. None when the font has nothing to show for it."""
    extents = font.get_glyph_extents(glyph)
    if not extents or not extents.width or not extents.height:
        return None
    if data := font.get_glyph_color_png(glyph).data:
        size = (max(round(extents.width * scale), 1), max(round(-extents.height * scale), 1))
        left, top = shift[0] + extents.x_bearing * scale, shift[1] + extents.y_bearing * scale
        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            return opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS), round(left), -round(top)
    return _painted(font, glyph, extents, scale, shift)


def _painted(
    font: Any, glyph: int, extents: Any, scale: float, shift: tuple[float, float]
) -> tuple[Image.Image, int, int] | None:
    pen = hb.RasterPaint()
    pen.transform = (scale, 0.0, 0.0, scale, *shift)
    pen.set_glyph_extents(extents)
    pen.paint_glyph(font, glyph)
    drawn = pen.render()
    box = drawn.extents
    if not box.width or not box.height:
        return None
    image = Image.frombytes("RGBa", (box.width, box.height), drawn.buffer, "raw", "BGRa", box.stride, -1)
    return image.convert("RGBA"), box.x_origin, -(box.y_origin + box.height)
