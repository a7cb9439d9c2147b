"""One delivery's work on one machine, taken apart at each effect: between any two, anything may happen."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulation.network import Answer

from scheduler import delivery
from scheduler.delivery import (
    Arm,
    Await,
    Effect,
    Find,
    Newest,
    Now,
    Prepare,
    Publish,
    Rest,
    Review,
    Seek,
    Steps,
    Stop,
    Store,
)
from scheduler.errors import NeedsPerson, PublishError, Rejected, Unavailable
from scheduler.models import Delivery, Prepared, Receipt, Sighting

if TYPE_CHECKING:
    from simulation.machine import Machine

NAPS = (2.0, 30.0, 90.0, 900.0, 900.0)
LAST_NAP = 90.0
"""How long a process may be stopped between its last look at the clock and its request: nothing can be done then."""


class Job:
    def __init__(self, machine: "Machine", row: Delivery) -> None:
        self.machine, self.key, self.life = machine, row.key, machine.life
        self.steps: list[Steps[Any]] = [delivery.work(row, machine.dispatch.publisher.terms)]
        self.request: Callable[[], None] | None = None
        self.wall = machine.moment().at
        self.attempt = row.attempts + 1

    @property
    def alive(self) -> bool:
        return self.machine.life == self.life

    def begin(self) -> None:
        self.machine.all.world.later(self._pause(30.0), lambda: self._go(None))

    def _go(self, answer: Answer | Any) -> None:
        if not self._survives():
            return
        steps = self.steps[-1]
        try:
            effect = steps.throw(answer) if isinstance(answer, PublishError) else steps.send(answer)
        except StopIteration as done:
            self._ended(done.value)
        except PublishError as error:
            self.steps.pop()
            self._go(error)
        else:
            self.machine.all.world.later(self._pause(900.0), lambda: self._do(effect))

    def _ended(self, outcome: Any) -> None:
        self.steps.pop()
        if not self.steps:
            self._end(outcome)
        elif outcome:
            self.machine.all.world.later(self._pause(LAST_NAP), self._send)
        else:
            self._go(None)

    def _send(self) -> None:
        if self._survives():
            self.wall = max(self.wall, self.machine.moment().at)
            assert self.request
            self.request()

    def _do(self, effect: Effect[Any]) -> None:
        if not self._survives():
            return
        self.wall = max(self.wall, self.machine.moment().at)
        everything = self.machine.all
        match effect:
            case Publish(channel, prepared, _, launch):
                self.steps.append(launch)
                self.request = lambda: self._leaves(channel, prepared)
                self._go(None)
            case Await(row):
                left = max(0.0, delivery.seconds_left(row, self.machine.moment()))
                everything.world.later(left + self._pause(900.0), lambda: self._go(True))
            case Find(row):
                taken = everything.ledger.receipts(row.channel)
                everything.network.find(row, taken, self._told)
            case Seek():
                self._seek(effect)
            case Prepare():
                everything.world.later(self._pause(900.0), lambda: self._go(self._prepare(effect)))
            case _:
                answer = self._note(effect)
                nap = 0.0 if isinstance(effect, Now) else 900.0
                everything.world.later(self._pause(nap), lambda: self._go(answer))

    def _leaves(self, channel: str, prepared: Prepared) -> None:
        everything = self.machine.all
        everything.judge.sends(self.key, self.attempt, prepared, self.wall)
        everything.world.tell(lambda: f"{self.machine.name} sends {self.key}")
        everything.network.send(self.key, channel, prepared, self._told)

    def _told(self, answer: Answer | Sighting) -> None:
        self.machine.all.world.later(self._pause(900.0), lambda: self._go(answer))

    def _seek(self, effect: Seek) -> None:
        everything, row = self.machine.all, effect.row
        likeness = self._request(effect)
        assert row.doubt
        sent = everything.ledger.sent_since(row.doubt - everything.seams.look_back).values()
        behind = [each for each in sent if effect.seen.is_left_behind(each, row)]
        others = (each for each in behind if each.prepared == likeness)
        other = next(others, None) if everything.seams.kin else None

        def told(found: Answer) -> None:
            holder = everything.ledger.holder(found) if isinstance(found, Receipt) else None
            seen = isinstance(found, Receipt) and Sighting(likeness=likeness, receipt=found, holder=holder)
            self._told(seen or found)

        if other:
            self._told(Sighting(likeness=likeness, receipt=other.receipt, holder=other))
        else:
            taken = frozenset(each.receipt.id for each in sent if each.receipt and each not in behind)
            everything.network.find(replace(row, prepared=likeness, since=row.doubt), taken, told)

    @staticmethod
    def _request(effect: Seek | Prepare) -> Prepared:
        return Prepared(request={"text": effect.wish.variant.text, "reply_to": effect.reply_to})

    def _prepare(self, effect: Prepare) -> Prepared | PublishError:
        everything = self.machine.all
        if everything.world.happens(everything.weather.refused):
            return everything.world.chance.choice((Rejected, Unavailable, NeedsPerson))(
                "The upload failed.", "Mend it."
            )
        return self._request(effect)

    def _note(self, effect: Effect[Any]) -> Any:
        ledger, now = self.machine.all.ledger, self.machine.moment()
        match effect:
            case Review(row):
                return self.machine.all.review(self.machine, row)
            case Now():
                return now
            case Arm(row):
                self.attempt = row.attempts
                return ledger.arm(row, now.at)
            case Store(row):
                return ledger.put(row, now.at)
            case Newest(key):
                return ledger.delivery(key)
            case Stop(channel, error):
                return ledger.pause(channel, error.advice, now.at)
            case Rest(channel, words, until):
                return ledger.rest(channel, words, now.at, until)
        raise AssertionError(f"{effect!r} is no effect")

    def _survives(self) -> bool:
        """Whether the process still lives here: it may be killed at every boundary."""
        everything = self.machine.all
        if self.alive and everything.world.happens(everything.weather.kill):
            self.machine.die()
        return self.alive

    def _pause(self, longest: float) -> float:
        world, weather = self.machine.all.world, self.machine.all.weather
        if longest and world.happens(weather.nap):
            nap = min(longest, world.chance.choice(NAPS))
            self.machine.all.leader.poke(world.chance.uniform(0, nap / 2))  # somebody looks after it meanwhile
            return nap
        return world.chance.uniform(0, 0.02)

    def _end(self, settled: Delivery | None) -> None:
        self.machine.jobs.pop(self.key, None)
        self.machine.all.ended(self.machine, self.key, done=settled is not None)
