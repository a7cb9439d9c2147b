"""Finds a post by its id, in a tenth of the memory that a dictionary of a hundred thousand takes."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from scheduler.calendar_file.outlines import Outline, Packed, named, unpacked

_BITS = 32
_NUMBER = (1 << _BITS) - 1


class Numbers:
    """Where each post's outline stands, by the post's id: its number behind the id's checksum, in order.

    They hold for every list of outlines in which the same ids stand in the same places, in every process.
    """

    __slots__ = ("places",)

    def __init__(self, places: "array[int]") -> None:
        """`places` are those of other numbers."""
        self.places = places

    @classmethod
    def of(cls, outlines: Sequence[Packed]) -> "Numbers":
        return cls(array("Q", sorted(_first(named(each).id) + number for number, each in enumerate(outlines))))

    def find(self, name: str, outlines: Sequence[Packed]) -> tuple[int, Outline] | None:
        """Where it is, and what is there."""
        first = _first(name)
        for place in range(bisect_left(self.places, first), len(self.places)):
            number = self.places[place] - first
            if number > _NUMBER:
                return None
            each = unpacked(outlines[number])
            if each.id == name:
                return number, each
        return None

    def has_doubles(self, outlines: Sequence[Packed]) -> bool:
        """Whether two posts have one id."""
        for one, next_one in pairwise(self.places):
            if one >> _BITS == next_one >> _BITS:
                number = next_one & _NUMBER
                found = self.find(named(outlines[number]).id, outlines)
                if found and found[0] != number:
                    return True
        return False


def _first(name: str) -> int:
    """The place that the first post with this id would have."""
    return crc32(name.encode(errors="replace")) << _BITS
