"""Pictures: whether a file is one, and that none leaves with what it tells of place, time or camera."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from scheduler.errors import SchedulerError

MOST_PIXELS = 89_000_000
"""As many as four good cameras give, and no more than Pillow opens without warning: beyond is a bomb or a mistake."""
_KINDS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif"}
_TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "Raw profile type exif", "comment", "photoshop", "mp")
_ORIENTATION = 0x0112


class NotAPicture(SchedulerError):  # noqa: N818
    """The file cannot be shown."""


def kind_of(file: Path) -> str:
    """Pillow's name of the format, after looking through the file; NotAPicture, in words, when it is none."""
    try:
        with Image.open(file) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            kind = picture.format or ""
            picture.verify()
            return kind
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture(f"{file.name} has far too many pixels to be safe to open.", "Save it smaller.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NotAPicture(f"{file.name} is not a picture, or is damaged.", "Export it again as JPEG.") from None


def without_metadata(file: Path, cache: Path) -> Path:
    """The file itself when it tells nothing; else a copy in `cache` that shows the same and tells nothing.

    What is no picture that we know stays as it is: the network's own rules are checked elsewhere.
    """
    try:
        with Image.open(file) as picture:
            if picture.format not in _KINDS or getattr(picture, "is_animated", False) or not _tells(picture):
                return file
            target = cache / (hashlib.sha256(file.read_bytes()).hexdigest() + _KINDS[picture.format])
            if not target.exists():
                _save_bare(picture, target)
            return target
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return file


def _tells(picture: Image.Image) -> bool:
    return bool(picture.getexif()) or any(picture.info.get(name) for name in _TELLING)


def _save_bare(picture: Image.Image, target: Path) -> None:
    kind = picture.format
    turned = picture.getexif().get(_ORIENTATION, 1) != 1
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if kind == "JPEG":
        # An upright JPEG keeps its very tables, so that nothing of it is lost.
        options |= {"quality": 95, "subsampling": 0} if turned else {"quality": "keep"}
    bare = ImageOps.exif_transpose(picture) if turned else picture
    for name in _TELLING:
        bare.info.pop(name, None)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=target.suffix)
    with os.fdopen(handle, "wb") as out:
        bare.save(out, kind, exif=b"", **options)
    Path(name).replace(target)
