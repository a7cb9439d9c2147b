"""A file of outlines beside the ledger: it saves reading a large calendar anew at each start, and decides nothing.

An outline is taken from it for the very same lines under the very same head, made by this very program. Whatever is
wrong with the file, there is none.
"""

import hashlib
import sys
import zoneinfo
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

import scheduler
from scheduler.calendar_file.chunks import Chunks, Layout
from scheduler.calendar_file.kept import KeptPosts, Lately, numbered
from scheduler.calendar_file.outlines import Packed
from scheduler.models import Calendar

_RESTS_ON = ("PyYAML", "msgspec", "publicsuffixlist", "regex", "tzdata")
"""What of others has a say in what an outline says."""
_SUM = hashlib.sha256().digest_size
_SIZE = 8


class Memory:
    """The posts of a calendar as some process kept them. `worth`: so many posts that would be read anew without it
    make it worth while; fewer are read in no time."""

    def __init__(self, file: Path, worth: int = 1000) -> None:
        self._file = file
        self.worth = worth

    def recall(self, layout: Layout, bare: Calendar) -> KeptPosts | None:
        """What it knows of a calendar with this head; its posts may have been edited since."""
        try:
            data = self._file.read_bytes()
        except OSError:
            return None
        body = memoryview(data)[_SUM:]
        if hashlib.sha256(body).digest() != data[:_SUM] or body[:_SUM] != _rests_on(layout, bare):
            return None
        return _kept(data, layout, bare)

    def keep(self, outlines: Sequence[Packed], layout: Layout, bare: Calendar) -> None:
        """In place of what was there; where it cannot be written, the next start takes longer."""
        told = msgspec.msgpack.encode(outlines)
        pieces = (_rests_on(layout, bare), len(told).to_bytes(_SIZE), told, layout.chunks.block())
        whole = hashlib.sha256()
        for piece in pieces:
            whole.update(piece)
        part = self._file.with_suffix(".part")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                opened.writelines((whole.digest(), *pieces))
            part.replace(self._file)


def _kept(data: bytes, layout: Layout, bare: Calendar) -> KeptPosts | None:
    """From what `keep` wrote; None where outlines are none, or not those of the posts."""
    begin = 2 * _SUM + _SIZE
    end = begin + int.from_bytes(data[2 * _SUM : begin])
    try:
        outlines = msgspec.msgpack.decode(memoryview(data)[begin:end], type=list[Packed])
        numbers = numbered(outlines)
    except msgspec.MsgspecError:
        return None
    chunks = Chunks.cut(data, end, len(data), layout.dash.encode())
    if not len(chunks) == len(outlines) == len(numbers):
        return None
    return KeptPosts(replace(layout, chunks=chunks), bare, outlines, numbers, Lately())


def _rests_on(layout: Layout, bare: Calendar) -> bytes:
    """All that outlines rest on beside the posts' lines."""
    head = repr((bare.file.absolute(), bare.campaign, bare.channels, bare.slots, layout.dash))
    return hashlib.sha256(_program() + _rules_of(bare.campaign.timezone) + head.encode()).digest()


@cache
def _program() -> bytes:
    """Our own files, byte for byte, and the versions of those of others."""
    ours = hashlib.sha256()
    folder = Path(scheduler.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        ours.update(f"\n{file.relative_to(folder)}\n".encode() + file.read_bytes())
    others = [sys.version, *map(metadata.version, _RESTS_ON)]
    return ours.digest() + repr(others).encode()


def _rules_of(zone: zoneinfo.ZoneInfo) -> bytes:
    """The zone's file, where it is the system's; if it is tzdata's, its version tells."""
    files = (Path(folder) / zone.key for folder in zoneinfo.TZPATH)
    return next((file.read_bytes() for file in files if file.is_file()), b"")
