"""The e-mail of a day in the browser: of days that were sent, and as their posts may be shown now."""

import threading
from collections.abc import Callable
from datetime import date, datetime

from scheduler.digest import DayComposer
from scheduler.ledger import Ledger
from scheduler.models import MailingState, Subscriber

_LASTS_SECONDS = 300.0
"""So long a day is shown as it was made; a post that was withdrawn since then is gone after that."""
_NOT_SENT = frozenset({MailingState.MISSED})


class Views:
    """Gives the HTML of a day for one subscriber. `composed` makes the letters of a day whose sending began then.

    `pictures`: the address below which the pictures lie; `clock` counts seconds.
    """

    def __init__(
        self,
        ledger: Ledger,
        composed: Callable[[date, datetime], DayComposer],
        *,
        pictures: str,
        clock: Callable[[], float],
    ) -> None:
        self._ledger, self._composed, self._pictures, self._clock = ledger, composed, pictures, clock
        self._made: dict[date, tuple[float, DayComposer]] = {}
        self._turn = threading.Lock()

    def __call__(self, day: date, subscriber: Subscriber) -> str | None:
        mailing = self._ledger.mailings.mailing(day)
        if mailing is None or mailing.state in _NOT_SENT:  # what is still to come is nobody's business
            return None
        return self._composer(day, mailing.since).page(subscriber, self._pictures)

    def _composer(self, day: date, began: datetime) -> DayComposer:
        """One at a time: making it takes a good part of a second, and whoever waits finds it made."""
        with self._turn:
            made = self._made.get(day)
            if made is None or self._clock() - made[0] > _LASTS_SECONDS:
                made = self._clock(), self._composed(day, began)
                self._made[day] = made
            return made[1]
