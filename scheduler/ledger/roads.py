"""What is due on each channel that takes anything, and what was last sent there: read in little."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from scheduler.delivery import NOT_YET, late_since
from scheduler.ledger.tables import deliveries
from scheduler.ledger.writing import EVERYTHING, PAUSES

_OF_EACH = 256
"""Rows that are read of one channel at a time."""

_WAITING = [state.value for state in NOT_YET]
_LAST_SENT = (
    sa.select(deliveries.c.since, deliveries.c.due)
    .where((deliveries.c.channel == sa.bindparam("of_channel")) & deliveries.c.since.is_not(None))
    .order_by(deliveries.c.since.desc())
    .limit(_OF_EACH)
)


def due(connection: sa.Connection, now: datetime, in_flight: Collection[str]) -> sa.Select[Any]:
    """The rows whose time has come; of those `in_flight` only what is late."""
    known = connection.execute(PAUSES).all()
    if any(row.channel == EVERYTHING for row in known):
        return sa.select(deliveries).where(sa.false())
    stopped = [row.channel for row in known if row.until is None]
    resting = [row.channel for row in known if row.until is not None and row.until > now]
    awaited = deliveries.c.state.not_in(_WAITING) | deliveries.c.channel.not_in(resting)
    is_late = deliveries.c.due < late_since(now)
    order = (is_late, deliveries.c.due, deliveries.c.key)
    place = sa.func.row_number().over(partition_by=deliveries.c.channel, order_by=order).label("place")
    ready = (deliveries.c.wake <= now) & deliveries.c.channel.not_in(stopped) & awaited
    if in_flight:
        ready &= deliveries.c.key.not_in(in_flight) | is_late
    ranked = sa.select(deliveries, place).where(ready).subquery()
    return sa.select(ranked).where(ranked.c.place <= _OF_EACH)


def late_sent(connection: sa.Connection, channel: str) -> datetime | None:
    """When something that was late was last sent there, as far as can be seen without looking through all."""
    newest = connection.execute(_LAST_SENT, {"of_channel": channel})
    return next((row.since for row in newest if row.due < late_since(row.since)), None)
