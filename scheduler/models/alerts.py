"""What the ledger keeps of trouble: channels that are paused, and who was told of what."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Why nothing goes out on a channel. `by`: the person who paused it ("": a fault did).

    `until`: then it goes on by itself (None: when a person resumes it).
    """

    words: str
    since: datetime
    by: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something of the whole service that cannot be used or done, and since when."""

    what: str
    remedy: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A cause that one address was alerted to at `at` and that is not known to be over.

    `mark` tells one fault of the same cause from the next; `title` and `since` are what was told of it.
    """

    cause: str
    mark: str
    title: str
    since: datetime
    at: datetime
