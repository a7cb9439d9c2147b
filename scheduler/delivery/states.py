"""Which states allow what."""

from scheduler.models import Delivery, State

NOT_YET = frozenset({State.PLANNED, State.RETRYING})
"""States from which a delivery may be sent."""

BEYOND_EDITS = frozenset({State.PUBLISHING, State.UNCONFIRMED, State.PUBLISHED})
"""States in which something is, or may be, out: no edit of the calendar may send it again."""

UNSETTLED = frozenset({State.PUBLISHING, State.UNCONFIRMED})
"""States of which nobody can tell yet whether it will be out: an edit counts once that is known."""


def was_out(row: Delivery) -> bool:
    """Whether it was out and was taken down: it is never sent again."""
    return row.state is State.CANCELLED and row.receipt is not None
