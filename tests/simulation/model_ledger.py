"""The ledger as a dict: what `scheduler.ledger.Ledger` promises, and nothing else."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import datetime, timedelta

from scheduler.delivery import BEYOND_EDITS, NOT_YET, Traffic, late_since
from scheduler.editions import Editions
from scheduler.ledger.store import Stand
from scheduler.models import Delivery, Receipt, State

Watch = Callable[[Delivery | None, Delivery, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Why a channel takes nothing, who said so ("" is the network), and until when (None: a person resumes it)."""

    words: str
    by: str
    until: datetime | None = None


def _nobody(_old: Delivery | None, _new: Delivery, _at: datetime) -> None:
    return None


@dataclass(slots=True)
class ModelLedger:
    """`watch` is told of every commit. `fenced`, `brake`: False makes the mutants without fence, without pause."""

    watch: Watch = _nobody
    fenced: bool = True
    brake: bool = True
    rows: dict[str, Delivery] = field(default_factory=dict)
    closed: dict[str, Closed] = field(default_factory=dict)
    files: Editions = field(default_factory=dict)
    first: datetime | None = None

    # --- deliveries ---------------------------------------------------------------------------------------------------

    def deliveries(self) -> dict[str, Delivery]:
        return dict(self.rows)

    def delivery(self, key: str) -> Delivery | None:
        return self.rows.get(key)

    def unsettled(self) -> dict[str, Delivery]:
        return self._those(lambda row: row.state in {State.PUBLISHING, State.UNCONFIRMED})

    def counted(self) -> dict[str, Delivery]:
        return self._those(lambda row: row.wake is not None and row.tick is not None)

    def held(self) -> dict[str, Delivery]:
        return self._those(lambda row: row.state is State.HELD)

    def due(self, now: datetime, in_flight: Collection[str] = ()) -> dict[str, Delivery]:
        ready = self._those(lambda row: row.wake is not None and row.wake <= now and self._takes(row, now))
        ready = {key: row for key, row in ready.items() if key not in in_flight or row.due < late_since(now)}
        parents = (self.rows.get(row.parent_key) for row in ready.values() if row.parent_key)
        return {**{row.key: row for row in parents if row}, **ready}

    def next_wake(self, now: datetime) -> datetime | None:
        return min((row.wake for row in self.rows.values() if row.wake and row.wake > now), default=None)

    def stands(self) -> list[Stand]:
        return [(row.key, row.state, row.due, row.content) for row in self.rows.values()]

    def some(self, keys: Sequence[str]) -> dict[str, Delivery]:
        return {key: self.rows[key] for key in keys if key in self.rows}

    def receipts(self, channel: str) -> frozenset[str]:
        return frozenset(row.receipt.id for row in self.rows.values() if row.channel == channel and row.receipt)

    def sent_since(self, moment: datetime) -> dict[str, Delivery]:
        out = self._those(lambda row: row.state in BEYOND_EDITS)
        return {key: row for key, row in out.items() if row.since and row.since >= moment}

    def holder(self, receipt: Receipt) -> Delivery | None:
        same = self._those(lambda row: row.receipt is not None and row.receipt.id == receipt.id)
        return min(same.values(), key=lambda row: row.key, default=None)

    def put(self, row: Delivery, at: datetime) -> Delivery | None:
        known = self.rows.get(row.key)
        if self.fenced and row.fence != (known.fence if known else 0):
            return None
        self.first = self.first or at
        self.rows[row.key] = stored = changed(row, fence=row.fence + 1)
        self.watch(known, stored, at)
        return stored

    def put_all(self, rows: Iterable[Delivery], at: datetime, *, planned: bool = False) -> list[Delivery | None]:
        """`planned` means nothing here: a planner is never deposed in the midst of a cycle."""
        return [self.put(row, at) for row in rows]

    def add(self, rows: Sequence[Delivery], at: datetime) -> set[str]:
        return {row.key for row in rows if self.put(row, at)}

    def planned_from(self) -> Editions:
        return self.files

    def plan_from(self, files: Editions) -> None:
        self.files = files

    def arm(self, row: Delivery, at: datetime) -> Delivery | None:
        return None if self.brake and self.is_closed(row.channel, at) else self.put(row, at)

    def began(self) -> datetime | None:
        return self.first

    def forget(self) -> None:
        """It is removed, and a new one made."""
        self.rows.clear()
        self.closed.clear()
        self.files = {}
        self.first = None

    # --- channels -----------------------------------------------------------------------------------------------------

    def is_closed(self, channel: str, at: datetime) -> bool:
        known = self.closed.get(channel)
        return known is not None and (known.until is None or known.until > at)

    def pause(self, channel: str, words: str, at: datetime, by: str = "") -> bool:
        known = self.closed.get(channel)
        if known and known.until is None:
            return False
        self.closed[channel] = Closed(words=words, by=by)
        return True

    def rest(self, channel: str, words: str, at: datetime, until: datetime) -> None:
        known = self.closed.get(channel)
        if known is None or (known.until is not None and known.until < until):
            self.closed[channel] = Closed(words=words, by="", until=until)

    def resume(self, channel: str, at: datetime, by: str) -> bool:
        return self.closed.pop(channel, None) is not None

    def paused(self) -> dict[str, str]:
        return {channel: known.words for channel, known in self.closed.items() if known.until is None}

    def traffic(self, pace: Mapping[str, timedelta] | None = None) -> Traffic:
        sent: dict[str, datetime] = {}
        for row in self.rows.values():
            if row.since and row.due < late_since(row.since) and row.channel in (pace or {}):
                sent[row.channel] = max(row.since, sent.get(row.channel, row.since))
        rests = {channel: known.until for channel, known in self.closed.items() if known.until}
        return Traffic(paused=self.paused(), rests=rests, sent=sent, pace=pace or {})

    # ------------------------------------------------------------------------------------------------------------------

    def _those(self, which: Callable[[Delivery], bool]) -> dict[str, Delivery]:
        return {key: row for key, row in self.rows.items() if which(row)}

    def _takes(self, row: Delivery, now: datetime) -> bool:
        known = self.closed.get(row.channel)
        if known is None:
            return True
        return known.until is not None and (known.until <= now or row.state not in NOT_YET)
