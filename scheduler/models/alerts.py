"""What was told to people about trouble, as the ledger keeps it."""

from dataclasses import dataclass
from datetime import datetime


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
