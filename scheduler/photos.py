"""Photographs that are pictures, but poor ones: what is said of them before a card shows them to everybody."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # takes long to load, and most commands never need it
    from PIL import Image

SMALL = 480
"""Pixels of the shorter side: a card shows a portrait about so wide."""
DARK = 90
"""The lightest fiftieth of a dark photograph is no lighter than this, of 255."""
SHARP = 0.075
"""By how much the sharpest places differ from their neighbours, as a share of the contrast: 0.6 on a sharp photograph;
0.09 where edges are blurred over 1.7 pixels of 640, 0.065 over 2.3."""
_SIDE = 640


def shortcomings(file: Path) -> tuple[tuple[str, str], ...]:
    """What is wrong with it for a portrait, each with its remedy: small, dark, blurred. Nothing when it cannot be read.

    A file is looked at once, for as long as it is not written again.
    """
    try:
        now = file.stat()
        return _looked_at(file, now.st_size, now.st_mtime_ns)
    except OSError:
        return ()


@lru_cache(maxsize=4096)
def _looked_at(file: Path, size: int, written: int) -> tuple[tuple[str, str], ...]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as picture:
            across, down = picture.size
            grey = _grey(picture)
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return ()  # what is no picture is said elsewhere
    return tuple(_said(file.name, (across, down), grey))


def _grey(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    picture.draft("L", (_SIDE, _SIDE))
    share = min(_SIDE / max(picture.size), 1.0)
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.convert("L").resize(size, Image.Resampling.BOX)


def _said(name: str, size: tuple[int, int], grey: "Image.Image") -> list[tuple[str, str]]:
    found = []
    if min(size) < SMALL:
        what = f"The photo {name} is small ({size[0]} x {size[1]} pixels): it will look soft on a card."
        found.append((what, f"Ask for the original, with {2 * SMALL} pixels or more on its shorter side."))
    low, high = _between(grey, 0.02), _between(grey, 0.98)
    if high < DARK:
        found.append((f"The photo {name} is very dark.", "Brighten it, or ask for one that was taken in daylight."))
    if min(size) >= SMALL and high - low > 40 and _sharpness(grey) < SHARP * (high - low):
        found.append(
            (f"The photo {name} is blurred.", "Ask for a sharper one; photos sent by messengers are often not.")
        )
    return found


def _between(grey: "Image.Image", share: float) -> int:
    """The value that this share of the pixels does not exceed."""
    counts, seen = grey.histogram(), 0
    for value, count in enumerate(counts):
        seen += count
        if seen >= share * grey.width * grey.height:
            return value
    return 255


def _sharpness(grey: "Image.Image") -> int:
    """By how much the sharpest places differ from their four neighbours together."""
    from PIL import ImageFilter

    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=1, offset=128))
    inner = edges.crop((1, 1, grey.width - 1, grey.height - 1))  # the outermost pixels are not filtered
    return _between(inner, 0.998) - 128
