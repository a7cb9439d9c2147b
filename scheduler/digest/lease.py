"""Who sends: one run of one process, and whether that one still lives."""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.models import Moment

SILENT = timedelta(seconds=60)
"""After this long without a word, a run on another machine is taken for dead."""
HOLDS = 30.0
"""Seconds after which a run that could not renew its lease sends nothing more: long before others take it for dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`started`: in the machine's own count, so that a process number that was given again is not taken for it."""

    host: str
    boot: str
    pid: int
    started: str
    nonce: str

    def __str__(self) -> str:
        return "/".join((self.host, self.boot, str(self.pid), self.started, self.nonce))

    def is_on_the_machine_of(self, other: "Run") -> bool:
        return (self.host, self.boot) == (other.host, other.boot)


def this_run(now: Moment) -> Run:
    pid = os.getpid()
    host = socket.gethostname().replace("/", "-")
    return Run(host=host, boot=now.boot, pid=pid, started=_started(pid) or "", nonce=secrets.token_hex(4))


def run_of(text: str) -> Run | None:
    parts = text.split("/")
    if len(parts) != 5 or not parts[2].isdecimal():
        return None
    host, boot, pid, started, nonce = parts
    return Run(host=host, boot=boot, pid=int(pid), started=started, nonce=nonce)


def is_free(text: str, beat: datetime | None, us: Run, now: datetime) -> bool:
    """Whether nobody sends by this lease: its process is gone, or was not heard of for a minute."""
    run = run_of(text)
    if run is not None and run.is_on_the_machine_of(us) and not _lives(run):
        return True
    return beat is None or now - beat >= SILENT


def _lives(run: Run) -> bool:
    try:
        os.kill(run.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not run.started or _started(run.pid) == run.started


def _started(pid: int) -> str | None:
    """None where the system does not say, or there is no such process, or only its remains."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if told[0] in {"Z", "X"} else told[19]
