"""The people around it: they edit, pause and resume, and settle what needs a person. They look before they say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulation.intents import CHANNELS
from simulation.world import CALM, wall

from scheduler import delivery
from scheduler.errors import SchedulerError
from scheduler.models import Delivery, State

if TYPE_CHECKING:
    from simulation.execution import Execution

HOUR = 3600.0


@dataclass(slots=True)
class People:
    """`renames`: not under a clock that is set; by one that is behind, what is out already is not due yet."""

    all: "Execution"
    renames: bool = True

    def begin(self) -> None:
        """When who does what, until a while after it became calm."""
        chance, later = self.all.world.chance, self.all.world.later
        for _ in range(chance.choice((0, 3, 12))):
            later(chance.uniform(0, CALM + 600), self.edit)
        for _ in range(chance.choice((0, 5, 20))):
            later(chance.uniform(0, CALM), self.settle_one)
        for _ in range(chance.choice((0, 3, 8))):
            later(chance.uniform(0, CALM), self.brake)
        clocks = chance.choice((0, 0, 2, 6))
        for _ in range(clocks):
            later(chance.uniform(0, CALM), self.set_the_clock)
        self.renames = not clocks
        if self.renames:
            self._begin_under_a_right_clock()
        for _ in range(chance.choice((0, 0, 2, 5))):
            later(chance.uniform(0, CALM), self.kill)
        for _ in range(chance.choice((0, 0, 4))):
            later(chance.uniform(0, CALM), self.all.depose)
        later(CALM + 2 * HOUR, self.settle_all)

    def _begin_under_a_right_clock(self) -> None:
        chance, later = self.all.world.chance, self.all.world.later
        if chance.random() < 0.5 and not (self.all.cluster or self.all.beyond):
            later(chance.uniform(0, CALM), self.lose_the_ledger)
        for post in self.all.calendar.posts.values():
            begins = (post.due - wall(0)).total_seconds()
            if self.all.seams.renaming:
                later(max(0.0, begins + chance.uniform(-60, 60)), self.rename)
                later(begins + chance.uniform(60, 600), self.undo)
            if self.all.seams.forgetful:
                later(begins + chance.uniform(0, 60), self.lose_the_ledger)

    def edit(self) -> None:
        world = self.all.world
        if self.renames and world.chance.random() < 0.1:
            self.all.calendar.rename()
        else:
            self.all.calendar.edit(world.now)
        if world.chance.random() < 0.3:
            world.later(world.chance.uniform(1, 60), self.undo)
        self._saved()

    def rename(self) -> None:
        self.all.calendar.rename()
        self._saved()

    def undo(self) -> None:
        """The edit before was a mistake."""
        self.all.calendar.undo()
        self._saved()

    def _saved(self) -> None:
        self.all.world.tell(lambda: f"posts.yaml, version {self.all.calendar.version}: {self.all.calendar.posts}")
        for machine in self.all.machines:
            machine.poke(self.all.world.chance.uniform(0, 1))

    def kill(self) -> None:
        self.all.world.chance.choice(self.all.machines).die()

    def lose_the_ledger(self) -> None:
        """Somebody kills the service, removes its folder, and starts it again: at once, or later."""
        (machine,) = self.all.machines
        if machine.up:
            machine.die(off=self.all.world.chance.choice((1.0, 20.0, 120.0, 1500.0)))
            self.all.ledger.forget()
            self.all.judge.loses_the_ledger()
            self.all.world.tell(lambda: "the ledger is removed, with all beside it")

    def set_the_clock(self) -> None:
        """Of one machine, so that two never differ by more than an hour."""
        machine = self.all.machines[-1]
        machine.ahead = self.all.world.chance.choice((-HOUR, 0.0, HOUR))
        self.all.world.tell(lambda: f"the clock of {machine.name} is set, {machine.ahead:+.0f} s from right")
        machine.poke(self.all.world.chance.uniform(0, 1))

    def brake(self) -> None:
        """Pauses a channel, and resumes it a while later."""
        world = self.all.world
        channel = world.chance.choice(CHANNELS)
        self.all.ledger.pause(channel, "Sad news.", self.all.machines[0].moment().at, "Ann")
        world.tell(lambda: f"Ann pauses {channel}")
        world.later(world.chance.uniform(1, 1200), lambda: self.release(channel))

    def release(self, channel: str) -> None:
        self.all.ledger.resume(channel, self.all.machines[0].moment().at, "Ann")
        self.all.world.tell(lambda: f"Ann resumes {channel}")
        self.all.leader.poke(self.all.world.chance.uniform(0, 1))

    def all_is_well(self) -> None:
        """Whatever was broken is mended."""
        for channel in CHANNELS:
            self.release(channel)
        self.all.judge.calm_at = max(machine.moment().at for machine in self.all.machines)

    def settle_all(self) -> None:
        for row in list(self.all.ledger.rows.values()):
            if row.state is State.UNCONFIRMED and row.wake is None:
                self.settle(row)

    def settle_one(self) -> None:
        """Somebody mends one thing: a channel that the network closed, or a delivery."""
        for channel in self.all.ledger.paused():
            if self.all.world.chance.random() < 0.5:
                self.release(channel)
        rows = [row for row in self.all.ledger.rows.values() if row.state is not State.PUBLISHED]
        if rows:
            row = self.all.world.chance.choice(rows)
            # Between reading and saying, others go on.
            self.all.world.later(self.all.world.chance.uniform(0, 5), lambda: self.settle(row))

    def settle(self, row: Delivery) -> None:
        now = self.all.machines[0].moment().at
        try:
            decided = self._decided(row)
        except SchedulerError:
            return
        if decided and self.all.ledger.put(decided, now):
            self.all.world.tell(lambda: f"Ann settles {row.key}: {decided.words}")
            if decided.state is State.CANCELLED:
                self.all.judge.skipped[row.key] = (row.due, row.content)
            self.all.leader.poke(self.all.world.chance.uniform(0, 1))

    def _decided(self, row: Delivery) -> Delivery | None:
        now, choice = self.all.machines[0].moment().at, self.all.world.chance.random()
        if row.state is State.UNCONFIRMED and row.wake is None:
            seen = self.all.network.seen(row, self.all.ledger.receipts(row.channel))
            return (
                delivery.resolved_out(row, seen.url, "Ann", now) if seen else delivery.resolved_not_out(row, "Ann", now)
            )
        if row.state is State.FAILED and row.doubt:  # it was seen, and she was told where
            return delivery.skipped(row, "Ann", now)
        if row.state in {State.FAILED, State.MISSED} and choice < 0.6:
            return delivery.retried(row, "Ann", now)
        return delivery.skipped(row, "Ann", now) if choice < 0.2 else None
