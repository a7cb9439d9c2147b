"""The simulation's ledger is a dict: whatever is asked and told, the real one on SQLite answers the same."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from simulation.model_ledger import ModelLedger

from scheduler.ledger import Ledger
from scheduler.models import Delivery, Receipt, State

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
T = TypeVar("T")

TIMES = st.integers(-3, 3).map(lambda minutes: NOON + timedelta(minutes=minutes))
CHANNELS = st.sampled_from(["x", "facebook"])
STATES = st.sampled_from([state for state in State if state is not State.PAUSED])
ROWS = st.builds(
    Delivery,
    post=st.sampled_from(["a", "b"]),
    channel=CHANNELS,
    part=st.integers(1, 2),
    state=STATES,
    due=TIMES,
    content=st.sampled_from(["", "aaaa"]),
    wake=st.none() | TIMES,
    tick=st.none() | st.floats(0, 100),
    since=st.none() | TIMES,
    doubt=st.none() | TIMES,
    receipt=st.none() | st.sampled_from("78").map(lambda id_: Receipt(id=id_, url=f"https://example.org/{id_}")),
    words=st.sampled_from(["", "No answer."]),
)

WANTED = ROWS.map(lambda row: replace(row, tick=None, since=None, receipt=None))


class BothLedgers(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.real, self.model = Ledger(f"sqlite:///{Path(self.folder.name)}/ledger.db"), ModelLedger()

    def teardown(self) -> None:
        self.real.close()
        self.folder.cleanup()

    def both(self, ask: Callable[[Ledger | ModelLedger], T]) -> None:
        assert ask(self.real) == ask(self.model)

    def known(self, row: Delivery, stale: bool) -> Delivery:
        """With the fence of whoever knows the newest row, or of somebody who does not."""
        newest = self.model.delivery(row.key)
        return replace(row, fence=(newest.fence if newest else 0) + stale)

    @rule(row=ROWS, stale=st.booleans(), at=TIMES)
    def put(self, row: Delivery, stale: bool, at: datetime) -> None:
        told = self.known(row, stale)
        self.both(lambda ledger: ledger.put(told, at))

    @rule(rows=st.lists(ROWS, max_size=4, unique_by=lambda row: row.key), stale=st.booleans(), at=TIMES)
    def put_all(self, rows: list[Delivery], stale: bool, at: datetime) -> None:
        told = [self.known(row, stale and number == 0) for number, row in enumerate(rows)]
        self.both(lambda ledger: ledger.put_all(told, at))

    @rule(rows=st.lists(WANTED, max_size=4, unique_by=lambda row: row.key), at=TIMES)
    def add(self, rows: list[Delivery], at: datetime) -> None:
        self.both(lambda ledger: ledger.add(rows, at))

    @rule(row=ROWS, stale=st.booleans(), at=TIMES)
    def arm(self, row: Delivery, stale: bool, at: datetime) -> None:
        told = self.known(row, stale)
        self.both(lambda ledger: ledger.arm(told, at))

    @rule(channel=CHANNELS, at=TIMES, by=st.sampled_from(["", "Ann"]))
    def pause(self, channel: str, at: datetime, by: str) -> None:
        self.both(lambda ledger: ledger.pause(channel, "Sad news.", at, by))

    @rule(channel=CHANNELS, at=TIMES, until=TIMES)
    def rest(self, channel: str, at: datetime, until: datetime) -> None:
        self.both(lambda ledger: ledger.rest(channel, "Too many.", at, until))

    @rule(channel=CHANNELS, at=TIMES)
    def resume(self, channel: str, at: datetime) -> None:
        self.both(lambda ledger: ledger.resume(channel, at, "Ann"))

    @rule(now=TIMES, in_flight=st.sets(st.sampled_from(["a/x/1", "b/facebook/2"])))
    def ask_what_is_due(self, now: datetime, in_flight: set[str]) -> None:
        self.both(lambda ledger: ledger.due(now, in_flight))
        self.both(lambda ledger: ledger.next_wake(now))

    @rule()
    def ask_for_some(self) -> None:
        self.both(lambda ledger: ledger.unsettled())
        self.both(lambda ledger: ledger.counted())
        self.both(lambda ledger: ledger.held())
        self.both(lambda ledger: ledger.some(["a/x/1", "b/facebook/2"]))
        self.both(lambda ledger: sorted(ledger.stands()))
        self.both(lambda ledger: ledger.receipts("x"))
        self.both(lambda ledger: ledger.holder(Receipt(id="7", url="https://example.org/7")))
        self.both(lambda ledger: ledger.sent_since(NOON))

    @rule(pace=st.sampled_from([{}, {"x": timedelta(seconds=30)}]))
    def ask_how_the_channels_stand(self, pace: dict[str, timedelta]) -> None:
        self.both(lambda ledger: ledger.traffic(pace))

    @invariant()
    def they_hold_the_same(self) -> None:
        self.both(lambda ledger: ledger.deliveries())


TestTheLedgers = BothLedgers.TestCase
TestTheLedgers.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
