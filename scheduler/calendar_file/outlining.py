"""Makes outlines of posts' lines; of many of them, in processes that end then, with the memory that it takes."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

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
    for share, answer in zip(shares, by_helpers(shares, layout, bare.file), strict=True):
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


def by_helpers(shares: Sequence[Chunks], layout: Layout, file: Path) -> list[list[Packed] | None]:
    """What a process for each share makes of it; None where it failed, for whatever reason.

    Each reads all its input before it begins, so that none waits for another; without a thread for each, whose memory
    would not be given back. They end when we do: their input ends then.
    """
    try:
        with ExitStack() as ending:
            helpers = [ending.enter_context(_helper(file)) for _ in shares]
            for helper, share in zip(helpers, shares, strict=True):
                _tell(helper, layout.file_of(share))
            return [_answer(helper, len(share)) for helper, share in zip(helpers, shares, strict=True)]
    except OSError:
        return [None for _ in shares]


def _helper(file: Path) -> "Popen[bytes]":
    command = [sys.executable, "-m", "scheduler.calendar_file.helper", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return Popen(command, env=environment, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)


def _tell(helper: "Popen[bytes]", calendar: bytes) -> None:
    assert helper.stdin
    with helper.stdin:
        helper.stdin.write(calendar)


def _answer(helper: "Popen[bytes]", many: int) -> list[Packed] | None:
    assert helper.stdout
    try:
        found = msgspec.msgpack.decode(helper.stdout.read(), type=list[Packed])
    except msgspec.MsgspecError:
        return None
    return found if helper.wait() == 0 and len(found) == many else None
