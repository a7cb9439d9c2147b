"""Pictures of cards in every script, small and grey, to notice when one comes out otherwise.

Make them again with `PYTHONPATH=tests:. python -m cards.golden`, and look at what changed before it is committed.
"""

from pathlib import Path

from cards.card_samples import PORTRAIT, QUOTES, THEME, card
from PIL import Image, ImageChops

from scheduler.cards import render

FOLDER = Path(__file__).parent / "golden"
SIZES = ((1600, 900), (1080, 1080), (1080, 1920))
WIDTH, COLUMNS, GREYS = 320, 7, 32


def small(lang: str, size: tuple[int, int], quote: str = "") -> Image.Image:
    """The card of that language, `WIDTH` pixels wide, in few greys."""
    # A portrait on every other card: the words of both kinds are to be seen.
    face = PORTRAIT if list(QUOTES).index(lang) % 2 else None
    picture = render(card(quote or QUOTES[lang], lang, portrait=face), size=size, theme=THEME).convert("L")
    step = 256 // GREYS
    little = picture.resize((WIDTH, round(size[1] * WIDTH / size[0])), Image.Resampling.BOX)
    return little.point([value // step * step + step // 2 for value in range(256)])


def file_of(size: tuple[int, int]) -> Path:
    return FOLDER / f"{size[0]}x{size[1]}.png"


def kept(lang: str, size: tuple[int, int]) -> Image.Image:
    """The card as it was when somebody last looked at it."""
    height = round(size[1] * WIDTH / size[0])
    row, column = divmod(list(QUOTES).index(lang), COLUMNS)
    with Image.open(file_of(size)) as sheet:
        return sheet.convert("L").crop((column * WIDTH, row * height, (column + 1) * WIDTH, (row + 1) * height))


def difference(one: Image.Image, other: Image.Image) -> int:
    """The greatest difference of brightness, 0 to 255, between places of 4 x 4 pixels: engines may differ by a hair."""
    if one.size != other.size:
        return 255
    places = (max(one.width // 4, 1), max(one.height // 4, 1))
    means = [picture.resize(places, Image.Resampling.BOX) for picture in (one, other)]
    return max(level for level, count in enumerate(ImageChops.difference(*means).histogram()) if count)


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    for size in SIZES:
        height = round(size[1] * WIDTH / size[0])
        sheet = Image.new("L", (COLUMNS * WIDTH, -(-len(QUOTES) // COLUMNS) * height), 255)
        for number, lang in enumerate(QUOTES):
            sheet.paste(small(lang, size), (number % COLUMNS * WIDTH, number // COLUMNS * height))
        sheet.quantize(GREYS).save(file_of(size), optimize=True)


if __name__ == "__main__":
    make()
