"""What an engine must do: bring keys that are due to workers on any machine. Four calls; procrastinate is one engine.

It needs no guarantee from an engine but that a key which is lost is given out again: what a key means, and whether
anything may be sent, the ledger decides inside the work. So the engine is told what is due *now*, never the future;
there is nothing in it that an edit would have to follow.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LANE_WIDTH = 8
"""Keys of one lane in hand at most, for each live worker."""
SLOTS = 32 * LANE_WIDTH
"""What one worker does at once. A lane's keys in hand grow with the number of workers as the slots do, so a lane
that hangs takes LANE_WIDTH slots a worker, wherever they are: until 32 lanes hang at the same time there is always a
free slot for the others. An unused slot costs nothing: threads are made when they are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A key that is due, and the lane (channel) whose width it takes."""

    key: str
    lane: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A key that the engine has: in which lane, and at which live worker; none while it waits for one."""

    lane: str
    worker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Liveness:
    """What the engine knew at one moment."""

    workers: frozenset[str]
    in_hand: Mapping[str, Held]

    @property
    def at_work(self) -> frozenset[str]:
        """Keys that a live worker is at: everything else that the ledger calls under way has lost its worker.

        Ask the ledger first and this second: what was under way then and is not in here now is done or lost, never
        just begun; and for what is done the ledger's fence refuses whoever takes it for lost.
        """
        return frozenset(key for key, held in self.in_hand.items() if held.worker)


class Engine(Protocol):
    """Every call raises LedgerError, in words, when the database cannot be used."""

    def submit(self, due: Sequence[Job]) -> tuple[str, ...]:
        """Takes what fits (`fitting`), all or nothing, and wakes workers; the keys that were taken."""

    def cancel(self, key: str) -> bool:
        """Takes back a key that still waits for a worker. False: none waits; one at work the ledger must stop."""

    def stalled(self) -> tuple[str, ...]:
        """Gives the keys of dead workers out again, and says which. To be called every two seconds."""

    def liveness(self) -> Liveness:
        """Which workers are alive, and what they and the queue hold."""


def fitting(due: Iterable[Job], known: Liveness) -> list[Job]:
    """Those of `due`, in their order, that the engine does not hold yet and whose lane has room."""
    width = LANE_WIDTH * max(1, len(known.workers))
    taken = Counter(held.lane for held in known.in_hand.values())
    keys = set(known.in_hand)
    fits: list[Job] = []
    for job in due:
        if job.key not in keys and taken[job.lane] < width:
            taken[job.lane] += 1
            keys.add(job.key)
            fits.append(job)
    return fits
