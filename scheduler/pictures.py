"""Pictures on their way out: nothing leaves in them that tells where they were taken, when, or with what."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

_KINDS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif"}
_TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "Raw profile type exif", "comment", "photoshop", "mp")
_ORIENTATION = 0x0112


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
