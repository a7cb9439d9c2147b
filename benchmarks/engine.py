"""The distributed engine with work that does nothing, beside procrastinate as shipped, on a PostgreSQL of its own.

`python benchmarks/engine.py [KEYS]` prints keys a second with one and two workers (20 lanes, all due at once), and
milliseconds from when a key was due to when its work began at 30 a second with two. Ours hands keys over when they are
due; as shipped, they are deferred ahead with `schedule_at` and polled for every five seconds.
"""

import asyncio
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import procrastinate

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from databases import PostgreSQL, postgresql

from scheduler.engine import Job, open_planner, open_worker
from scheduler.engine.planning import Planner
from scheduler.engine.session import parameters

LANES = 20
A_SECOND = 30
SECONDS = 20
BREATH_SECONDS = 0.03


def main(keys: int) -> None:
    with postgresql(durable=True) as server:
        for workers in (1, 2):
            ours, theirs = rate(server, workers, keys), rate_as_shipped(server, workers, keys)
            print(f"{workers} worker{'s' * (workers > 1)}: {ours:,.0f} keys/s; as shipped {theirs:,.0f}")
        for name, late in (("pushed when due", pushed(server)), ("as shipped", as_shipped(server))):
            cuts = quantiles(late, n=100)
            print(f"{name}, {A_SECOND}/s: p50 {cuts[49]:,.0f} ms, p99 {cuts[98]:,.0f} ms, max {max(late):,.0f} ms")


def rate(server: PostgreSQL, workers: int, keys: int) -> float:
    with server.database() as address, running("ours", address, workers) as record:
        planner = ready(address, workers)
        due = [Job(key=str(number), lane=f"lane{number % LANES}") for number in range(keys)]
        began = time.time()
        while due:
            planner.engine.submit(due)
            time.sleep(BREATH_SECONDS)
            done = begun(record)
            due = [job for job in due if job.key not in done]
        planner.close()
        return keys / (max(begun(record).values()) - began)


def rate_as_shipped(server: PostgreSQL, workers: int, keys: int) -> float:
    with server.database() as address:
        ready(address, 0).close()
        with running("shipped", address, workers) as record:
            time.sleep(2)  # they say nothing of when they are ready
            times = dict.fromkeys(map(str, range(keys)), time.time())
            asyncio.run(defer_ahead(address, times))
            return keys / (max(lags(record, times)) / 1000)


def pushed(server: PostgreSQL) -> list[float]:
    with server.database() as address, running("ours", address, 2) as record:
        planner = ready(address, 2)
        times = timetable(time.time())
        for key, due in times.items():
            time.sleep(max(0.0, due - time.time()))
            planner.engine.submit([Job(key=key, lane=f"lane{int(key) % LANES}")])
        planner.close()
        return lags(record, times)


def as_shipped(server: PostgreSQL) -> list[float]:
    with server.database() as address:
        ready(address, 0).close()
        with running("shipped", address, 2) as record:
            times = timetable(time.time() + 3)
            asyncio.run(defer_ahead(address, times))
            return lags(record, times)


def timetable(begin: float) -> dict[str, float]:
    return {str(number): begin + 1 + number / A_SECOND for number in range(A_SECOND * SECONDS)}


def lags(record: Path, times: dict[str, float]) -> list[float]:
    """Milliseconds, once every key was begun."""
    while len(begun(record)) < len(times):
        time.sleep(0.1)
    return [(at - times[key]) * 1000 for key, at in begun(record).items()]


def begun(record: Path) -> dict[str, float]:
    lines = (line.split() for line in record.read_text().splitlines())
    return {key: float(at) for key, at in lines}


def ready(address: str, workers: int) -> Planner:
    planner = open_planner(address)
    while len(planner.engine.liveness().workers) < workers:
        time.sleep(0.05)
    return planner


@contextmanager
def running(kind: str, address: str, workers: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        record.touch()
        command = [sys.executable, str(Path(__file__).absolute()), kind, address, str(record)]
        processes = [subprocess.Popen(command) for _ in range(workers)]
        try:
            yield record
        finally:
            for process in processes:
                process.kill()
                process.wait()


def worker(kind: str, address: str, record: Path) -> None:
    with record.open("a", buffering=1) as lines:

        def work(key: str) -> None:
            lines.write(f"{key} {time.time():.6f}\n")

        if kind == "ours":
            open_worker(address, work).run()
        else:
            asyncio.run(shipped_worker(address, work))


def shipped(address: str) -> procrastinate.App:
    logging.getLogger("procrastinate").setLevel(logging.ERROR)  # it would rather stand in another module
    return procrastinate.App(connector=procrastinate.PsycopgConnector(kwargs=parameters(address)))


async def shipped_worker(address: str, work) -> None:  # type: ignore[no-untyped-def]
    app = shipped(address)
    app.task(name="work")(work)
    async with app.open_async():
        await app.run_worker_async(concurrency=64, delete_jobs="always")


async def defer_ahead(address: str, times: dict[str, float]) -> None:
    app = shipped(address)
    async with app.open_async():
        for due in sorted(set(times.values())):
            at = datetime.fromtimestamp(due, UTC)
            together = [{"key": key} for key, its in times.items() if its == due]
            await app.configure_task("work", schedule_at=at).batch_defer_async(*together)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        worker(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
