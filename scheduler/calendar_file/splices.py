"""Where an edit cuts into posts.yaml: pure, from the tree's character offsets. Nothing but the cut changes."""

from collections.abc import Collection
from dataclasses import dataclass

from scheduler.calendar_file.nodes import Document, Node, Scalar, Sequence, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """`new` stands in place of the characters from `start` to `end`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with every cut made; they must not overlap."""
    pieces, place = [], 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        pieces += [text[place : splice.start], splice.new]
        place = splice.end
    return "".join((*pieces, text[place:]))


def newline_of(text: str) -> str:
    """How the file ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"


def appended(root: Table, key: str, items: list[list[str]], text: str) -> Splice | None:
    """The cut that adds items to the list under a top key, the first of each one's lines beginning with its dash.

    Lines of `items` begin at the dash. None where the list is written in brackets: there are no lines to add.
    """
    listed = root.get(key)
    if root.flow or (isinstance(listed, Sequence) and listed.flow and listed.items):
        return None
    if isinstance(listed, Sequence) and listed.items:
        last = listed.items[-1]
        apart = _stand_apart(listed, text)
        place = _below_comments(line_after(last, text), listed.place.column, text)
        return whole_lines(place, _laid_out(items, listed.place.column - 1, apart, first=apart), text)
    lines = _laid_out(items, 2, apart=True, first=False)
    if listed is None:
        place = _below_comments(line_after(root, text), 1, text)
        return whole_lines(place, ["", f"{key}:", *lines], text)
    return _instead_of_nothing(listed, lines, text)


def removed(document: Document, key: str, ids: Collection[str]) -> list[Splice] | None:
    """The cuts that take items out of the list under a top key, by their `id`, each with the comments right above it.

    None where the list is written in brackets.
    """
    listed = document.root.get(key) if isinstance(document.root, Table) else None
    if not isinstance(listed, Sequence) or not listed.items:
        return []
    if listed.flow:
        return None
    gone = [table for name, table in tables_by_id(document, key).items() if name in ids]
    return [
        Splice(start=_first_line(item, document.text), end=line_after(item, document.text), new="") for item in gone
    ]


def _first_line(item: Node, text: str) -> int:
    """Where the lines of an item begin, comments right above it included."""
    start = line_start(item.start, text)
    while start and text[text.rfind("\n", 0, start - 1) + 1 : start].lstrip().startswith("#"):
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _instead_of_nothing(empty: Node, lines: list[str], text: str) -> Splice:
    """`posts:`, `posts: []` or `posts: ~`, perhaps with a comment behind, gets its first items."""
    rest_of_line = text[empty.end : line_end(empty.end, text)].rstrip("\r")
    start = len(text[: empty.start].rstrip(" "))
    end = empty.end + len(rest_of_line)
    return Splice(start=start, end=end, new=newline_of(text).join((rest_of_line, *lines)))


def _laid_out(items: list[list[str]], column: int, apart: bool, *, first: bool) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(items):
        lines += [""] if apart and (number or first) else []
        lines += [" " * column + line if line else line for line in item]
    return lines


def _stand_apart(listed: Sequence, text: str) -> bool:
    """Whether the list has empty lines between its items; a list of one gets them."""
    if len(listed.items) == 1:
        return True
    before = text[: listed.items[-1].start].rpartition("\n")[0]
    while before.rpartition("\n")[2].lstrip().startswith("#"):
        before = before.rpartition("\n")[0]
    return not before.rpartition("\n")[2].strip()


# --- places in the text -----------------------------------------------------------------------------------------------


def whole_lines(place: int, lines: list[str], text: str) -> Splice:
    """New lines at the beginning of a line."""
    newline = newline_of(text)
    return Splice(start=place, end=place, new="".join(line + newline for line in lines))


def _last(node: Node) -> Node:
    """The value that ends last in a block; what stands in brackets is one value."""
    while not isinstance(node, Scalar) and not getattr(node, "flow", False):
        children = node.items if isinstance(node, Sequence) else _values(node)
        if not children:
            break
        node = children[-1]
    return node


def _values(node: Node) -> list[Node]:
    return [pair.value for pair in node.pairs.values()] if isinstance(node, Table) else []


def line_after(node: Node, text: str) -> int:
    """Where the line after the value begins: behind a comment on its line, before empty lines that are not its own."""
    last = _last(node)
    if isinstance(last, Scalar) and last.style in {"|", ">"}:
        return last.end if _keeps_empty_lines(last, text) else _before_empty_lines(last, text)
    return min(line_end(last.end, text) + 1, len(text))


def _keeps_empty_lines(block: Scalar, text: str) -> bool:
    return "+" in text[block.start : line_end(block.start, text)].partition("#")[0]


def _before_empty_lines(block: Scalar, text: str) -> int:
    ink = block.start + len(text[block.start : block.end].rstrip())
    return min(line_end(ink, text) + 1, block.end)


def line_start(place: int, text: str) -> int:
    return text.rfind("\n", 0, place) + 1


def first_ink(place: int, text: str) -> int:
    """Where the first sign from `place` on stands that is no space and no line end."""
    return len(text) - len(text[place:].lstrip())


def commented(place: int, text: str) -> bool:
    """Whether a comment follows on the same line."""
    return text[place : line_end(place, text)].lstrip().startswith("#")


def line_end(place: int, text: str) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _below_comments(place: int, column: int, text: str) -> int:
    """Comments that stand deeper than `column`, right below, belong to what is above them."""
    end = place
    while place < len(text):
        stop = line_end(place, text)
        line = text[place:stop]
        if line.strip() and not (line.lstrip().startswith("#") and _indent(line) >= column):
            break
        place = min(stop + 1, len(text))
        end = place if line.strip() else end
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def tables_by_id(document: Document, key: str) -> dict[str, Table]:
    """The mappings in the list under a top key, by their `id`."""
    listed = document.root.get(key) if isinstance(document.root, Table) else None
    items = listed.items if isinstance(listed, Sequence) else []
    found = ((item.get("id"), item) for item in items if isinstance(item, Table))
    return {name.text: table for name, table in found if isinstance(name, Scalar)}
