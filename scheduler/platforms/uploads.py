"""What went up before its hour: all instances for one account share it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scheduler.models import Media

_KEPT_SECONDS = 12 * 3600.0
"""Networks drop what no post names after a day (X: `expires_after_secs`)."""

_Name = tuple[str, str, int, int, str]


@dataclass(slots=True, eq=False)
class _Upload:
    """`number` is the network's, since `at`; "" while it is not there. `attempt`: who has taken it."""

    number: str = ""
    at: float = 0.0
    attempt: str = ""
    turn: threading.Lock = field(default_factory=threading.Lock)


class Uploads:
    """Of one account, each for one delivery: a file that was written again, or has other words, is another one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[_Name, _Upload] = {}

    def ahead(self, delivery: str, media: Media, upload: Callable[[Media], str]) -> None:
        """Does `upload`, unless it is there already; raises what that raises."""
        name = _name(delivery, media)
        if name is None:
            return  # whoever prepares it says what is wrong
        known = self._known.setdefault(name, _Upload())
        with known.turn:
            if not self._is_there(known):
                known.number, known.at = upload(media), self._clock()

    def take(self, delivery: str, attempt: str, media: Media) -> str | None:
        """Its number, when it went up before, or is on its way up: that is waited for.

        Only one attempt gets it, as often as it asks: what was never sent may be prepared again.
        """
        name = _name(delivery, media)
        known = self._known.get(name) if name else None
        if known is None:
            return None
        with known.turn:
            if not self._is_there(known) or known.attempt not in {"", attempt}:
                return None
            known.attempt = attempt
            return known.number

    def _is_there(self, known: _Upload) -> bool:
        return bool(known.number) and self._clock() - known.at < _KEPT_SECONDS


def _name(delivery: str, media: Media) -> _Name | None:
    try:
        now = media.file.stat()
    except OSError:
        return None
    return delivery, str(media.file), now.st_size, now.st_mtime_ns, media.alt
