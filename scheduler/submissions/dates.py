"""Dates as people write them in forms."""

import re
from datetime import date

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {
    **dict(zip(_ENGLISH, range(1, 13), strict=True)),
    **{"fev": 2, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8},
    **{"ene": 1, "abr": 4, "ago": 8, "set": 9, "out": 10, "dic": 12, "dez": 12},
}
_NUMBERS = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WORDS = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\.?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})\b")
_ACCENTS = str.maketrans("éèûôçã", "eeuoca")


def date_in(text: str) -> date | None:
    """The first date in the text: 2023-09-14, 14 septembre 2023, 11 de septiembre de 2023; None if there is none."""
    if found := _NUMBERS.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    for found in _WORDS.finditer(text):
        name = found[2].lower().translate(_ACCENTS)
        month = _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])
        if month:
            return _date(int(found[3]), month, int(found[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
