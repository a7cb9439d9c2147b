"""What lies below the words: colours, rings, and the scrim that keeps words readable on a photograph."""

from functools import reduce
from math import ceil

from PIL import Image, ImageChops, ImageDraw

from scheduler.cards.designs import Frame
from scheduler.cards.kept import Pictures
from scheduler.cards.layout import Box
from scheduler.cards.sheets import Sheet, Veil
from scheduler.cards.themes import CONTRAST, Colours, Rgb, contrast_of, luminance, mixed, rgb, shaded

# How far the brand's colour is shaded, for rings and for the scrim; how long the scrim thins out, in the card's unit.
RINGS, SCRIM, FADE = 0.11, 0.22, 0.12
# The scrim below words: at least so dense, and so much more contrast than must be, for what JPEG changes.
LEAST_DENSE, MARGIN = 0.62, 1.04
_STEPS = 7
# Panels with rings, drawn once for all cards; together 20 MB at most.
_RINGED = Pictures(5_000_000)


def ground(frame: Frame, colours: Colours) -> Image.Image:
    """A new canvas with all that does not depend on the card's words."""
    size = (frame.width, frame.height)
    if frame.bleeds:
        return Image.new("RGB", size, shaded(colours, SCRIM))
    canvas = _panel(size, frame.ground, colours, frame.rtl)
    if frame.ground == "brand":
        canvas = canvas.copy()  # the panel itself is kept for the next card
    for panel in frame.panels:
        box = panel.box
        part = _panel((round(box.width), round(box.height)), panel.colour, colours, frame.rtl)
        canvas.paste(part, (round(box.left), round(box.top)))
    return canvas


def _panel(size: tuple[int, int], name: str, colours: Colours, rtl: bool) -> Image.Image:
    if name != "brand":
        return Image.new("RGB", size, rgb(getattr(colours, name)))
    return _RINGED.get((size, colours, rtl), lambda: _ringed(size, colours, rtl))


def _ringed(size: tuple[int, int], colours: Colours, rtl: bool) -> Image.Image:
    panel = Image.new("RGB", size, rgb(colours.brand))
    panel.paste(Image.new("RGB", size, shaded(colours, RINGS)), mask=_rings(size, rtl))
    return panel


def _rings(size: tuple[int, int], rtl: bool) -> Image.Image:
    """Rings around the lower corner where reading ends."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    pen, step = ImageDraw.Draw(mask), 0.34 * min(mask.size)
    x, y = (0 if rtl else mask.width), mask.height
    for number in (1, 2, 3, 4):
        radius = step * (number - 0.35)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=255, width=round(0.42 * step))
    return mask.resize(size, Image.Resampling.BOX)


def cover(canvas: Image.Image, sheet: Sheet, colours: Colours) -> None:
    """Lays the scrim over the photograph: as dense as the words above it need, thinning out beyond them."""
    box = sheet.frame.portrait
    assert box
    fronts = {rgb(getattr(colours, name)) for piece in sheet.pieces for name in (piece.colour, piece.mark)}
    solid = shaded(colours, SCRIM)
    under = [part for inked in sheet.inked if (part := _part(canvas, inked, box))]
    density = max((dense_enough(part, solid, fronts) for part in under), default=LEAST_DENSE)
    size, fade = (round(box.width), round(box.height)), round(FADE * sheet.frame.unit)
    lines = [_mask(veil, box, density, fade) for veil in sheet.veils]
    veiled = (0, 0, *size)
    if len(lines) == 1:  # only where it is at all
        left, top, right, bottom = lines[0].getbbox() or veiled
        veiled = (0, top, size[0], bottom) if sheet.veils[0].down else (left, 0, right, size[1])
        lines = [lines[0].crop((left, top, right, bottom))]
        size = (veiled[2] - veiled[0], veiled[3] - veiled[1])
    mask = reduce(ImageChops.screen, (line.resize(size, Image.Resampling.NEAREST) for line in lines))
    corner = (round(box.left) + veiled[0], round(box.top) + veiled[1])
    canvas.paste(Image.new("RGB", size, solid), corner, mask)


def _part(canvas: Image.Image, inked: Box, box: Box) -> Image.Image | None:
    """What of the inked place lies on the photograph."""
    left, right = max(inked.left, box.left), min(inked.right, box.right)
    top, bottom = max(inked.top, box.top), min(inked.bottom, box.bottom)
    if right - left < 1 or bottom - top < 1:
        return None
    return canvas.crop((int(left), int(top), int(right), int(bottom)))


def dense_enough(under: Image.Image, solid: Rgb, fronts: set[Rgb]) -> float:
    """The least share of `solid` that gives every front colour its contrast on each of these pixels, by bisection.

    Measured on the lightest and the darkest value of each channel: no pixel is beyond them.
    """
    darkest, lightest = zip(*under.getextrema(), strict=True)
    low, high = LEAST_DENSE, 1.0
    if _readable((darkest, lightest), solid, fronts, low):
        return low
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _readable((darkest, lightest), solid, fronts, middle) else (middle, high)
    return high


def _readable(extremes: tuple[Rgb, Rgb], solid: Rgb, fronts: set[Rgb], density: float) -> bool:
    dark, light = (luminance(mixed(colour, solid, density)) for colour in extremes)
    return all(not dark < luminance(front) < light for front in fronts) and all(
        contrast_of(luminance(front), ground) >= CONTRAST * MARGIN for front in fronts for ground in (dark, light)
    )


def _mask(veil: Veil, box: Box, density: float, fade: int) -> Image.Image:
    """One line of the scrim: solid at the photograph's own end, dense below the words, nothing beyond them."""
    length = round(box.height if veil.down else box.width)
    edge = veil.edge - (box.top if veil.down else box.left)
    inside = max(1, min(length, ceil(edge if veil.before else length - edge)))
    line = Image.new("L", (length, 1))
    line.paste(_ramp(inside, 255, 255 * density))
    line.paste(_ramp(fade, 255 * density, 0), (inside, 0))
    if not veil.before:
        line = line.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return line.transpose(Image.Transpose.ROTATE_270) if veil.down else line


def _ramp(length: int, first: float, last: float) -> Image.Image:
    """Softly from one value to the other, in so many pixels."""
    ramp = _SOFT.resize((length, 1), Image.Resampling.BILINEAR)
    return ramp.point([ceil(first + (last - first) * share / 255) for share in range(256)])


_SOFT = Image.frombytes("L", (256, 1), bytes(round(255 * x * x * (3 - 2 * x)) for x in (n / 255 for n in range(256))))
