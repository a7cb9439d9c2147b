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
from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.kept import KeptPosts, Lately
from scheduler.calendar_file.outlines import Outline
from scheduler.models import Calendar

_RESTS_ON = ("PyYAML", "msgspec", "publicsuffixlist", "regex", "tzdata")
"""What of others has a say in what an outline says."""
_SUM = hashlib.sha256().digest_size


class _Page(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """`rests_on`: all that outlines rest on beside the posts' lines. `chunks` are those lines."""

    rests_on: str
    chunks: list[str]
    outlines: list[Outline]


class Memory:
    """The posts of a calendar as some process kept them. `worth`: so many posts that would be read anew without it
    make it worth while; fewer are read in no time."""

    def __init__(self, file: Path, worth: int = 1000) -> None:
        self._file = file
        self.worth = worth

    def recall(self, layout: Layout, bare: Calendar) -> KeptPosts | None:
        """What it knows of a calendar with this head; its posts may have been edited since."""
        page = self._page()
        if page is None or page.rests_on != _rests_on(layout, bare) or len(page.chunks) != len(page.outlines):
            return None
        return KeptPosts(replace(layout, chunks=page.chunks), bare, page.outlines, Lately())

    def keep(self, outlines: Sequence[Outline], layout: Layout, bare: Calendar) -> None:
        """In place of what was there; where it cannot be written, the next start takes longer."""
        data = msgspec.json.encode(_Page(_rests_on(layout, bare), layout.chunks, list(outlines)))
        part = self._file.with_suffix(".part")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as opened:
                opened.write(hashlib.sha256(data).digest())
                opened.write(data)
            part.replace(self._file)

    def _page(self) -> _Page | None:
        try:
            data = self._file.read_bytes()
            whole = hashlib.sha256(memoryview(data)[_SUM:]).digest() == data[:_SUM]
            return msgspec.json.decode(memoryview(data)[_SUM:], type=_Page) if whole else None
        except (OSError, msgspec.MsgspecError):
            return None


def _rests_on(layout: Layout, bare: Calendar) -> str:
    head = repr((bare.file.absolute(), bare.campaign, bare.channels, bare.slots, layout.dash))
    return hashlib.sha256(_program() + _rules_of(bare.campaign.timezone) + head.encode()).hexdigest()


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
