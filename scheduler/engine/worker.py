"""A machine's worker: procrastinate fetches keys and keeps the books, our threads do the work.

Procrastinate's worker ends at the first failed query and waits for all that is in flight before it can begin again:
one upload would hold up every channel after each restart of the database. So its connector here is patient instead, and
the worker above it never learns of an outage. Two things that procrastinate leaves open are closed by `_beat`: its
heartbeats end as soon as it is told to stop, while it still finishes what is in flight; and a key whose fetch was
committed, but whose answer was lost with the connection, would be its own for ever.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, LiteralString, TypeVar

import psycopg
import psycopg_pool
from procrastinate import App, JobContext, PsycopgConnector, sql
from procrastinate.connector import Notify
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker as Fetcher

from scheduler.engine.planning import PUT_BACK, TASK
from scheduler.engine.session import Outage, kind, make_tables, parameters

HEARTBEAT_SECONDS = 1
POLL_SECONDS = 1
"""A new key wakes workers by itself; this finds those put back, and those whose wake-up was lost."""
FORGET_SECONDS = 3600
"""A worker without a heartbeat is dead after seconds, but stays known: a machine that wakes from sleep goes on as it
was, instead of failing at its next key."""
_AGAIN_SECONDS = 0.25
_NEVER = 10**6

_MINE = "SELECT id FROM procrastinate_jobs WHERE worker_id = %(worker)s AND status = 'doing'"

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Worker:
    """Works keys in threads until `stop()`, from any thread. `work` must not raise: its outcome is in the ledger."""

    def __init__(self, address: str, work: Callable[[str], None], *, slots: int) -> None:
        self._parameters = parameters(address)
        self._work = work
        self._slots = slots
        self._stopped = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._halt: Callable[[], None] = lambda: None
        self._running: set[int] = set()
        self._connector = _PatientConnector(self._parameters, Outage("worker", address), self._stopped)

    def run(self) -> None:
        """Returns after `stop()`, when everything in flight has its outcome. Outages are waited for."""
        for noisy in ("procrastinate", "psycopg.pool"):
            logging.getLogger(noisy).setLevel(logging.CRITICAL)  # tracebacks, and an outage once a try
        # psycopg cannot use the other kind of loop that some systems have.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._serve())

    def stop(self) -> None:
        self._stopped.set()
        if self._loop:
            with suppress(RuntimeError):  # it is over already
                self._loop.call_soon_threadsafe(lambda: self._halt())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_in_one_line)
        with ThreadPoolExecutor(self._slots, thread_name_prefix="work") as threads:
            while not self._stopped.is_set():
                try:
                    await asyncio.to_thread(self._make_tables)
                    await self._fetch(threads)
                except (ConnectorException, psycopg.Error) as error:
                    self._connector.outage.begins(error)
                except Exception as error:
                    log.error("The worker begins again after a fault of its own: unexpected %s", kind(error))
                await asyncio.to_thread(self._stopped.wait, POLL_SECONDS)

    def _make_tables(self) -> None:
        with psycopg.connect(autocommit=True, **self._parameters) as connection:
            make_tables(connection)
        self._connector.outage.over()

    async def _fetch(self, threads: ThreadPoolExecutor) -> None:
        app = App(connector=self._connector)
        self._define(app, threads)
        async with app.open_async():
            fetcher = Fetcher(
                app,
                concurrency=self._slots,
                fetch_job_polling_interval=POLL_SECONDS,
                abort_job_polling_interval=_NEVER,
                delete_jobs="always",
                install_signal_handlers=False,
                update_heartbeat_interval=_NEVER,  # _beat does
                stalled_worker_timeout=FORGET_SECONDS,
            )
            heart = asyncio.create_task(self._beats(fetcher))
            self._halt = fetcher.stop
            try:
                if not self._stopped.is_set():
                    await fetcher.run()  # type: ignore[no-untyped-call]
            finally:
                heart.cancel()

    def _define(self, app: App, threads: ThreadPoolExecutor) -> None:
        @app.task(name=TASK, pass_context=True)
        async def work(context: JobContext, key: str) -> None:
            job = context.job.id or 0
            self._running.add(job)
            try:
                await asyncio.get_running_loop().run_in_executor(threads, self._work, key)
            except Exception as error:
                log.error("%s: unexpected %s", key, kind(error))
            finally:
                self._running.discard(job)

    async def _beats(self, fetcher: Fetcher) -> None:
        unknown: set[int] = set()
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            if fetcher.worker_id is not None:
                with suppress(ConnectorException):  # stopping, and the database is away
                    unknown = await self._beat(fetcher.app, fetcher.worker_id, unknown)

    async def _beat(self, app: App, worker: int, unknown: set[int]) -> set[int]:
        """Says that we live, and puts back what is ours twice without our working on it: once, it may be on its way."""
        await app.job_manager.update_heartbeat(worker)
        mine = await self._connector.execute_query_all_async(_MINE, worker=worker)
        strange = {row["id"] for row in mine} - self._running
        for job in strange & unknown:
            await self._connector.execute_query_async(sql.queries["retry_job"], job_id=job, **PUT_BACK)
        return strange


class _PatientConnector(PsycopgConnector):
    """Asks again until the database answers, or we are to stop.

    Every query of a worker may be asked twice: a heartbeat is the same again, a job that was fetched unheard is put
    back by `_beat`, and one that is finished or taken away already needs no finishing.
    """

    def __init__(self, how: dict[str, Any], outage: Outage, stopped: threading.Event) -> None:
        super().__init__(
            pool_factory=_pool,
            kwargs=how,
            configure=_one_statement_each,
            min_size=2,
            max_size=4,
            timeout=5,
            reconnect_timeout=2,
        )
        self.outage = outage
        self._stopped = stopped

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        ask = super().execute_query_async
        with suppress(_TakenAway):
            await self._patiently(lambda: ask(query, **arguments))

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:
        ask = super().execute_query_one_async
        return await self._patiently(lambda: ask(query, **arguments))

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:
        ask = super().execute_query_all_async
        return await self._patiently(lambda: ask(query, **arguments))

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        listen = super().listen_notify
        await self._patiently(lambda: listen(on_notification, channels))

    async def _patiently(self, ask: Callable[[], Awaitable[_T]]) -> _T:
        while True:
            try:
                answer = await ask()
            except ConnectorException as error:
                if isinstance(error.__cause__, psycopg.errors.RaiseException):
                    raise _TakenAway from None
                if self._stopped.is_set() or not _is_away(error.__cause__):
                    raise
                self.outage.begins(error)
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                self.outage.over()
                return answer


class _TakenAway(ConnectorException):
    """Procrastinate's functions found the job in no state for this: another worker has it, or it is done."""


def _is_away(error: BaseException | None) -> bool:
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


def _pool(*, check: object, **how: Any) -> psycopg_pool.AsyncConnectionPool[Any]:
    """Without the question before each query whether the connection lives: that is found out by asking the query."""
    return psycopg_pool.AsyncConnectionPool(**how)


async def _one_statement_each(connection: psycopg.AsyncConnection[Any]) -> None:
    """Each of procrastinate's queries is one statement: no need to say where it begins and ends."""
    await connection.set_autocommit(True)


def _in_one_line(_loop: asyncio.AbstractEventLoop, what: dict[str, Any]) -> None:
    log.debug("left unanswered when the database went: %s", type(what.get("exception")).__name__)
