"""In a rush, who has something to send goes before who waits for an answer."""

import threading
import time
from types import TracebackType

PATIENCE_SECONDS = 1.0
"""A rush is at most so long: nobody waits for a film that takes minutes to send."""


class RightOfWay:
    """A context manager around each sending. Whoever has sent goes on when nobody else is about to."""

    def __init__(self) -> None:
        self._senders = 0
        self._until = 0.0
        self._none_left = threading.Condition()

    def __enter__(self) -> None:
        with self._none_left:
            if not self._senders:
                self._until = time.monotonic() + PATIENCE_SECONDS
            self._senders += 1

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with self._none_left:
            self._senders -= 1
            if not self._senders:
                self._none_left.notify_all()
            else:
                self._none_left.wait_for(lambda: not self._senders, max(0.0, self._until - time.monotonic()))
