"""A cluster for each story, and its parts in this process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from cluster.clusters import Cluster, Working

from scheduler.engine import open_planner, open_worker
from scheduler.engine.planning import Planner
from scheduler.engine.worker import Worker


@pytest.fixture
def cluster(database: str, tmp_path: Path) -> Iterator[Cluster]:
    for name in ("due", "record", "log"):
        (tmp_path / name).touch()
    made = Cluster(database, tmp_path)
    try:
        yield made
    finally:
        for machine in made.machines:
            made.kill(machine)


@pytest.fixture
def planner(database: str) -> Iterator[Planner]:
    made = open_planner(database)
    yield made
    made.close()


@pytest.fixture
def working(database: str) -> Iterator[Working]:
    """Starts a worker in a thread of this process, which ends with the story."""
    with ExitStack() as workers:
        yield lambda work: workers.enter_context(_working(database, work))


@pytest.fixture
def release(working: Working) -> Iterator[threading.Event]:
    """What hanging work waits for: set at the story's end at the latest, before its workers are waited for."""
    event = threading.Event()
    yield event
    event.set()


@contextmanager
def _working(address: str, work: Callable[[str], None]) -> Iterator[Worker]:
    worker = open_worker(address, work)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()
