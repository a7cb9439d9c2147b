"""The service on many machines: wiring only. Each runs the same command on the same PostgreSQL and the same files.

Whichever holds the planner's lease follows posts.yaml and hands what is due to the engine; all of them work. Any may
vanish: what it had in hand is handed out again, and the ledger knows what of it may be out.
"""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from scheduler.alerts import Alerts, Scene
from scheduler.digest.daily import Daily
from scheduler.dispatch import Dispatch
from scheduler.engine import LANE_WIDTH, Job, open_planner, open_worker
from scheduler.heartbeat import Heart


class Member(Heart):
    """One machine of many, until `stop()` is called."""

    def __init__(
        self,
        dispatch: Dispatch,
        address: str,
        alerts: Callable[[Callable[[], Scene]], Alerts] | None = None,
        daily: Daily | None = None,
    ) -> None:
        """`address`: the database's. SettingsError when it is no PostgreSQL, or the extra is not installed."""
        super().__init__(dispatch, alerts, daily)
        self._planner = open_planner(address)
        self._worker = open_worker(address, self._work)
        self._hands = threading.Thread(target=self._worker.run, name="worker")
        self._wake_at: datetime | None = None
        self._term = 0

    def run(self) -> None:
        """Returns when stopped, after the deliveries in flight here have their outcome."""
        self._hands.start()
        self.go()

    def beat(self) -> datetime | None:
        self._wake_at = None
        plans = self._planner.turn(self._due)
        if not plans:
            self.dispatch.follow()  # to know what is approved when a delivery comes
            self.dispatch.forget_plan()  # whoever plans now may have planned otherwise
            self.dispatch.publisher.ledger.remember()
        elif self.dispatch.behind:
            self._planner.close()  # another may have the newer files
        self.alert(plans)
        return min(filter(None, (self._wake_at, self.digest() if plans else None)), default=None)

    def finish(self) -> None:
        self._worker.stop()
        self._hands.join()
        self._planner.close()

    def _due(self) -> list[Job]:
        """What the engine is to bring to a worker: asked on the machine that plans only."""
        if self._term != self._planner.lease.terms:
            self.dispatch.forget_plan()
            self.dispatch.publisher.ledger.lead()
            self._term = self._planner.lease.terms
        known = self._planner.engine.liveness
        self.dispatch.publisher.recover(lambda: known().at_work)
        self.dispatch.catch_up()
        now = known()
        width = LANE_WIDTH * max(1, len(now.workers))
        agenda = self.dispatch.agenda(tuple(now.in_hand), width)
        self._wake_at = agenda.wake
        jobs = [Job(key=row.key, lane=row.channel) for row in agenda.rows]
        lanes = Counter([held.lane for held in now.in_hand.values()] + [job.lane for job in jobs])
        if any(many >= width for many in lanes.values()):
            self.look_again()  # a lane that is full gets more as soon as it has room
        return jobs

    def _work(self, key: str) -> None:
        self.in_words(lambda: self._deliver(key))

    def _deliver(self, key: str) -> None:
        row, calendar = self.dispatch.publisher.ledger.delivery(key), self.dispatch.calendar
        if row and calendar and row.channel in calendar.channels:  # else our files are not those of whoever plans
            self.dispatch.work(row)
