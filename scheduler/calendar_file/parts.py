"""A calendar read in parts: the file without its posts, and each post by its own lines, which are read once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from scheduler.calendar_file import parsing, schema
from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.fields import Findings, Places, by_place
from scheduler.calendar_file.nodes import Node, Scalar, Sequence, Table
from scheduler.calendar_file.posts import posts
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post

_AT_ONCE = 500
"""Chunks that are parsed together: many, because each parsing has its price; not all, because trees are large."""


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk, read: it has so many lines, and the post begins so many below the first (0, nearly always)."""

    post: Post
    lines: int
    below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`bare` is the calendar without its posts, `warnings` are what a person should look at there."""

    bare: Calendar
    warnings: tuple[Problem, ...]
    by_chunk: dict[str, Part]

    def posts(self, line: int) -> tuple[Post, ...]:
        """Every post, with its places where they are when the first chunk begins on `line`."""
        for part in self.by_chunk.values():
            _places(part.post).line = line + part.below
            line += part.lines
        return tuple(part.post for part in self.by_chunk.values())


def parts_of(layout: Layout, file: Path, known: Parts | None) -> Parts | None:
    """The whole file, `known` parts as they are; None when there is any error, or a cut is not between posts."""
    findings = Findings()
    bare = _bare(layout, file, findings)
    if bare is None or any(problem.severity is Severity.ERROR for problem in findings.problems):
        return None
    still = known.by_chunk if known and _above(known.bare) == _above(bare) else {}
    by_chunk = _by_chunk(layout, still, bare)
    if by_chunk is None or len({part.post.id for part in by_chunk.values()}) < len(layout.chunks):
        return None
    return Parts(bare=bare, warnings=tuple(sorted(findings.problems, key=by_place)), by_chunk=by_chunk)


def _above(calendar: Calendar) -> object:
    """What the reading of a post depends on: when it changes, nothing is known of any."""
    return calendar.campaign, calendar.channels, calendar.slots


def _bare(layout: Layout, file: Path, findings: Findings) -> Calendar | None:
    document = parsing.parse_text(layout.rest, file)
    findings.problems += document.problems
    root = document.root
    pair = root.pairs.get("posts") if isinstance(root, Table) else None
    if root is None or pair is None or pair.key.place.line != layout.list_line or not _is_nothing(pair.value):
        return None
    return schema.calendar(root, file=file, version="", findings=findings)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.start == node.end


def _by_chunk(layout: Layout, known: dict[str, Part], bare: Calendar) -> dict[str, Part] | None:
    new = [chunk for chunk in layout.chunks if chunk not in known]
    read = dict(known) if new else known
    for begin in range(0, len(new), _AT_ONCE):
        batch = new[begin : begin + _AT_ONCE]
        parts = _read(batch, layout.list_of(batch), bare)
        if parts is None:
            return None
        read.update(zip(batch, parts, strict=True))
    return {chunk: read[chunk] for chunk in layout.chunks}


def _read(chunks: list[str], text: str, bare: Calendar) -> list[Part] | None:
    """Chunks that stand one below the other in `text`, from its second line on."""
    document = parsing.parse_text(text, bare.file)
    root = document.root
    listed = root.get("posts") if isinstance(root, Table) and len(root.pairs) == 1 else None
    if document.problems or not isinstance(listed, Sequence) or len(listed.items) != len(chunks):
        return None
    findings = Findings()
    found = posts(listed, bare, findings)
    parts = list(_in_their_chunks(found, chunks))
    return parts if not findings.problems and len(parts) == len(chunks) else None


def _in_their_chunks(found: Iterable[Post], chunks: list[str]) -> Iterator[Part]:
    """Nothing of a post that begins in another chunk than its own."""
    line = 2
    for post, chunk in zip(found, chunks, strict=False):
        lines = chunk.count("\n") + (not chunk.endswith("\n"))
        below = _places(post).line - line
        if 0 <= below < lines:
            yield Part(post, lines, below)
        line += lines


def _places(post: Post) -> Places:
    """As `posts` made them."""
    return cast("Places", post.places)
