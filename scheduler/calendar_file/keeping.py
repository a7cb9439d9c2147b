"""Finds the outline of every post: as it was before the edit, as an earlier process left it, or made of its lines."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from operator import eq

from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.kept import KeptPosts, Lately
from scheduler.calendar_file.memory import Memory
from scheduler.calendar_file.outlines import Outline
from scheduler.calendar_file.outlining import outlines_of
from scheduler.models import Calendar


def kept(layout: Layout, bare: Calendar, known: KeptPosts | None, memory: Memory | None) -> KeptPosts | None:
    """The posts of the layout, in little; None when there is any error, or a cut is not between posts."""
    if known is None or not known.stands_in(layout, bare):
        known = memory.recall(layout, bare) if memory and len(layout.chunks) >= memory.worth else None
        known = known or KeptPosts(replace(layout, chunks=[]), bare, [], Lately())
    outlines = _outlines(layout, bare, known, memory)
    if outlines is None or len({each.id for each in outlines}) < len(outlines):
        return None
    return KeptPosts(layout, bare, outlines, known.lately)


def _outlines(layout: Layout, bare: Calendar, known: KeptPosts, memory: Memory | None) -> list[Outline] | None:
    """Most edits are in one place: what is as before above and below it is not looked up."""
    old, new = known.layout.chunks, layout.chunks
    above = _in_common(old, new)
    below = _in_common(reversed(old[above:]), reversed(new[above:]))
    found = dict(zip(old[above : len(old) - below], known.outlines[above : len(old) - below], strict=True))
    edited = new[above : len(new) - below]
    missing = [chunk for chunk in edited if chunk not in found]
    made = outlines_of(missing, layout, bare, known.lately)
    if made is None:
        return None
    found.update(zip(missing, made, strict=True))
    outlines = [*known.outlines[:above], *(found[chunk] for chunk in edited), *known.outlines[len(old) - below :]]
    if memory and len(missing) >= memory.worth:
        memory.keep(outlines, layout, bare)
    return outlines


def _in_common(some: Iterable[str], others: Iterable[str]) -> int:
    """How many at the beginning are the same."""
    return sum(1 for _ in takewhile(bool, map(eq, some, others)))
