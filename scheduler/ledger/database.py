"""The database: opening it, its troubles in words, and writers that are committed together."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from scheduler.databases import LIVELY, for_sqlalchemy
from scheduler.errors import LedgerError
from scheduler.ledger.schema import bring_up_to_date, is_older

_BUSY_SECONDS = 30
_POOL = 16
_AT_ONCE = 2000

T = TypeVar("T")
Change = Callable[[sa.Connection], T]
Item = Any
"""What is written together with others; only who opens the database knows what it is."""


class Database:
    """A write that returned is durable. Every method raises LedgerError, in words."""

    def __init__(self, address: str, together: Callable[[sa.Connection, list[Item]], list[Any]]) -> None:
        """Opens `address` (as people write it) and makes the tables that are missing.

        `together` writes many items in one transaction and gives each one's outcome.
        """
        self.address = address
        self._failed = False
        self._together = together
        self._turn = threading.Lock()
        self._waiting: deque[_Write] = deque()
        self._led = False
        self._mutex = threading.Lock()
        self._inode: int | None = None
        with in_words(address):
            url = _url(address)
            self.is_sqlite = url.get_backend_name() == "sqlite"
            self.file = Path(url.database) if self.is_sqlite and url.database else None
            if self.file:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            lively = {} if self.is_sqlite else {"connect_args": dict(LIVELY), "pool_pre_ping": True}
            self._engine = sa.create_engine(url, pool_size=_POOL, max_overflow=_POOL, **lively)
            if self.is_sqlite:
                sa.event.listen(self._engine, "connect", _make_durable)
                sa.event.listen(self._engine, "begin", _begin_sqlite)
            self._writer = self._engine.execution_options(writes=True)
        if self.read(is_older):
            self.write(_up_to_date)
        self._inode = _inode(self.file)

    def close(self) -> None:
        self._engine.dispose()

    def read(self, look: Change[T]) -> T:
        with in_words(self.address), self._engine.begin() as connection:
            return look(connection)

    def stream(self, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
        """Rows, of which there may be more than the memory should hold at once."""
        with in_words(self.address), self._engine.connect() as connection:
            for some in connection.execution_options(yield_per=_AT_ONCE).execute(query).partitions():
                yield from some

    def write(self, change: Change[T]) -> T:
        """Does the change in a transaction of its own."""
        with in_words(self.address), self._turn:
            return self._transaction(change)

    def write_together(self, item: Item) -> Any:
        """Writes `item` with all others that came while the disk was busy: one flush for all of them.

        Whoever comes first leads: he writes for all who wait, and the first who came meanwhile leads next.
        """
        write = _Write(item)
        with self._mutex:
            self._waiting.append(write)
            leads, self._led = not self._led, True
        if leads or write.leads_when_told():
            self._lead()
        with in_words(self.address):
            return write.outcome()

    def _lead(self) -> None:
        with self._mutex:
            writes = list(self._waiting)
            self._waiting.clear()
        try:
            self._commit(writes)
        finally:
            with self._mutex:
                self._led = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].lead()

    def _commit(self, writes: "list[_Write]") -> None:
        items = [write.item for write in writes]
        try:
            with self._turn:
                outcomes = self._transaction(lambda connection: self._together(connection, items))
        except Exception as error:
            if isinstance(error, SQLAlchemyError | OSError | LedgerError) or len(writes) == 1:
                for write in writes:
                    write.fail(error)
            else:  # one of them cannot be written at all: it must not take the others along
                for write in writes:
                    self._commit([write])
        else:
            for write, outcome in zip(writes, outcomes, strict=True):
                write.succeed(outcome)

    def _transaction(self, change: Change[T]) -> T:
        self._mind_the_file()
        self._failed = True
        with self._writer.begin() as connection:
            outcome = change(connection)
        self._failed = False
        return outcome

    def mind_writing(self, probe: Change[None]) -> None:
        """LedgerError while nothing can be written: after a write that failed, it is tried before anything is begun."""
        if self._failed:
            self.write(probe)

    def _mind_the_file(self) -> None:
        """A file that is removed while it is open would go on taking what nobody will ever read again."""
        if self._inode is not None and _inode(self.file) != self._inode:
            raise LedgerError(
                f"The ledger ({self.file}) was removed or exchanged while it was in use.",
                "Nothing is sent without it. Put it back, then start again.",
            )


class _Write:
    """What one writer wants written, and what became of it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self._told: SimpleQueue[bool] = SimpleQueue()  # an Event takes several times as long to make and to wait for
        self._outcome: Any = None
        self._error: Exception | None = None

    def leads_when_told(self) -> bool:
        """Waits until it is written by somebody, or is to lead the next ones."""
        return self._told.get()

    def lead(self) -> None:
        self._told.put(True)

    def succeed(self, outcome: Any) -> None:
        self._outcome = outcome
        self._told.put(False)

    def fail(self, error: Exception) -> None:
        self._error = error
        self._told.put(False)

    def outcome(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._outcome


def _up_to_date(connection: sa.Connection) -> None:
    exclusively(connection, "tables")  # two machines that start at the same instant
    bring_up_to_date(connection)


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
        url = sa.make_url(for_sqlalchemy(address))
    except (SQLAlchemyError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in {"sqlite", "postgresql"}:
        remedy = "Write sqlite:///ledger.db, or postgresql://user:password@host/name."
        raise LedgerError("SCHEDULER_DATABASE is no address of a database that can be used.", remedy)
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        remedy = "Name a file: sqlite:///ledger.db."
        raise LedgerError("SCHEDULER_DATABASE names a database in memory, which forgets what is out.", remedy)
    return url


def _make_durable(connection: Any, _record: Any) -> None:
    # The driver begins transactions by itself, and too late; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the lock before it reads: two that read first and then write would stop each other.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
