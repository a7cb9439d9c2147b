"""The database: opening it, its troubles in words, and writers that are committed together."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from scheduler.errors import LedgerError
from scheduler.ledger.tables import tables

_BUSY_SECONDS = 30
_POOL = 32

T = TypeVar("T")
Change = Callable[[sa.Connection], T]


class Database:
    """`write` returns once the change is durable. Every method raises LedgerError, in words."""

    def __init__(self, address: str) -> None:
        """Opens `address` (as people write it) and makes the tables that are missing."""
        self.address = address
        self._turn = threading.Lock()
        self._waiting: deque[_Write[Any]] = deque()
        self._inode: int | None = None
        with in_words(address):
            url = _url(address)
            self.is_sqlite = url.get_backend_name() == "sqlite"
            self.file = Path(url.database) if self.is_sqlite and url.database else None
            if self.file:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(url, pool_size=_POOL, max_overflow=_POOL, pool_pre_ping=not self.is_sqlite)
            if self.is_sqlite:
                sa.event.listen(self._engine, "connect", _make_durable)
                sa.event.listen(self._engine, "begin", _begin_sqlite)
            self._writer = self._engine.execution_options(writes=True)
        if self.read(_is_older):
            self.write(_bring_up_to_date)
        self._inode = _inode(self.file)

    def close(self) -> None:
        self._engine.dispose()

    def read(self, look: Change[T]) -> T:
        with in_words(self.address), self._engine.begin() as connection:
            return look(connection)

    def write(self, change: Change[T]) -> T:
        """Does the change in a transaction; `change` may be called again if another one of the same commit fails.

        Writers that come while the disk is busy are committed together: one flush for all of them.
        """
        write = _Write(change)
        self._waiting.append(write)
        with self._turn:
            if not write.done:
                self._commit([self._waiting.popleft() for _ in range(len(self._waiting))])
        with in_words(self.address):
            return write.outcome()

    def _commit(self, writes: "list[_Write[Any]]") -> None:
        try:
            self._mind_the_file()
            with self._writer.begin() as connection:
                outcomes = [write.change(connection) for write in writes]
        except DBAPIError as error:  # the database's trouble is everybody's
            for write in writes:
                write.fail(error)
        except Exception as error:
            if len(writes) == 1:
                writes[0].fail(error)
            else:
                for write in writes:
                    self._commit([write])
        else:
            for write, outcome in zip(writes, outcomes, strict=True):
                write.succeed(outcome)

    def _mind_the_file(self) -> None:
        """A file that is removed while it is open would go on taking what nobody will ever read again."""
        if self._inode is not None and _inode(self.file) != self._inode:
            raise LedgerError(
                f"The ledger ({self.file}) was removed or exchanged while it was in use.",
                "Nothing is sent without it. Put it back, then start again.",
            )


class _Write(Generic[T]):
    """One writer's change, and what became of it."""

    def __init__(self, change: Change[T]) -> None:
        self.change = change
        self.done = False
        self._outcome: list[T] = []
        self._error: Exception | None = None

    def succeed(self, outcome: T) -> None:
        self._outcome, self.done = [outcome], True

    def fail(self, error: Exception) -> None:
        self._error, self.done = error, True

    def outcome(self) -> T:
        if self._error is not None:
            raise self._error
        return self._outcome[0]


def _is_older(connection: sa.Connection) -> bool:
    """Whether a table or a column is missing: it is new, or an earlier version of us made it."""
    inspector = sa.inspect(connection)
    known = {
        table: {column["name"] for column in inspector.get_columns(table)} for table in inspector.get_table_names()
    }
    return any(name not in known or set(table.c.keys()) - known[name] for name, table in tables.tables.items())


def _bring_up_to_date(connection: sa.Connection) -> None:
    exclusively(connection, "tables")  # two machines that start at the same instant
    tables.create_all(connection)
    for name, table in tables.tables.items():
        known = {column["name"] for column in sa.inspect(connection).get_columns(name)}
        for column in (column for column in table.c if column.name not in known):
            kind = column.type.compile(connection.dialect)
            default = "" if column.nullable else " NOT NULL DEFAULT ''"
            connection.exec_driver_sql(f'ALTER TABLE {name} ADD COLUMN "{column.name}" {kind}{default}')


def _inode(file: Path | None) -> int | None:
    try:
        return file.stat().st_ino if file else None
    except OSError:
        return 0


def exclusively(connection: sa.Connection, what: str) -> None:
    """Until this transaction ends, nobody else holds `what`, neither exclusively nor together."""
    _advise(connection, "pg_advisory_xact_lock", what)


def together(connection: sa.Connection, what: str) -> None:
    """Until this transaction ends, nobody holds `what` exclusively."""
    _advise(connection, "pg_advisory_xact_lock_shared", what)


def _advise(connection: sa.Connection, lock: str, what: str) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite there is one writer at a time anyway
        connection.exec_driver_sql(f"SELECT {lock}(hashtext(%s))", (f"scheduler {what}",))


@contextmanager
def in_words(address: str) -> Iterator[None]:
    """Turns what the database says into a LedgerError, without the address's password."""
    try:
        yield
    except ImportError as error:
        remedy = "Install it: pip install 'campaign-scheduler[cluster]'"
        raise LedgerError(f"The driver of this database is not installed ({error.name}).", remedy) from None
    except (SQLAlchemyError, OSError) as error:
        cause = str(getattr(error, "orig", None) or error).strip()
        where = address if address.startswith("sqlite") else "SCHEDULER_DATABASE"
        raise LedgerError(f"The ledger ({where}) cannot be used: {cause}.", _remedy(cause)) from None


def _remedy(cause: str) -> str:
    known = {
        "malformed": "Nothing is sent without it. It is damaged: put the newest copy in its place, see README.",
        "not a database": "Nothing is sent without it. It is damaged: put the newest copy in its place, see README.",
        "full": "Nothing is sent without it. Free the disk; it goes on by itself then.",
        "locked": "Nothing is sent without it. Another program holds it: close that; it goes on by itself then.",
        "readonly": "Nothing is sent without it. Make the file and its folder writable, then start again.",
    }
    general = "Nothing is sent without it. Free the disk or mend the file's permissions, then start again."
    return next((remedy for word, remedy in known.items() if word in cause), general)


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
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _make_durable(connection: Any, _record: Any) -> None:
    # The driver begins transactions by itself, and too late; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the lock before it reads: two that read first and then write would stop each other.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
