"""What keeps a service going: it looks at everything once a second, and the moment something falls due.

APScheduler wakes us; the ledger decides. Its jobs do nothing but set an event, so its own losses cannot hurt: one
wake-up for the earliest due delivery (a new id each time, because a constant id that is still running is lost) and a
heartbeat of one second, which notices edits of the file, clock steps, suspend, and any wake-up that was lost.
"""

import logging
import threading
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.alerts import Alerts, Scene
from scheduler.digest.daily import Daily
from scheduler.dispatch import Dispatch
from scheduler.errors import LedgerError, SchedulerError
from scheduler.models import Moment, Trouble
from scheduler.surprise import log_surprise
from scheduler.text import lasting

HEARTBEAT_SECONDS = 1
GLANCE_SECONDS = 0.05
"""Whether posts.yaml was saved is looked at so often."""
BREATH_SECONDS = 0.03
BREATHS = 2
"""After a look, this many times as long as it took belongs to the work that it found."""
CLOCK_STEP_SECONDS = 1.0

log = logging.getLogger(__name__)


class Clockwork(BackgroundScheduler):  # type: ignore[misc]
    """APScheduler, whose thread may die (of a job that falls due while it shuts down, for one): without a traceback."""

    def _main_loop(self) -> None:
        try:
            super()._main_loop()
        except Exception as error:
            log.debug("The alarm clock stopped: %s", type(error).__name__)


@dataclass(slots=True)
class Alarm:
    """Sets an event each second, and once more at a given time."""

    event: threading.Event
    _clockwork: Clockwork | None = None
    _set_for: datetime | None = None

    def keep_going(self) -> None:
        """Starts it; anew when its thread has died, of which APScheduler itself says nothing."""
        if self._clockwork is not None and self._clockwork._thread.is_alive():
            return
        if self._clockwork is not None:
            log.warning("The alarm clock had stopped; it is started anew.")
        self._clockwork, self._set_for = Clockwork(timezone=UTC), None
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


class Heart(ABC):
    """Beats until `stop()` is called (from a signal handler, or another thread)."""

    def __init__(
        self,
        dispatch: Dispatch,
        alerts: Callable[[Callable[[], Scene]], Alerts] | None = None,
        daily: Daily | None = None,
    ) -> None:
        """`alerts`: makes what tells people when one of them is needed, from what it is to look at.

        `daily`: sends the digest.
        """
        self.dispatch = dispatch
        self.daily = daily
        self._make_alerts = alerts
        self._alerts: Alerts | None = None
        self._ledger_trouble: Trouble | None = None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._watch = StepWatch()
        self._awake = False
        self._said = ""

    @abstractmethod
    def beat(self) -> datetime | None:
        """Looks at everything once and hands out what is due; when to look again at the latest."""

    @abstractmethod
    def finish(self) -> None:
        """Ends what was begun: what is on its way gets its outcome first."""

    def go(self) -> None:
        """Returns when stopped."""
        alarm = Alarm(self._wake)
        try:
            while not self._stopping.is_set():
                alarm.keep_going()
                self._wake.clear()
                seen = self.dispatch.glance()
                began = self._now().tick
                self.in_words(lambda: alarm.set_for(self._beat()))
                # Many that end together need one look, not one each; and looking must not take all the time.
                took = self._now().tick - began
                self._breathe(min(HEARTBEAT_SECONDS, max(BREATH_SECONDS, BREATHS * took)), seen)
                self._await_something(seen)
        finally:
            alarm.stop()
            log.info("Stopping: what is on its way gets its outcome first.")
            self.finish()
            if self.daily:
                self.daily.finish()
            self.alert(False)

    def _breathe(self, seconds: float, seen: object) -> None:
        """For so long, unless a file is saved: an edit is not to wait."""
        end = self._now().tick + seconds
        while (left := end - self._now().tick) > 0 and self.dispatch.glance() == seen:
            if self._stopping.wait(min(left, GLANCE_SECONDS)):
                return

    def _await_something(self, seen: object) -> None:
        """For a second at most; an edit is not to wait that long."""
        for _ in range(round(HEARTBEAT_SECONDS / GLANCE_SECONDS)):
            if self._wake.wait(GLANCE_SECONDS) or self.dispatch.glance() != seen:
                return

    def digest(self) -> datetime | None:
        """Sees to the daily e-mail; when it is due next. Only one service of a campaign does."""
        return self.daily.look(self.dispatch.calendar) if self.daily else None

    def stop(self) -> None:
        self._stopping.set()
        self.look_again()

    def look_again(self) -> None:
        """There may be something to do: the next beat comes at once."""
        self._wake.set()

    def alert(self, on: bool) -> None:
        """Whether it is for us to alert people: only one service of a campaign does."""
        if on and self._alerts is None and self._make_alerts:
            self._alerts = self._make_alerts(self.scene)
            self._alerts.start()
        if not on and self._alerts:
            self._alerts.stop()
            self._alerts = None

    def scene(self) -> Scene:
        """How things stand, for alerts."""
        calendar, ledger, now = self.dispatch.calendar, self.dispatch.publisher.ledger, self._now().at
        return Scene(
            campaign=calendar.campaign.name if calendar else self.dispatch.file.absolute().parent.name,
            zone=calendar.campaign.timezone if calendar else UTC,
            now=now,
            rows=tuple(ledger.for_alerts(now).values()),
            pauses=ledger.pauses(),
            calendar=self.dispatch.trouble or self.dispatch.behind,
            ledger=self._ledger_trouble,
            digest=self.daily.trouble if self.daily else None,
        )

    def in_words(self, do: Callable[[], object]) -> bool:
        """Does it; False when that failed, which is told then, once while it lasts."""
        try:
            do()
            return True
        except LedgerError as error:
            since = self._ledger_trouble.since if self._ledger_trouble else self._now().at
            self._ledger_trouble = Trouble(what=error.what, remedy=error.remedy, since=since)
            self._say(logging.CRITICAL, str(error))
        except SchedulerError as error:
            self._say(logging.ERROR, str(error))
        except Exception as error:
            log_surprise("The service goes on after a fault of its own", error)
        return False

    def _beat(self) -> datetime | None:
        self._mind_the_clock()
        wake = self.beat()
        self._said, self._ledger_trouble = "", None
        return wake

    def _mind_the_clock(self) -> None:
        step = self._watch.step(self._now())
        if step:
            forward = "forward" if step > timedelta(0) else "back"
            log.warning("The clock was set %s by %s (or the machine slept).", forward, lasting(abs(step)))
        if step or not self._awake:  # it may have been set before we started
            self.dispatch.publisher.rewake()
            self._awake = True

    def _say(self, level: int, words: str) -> None:
        if words != self._said:
            log.log(level, "%s", words)
        self._said = words

    def _now(self) -> Moment:
        return self.dispatch.publisher.clock()
