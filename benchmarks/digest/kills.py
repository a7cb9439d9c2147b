"""kill -9 at random instants while a digest is sent; who was skipped or doubled is counted by the mail server."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.digest.stage import DAY, ledger_of, prepare
from scheduler.models import MailState
from scheduler.sandbox.mail import MailServer

_PATIENCE = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`doubled`: copies too many; `unknown`: whom a person is told of, whether they got it or not."""

    seed: int
    skipped: int
    doubled: int
    unknown: int
    seconds: float

    def __str__(self) -> str:
        found = f"{self.skipped} skipped, {self.doubled} doubled, {self.unknown} told as unknown"
        return f"seed {self.seed}: {found}, {self.seconds:.0f} s"


def kills(folder: Path, seed: int, *, recipients: int, times: int, connections: int, with_log: bool) -> Verdict:
    """Kills it `times` times at random moments, then lets it come to its end."""
    chance, began = random.Random(seed), time.monotonic()
    addresses = prepare(folder, recipients)
    log = folder / "mail.log" if with_log else None
    with MailServer(log=log) as server:
        url = f"{server.address}?connections={connections}"
        for moment in sorted(chance.sample(range(1, recipients - 100), times)):
            _killed(folder, url, log, server, moment + chance.randrange(100))
        _process(folder, url, log).wait(_PATIENCE)
        unknown = _unknown(folder)
        copies = dict(server.accepted)
    return Verdict(
        seed=seed,
        skipped=sum(address not in copies for address in addresses),
        doubled=sum(copies.values()) - len(copies),
        unknown=unknown,
        seconds=time.monotonic() - began,
    )


def _killed(folder: Path, url: str, log: Path | None, server: MailServer, moment: int) -> None:
    process = _process(folder, url, log)
    while len(server.moments) < moment and process.poll() is None:
        time.sleep(0.0005)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


def _process(folder: Path, url: str, log: Path | None) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.digest", "one", str(folder), url, "--log", str(log or "")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _unknown(folder: Path) -> int:
    ledger = ledger_of(folder)
    mailing = ledger.mailings.mailing(DAY)
    ledger.close()
    return mailing.counts[MailState.UNKNOWN] if mailing else 0
