"""Machines of a cluster as processes of their own, on a real database."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from scheduler.engine.worker import Worker

PATIENCE = 30.0
MACHINE = Path(__file__).with_name("machine.py")

Process = subprocess.Popen[bytes]
Working = Callable[[Callable[[str], None]], Worker]


def until(done: Callable[[], bool], told: Callable[[], object] = lambda: "") -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, told()
        time.sleep(0.02)


@dataclass
class Cluster:
    """The machines, what is due, and what they told."""

    address: str
    folder: Path
    machines: list[Process] = field(default_factory=list)

    def start(self) -> Process:
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, str(MACHINE), self.address, str(self.folder)]
            machine = subprocess.Popen(command, stdout=log, stderr=log)
        self.machines.append(machine)
        return machine

    def kill(self, machine: Process) -> None:
        machine.kill()
        machine.wait()

    def due(self, lane: str, *keys: str) -> None:
        with (self.folder / "due").open("a") as due:
            due.writelines(f"{lane} {key}\n" for key in keys)

    def release(self) -> None:
        (self.folder / "release").touch()

    def told(self, what: str) -> list[tuple[str, int]]:
        """Key and process of each line that says `what`, in order."""
        lines = [line.split() for line in (self.folder / "record").read_text().splitlines()]
        return [(key, int(process)) for kind, key, process in lines if kind == what]

    def keys(self, what: str) -> list[str]:
        return [key for key, _ in self.told(what)]

    def until(self, done: Callable[[], bool]) -> None:
        until(done, lambda: self.log + (self.folder / "record").read_text())

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


def cut_connections(address: str) -> None:
    """Ends every connection to the database but our own, as a network or an administrator would."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
