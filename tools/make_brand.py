"""Draws the sample campaign's logo and header picture; the mark is invented and belongs to nobody.

`python tools/make_brand.py` writes assets/logo.png, assets/logo-on-brand.png and assets/header.png, the same bytes
every time. Colours come from assets/theme.yaml, the header's words are set by the cards' own text engine.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from scheduler.cards.compose import library
from scheduler.cards.draw import draw_piece
from scheduler.cards.files import png
from scheduler.cards.layout import Box, fit, place
from scheduler.cards.shaping import paragraph
from scheduler.cards.sheets import Piece
from scheduler.cards.themes import Colours, Theme, rgb

ASSETS = Path(__file__).parents[1] / "assets"
TIMES = 4
WORDS = (
    ("Social Service Workforce Week 2023", 700, 60, "on_brand", 26),
    ("A decade of strengthening the social service workforce", 500, 32, "highlight", 0),
)
FACES = ("amina-okello", "jonas-weber", "fatima-al-masri", "lucia-quispe", "daniel-mwangi")


def logo(ground: str, figure: str, left: str, right: str, side: int = 480) -> Image.Image:
    """Three people side by side under one arc, on a disc."""
    big = side * TIMES
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, big - 1, big - 1), fill=ground)
    pen.arc(_square(0.5, 0.56, 0.36, big), 200, 340, fill=right, width=round(0.045 * big))
    for x, y, head, body, colour in ((0.31, 0.5, 0.062, 0.125, left), (0.69, 0.5, 0.062, 0.125, left)):
        _figure(pen, x, y, head, body, colour, big)
    _figure(pen, 0.5, 0.46, 0.082, 0.17, figure, big)
    return image.resize((side, side), Image.Resampling.BOX)


def _figure(pen: ImageDraw.ImageDraw, x: float, y: float, head: float, body: float, colour: str, big: int) -> None:
    pen.ellipse(_square(x, y, head, big), fill=colour)
    pen.pieslice(_square(x, y + head + body + 0.025, body, big), 180, 360, fill=colour)


def _square(x: float, y: float, radius: float, big: int) -> tuple[float, float, float, float]:
    return (x - radius) * big, (y - radius) * big, (x + radius) * big, (y + radius) * big


def header(theme: Theme, mark: Image.Image) -> Image.Image:
    """1600 x 400: the campaign's words at the left, five of its people at the right."""
    colours = theme.colours
    image = Image.new("RGB", (1600, 400), rgb(colours.brand))
    _rings(image)
    for number, name in reversed(list(enumerate(FACES))):
        _face(image, name, x=960 + 134 * number, y=200 + (18 if number % 2 else -18), ring=rgb(colours.brand))
    small = mark.resize((72, 72), Image.Resampling.LANCZOS)
    image.paste(small, (72, 40), small)
    _words(image, theme)
    return image


def _rings(image: Image.Image) -> None:
    big = Image.new("L", (1600 * 2, 400 * 2), 0)
    pen = ImageDraw.Draw(big)
    for radius in (360, 560, 760, 960):
        pen.ellipse((2460 - radius, 400 - radius, 2460 + radius, 400 + radius), outline=22, width=70)
    image.paste(Image.new("RGB", image.size, "white"), (0, 0), big.resize(image.size, Image.Resampling.BOX))


def _face(image: Image.Image, name: str, *, x: int, y: int, ring: tuple[int, int, int]) -> None:
    radius, edge = 84, 7
    disc = Image.new("L", (radius * 2 * TIMES, radius * 2 * TIMES), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, radius * 2 * TIMES - 1, radius * 2 * TIMES - 1), fill=255)
    outer = disc.resize((2 * (radius + edge),) * 2, Image.Resampling.LANCZOS)
    image.paste(Image.new("RGB", outer.size, ring), (x - radius - edge, y - radius - edge), outer)
    with Image.open(ASSETS / "portraits" / f"{name}.jpg") as opened:
        face = opened.crop((140, 90, 760, 710)).resize((2 * radius, 2 * radius), Image.Resampling.LANCZOS)
    image.paste(face, (x - radius, y - radius), disc.resize(face.size, Image.Resampling.LANCZOS))


def _words(image: Image.Image, theme: Theme) -> None:
    box = Box(left=72, top=142, width=770, height=230)
    top = box.top
    for words, weight, size, colour, space in WORDS:
        block = fit(paragraph(words, library(None), weight=weight), box.width, 180, largest=size, smallest=20, lines=2)
        assert block is not None
        for line in place(block, box, top, rtl=False):
            draw_piece(image, Piece(placed=line, colour=colour, mark=colour), theme)
        top += block.height + space


def main() -> None:
    colours = Colours()
    on_brand = logo(colours.on_brand, colours.brand, colours.accent, colours.highlight)
    logo(colours.brand, colours.on_brand, colours.highlight, colours.highlight).save(ASSETS / "logo.png", optimize=True)
    on_brand.save(ASSETS / "logo-on-brand.png", optimize=True)
    (ASSETS / "header.png").write_bytes(png(header(Theme(), on_brand)))


if __name__ == "__main__":
    main()
