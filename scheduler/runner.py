"""The service on one machine: wiring only.

APScheduler wakes us; the ledger decides. Its jobs do nothing but set an event, so its own losses cannot hurt: one
wake-up for the earliest due delivery (a new id each time, because a constant id that is still running is lost) and a
heartbeat of one second, which notices edits of the file, clock steps, suspend, and any wake-up that was lost.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from filelock import FileLock, Timeout

from scheduler.delivery import Step
from scheduler.dispatch import Dispatch
from scheduler.errors import LedgerError, SchedulerError
from scheduler.models import Delivery
from scheduler.publisher import log_surprise

HEARTBEAT_SECONDS = 1
BREATH_SECONDS = 0.03
LANE_WIDTH = 8
"""Deliveries in flight on one channel at most: a slow upload does not hold up the texts behind it."""
LANE_QUEUE = 64
"""Deliveries handed to one lane at most, those in flight included: enough to keep it busy from one look to the next."""

log = logging.getLogger(__name__)


class AlreadyRunning(SchedulerError):  # noqa: N818
    """Another service works on this campaign."""


@dataclass(slots=True)
class Service:
    """Publishes due posts in real time until `stop()` is called (from a signal handler, or another thread)."""

    dispatch: Dispatch
    lock_file: Path
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lanes: dict[str, ThreadPoolExecutor] = field(default_factory=dict)
    _in_flight: dict[str, Future[None]] = field(default_factory=dict)
    _alarm: BackgroundScheduler = field(default_factory=lambda: BackgroundScheduler(timezone=UTC))
    _armed_for: datetime | None = None

    def run(self) -> None:
        """Returns when stopped, after the deliveries in flight have their outcome. AlreadyRunning at once otherwise."""
        with self._alone():
            self._alarm.add_job(self._wake.set, "interval", seconds=HEARTBEAT_SECONDS, misfire_grace_time=None)
            self._alarm.start()
            try:
                while not self._stopping.is_set():
                    self._wake.clear()
                    self._in_words(self._cycle)
                    self._stopping.wait(BREATH_SECONDS)  # many that end together need one look, not one each
                    self._wake.wait(HEARTBEAT_SECONDS * 2)
            finally:
                self._alarm.shutdown(wait=False)
                log.info("Stopping: what is on its way gets its outcome first.")
                for lane in self._lanes.values():
                    lane.shutdown(wait=False, cancel_futures=True)  # all of them first: none goes on meanwhile
                for lane in self._lanes.values():
                    lane.shutdown(wait=True)

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    def _cycle(self) -> None:
        self._in_flight = {key: work for key, work in self._in_flight.items() if not work.done()}
        self.dispatch.publisher.recover(self._in_flight)
        self.dispatch.follow()
        self.dispatch.free()
        agenda = self.dispatch.agenda(self._in_flight)
        for row, step in agenda.steps:
            if self._room_for(row):
                self._in_flight[row.key] = self._lane(row.channel).submit(self._work, row, step)
        self._set_alarm(agenda.wake)

    def _work(self, row: Delivery, step: Step) -> None:
        if self._in_words(lambda: self.dispatch.work(row, step)):
            self._wake.set()  # after a fault of ours, the heartbeat is soon enough

    def _room_for(self, row: Delivery) -> bool:
        """A post's parts go one after the other, and a lane is handed only so many at once."""
        same_post = f"{row.post}/{row.channel}/"
        if any(key.startswith(same_post) for key in self._in_flight):
            return False
        return sum(key.split("/")[1] == row.channel for key in self._in_flight) < LANE_QUEUE

    def _lane(self, channel: str) -> ThreadPoolExecutor:
        if channel not in self._lanes:
            self._lanes[channel] = ThreadPoolExecutor(LANE_WIDTH, thread_name_prefix=channel)
        return self._lanes[channel]

    def _set_alarm(self, wake: datetime | None) -> None:
        if wake and wake != self._armed_for:
            self._alarm.add_job(self._wake.set, "date", run_date=wake, id=uuid.uuid4().hex, misfire_grace_time=None)
        self._armed_for = wake

    def _in_words(self, do: Callable[[], object]) -> bool:
        """Does it; False when that failed, which is told then."""
        try:
            do()
            return True
        except LedgerError as error:
            log.critical("%s", error)
        except SchedulerError as error:
            log.error("%s", error)
        except Exception as error:
            log_surprise("The service goes on after a fault of its own", error)
        return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.lock_file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise AlreadyRunning(
                f"Another `scheduler run` works on this campaign (it holds {self.lock_file}).",
                "Stop that one first; two would only stand in each other's way.",
            ) from None
        try:
            yield
        finally:
            lock.release()
