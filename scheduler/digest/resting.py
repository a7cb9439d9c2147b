"""Domains that said they get too much: they rest a while, longer each time, until one of them is taken again."""

from dataclasses import dataclass

from scheduler.digest.outcomes import Outcome
from scheduler.models import MailState

_FIRST = 5.0


@dataclass(frozen=True, slots=True)
class _Rest:
    until: float
    span: float


class Rests:
    """Times and spans are in seconds; no rest is longer than `longest`."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._known: dict[str, _Rest] = {}

    def note(self, domain: str, outcome: Outcome, now: float) -> None:
        known = self._known.get(domain)
        if outcome.state is MailState.ACCEPTED:
            self._known.pop(domain, None)
        elif outcome.slow_down and (known is None or known.until <= now):  # else it was on its way before the rest
            span = min(known.span * 2 if known else _FIRST, self._longest)
            self._known[domain] = _Rest(now + span, span)

    def wait_of(self, domain: str, now: float) -> float:
        """Seconds until the domain may be written to again."""
        known = self._known.get(domain)
        return max(0.0, known.until - now) if known else 0.0

    def tired(self, now: float) -> frozenset[str]:
        return frozenset(domain for domain, rest in self._known.items() if rest.until > now)

    def wait(self, now: float) -> float | None:
        """Seconds until the first of them may be written to again; None: none rests."""
        return min((rest.until - now for rest in self._known.values() if rest.until > now), default=None)

    def __bool__(self) -> bool:
        """Whether there is any domain to mind."""
        return bool(self._known)
