"""Finds a post by its id, in a tenth of the memory that a dictionary of a hundred thousand takes."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from scheduler.calendar_file.outlines import Outline, Packed, named, unpacked


class Numbers:
    """Where each post's outline stands, by the post's id: in the order of the ids' hashes.

    They hold for every list of outlines in which the same ids stand in the same places.
    """

    __slots__ = ("_hashes", "_numbers")

    def __init__(self, outlines: Sequence[Packed]) -> None:
        hashes = array("q", (hash(named(each).id) for each in outlines))
        self._numbers = array("q", sorted(range(len(hashes)), key=hashes.__getitem__))
        self._hashes = array("q", map(hashes.__getitem__, self._numbers))

    def find(self, name: str, outlines: Sequence[Packed]) -> tuple[int, Outline] | None:
        """Where it is, and what is there."""
        wanted = hash(name)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            number = self._numbers[place]
            each = unpacked(outlines[number])
            if each.id == name:
                return number, each
            place += 1
        return None

    def has_doubles(self, outlines: Sequence[Packed]) -> bool:
        """Whether two posts have one id."""
        for place, (one, next_one) in enumerate(pairwise(self._hashes), 1):
            if one == next_one:
                number = self._numbers[place]
                found = self.find(named(outlines[number]).id, outlines)
                if found and found[0] != number:
                    return True
        return False
