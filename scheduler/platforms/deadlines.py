"""Requests that take too long are cut by one thread for all of them: a thread each would cost more than asking does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from heapq import heappop, heappush
from itertools import count

import requests


class TooSlow(requests.Timeout):
    """The answer had not ended at its deadline."""


class Way:
    """How far one request has come. `left`: a first byte was handed to a connection.

    Another thread may cut it, but never once it has ended: its connection may carry the next request by then.
    """

    def __init__(self) -> None:
        self.left = self.was_cut = self.has_ended = False
        self._over: socket.socket | None = None
        self._turn = threading.Lock()

    def leave(self, over: socket.socket) -> None:
        """It is about to leave over this socket; TooSlow when its time is up already."""
        with self._turn:
            if self.was_cut:
                raise TooSlow
            self._over, self.left = over, True

    def cut(self) -> None:
        with self._turn:
            if self.has_ended:
                return
            self.was_cut = True
            if self._over is not None:
                with suppress(OSError):
                    # The plain socket's own: that of TLS would take the reader's state away under its hands.
                    socket.socket.shutdown(self._over, socket.SHUT_RDWR)

    def end(self) -> None:
        with self._turn:
            self.has_ended, self._over = True, None


class Deadlines:
    """Everything that is under way and when it is cut. The thread begins with the first and ends with the process."""

    def __init__(self) -> None:
        self._ways: list[tuple[float, int, Way]] = []  # a heap; what has ended leaves it when its turn comes
        self._numbers = count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[Way]:
        """TooSlow when what happens inside has not ended after so long; its connection is cut then."""
        way = Way()
        self._add(time.monotonic() + seconds, way)
        try:
            yield way
        except requests.RequestException:
            if way.was_cut:
                raise TooSlow from None
            raise
        finally:
            way.end()

    def _add(self, at: float, way: Way) -> None:
        with self._changed:
            heappush(self._ways, (at, next(self._numbers), way))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="deadlines", daemon=True)
                self._thread.start()
            elif self._ways[0][2] is way:
                self._changed.notify()

    def _watch(self) -> None:
        while True:
            self._next().cut()

    def _next(self) -> Way:
        """Waits until a deadline has passed."""
        with self._changed:
            while True:
                while self._ways and self._ways[0][2].has_ended:
                    heappop(self._ways)
                left = self._ways[0][0] - time.monotonic() if self._ways else None
                if left is not None and left <= 0:
                    return heappop(self._ways)[2]
                self._changed.wait(left)
