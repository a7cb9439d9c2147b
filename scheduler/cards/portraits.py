"""Photographs as they come become the portrait of a card: upright, sRGB, cropped to the person, or refused in words."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

from scheduler.cards.kept import Pictures
from scheduler.cards.themes import Rgb
from scheduler.errors import CardError

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
MAX_PIXELS = 60_000_000
MAX_BYTES = 60_000_000
MIN_SIDE = 120
# Where a face is in most portraits: in the middle, above the centre.
FACE = (0.5, 0.375)
# A photograph that is at most this much larger than its place is cropped closer, not made smaller: every pixel stays as
# sharp as it was taken, and a card takes half the time.
CLOSER = 0.875
# One that is decoded at half its size may be enlarged by a tenth: nobody sees that, and it takes half the time as well.
SOFTER = 0.91
# Python's warning filters belong to the whole process, and Pillow warns of what is refused or mended here anyway.
_ONE_AT_A_TIME = Lock()
_ORIENTATION, _TURNED = 0x0112, {5, 6, 7, 8}  # in EXIF: those that lie on their side
# Photographs as they were decoded, for a card's other sizes, and as they were cropped, for a person's other quotes:
# by what changes with the file. Together 20 MB at most.
_UPRIGHT, _FITTED = Pictures(3_000_000), Pictures(2_000_000)
_Stamp = tuple[int, int, int, int]
"""Of a file: when it was written, when it or its permissions were changed, its size, its number."""
_Key = tuple[Path, _Stamp, Rgb]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crop:
    """`focus`: the point of interest in the photograph, 0..1 from top left. `at`: where it belongs on the portrait."""

    focus: tuple[float, float]
    at: tuple[float, float]


def portrait(
    path: Path,
    size: tuple[int, int],
    *,
    focus: tuple[float, float] | None = None,
    at: tuple[float, float] = (0.5, 0.5),
    background: Rgb = (255, 255, 255),
) -> Image.Image:
    """The picture as RGB pixels of exactly `size`, without metadata, cropped so that `focus` comes to lie on `at`.

    Both are shares from the top left, of the photograph and of the portrait; the crop never leaves the photograph.
    Transparent places show `background`; of an animation the first picture counts. The picture may be handed out again
    and must not be changed. CardError when it is no picture, a bomb, damaged, too small.
    """
    key = (path, _stamp(path), background)
    crop = _Crop(focus=focus or FACE, at=at)
    return _FITTED.get((key, size, crop), lambda: _opened(path, key, size, crop))


def _opened(path: Path, key: _Key, size: tuple[int, int], crop: _Crop) -> Image.Image:
    with _told(path):
        data = path.read_bytes()
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _prepared(path, Image.open(io.BytesIO(data), formats=FORMATS), key, size, crop)
    except UnidentifiedImageError:
        raise _no_picture(path) from None
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as error:
        raise CardError(f"{path} is damaged: {error}.", "Ask for the picture again, or export it anew.") from None


def _stamp(path: Path) -> _Stamp:
    with _told(path):
        found = path.stat()
    if found.st_size > MAX_BYTES:
        raise _too_large(path)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says in words why the file cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise CardError(f"There is no portrait {path}.", "Mend the path, or put the file there.") from None
    except OSError as error:
        raise CardError(f"{path} cannot be read: {error.strerror}.", "Mend the file or its permissions.") from None


def _no_picture(path: Path) -> CardError:
    return CardError(
        f"{path} is not a picture that can be read.", "Give a JPEG, PNG or WebP; export HEIC photos of a phone as JPEG."
    )


def _too_large(path: Path) -> CardError:
    return CardError(
        f"{path} is too large: more than {MAX_PIXELS // 1_000_000} million pixels or {MAX_BYTES // 1_000_000} MB.",
        "Make it smaller: 2000 pixels a side are enough.",
    )


def _prepared(path: Path, image: Image.Image, key: _Key, size: tuple[int, int], crop: _Crop) -> Image.Image:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(path)
    if min(image.size) < MIN_SIDE:
        raise CardError(
            f"{path} is too small: {image.width} x {image.height} pixels.", f"Give one of {MIN_SIDE} or more a side."
        )
    # The decoder halves large photographs for next to nothing, but hardly below what is needed.
    least = (int(size[0] * SOFTER), int(size[1] * SOFTER))
    image.draft(image.mode, least[::-1] if image.getexif().get(_ORIENTATION) in _TURNED else least)
    upright = _UPRIGHT.get((key, image.size), lambda: _upright(image, key[2]))
    return _cropped(upright, size, crop)


def _upright(image: Image.Image, background: Rgb) -> Image.Image:
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    return _rgb(image, background)


def _cropped(image: Image.Image, size: tuple[int, int], crop: _Crop) -> Image.Image:
    """`crop.at` comes to lie on `crop.focus`, as far as the picture reaches."""
    scale = max(size[0] / image.width, size[1] / image.height)
    if CLOSER <= scale < 1:
        scale = 1.0
    wide, high = min(size[0] / scale, image.width), min(size[1] / scale, image.height)
    left = max(min(crop.focus[0] * image.width - crop.at[0] * wide, image.width - wide), 0.0)
    top = max(min(crop.focus[1] * image.height - crop.at[1] * high, image.height - high), 0.0)
    if scale == 1:
        return image.crop((round(left), round(top), round(left) + size[0], round(top) + size[1]))
    box = (left, top, min(left + wide, image.width), min(top + high, image.height))
    return image.resize(size, Image.Resampling.HAMMING, box=box)  # as sharp as bicubic to the eye, in half the time


def _rgb(image: Image.Image, background: Rgb) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, background)
        return _to_srgb(Image.alpha_composite(ground, colours).convert("RGB"), image.info.get("icc_profile"))
    return _to_srgb(image, image.info.get("icc_profile"))


def _eight_bits(image: Image.Image) -> Image.Image:
    """16- and 32-bit grey, stretched from its own darkest to its own lightest value."""
    values = image.convert("F")
    low, high = values.getextrema()
    if not isinstance(low, float) or not isinstance(high, float) or not high > low:
        return Image.new("L", image.size, 128)
    return values.point(lambda value: value * (255 / (high - low)) - low * 255 / (high - low)).convert("L")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image if image.mode == "RGB" else image.convert("RGB")
    from PIL import ImageCms  # takes long to load, and most photographs have no profile

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        plain = image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")
        converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return converted or image.convert("RGB")
