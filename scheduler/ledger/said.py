"""What people decided, and what a network's answer forced: lines that are only ever added."""

import sqlalchemy as sa

from scheduler.ledger.tables import decisions
from scheduler.models import Decision

_NAMES = ("at", "by", "what", "about", "words")


def everything(connection: sa.Connection) -> list[Decision]:
    """Oldest first."""
    rows = connection.execute(sa.select(decisions).order_by(decisions.c.number)).mappings()
    return [Decision(**{name: row[name] for name in _NAMES}) for row in rows]


def note(connection: sa.Connection, *said: Decision) -> None:
    for decision in said:
        connection.execute(decisions.insert().values({name: getattr(decision, name) for name in _NAMES}))
