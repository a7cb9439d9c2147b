"""Files of which one process at a time holds all: who works on a campaign alone, and whether anybody does."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scheduler.errors import SchedulerError

_PATIENCE, _POLL = 1.0, 0.05
"""Seconds for which whoever begins waits: somebody may only be looking."""
_GLANCE, _GLANCES = 0.1, 0.02
"""The same for whoever looks, as another may be looking, too."""


class AlreadyRunning(SchedulerError):  # noqa: N818
    """Another service works on this campaign."""


@contextmanager
def alone(files: Sequence[Path]) -> Iterator[None]:
    """Holds all of them; AlreadyRunning, within a second, when somebody else holds one."""
    with ExitStack() as held:
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                held.enter_context(FileLock(file, timeout=_PATIENCE, poll_interval=_POLL))
            except Timeout:
                raise AlreadyRunning(
                    f"Another `scheduler run` works on this campaign or its ledger (it holds {file}).",
                    "Stop that one first; two would only stand in each other's way.",
                ) from None
        yield


def is_held(file: Path) -> bool | None:
    """Whether somebody holds it; None: that cannot be seen from here."""
    if not file.exists():
        return False
    try:
        with FileLock(file, timeout=_GLANCE, poll_interval=_GLANCES):
            return False
    except Timeout:
        return True
    except OSError:
        return None
