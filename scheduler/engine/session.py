"""Connections to the cluster's database: how they are made, what is said of an outage, one that comes back itself."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict

from scheduler.databases import LIVELY, for_psycopg, shown
from scheduler.errors import LedgerError, SettingsError

Connection = psycopg.Connection[tuple[Any, ...]]

SILENT_SECONDS = 6
"""After which a planner that asks nothing loses its connection, and the lease with it; and everybody, in a
transaction."""
# What the engine forgets when the database's machine loses power is handed out again, and the ledger, which forgets
# nothing, knows what was done. Waiting for the disk at each fetch would halve the rate.
_OURS = f"-c synchronous_commit=off -c idle_in_transaction_session_timeout={SILENT_SECONDS}s"

log = logging.getLogger(__name__)


def parameters(address: str) -> dict[str, Any]:
    """What psycopg connects with; what the address says itself wins. SettingsError when it is no address."""
    try:
        written = conninfo_to_dict(for_psycopg(address))
    except psycopg.Error:
        raise SettingsError(
            "SCHEDULER_DATABASE is no PostgreSQL address.",
            "Write postgresql://user:password@host/name; other signs than letters and digits in a password as %XX.",
        ) from None
    options = f"{LIVELY['options']} {_OURS} {written.get('options', '')}".strip()
    return {**LIVELY, **written, "options": options}


def lock_number(name: str) -> int:
    """A name as PostgreSQL's advisory locks want it: 64 bits with a sign."""
    return int.from_bytes(hashlib.sha256(f"scheduler {name}".encode()).digest()[:8], signed=True)


def make_tables(connection: Connection) -> None:
    """The engine's own tables, as it ships them. Two machines that start together take turns."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number("tables")])
        if connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone() == (None,):
            connection.execute(SchemaManager.get_schema())


def kind(error: BaseException) -> str:
    """A failure by its name; its text is never told, because it may hold a secret."""
    hidden = error.__context__ if isinstance(error, LedgerError) else None
    return type(error.__cause__ or hidden or error).__name__


class Outage:
    """Says that the database is away, once, and that it is back, once."""

    def __init__(self, whose: str, address: str) -> None:
        self._whose, self._where = whose, shown(address)
        self._told = False

    def begins(self, error: BaseException) -> None:
        if not self._told:
            log.warning(
                "The %s cannot use the database %s (%s) and waits for it.", self._whose, self._where, kind(error)
            )
        self._told = True

    def over(self) -> None:
        if self._told:
            log.info("The %s can use the database %s again.", self._whose, self._where)
        self._told = False


class Session:
    """One connection for one thread: made at first use with the tables it needs, and anew when it is found broken."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._parameters = parameters(address)
        self._connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction, committed at its end. LedgerError, in words, when it did not come to that."""
        try:
            connection = self._connected()
            with connection.transaction():
                yield connection
        except (psycopg.Error, ConnectorException) as error:
            raise LedgerError(
                f"The database {shown(self._address)} cannot be used: {kind(error)}.",
                "Nothing is sent without it; work goes on by itself when it is back.",
            ) from None

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _connected(self) -> Connection:
        """Asks the connection whether it lives: what breaks between two uses is nobody's failure yet."""
        try:
            if self._connection:
                self._connection.execute("SELECT")
        except psycopg.Error:
            self.close()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> Connection:
        connection = psycopg.connect(autocommit=True, **self._parameters)
        try:
            make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection
