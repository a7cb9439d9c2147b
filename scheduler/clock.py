"""The machine's clocks, read at the edge of the house only: everywhere else the time is an argument."""

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from scheduler.models import Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def now() -> datetime:
    """The wall's clock."""
    return datetime.now(UTC)


def moment() -> Moment:
    """Now, with the machine's own count of seconds, which goes on through suspend where the system can tell."""
    return Moment(at=now(), tick=_seconds(), boot=_BOOT)


def _seconds() -> float:
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def _boot() -> str:
    """Which run of which machine the seconds belong to; of this process alone where the system does not say."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return uuid.uuid4().hex


_BOOT = _boot()
