"""Makes outlines of posts' lines; of many of them, in several processes."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import msgspec

from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.kept import Lately
from scheduler.calendar_file.outlines import Outline, outline
from scheduler.calendar_file.parts import posts_of
from scheduler.models import Calendar, Post

_AT_ONCE = 500
_WORTH_A_HELPER = 4000
"""Posts for each process: a helper is busy for half a second before it begins."""
_MOST_HELPERS = 7


def outlines_of(chunks: list[str], layout: Layout, bare: Calendar, lately: "Lately[str, Post]") -> list[Outline] | None:
    """An outline for each; None when there is any error, or a cut is not between posts."""
    helpers = min(len(chunks) // _WORTH_A_HELPER, (os.cpu_count() or 1) - 1, _MOST_HELPERS)
    if helpers < 1:
        return outlines_here(chunks, layout, bare, lately)
    size = -(-len(chunks) // (helpers + 1))
    shares = [chunks[begin : begin + size] for begin in range(0, len(chunks), size)]
    with ThreadPoolExecutor(helpers) as pool:
        asked = [pool.submit(by_a_helper, replace(layout, chunks=share), bare.file) for share in shares[1:]]
        found = outlines_here(shares[0], layout, bare, lately)
        for share, answer in zip(shares[1:], asked, strict=True):
            more = None if found is None else answer.result() or outlines_here(share, layout, bare, lately)
            found = None if found is None or more is None else found + more
    return found


def outlines_here(
    chunks: Sequence[str], layout: Layout, bare: Calendar, lately: "Lately[str, Post]"
) -> list[Outline] | None:
    found: list[Outline] = []
    for begin in range(0, len(chunks), _AT_ONCE):
        batch = chunks[begin : begin + _AT_ONCE]
        posts = posts_of(batch, layout, bare)
        if posts is None:
            return None
        for chunk, post in zip(batch, posts, strict=True):
            found.append(outline(post, bare))
            lately.put(chunk, post)
    return found


def by_a_helper(share: Layout, file: Path) -> list[Outline] | None:
    """None when it failed, for whatever reason. It ends when we do: its input ends then."""
    command = [sys.executable, "-m", "scheduler.calendar_file.helper", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=msgspec.json.encode(share), env=environment, capture_output=True, check=True
        )
        found = msgspec.json.decode(done.stdout, type=list[Outline])
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return None
    return found if len(found) == len(share.chunks) else None
