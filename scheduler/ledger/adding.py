"""Adds rows of which nothing is known but what the calendar wants: a large calendar has very many of them.

They go to the driver as they are: to look at each value costs SQLAlchemy more than the database takes to store it. What
is the same in all of them stands in the statement.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter

import sqlalchemy as sa

from scheduler.models import Delivery

_OWN = ("key", "state", "due", "wake", "doubt", "at", "post", "channel", "part", "content", "words")
_SAME = {
    "fence": "1",
    "boot": "''",
    "attempts": "0",
    "tries": "0",
    "looks": "0",
    "owner": "''",
    "uncertain": "FALSE",
    "late_ok": "FALSE",
    "absences": "0",
    "twice": "''",
}
_told = attrgetter("post", "channel", "part", "content", "words")


def add(connection: sa.Connection, rows: Sequence[tuple[str, Delivery]], at: datetime) -> None:
    """Rows with their keys, and a line of history for each."""
    if not rows:
        return
    values = [(key, row.state.value, *_times(row), *_told(row)) for key, row in rows]
    connection.exec_driver_sql(_insert(connection, "deliveries", _OWN, _SAME), values)
    own = ("key", "state", "words", "at")
    moment = _text(at)
    lines = [(key, row.state.value, row.words, moment) for key, row in rows]
    connection.exec_driver_sql(_insert(connection, "history", own, {"fence": "1", "request": "''"}), lines)


def _insert(connection: sa.Connection, table: str, own: Sequence[str], same: dict[str, str]) -> str:
    sign = "?" if connection.dialect.name == "sqlite" else "%s"
    names, values = ", ".join((*own, *same)), ", ".join((*(sign for _ in own), *same.values()))
    return f"INSERT INTO {table} ({names}) VALUES ({values})"


def _times(row: Delivery) -> Iterable[str | None]:
    due = _text(row.due)
    return due, due if row.wake is row.due else _text(row.wake), _text(row.doubt), _text(row.at)


def _text(moment: datetime | None) -> str | None:
    """As `tables.Time` has it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
