"""A calendar read in parts: the file without its posts, and posts by their own lines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from scheduler.calendar_file import parsing, schema
from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.fields import Findings, Places, by_place
from scheduler.calendar_file.nodes import Node, Scalar, Table
from scheduler.calendar_file.nodes import Sequence as List
from scheduler.calendar_file.posts import posts
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post

_AT_ONCE = 500
"""Chunks that are parsed together: many, because each parsing has its price; not all, because trees are large."""


def bare_of(layout: Layout, file: Path) -> tuple[Calendar, tuple[Problem, ...]] | None:
    """The calendar without its posts, and what a person should look at there; None when there is any error in it, or
    its list of posts is not where it seems to be."""
    findings = Findings()
    bare = _bare(layout, file, findings)
    if bare is None or _has_errors(findings):
        return None
    return bare, tuple(sorted(findings.problems, key=by_place))


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


def posts_of(chunks: Sequence[str], layout: Layout, bare: Calendar) -> list[Post] | None:
    """A post for each chunk; None when there is any error, or a cut is not between posts. Their places count from line
    2 on, but from where: see `placed`."""
    found: list[Post] = []
    for begin in range(0, len(chunks), _AT_ONCE):
        batch = chunks[begin : begin + _AT_ONCE]
        read = _read(batch, layout.list_of(batch), bare)
        if read is None:
            return None
        found += read
    return found


def placed(read: Sequence[Post], chunks: Iterable[str], line: int) -> Sequence[Post]:
    """The posts where they are in the file: the first one's lines begin on `line`."""
    for post, chunk in zip(read, chunks, strict=True):
        move(post, line)
        line += chunk.count("\n")
    return read


def move(post: Post, line: int) -> None:
    """To where its lines begin."""
    places = cast("Places", post.places)  # as `posts` made them
    places.line = line + places.below


def _read(chunks: Sequence[str], text: str, bare: Calendar) -> list[Post] | None:
    """Chunks that stand one below the other in `text`, from its second line on."""
    listed = _listed(text, bare.file)
    if listed is None or len(listed.items) != len(chunks):
        return None
    findings = Findings()
    found = list(_in_their_chunks(posts(listed, bare, findings), chunks))
    return found if not findings.problems and len(found) == len(chunks) else None


def _listed(text: str, file: Path) -> List | None:
    """The posts of a text that has nothing else in it; None when it is not sound YAML."""
    document = parsing.parse_text(text, file)
    root = document.root
    listed = root.get("posts") if isinstance(root, Table) and len(root.pairs) == 1 else None
    return listed if isinstance(listed, List) and not document.problems else None


def _in_their_chunks(found: Iterable[Post], chunks: Iterable[str]) -> Iterator[Post]:
    """Nothing of a post that begins in another chunk than its own."""
    line = 2
    for post, chunk in zip(found, chunks, strict=False):
        places = cast("Places", post.places)
        places.below = places.line - line
        lines = chunk.count("\n")
        if 0 <= places.below < lines + (not chunk.endswith("\n")):
            yield post
        line += lines


def mistakes_of(layout: Layout, file: Path, known: Layout, bare: Calendar) -> tuple[Problem, ...]:
    """What is wrong with values of posts that were not `known`; nothing when something else may be wrong too.

    `bare`: the calendar around those that were.
    """
    findings = Findings()
    now = _bare(layout, file, findings)
    if now is None or not (is_same(bare, now) and known.dash == layout.dash):
        return ()
    above, below = known.chunks.in_common(layout.chunks)
    before = set(known.chunks[above : len(known.chunks) - below])
    line = layout.first_line + layout.chunks[:above].lines()
    edited = layout.chunks[above : len(layout.chunks) - below]
    if sum(chunk not in before for chunk in edited) > _AT_ONCE:
        return ()
    for chunk in edited:
        if chunk not in before:
            # Empty lines above it take it to its own line.
            listed = _listed("\n" * (line - 2) + layout.list_of([chunk]), file)
            if listed is None or len(listed.items) != 1:
                return ()
            posts(listed, now, findings)
        line += chunk.count("\n")
    return tuple(sorted(findings.problems, key=by_place)) if _has_errors(findings) else ()


def is_same(bare: Calendar, other: Calendar) -> bool:
    """Whether all that the reading of a post depends on, beside its own lines, is the same."""
    return (bare.campaign, bare.channels, bare.slots) == (other.campaign, other.channels, other.slots)
