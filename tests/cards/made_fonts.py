"""The smallest fonts with one coloured sign: as layers (COLR) or as a picture (sbix)."""

import io
import struct
from pathlib import Path

from PIL import Image

RED = (220, 30, 40)
_SQUARE = struct.pack(">hhhhhHH4B8h", 1, 0, 0, 1000, 1000, 3, 0, 1, 1, 1, 1, 0, 1000, 0, -1000, 0, 0, 1000, 0)


def layered(path: Path, sign: str) -> Path:
    """A font that draws `sign` as one red layer of a square."""
    colours = struct.pack(">HHHHIHBBBB", 0, 1, 1, 1, 14, 0, RED[2], RED[1], RED[0], 255)
    layers = struct.pack(">HHIIHHHHHH", 0, 1, 14, 20, 1, 1, 0, 1, 2, 0)
    return _written(path, sign, {b"COLR": layers, b"CPAL": colours})


def pictured(path: Path, sign: str) -> Path:
    """A font that draws `sign` as a red picture of 100 pixels an em."""
    png = io.BytesIO()
    Image.new("RGBA", (100, 100), (*RED, 255)).save(png, "PNG")
    glyph = struct.pack(">hh4s", 0, 0, b"png ") + png.getvalue()
    ends = [20, 20, 20 + len(glyph), 20 + len(glyph)]
    strike = struct.pack(">HH4I", 100, 72, *ends) + glyph
    return _written(path, sign, {b"sbix": struct.pack(">HHII", 1, 1, 1, 12) + strike})


def _written(path: Path, sign: str, more: dict[bytes, bytes]) -> Path:
    square = _SQUARE + b"\0" * (-len(_SQUARE) % 4)
    places = [0, 0, len(square), 2 * len(square)]
    groups = struct.pack(">HHIII3I", 12, 0, 28, 0, 1, ord(sign), ord(sign), 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups,
        b"glyf": square + square,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 65536, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 65536, 1000, 0, 0, 1000, *[0] * 11, 3),
        b"hmtx": struct.pack(">HhHhHh", 1000, 0, 1000, 0, 1000, 0),
        b"loca": struct.pack(">4I", *places),
        b"maxp": struct.pack(">IH", 0x00005000, 3),
        **more,
    }
    head, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    path.write_bytes(struct.pack(">IHHHH", 65536, len(tables), 0, 0, 0) + head + body)
    return path
