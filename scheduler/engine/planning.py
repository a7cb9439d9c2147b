"""The planner's side: its lease, and procrastinate as the engine that it hands due keys to.

Keys are pushed when they are due. Procrastinate's own scheduling polls every five seconds; a new row wakes a worker at
once. What was handed over is written nowhere but in procrastinate's tables, and those are asked in the transaction that
adds to them: there are no two places to keep in step, so nothing can be lost or doubled between them.
"""

import time
from collections.abc import Callable, Sequence
from math import inf

from procrastinate import sql
from procrastinate.jobs import Job as Row
from procrastinate.manager import JobManager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector

from scheduler.engine.calls import Held, Job, Liveness, fitting
from scheduler.engine.session import SILENT_SECONDS, Connection, Session, lock_number

TASK = "scheduler.work"
DEAD_AFTER_SECONDS = 4
"""Without a heartbeat (one a second), on the database's clock. Covers a killed process, a machine without its network
and one that stands still alike, which a lock held by a connection would not; a worker that is only slow is taken for
dead at worst, and then the ledger refuses one of the two."""

SWEEP_SECONDS = 2

PUT_BACK = {"retry_at": None, "new_priority": None, "new_queue_name": None, "new_lock": None}
"""For procrastinate's `retry_job`: as it was, and at once; never at a time of ours, whose clock may be another."""

_CUT_OFF = "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = 'idle_session_timeout'"  # since 14
_ALIVE = "SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)"
_IN_HAND = """
SELECT queueing_lock, queue_name, CASE status WHEN 'doing' THEN worker_id END
FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing')
"""
_WAITING = "SELECT id FROM procrastinate_jobs WHERE task_name = %s AND queueing_lock = %s AND status = 'todo'"
_STALLED = f"""
SELECT id, queueing_lock FROM procrastinate_jobs
WHERE task_name = %s AND status = 'doing' AND (worker_id IS NULL OR worker_id NOT IN ({_ALIVE}))
ORDER BY id FOR UPDATE SKIP LOCKED
"""  # a machine that is just finishing one of them is faster, and right


class Planner:
    """Engine and lease on one connection, for one thread: the lease vanishes with the connection that it submits on."""

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        session = Session(address)
        self.lease = Lease(session)
        self.engine = Procrastinate(session)
        self.close = session.close
        self._clock, self._swept = clock, -inf

    def turn(self, due: Callable[[], Sequence[Job]]) -> bool:
        """Hands over what is `due`, once a second at least; False: another machine plans. LedgerError: nobody can.

        `due` is asked on the machine that plans only. It may name keys again that are in hand; one that was finished
        since comes to a worker once more, who sees in the ledger that nothing is to be done.
        """
        planning = self.lease.acquire()
        if planning:
            self._sweep()
            self.engine.submit(due())
        return planning

    def _sweep(self) -> None:
        if self._clock() - self._swept >= SWEEP_SECONDS:
            self._swept = self._clock()
            self.engine.stalled()


class Lease:
    """One planner among all machines: PostgreSQL keeps it for a connection, and frees it when that ends, however.

    A planner that hangs with its connection open is cut off: `acquire` once a second keeps the lease.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._number = lock_number("planner")
        self._granted: Connection | None = None
        self.terms = 0
        """How often it was granted: whoever has it anew does not know what was planned meanwhile."""

    def acquire(self) -> bool:
        """Whether it is ours, now or still. False: another machine plans. LedgerError when the database is away."""
        with self._session.transaction() as connection:
            if connection is not self._granted:
                connection.execute(_CUT_OFF, [f"{SILENT_SECONDS}s"])
                got = connection.execute("SELECT pg_try_advisory_lock(%s)", [self._number]).fetchone()
                self._granted = connection if got == (True,) else None
                self.terms += self._granted is not None
            return self._granted is not None


class Procrastinate:
    """The four calls of `Engine`. A key is a job's `queueing_lock`; its lane is its queue; never a `lock`.

    (`lock` makes each fetch look through all rows: 128 jobs a second instead of 351.)
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._jobs = JobManager(SyncPsycopgConnector())  # never opened: it only words the queries

    def submit(self, due: Sequence[Job]) -> tuple[str, ...]:
        if not due:
            return ()
        with self._session.transaction() as connection:
            # Whoever else submits waits here, so that it sees what we add.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number("submit")])
            fits = fitting(due, _liveness(connection))
            if fits:
                self._jobs.batch_defer_jobs([_row(job) for job in fits], connection=connection)
            return tuple(job.key for job in fits)

    def cancel(self, key: str) -> bool:
        with self._session.transaction() as connection:
            found = connection.execute(_WAITING, [TASK, key]).fetchone()
            if found is None:
                return False
            return self._jobs.cancel_job_by_id(found[0], delete_job=True, connection=connection)

    def stalled(self) -> tuple[str, ...]:
        with self._session.transaction() as connection:
            found = connection.execute(_STALLED, [TASK, DEAD_AFTER_SECONDS]).fetchall()
            for job_id, _ in found:
                connection.execute(sql.queries["retry_job"], {"job_id": job_id, **PUT_BACK})
            return tuple(key for _, key in found)

    def liveness(self) -> Liveness:
        with self._session.transaction() as connection:
            return _liveness(connection)


def _liveness(connection: Connection) -> Liveness:
    # Keys first: a worker that begins in between is unknown to the first look, not dead in the second.
    rows = connection.execute(_IN_HAND, [TASK]).fetchall()
    workers = frozenset(str(each) for (each,) in connection.execute(_ALIVE, [DEAD_AFTER_SECONDS]))
    held = {key: Held(lane=lane, worker=str(by) if str(by) in workers else None) for key, lane, by in rows}
    return Liveness(workers=workers, in_hand=held)


def _row(job: Job) -> Row:
    return Row(queue=job.lane, lock=None, queueing_lock=job.key, task_name=TASK, task_kwargs={"key": job.key})
