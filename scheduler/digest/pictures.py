"""The pictures of an e-mail: small, without metadata, named by their content, so that any web server can host them."""

import hashlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import DigestError
from scheduler.pictures import NotAPicture, kind_of, without_metadata

if TYPE_CHECKING:
    from PIL import Image

CARD = (1200, 600)
"""Pixels of a card: twice as many as it is shown with, for good screens."""
FOLDER = Path(".scheduler") / "mail-pictures"
"""Where they lie, beside posts.yaml: `pictures: hosted` is served from here."""
_WIDEST, _TALLEST = 1200, 1000
_QUALITY = 80
_TYPES = {".jpg": "jpeg", ".png": "png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file named by its content, how wide and high it is in pixels, and what it shows."""

    file: Path
    width: int
    height: int
    alt: str = ""

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def subtype(self) -> str:
        """Of its type: `jpeg` in image/jpeg."""
        return _TYPES[self.file.suffix]


def for_email(file: Path, folder: Path, *, alt: str = "", most: tuple[int, int] = (_WIDEST, _TALLEST)) -> Picture:
    """The picture as an e-mail has it, in the campaign's folder of them; DigestError when it is none.

    At most so many pixels wide and high; JPEG or PNG, whichever is smaller.
    """
    from PIL import Image

    try:
        kind_of(file)
        with Image.open(without_metadata(file, folder / ".scheduler" / "media")) as opened:
            opened.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=3.0)
            data, suffix = _smallest(opened)
            width, height = opened.size
    except NotAPicture as error:
        raise DigestError(error.what, error.remedy) from None
    except OSError as error:
        raise DigestError(f"{file.name} cannot be made a picture of the e-mail: {error.strerror or error}.") from None
    target = folder / FOLDER / f"{hashlib.sha256(data).hexdigest()[:32]}{suffix}"
    if not target.is_file():
        _write(data, target)
    return Picture(file=target, width=width, height=height, alt=alt)


def _smallest(picture: "Image.Image") -> tuple[bytes, str]:
    drawn = picture.convert("RGBA") if _is_clear(picture) else picture.convert("RGB")
    candidates = [_saved(drawn, "PNG", ".png")]
    if drawn.mode == "RGB":
        candidates.append(_saved(drawn, "JPEG", ".jpg"))
    return min(candidates, key=lambda each: len(each[0]))


def _is_clear(picture: "Image.Image") -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _saved(picture: "Image.Image", kind: str, suffix: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    picture.info.clear()
    if kind == "JPEG":
        picture.save(out, kind, quality=_QUALITY, optimize=True, progressive=True)
    else:
        picture.save(out, kind, optimize=True)
    return out.getvalue(), suffix


def _write(data: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        whole = Path(room) / target.name
        whole.write_bytes(data)
        whole.replace(target)
