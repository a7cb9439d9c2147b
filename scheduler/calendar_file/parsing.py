"""Strict YAML: libyaml's event stream made into a tree in which every value knows where it stands.

YAML's traps are closed here. Every scalar keeps its source text, so `10:30` and `NO` are just text until the schema
says what they are; duplicate keys, anchors, tags and bottomless nesting are refused; a value that YAML cuts at ` #` is
marked. The loop is iterative and counts depth, because 100,000 opening brackets kill a recursive loader.
"""

import codecs
import re
from pathlib import Path
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scheduler.calendar_file.nodes import Document, Node, Pair, Scalar, Sequence, Table
from scheduler.calendar_file.syntax import mistake
from scheduler.errors import Place, Problem

MOST_BYTES = 64_000_000
DEEPEST = 16

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)")
"""U+0085, U+2028, U+2029 and a bare CR end a line for YAML, but not for most editors: line numbers would be wrong."""
_CUT = re.compile(r"[ \t]+(#.*)")
_QUOTED = frozenset({"'", '"', "|", ">"})
_BLANK = frozenset(" \t")
_TAB_INDENT = re.compile(r"^[ ]*\t", re.MULTILINE)

_NO_ANCHORS = ("Anchors (&) and aliases (*) are not for calendars.", "Write the value out, or quote it.")


class _Stop(Exception):  # noqa: N818
    """Parsing cannot go on."""


def parse(data: bytes, file: Path) -> Document:
    """The bytes of a YAML file as a tree. Never raises; what is wrong is in `problems`."""
    problem = unusable(data, file)
    if problem:
        return Document(root=None, text="", problems=(problem,))
    return parse_text(data.decode("utf-8-sig"), file)


def parse_text(text: str, file: Path) -> Document:
    """The same of what is decoded already."""
    problem = _unwelcome_sign(text, file)
    if problem:
        return Document(root=None, text="", problems=(problem,))
    builder = _Builder(text, file)
    try:
        builder.build()
    except _Stop:
        return Document(root=None, text=text, problems=tuple(builder.problems))
    except yaml.YAMLError as error:
        wrong = mistake(error, text, last=builder.last, bracket=builder.bracket)
        problem = _at(file, _position(text[: wrong.place]), wrong.what, wrong.remedy)
        return Document(root=None, text=text, problems=(*builder.problems, problem))
    return Document(root=builder.root, text=text, problems=tuple(builder.problems))


def unusable(data: bytes, file: Path) -> Problem | None:
    """What keeps the bytes from being text."""
    if len(data) > MOST_BYTES:
        what = f"The file is {len(data) // 1_000_000} MB."
        return _at(file, (1, 1), what, "A calendar is a few kilobytes: is it the right file?")
    place = _no_text(data)
    if place is None:
        return None
    what = f"The file is not UTF-8 (byte 0x{data[place]:02x})."
    position = _position(data[:place].decode("utf-8-sig", errors="replace"))
    return _at(file, position, what, "Save it as UTF-8 in your editor.")


_PIECE = 1_000_000


def _no_text(data: bytes) -> int | None:
    """The first byte that is not UTF-8; looked for piece by piece, because a large text takes much memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(data), _PIECE):
        left = len(decoder.getstate()[0])
        try:
            decoder.decode(data[begin : begin + _PIECE], final=begin + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return begin - left + error.start
    return None


def _unwelcome_sign(text: str, file: Path) -> Problem | None:
    if "\t" in text and (found := _TAB_INDENT.search(text)):
        what = "A tab stands before this line's text; YAML allows only spaces there."
        return _at(file, _position(text[: found.end() - 1]), what, "Put two spaces for it.")
    if found := _CONTROL.search(text):
        what = f"An invisible control character (U+{ord(found.group()):04X}) stands here."
        return _at(file, _position(text[: found.start()]), what, "Delete it; for a new line press Enter.")
    return None


def _position(before: str) -> tuple[int, int]:
    """Line and column of what comes after `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _at(file: Path, position: tuple[int, int], what: str, remedy: str) -> Problem:
    line, column = position
    return Problem(what=what, remedy=remedy, place=Place(file=file, line=line, column=column))


class _Builder:
    """Takes events one by one. `last` is the value that ended last, of those whose end can be seen in the text."""

    def __init__(self, text: str, file: Path) -> None:
        self.text = text
        self.file = file
        self.root: Node | None = None
        self.last: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[Sequence | Table] = []  # what is still open
        self._keys: list[Scalar | None] = []
        self._documents = 0

    @property
    def bracket(self) -> int | None:
        """Where the last bracket stands that is still open."""
        return self._stack[-1].start if self._stack and self._stack[-1].flow else None

    def build(self) -> None:
        take = {
            ScalarEvent: self._take_scalar,
            SequenceStartEvent: self._open_sequence,
            MappingStartEvent: self._open_table,
            SequenceEndEvent: self._close,
            MappingEndEvent: self._close,
            DocumentStartEvent: self._begin_document,
            AliasEvent: self._refuse_alias,
        }
        parser = yaml.CBaseLoader(self.text)
        # Event by event: yaml.parse() would look at each twice.
        while event := parser.get_event():
            if taken := take.get(type(event)):
                taken(event)

    def _begin_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(event, "A second document begins here (---).", "Keep one calendar in one file.")

    def _refuse_alias(self, event: Any) -> None:
        self._stop(event, *_NO_ANCHORS)

    def _refuse_what_is_not_for_people(self, event: Any) -> None:
        if event.anchor:
            self._tell(event, *_NO_ANCHORS)
        elif event.tag not in {None, "!"}:
            self._tell(event, f"The tag {event.tag} is not for calendars.", "If it is text, put it in quotes.")

    def _tell(self, event: Any, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, remedy=remedy, place=self._place(event)))

    def _stop(self, event: Any, what: str, remedy: str) -> None:
        self._tell(event, what, remedy)
        raise _Stop

    def _open_sequence(self, event: Any) -> None:
        self._open(event, Sequence(self.file, event.start_mark, event.end_mark.index, bool(event.flow_style)))

    def _open_table(self, event: Any) -> None:
        self._open(event, Table(self.file, event.start_mark, event.end_mark.index, bool(event.flow_style)))

    def _open(self, event: Any, collection: Sequence | Table) -> None:
        self._refuse_what_is_not_for_people(event)
        if len(self._stack) >= DEEPEST:
            what = f"More than {DEEPEST} levels are nested here."
            self._stop(event, what, "A calendar needs five: is a bracket open?")
        self._stack.append(collection)
        self._keys.append(None)

    def _close(self, event: Any) -> None:
        closed = self._stack.pop()
        self._keys.pop()
        closed.end = event.end_mark.index
        self._add(closed)
        if closed.flow:
            self.last = closed

    def _take_scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self._refuse_what_is_not_for_people(event)
        end, style, cut = event.end_mark.index, event.style, ""
        if style not in _QUOTED:
            style = ""
            # Most values end their line: one look at the next sign is quicker than a match.
            if self.text[end : end + 1] in _BLANK and (dropped := _CUT.match(self.text, end)):
                cut = dropped.group(1)
        self.last = scalar = Scalar(self.file, event.start_mark, end, event.value, style, cut)
        self._add(scalar)

    def _add(self, node: Scalar | Sequence | Table) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        else:
            self._add_to_table(parent, node)

    def _add_to_table(self, table: Table, node: Scalar | Sequence | Table) -> None:
        key = self._keys[-1]
        if key is not None:
            self._keys[-1] = None
            if key.text not in table.pairs:
                table.pairs[key.text] = Pair(key, node)
        elif isinstance(node, Scalar):
            self._keys[-1] = node
            if node.text in table.pairs:
                first = table.pairs[node.text].key.place.line
                what = f"{node.text!r} stands here a second time (first on line {first})."
                self.problems.append(Problem(what=what, remedy="Keep one of them.", place=node.place))
        else:
            what = "A key must be a word."
            self.problems.append(Problem(what=what, remedy="Is a quote or dash missing?", place=node.place))
            raise _Stop

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(file=self.file, line=mark.line + 1, column=mark.column + 1)
