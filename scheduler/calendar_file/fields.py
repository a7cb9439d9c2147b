"""What a value of posts.yaml may be: each function reads one kind from a node, or says what is wrong and gives None."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from scheduler.calendar_file.nodes import Node, Scalar, Sequence, Table
from scheduler.errors import Place, Problem, Severity
from scheduler.slots import day_number


@dataclass(slots=True)
class Findings:
    """Collects what is wrong, so that one reading finds all of it."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, remedy=remedy, place=place))

    def warning(self, place: Place, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, remedy=remedy, place=place, severity=Severity.WARNING))


def by_place(problem: Problem) -> tuple[int, int, str]:
    """Sorts problems as they stand in the file."""
    place = problem.place
    return (place.line, place.column, problem.what) if place else (0, 0, problem.what)


NO_WEEK = date(1970, 1, 5)
"""Stands for the campaign's first day where that cannot be read, so that the posts below still can."""

Read = Callable[[Node, Findings], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: how its value is read, and whether it must be there."""

    read: Read
    required: bool = False


def mapping(node: Node, keys: Mapping[str, Key], findings: Findings, called: str) -> dict[str, Any]:
    """The values of the keys that are there and right; `called` names the mapping in messages."""
    if not isinstance(node, Table):
        findings.error(node.place, f"{called} must be a mapping (key: value).", f"It has the keys {_some(keys)}.")
        return {}
    for name, pair in node.pairs.items():
        if name not in keys:
            findings.error(pair.key.place, f"{called} has no key {name!r}.", closest(name, keys))
    for name, key in keys.items():
        if key.required and name not in node.pairs:
            findings.error(node.place, f"{called} has no {name}.", f"Add a line {name}: …")
    read = {name: keys[name].read(pair.value, findings) for name, pair in node.pairs.items() if name in keys}
    return {name: value for name, value in read.items() if value is not None}


def closest(name: str, known: Iterable[str]) -> str:
    """A hint: the known word that was probably meant, else all of them."""
    known = list(known)
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"It may have: {_some(known)}."


def _some(words: Iterable[str]) -> str:
    return ", ".join(words)


# --- one value --------------------------------------------------------------------------------------------------------


def text(node: Node, findings: Findings) -> str | None:
    """One line or many, as written; nothing else than text."""
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    findings.error(node.place, "A text belongs here, not a list or mapping.", "Put it in quotes.")
    return None


def prose(node: Node, findings: Findings) -> str | None:
    """Words that people will read: what YAML would drop after ` #` is an error."""
    return None if _is_cut(node, "#", findings) else text(node, findings)


def _is_cut(node: Node, begins: str, findings: Findings) -> bool:
    if not isinstance(node, Scalar) or not re.match(begins, node.cut):
        return False
    what = "YAML drops everything after # here, hashtag and all."
    findings.error(node.place, what, 'Put the text in quotes: "… #…"')
    return True


def name(node: Node, findings: Findings) -> str | None:
    """A text that is not empty; a comment may stand behind it, but not what looks like a hashtag."""
    if _is_cut(node, r"#\w", findings):
        return None
    found = text(node, findings)
    if found is not None and not found.strip():
        findings.error(node.place, "This is empty.", "Write something here.")
        return None
    return found


_ID = re.compile(r"[\w][\w.-]{0,79}")


def identifier(node: Node, findings: Findings) -> str | None:
    """A name for machines: letters, digits, - _ and . (at most 80)."""
    found = name(node, findings)
    if found is None or _ID.fullmatch(found):
        return found
    findings.error(node.place, f"{found[:90]!r} cannot be a name.", "Use letters, digits, - _ and . (at most 80).")
    return None


def link(node: Node, findings: Findings) -> str | None:
    found = text(node, findings)
    if not found or re.fullmatch(r"https?://[^\s/]+\S*", found):
        return found
    findings.error(node.place, f"{found!r} is not a link.", "A link begins with https:// and has no spaces.")
    return None


def path(node: Node, findings: Findings) -> Path | None:
    found = name(node, findings)
    return None if found is None else Path(found)


def one_of(*choices: str) -> Read:
    def read(node: Node, findings: Findings) -> str | None:
        found = text(node, findings)
        if found is None or found in choices:
            return found
        findings.error(node.place, f"{found!r} is none of the choices here.", closest(found, choices))
        return None

    return read


def local_date(node: Node, findings: Findings) -> date | None:
    found = text(node, findings)
    try:
        return None if found is None else date.fromisoformat(found)
    except ValueError:
        findings.error(node.place, f"{found!r} is not a date.", "Write it as 2023-11-06.")
        return None


def local_time(node: Node, findings: Findings) -> time | None:
    found = text(node, findings)
    if found is None:
        return None
    try:
        if not re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", found):
            raise ValueError
        return time.fromisoformat(found.zfill(len("00:00") if found.count(":") == 1 else len("00:00:00")))
    except ValueError:
        findings.error(node.place, f"{found!r} is not a time of day.", 'Write it as "09:00".')
        return None


def local_date_time(node: Node, findings: Findings) -> datetime | None:
    """A naive local time; the schema puts it into the campaign's zone."""
    found = text(node, findings)
    if found is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d{1,2}:\d\d(:\d\d)?", found):
            raise ValueError
        day, clock = found[:10], found[11:]
        return datetime.combine(
            date.fromisoformat(day), time.fromisoformat(clock.zfill(5 if clock.count(":") == 1 else 8))
        )
    except ValueError:
        what, remedy = f"{found!r} is not a day and time.", "Write it as 2023-11-06 09:00."
        if re.fullmatch(r"\d{4}-\d\d-\d\d", found):
            what, remedy = f"{found} has no time of day.", f"Write for example {found} 09:00."
        elif re.search(r"(Z|[+-]\d\d:?\d\d)$", found):
            remedy = "Write it without a zone: every time here is local to campaign.timezone."
        findings.error(node.place, what, remedy)
        return None


def moment(node: Node, findings: Findings) -> datetime | None:
    """A moment with its zone, as `scheduler approve` writes it."""
    found = text(node, findings)
    if found is None:
        return None
    try:
        parsed = datetime.fromisoformat(found)
        if parsed.tzinfo is not None:
            return parsed.astimezone(UTC)
    except ValueError:
        pass
    findings.error(node.place, f"{found!r} is not a moment.", "Write it as 2023-10-30T14:02:00Z.")
    return None


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(node: Node, findings: Findings) -> timedelta | None:
    found = text(node, findings)
    if found is None:
        return None
    parsed = re.fullmatch(r"(\d{1,5})\s*([smhd])", found.strip())
    if parsed and int(parsed[1]) > 0:
        return timedelta(**{_UNITS[parsed[2]]: int(parsed[1])})
    findings.error(node.place, f"{found!r} is not a duration.", "Write it as 2h, 30m, 90s or 1d.")
    return None


def zone(node: Node, findings: Findings) -> ZoneInfo | None:
    found = text(node, findings)
    if found is None:
        return None
    try:
        return ZoneInfo(found)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = available_timezones()
    hint = closest(found, known) if difflib.get_close_matches(found, known, n=1) else "Write it as America/New_York."
    findings.error(node.place, f"{found!r} is not a time zone.", hint)
    return None


def weekday(node: Node, findings: Findings) -> int | None:
    found = text(node, findings)
    number = None if found is None else day_number(found.lower()[:3])
    if number is None:
        findings.error(node.place, f"{found!r} is not a day of the week.", "Write mon, tue, wed, thu, fri, sat or sun.")
    return number


def fraction(node: Node, findings: Findings) -> float | None:
    found = text(node, findings)
    try:
        number = float(found or "")
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    findings.error(node.place, f"{found!r} is not a part of the picture.", "Write a number from 0 to 1.")
    return None


# --- many values ------------------------------------------------------------------------------------------------------


def list_of(read: Read) -> Read:
    """A list; what is wrong in it is left out."""

    def read_all(node: Node, findings: Findings) -> tuple[Any, ...] | None:
        if isinstance(node, Scalar) and node.is_null:
            return ()
        if not isinstance(node, Sequence):
            findings.error(node.place, "A list belongs here.", "Write [one, two], or one a line, each after a dash.")
            return None
        values = [read(item, findings) for item in node.items]
        return tuple(value for value in values if value is not None)

    return read_all


def texts_by_name(node: Node, findings: Findings) -> dict[str, str] | None:
    if not isinstance(node, Table):
        findings.error(node.place, "A mapping of names to texts belongs here.", "Write {name: text}.")
        return None
    read = {key: text(pair.value, findings) for key, pair in node.pairs.items()}
    return {key: value for key, value in read.items() if value is not None}


def places(node: Node, prefix: str = "") -> dict[str, Place]:
    """Where every value below `node` stands, by its path ("media.0.file"); "" is the node itself."""
    found = {prefix: node.place}
    if isinstance(node, Table):
        children = [(key, pair.value) for key, pair in node.pairs.items()]
    elif isinstance(node, Sequence):
        children = [(str(number), item) for number, item in enumerate(node.items)]
    else:
        return found
    for step, child in children:
        found |= places(child, f"{prefix}.{step}" if prefix else step)
    return found
