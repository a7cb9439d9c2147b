"""Makes outlines of posts' lines; of many of them, in processes that end then, with the memory that it takes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from scheduler.calendar_file.chunks import Chunks, Layout
from scheduler.calendar_file.kept import Lately
from scheduler.calendar_file.outlines import Packed, outline, packed
from scheduler.calendar_file.parts import posts_of
from scheduler.models import Calendar, Post

_AT_ONCE = 500
_WORTH_A_HELPER = 4000
"""Posts for each process: a helper is busy for half a second before it begins."""
_MOST_HELPERS = 8


def outlines_of(chunks: Chunks, layout: Layout, bare: Calendar, lately: Lately[str, Post]) -> list[Packed] | None:
    """An outline for each; None when there is any error, or a cut is not between posts."""
    helpers = min(len(chunks) // _WORTH_A_HELPER, os.cpu_count() or 1, _MOST_HELPERS)
    if helpers < 1:
        return outlines_here(chunks, layout, bare, lately)
    size = -(-len(chunks) // helpers)
    shares = [chunks[begin : begin + size] for begin in range(0, len(chunks), size)]
    found: list[Packed] = []
    with ThreadPoolExecutor(helpers) as pool:
        asked = pool.map(lambda share: by_a_helper(share, layout, bare.file), shares)
        for share, answer in zip(shares, asked, strict=True):
            made = answer or outlines_here(share, layout, bare)
            if made is None:
                return None
            found += made
    return found


def outlines_here(
    chunks: Chunks, layout: Layout, bare: Calendar, lately: Lately[str, Post] | None = None
) -> list[Packed] | None:
    """In this process; what is read on the way is put among what was read `lately`."""
    found: list[Packed] = []
    for begin in range(0, len(chunks), _AT_ONCE):
        batch = list(chunks[begin : begin + _AT_ONCE])
        posts = posts_of(batch, layout, bare)
        if posts is None:
            return None
        found += (packed(outline(post, bare)) for post in posts)
        for chunk, post in zip(batch, posts, strict=True):
            if lately:
                lately.put(chunk, post)
    return found


def by_a_helper(share: Chunks, layout: Layout, file: Path) -> list[Packed] | None:
    """None when it failed, for whatever reason. It ends when we do: its input ends then."""
    command = [sys.executable, "-m", "scheduler.calendar_file.helper", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    calendar = layout.file_of(share)
    try:
        done = subprocess.run(command, input=calendar, env=environment, capture_output=True, check=True)
        found = msgspec.msgpack.decode(done.stdout, type=list[Packed])
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return None
    return found if len(found) == len(share) else None
