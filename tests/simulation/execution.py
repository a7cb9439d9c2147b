"""One execution: a week in little, its people, its machines, and everything that goes wrong."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from simulation.intents import CHANNELS, Calendar
from simulation.judge import Judge
from simulation.machine import Machine
from simulation.model_ledger import ModelLedger
from simulation.network import Network
from simulation.people import People
from simulation.world import CALM, END, Broken, Weather, World

from scheduler.delivery import Situation
from scheduler.editions import older
from scheduler.models import Delivery

MENDED, UNCLEAR = 1000.0, 2700.0
"""So long after the last trouble everybody has noticed, and nothing is unclear any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """What the world around the core may lack, to see that it is needed.

    `kin`: what this ledger itself sent is looked through, before the account is. `standing_still`: machines are often
    stopped for a while, and taken for dead. `renaming`: posts are, while they are on their way. `forgetful`: the ledger
    of one machine is removed then.
    """

    fenced: bool = True
    brake: bool = True
    look_back: timedelta = timedelta(hours=2, minutes=1)
    kin: bool = True
    standing_still: bool = False
    renaming: bool = False
    forgetful: bool = False


@dataclass(slots=True)
class Execution:
    """`beyond`: requests may arrive later than the whole settle time; then two copies can be, and must be told."""

    seed: int
    seams: Seams = field(default_factory=Seams)
    beyond: bool = False
    tracing: bool = False
    world: World = field(init=False)
    weather: Weather = field(init=False)
    cluster: bool = field(init=False)
    machines: list[Machine] = field(init=False)
    ledger: ModelLedger = field(init=False)
    calendar: Calendar = field(init=False)
    judge: Judge = field(init=False)
    network: Network = field(init=False)
    people: People = field(init=False)
    leader: Machine = field(init=False)
    term: int = 1
    queued: dict[str, Machine] = field(default_factory=dict)
    dead: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = World(self.seed, self.tracing)
        chance = self.world.chance
        self.weather = Weather.of(chance, beyond=self.beyond)
        self.cluster = (chance.random() < 0.5 or self.seams.standing_still) and not self.seams.forgetful
        if self.seams.standing_still:
            self.weather = replace(self.weather, kill=0.0, nap=0.2, wrong_verdict=0.9)
        self.calendar = Calendar(chance)
        self.judge = Judge(self.world, self.calendar, self.beyond)
        self.ledger = ModelLedger(self.judge.committed, self.seams.fenced, self.seams.brake)
        self.judge.ledger = self.ledger
        self.network = Network(self.world, self.weather, self.judge, self.seams.look_back)
        self.machines = [Machine(self, name) for name in ("A", "B")[: 1 + self.cluster]]
        self.leader = self.machines[0]
        self.people = People(self)

    def run(self) -> int:
        """How many steps it took; Broken when a promise was."""
        self.calendar.begin()
        for machine in self.machines:
            machine.start()
        self.people.begin()
        self.world.run(CALM + MENDED)
        self.people.all_is_well()
        self.world.run(CALM + UNCLEAR)
        self.judge.settled()
        self.world.run(END)
        self.judge.final()
        return self.world.steps

    # --- what the machines ask ----------------------------------------------------------------------------------------

    def leads(self, machine: Machine) -> bool:
        return machine is self.leader

    def alive(self, owner: str) -> bool:
        """What the others believe: a death is noticed late, and now and then somebody alive is taken for dead."""
        died = self.dead.get(owner)
        if died is not None:
            return self.world.now < died
        if not self.world.happens(self.weather.wrong_verdict):
            return True
        self.queued = {key: worker for key, worker in self.queued.items() if worker.owner != owner}
        return False

    def in_flight(self, machine: Machine) -> Collection[str]:
        return self.queued if self.cluster else machine.jobs

    def hand_out(self, planner: Machine, row: Delivery) -> None:
        """To a lane of this machine, or to any machine: then the engine may lose it, or give it to two."""
        if not self.cluster:
            planner.takes(row)
            return
        for _ in range(1 + self.world.happens(self.weather.duplicate_job)):
            worker = self.world.chance.choice(self.machines)
            self.queued[row.key] = worker
            self.world.later(self.world.chance.uniform(0, 0.05), partial(self._fetch, worker, row.key))

    def _fetch(self, worker: Machine, key: str) -> None:
        row = self.ledger.delivery(key)
        if worker.up and row and key not in worker.jobs:
            worker.takes(row)
        else:
            self.world.later(5.0, lambda: self.ended(worker, key, done=False))

    def ended(self, worker: Machine, key: str, *, done: bool) -> None:
        if self.queued.get(key) is worker:
            del self.queued[key]
        # A delivery that was handed out in vain would be handed out each second.
        self.leader.poke(0.01 if done else self.world.chance.uniform(1, 30))

    def review(self, machine: Machine, row: Delivery) -> Situation:
        """`Dispatch._review`, in one step."""
        now, dispatch = machine.moment(), machine.dispatch
        behind = older(dispatch._editions, self.ledger.planned_from())
        free = self.ledger.traffic(dispatch._paces).free_at(row, now.at)
        return Situation(
            wish=dispatch.wants.one(row.key, dispatch.consent()) if dispatch.wants and not behind else None,
            parent=self.ledger.delivery(row.parent_key) if row.parent_key else None,
            open=free is not None and free <= now.at,
            now=now,
            wanted=dispatch.wishes or (),
            channels=CHANNELS,
            ledger_began=self.ledger.began(),
        )

    def buried(self, machine: Machine) -> None:
        """A process died; the others notice it a while later."""
        noticed = self.world.chance.choice((1.0, 10.0, 60.0))
        self.dead[f"{machine.name}.{machine.life - 1}"] = self.world.now + noticed
        lost = [key for key, worker in self.queued.items() if worker is machine]
        self.world.later(noticed, lambda: self._take_over(machine, lost))

    def _take_over(self, dead: Machine, lost: list[str]) -> None:
        for key in lost:
            self.queued.pop(key, None)
        if self.leader is dead and self.cluster:
            self.depose()
        self.leader.poke(0)

    def depose(self) -> None:
        """The other machine plans from now on; never in the midst of a cycle, because each write of a planner is one
        of its lease."""
        if self.leader.up and self.leader.busy:
            return
        self.leader = next((other for other in self.machines if other is not self.leader), self.leader)
        self.term += 1
        self.world.tell(lambda: f"{self.leader.name} plans")
        self.leader.poke(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    seed: int
    problem: str
    beyond: bool

    @property
    def replay(self) -> str:
        return f"python -m benchmarks.simulate --seeds 1 --from {self.seed} --trace{' --beyond' if self.beyond else ''}"


def play(seed: int, seams: Seams | None = None, *, beyond: bool = False) -> tuple[int, Finding | None]:
    """How many steps the seed's execution took, and what went wrong in it."""
    execution = Execution(seed, seams or Seams(), beyond)
    try:
        return execution.run(), None
    except Broken as broken:
        return execution.world.steps, Finding(seed=seed, problem=str(broken), beyond=beyond)


def traced(seed: int, seams: Seams | None = None, *, beyond: bool = False) -> list[str]:
    """The execution of a seed, step by step."""
    execution = Execution(seed, seams or Seams(), beyond, tracing=True)
    try:
        execution.run()
    except Broken as broken:
        problem = str(broken)
        execution.world.tell(lambda: f"BROKEN: {problem}")
    return execution.world.trace
