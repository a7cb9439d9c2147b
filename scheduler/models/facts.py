"""Facts: what the ledger knows of each delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.models.outgoing import Prepared, Receipt, Variant, parent_key


class State(StrEnum):
    """What became of a delivery; the same words in the ledger, `status --json` and every screen."""

    PLANNED = "planned"
    PUBLISHING = "publishing"
    RETRYING = "retrying"
    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    MISSED = "missed"
    HELD = "held"
    PAUSED = "paused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the calendar wants of one delivery now. `hold`: why it must not go out yet ("" = it may)."""

    variant: Variant
    due: datetime
    max_late: timedelta
    content: str
    hold: str = ""

    @property
    def post(self) -> str:
        return self.variant.post

    @property
    def channel(self) -> str:
        return self.variant.channel

    @property
    def part(self) -> int:
        return self.variant.part

    @property
    def key(self) -> str:
        return f"{self.post}/{self.channel}/{self.part}"

    @property
    def parent_key(self) -> str | None:
        return parent_key(self.post, self.channel, self.part)

    def too_late(self, now: datetime) -> bool:
        return now > self.due + self.max_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the ledger: one post (or part of a thread) on one channel, and what is known of it.

    `wake` is when to act next (None: nothing to do, or a person must). `fence` counts the writes to this row: a write
    that does not know the newest one is refused. `tick` is `wake` on the count of the machine that began the wait, in
    its run `boot` (see Moment): a clock that is set does not change it. `since` is when the last visible request was
    armed, `owner` who armed it; `attempts` counts those; `tries` the fruitless ones in a row; `looks` the read-backs
    since the last unclear answer, or in vain in a ledger that was new. `uncertain`: some earlier attempt had no clear
    answer. `late_ok`: a person said to send it however late. `absences`: how often it was proven that nothing is out.
    `twice`: the address of a second copy that was found all the same. `content` is the fingerprint of what was
    approved; `at` when it was settled. `doubt`: it was first wanted when this, its time, had passed already, so that it
    may be out without this row's knowing; None once it was looked for in vain.
    """

    post: str
    channel: str
    part: int
    state: State
    due: datetime
    content: str = ""
    wake: datetime | None = None
    tick: float | None = None
    boot: str = ""
    fence: int = 0
    attempts: int = 0
    tries: int = 0
    looks: int = 0
    since: datetime | None = None
    owner: str = ""
    uncertain: bool = False
    late_ok: bool = False
    absences: int = 0
    twice: str = ""
    doubt: datetime | None = None
    at: datetime | None = None
    receipt: Receipt | None = None
    prepared: Prepared | None = None
    words: str = ""

    @property
    def key(self) -> str:
        return f"{self.post}/{self.channel}/{self.part}"

    @property
    def parent_key(self) -> str | None:
        return parent_key(self.post, self.channel, self.part)

    @property
    def address(self) -> str:
        """Where it is to be seen; "" when it is not out, or out twice: then its words name the places."""
        return self.receipt.url if self.receipt and self.state is State.PUBLISHED and not self.twice else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was seen of a delivery that has not been sent yet: its address, as what it was looked for, whose it is.

    `holder`: another delivery that says the same and is out, or may be. `receipt` None: it is not known to be out.
    """

    likeness: Prepared
    receipt: Receipt | None = None
    holder: Delivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a delivery's history, never changed once written: the state it went into, when, and why."""

    key: str
    fence: int
    at: datetime
    state: State
    words: str = ""
    prepared: Prepared | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something that a person decided, or a network's answer forced (`by` ""): never changed once written."""

    at: datetime
    by: str
    what: str
    about: str
    words: str = ""
