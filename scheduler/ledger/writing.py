"""Rows that are written together: a handful of statements, however many they are."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from scheduler.editions import Edition, Editions
from scheduler.ledger import adding, tables
from scheduler.ledger.database import exclusively, together
from scheduler.ledger.tables import deliveries, history, pauses, planner
from scheduler.models import Delivery

T = TypeVar("T")
PAUSES = sa.select(pauses)
EVERYTHING = "*"
"""In the place of a channel: all of them, also those that nobody knows yet."""

# Made once: building a statement costs more than executing it.
_KNOWN_KEY = deliveries.c.key == sa.bindparam("known_key")
_CHANGE = deliveries.update().where(_KNOWN_KEY & (deliveries.c.fence == sa.bindparam("known_fence")))
_ADD = deliveries.insert()
_FILES = sa.select(planner.c.files)
_TELL = history.insert()


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A row to be stored at a time. `if_open`: not when its channel is paused or rests."""

    row: Delivery
    at: datetime
    if_open: bool = False


def put_together(connection: sa.Connection, puts: Sequence[Put]) -> list[Delivery | None]:
    """Stores each row whose fence is the newest, with a line of history; None for each other one, in their order."""
    closed = _closed(connection, puts)
    inorder = sorted(puts, key=lambda put: put.row.key)  # machines that write the same rows must not stop each other
    wanted = [put for put in inorder if not (put.if_open and _until(closed, put) > put.at)]
    kept = {id(put): stored for put, stored in zip(wanted, _kept(connection, wanted), strict=True)}
    _many(connection, _TELL, [tables.line(stored, put.at) for put in wanted if (stored := kept[id(put)])])
    return [kept.get(id(put)) for put in puts]


def plan_together(connection: sa.Connection, puts: Sequence[Put], term: int | None) -> list[Delivery | None]:
    """`put_together`, unless somebody else took office after `term`."""
    return put_together(connection, puts) if _in_office(connection, term) else [None] * len(puts)


def add_together(connection: sa.Connection, rows: Sequence[Delivery], at: datetime, term: int | None) -> set[str]:
    """Stores what is not there yet, with lines of history, unless somebody else took office; the keys of it."""
    if not _in_office(connection, term):
        return set()
    known = _known(connection, [row.key for row in rows])
    fresh = {row.key: row for row in rows if row.key not in known}
    adding.add(connection, sorted(fresh.items()), at)
    return set(fresh)


def _in_office(connection: sa.Connection, term: int | None) -> bool:
    """Whether nobody took office after `term`; until this transaction ends, nobody does."""
    office = planner.update().where(planner.c.term == term).values(term=term)
    return term is None or connection.execute(office).rowcount > 0


def take_office(connection: sa.Connection) -> int:
    """The term that begins now, after all that whoever planned before has written."""
    exclusively(connection, "planner")
    last = connection.scalar(sa.select(sa.func.max(planner.c.term))) or 0
    first = planner.insert().values(term=1, files="{}")
    connection.execute(planner.update().values(term=last + 1) if last else first)
    return last + 1


def planned_from(connection: sa.Connection) -> Editions:
    noted = connection.scalar(_FILES)
    return {name: Edition(*each) for name, each in json.loads(noted or "{}").items()}


def plan_from(connection: sa.Connection, files: Editions, term: int) -> None:
    connection.execute(planner.update().where(planner.c.term == term).values(files=json.dumps(files)))


def chunks(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _until(closed: dict[str, datetime], put: Put) -> datetime:
    return max(closed.get(channel, put.at) for channel in (put.row.channel, EVERYTHING))


def _closed(connection: sa.Connection, puts: Sequence[Put]) -> dict[str, datetime]:
    """Until when each closed channel is."""
    if not any(put.if_open for put in puts):
        return {}
    together(connection, "pauses")
    return {
        row.channel: row.until or datetime.max.replace(tzinfo=row.since.tzinfo) for row in connection.execute(PAUSES)
    }


def _kept(connection: sa.Connection, puts: Sequence[Put]) -> list[Delivery | None]:
    """Stores the rows themselves: all at once, and one by one only if somebody else was faster with one of them."""
    stored = [replace(put.row, fence=put.row.fence + 1) for put in puts]
    fresh = _added(connection, [row for row in stored if row.fence == 1])
    changed = _changed(connection, [row for row in stored if row.fence > 1])
    return [row if id(row) in changed or fresh.get(row.key) is row else None for row in stored]


def _added(connection: sa.Connection, new: Sequence[Delivery]) -> dict[str, Delivery]:
    """Stores the first of each key that is not there yet."""
    known = _known(connection, [row.key for row in new])
    fresh: dict[str, Delivery] = {}
    for row in new:
        if row.key not in known:
            fresh.setdefault(row.key, row)
    _many(connection, _ADD, [tables.values(row) for row in fresh.values()])
    return fresh


def _known(connection: sa.Connection, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for few in chunks(keys, 500):
        known |= set(connection.scalars(sa.select(deliveries.c.key).where(deliveries.c.key.in_(few))))
    return known


def _changed(connection: sa.Connection, rows: Sequence[Delivery]) -> set[int]:
    """Which of the rows (by their identity) were the newest and are stored."""
    if len(rows) > 1:
        with connection.begin_nested() as attempt:
            if _many(connection, _CHANGE, [_change(row) for row in rows]) == len(rows):
                return {id(row) for row in rows}
            attempt.rollback()
    return {id(row) for row in rows if connection.execute(_CHANGE, _change(row)).rowcount == 1}


def _change(row: Delivery) -> dict[str, Any]:
    return {**tables.values(row), "known_key": row.key, "known_fence": row.fence - 1}


def _many(connection: sa.Connection, statement: sa.Executable, values: Sequence[dict[str, Any]]) -> int:
    """How many rows it touched."""
    return connection.execute(statement, values).rowcount if values else 0
