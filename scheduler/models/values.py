"""What all values share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def aware(moment: datetime) -> datetime:
    """The same moment; ValueError when it has no time zone (a naive time is always a bug here)."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Now, twice: `at` on the wall's clock, which people set, and `tick`, seconds that only ever grow.

    Ticks count on while the machine sleeps, and compare only within the same `boot` of the same machine.
    """

    at: datetime
    tick: float
    boot: str = ""

    def later(self, span: timedelta) -> "Moment":
        return Moment(at=self.at + span, tick=self.tick + span.total_seconds(), boot=self.boot)
