"""Virtual time: one heap of events, one source of chance. The same seed makes the same execution, bit for bit."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

EPOCH = datetime(2023, 11, 6, 8, 0, tzinfo=UTC)
CALM = 3600.0
"""Until then anything may go wrong; from then on nothing new does."""
END = CALM + 4.5 * 3600.0
"""Time enough for `max_late`, a clock that is an hour behind, and every look."""


class Broken(AssertionError):  # noqa: N818
    """A promise was broken."""


class Killed(BaseException):
    """The process is gone: nothing of it runs on, not even its handlers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How often what goes wrong in this execution; 0 means never. Chances are for each boundary, request or read."""

    kill: float
    nap: float
    lost: float
    refused: float
    limited: float
    person: float
    blind: float
    duplicate_job: float
    wrong_verdict: float
    late: float
    late_copy: float
    beyond: bool = False

    @classmethod
    def of(cls, chance: Random, *, beyond: bool) -> "Weather":
        """Some kinds of trouble are absent in each execution, so that the others show what they do alone."""

        def some(*levels: float) -> float:
            return chance.choice((0.0, *levels))

        weather = cls(
            kill=some(0.003, 0.02),
            nap=some(0.02, 0.1),
            lost=some(0.1, 0.4),
            refused=some(0.02, 0.2),
            limited=some(0.02, 0.2),
            person=some(0.02, 0.1),
            blind=some(0.1, 0.5),
            duplicate_job=some(0.1),
            wrong_verdict=some(0.1, 0.5),
            late=some(0.1, 0.5),
            late_copy=some(0.3, 0.9),
        )
        return replace(weather, beyond=True, late=0.5, lost=0.4) if beyond else weather


@dataclass(slots=True)
class World:
    seed: int
    tracing: bool = False
    now: float = 0.0
    steps: int = 0
    trace: list[str] = field(default_factory=list)
    chance: Random = field(init=False)
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)

    @property
    def calm(self) -> bool:
        return self.now >= CALM

    def happens(self, often: float) -> bool:
        return often > 0 and self.now < CALM and self.chance.random() < often

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        heapq.heappush(self._events, (self.now + seconds, next(self._numbers), do))

    def run(self, until: float) -> None:
        """May be called from within an event: then everything else goes on meanwhile."""
        while self._events and self._events[0][0] <= until:
            at, _, do = heapq.heappop(self._events)
            self.now = max(self.now, at)
            self.steps += 1
            do()
        self.now = max(self.now, until)

    def tell(self, words: Callable[[], str]) -> None:
        if self.tracing:
            self.trace.append(f"{self.now:10.3f}  {words()}")


def wall(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)
