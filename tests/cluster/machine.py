"""One machine of a cluster as a process: plans when it holds the lease, works all the time.

`python machine.py ADDRESS FOLDER`. What is due stands in FOLDER/due (a lane and a key a line), what happened in
FOLDER/record: both stand for the ledger. A key that begins with `slow` is at work until FOLDER/release exists.
"""

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from scheduler.engine import Job, open_planner, open_worker
from scheduler.engine.session import Outage
from scheduler.errors import LedgerError


class Machine:
    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self.planner = open_planner(address)
        self.worker = open_worker(address, self.work)
        self.outage = Outage("planner", address)
        self.stopped = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        plans = threading.Thread(target=self.plan)
        plans.start()
        self.worker.run()
        plans.join()

    def stop(self) -> None:
        self.stopped.set()
        self.worker.stop()

    def work(self, key: str) -> None:
        if key in self.done():
            return
        self.tell(f"begun {key}")
        while key.startswith("slow") and not (self.folder / "release").exists():
            time.sleep(0.02)
        self.tell(f"done {key}")

    def tell(self, what: str) -> None:
        with (self.folder / "record").open("a") as record:
            record.write(f"{what} {os.getpid()}\n")

    def plan(self) -> None:
        planned = False
        while not self.stopped.wait(0.05):
            try:
                plans = self.planner.turn(self.due)
            except LedgerError as error:
                self.outage.begins(error)
                continue
            self.outage.over()
            if plans and not planned:
                self.tell("plans -")
            planned = plans
        self.planner.close()

    def done(self) -> set[str]:
        lines = (line.split() for line in (self.folder / "record").read_text().splitlines())
        return {key for what, key, _ in lines if what == "done"}

    def due(self) -> list[Job]:
        done = self.done()
        wanted = (line.split() for line in (self.folder / "due").read_text().splitlines())
        return [Job(lane=lane, key=key) for lane, key in wanted if key not in done]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    Machine(sys.argv[1], Path(sys.argv[2])).run()
