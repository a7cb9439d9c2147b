"""A composed sheet becomes pixels, with Pillow."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from scheduler.cards.compose import compose, logo_of
from scheduler.cards.grounds import cover, ground
from scheduler.cards.layout import Box
from scheduler.cards.portraits import portrait
from scheduler.cards.sheets import Piece, Sheet
from scheduler.cards.themes import Rgb, Theme, rgb
from scheduler.errors import CardError
from scheduler.models import Card

SIDES = (300, 4096)
_GREYS = Image.frombytes("L", (256, 1), bytes(range(256)))


def render(card: Card, *, size: tuple[int, int], theme: Theme) -> Image.Image:
    """The card as an RGB picture of `size` (width, height in pixels). `card.portrait` is opened as it stands.

    CardError, in words, when it cannot be drawn right.
    """
    if not all(SIDES[0] <= side <= SIDES[1] for side in size):
        raise CardError(f"A card of {size[0]}x{size[1]} pixels cannot be drawn.", "Use 300 to 4096 a side.")
    theme = theme.named(card.theme)
    sheet = compose(card, size, theme)
    canvas = backdrop(card, sheet, theme)
    draw_rule(canvas, sheet, theme)
    for piece in sheet.pieces:
        draw_piece(canvas, piece, theme, flat=sheet.below(piece))
    if logo := logo_of(theme, sheet.ground):
        draw_logo(canvas, logo, sheet.logo)
    return canvas


def backdrop(card: Card, sheet: Sheet, theme: Theme) -> Image.Image:
    """All that lies below the words."""
    canvas = ground(sheet.frame, theme.colours)
    if card.portrait and sheet.frame.portrait:
        _paste_portrait(canvas, card, sheet, theme)
    return canvas


def _paste_portrait(canvas: Image.Image, card: Card, sheet: Sheet, theme: Theme) -> None:
    box = sheet.frame.portrait
    assert card.portrait
    assert box
    size = (round(box.width), round(box.height))
    picture = portrait(card.portrait, size, focus=card.focus, at=sheet.at, background=rgb(theme.colours.paper))
    canvas.paste(picture, (round(box.left), round(box.top)))
    if sheet.veils:
        cover(canvas, sheet, theme.colours)


def draw_rule(canvas: Image.Image, sheet: Sheet, theme: Theme) -> None:
    """The short bar between quote and person."""
    box, colour = sheet.rule, getattr(theme.colours, sheet.rule_colour)
    corners = (round(box.left), round(box.top), round(box.right), round(box.bottom))
    ImageDraw.Draw(canvas).rectangle(corners, fill=rgb(colour))


def draw_piece(canvas: Image.Image, piece: Piece, theme: Theme, *, flat: str = "") -> None:
    """One line of text; its quotation marks in their own colour, its emoji in theirs.

    `flat`: the theme colour of all that lies below the letters so far, if it is one.
    """
    for colour, marks in ((piece.colour, False), (piece.mark, True)):
        placed = piece.placed
        whole = int(placed.x)
        if ink := placed.line.raster(placed.size, placed.x - whole, marks=marks):
            corner, front = (whole + ink.x, round(placed.y) + ink.y), rgb(getattr(theme.colours, colour))
            if flat and not marks:
                canvas.paste(_on_flat(ink.image, rgb(getattr(theme.colours, flat)), front), corner)
            else:
                canvas.paste(Image.new("RGB", ink.image.size, front), corner, ink.image)
    for ink in piece.placed.line.pictures(piece.placed.size, piece.placed.x - int(piece.placed.x)):
        canvas.paste(ink.image, (int(piece.placed.x) + ink.x, round(piece.placed.y) + ink.y), ink.image)


def _on_flat(letters: Image.Image, ground: Rgb, front: Rgb) -> Image.Image:
    """The letters with the ground around them: what pasting them gives, pixel for pixel, in a third of the time."""
    picture = letters.copy()
    picture.putpalette(_between(ground, front))
    return picture.convert("RGB")


@lru_cache(maxsize=64)
def _between(ground: Rgb, front: Rgb) -> bytes:
    """The colours from one to the other, as pasting mixes them."""
    colours = Image.new("RGB", _GREYS.size, ground)
    colours.paste(Image.new("RGB", _GREYS.size, front), mask=_GREYS)
    return colours.tobytes()


def draw_logo(canvas: Image.Image, path: Path, box: Box) -> None:
    """The logo within its box, at its own proportions."""
    small = _logo(path, path.stat().st_mtime_ns if path.exists() else 0, round(box.width), round(box.height))
    canvas.paste(small, (round(box.left), round(box.top + (box.height - small.height) / 2)), small)


@lru_cache(maxsize=16)
def _logo(path: Path, changed: int, width: int, height: int) -> Image.Image:
    """Decoded once for all cards of a size; `changed` tells a new file of the same name apart."""
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
            return ImageOps.contain(opened.convert("RGBA"), (width, height), Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CardError(f"The theme's logo {path} is not a picture that can be read.", "Give a PNG.") from None


def contact_sheet(files: Sequence[Path], *, columns: int = 4, width: int = 400) -> Image.Image:
    """All the pictures on one, each `width` pixels wide, row by row."""
    small = [_thumbnail(path, width) for path in files]
    height = max((picture.height for picture in small), default=width)
    rows = -(-len(small) // columns)
    sheet = Image.new("RGB", (columns * width, max(rows, 1) * height), "white")
    for number, picture in enumerate(small):
        sheet.paste(picture, (number % columns * width, number // columns * height))
    return sheet


def _thumbnail(path: Path, width: int) -> Image.Image:
    with Image.open(path, formats=("JPEG", "PNG")) as opened:
        return opened.convert("RGB").resize((width, round(opened.height * width / opened.width)))
