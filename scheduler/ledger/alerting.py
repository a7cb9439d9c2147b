"""What the ledger keeps for alerts: who was told of what, and the deliveries that alerts are about."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from scheduler.ledger.tables import alerts, deliveries, pauses
from scheduler.models import State, Told

_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_JUST_NOW = timedelta(minutes=5)
_NEED_SOMEBODY = [state.value for state in (State.FAILED, State.MISSED, State.UNCONFIRMED, State.HELD)]
_ON_THEIR_WAY = [state.value for state in (State.PLANNED, State.RETRYING, State.PUBLISHING)]


def concerned(now: datetime) -> sa.ColumnElement[bool]:
    """Which deliveries: of a queue that is paused, only what is late and the next of it."""
    state, due, channel = deliveries.c.state, deliveries.c.due, deliveries.c.channel
    stopped = sa.select(pauses.c.channel)
    waiting = state.in_(_ON_THEIR_WAY)
    coming = sa.select(channel, sa.func.min(due)).where(waiting & (due > now) & channel.in_(stopped)).group_by(channel)
    just_out = (state == State.PUBLISHED.value) & ((deliveries.c.at >= now - _JUST_NOW) | (deliveries.c.twice != ""))
    return state.in_(_NEED_SOMEBODY) | (waiting & ((due <= now) | sa.tuple_(channel, due).in_(coming))) | just_out


def told(connection: sa.Connection, listener: str) -> dict[str, Told]:
    rows = connection.execute(sa.select(alerts).where(alerts.c.listener == listener)).mappings()
    names = ("cause", "mark", "title", "since", "at")
    return {row["cause"]: Told(**{name: row[name] for name in names}) for row in rows}


def probe(connection: sa.Connection) -> None:
    """Writes something, and takes it away again."""
    connection.execute(alerts.insert().values(listener="", cause="", mark="", title="", since=_EVER, at=_EVER))
    over(connection, "", "")


def tell(connection: sa.Connection, listener: str, told: Told) -> None:
    over(connection, listener, told.cause)
    connection.execute(alerts.insert().values(listener=listener, **asdict(told)))


def over(connection: sa.Connection, listener: str, cause: str) -> None:
    connection.execute(alerts.delete().where((alerts.c.listener == listener) & (alerts.c.cause == cause)))
