"""One machine: its clocks, its service with nothing in memory but what the ledger tells, and the work in its lanes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from simulation.job import Job
from simulation.world import Killed, wall

from scheduler.delivery import Terms
from scheduler.dispatch import Dispatch
from scheduler.editions import Edition
from scheduler.heartbeat import StepWatch
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Delivery, Moment, Wish
from scheduler.publisher import Publisher
from scheduler.wanted import Stands, Wanted
from scheduler.wishes import Consent, Wishes

if TYPE_CHECKING:
    from simulation.execution import Execution

AHEAD = timedelta(seconds=5)
LOOKS = (0.0, 15.0, 60.0, 300.0)
IDLE = 600.0
"""A service looks every second; while nothing happens it would find nothing, so here it does so less often."""


class Wants(dict[str, Wish]):
    """What one version of posts.yaml wants."""

    def one(self, key: str, _consent: Consent) -> Wish | None:
        return self.get(key)

    def put(self, wish: Wish) -> None:
        self[wish.key] = wish

    def changed_since(self, before: "Wants") -> list[str]:
        return [key for key in self | before if self.get(key) is not before.get(key)]

    def unlike(self, stands: Stands, _now: datetime) -> list[str]:
        """All of them: to look at one that is as it should be does no harm."""
        return list(dict.fromkeys((*self, *(key for key, *_ in stands))))


class Doorway:
    """The ledger as a process reaches it: anything may happen before each call and after it."""

    def __init__(self, machine: "Machine") -> None:
        self.machine = machine

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.machine.all.ledger, name)

        def call(*given: Any, **named: Any) -> Any:
            self.machine.pass_time()
            answer = method(*given, **named)
            self.machine.pass_time()
            return answer

        setattr(self, name, call)  # asked for once: there are thousands of calls
        return call


@dataclass(frozen=True, slots=True)
class InHand:
    """The deliveries that somebody who is believed to be alive works on."""

    machine: "Machine"

    def __contains__(self, key: object) -> bool:
        row = self.machine.all.ledger.rows[str(key)]
        if row.owner == self.machine.owner or not self.machine.all.cluster:
            return key in self.machine.jobs
        return self.machine.all.alive(row.owner)


@dataclass(slots=True)
class Machine:
    """`life` counts the processes that ran here, `boots` the machine's runs; `ahead`: how wrong its wall clock is."""

    all: "Execution"
    name: str
    life: int = 0
    up: bool = False
    ahead: float = 0.0
    boots: int = 0
    booted: float = 0.0
    dispatch: Dispatch = field(init=False)
    jobs: dict[str, Job] = field(default_factory=dict)
    _watch: StepWatch = field(default_factory=StepWatch)
    _version: int = -1
    _copy: int = 0
    _term: int = 0
    _awake: bool = False
    busy: bool = False
    _again: bool = False
    _alarm: float | None = None

    @property
    def owner(self) -> str:
        return f"{self.name}.{self.life}" if self.all.cluster else "this service"

    def moment(self) -> Moment:
        now = self.all.world.now
        return _moment(now + self.ahead, 1000 + now - self.booted, f"{self.name}-{self.boots}")

    # --- life and death -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        world = self.all.world
        self.life, self.up, self.jobs = self.life + 1, True, {}
        self._watch, self._version, self._alarm, self.busy = StepWatch(), -1, None, False
        self._term, self._awake = 0, False
        publisher = Publisher(
            ledger=cast(Ledger, Doorway(self)),
            platform=_unused,
            draw=_unused,
            clean=_unused,
            clock=self.moment,
            terms=Terms(owner=self.owner, looks=LOOKS, ahead=AHEAD),
        )
        self.dispatch = Dispatch(publisher=publisher, file=Path(), consent=lambda: _unused, pace=_unused)
        self.dispatch._paces = {"x2": timedelta(seconds=30)}
        world.tell(lambda: f"{self.owner} on {self.name} starts")
        self.poke(0)

    def die(self, off: float | None = None) -> None:
        """kill -9, now and then with the whole machine. `off`: how long it stays off."""
        world = self.all.world
        if not self.up:
            return
        world.tell(lambda: f"{self.owner} on {self.name} is killed")
        self.up = False
        self.life += 1
        if world.chance.random() < 0.3:
            self.boots, self.booted = self.boots + 1, world.now
        self.all.buried(self)
        world.later(off or world.chance.choice((0.5, 5.0, 120.0)), self.start)

    def pass_time(self) -> None:
        """A boundary of the planner: it may die here, be stopped for a while, or others may simply be faster."""
        world, weather, life = self.all.world, self.all.weather, self.life
        if world.calm:
            return
        dice = world.chance.random()
        if dice < weather.kill:
            self.die()
        elif dice < weather.kill + weather.nap:
            world.run(world.now + world.chance.choice((1.0, 30.0, 90.0)))
        elif dice > 0.8:
            world.run(world.now + world.chance.uniform(0, 0.2))
        if life != self.life:
            raise Killed

    # --- the service's cycle, as in scheduler.runner ------------------------------------------------------------------

    def poke(self, seconds: float) -> None:
        """Look at everything again, in so many seconds at the latest."""
        at = self.all.world.now + seconds
        if self._alarm is None or at < self._alarm:
            self._alarm = at
            life = self.life
            self.all.world.later(seconds, lambda: self._wake(life, at))

    def _wake(self, life: int, at: float) -> None:
        if life != self.life or at != self._alarm or not self.up:
            return
        self._alarm = None
        if self.busy:
            self._again = True
            return
        self.busy, self._again = True, False
        try:
            self._cycle()
        except Killed:
            return
        self.busy = False
        if self._again:
            self.poke(0)

    def _cycle(self) -> None:
        publisher, dispatch = self.dispatch.publisher, self.dispatch
        if self._watch.step(self.moment()) or not self._awake:
            publisher.rewake()
            self._awake = True
        leads = self.all.leads(self)
        if leads and self._term != self.all.term:
            dispatch.forget_plan()
            self._version, self._term = -1, self.all.term
        if leads:
            publisher.recover(lambda: InHand(self))
        self._follow(leads)
        wake = None
        if leads:
            dispatch.free()
            agenda = dispatch.agenda(self.all.in_flight(self))
            wake = agenda.wake
            for row in agenda.rows:
                self.all.hand_out(self, row)
        # A moment later: ticks and times differ by a microsecond, and the service looks again a second later anyway.
        self.poke(min(IDLE, max(0.0, (wake - self.moment().at).total_seconds()) + 0.001) if wake else IDLE)

    def _follow(self, leads: bool) -> None:
        """`Dispatch.follow`, with a calendar that is no file."""
        version = self._copied()
        if version == self._version:
            if leads:
                self.dispatch.plan()  # what came back meanwhile
            return
        wishes = self.all.calendar.versions[version]
        self.dispatch.wishes, self.dispatch.wants = cast(Wanted, Wants(wishes)), cast(Wishes, Wants(wishes))
        self.dispatch._editions = {"posts.yaml": Edition(str(version), version)}
        if leads:
            self.dispatch.plan()
            if not self.dispatch.behind:
                self.all.judge.planned(version)
            else:  # another may have the newer files
                self.all.world.later(1.0, self.all.depose)
        self.dispatch.calendar = cast(Calendar, self.all.calendar)
        self._version = version
        self.all.world.tell(lambda: f"{self.name} has version {version} of the calendar")

    def _copied(self) -> int:
        """The version that this machine has: of many, each has a copy, and it may come late."""
        if not self.all.cluster or not self.all.world.happens(self.all.weather.late_copy):
            self._copy = self.all.calendar.version
        return self._copy

    def takes(self, row: Delivery) -> None:
        """Begins what is due with a row."""
        self.jobs[row.key] = job = Job(self, row)
        job.begin()


@lru_cache(maxsize=16)
def _moment(at: float, tick: float, boot: str) -> Moment:
    return Moment(at=wall(at), tick=tick, boot=boot)


def _unused(*_: Any) -> Any:
    raise AssertionError("no part of the simulation")
