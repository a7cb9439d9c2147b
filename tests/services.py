"""`scheduler run` as a process of its own: real time, sandbox networks."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from campaigns import CHANNELS, HEAD

from scheduler.sandbox import Sandbox

NEW_YORK = ZoneInfo("America/New_York")
PATIENCE = 30.0
COMMAND = [sys.executable, "-m", "scheduler"]


def soon(seconds: float) -> str:
    """A time that near, as posts.yaml has it."""
    return f"{(datetime.now(UTC) + timedelta(seconds=seconds)).astimezone(NEW_YORK):%Y-%m-%d %H:%M:%S}"


@dataclass
class Running:
    """A campaign folder with its networks, and the service as a process."""

    folder: Path
    sandbox: Sandbox
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.sandbox.environment(), "SCHEDULER_RECONCILE_AFTER": "0,0.5,1"}

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text()

    def write(self, *posts: str) -> None:
        (self.folder / "posts.yaml").write_text(HEAD + "".join(posts), encoding="utf-8")

    def start(self) -> "subprocess.Popen[bytes]":
        with (self.folder / "log.txt").open("ab") as log:
            command = [*COMMAND, "-C", str(self.folder), "run"]
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        return process

    def status(self) -> dict[str, dict[str, object]]:
        command = [*COMMAND, "-C", str(self.folder), "status", "--json"]
        told = subprocess.run(command, env=self.environment, capture_output=True, check=True, timeout=PATIENCE)
        rows = json.loads(told.stdout)["deliveries"]
        return {f"{row['post']}/{row['channel']}/{row['part']}": row for row in rows}

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def texts(self) -> list[tuple[str, str]]:
        return [(seen.channel, seen.text) for seen in self.sandbox.seen()]


@contextmanager
def service_in(folder: Path) -> Iterator[Running]:
    with Sandbox(CHANNELS, clock=lambda: datetime.now(UTC)) as sandbox:
        made = Running(folder, sandbox)
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
                process.wait()
