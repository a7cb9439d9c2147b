"""Pictures: whether a file is one, and that none leaves with what it tells of place, time or camera."""

import hashlib
import io
import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.errors import SchedulerError

if TYPE_CHECKING:  # a campaign of words alone never needs it, and it takes long to load
    from PIL import Image

MOST_PIXELS = 89_000_000
"""As many as four good cameras give, and no more than Pillow opens without warning: beyond is a bomb or a mistake."""
_SEVERAL = "MPO"
"""Pillow's name of a JPEG behind which a phone put more pictures (depth, preview): only the first one is the photo."""
_KINDS = {"JPEG": ".jpg", _SEVERAL: ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif"}
_TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "Raw profile type exif", "comment", "photoshop", "mp")
_ORIENTATION = 0x0112
_QUALITIES = (95, 90, 85, 80, 75)
"""Of a JPEG that must be written anew: the first that makes it no larger than it came, so that no limit is passed."""


class NotAPicture(SchedulerError):  # noqa: N818
    """The file cannot be shown."""


def kind_of(file: Path) -> str:
    """Pillow's name of the format in which it leaves, after looking through the file; NotAPicture, in words, when it is
    none. What was looked through is remembered for as long as it is not written again."""
    try:
        now = file.stat()
    except OSError:
        raise NotAPicture(f"The file {file.name} is not there.", "Mend the path, or add the file.") from None
    kind, wrong = _looked_through(file, now.st_size, now.st_mtime_ns)
    if wrong:
        raise NotAPicture(*wrong)
    return kind


@lru_cache(maxsize=4096)
def _looked_through(file: Path, size: int, written: int) -> tuple[str, tuple[str, ...]]:
    """Its kind, or else what is wrong and the remedy."""
    from PIL import Image, UnidentifiedImageError

    try:
        return _kind_when_whole(file), ()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "", (f"{file.name} has far too many pixels to be safe to open.", "Save it smaller.")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return "", (f"{file.name} is not a picture, or is damaged.", "Export it again as JPEG.")


def _kind_when_whole(file: Path) -> str:
    from PIL import Image

    with Image.open(file) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        kind = picture.format or ""
        picture.verify()
    if kind != "PNG":  # the others' verify does not see that the end is missing
        with Image.open(file) as picture:
            picture.draft(None, (1, 1))  # of a JPEG, an eighth is quicker and tells as much
            picture.load()
    return "JPEG" if kind == _SEVERAL else kind


def without_metadata(file: Path, cache: Path) -> Path:
    """The file itself when it tells nothing; else a copy in `cache` that shows the same and tells nothing.

    What is no picture that we know stays as it is: the network's own rules are checked elsewhere. OSError when the copy
    cannot be made (a full disk, a damaged picture): then nothing may leave.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(file)
    except (UnidentifiedImageError, ValueError, SyntaxError):
        return file
    with picture:
        if picture.format not in _KINDS or _moves(picture) or not _tells(picture):
            return file
        target = cache / (hashlib.sha256(file.read_bytes()).hexdigest() + _KINDS[picture.format])
        if not target.exists():
            _save_bare(picture, target, file.stat().st_size)
        return target


def _moves(picture: "Image.Image") -> bool:
    return getattr(picture, "is_animated", False) and picture.format != _SEVERAL


def _tells(picture: "Image.Image") -> bool:
    return bool(picture.getexif()) or any(picture.info.get(name) for name in _TELLING)


def _save_bare(picture: "Image.Image", target: Path, most: int) -> None:
    """Upright and without words; of at most `most` bytes where a lower quality of JPEG can do that."""
    from PIL import ImageOps

    kept = dict(picture.info)
    kind = "JPEG" if picture.format == _SEVERAL else picture.format
    turned = picture.getexif().get(_ORIENTATION, 1) != 1
    bare = ImageOps.exif_transpose(picture) if turned else picture
    bare.info = {name: value for name, value in kept.items() if name not in _TELLING}
    # An upright JPEG keeps its very tables, so that nothing of it is lost.
    again = kind == "JPEG" and (turned or picture.format == _SEVERAL)
    for quality in _QUALITIES if again else ("keep",):
        options: dict[str, Any] = {"quality": quality, "optimize": again} if kind == "JPEG" else {}
        data = io.BytesIO()
        bare.save(data, kind, exif=b"", icc_profile=kept.get("icc_profile"), **options)
        if data.tell() <= most:
            break
    _write(data.getvalue(), target)


def _write(data: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=target.suffix)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    Path(name).replace(target)
