"""posts.yaml taken apart, by its looks, into each post's own lines and the rest. Pure.

Whether the cuts are right is for YAML to say (`reader`): the rest alone must have its list of posts where `list_line`
is, and each chunk, alone below `posts:`, must be a list of exactly one. Then the whole is the sum of its parts: a quote
or a bracket that reaches over a cut would be left open in one of them.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self, overload

_LIST = re.compile(rb"^posts:[ ]*(#.*)?\r?\n", re.MULTILINE)
_FIRST = re.compile(rb"(?:[ ]*(?:#.*)?\r?\n)*(?P<indent>[ ]*)- ")
"""Empty lines and comments, then the first post's dash."""
_TOP_KEY = re.compile(rb"\n(?=[^\s#-])")
_DOCUMENT_ENDS = b"\n..."
_LIST_ALONE = "posts:\n"
_STEPS = (1000, 30, 1)
_BOM = b"\xef\xbb\xbf"


class Chunks(Sequence[str]):
    """Each post's lines behind its dash, with what stands above the next one.

    They are cut out of the file's bytes when they are asked for: a hundred thousand texts take several times as much.
    """

    __slots__ = ("_data", "_gap", "_starts")

    def __init__(self, data: bytes, starts: "array[int]", gap: int) -> None:
        """`gap` bytes stand between two; `starts` ends with where another one would begin."""
        self._data = data
        self._starts = starts
        self._gap = gap

    @classmethod
    def of(cls, lines: Iterable[str], dash: str) -> Self:
        """The same of texts."""
        pieces = [f"{dash}{each}".encode() for each in lines]
        starts, end = array("q"), 0
        for piece in pieces:
            starts.append(end + len(dash))
            end += len(piece)
        starts.append(end + len(dash))
        return cls(b"".join(pieces), starts, len(dash))

    @classmethod
    def cut(cls, data: bytes, begin: int, end: int, dash: bytes) -> Self:
        """What stands between `begin` and `end`, where the first dash is and the last post ends."""
        between = re.compile(b"\n" + re.escape(dash))
        starts = array("q", [begin + len(dash)])
        starts.extend(found.end() for found in between.finditer(data, begin, end))
        starts.append(end + len(dash))
        return cls(data, starts, len(dash))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, which: int) -> str: ...
    @overload
    def __getitem__(self, which: slice) -> "Chunks": ...
    def __getitem__(self, which: int | slice) -> "str | Chunks":
        if isinstance(which, slice):
            begin, end, _ = which.indices(len(self))
            return Chunks(self._data, self._starts[begin : max(begin, end) + 1], self._gap)
        which = range(len(self))[which]
        return self._data[self._starts[which] : self._starts[which + 1] - self._gap].decode()

    def __iter__(self) -> Iterator[str]:
        return map(bytes.decode, self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Each as the bytes that it is."""
        return (self._data[begin : end - self._gap] for begin, end in pairwise(self._starts))

    def block(self) -> memoryview:
        """All of them with their dashes, as they stand one below the other."""
        return memoryview(self._data)[self._starts[0] - self._gap : self._starts[-1] - self._gap]

    def lines(self) -> int:
        """How many line ends there are in all of them."""
        return self._data.count(b"\n", self._starts[0], self._starts[-1] - self._gap)

    def in_common(self, other: "Chunks") -> tuple[int, int]:
        """How many are the same at the beginning, and how many more at the end."""
        above = self._as_many(other, min(len(self), len(other)), from_the_end=False)
        below = self._as_many(other, min(len(self), len(other)) - above, from_the_end=True)
        return above, below

    def _as_many(self, other: "Chunks", most: int, *, from_the_end: bool) -> int:
        """Many at a time, then one by one: where as many are the same bytes, each is."""
        found = 0
        for step in _STEPS:
            while found + step <= most and self._some(found, step, from_the_end) == other._some(
                found, step, from_the_end
            ):
                found += step
        return found

    def _some(self, skipped: int, many: int, from_the_end: bool) -> bytes:
        begin = len(self) - skipped - many if from_the_end else skipped
        return self._data[self._starts[begin] : self._starts[begin + many] - self._gap]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`above` and `below` are the file without its posts, whose lines are left empty where more stands below, so that
    places count on. Lines count from 1."""

    above: str
    below: str
    list_line: int
    dash: str
    chunks: Chunks
    first_line: int

    @property
    def rest(self) -> str:
        return self.above + self.below

    def list_of(self, chunks: Iterable[str]) -> str:
        """A file with nothing in it but these posts; the first stands on line 2."""
        return "".join((_LIST_ALONE, *(self.dash + chunk for chunk in chunks)))

    def file_of(self, chunks: Chunks) -> bytes:
        """A calendar with these posts and no others."""
        return b"".join((self.above.encode(), chunks.block(), self.below.encode()))


def taken_apart(data: bytes) -> Layout | None:
    """None where there are no posts on lines of their own, or one might not end where it seems to."""
    listed = _LIST.search(data)
    first = listed and _FIRST.match(data, listed.end())
    if not listed or not first or _DOCUMENT_ENDS in data:
        return None
    begin = first.start("indent")
    below = _TOP_KEY.search(data, begin)
    end = below.end() if below else len(data)
    dash = first["indent"] + b"- "
    return Layout(
        above=data[:begin].removeprefix(_BOM).decode(),
        below="\n" * data.count(b"\n", begin, end) + data[end:].decode() if below else "",
        list_line=data.count(b"\n", 0, listed.start()) + 1,
        dash=dash.decode(),
        chunks=Chunks.cut(data, begin, end, dash),
        first_line=data.count(b"\n", 0, begin) + 1,
    )
