"""Dates, times, zones and durations of posts.yaml: each reads one kind, or says what is wrong and gives None."""

import difflib
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from scheduler.calendar_file.fields import Findings, closest, text
from scheduler.calendar_file.nodes import Node
from scheduler.slots import day_number

YEARS = range(2000, 2100)
"""Another year is a slip of the finger; and far from the ends of what a date can be, every sum of times is one."""

NO_WEEK = date(1970, 1, 5)
"""Stands for the campaign's first day where that cannot be read, so that the posts below still can."""


def _is_near(day: date, node: Node, findings: Findings) -> bool:
    if day.year in YEARS:
        return True
    findings.error(node.place, f"The year {day.year} is far off.", f"Write one from {YEARS[0]} to {YEARS[-1]}.")
    return False


def local_date(node: Node, findings: Findings) -> date | None:
    found = text(node, findings)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found)
    except ValueError:
        findings.error(node.place, f"{found!r} is not a date.", "Write it as 2023-11-06.")
        return None
    return day if _is_near(day, node, findings) else None


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
        found_at = _day_and_time(found)
    except ValueError:
        findings.error(node.place, *_no_day_and_time(found))
        return None
    return found_at if _is_near(found_at, node, findings) else None


_DAY_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d{1,2}:\d\d(:\d\d)?")


def _day_and_time(found: str) -> datetime:
    if not _DAY_AND_TIME.fullmatch(found):
        raise ValueError
    day, clock = found[:10], found[11:]
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock.zfill(5 if clock.count(":") == 1 else 8)))


def _no_day_and_time(found: str) -> tuple[str, str]:
    """What is wrong, and the remedy."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        return f"{found} has no time of day.", f"Write for example {found} 09:00."
    if re.search(r"(Z|[+-]\d\d:?\d\d)$", found):
        remedy = "Write it without a zone: every time here is local to campaign.timezone."
        return f"{found!r} is not a day and time.", remedy
    return f"{found!r} is not a day and time.", "Write it as 2023-11-06 09:00."


def moment(node: Node, findings: Findings) -> datetime | None:
    """A moment with its zone, as `scheduler approve` writes it."""
    found = text(node, findings)
    if found is None:
        return None
    try:
        parsed = datetime.fromisoformat(found)
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        findings.error(node.place, f"{found!r} is not a moment.", "Write it as 2023-10-30T14:02:00Z.")
        return None
    return parsed.astimezone(UTC) if _is_near(parsed, node, findings) else None


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
    number = None if found is None else day_number(found)
    if number is None:
        findings.error(node.place, f"{found!r} is not a day of the week.", "Write mon, tue, wed, thu, fri, sat or sun.")
    return number
