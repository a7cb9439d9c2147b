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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from filelock import FileLock, Timeout

from scheduler.dispatch import Dispatch
from scheduler.errors import LedgerError, SchedulerError
from scheduler.models import Delivery, Moment
from scheduler.publisher import log_surprise
from scheduler.text import lasting

HEARTBEAT_SECONDS = 1
BREATH_SECONDS = 0.03
BREATHS = 2
LANE_WIDTH = 8
"""Deliveries in flight on one channel at most: a slow upload does not hold up the texts behind it."""
CLOCK_STEP_SECONDS = 1.0

log = logging.getLogger(__name__)


class AlreadyRunning(SchedulerError):  # noqa: N818
    """Another service works on this campaign."""


@dataclass(slots=True)
class Alarm:
    """Sets an event each second, and once more at a given time."""

    event: threading.Event
    _clockwork: BackgroundScheduler | None = None
    _set_for: datetime | None = None

    def keep_going(self) -> None:
        """Starts it; anew when its thread has died, of which APScheduler itself says nothing."""
        if self._clockwork is not None and self._clockwork._thread.is_alive():
            return
        if self._clockwork is not None:
            log.warning("The alarm clock had stopped; it is started anew.")
        self._clockwork, self._set_for = BackgroundScheduler(timezone=UTC), None
        self._clockwork.add_job(self.event.set, "interval", seconds=HEARTBEAT_SECONDS, misfire_grace_time=None)
        self._clockwork.start()

    def set_for(self, wake: datetime | None) -> None:
        if self._clockwork and wake and wake != self._set_for:
            new = uuid.uuid4().hex
            self._clockwork.add_job(self.event.set, "date", run_date=wake, id=new, misfire_grace_time=None)
        self._set_for = wake

    def stop(self) -> None:
        if self._clockwork is not None and self._clockwork.running:
            self._clockwork.shutdown(wait=False)


@dataclass(slots=True)
class StepWatch:
    """Notices that the wall's clock was set, by a count that nobody sets."""

    _last: Moment | None = None

    def step(self, now: Moment) -> timedelta:
        """By how much it was set since the last look; zero: it was not."""
        last, self._last = self._last, now
        if last is None or last.boot != now.boot:
            return timedelta(0)
        moved = (now.at - last.at) - timedelta(seconds=now.tick - last.tick)
        return moved if abs(moved.total_seconds()) > CLOCK_STEP_SECONDS else timedelta(0)


@dataclass(slots=True)
class Service:
    """Publishes due posts in real time until `stop()` is called (from a signal handler, or another thread).

    `locks`: files that only one service may hold, one for the campaign and one for its ledger.
    """

    dispatch: Dispatch
    locks: tuple[Path, ...]
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lanes: dict[str, ThreadPoolExecutor] = field(default_factory=dict)
    _in_flight: dict[str, Future[None]] = field(default_factory=dict)
    _watch: StepWatch = field(default_factory=StepWatch)
    _said: str = ""

    def run(self) -> None:
        """Returns when stopped, after the deliveries in flight have their outcome. AlreadyRunning at once otherwise."""
        with self._alone():
            alarm = Alarm(self._wake)
            try:
                while not self._stopping.is_set():
                    alarm.keep_going()
                    self._wake.clear()
                    began = self._now().tick
                    self._in_words(lambda: alarm.set_for(self._cycle()))
                    # Many that end together need one look, not one each; and looking must not take all the time.
                    self._stopping.wait(max(BREATH_SECONDS, BREATHS * (self._now().tick - began)))
                    self._wake.wait(HEARTBEAT_SECONDS * 2)
            finally:
                alarm.stop()
                self._finish()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    def _cycle(self) -> datetime | None:
        """Looks at everything once and hands out what is due; when to look again at the latest."""
        self._in_flight = {key: work for key, work in self._in_flight.items() if not work.done()}
        publisher = self.dispatch.publisher
        self._mind_the_clock()
        publisher.recover(self._in_flight)
        self.dispatch.catch_up()
        agenda = self.dispatch.agenda(self._in_flight)
        for row in agenda.rows:
            self._in_flight[row.key] = self._lane(row.channel).submit(self._work, row)
        self._said = ""
        return agenda.wake

    def _mind_the_clock(self) -> None:
        step = self._watch.step(self._now())
        if step:
            forward = "forward" if step > timedelta(0) else "back"
            log.warning("The clock was set %s by %s (or the machine slept).", forward, lasting(abs(step)))
            self.dispatch.publisher.rewake()

    def _work(self, row: Delivery) -> None:
        if self._in_words(lambda: self.dispatch.work(row)):
            self._wake.set()  # after a fault of ours, the heartbeat is soon enough

    def _lane(self, channel: str) -> ThreadPoolExecutor:
        if channel not in self._lanes:
            self._lanes[channel] = ThreadPoolExecutor(LANE_WIDTH, thread_name_prefix=channel)
        return self._lanes[channel]

    def _finish(self) -> None:
        log.info("Stopping: what is on its way gets its outcome first.")
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)  # all of them first: none goes on meanwhile
        for lane in self._lanes.values():
            lane.shutdown(wait=True)
        self._in_words(lambda: self.dispatch.publisher.ledger.remember(self._now().at))

    def _now(self) -> Moment:
        return self.dispatch.publisher.clock()

    def _in_words(self, do: Callable[[], object]) -> bool:
        """Does it; False when that failed, which is told then, once while it lasts."""
        try:
            do()
            return True
        except LedgerError as error:
            self._say(logging.CRITICAL, str(error))
        except SchedulerError as error:
            self._say(logging.ERROR, str(error))
        except Exception as error:
            log_surprise("The service goes on after a fault of its own", error)
        return False

    def _say(self, level: int, words: str) -> None:
        if words != self._said:
            log.log(level, "%s", words)
        self._said = words

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as held:
            for file in self.locks:
                file.parent.mkdir(parents=True, exist_ok=True)
                try:
                    held.enter_context(FileLock(file, timeout=0))
                except Timeout:
                    raise AlreadyRunning(
                        f"Another `scheduler run` works on this campaign or its ledger (it holds {file}).",
                        "Stop that one first; two would only stand in each other's way.",
                    ) from None
            yield
