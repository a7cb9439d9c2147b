"""How all rows stand, in little: what planning compares with the calendar at a start."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from scheduler.ledger.tables import decisions, deliveries, history, pauses
from scheduler.models import State

_STATES = {state.value: state for state in State}
ALL = sa.select(  # times as text: to convert them here costs half as much
    deliveries.c.key, deliveries.c.state, sa.type_coerce(deliveries.c.due, sa.Text), deliveries.c.content
)
Stand = tuple[str, State, datetime, str]
"""As little of a row as tells whether the calendar wants it otherwise: key, state, due, content."""


def stand(row: Iterable[Any]) -> Stand:
    key, state, due, content = row
    return key, _STATES[state], datetime.fromisoformat(due), content


def newest(connection: sa.Connection) -> tuple[int, ...]:
    """Another one whenever anything was noted: deliveries, decisions, pauses."""
    lines, decided = sa.select(sa.func.max(history.c.number)), sa.select(sa.func.max(decisions.c.number))
    closed = sa.select(sa.func.count(), sa.func.max(pauses.c.since)).select_from(pauses)
    return tuple(value for query in (lines, decided, closed) for value in connection.execute(query).one())
