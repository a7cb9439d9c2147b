"""What became of each copy of each day's digest.

One sender a day holds the mailing by a lease; it claims some copies at a time, in the same transaction in which it
marks what became of earlier ones, so a copy costs a few microseconds of the database. Whoever left is seen there too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from scheduler.ledger.claiming import Claim, Order, claimed
from scheduler.ledger.database import Database, exclusively
from scheduler.ledger.subscribers import suppress_many
from scheduler.ledger.tables import Time, mail, mailings, subscribers, suppressed
from scheduler.models import Mailing, MailingState, MailState, Suppression

OPEN = frozenset({MailState.PENDING, MailState.CLAIMED, MailState.DEFERRED, MailState.UNKNOWN})
"""While a copy is in one of these, the mailing has not come to its end."""
_ENDED = frozenset({MailingState.CANCELLED, MailingState.FINISHED, MailingState.MISSED})
_COPY = ["day", "subscriber", "domain", "state", "wake", "attempts", "run", "code", "reply"]

# Made once: building a statement costs more than executing it.
_OF_DAY = mail.c.day == sa.bindparam("of_day")
_DAY = mailings.c.day == sa.bindparam("of_day")
_HELD = _DAY & (mailings.c.run == sa.bindparam("of_run"))
_BEAT = mailings.update().where(_HELD).values(beat=sa.bindparam("now", type_=Time)).returning(mailings.c.state)
_STATE = sa.select(mailings.c.state).where(_DAY)
_SETTLE = (
    mail.update()
    .where(_OF_DAY & (mail.c.subscriber == sa.bindparam("of_subscriber")))
    .values({name: sa.bindparam(f"new_{name}") for name in ("state", "wake", "attempts", "code", "reply")})
    .values(claimed_at=sa.func.coalesce(sa.bindparam("new_begun", type_=Time), mail.c.claimed_at))
)
_COUNTS = sa.select(mail.c.state, sa.func.count().label("copies")).where(_OF_DAY).group_by(mail.c.state)
_WAKE = sa.select(sa.func.min(mail.c.wake)).where(_OF_DAY & (mail.c.state == MailState.DEFERRED.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A copy of which nobody knows what became: claimed by which run, begun at the earliest when, lost when."""

    subscriber: int
    attempts: int
    run: str
    begun: datetime
    lost: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of one copy. `wake`: when it is due again, or was lost; `suppress`: the address is no good.

    `begun`: when its content began to be written, where that is worth knowing.
    """

    subscriber: int
    state: MailState
    attempts: int
    wake: datetime
    code: int = 0
    reply: str = ""
    suppress: bool = False
    begun: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How the mailing stands, and what was claimed; None: the lease is somebody else's, nothing was written."""

    state: MailingState | None
    claims: tuple[Claim, ...] = ()


class Mailings:
    """Every method raises LedgerError, in words, when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- a day as a whole ---------------------------------------------------------------------------------------------

    def begin(self, day: date, now: datetime) -> bool:
        """Notes a copy for everybody who is to get that day's digest, once; False: that was done before.

        Also of a day that was missed: whoever says so wants it late. Where nobody is to get it, nothing is noted.
        """

        def change(connection: sa.Connection) -> bool:
            if not _added(connection, day, MailingState.RUNNING, "", now):
                return False
            connection.execute(mail.insert().from_select(_COPY, _recipients(day, now)))
            which = {"of_day": day.isoformat()}
            if connection.execute(_COUNTS, which).first():
                return True
            connection.execute(mailings.delete().where(_DAY), which)
            return False

        return self._database.write(change)

    def miss(self, day: date, words: str, now: datetime) -> bool:
        """Notes that the day's digest would be too late; False: it was begun, or missed, before."""
        return self._database.write(lambda connection: _added(connection, day, MailingState.MISSED, words, now))

    def mailing(self, day: date) -> Mailing | None:
        return self._database.read(lambda connection: _mailing(connection, day.isoformat()))

    def days(self) -> list[date]:
        """Of which there is anything, in the order in which they were begun."""
        query = sa.select(mailings.c.day).order_by(mailings.c.since)
        return [date.fromisoformat(day) for day in self._database.read(lambda it: it.scalars(query).all())]

    def turn_to(self, day: date, state: MailingState, words: str = "", but: MailingState | None = None) -> bool:
        """Pauses, resumes or cancels it; False: there is none, it has come to its end, or it is in the state `but`."""
        closed = [each.value for each in (*_ENDED, but) if each]
        update = mailings.update().where(_DAY & mailings.c.state.not_in(closed))
        values = {"state": state.value, "words": words}
        which = {"of_day": day.isoformat()}
        return self._database.write(lambda it: it.execute(update.values(values), which).rowcount > 0)

    # --- the one who sends it -----------------------------------------------------------------------------------------

    def take(self, day: date, run: str, now: datetime, is_free: Callable[[str, datetime], bool]) -> bool:
        """The lease is ours from now on. `is_free` says of a run, and when it was heard of last, that it is dead."""

        def change(connection: sa.Connection) -> bool:
            exclusively(connection, f"mailing {day}")
            row = connection.execute(sa.select(mailings).where(_DAY), {"of_day": day.isoformat()}).one()
            if row.run and not is_free(row.run, row.beat):
                return False
            update = mailings.update().where(_DAY).values(run=run, beat=now)
            connection.execute(update, {"of_day": day.isoformat()})
            return True

        return self._database.write(change)

    def release(self, day: date, run: str) -> None:
        """Nobody holds the lease; where no copy is open any more, the mailing is finished."""

        def change(connection: sa.Connection) -> None:
            which = {"of_day": day.isoformat(), "of_run": run}
            opened = sa.exists().where(_OF_DAY & mail.c.state.in_([state.value for state in OPEN]))
            running = mailings.c.state == MailingState.RUNNING.value
            done = mailings.update().where(_HELD & running & ~opened).values(state=MailingState.FINISHED.value)
            connection.execute(done, which)
            connection.execute(mailings.update().where(_HELD).values(run=""), which)

        self._database.write(change)

    def turn(self, day: date, run: str, now: datetime, marks: Sequence[Mark], order: Order) -> Turn:
        """Marks what became of some copies and claims others, together: nothing of either if the lease is lost.

        Nothing is claimed of a mailing that does not run. Who left meanwhile is noted and not claimed.
        """

        def change(connection: sa.Connection) -> Turn:
            which = {"of_day": day.isoformat()}
            found = connection.scalar(_BEAT, {**which, "of_run": run, "now": now})
            if found is None:
                return Turn(state=None)
            _settle(connection, day, marks, now)
            state = MailingState(found)
            if state is not MailingState.RUNNING or order.wanted <= 0:
                return Turn(state=state)
            return Turn(state=state, claims=tuple(claimed(connection, {**which, "now": now}, run, order)))

        return self._database.write(change)

    # --- what nobody marked -------------------------------------------------------------------------------------------

    def unmarked(self, day: date, run: str) -> list[Left]:
        """What other runs than this one had claimed and never marked."""
        return self._left(day, (mail.c.state == MailState.CLAIMED.value) & (mail.c.run != run))

    def unknown(self, day: date) -> list[Left]:
        """What was being written when something ended, and nobody has said yet what became of it."""
        return self._left(day, mail.c.state == MailState.UNKNOWN.value)

    def _left(self, day: date, which: sa.ColumnElement[bool]) -> list[Left]:
        query = sa.select(mail).where(_OF_DAY & which).order_by(mail.c.subscriber)
        rows = self._database.read(lambda it: it.execute(query, {"of_day": day.isoformat()}).all())
        names = ("subscriber", "attempts", "run")
        same = ({name: getattr(row, name) for name in names} for row in rows)
        return [Left(**each, begun=row.claimed_at, lost=row.wake) for each, row in zip(same, rows, strict=True)]


def _recipients(day: date, now: datetime) -> sa.Select[Any]:
    """Whoever confirmed, is not suppressed, and did not ask for a pause."""
    told = (subscribers.c.confirmed.is_not(None), suppressed.c.reason.is_(None))
    awake = subscribers.c.paused_until.is_(None) | (subscribers.c.paused_until <= now)
    wake = sa.bindparam(None, now, type_=Time)
    return (
        sa.select(
            sa.literal(day.isoformat()),
            subscribers.c.id,
            subscribers.c.domain,
            sa.literal(MailState.PENDING.value),
            wake,
            sa.literal(0),
            sa.literal(""),
            sa.literal(0),
            sa.literal(""),
        )
        .outerjoin(suppressed, suppressed.c.hash == subscribers.c.hash)
        .where(*told, awake)
    )


def _added(connection: sa.Connection, day: date, state: MailingState, words: str, now: datetime) -> bool:
    exclusively(connection, f"mailing {day}")
    which = {"of_day": day.isoformat()}
    known = connection.scalar(_STATE, which)
    if known not in {None, MailingState.MISSED.value} or known == state.value:
        return False
    values = {"day": day.isoformat(), "state": state.value, "words": words, "since": now, "run": ""}
    connection.execute(mailings.delete().where(_DAY), which)
    connection.execute(mailings.insert().values(values))
    return True


def _mailing(connection: sa.Connection, day: str) -> Mailing | None:
    which = {"of_day": day}
    row = connection.execute(sa.select(mailings).where(_DAY), which).first()
    if row is None:
        return None
    counts: dict[str, int] = {each.state: each.copies for each in connection.execute(_COUNTS, which)}
    return Mailing(
        day=date.fromisoformat(day),
        state=MailingState(row.state),
        words=row.words,
        since=row.since,
        counts={state: counts.get(state.value, 0) for state in MailState},
        next_wake=connection.scalar(_WAKE, which),
    )


def _settle(connection: sa.Connection, day: date, marks: Sequence[Mark], now: datetime) -> None:
    if marks:
        connection.execute(_SETTLE, [_settled(day.isoformat(), mark) for mark in marks])
    if bad := [mark.subscriber for mark in marks if mark.suppress]:
        suppress_many(connection, bad, Suppression.BOUNCED, now)


def _settled(day: str, mark: Mark) -> dict[str, Any]:
    return {
        "of_day": day,
        "of_subscriber": mark.subscriber,
        "new_state": mark.state.value,
        "new_wake": mark.wake,
        "new_attempts": mark.attempts,
        "new_code": mark.code,
        "new_reply": mark.reply,
        "new_begun": mark.begun,
    }
