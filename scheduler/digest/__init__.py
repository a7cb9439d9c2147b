"""The daily e-mail: from the same calendar as the posts, one letter for each subscriber.

    compose(calendar, rows, day, settings, now)      a `DayComposer`: the day's letters, its page in a browser, problems
    next_day(calendar, today)                        which day an e-mail comes next
    faults(data)                                     what is wrong with a message, by the rules of its trade

How a day becomes letters: `choosing` (which posts, by the wishes' holds and the ledger's facts) → `words`, `content`
(what they say: pure) → `pictures`, `gallery`, `palette`, `render` (MJML and text, once) → `segments`, `parts`,
`addresses`, `headers` (bytes with slots) → `build`, which fills the slots for each recipient, and `signing`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.digest.build import DayComposer as DayComposer
    from scheduler.digest.build import compose as compose
    from scheduler.digest.build import next_day as next_day
    from scheduler.digest.lint import faults as faults

_HOME = {"DayComposer": "build", "compose": "build", "faults": "lint", "next_day": "build"}
__all__ = ["DayComposer", "compose", "faults", "next_day"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
