"""What stands at a network before its post does: all instances for one account share it."""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from scheduler.models import Media

_KEPT_SECONDS = 12 * 3600.0
"""Networks drop what no post names after a day (X: `expires_after_secs`)."""

_Name = tuple[str, str, int, int, str]


@dataclass(slots=True, eq=False)
class _Upload:
    """`number` is the network's, since `at`; "" while it is not there."""

    number: str = ""
    at: float = 0.0
    turn: threading.Lock = field(default_factory=threading.Lock)


class Uploads:
    """Of one account, each for one post: a file that was written again, or has other words, is another one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[_Name, _Upload] = {}
        self._turn = threading.Lock()

    def number(self, post: str, media: Media, upload: Callable[[Media], str]) -> str:
        """Does `upload`, unless it is there already, or on its way: that is waited for. Raises what that raises."""
        name = _name(post, media)
        if name is None:
            return upload(media)  # which says what is wrong
        with self._turn:
            known = self._known.setdefault(name, _Upload())
        with known.turn:
            if not self._is_there(known):
                known.number, known.at = upload(media), self._clock()
            return known.number

    def used(self, numbers: Collection[str]) -> None:
        """A request that names these has left: whatever became of it, the next one has its own."""
        with self._turn:
            self._known = {name: known for name, known in self._known.items() if known.number not in numbers}

    def _is_there(self, known: _Upload) -> bool:
        return bool(known.number) and self._clock() - known.at < _KEPT_SECONDS


def _name(post: str, media: Media) -> _Name | None:
    try:
        now = media.file.stat()
    except OSError:
        return None
    return post, str(media.file), now.st_size, now.st_mtime_ns, media.alt
