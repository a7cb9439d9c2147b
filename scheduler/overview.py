"""The week as people see it: the join of what the calendar wants and what the ledger knows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler import delivery
from scheduler.errors import as_sentence
from scheduler.models import Delivery, Json, State, Wish

_GONE = "posts.yaml does not want it any more; what is out stays out."
_EDITED = "The calendar has been edited since; what is out stays as it was approved."
NEEDS_PERSON = (State.UNCONFIRMED, State.FAILED, State.MISSED, State.HELD, State.PAUSED)
"""States that a person should look at, the most urgent first."""

_WAITING = delivery.NOT_YET | {State.UNCONFIRMED}
_ON_ITS_WAY = delivery.NOT_YET | delivery.UNSETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One delivery as shown. `differs`: it is out, and the calendar has been edited since."""

    row: Delivery
    state: State
    words: str
    differs: bool = False

    @property
    def needs_person(self) -> bool:
        if self.state is State.UNCONFIRMED:
            return self.row.wake is None
        if self.row.twice:
            return True
        return self.state in NEEDS_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`at_work`: whether a service sees to it; None: that is not known."""

    now: datetime
    standings: tuple[Standing, ...]
    paused: Mapping[str, str]
    held: str | None = None
    at_work: bool | None = None

    @property
    def overdue(self) -> int:
        """How many are past their time and on their way still; of what needs a person, none."""
        late = (each for each in self.standings if each.state in _ON_ITS_WAY and each.row.due <= self.now)
        return sum(not each.needs_person for each in late)

    @property
    def needs_person(self) -> bool:
        return any(each.needs_person for each in self.standings) or (self.at_work is False and self.overdue > 0)

    @property
    def idle(self) -> str:
        """That nobody sees to it, and what waits; "" when somebody does, or nobody knows."""
        if self.at_work is not False:
            return ""
        late = f" {self.overdue} {'is past its' if self.overdue == 1 else 'are past their'} time."
        return "No `scheduler run` is at work here." + (late if self.overdue else "")

    @property
    def counts(self) -> dict[State, int]:
        """How many deliveries stand in each state; states with none are left out."""
        counted = Counter(standing.state for standing in self.standings)
        return {state: counted[state] for state in State if counted[state]}


def overview(
    wishes: Mapping[str, Wish] | None,
    rows: Mapping[str, Delivery],
    traffic: delivery.Traffic,
    now: datetime,
) -> Overview:
    """Every delivery that is wanted or known, earliest first; what no service has seen yet is shown as planned.

    `wishes` None: posts.yaml cannot be read, and nobody knows what is wanted.
    """
    wanted = wishes or {}
    seen = {
        key: delivery.plan(wish, rows.get(key), now, delivery.parent_of(wish, rows)) for key, wish in wanted.items()
    }
    together = {**rows, **seen}
    standings = []
    for row in sorted(together.values(), key=lambda row: (row.due, row.post, row.channel, row.part)):
        state, wish = delivery.shown(row, traffic), wanted.get(row.key)
        differs = state is State.PUBLISHED and wishes is not None and (wish is None or wish.content != row.content)
        words = _words(row, state, wish, traffic) if differs or state is State.PAUSED else row.words
        waits = _waits(row, delivery.parent_of(row, together), traffic, now)
        told = f"{as_sentence(words)} {waits}".strip() if state in _WAITING else words
        standings.append(Standing(row=row, state=state, words=told, differs=differs))
    return Overview(now=now, paused=traffic.paused, held=traffic.held, standings=tuple(standings))


def _words(row: Delivery, state: State, wish: Wish | None, traffic: delivery.Traffic) -> str:
    """What is to be said of something that is paused, or out and not as the calendar has it by now."""
    if state is State.PAUSED:
        return traffic.held or traffic.paused[row.channel]
    if row.twice:
        return row.words
    return _EDITED if wish else _GONE


def _waits(row: Delivery, parent: Delivery | None, traffic: delivery.Traffic, now: datetime) -> str:
    """What a delivery is waiting for that could go out now, or be looked for; "" when it is just not due yet."""
    if row.state is State.UNCONFIRMED:
        return _looks(row, now)
    if parent and parent.state not in {State.PUBLISHED, *delivery.NOT_YET}:
        return f"It waits for part {parent.part}, which is {parent.state}."
    tried = row.wake if row.state is State.RETRYING else None
    until = max((each for each in (tried, traffic.free_at(row, now)) if each and each > now), default=None)
    if until and row.wake and row.wake <= until:
        return f"Next try: {_in_full(until)}."
    return ""


def _looks(row: Delivery, now: datetime) -> str:
    """When the program itself sees whether it is out; "" when a person must."""
    if row.wake is None:
        return ""
    if row.wake <= now:
        return "It looks at the account again as soon as `scheduler run` is at work."
    return f"It looks at the account again by itself at {_in_full(row.wake)}. You need not do anything yet."


def _in_full(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def as_json(view: Overview) -> dict[str, Json]:
    """The shape that scripts rely on (`scheduler status --json`)."""
    return {
        "now": _iso(view.now),
        "at_work": view.at_work,
        "overdue": view.overdue,
        "counts": {state.value: count for state, count in view.counts.items()},
        "deliveries": [_delivery_json(standing) for standing in view.standings],
    }


def _delivery_json(standing: Standing) -> dict[str, Json]:
    row = standing.row
    return {
        "post": row.post,
        "channel": row.channel,
        "part": row.part,
        "state": standing.state.value,
        "due": _iso(row.due),
        "at": _iso(row.at) if row.at else None,
        "id": row.receipt.id if row.receipt else None,
        "url": row.receipt.url if row.receipt else None,
        "words": standing.words,
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
