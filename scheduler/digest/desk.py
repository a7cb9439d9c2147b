"""Where claimed copies wait for a thread that sends them, at the pace that was set, and outcomes are handed in."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheduler.digest.outcomes import Outcome
from scheduler.digest.pacing import Pacing
from scheduler.digest.resting import Rests
from scheduler.ledger.claiming import Claim

_LOOK_AGAIN = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A copy that was tried, or is given back."""

    claim: Claim
    outcome: Outcome


class Desk:
    """Safe to use from several threads."""

    def __init__(self, pacing: Pacing, rests: Rests, seconds: Callable[[], float], low: int) -> None:
        """`low`: with so few copies waiting, whoever brings them is woken."""
        self._pacing, self._rests, self._seconds, self._low = pacing, rests, seconds, low
        self._lock = threading.Condition()
        self._waiting: list[Claim] = []
        self._on_their_way: Counter[str] = Counter()
        self._done: list[Done] = []
        self._open_until = 0.0
        self._closed = False
        self.error: BaseException | None = None
        self.changed = threading.Event()

    # --- those who send -----------------------------------------------------------------------------------------------

    def next(self) -> Claim | None:
        """The next copy whose time has come; waits for it. None: there will be none any more."""
        with self._lock:
            while not self._closed:
                now = self._seconds()
                wait = self._pacing.wait(now) if now < self._open_until else _LOOK_AGAIN
                if not wait and self._waiting:
                    place, wait = self._ready(now)
                    if not wait:
                        return self._taken(place, now)
                self._lock.wait(wait or None)
        return None

    def done(self, claim: Claim, outcome: Outcome) -> None:
        with self._lock:
            self._on_their_way[claim.domain] -= 1
            self._done.append(Done(claim=claim, outcome=outcome))
            if outcome.slow_down or self._rests:
                self._rests.note(claim.domain, outcome, self._seconds())
        self.changed.set()

    def fail(self, error: BaseException) -> None:
        """Something went wrong that concerns all of it: nothing more is handed out."""
        with self._lock:
            self.error = self.error or error
        self.close()

    @property
    def closed(self) -> bool:
        return self._closed

    # --- the one who brings -------------------------------------------------------------------------------------------

    def put(self, claims: Iterable[Claim], open_until: float) -> None:
        """More copies; nothing is handed out after `open_until`, in our own seconds, unless this is called again."""
        with self._lock:
            opens = self._seconds() >= self._open_until
            self._open_until = open_until
            before = len(self._waiting)
            self._waiting += claims
            if opens or len(self._waiting) > before:
                self._lock.notify_all()

    def collect(self) -> list[Done]:
        """What was tried since the last time."""
        with self._lock:
            done, self._done = self._done, []
            return done

    def recall(self, domains: frozenset[str] | None = None) -> list[Claim]:
        """Takes back what nobody has begun: all, or of some domains."""
        with self._lock:
            back = [claim for claim in self._waiting if domains is None or claim.domain in domains]
            self._waiting = [claim for claim in self._waiting if domains is not None and claim.domain not in domains]
            return back

    def held(self) -> Counter[str]:
        """How many copies wait or are on their way, by domain."""
        with self._lock:
            return Counter(claim.domain for claim in self._waiting) + self._on_their_way

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether anything waits, is on its way, or was not collected."""
        with self._lock:
            return bool(self._waiting or self._done or self._on_their_way.total())

    def close(self) -> None:
        """Nothing more is handed out; what is on its way is finished."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self.changed.set()

    # ------------------------------------------------------------------------------------------------------------------

    def _ready(self, now: float) -> tuple[int, float]:
        """Which copy's domain may be written to, or after how many seconds one may."""
        if not (self._pacing.by_domain or self._rests):
            return 0, 0.0
        domains = [claim.domain for claim in self._waiting]
        waits = [max(self._pacing.wait_of(name, now), self._rests.wait_of(name, now)) for name in domains]
        least = min(waits)
        return waits.index(least), least

    def _taken(self, place: int, now: float) -> Claim:
        claim = self._waiting.pop(place)
        self._pacing.take(claim.domain, now)
        self._on_their_way[claim.domain] += 1
        if len(self._waiting) < self._low:
            self.changed.set()
        return claim
