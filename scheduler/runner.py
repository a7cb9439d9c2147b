"""The service on one machine: wiring only. A lane of threads for each channel does what is due."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from scheduler import delivery
from scheduler.alerts import Alerts, Scene
from scheduler.digest.daily import Daily
from scheduler.dispatch import LANE_QUEUE, Dispatch
from scheduler.films_ahead import FilmsAhead
from scheduler.heartbeat import Heart
from scheduler.locks import alone
from scheduler.models import Delivery
from scheduler.right_of_way import RightOfWay

LANE_WIDTH = 8
"""Deliveries prepared at once on one channel at most: a slow upload does not hold up the texts behind it."""

AHEAD = timedelta(seconds=5)
"""So long before its time a delivery is in its lane, and all is done that nobody sees: it waits with its request ready,
on an open connection."""


class Service(Heart):
    """Publishes due posts in real time, alone: `locks` are files that only one service may hold."""

    def __init__(
        self,
        dispatch: Dispatch,
        locks: tuple[Path, ...],
        alerts: Callable[[Callable[[], Scene]], Alerts] | None = None,
        daily: Daily | None = None,
    ) -> None:
        super().__init__(dispatch, alerts, daily)
        self._locks = locks
        self._sending = RightOfWay()
        self._films = FilmsAhead(dispatch)
        self._lanes: dict[str, _Lane] = {}
        self._in_flight: dict[str, Future[None]] = {}

    def run(self) -> None:
        """Returns when stopped, after the deliveries in flight have their outcome. AlreadyRunning otherwise."""
        with alone(self._locks):
            self.go()

    def beat(self) -> datetime | None:
        self.alert(True)
        self._in_flight = {key: work for key, work in self._in_flight.items() if not work.done()}
        self.dispatch.publisher.recover(lambda: self._in_flight)
        self.dispatch.catch_up()
        self._films.look()
        agenda = self.dispatch.agenda(self._in_flight)
        for row in agenda.rows:
            lane = self._lanes.get(row.channel) or self._lanes.setdefault(row.channel, _Lane(row.channel))
            self._in_flight[row.key] = lane.take(self._work, row)
        return min(filter(None, (agenda.wake, self.digest())), default=None)

    def finish(self) -> None:
        for lane in self._lanes.values():
            lane.threads.shutdown(wait=False, cancel_futures=True)  # all of them first: none goes on meanwhile
        for lane in self._lanes.values():
            lane.threads.shutdown(wait=True)

    def _work(self, lane: "_Lane", row: Delivery) -> None:
        with ExitStack() as busy:
            busy.enter_context(lane.hands)
            if self._stopping.is_set():
                return
            went = self.in_words(lambda: self.dispatch.work(row, lambda row: self._turn(row, busy)))
        if lane.wants_more() and went:  # a look for each one that ends would take the time of those that wait
            self.look_again()  # after a fault of ours, the heartbeat is soon enough

    @contextmanager
    def _turn(self, row: Delivery, busy: ExitStack) -> Iterator[bool]:
        busy.close()  # what is prepared, or sent, takes only time
        if not self._comes(row):
            yield False
            return
        with self._sending:
            yield True

    def _comes(self, row: Delivery) -> bool:
        """Waits for the row's time, if it is near; False when the service is stopped meanwhile."""
        clock = self.dispatch.publisher.clock
        for _ in range(2):  # a timer may be early by a little; when the clock was set back it is looked at anew
            left = delivery.seconds_left(row, clock())
            if left > 0 and self._stopping.wait(min(left, AHEAD.total_seconds())):
                return False
        return True


class _Lane:
    """A channel's threads, and how much they have still to do."""

    def __init__(self, channel: str) -> None:
        self.threads = ThreadPoolExecutor(LANE_QUEUE, thread_name_prefix=channel)
        self.hands = threading.Semaphore(LANE_WIDTH)
        self._left = 0
        self._was_full = False
        self._turn = threading.Lock()

    def take(self, work: Callable[["_Lane", Delivery], None], row: Delivery) -> Future[None]:
        with self._turn:
            self._left += 1
            self._was_full |= self._left >= LANE_QUEUE
        return self.threads.submit(work, self, row)

    def wants_more(self) -> bool:
        """Whether, with one done now, it is empty; or was full, and has no more left than it carries at once."""
        with self._turn:
            self._left -= 1
            wants = self._left <= (LANE_WIDTH if self._was_full else 0)
            self._was_full &= not wants
            return wants
