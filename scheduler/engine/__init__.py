"""Many machines on one PostgreSQL: one plans, all work, any of them may vanish.

The ledger holds the future and decides whether a send may happen. Whoever holds the planner's lease hands what is due
to the engine, which brings it to a free worker on any machine (`calls.py` says what an engine must do). Exactly-once
rests on the ledger alone: an engine may hand out a key twice, late, or to a machine that is dead.

The engine here is procrastinate. It and psycopg come with the extra `[cluster]` and are loaded only when they are used.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from scheduler.databases import is_postgresql
from scheduler.engine.calls import LANE_WIDTH, SLOTS, Engine, Held, Job, Liveness, fitting
from scheduler.errors import SettingsError

if TYPE_CHECKING:
    from scheduler.engine.planning import Planner
    from scheduler.engine.worker import Worker

__all__ = ["LANE_WIDTH", "SLOTS", "Engine", "Held", "Job", "Liveness", "fitting", "open_planner", "open_worker"]


def open_planner(address: str) -> "Planner":
    """A candidate for the planner's lease on the database at `address`. Nothing is connected yet."""
    _require(address)
    from scheduler.engine.planning import Planner

    return Planner(address)


def open_worker(address: str, work: Callable[[str], None], *, slots: int = SLOTS) -> "Worker":
    """This machine's worker: `run()` calls `work(key)` in threads, `slots` of them at most. Nothing is connected."""
    _require(address)
    from scheduler.engine.worker import Worker

    return Worker(address, work, slots=slots)


def _require(address: str) -> None:
    """SettingsError when many machines cannot work with this address, or on this installation."""
    if not is_postgresql(address):
        raise SettingsError(
            "Many machines need a PostgreSQL database.", "Set SCHEDULER_DATABASE=postgresql://user:password@host/name."
        )
    if not all(map(find_spec, ("procrastinate", "psycopg"))):
        raise SettingsError(
            "SCHEDULER_DATABASE is a PostgreSQL, but what speaks to it is not installed.",
            "Run: pip install 'campaign-scheduler[cluster]'",
        )
