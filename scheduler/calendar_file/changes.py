"""What an edit of one post changes in its lines: the old tree beside the new one, down to the value that differs.

Pure. Every key, comment and empty line that the difference is not about stays, to the byte.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scheduler.calendar_file import nodes, writing
from scheduler.calendar_file.nodes import Node, Pair, Scalar, Table
from scheduler.calendar_file.splices import (
    Splice,
    commented,
    first_ink,
    line_after,
    line_end,
    line_start,
    newline_of,
    whole_lines,
)
from scheduler.calendar_file.trees import Plain, Tree


def changes(table: Table, old: Mapping[str, Tree], new: Mapping[str, Tree], text: str) -> Iterator[Splice]:
    """The cuts that make the mapping say `new` where it said `old`; both in the order in which keys should stand."""
    gone = [key for key in table.pairs if key in old and key not in new]
    staying = [key for key in table.pairs if key not in gone]
    yield from _removed_in_brackets(table, gone, text) if table.flow else _removed(table, gone, text)
    for key, value in new.items():
        if old.get(key) == value:
            continue  # also where what is usual is not written
        if key in table.pairs:
            yield from _changed(table, key, old.get(key), value, text)
        else:
            yield _added(table, key, value, _above(key, new, staying), staying, text)


def _above(key: str, new: Mapping[str, Tree], staying: Sequence[str]) -> str | None:
    """The key below which a new one belongs: the last before it that is there."""
    before = list(new)[: list(new).index(key)]
    return next((other for other in reversed(before) if other in staying), None)


def _changed(table: Table, key: str, old: Tree | None, new: Tree, text: str) -> Iterator[Splice]:
    pair = table.pairs[key]
    value = pair.value
    if isinstance(value, Table) and isinstance(old, Mapping) and isinstance(new, Mapping) and value.pairs.keys() & new:
        yield from changes(value, old, new, text)
    elif isinstance(value, nodes.Sequence) and value.items and new and _is_list(old) and _is_list(new):
        yield from _changed_list(value, old, new, text) or [_exchanged(table, pair, new, text)]
    elif isinstance(value, Scalar) and isinstance(new, str):
        yield from _said(value, new, _Around(column=_column(table), flow=table.flow), text)
    else:
        yield _exchanged(table, pair, new, text)


def _is_list(tree: Tree | None) -> bool:
    return isinstance(tree, Sequence) and not isinstance(tree, str)


# --- keys -------------------------------------------------------------------------------------------------------------


def _added(table: Table, key: str, value: Tree, above: str | None, staying: Sequence[str], text: str) -> Splice:
    first = table.pairs[staying[0]].key.start
    if table.flow:
        words = f"{key}: {writing.in_line(value)}"
        if above is None:
            return Splice(start=first, end=first, new=f"{words}, ")
        end = _ink_end(table.pairs[above].value, text)
        return Splice(start=end, end=end, new=f", {words}")
    indent, lines = " " * _column(table), list(writing.pairs({key: value}))
    if above is None:
        newline = newline_of(text)
        head = newline.join([lines[0], *(indent + line if line else "" for line in lines[1:])])
        return Splice(start=first, end=first, new=f"{head}{newline}{indent}")
    place = line_after(table.pairs[above].value, text)
    return whole_lines(place, [indent + line if line else line for line in lines], text)


def _removed(table: Table, gone: Sequence[str], text: str) -> Iterator[Splice]:
    for pair in (table.pairs[key] for key in gone):
        begin, end = line_start(pair.key.start, text), line_after(pair.value, text)
        if text[begin : pair.key.start].strip():  # it stands behind a dash, where what follows moves up to
            yield Splice(start=pair.key.start, end=first_ink(end, text), new="")
        else:
            yield Splice(start=begin, end=end, new="")


def _removed_in_brackets(table: Table, gone: Sequence[str], text: str) -> Iterator[Splice]:
    """Each with the comma behind it; those at the end with the comma before them."""
    pairs = list(table.pairs.items())
    last = max(place for place, (key, _) in enumerate(pairs) if key not in gone)
    for (key, pair), (_, following) in pairwise(pairs[: last + 1]):
        if key in gone:
            yield Splice(start=pair.key.start, end=following.key.start, new="")
    if last + 1 < len(pairs):
        yield Splice(start=_ink_end(pairs[last][1].value, text), end=_ink_end(pairs[-1][1].value, text), new="")


def _exchanged(table: Table, pair: Pair, new: Tree, text: str) -> Splice:
    """The value as a whole: another kind of value stands there now."""
    if table.flow:
        return Splice(start=pair.value.start, end=_ink_end(pair.value, text), new=writing.in_line(new))
    indent, newline = " " * _column(table), newline_of(text)
    head, *rest = writing.pairs({pair.key.text: new})
    lines = [head, *(indent + line if line else line for line in rest)]
    return Splice(start=pair.key.start, end=line_after(pair.value, text), new=newline.join([*lines, ""]))


def _column(table: Table) -> int:
    return next(iter(table.pairs.values())).key.place.column - 1


# --- a text -----------------------------------------------------------------------------------------------------------


class _Around:
    """Where a value stands: `column` of its key or dash, and whether in brackets."""

    __slots__ = ("column", "flow")

    def __init__(self, *, column: int, flow: bool) -> None:
        self.column, self.flow = column, flow


def _said(value: Scalar, new: Tree, around: _Around, text: str) -> Iterator[Splice]:
    """The text's own head, and the lines of its block, where either is or will be one; a comment stays between."""
    begin, end = value.start, _head_end(value, text)
    as_block = not around.flow and writing.is_block(new)
    head, *lines = writing.block_lines(str(new)) if as_block else (_in_line(new, commented(end, text)),)
    apart = " " if begin and text[begin - 1] == ":" else ""
    yield Splice(start=begin, end=end, new=apart + head)
    block = value.style in {"|", ">"}
    if not block and not lines:
        return
    below = line_after(value, text)
    start = min(line_end(begin, text) + 1, below) if block else below
    indent = " " * (around.column + writing.STEP)
    body = whole_lines(start, [indent + line if line else line for line in lines], text) if lines else None
    yield Splice(start=start, end=below, new=body.new if body else "")


def _in_line(new: Tree, commented: bool) -> str:
    """In quotes where a comment follows: of a bare text nobody could tell whether it was to be part of it."""
    bare = isinstance(new, str) and not isinstance(new, Plain)
    return writing.quoted(str(new)) if bare and commented else writing.in_line(new)


def _head_end(value: Scalar, text: str) -> int:
    if value.style in {"|", ">"}:
        signs = text[value.start : line_end(value.start, text)].split(maxsplit=1)[0]
        return value.start + len(signs)
    return _ink_end(value, text)


def _ink_end(node: Node, text: str) -> int:
    """Where what is written of a value ends."""
    return node.start + len(text[node.start : node.end].rstrip())


# --- a list -----------------------------------------------------------------------------------------------------------


def _changed_list(listed: nodes.Sequence, old: Any, new: Any, text: str) -> list[Splice]:
    """Item by item; none where a list in brackets gets longer or shorter: that is written anew."""
    if listed.flow and len(old) != len(new):
        return []
    same = _alike(old, new)
    after = min(_alike(old[::-1], new[::-1]), len(old) - same, len(new) - same)
    before, wanted = range(same, len(old) - after), list(new[same : len(new) - after])
    cuts: list[Splice] = []
    for place, item in zip(before, wanted, strict=False):
        cuts += _changed_item(listed, place, old[place], item, text)
    cuts += [_item_cut(listed, place, text) for place in before[len(wanted) :]]
    if more := wanted[len(before) :]:
        cuts.append(_items_added(listed, before.stop, more, text))
    return cuts


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How many are the same at the beginning of both."""
    return next(
        (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def _changed_item(listed: nodes.Sequence, place: int, old: Tree, new: Tree, text: str) -> Iterator[Splice]:
    item = listed.items[place]
    if isinstance(item, Table) and item.pairs and isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from changes(item, old, new, text)
    elif isinstance(item, Scalar):
        yield from _said(
            item, new, _Around(column=_dash(item, text) - line_start(item.start, text), flow=listed.flow), text
        )
    else:
        raise TypeError(f"{type(item).__name__} in a list of {type(new).__name__}")


def _dash(item: Node, text: str) -> int:
    return text.rfind("-", 0, item.start)


def _item_cut(listed: nodes.Sequence, place: int, text: str) -> Splice:
    item = listed.items[place]
    return Splice(start=line_start(_dash(item, text), text), end=line_after(item, text), new="")


def _items_added(listed: nodes.Sequence, place: int, trees: Sequence[Tree], text: str) -> Splice:
    """New items before the one at that place, or below the last."""
    first = _dash(listed.items[0], text)
    column = first - line_start(first, text)
    lines = [" " * column + line if line else line for line in writing.items(trees)]
    at = line_after(listed.items[place - 1], text) if place else line_start(first, text)
    return whole_lines(at, lines, text)
