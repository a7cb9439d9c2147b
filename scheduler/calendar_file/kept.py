"""The posts of a calendar, kept in little: each is an outline and its own lines, and is read again when asked for."""

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Generic, TypeVar, overload

from scheduler.calendar_file.chunks import Layout
from scheduler.calendar_file.numbers import Numbers
from scheduler.calendar_file.outlines import Packed
from scheduler.calendar_file.parts import is_same, move, placed, posts_of
from scheduler.models import Calendar, Post

K = TypeVar("K")
V = TypeVar("V")

_MOST = 2048


class Lately(Generic[K, V]):
    """The few values that were put in last. Threads may ask at the same time."""

    def __init__(self) -> None:
        self._values: dict[K, V] = {}
        self._turn = threading.Lock()

    def get(self, key: K) -> V | None:
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        with self._turn:
            self._values[key] = value
            if len(self._values) > _MOST:
                del self._values[next(iter(self._values))]


@dataclass(slots=True, eq=False, repr=False)
class KeptPosts(Sequence[Post]):
    """`bare` is their calendar without them; `numbers` tells by its id where a post stands; `lately` are posts by their
    lines, read not long ago.

    Everything in it was read without a fault before, or it would not be here.
    """

    layout: Layout
    bare: Calendar
    outlines: list[Packed]
    numbers: Numbers
    lately: Lately[str, Post]
    _lines: "array[int] | None" = field(default=None, init=False)

    def __len__(self) -> int:
        return len(self.outlines)

    @overload
    def __getitem__(self, which: int) -> Post: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Post]: ...
    def __getitem__(self, which: int | slice) -> Post | Sequence[Post]:
        if isinstance(which, slice):
            return [self[number] for number in range(len(self))[which]]
        which = range(len(self))[which]
        chunk = self.layout.chunks[which]
        post = self.lately.get(chunk)
        if post is None:
            (post,) = self._read([chunk])
            self.lately.put(chunk, post)
        move(post, self._line(which))
        return post

    def __iter__(self) -> Iterator[Post]:
        return iter(placed(self._read(self.layout.chunks), self.layout.chunks, self.layout.first_line))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def stands_in(self, layout: Layout, bare: Calendar) -> bool:
        """Whether what the reading of a post depends on, beside its own lines, is still so."""
        return is_same(self.bare, bare) and self.layout.dash == layout.dash

    def _line(self, number: int) -> int:
        """The one on which the lines of a post begin."""
        if self._lines is None:
            counts = (piece.count(b"\n") for piece in self.layout.chunks.pieces())
            self._lines = array("q", accumulate(counts, initial=self.layout.first_line))
        return self._lines[number]

    def _read(self, chunks: Iterable[str]) -> list[Post]:
        posts = posts_of(list(chunks), self.layout, self.bare)
        assert posts is not None
        return posts
