"""What a person decides of deliveries and channels, put into the ledger: by the command line and the studio alike."""

from collections.abc import Callable
from datetime import datetime

from scheduler import delivery
from scheduler.errors import SchedulerError
from scheduler.ledger import Ledger
from scheduler.models import Decision, Delivery

Change = Callable[[Delivery, datetime], Delivery]


def resolve_out(ledger: Ledger, key: str, url: str, *, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is out, at `url`."""
    return _decide(ledger, key, "resolve", by, now, lambda row, at: delivery.resolved_out(row, url, by, at))


def resolve_not_out(ledger: Ledger, key: str, *, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is not out. It is sent."""
    return _decide(ledger, key, "resolve", by, now, lambda row, at: delivery.resolved_not_out(row, by, at))


def retry(ledger: Ledger, key: str, *, by: str, now: datetime) -> Delivery:
    """Sends what failed or was missed, however late."""
    return _decide(ledger, key, "retry", by, now, lambda row, at: delivery.retried(row, by, at))


def skip(ledger: Ledger, key: str, *, by: str, now: datetime) -> Delivery:
    """It is not to go out, until somebody edits it."""
    return _decide(ledger, key, "skip", by, now, lambda row, at: delivery.skipped(row, by, at))


def resume(ledger: Ledger, channel: str, *, by: str, now: datetime) -> bool:
    """Lets the channel go on, and at once what waited to be tried again; True when it was paused."""
    was = ledger.resume(channel, now, by)
    ledger.put_all((delivery.resumed(row, now) for row in ledger.retrying(channel).values()), now)
    return was


def _decide(ledger: Ledger, key: str, what: str, by: str, now: datetime, change: Change) -> Delivery:
    """The row as it was stored; SchedulerError, and nothing stored, when it does not allow this (any more)."""
    row = ledger.delivery(key)
    if row is None:
        remedy = "See `scheduler status`; what `scheduler run` has not seen yet is settled in posts.yaml."
        raise SchedulerError(f"The ledger knows no delivery {key!r}.", remedy)
    wanted = change(row, now)
    stored = ledger.decide(Decision(at=now, by=by, what=what, about=key, words=wanted.words), wanted)
    if stored is None:
        raise SchedulerError(f"{key} changed at this very moment.", "Look at it as it is now, then say it again.")
    return stored
