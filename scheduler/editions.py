"""Which edition of the campaign's files a plan was made from, and whether a machine's files are older than that.

The machines of a cluster have copies of posts.yaml and of the record of consent. One that missed an edit must not plan
when its turn comes: it would send what was cancelled, or forbidden, meanwhile.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Edition(NamedTuple):
    """Of a file: what stands in it (SHA-256), and when it was saved (nanoseconds since 1970)."""

    digest: str
    saved: int


Editions = Mapping[str, Edition]
"""By the file's name."""


def editions(files: Iterable[Path]) -> Editions:
    """Of the files that are there."""
    return {file.name: found for file in files if (found := _edition(file))}


def older(ours: Editions, planned: Editions) -> list[str]:
    """The names of our files that are not what was planned from, and were saved before it or are not there."""
    return [name for name, theirs in planned.items() if _is_older(ours.get(name), theirs)]


def _is_older(ours: Edition | None, theirs: Edition) -> bool:
    return ours is None or (ours.digest != theirs.digest and ours.saved < theirs.saved)


def _edition(file: Path) -> Edition | None:
    try:
        saved = file.stat().st_mtime_ns  # before it is read: one that is saved meanwhile is taken for older
        with file.open("rb") as opened:
            return Edition(hashlib.file_digest(opened, "sha256").hexdigest(), saved)
    except OSError:
        return None
