"""What is due, and in which order: a channel's road may be closed, and catching up goes slowly."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.delivery.states import NOT_YET
from scheduler.delivery.steps import Step, step_soon
from scheduler.models import Delivery, Moment, State, Wish

_CATCHING_UP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How the channels stand.

    `paused` ones wait for a person (the words say why), all of them where everything is `held`; those that `rest` were
    told by their network to wait until then. `sent`: when something late was last sent on a channel; `pace`: the least
    time between two such posts.
    """

    paused: Mapping[str, str] = field(default_factory=dict)
    held: str | None = None
    rests: Mapping[str, datetime] = field(default_factory=dict)
    sent: Mapping[str, datetime] = field(default_factory=dict)
    pace: Mapping[str, timedelta] = field(default_factory=dict)

    def free_at(self, row: Delivery, now: datetime) -> datetime | None:
        """From when its channel takes the row; None: not before a person resumes it."""
        if row.channel in self.paused or self.held is not None:
            return None
        if row.state not in NOT_YET:
            return now
        rested = self.rests.get(row.channel, now)
        last, pace = self.sent.get(row.channel), self.pace.get(row.channel)
        paced = last and pace and last <= now and catching_up(row, now)  # "sent later than now": a clock was set
        return max(rested, last + pace) if last and pace and paced else rested


def late_since(now: datetime) -> datetime:
    """What was due before this is late: it is caught up with, not sent on time."""
    return now - _CATCHING_UP


def catching_up(row: Delivery, now: datetime) -> bool:
    """Whether it is late; the further parts of a thread belong to its first."""
    return row.due < late_since(now) and row.part == 1


def due(
    rows: Mapping[str, Delivery],
    wishes: Mapping[str, Wish],
    traffic: Traffic,
    now: Moment,
    *,
    in_flight: Collection[str] = (),
    most: int = 1000,
    ahead: timedelta = timedelta(0),
) -> list[tuple[Delivery, Step]]:
    """What to do now, what is on time first, then the earliest; at most `most` in flight on a channel.

    Never a second delivery of a post on a channel that has one in flight, and of late ones only one a channel at once.
    What is to be sent within `ahead` is among it: whoever takes it waits until its time.
    """
    soon = [(row, step_soon(row, wishes.get(row.key), parent_of(row, rows), now, ahead)) for row in rows.values()]
    ready = [(row, what) for row, what in soon if what is not Step.WAIT and _is_free(row, traffic, now.at)]
    ready.sort(key=lambda pair: (catching_up(pair[0], now.at), pair[0].due, pair[0].key))
    late = Counter(row.channel for key, row in rows.items() if key in in_flight and catching_up(row, now.at))
    return list(_one_by_one(ready, in_flight, late, most, now.at))


def seconds_left(row: Delivery, now: Moment) -> float:
    """Until the row's time has come; 0 or less: it has."""
    by_count = row.tick is not None and row.boot == now.boot
    at = row.due if by_count or row.wake is None else max(row.due, row.wake)
    left = (at - now.at).total_seconds()
    return max(left, row.tick - now.tick) if row.tick is not None and by_count else left


def next_wake(rows: Iterable[Delivery], traffic: Traffic, now: datetime) -> datetime | None:
    """When something falls due next, after `now`; None: nothing does."""
    wakes = [*traffic.rests.values(), *(_wake(row, traffic, now) for row in rows)]
    return min((wake for wake in wakes if wake and wake > now), default=None)


def parent_of(row: Delivery | Wish, rows: Mapping[str, Delivery]) -> Delivery | None:
    return rows.get(row.parent_key) if row.parent_key else None


def shown(row: Delivery, traffic: Traffic) -> State:
    """The state as people see it: what waits on a paused channel is paused."""
    stopped = row.channel in traffic.paused or traffic.held is not None
    return State.PAUSED if row.state in NOT_YET and stopped else row.state


def _is_free(row: Delivery, traffic: Traffic, now: datetime) -> bool:
    free = traffic.free_at(row, now)
    return free is not None and free <= now


def _one_by_one(
    ready: Iterable[tuple[Delivery, Step]], in_flight: Collection[str], late: Counter[str], most: int, now: datetime
) -> Iterator[tuple[Delivery, Step]]:
    """`late` counts those on their way that are caught up with and not armed yet; once they are, the pace holds."""
    posts = {key.rpartition("/")[0] for key in in_flight}
    busy = Counter(post.rpartition("/")[2] for post in posts)
    for row, what in ready:
        post = f"{row.post}/{row.channel}"
        slowly = what is Step.SEND and catching_up(row, now)
        if post in posts or busy[row.channel] >= most or (slowly and late[row.channel]):
            continue
        posts.add(post)
        busy[row.channel] += 1
        late[row.channel] += slowly
        yield row, what


def _wake(row: Delivery, traffic: Traffic, now: datetime) -> datetime | None:
    if row.wake is None:
        return None
    free = traffic.free_at(row, now)
    return None if free is None else max(row.wake, free)
