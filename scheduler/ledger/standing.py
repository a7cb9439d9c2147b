"""How all rows stand, in little: what planning compares with the calendar at a start."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from scheduler.ledger.tables import deliveries
from scheduler.models import State

_STATES = {state.value: state for state in State}
ALL = sa.select(  # times as text: to convert them here costs half as much
    deliveries.c.key, deliveries.c.state, sa.type_coerce(deliveries.c.due, sa.Text), deliveries.c.content
)


class Stand(NamedTuple):
    """As little of a row as tells whether the calendar wants it otherwise."""

    key: str
    state: State
    due: datetime
    content: str


def stand(row: sa.Row[Any]) -> Stand:
    key, state, due, content = tuple(row)
    return Stand(key, _STATES[state], datetime.fromisoformat(due), content)
