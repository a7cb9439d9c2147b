"""Cards as files: named by their content, written whole or not at all, the same bytes on every run."""

import hashlib
import io
import json
import os
import struct
import zlib
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops

from scheduler.cards.draw import render
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

RENDERER = 4  # raise it whenever the same card would come out with other pixels
MAX_BYTES = 950_000  # every network takes this much
_QUALITIES = (90, 84, 76, 66, 54, 40)
_PNG, _UP, _STRIP = b"\x89PNG\r\n\x1a\n", b"\x02", 32
_ENGINES = ("pillow", "uharfbuzz", "icu4py")


def card_file(card: Card, *, size: tuple[int, int], theme: Theme, folder: Path, cache: Path) -> Path:
    """The card as a JPEG of at most 950,000 bytes in the folder `cache`, drawn only if it is not there yet.

    `folder`: where the campaign is; the portrait's path starts there. The file's name is the hash of all that the
    picture depends on. CardError, in words, when the card cannot be right or the file cannot be written.
    """
    whole = placed(card, folder)
    target = cache / f"{_key(whole, size, theme)}.jpg"
    if not target.is_file():
        write(jpeg(render(whole, size=size, theme=theme)), target)
    return target


def placed(card: Card, folder: Path) -> Card:
    """The card with its portrait found: the path in it starts at `folder`."""
    return replace(card, portrait=folder / card.portrait) if card.portrait else card


def jpeg(image: Image.Image) -> bytes:
    """The picture as JPEG without any metadata, at the best quality that keeps within the limit."""
    bare = _bare(image)
    for quality in _QUALITIES:
        out = io.BytesIO()
        bare.save(out, "JPEG", quality=quality, subsampling="4:2:0")
        if out.tell() <= MAX_BYTES:
            return out.getvalue()
    raise CardError(f"The card is more than {MAX_BYTES:,} bytes as JPEG.", "Use a smaller size or a calmer portrait.")


def png(image: Image.Image) -> bytes:
    """The picture as PNG without any metadata.

    Written here because Pillow tries every filter on every row: cards are flat, so what is left after the row above
    is taken away (the filter Up) packs as small at a fifth of the time.
    """
    bare = _bare(image)
    head = struct.pack(">IIBBBBB", *bare.size, 8, 2, 0, 0, 0)
    parts = (_PNG, _chunk(b"IHDR", head), _chunk(b"IDAT", _packed(bare)), _chunk(b"IEND", b""))
    return b"".join(parts)


def _packed(image: Image.Image) -> bytes:
    """Rows, each after the number of its filter, in strips that stay within the processor's cache."""
    packer = zlib.compressobj(1)
    parts = []
    above = Image.new("RGB", (image.width, 1))
    for top in range(0, image.height, _STRIP):
        strip = image.crop((0, top, image.width, min(top + _STRIP, image.height)))
        before = Image.new("RGB", strip.size)
        before.paste(above, (0, 0))
        before.paste(strip, (0, 1))
        rows, length = ImageChops.subtract_modulo(strip, before).tobytes(), 3 * image.width
        parts += [packer.compress(_UP + rows[at : at + length]) for at in range(0, len(rows), length)]
        above = strip.crop((0, strip.height - 1, strip.width, strip.height))
    return b"".join([*parts, packer.flush()])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _bare(image: Image.Image) -> Image.Image:
    """Only the pixels: Pillow writes comments and profiles again that it finds in `info`."""
    if image.mode == "RGB" and not image.info:
        return image
    bare = image.convert("RGB")
    bare.info.clear()
    return bare


def write(data: bytes, target: Path) -> None:
    """The whole file at once, making its folder; CardError when that cannot be, with nothing left behind."""
    begun = target.with_name(f".card-{os.urandom(8).hex()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        begun.write_bytes(data)
        begun.replace(target)
    except OSError as error:
        raise CardError(f"The card {target} cannot be written: {error.strerror}.", "Mend the folder.") from None
    finally:
        with suppress(OSError):
            begun.unlink()


def _key(card: Card, size: tuple[int, int], theme: Theme) -> str:
    theme = theme.named(card.theme)
    files = {"logo": _digest(theme.logo), "logo_on_brand": _digest(theme.logo_on_brand), "header": ""}
    depends = {
        "card": {**asdict(card), "portrait": _digest(card.portrait), "alt": ""},
        "theme": {**asdict(theme), **files, "fonts": _fonts(theme.fonts)},
        "size": size,
        "renderer": [RENDERER, *_versions()],
    }
    return hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()


def _digest(path: Path | None) -> str:
    """Of the file's content; empty when there is none: drawing will say what is wrong."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    except OSError:
        return ""


def _fonts(folder: Path | None) -> list[str]:
    return sorted(_digest(path) for path in folder.rglob("*") if path.is_file()) if folder else []


@cache
def _versions() -> tuple[str, ...]:
    from importlib.metadata import version  # takes long to load, and to draw a card needs none of it

    return tuple(version(name) for name in _ENGINES)
