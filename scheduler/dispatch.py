"""Holds calendar, ledger and publisher together: follows the file, says what is due, does one step.

The service drives it in real time with a lane for each channel; the rehearsal drives it one step after the other under
a simulated clock. Both publish with the same code.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from scheduler import delivery
from scheduler.calendar_file import Memory, Reader, Stamp, stamp
from scheduler.delivery import Situation, Step, Traffic
from scheduler.editions import Editions, editions, older
from scheduler.models import Calendar, Delivery, Moment, Trouble, Wish
from scheduler.overview import Overview, overview
from scheduler.publisher import NOT_WANTED, Publisher, Turn, at_once
from scheduler.text import counted
from scheduler.wanted import Wanted
from scheduler.wishes import Consent, Wishes

log = logging.getLogger(__name__)

HELD_AGAIN = timedelta(seconds=5)
_BEHIND = "{} of this machine: older than what another machine planned from."
_BRING = "Bring the newest files to this machine: until then it sends nothing."
LANE_QUEUE = 64
"""Deliveries handed to one channel's lane at most, those in flight included: enough to keep it busy between looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What to do now, earliest first, and when to look again at the latest (None: nothing more is planned)."""

    rows: tuple[Delivery, ...]
    wake: datetime | None


@dataclass(slots=True, kw_only=True)
class Dispatch:
    """`consent` reads the safeguarding record anew; `watched` are files whose change means planning again.

    `pace` gives the least time between two late posts of a channel. `drafts_too`: drafts go out as if approved (for a
    rehearsal).
    """

    publisher: Publisher
    file: Path
    consent: Callable[[], Consent]
    pace: Callable[[str], timedelta] = lambda _channel: timedelta(0)
    watched: tuple[Path, ...] = ()
    drafts_too: bool = False
    calendar: Calendar | None = None
    wants: Wishes | None = None
    wishes: Wanted | None = None
    trouble: Trouble | None = None
    behind: Trouble | None = None
    _editions: Editions = field(default_factory=dict)
    _stamps: tuple[Stamp | None, ...] = ()
    _freed: datetime | None = None
    _planned: Wanted | None = None
    _traffic: Traffic | None = None
    _too_late: set[str] = field(default_factory=set)
    _paces: dict[str, timedelta] = field(default_factory=dict)
    _reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        memory = Memory(self.file.parent / ".scheduler" / "outlines")
        self._reader = Reader(self.file, brief=True, memory=memory)

    def catch_up(self) -> None:
        """Brings the ledger in line with all that may have changed since the last look."""
        self.publisher.ledger.mind_writing()
        self.follow()
        self.plan()
        if self.calendar is not None:
            self.publisher.mind_older_copy()  # when everything is planned: a new ledger knows less than any copy
        self.free()

    def plan(self) -> None:
        """Brings the ledger in line with posts.yaml as it was read last."""
        if self.wishes is None:
            return
        if self.wishes is not self._planned and not self._behind():
            self.publisher.ledger.plan_from(self._editions)  # first: nobody with older files plans after any of it
            self._too_late |= self.publisher.plan(self.wishes, self._changed(self.wishes))
            self._planned = self.wishes
        if self._too_late:
            self._plan_what_came_back(self.wishes)

    def _changed(self, wishes: Wanted) -> Iterable[str]:
        """The keys of what is wanted otherwise than before, or at first than the ledger has it."""
        if self._planned is None:
            return wishes.unlike(self.publisher.ledger.stands(), self._now())
        return wishes.changed_since(self._planned)

    def _behind(self) -> bool:
        """Whether another machine planned from newer files than ours: then what it planned stays in force."""
        names = self._older_files() if self._planned is None else []
        if names and self.behind is None:
            self.behind = Trouble(what=_BEHIND.format(" and ".join(names)), remedy=_BRING, since=self._now())
            log.error("%s %s", self.behind.what, _BRING)
        elif not names:
            self.behind = None
        return bool(names)

    def _older_files(self) -> list[str]:
        return older(self._editions, self.publisher.ledger.planned_from())

    def forget_plan(self) -> None:
        """Another machine plans: when it is for us again, the ledger is looked at anew."""
        self._planned = self._traffic = None
        self._too_late.clear()

    def glance(self) -> tuple[Stamp | None, ...]:
        """What becomes another whenever posts.yaml (or the record) is saved; it costs next to nothing."""
        return tuple(stamp(path) for path in (self.file, *self.watched))

    def follow(self) -> bool:
        """Reads posts.yaml (or the record) anew when it changed; True when it did. A broken file changes nothing.

        From then on nothing goes out otherwise than it says, even before the ledger is in line with it.
        """
        stamps = self.glance()
        if stamps == self._stamps:
            return False
        reading = self._reader.read()
        if reading.calendar is None:
            self._stamps = stamps
            self._tell_broken([str(problem) for problem in reading.problems])
            return False
        wants = Wishes(reading.calendar, self.drafts_too, before=self.wants)
        wishes = wants.all(self.consent())
        # The stamps last: until then whoever reviews sees that the file is another one.
        self.calendar, self.wants, self.wishes, self._stamps = reading.calendar, wants, wishes, stamps
        self._editions = editions((self.file, *self.watched))
        self._paces = {name: self.pace(name) for name in reading.calendar.channels}
        self._tell_read(f"{counted(len(reading.calendar.posts), 'post')}, {counted(len(wishes), 'delivery')}")
        return True

    def free(self) -> None:
        """Plans again what was held for a reason that is gone without an edit: a file that was missing is there."""
        now = self._now()
        if self.wants is None or self.wishes is None or self._planned is None:
            return
        if self._freed and abs(now - self._freed) < HELD_AGAIN:
            return
        self._freed = now
        for row in self.publisher.ledger.held().values():
            wish = self.wants.one(row.key, self.consent())
            if wish and not wish.hold:
                self.wishes.put(wish)
                self.publisher.store(delivery.plan(wish, row, now, self._parent(row)), planned=True)

    def agenda(self, in_flight: Collection[str] = (), most: int = LANE_QUEUE) -> Agenda:
        """What to do now, at most `most` in flight on a channel; what the calendar wants otherwise is planned anew.

        What may be prepared ahead of its time is among it.
        """
        if self.calendar is None:
            return Agenda(rows=(), wake=None)
        now, ledger = self.publisher.clock(), self.publisher.ledger
        ahead = self.publisher.terms.ahead
        soon = now.later(ahead)
        rows = ledger.due(soon.at, in_flight)
        traffic = self._traffic = self._see_traffic(rows.values(), now)
        due = delivery.due(rows, self.wishes or {}, traffic, now, in_flight=in_flight, most=most, ahead=ahead)
        ready = tuple(filter(None, (self._as_wished(row, rows, now.at, soon) for row, _ in due)))
        next_one = ledger.next_wake(soon.at)
        wakes = (next_one and next_one - ahead, delivery.next_wake(rows.values(), traffic, now.at))
        return Agenda(rows=ready, wake=min((wake for wake in wakes if wake), default=None))

    def films(self, since: datetime, until: datetime) -> Iterator[Wish]:
        """What shows a film, is due then, and may go out as things stand."""
        if self.wants is None or self.wishes is None:
            return
        traffic, now = None, self._now()
        for key in self.wishes.films(since, until):
            wish = self.wants.one(key, self.consent())
            traffic = traffic or self.publisher.ledger.traffic()
            if wish and not wish.hold and not _is_closed(wish.channel, traffic, now):
                yield wish

    def overview(self) -> Overview:
        ledger = self.publisher.ledger
        return overview(self.wishes or {}, ledger.deliveries(), ledger.traffic(), self.publisher.clock().at)

    def work(self, row: Delivery, turn: Turn = at_once) -> Delivery | None:
        """Does what is due with one delivery; None when nothing is to be done (any more)."""
        return self.publisher.work(row, self._review, turn)

    def _see_traffic(self, rows: Iterable[Delivery], now: Moment) -> Traffic:
        """How the channels stand; with what was last sent on those that have something to catch up with."""
        late = {row.channel for row in rows if delivery.catching_up(row, now.at)}
        return self.publisher.ledger.traffic({name: pace for name, pace in self._paces.items() if name in late})

    def _review(self, row: Delivery) -> Situation:
        """It may have waited in a lane: files, record and time are looked at again, the channel as of the last agenda.

        Of files that were saved and are not read yet nothing is sent: whoever reads them hands the row out anew. Nor of
        older ones: what a newer one holds back may not stand in the ledger (of what had failed, or was on its way,
        when that was planned). A channel that was closed since is seen when the row is armed.
        """
        now = self.publisher.clock()
        known = self.wants is not None and self.glance() == self._stamps and not self._older_files()
        free = (self._traffic or self._see_traffic([row], now)).free_at(row, now.at)
        return Situation(
            wish=self.wants.one(row.key, self.consent()) if self.wants and known else None,
            parent=self._parent(row),
            open=free is not None and free <= now.at,
            now=now,
            wanted=self.wishes or (),
            channels=self.calendar.channels if self.calendar else (),
            ledger_began=self.publisher.ledger.began() if row.doubt else None,
        )

    def _as_wished(self, row: Delivery, rows: dict[str, Delivery], now: datetime, soon: Moment) -> Delivery | None:
        """The row, planned anew where no edit showed the reason (a picture exchanged); None: not to be sent now."""
        if row.state not in delivery.NOT_YET or self.wants is None or self._planned is None:
            return row
        wish = self.wants.one(row.key, self.consent())
        parent = delivery.parent_of(row, rows)
        planned = delivery.plan(wish, row, now, parent) if wish else delivery.withdraw(row, NOT_WANTED)
        known = row if planned is row else self.publisher.store(planned, planned=True)
        return known if known and delivery.step(known, wish, parent, soon) is Step.SEND else None

    def _plan_what_came_back(self, wishes: Wanted) -> None:
        """Plans what was on its way when it was edited, once it is known not to be out."""
        rows = self.publisher.ledger.some(list(self._too_late))
        back = [key for key, row in rows.items() if row.state not in delivery.UNSETTLED]
        self._too_late = self._too_late.difference(back) | self.publisher.plan(wishes, back)

    def _parent(self, row: Delivery) -> Delivery | None:
        return self.publisher.ledger.delivery(row.parent_key) if row.parent_key else None

    def _now(self) -> datetime:
        return self.publisher.clock().at

    def _tell_read(self, what: str) -> None:
        log.info("posts.yaml is in order again: %s." if self.trouble else "posts.yaml: %s", what)
        self.trouble = None

    def _tell_broken(self, problems: list[str]) -> None:
        since = self.trouble.since if self.trouble else self._now()
        self.trouble = Trouble(what=problems[0], remedy="`scheduler check` lists every problem.", since=since)
        kept = "the last good version stays in force" if self.calendar else "nothing is sent until it is mended"
        log.error("posts.yaml cannot be used, %s:\n%s", kept, "\n".join(problems))


def _is_closed(channel: str, traffic: Traffic, now: datetime) -> bool:
    """Whether its network, or a person, wants nothing done there."""
    return traffic.held is not None or channel in traffic.paused or traffic.rests.get(channel, now) > now
