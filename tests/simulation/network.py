"""The networks: what arrives becomes visible a while later, answers are lost, and limits are set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from simulation.judge import Copy, Judge
from simulation.world import CALM, Weather, World, wall

from scheduler.errors import Duplicate, NeedsPerson, PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.models import Delivery, Prepared, Receipt

TIMEOUT = 60.0
LATEST = 60.0
"""No request arrives later than this. With `Weather.beyond` some do: that breaks the bound."""
BEYOND = 500.0
INVISIBLE = 60.0
"""A post can be read back at the latest this long after it was accepted."""

Answer = Receipt | PublishError | None
Tell = Callable[[Answer], None]


@dataclass(slots=True)
class Network:
    """Every account. Those of a channel named x… refuse the words that they have already."""

    world: World
    weather: Weather
    judge: Judge
    look_back: timedelta
    copies: list[Copy] = field(default_factory=list)

    def send(self, key: str, channel: str, prepared: Prepared, tell: Tell) -> None:
        """The visible step; `tell` is called once with what the sender sees, which may not be what happened."""
        world, weather = self.world, self.weather
        travel = world.chance.uniform(0.01, 0.2)
        if world.happens(weather.late):
            travel = world.chance.uniform(1, BEYOND if weather.beyond else LATEST)
        sent = world.now
        world.later(travel, lambda: self._arrive(key, channel, prepared, sent, tell))

    def _arrive(self, key: str, channel: str, prepared: Prepared, sent: float, tell: Tell) -> None:
        world = self.world
        answer = self._refusal(channel) or self._accept(key, channel, prepared)
        if world.happens(self.weather.lost) and (isinstance(answer, Receipt) or world.chance.random() < 0.5):
            answer = Unconfirmed("No answer came.")
        back = world.chance.uniform(0.01, 0.2) + (20.0 if world.happens(self.weather.lost) else 0.0)
        world.tell(lambda: f"{channel} answers {key}: {answer!r}")
        if world.now + back - sent > TIMEOUT or isinstance(answer, Unconfirmed):
            answer = Unconfirmed("No answer in time.")
            back = max(0.0, min(sent + TIMEOUT - world.now, world.chance.choice((0.1, TIMEOUT))))
        world.later(back, lambda: tell(answer))

    def _refusal(self, channel: str) -> PublishError | None:
        world, weather = self.world, self.weather
        if world.happens(weather.refused):
            refusal = world.chance.choice((Rejected, Unavailable, Unavailable, Unconfirmed))
            return refusal("It is not wanted here.", "Mend it.")
        if world.happens(weather.limited):
            return self._limit()
        if world.happens(weather.person):
            return NeedsPerson("The token is dead.", "Make a new one.")
        return None

    def _limit(self) -> Unavailable:
        chance = self.world.chance
        pause, for_all = timedelta(seconds=chance.uniform(10, 900)), chance.random() < 0.5
        if chance.random() < 0.5:
            return Unavailable("Too many.", retry_in=pause, for_all=for_all)
        return Unavailable("Too many.", retry_at=wall(self.world.now) + pause, for_all=for_all)

    def _accept(self, key: str, channel: str, prepared: Prepared) -> Receipt | PublishError:
        text, parent = str(prepared.request["text"]), str(prepared.request["reply_to"])
        if channel.startswith("x") and any(copy.text == text and copy.channel == channel for copy in self.copies):
            return Duplicate("It is there already.")
        number = str(len(self.copies) + 1)
        hidden = self.world.chance.choice((0.0, 2.0, 8.0, INVISIBLE if self.world.now < CALM else 8.0))
        copy = Copy(
            key=key,
            channel=channel,
            text=text,
            parent=parent,
            id=number,
            at=self.world.now,
            seen=self.world.now + hidden,
        )
        self.copies.append(copy)
        self.judge.accepted(copy)
        return copy.receipt

    def find(self, row: Delivery, taken: frozenset[str], tell: Tell) -> None:
        """Reads the account back, as the adapters do: until `look_back` before the attempt, by words and parent."""
        world = self.world
        takes = world.chance.uniform(0.05, 2.0) + (30.0 if world.happens(self.weather.blind) else 0.0)
        if world.happens(self.weather.blind):
            answer: Answer = (
                Unavailable("It cannot be read.") if world.chance.random() < 0.9 else NeedsPerson("No right.")
            )
        else:
            answer = self.seen(row, taken)
        world.tell(lambda: f"{row.channel} is read for {row.key}: {answer!r}")
        world.later(takes, lambda: tell(answer))

    def seen(self, row: Delivery, taken: frozenset[str] = frozenset()) -> Receipt | None:
        assert row.prepared
        assert row.since
        text, parent, since = row.prepared.request["text"], row.prepared.request["reply_to"], row.since - self.look_back
        for copy in reversed(self.copies):
            visible = copy.seen <= self.world.now and wall(copy.at) >= since and copy.id not in taken
            if visible and (copy.channel, copy.text, copy.parent) == (row.channel, text, parent):
                return copy.receipt
        return None
