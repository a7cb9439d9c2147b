"""Finds a post by its id, in a tenth of the memory that a dictionary of a hundred thousand takes."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from scheduler.calendar_file.outlines import Packed, unpacked


class Numbers:
    """Where each post stands, by its id: in the order of the ids' hashes."""

    __slots__ = ("_hashes", "_numbers", "_outlines")

    def __init__(self, outlines: Sequence[Packed]) -> None:
        self._outlines = outlines
        hashes = array("q", (hash(unpacked(each).id) for each in outlines))
        self._numbers = array("q", sorted(range(len(hashes)), key=hashes.__getitem__))
        self._hashes = array("q", map(hashes.__getitem__, self._numbers))

    def get(self, name: str) -> int | None:
        wanted = hash(name)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            number = self._numbers[place]
            if self._id(number) == name:
                return number
            place += 1
        return None

    @property
    def has_doubles(self) -> bool:
        """Whether two posts have one id."""
        alike = (place + 1 for place, (one, next_one) in enumerate(pairwise(self._hashes)) if one == next_one)
        return any(self.get(self._id(number)) != number for number in map(self._numbers.__getitem__, alike))

    def _id(self, number: int) -> str:
        return unpacked(self._outlines[number]).id
