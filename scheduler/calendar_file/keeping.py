"""Finds the outline of every post: as it was before the edit, as an earlier process left it, or made of its lines."""

from dataclasses import replace

from scheduler.calendar_file.chunks import Chunks, Layout
from scheduler.calendar_file.kept import KeptPosts, Lately
from scheduler.calendar_file.memory import Memory
from scheduler.calendar_file.numbers import Numbers
from scheduler.calendar_file.outlines import Packed, named
from scheduler.calendar_file.outlining import outlines_of
from scheduler.models import Calendar


def kept(layout: Layout, bare: Calendar, known: KeptPosts | None, memory: Memory | None) -> KeptPosts | None:
    """The posts of the layout, in little; None when there is any error, or a cut is not between posts.

    Most edits are in one place: what is as before above and below it is not looked up.
    """
    if known is None or not known.stands_in(layout, bare):
        known = memory.recall(layout, bare) if memory and len(layout.chunks) >= memory.worth else None
        known = known or KeptPosts(replace(layout, chunks=layout.chunks[:0]), bare, [], Numbers.of([]), Lately())
    above, below = known.layout.chunks.in_common(layout.chunks)
    were = slice(above, len(known) - below)
    known_ones = dict(zip(known.layout.chunks[were], known.outlines[were], strict=True))
    edited = layout.chunks[above : len(layout.chunks) - below]
    missing = Chunks.of((each for each in edited if each not in known_ones), layout.dash) if known_ones else edited
    made = outlines_of(missing, layout, bare, known.lately)
    if made is None:
        return None
    anew = _in_order(edited, known_ones, missing, made) if known_ones else made
    outlines = [*known.outlines[:above], *anew, *known.outlines[len(known) - below :]]
    numbers = known.numbers if _ids(anew) == _ids(known.outlines[were]) else Numbers.of(outlines)
    if numbers.has_doubles(outlines):
        return None
    posts = KeptPosts(layout, bare, outlines, numbers, known.lately)
    if memory and len(missing) >= memory.worth:
        memory.keep(posts)
    return posts


def _in_order(edited: Chunks, known: dict[str, Packed], missing: Chunks, made: list[Packed]) -> list[Packed]:
    found = {**known, **dict(zip(missing, made, strict=True))}
    return [found[each] for each in edited]


def _ids(outlines: list[Packed]) -> list[str]:
    return [named(each).id for each in outlines]
