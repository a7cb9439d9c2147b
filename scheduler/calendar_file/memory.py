"""A file of outlines beside the ledger: it saves reading a large calendar anew at each start, and decides nothing.

An outline is taken from it for the very same lines under the very same head, made by this very program. Whatever is
wrong with the file, there is none.
"""

import hashlib
import sys
import zoneinfo
from array import array
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import metadata
from io import BufferedReader
from pathlib import Path

import scheduler
from scheduler.calendar_file.chunks import Chunks, Layout
from scheduler.calendar_file.kept import KeptPosts, Lately
from scheduler.calendar_file.numbers import Numbers
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
            with self._file.open("rb") as opened:
                whole = opened.read(_SUM) == _rest_of(opened) and opened.read(_SUM) == _rests_on(layout, bare)
                return _kept(opened, layout, bare) if whole else None
        except (OSError, EOFError):
            return None

    def keep(self, posts: KeptPosts) -> None:
        """In place of what was there; where it cannot be written, the next start takes longer."""
        sizes, places = array("I", map(len, posts.outlines)), posts.numbers.places
        head = b"".join((_rests_on(posts.layout, posts.bare), len(posts).to_bytes(_SIZE), sizes, places))
        pieces: list[bytes | memoryview] = [head, *posts.outlines, posts.layout.chunks.block()]
        whole = hashlib.sha256()
        for piece in pieces:
            whole.update(piece)
        part = self._file.with_suffix(".part")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                opened.writelines((whole.digest(), *pieces))
            part.replace(self._file)


def _rest_of(opened: BufferedReader) -> bytes:
    """Its checksum; it is to be read then."""
    here = opened.tell()
    found = hashlib.file_digest(opened, "sha256").digest()
    opened.seek(here)
    return found


def _kept(opened: BufferedReader, layout: Layout, bare: Calendar) -> KeptPosts | None:
    """From what `keep` wrote, one after the other: all of it at once takes twice the memory.

    None where outlines are not those of the posts.
    """
    many = int.from_bytes(opened.read(_SIZE))
    sizes, places = array("I"), array("Q")
    sizes.fromfile(opened, many)
    places.fromfile(opened, many)
    outlines = list(map(opened.read, sizes))
    posts = opened.read()
    chunks = Chunks.cut(posts, 0, len(posts), layout.dash.encode())
    kept = KeptPosts(replace(layout, chunks=chunks), bare, outlines, Numbers(places), Lately())
    return kept if len(chunks) == many else None


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
