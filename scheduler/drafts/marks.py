"""Quotation marks around what a worker says, set as a printer would, and nothing but marks changed.

A passage that came in marks keeps no second pair; a mark whose other half is not in the passage goes; straight marks
inside become curly. Inner marks are the contributor's and keep their kind: where they are like the outer ones, the
outer ones, which are ours, become the other kind.
"""

import re
from collections.abc import Sequence

from scheduler.cards.languages import quotation_marks

_PAIRS = {"“": "”", "«": "»", "„": "“", "「": "」", '"': '"'}
_CLOSING = {"”", "»", "」"}
_OTHER_KIND = {"“": ("‘", "’"), "„": ("‚", "‘"), "”": ("’", "’"), "«": ("“", "”"), "「": ("『", "』")}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_STRAIGHT = re.compile(r'"([^"]+)"')


def in_marks(passages: Sequence[str], language: str) -> list[str]:
    """Each of the passages in the language's marks, all of them in the same kind."""
    bare = [_curly(_without_outer(passage)) for passage in passages]
    opening, closing = quotation_marks(language)
    if any(mark in passage for passage in bare for mark in (opening.strip(), closing.strip())):
        opening, closing = _OTHER_KIND.get(opening.strip(), (opening, closing))
    return [f"{opening}{passage}{closing}" for passage in bare]


def _curly(passage: str) -> str:
    return _APOSTROPHE.sub("’", _STRAIGHT.sub(r"“\1”", passage))


def _without_outer(passage: str) -> str:
    """Without a pair around all of it, and without a first or last mark that has no other half."""
    first, last = passage[:1], passage[-1:]
    if first in _PAIRS:
        closes = passage.find(_PAIRS[first], 1)
        if closes < 0:
            return passage[1:].strip()
        if closes == len(passage) - 1:
            return passage[1:-1].strip()
    openings = [opening for opening, closing in _PAIRS.items() if closing == last]
    alone = not any(opening in passage[:-1] for opening in openings)
    return passage[:-1].strip() if alone and last in {*_CLOSING, '"'} else passage
