"""How fast: a token bucket over all messages, and one for each domain. Pure; seconds are an argument."""

from collections.abc import Callable
from functools import partial

from scheduler.digest.smtp_url import Pace

_CATCH_UP = 0.5
"""Seconds: a hiccup (a slow disk, a busy machine) may be made good for, so that the pace is kept on the average."""
_COLD = 0.1


class Bucket:
    """When the next one may go. It begins empty: n messages take (n - 1) / rate seconds, never less."""

    def __init__(self, rate: Callable[[float], float]) -> None:
        """`rate`: messages a second at a moment."""
        self._rate = rate
        self._next: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until one may go; 0: now."""
        return 0.0 if self._next is None else max(0.0, self._next - now)

    def take(self, now: float) -> None:
        due = now if self._next is None else max(self._next, now - _CATCH_UP)
        self._next = due + 1 / self._rate(now)


class Pacing:
    """The buckets of one sending that began at `start`."""

    def __init__(self, pace: Pace, start: float) -> None:
        self._all = Bucket(partial(warm, pace, start)) if pace.per_second else None
        self._per_domain = pace.per_domain
        self._domains: dict[str, Bucket] = {}

    @property
    def by_domain(self) -> bool:
        return self._per_domain > 0

    def wait(self, now: float) -> float:
        """Seconds until anything may go."""
        return self._all.wait(now) if self._all else 0.0

    def wait_of(self, domain: str, now: float) -> float:
        """Seconds until something may go to this domain."""
        bucket = self._domains.get(domain)
        return bucket.wait(now) if bucket else 0.0

    def take(self, domain: str, now: float) -> None:
        """One goes."""
        if self._all:
            self._all.take(now)
        if self.by_domain:
            if domain not in self._domains:
                self._domains[domain] = Bucket(lambda _now: self._per_domain)
            self._domains[domain].take(now)


def warm(pace: Pace, start: float, now: float) -> float:
    """Messages a second: it rises evenly from a tenth to all of it while it warms up."""
    if now - start >= pace.warm_up:
        return pace.per_second
    return pace.per_second * (_COLD + (1 - _COLD) * (now - start) / pace.warm_up)
