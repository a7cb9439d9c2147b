"""The ledger: what was tried and what came back. Facts only; the calendar holds the intent.

Two rules make "exactly once" possible. A write says which version of the row it knows (`fence`) and is refused when
somebody else was faster. A write that returned is on the disk, also after a power cut (SQLite: WAL, synchronous=FULL),
so the intent to send is durable before the socket is used. `history` only ever grows.
"""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from scheduler.errors import LedgerError
from scheduler.models import Delivery, Event, Prepared, Receipt, State, aware

_BUSY_SECONDS = 30


class _Moment(sa.TypeDecorator[datetime]):
    """An aware time as UTC text of fixed width: sorts as it reads, the same in every database."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> str | None:
        return aware(value).astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


_tables = sa.MetaData()
_deliveries = sa.Table(
    "deliveries",
    _tables,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("due", _Moment, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("wake", _Moment, index=True),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("looks", sa.Integer, nullable=False),
    sa.Column("since", _Moment),
    sa.Column("unclear_at", _Moment),
    sa.Column("uncertain", sa.Boolean, nullable=False),
    sa.Column("late_ok", sa.Boolean, nullable=False),
    sa.Column("absences", sa.Integer, nullable=False),
    sa.Column("at", _Moment),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("receipt_id", sa.Text),
    sa.Column("receipt_url", sa.Text),
    sa.Column("request", sa.Text),
)
_history = sa.Table(
    "history",
    _tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("at", _Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("request", sa.Text, nullable=False),
    sa.Column("receipt_id", sa.Text),
    sa.Column("receipt_url", sa.Text),
)
_pauses = sa.Table(
    "pauses",
    _tables,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("since", _Moment, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("until", _Moment),  # none: until a person resumes it
)

# Made once: building a statement costs more than executing it.
_OF_KEY = _deliveries.c.key == sa.bindparam("known_key")
_KNOWN = sa.select(_deliveries.c.key).where(_OF_KEY)
_CHANGE = _deliveries.update().where(_OF_KEY & (_deliveries.c.fence == sa.bindparam("known_fence")))
_ADD, _TELL = _deliveries.insert(), _history.insert()
_PAUSED = sa.select(_pauses).where(_pauses.c.until.is_(None))
_RESTING = sa.select(_pauses).where(_pauses.c.until.is_not(None))
_ACTIVE = _deliveries.c.wake.is_not(None) | (_deliveries.c.state == State.PUBLISHING.value)

_PLAIN = tuple(
    field.name for field in fields(Delivery) if field.name not in {"state", "receipt", "prepared"}
)  # columns that hold a field of Delivery as it is


class Ledger:
    """All of it on one database. Every method raises LedgerError, in words, when the database cannot be used."""

    def __init__(self, address: str) -> None:
        """Opens `address` (as SQLAlchemy writes it) and makes what is missing."""
        self.address = address
        self._turn = threading.Lock()  # threads queue here: SQLite would let them sleep and try, out of order
        with _in_words(address):
            url = _url(address)
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(url)
            if url.get_backend_name() == "sqlite":
                sa.event.listen(self._engine, "connect", _make_durable)
                sa.event.listen(self._engine, "begin", _begin_sqlite)
            self._writer = self._engine.execution_options(writes=True)
            if set(_tables.tables) - set(sa.inspect(self._engine).get_table_names()):
                with self._writer.begin() as connection:
                    _tables.create_all(connection)

    def close(self) -> None:
        self._engine.dispose()

    def deliveries(self) -> dict[str, Delivery]:
        """Every row by its key."""
        with self._read() as connection:
            return _by_key(connection, sa.true())

    def active(self) -> dict[str, Delivery]:
        """The rows of which something is to be done some time, and those that they follow in a thread."""
        with self._read() as connection:
            found = _by_key(connection, _ACTIVE)
            followed = {f"{row.post}/{row.channel}/{row.part - 1}" for row in found.values() if row.part > 1}
            return {**_by_key(connection, _deliveries.c.key.in_(followed)), **found} if followed else found

    def armed(self) -> dict[str, Delivery]:
        """The rows of which something is on its way, or was when a service stopped."""
        with self._read() as connection:
            return _by_key(connection, _deliveries.c.state == State.PUBLISHING.value)

    def delivery(self, key: str) -> Delivery | None:
        with self._read() as connection:
            row = connection.execute(sa.select(_deliveries).where(_deliveries.c.key == key)).mappings().first()
            return _delivery(row) if row else None

    def receipts(self, channel: str) -> frozenset[str]:
        """The network's ids of all that is known to be out on the channel."""
        query = sa.select(_deliveries.c.receipt_id).where(_deliveries.c.channel == channel)
        with self._read() as connection:
            return frozenset(number for number in connection.scalars(query) if number)

    def put(self, row: Delivery, at: datetime) -> Delivery | None:
        """Stores the row and a line of history, durably. None: somebody else was faster, nothing is stored."""
        return self.put_all([row], at)[0]

    def put_all(self, rows: Iterable[Delivery], at: datetime) -> list[Delivery | None]:
        """`put` for many, in one transaction."""
        with self._write() as connection:
            return [_put(connection, row, at) for row in rows]

    def history(self, key: str | None = None) -> list[Event]:
        """What happened, oldest first; of one delivery or of all."""
        query = sa.select(_history).order_by(_history.c.number)
        if key is not None:
            query = query.where(_history.c.key == key)
        with self._read() as connection:
            return [_event(row) for row in connection.execute(query).mappings()]

    def pause(self, channel: str, words: str, at: datetime) -> bool:
        """Nothing more goes out on the channel until `resume`; True when it was not paused before."""
        with self._write() as connection:
            known = connection.execute(sa.select(_pauses).where(_pauses.c.channel == channel)).first()
            if known is not None and known.until is None:
                return False
            connection.execute(_pauses.delete().where(_pauses.c.channel == channel))
            connection.execute(_pauses.insert().values(channel=channel, words=words, since=at))
            return True

    def rest(self, channel: str, words: str, at: datetime, until: datetime) -> None:
        """Nothing more goes out on the channel before `until`; a longer rest or a pause stays as it is."""
        with self._write() as connection:
            known = connection.execute(sa.select(_pauses).where(_pauses.c.channel == channel)).first()
            if known is None or (known.until is not None and known.until < until):
                connection.execute(_pauses.delete().where(_pauses.c.channel == channel))
                connection.execute(_pauses.insert().values(channel=channel, words=words, since=at, until=until))

    def resume(self, channel: str) -> bool:
        """True when it was paused."""
        with self._write() as connection:
            return connection.execute(_pauses.delete().where(_pauses.c.channel == channel)).rowcount > 0

    def paused(self) -> dict[str, str]:
        """Channels on which nothing goes out until a person resumes them, with the reason."""
        with self._read() as connection:
            return {row.channel: row.words for row in connection.execute(_PAUSED)}

    def rests(self) -> dict[str, datetime]:
        """Channels of which the network wants nothing more for a while, with the end of it."""
        with self._read() as connection:
            return {row.channel: row.until for row in connection.execute(_RESTING)}

    def held(self) -> dict[str, Delivery]:
        """The rows that must not go out as things stand."""
        with self._read() as connection:
            return _by_key(connection, _deliveries.c.state == State.HELD.value)

    def channels(self) -> set[str]:
        """Every channel of which it knows anything."""
        with self._read() as connection:
            return set(connection.scalars(sa.select(_deliveries.c.channel).distinct()))

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with _in_words(self.address), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with _in_words(self.address), self._turn, self._writer.begin() as connection:
            yield connection


def _url(address: str) -> sa.URL:
    """The address taken apart; LedgerError when it is none of a database that we can use."""
    try:
        url = sa.make_url(address)
    except SQLAlchemyError:
        url = None
    if url is None or url.get_backend_name() not in {"sqlite", "postgresql"}:
        remedy = "Write sqlite:///ledger.db, or postgresql://user:password@host/name."
        raise LedgerError("SCHEDULER_DATABASE is no address of a database that can be used.", remedy)
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        remedy = "Name a file: sqlite:///ledger.db."
        raise LedgerError("SCHEDULER_DATABASE names a database in memory, which forgets what is out.", remedy)
    return url


@contextmanager
def _in_words(address: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise LedgerError(
            f"The driver of this database is not installed ({error.name}).", f"Install it: pip install {error.name}"
        ) from None
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        where = address if address.startswith("sqlite") else "SCHEDULER_DATABASE"
        raise LedgerError(
            f"The ledger ({where}) cannot be used: {cause}.",
            "Nothing is sent without it. Free the disk or mend the file's permissions, then start again.",
        ) from None


def _make_durable(connection: Any, _record: Any) -> None:
    # The driver begins transactions by itself, and too late; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the lock before it reads: two that read first and then write would stop each other.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _by_key(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[str, Delivery]:
    rows = connection.execute(sa.select(_deliveries).where(which)).mappings()
    return {row["key"]: _delivery(row) for row in rows}


def _put(connection: sa.Connection, row: Delivery, at: datetime) -> Delivery | None:
    stored = replace(row, fence=row.fence + 1)
    values = _values(stored)
    known = {"known_key": row.key, "known_fence": row.fence}
    if row.fence == 0:
        written = 0 if connection.execute(_KNOWN, known).first() else connection.execute(_ADD, values).rowcount
    else:
        written = connection.execute(_CHANGE, {**values, **known}).rowcount
    if written != 1:
        return None
    connection.execute(_TELL, _line(stored, at))
    return stored


def _values(row: Delivery) -> dict[str, Any]:
    prepared, receipt = row.prepared, row.receipt
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "key": row.key,
        "state": row.state.value,
        "receipt_id": receipt and receipt.id,
        "receipt_url": receipt and receipt.url,
        "request": prepared and json.dumps(prepared.request, ensure_ascii=False),
    }


def _line(row: Delivery, at: datetime) -> dict[str, Any]:
    values = _values(row)
    request = (values["request"] or "") if row.state is State.PUBLISHING else ""
    same = {name: values[name] for name in ("key", "fence", "state", "words", "receipt_id", "receipt_url")}
    return {**same, "at": at, "request": request}


def _delivery(row: Any) -> Delivery:
    return Delivery(
        **{name: row[name] for name in _PLAIN},
        state=State(row["state"]),
        receipt=_receipt(row),
        prepared=Prepared(request=json.loads(row["request"])) if row["request"] else None,
    )


def _event(row: Any) -> Event:
    names = ("key", "fence", "at", "words", "request")
    return Event(**{name: row[name] for name in names}, state=State(row["state"]), receipt=_receipt(row))


def _receipt(row: Any) -> Receipt | None:
    return Receipt(id=row["receipt_id"], url=row["receipt_url"]) if row["receipt_id"] else None
