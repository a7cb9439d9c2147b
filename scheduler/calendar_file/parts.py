"""A calendar read in parts: the file without its posts, and each post by its own lines, which are read once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
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
    places: Places
    lines: int
    below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`bare` is the calendar without its posts, `warnings` are what a person should look at there."""

    bare: Calendar
    warnings: tuple[Problem, ...]
    layout: Layout
    parts: list[Part]

    def posts(self) -> tuple[Post, ...]:
        """Every post, with its places where they are in this layout."""
        line = self.layout.first_line
        for part in self.parts:
            part.places.line = line + part.below
            line += part.lines
        return tuple([part.post for part in self.parts])


def parts_of(layout: Layout, file: Path, known: Parts | None) -> Parts | None:
    """The whole file, `known` parts as they are; None when there is any error, or a cut is not between posts."""
    findings = Findings()
    bare = _bare(layout, file, findings)
    if bare is None or _has_errors(findings):
        return None
    parts = _all_read(layout, known, bare)
    if parts is None or len({part.post.id for part in parts}) < len(parts):
        return None
    warnings = tuple(sorted(findings.problems, key=by_place))
    return Parts(bare=bare, warnings=warnings, layout=layout, parts=parts)


def _is_still_so(known: Parts, layout: Layout, bare: Calendar) -> bool:
    """Whether what the reading of a post depends on, beside its own lines, is as it was."""
    now, then = bare, known.bare
    above = (now.campaign, now.channels, now.slots) == (then.campaign, then.channels, then.slots)
    return above and known.layout.dash == layout.dash


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


def _has_errors(findings: Findings) -> bool:
    return any(problem.severity is Severity.ERROR for problem in findings.problems)


def _all_read(layout: Layout, known: Parts | None, bare: Calendar) -> list[Part] | None:
    """A part for each chunk. Most edits are in one place: what is as before above and below it is not looked up."""
    if known is None or not _is_still_so(known, layout, bare):
        return _read_in_batches(layout.chunks, layout, bare)
    old, new = known.layout.chunks, layout.chunks
    above = _in_common(old, new)
    below = _in_common(reversed(old[above:]), reversed(new[above:]))
    by_chunk = dict(zip(old[above : len(old) - below], known.parts[above : len(old) - below], strict=True))
    edited = new[above : len(new) - below]
    found = _read_in_batches([chunk for chunk in edited if chunk not in by_chunk], layout, bare)
    if found is None:
        return None
    read = iter(found)
    between = [by_chunk.get(chunk) or next(read) for chunk in edited]
    return [*known.parts[:above], *between, *known.parts[len(old) - below :]]


def _in_common(some: Iterable[str], others: Iterable[str]) -> int:
    """How many at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _read_in_batches(chunks: list[str], layout: Layout, bare: Calendar) -> list[Part] | None:
    found: list[Part] = []
    for begin in range(0, len(chunks), _AT_ONCE):
        batch = chunks[begin : begin + _AT_ONCE]
        parts = _read(batch, layout.list_of(batch), bare)
        if parts is None:
            return None
        found += parts
    return found


def _read(chunks: list[str], text: str, bare: Calendar) -> list[Part] | None:
    """Chunks that stand one below the other in `text`, from its second line on."""
    listed = _listed(text, bare.file)
    if listed is None or len(listed.items) != len(chunks):
        return None
    findings = Findings()
    found = posts(listed, bare, findings)
    parts = list(_in_their_chunks(found, chunks))
    return parts if not findings.problems and len(parts) == len(chunks) else None


def _listed(text: str, file: Path) -> Sequence | None:
    """The posts of a text that has nothing else in it; None when it is not sound YAML."""
    document = parsing.parse_text(text, file)
    root = document.root
    listed = root.get("posts") if isinstance(root, Table) and len(root.pairs) == 1 else None
    return listed if isinstance(listed, Sequence) and not document.problems else None


def _in_their_chunks(found: Iterable[Post], chunks: list[str]) -> Iterator[Part]:
    """Nothing of a post that begins in another chunk than its own."""
    line = 2
    for post, chunk in zip(found, chunks, strict=False):
        lines = chunk.count("\n") + (not chunk.endswith("\n"))
        places = cast("Places", post.places)  # as `posts` made them
        if 0 <= places.line - line < lines:
            yield Part(post, places, lines, places.line - line)
        line += lines


def mistakes_of(layout: Layout, file: Path, known: Parts) -> tuple[Problem, ...]:
    """What is wrong with values of posts that are not `known`; nothing when something else may be wrong too."""
    findings = Findings()
    bare = _bare(layout, file, findings)
    if bare is None or not _is_still_so(known, layout, bare):
        return ()
    before, line = set(known.layout.chunks), layout.first_line
    edited = {chunk for chunk in layout.chunks if chunk not in before}
    if len(edited) > _AT_ONCE:
        return ()
    for chunk in layout.chunks:
        if chunk in edited:
            # Empty lines above it take it to its own line.
            listed = _listed("\n" * (line - 2) + layout.list_of([chunk]), file)
            if listed is None or len(listed.items) != 1:
                return ()
            posts(listed, bare, findings)
        line += chunk.count("\n")
    return tuple(sorted(findings.problems, key=by_place)) if _has_errors(findings) else ()
