"""What the ledger can be asked and told."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from scheduler.delivery import BEYOND_EDITS, NOT_YET, Traffic
from scheduler.editions import Editions
from scheduler.ledger import alerting, roads, said, standing, tables, writing
from scheduler.ledger.database import Change, Database, exclusively, in_words
from scheduler.ledger.mailings import Mailings
from scheduler.ledger.mark import Line, Mark, mark_of
from scheduler.ledger.standing import Stand
from scheduler.ledger.subscribers import Subscribers
from scheduler.ledger.tables import deliveries, history, pauses
from scheduler.ledger.writing import EVERYTHING, PAUSES, Put, chunks, plan_together, put_together, take_office
from scheduler.models import Decision, Delivery, Event, Pause, Receipt, State, Told

__all__ = ["Ledger", "Stand"]

_AT_ONCE = 5000
"""Rows that are planned in one transaction: what is on its way meanwhile must not wait long for its turn."""
_IN_A_ROW = timedelta(minutes=1)
"""A rest that begins this soon after another goes on with it."""

# Made once: building a statement costs more than executing it.
_OF_CHANNEL = pauses.c.channel == sa.bindparam("of_channel")
_CLOSED = sa.select(pauses).where(_OF_CHANNEL)
_NEXT = sa.select(sa.func.min(deliveries.c.wake)).where(deliveries.c.wake > sa.bindparam("now", type_=tables.Time))
_FIRST = sa.select(history.c.at).order_by(history.c.number).limit(1)
_NEWEST = sa.select(history).order_by(history.c.number.desc()).limit(1)
_UNSETTLED = deliveries.c.state.in_([State.PUBLISHING.value, State.UNCONFIRMED.value])
_IS_OR_MAY_BE_OUT = deliveries.c.state.in_([state.value for state in sorted(BEYOND_EDITS)])
_IS_HELD = deliveries.c.state == State.HELD.value
_WAITING = [state.value for state in NOT_YET]

T = TypeVar("T")


class Ledger:
    """All of it on one database. Every method raises LedgerError, in words, when the database cannot be used."""

    def __init__(self, address: str, marks: Path | None = None) -> None:
        """Opens `address` and makes what is missing. `marks`: the folder of what remembers how far ledgers had come."""
        self.address = address
        self._database = Database(address, put_together)
        self._mark = Mark(mark_of(self._database.file, marks)) if marks else None
        self._term: int | None = None
        self._began: datetime | None = None
        self.subscribers = Subscribers(self._database)
        self.mailings = Mailings(self._database)

    @property
    def lock_files(self) -> tuple[Path, ...]:
        """Files beside the database that only one service may hold; none where many machines share it."""
        file = self._database.file and self._database.file.resolve()  # also where a folder only links to it
        return (file.with_name(f"{file.name}.lock"),) if file else ()

    def close(self) -> None:
        self._database.close()

    # --- deliveries ---------------------------------------------------------------------------------------------------

    def deliveries(self) -> dict[str, Delivery]:
        """Every row by its key."""
        return self._rows(sa.true())

    def delivery(self, key: str) -> Delivery | None:
        return self._rows(deliveries.c.key == key).get(key)

    def unsettled(self, channel: str | None = None) -> dict[str, Delivery]:
        """The rows of which something is or may be on its way; those of one channel, or of all."""
        return self._rows(_UNSETTLED if channel is None else _UNSETTLED & (deliveries.c.channel == channel))

    def counted(self) -> dict[str, Delivery]:
        """The rows that wait a number of seconds, rather than for an hour of the wall's clock."""
        return self._rows(deliveries.c.wake.is_not(None) & deliveries.c.tick.is_not(None))

    def due_by(self, moment: datetime) -> dict[str, Delivery]:
        """The rows of which nothing is known to be out and that were due by then."""
        states = [*_WAITING, State.MISSED.value]
        return self._rows(deliveries.c.state.in_(states) & (deliveries.c.due <= moment))

    def retrying(self, channel: str) -> dict[str, Delivery]:
        """The rows of the channel that are to be tried again."""
        return self._rows((deliveries.c.state == State.RETRYING.value) & (deliveries.c.channel == channel))

    def held(self) -> dict[str, Delivery]:
        """The rows that must not go out as things stand."""
        return self._rows(_IS_HELD)

    def due(self, now: datetime, in_flight: Collection[str] = ()) -> dict[str, Delivery]:
        """The rows whose time has come, the first few of each channel that takes any, and those that they follow.

        Of those `in_flight`, which somebody works on, only what is late.
        """

        def look(connection: sa.Connection) -> dict[str, Delivery]:
            found = _by_key(connection, roads.due(connection, now, in_flight))
            followed = {row.parent_key for row in found.values() if row.parent_key}
            parents = _by_key(connection, sa.select(deliveries).where(deliveries.c.key.in_(followed)))
            return {**parents, **found}

        return self._database.read(look)

    def next_wake(self, now: datetime) -> datetime | None:
        """When the time of a row comes next; None: of no row."""
        found: datetime | None = self._database.read(lambda connection: connection.scalar(_NEXT, {"now": now}))
        return found

    def stands(self) -> Iterator[Stand]:
        """How every row stands, in little; they are read as they are asked for."""
        return map(standing.stand, self._database.stream(standing.ALL))

    def some(self, keys: Sequence[str]) -> dict[str, Delivery]:
        """The rows with these keys."""
        found: dict[str, Delivery] = {}
        for few in chunks(keys, 500):
            found |= self._rows(deliveries.c.key.in_(few))
        return found

    def receipts(self, channel: str) -> frozenset[str]:
        """The network's ids of all that is known to be out on the channel."""
        query = sa.select(deliveries.c.receipt_id).where(deliveries.c.channel == channel)
        return frozenset(filter(None, self._database.read(lambda connection: connection.scalars(query).all())))

    def sent_since(self, moment: datetime) -> dict[str, Delivery]:
        """The rows that were sent since then and are out, or may be; of all channels, because one may be renamed."""
        return self._rows((deliveries.c.since >= moment) & _IS_OR_MAY_BE_OUT)

    def holder(self, receipt: Receipt) -> Delivery | None:
        """The delivery that has this receipt, on whichever channel: one that was renamed leaves its rows behind."""
        return min(self._rows(deliveries.c.receipt_id == receipt.id).values(), key=lambda row: row.key, default=None)

    def channels(self) -> set[str]:
        """Every channel of which it knows anything."""
        query = sa.select(deliveries.c.channel).distinct()
        return set(self._database.read(lambda connection: connection.scalars(query).all()))

    def put(self, row: Delivery, at: datetime) -> Delivery | None:
        """Stores the row and a line of history, durably. None: somebody else was faster, nothing is stored."""
        stored: Delivery | None = self._database.write_together(Put(row=row, at=at))
        return stored

    def arm(self, row: Delivery, at: datetime) -> Delivery | None:
        """`put` of a row that is about to be sent: not if its channel was closed meanwhile."""
        stored: Delivery | None = self._database.write_together(Put(row=row, at=at, if_open=True))
        return stored

    def put_all(self, rows: Iterable[Delivery], at: datetime, *, planned: bool = False) -> list[Delivery | None]:
        """`put` for many, some thousands in one transaction. `planned`: not once somebody else leads."""
        puts, term = [Put(row=row, at=at) for row in rows], self._term if planned else None
        few = (partial(plan_together, puts=some, term=term) for some in chunks(puts, _AT_ONCE))
        return [done for change in few for done in self._write(change)]

    def add(self, rows: Sequence[Delivery], at: datetime) -> set[str]:
        """`put_all` of rows that are planned for the first time, in much less time; the keys of what it stored."""
        few = (partial(writing.add_together, rows=some, at=at, term=self._term) for some in chunks(rows, _AT_ONCE))
        return {key for change in few for key in self._write(change)}

    def lead(self) -> None:
        """It is us who plan, from now on: what whoever did so before us still plans is refused."""
        self._term = self._write(take_office)

    def planned_from(self) -> Editions:
        """Which files were planned from last, by whichever of many machines; nothing where one plans alone."""
        return {} if self._database.is_sqlite else self._database.read(writing.planned_from)

    def plan_from(self, files: Editions) -> None:
        """Notes it, where others may plan after us."""
        if self._term:
            self._write(partial(writing.plan_from, files=files, term=self._term))

    def history(self, key: str | None = None) -> list[Event]:
        """What happened, oldest first; of one delivery or of all."""
        query = sa.select(history).order_by(history.c.number)
        if key is not None:
            query = query.where(history.c.key == key)
        rows = self._database.read(lambda connection: connection.execute(query).mappings().all())
        return [tables.event(row) for row in rows]

    # --- channels -----------------------------------------------------------------------------------------------------

    def pause(self, channel: str, words: str, at: datetime, by: str = "") -> bool:
        """Nothing more goes out on the channel until `resume`; True when it was not paused before."""

        def change(connection: sa.Connection) -> bool:
            exclusively(connection, "pauses")
            known = connection.execute(_CLOSED, {"of_channel": channel}).first()
            if known is not None and known.until is None:
                return False
            connection.execute(pauses.delete().where(pauses.c.channel == channel))
            connection.execute(pauses.insert().values(channel=channel, words=words, by=by, since=at))
            said.note(connection, Decision(at=at, by=by, what="pause", about=channel, words=words))
            return True

        return self._write(change)

    def rest(self, channel: str, words: str, at: datetime, until: datetime) -> None:
        """Nothing more goes out on the channel before `until`; a longer rest or a pause stays as it is.

        One that follows another at once goes on with it: of many short rests in a row somebody is to hear.
        """

        def change(connection: sa.Connection) -> None:
            exclusively(connection, "pauses")
            known = connection.execute(_CLOSED, {"of_channel": channel}).first()
            if known is None or (known.until is not None and known.until < until):
                since = known.since if known and known.until >= at - _IN_A_ROW else at
                connection.execute(pauses.delete().where(pauses.c.channel == channel))
                connection.execute(
                    pauses.insert().values(channel=channel, words=words, by="", since=since, until=until)
                )

        self._write(change)

    def resume(self, channel: str, at: datetime, by: str) -> bool:
        """True when it was paused."""

        def change(connection: sa.Connection) -> bool:
            exclusively(connection, "pauses")
            was = connection.execute(pauses.delete().where(pauses.c.channel == channel)).rowcount > 0
            if was:
                said.note(connection, Decision(at=at, by=by, what="resume", about=channel))
            return was

        return self._write(change)

    def paused(self) -> dict[str, str]:
        """Channels on which nothing goes out until a person resumes them, with the reason."""
        return dict(self.traffic().paused)

    def mind_writing(self) -> None:
        """LedgerError while nothing can be written; costs nothing while all is well."""
        self._database.mind_writing(alerting.probe)

    def hold_all(self, words: str, at: datetime, by: str) -> bool:
        """Nothing more goes out on any channel, known or not, until `release_all`; True when it was not held before."""
        return self.pause(EVERYTHING, words, at, by)

    def release_all(self, at: datetime, by: str) -> bool:
        """True when everything was held."""
        return self.resume(EVERYTHING, at, by)

    def traffic(self, pace: Mapping[str, timedelta] | None = None) -> Traffic:
        """How the channels stand, with the time of the last request on those that have a pace."""

        def look(connection: sa.Connection) -> Traffic:
            known = connection.execute(PAUSES).all()
            sent = {name: roads.late_sent(connection, name) for name in pace or ()}
            return Traffic(
                paused={row.channel: row.words for row in known if row.until is None and row.channel != EVERYTHING},
                held=next((row.words for row in known if row.channel == EVERYTHING), None),
                rests={row.channel: row.until for row in known if row.until is not None},
                sent={name: moment for name, moment in sent.items() if moment},
                pace=pace or {},
            )

        return self._database.read(look)

    def pauses(self) -> dict[str, Pause]:
        """Channels on which nothing goes out, or did not lately: why, since when, until when, and who paused them."""
        rows = self._database.read(lambda connection: connection.execute(PAUSES).all())
        return {row.channel: tables.pause(row) for row in rows if row.channel != EVERYTHING}

    # --- people -------------------------------------------------------------------------------------------------------

    def decide(self, decision: Decision, row: Delivery) -> Delivery | None:
        """Stores a row as a person wants it, with who it was. None: somebody else was faster, nothing is stored."""

        def change(connection: sa.Connection) -> Delivery | None:
            (stored,) = put_together(connection, [Put(row=row, at=decision.at)])
            if stored:
                said.note(connection, decision)
            return stored

        return self._write(change)

    def note(self, *decided: Decision) -> None:
        """Keeps what people said, where no delivery changes by it."""
        self._write(lambda connection: said.note(connection, *decided))

    def newest(self) -> tuple[int, ...]:
        """Another one whenever anything was noted: deliveries, decisions, pauses."""
        return self._database.read(standing.newest)

    def decisions(self) -> list[Decision]:
        """What people decided, oldest first."""
        return self._database.read(said.everything)

    # --- alerts -------------------------------------------------------------------------------------------------------

    def for_alerts(self, now: datetime) -> dict[str, Delivery]:
        """What waits for a person, what should be out, the next of a paused channel, and what just went out."""
        return self._rows(alerting.concerned(now))

    def told(self, listener: str) -> dict[str, Told]:
        """What this address was alerted to and is not over, by cause."""
        return self._database.read(lambda connection: alerting.told(connection, listener))

    def tell(self, listener: str, told: Told) -> None:
        """The address was alerted to this cause, in place of what it was told of it before."""
        self._write(lambda connection: alerting.tell(connection, listener, told))

    def over(self, listener: str, cause: str) -> None:
        """The address was told that this cause is over."""
        self._write(lambda connection: alerting.over(connection, listener, cause))

    # --- how far it had come ------------------------------------------------------------------------------------------

    def began(self) -> datetime | None:
        """When its first line was written; None: it knows nothing yet."""
        self._began = self._began or self._database.read(lambda connection: connection.scalar(_FIRST))
        return self._began

    def forgotten_until(self) -> datetime | None:
        """Up to when things happened that this ledger does not know: it is an older copy. None: it is not."""
        ahead = self._mark.read() if self._mark else None
        if ahead is None:
            return None
        query = sa.select(history).where(history.c.number == ahead.number)
        line = self._database.read(lambda connection: connection.execute(query).first())
        same = line is not None and (line.key, line.fence, line.at) == (ahead.key, ahead.fence, ahead.at)
        return None if same else ahead.at

    def remember(self) -> None:
        """Notes beside the ledger how far it has come by now."""
        if self._mark is None:
            return
        newest = self._database.read(lambda connection: connection.execute(_NEWEST).first())
        if newest:
            with in_words(self.address):
                self._mark.set(Line(number=newest.number, key=newest.key, fence=newest.fence, at=newest.at))

    def _rows(self, which: sa.ColumnElement[bool]) -> dict[str, Delivery]:
        return self._database.read(lambda connection: _by_key(connection, sa.select(deliveries).where(which)))

    def _write(self, change: Change[T]) -> T:
        return self._database.write(change)


def _by_key(connection: sa.Connection, query: sa.Select[Any]) -> dict[str, Delivery]:
    return {row["key"]: tables.delivery(row) for row in connection.execute(query).mappings()}
