"""Dates as people write them in forms, and as forms and programs write them down."""

import re
from collections.abc import Iterable
from datetime import date, datetime

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {
    **dict(zip(_ENGLISH, range(1, 13), strict=True)),
    **{"fev": 2, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8},
    **{"ene": 1, "abr": 4, "ago": 8, "set": 9, "out": 10, "dic": 12, "dez": 12},
    **{"marz": 3, "okt": 10},
    **{"يناير": 1, "فبراير": 2, "مارس": 3, "ابريل": 4, "أبريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8},
    **{"سبتمبر": 9, "أكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12},
}
_NUMBERS = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORDS = re.compile(
    r"\b(\d{1,2})(?:er|º|ª|st|nd|rd|th)?\.?\s+(?:de\s+|of\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
    r"|\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"
)
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm|a\.\s?m\.|p\.\s?m\.)?", re.IGNORECASE)
_ACCENTS = str.maketrans("éèûôçãäÉ٠١٢٣٤٥٦٧٨٩", "eeuocaae0123456789")
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"


def date_in(text: str) -> date | None:
    """The first date in the text: 2023-09-14, 14 septembre 2023, September 14, 2023, 25/09/2023; None if there is none,
    or if it could be two days: 03/04/2023."""
    plain = text.translate(_ACCENTS)
    if found := _NUMBERS.search(plain):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    for found in _WORDS.finditer(plain):
        day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        month = _month(name.lower())
        if month:
            return _date(int(year), month, int(day))
    slashed = _SLASHED.search(plain)
    return _slashed(slashed, order_of([slashed[0]])) if slashed else None


def moment_in(text: str, order: str = "") -> datetime | None:
    """The date and the time of day, as a form's export has them; `order` says which of 03/04/2023 is the day."""
    slashed = _SLASHED.search(text.translate(_ACCENTS))
    day = _slashed(slashed, order) if slashed else date_in(text)
    if day is None:
        return None
    clock = _CLOCK.search(text, slashed.end() if slashed else text.find(str(day.year)) + 4)
    if not clock:
        return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - it says no zone
    hour = int(clock[1]) % 12 + 12 * (clock[4][0] in "pP") if clock[4] else int(clock[1])
    try:
        return datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0))  # noqa: DTZ001
    except ValueError:
        return None


def order_of(texts: Iterable[str]) -> str:
    """Whether these dates have the day first or the month first, by those that can be only one; "" when none tells."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.search(text.translate(_ACCENTS)))]
    if any(first > 12 for first, _ in pairs):
        return DAY_FIRST
    if any(second > 12 for _, second in pairs):
        return MONTH_FIRST
    return DAY_FIRST if pairs and all(first == second for first, second in pairs) else ""


def _slashed(found: re.Match[str], order: str) -> date | None:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    return {DAY_FIRST: _date(year, second, first), MONTH_FIRST: _date(year, first, second)}.get(order)


def _month(name: str) -> int | None:
    return _MONTHS.get(name) or _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
