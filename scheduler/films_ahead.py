"""Films go up before their hour: where a network works on one for minutes, its post would be late by these."""

import threading
from datetime import datetime, timedelta

from scheduler.dispatch import Dispatch
from scheduler.models import Wish

FROM, UNTIL = timedelta(minutes=20), timedelta(seconds=30)
"""Before the hour. X is given 15 minutes to process one; in the end whoever delivers it takes what is there."""
_LOOKS = timedelta(seconds=5)
_AGAIN = timedelta(minutes=2)
_AT_ONCE = 3


class FilmsAhead:
    """Begins each in a thread that ends with the process, for nobody sees an upload and it can be repeated."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._looked: datetime | None = None
        self._begun: dict[str, datetime] = {}
        self._going_up: set[str] = set()

    def look(self) -> None:
        """Begins what is due soon and is not on its way up. What failed is begun again a while later."""
        now = self._dispatch.publisher.clock().at
        if self._looked and abs(now - self._looked) < _LOOKS:
            return
        self._looked = now
        for wish in self._dispatch.films(now + UNTIL, now + FROM):
            lately = self._begun.get(wish.key)
            rests = lately is not None and abs(now - lately) < _AGAIN
            if not rests and wish.key not in self._going_up and len(self._going_up) < _AT_ONCE:
                self._begun[wish.key] = now
                self._going_up.add(wish.key)
                threading.Thread(target=self._upload, args=[wish], name=f"film of {wish.key}", daemon=True).start()

    def _upload(self, wish: Wish) -> None:
        try:
            self._dispatch.publisher.upload_ahead(wish.variant)
        finally:
            self._going_up.discard(wish.key)
