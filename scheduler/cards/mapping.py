"""A card from a mapping of plain values, as a line of JSON has them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.errors import CardError
from scheduler.models import Card


def from_json(line: str) -> Card:
    """The card of one line; CardError when it is no mapping of a card's keys to values that they may have."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise CardError("This is not JSON.", 'Write one mapping a line: {"quote": "…", "name": "…"}.') from None
    if not isinstance(found, dict):
        raise CardError("This is not a mapping.", 'Write one mapping a line: {"quote": "…", "name": "…"}.')
    if unknown := [key for key in found if key not in _KEYS]:
        raise CardError(f"A card has no {unknown[0]!r}.", f"It may have: {', '.join(_KEYS)}.")
    values = {key: _KEYS[key](key, value) for key, value in found.items() if value is not None}
    if lacking := [key for key in ("quote", "name") if not values.get(key)]:
        raise CardError(f"A card needs a {lacking[0]}.", "Add it.")
    return Card(**values)


def _words(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise CardError(f"{key} is not text: {value!r}.", "Write it in quotation marks.")


def _path(key: str, value: object) -> Path | None:
    words = _words(key, value)
    if "\0" in words:
        raise CardError(f"{key} is not a path: {words!r}.", "Write the way to the file.")
    return Path(words) if words else None


def _focus(key: str, value: object) -> tuple[float, float]:
    numbers = value if isinstance(value, list) else []
    if len(numbers) == 2 and all(type(part) in {int, float} and 0 <= part <= 1 for part in numbers):
        return float(numbers[0]), float(numbers[1])
    raise CardError(f"{key} is not two numbers from 0 to 1: {value!r}.", "Write [0.5, 0.3]: across and down.")


_KEYS: dict[str, Callable[[str, object], Any]] = {
    **dict.fromkeys(("quote", "name", "title", "organisation", "country", "lang"), _words),
    "portrait": _path,
    "focus": _focus,
    "theme": _words,
    "alt": _words,
}
