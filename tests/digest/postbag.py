"""A list of people, plain letters to them, and a sending of those, in this process or in one that may be killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler import clock
from scheduler.digest.sending import Ended, Sending, Terms
from scheduler.digest.smtp_url import relay_of
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.models import Letter, MailState, Subscriber
from scheduler.sandbox.mail import MailServer

DAY = date(2023, 11, 6)
MORNING = datetime(2023, 11, 6, 7, 30, tzinfo=UTC)
LINE = b"She has worked in the district for eleven years, and knows each family by name.\r\n"


class Plain:
    """Writes letters of about `size` bytes; the same subscriber always gets the same one."""

    def __init__(self, size: int = 500) -> None:
        self._body = LINE * (size // len(LINE))

    def message_id(self, subscriber: Subscriber) -> str:
        return f"<20231106.{subscriber.id}@news.example.org>"

    def letter(self, subscriber: Subscriber) -> Letter:
        message_id = self.message_id(subscriber)
        head = f"Message-ID: {message_id}\r\nTo: {subscriber.id}\r\nSubject: Day 1\r\n\r\n".encode()
        return Letter(
            message_id=message_id,
            sender="week@news.example.org",
            recipient=subscriber.email,
            data=head + self._body,
        )


def people(count: int, domain: str = "example.org") -> list[str]:
    return [f"person{number}@{domain}" for number in range(count)]


def ledger_of(folder: Path, addresses: list[str], address: str = "") -> Ledger:
    """A ledger whose subscribers these are."""
    ledger = Ledger(address or f"sqlite:///{folder}/ledger.db")
    ledger.subscribers.bring([Entry(email=each, consent="form, 1 May") for each in addresses], MORNING)
    return ledger


def sending(ledger: Ledger, folder: Path, smtp_url: str, **more: object) -> Sending:
    """Made as the command line makes it; `more`: relay_log, resend, stop, composer."""
    terms = Terms(
        relay=relay_of(smtp_url),
        journal=folder / "digest.journal",
        relay_log=more.pop("relay_log", None),  # type: ignore[arg-type]
        resend=bool(more.pop("resend", False)),
    )
    composer = more.pop("composer", None) or Plain()
    more.setdefault("stop", threading.Event())
    return Sending(ledger, DAY, composer, terms, clock=clock.moment, **more)  # type: ignore[arg-type]


def send(ledger: Ledger, folder: Path, server: MailServer, options: str = "", **more: object) -> Ended:
    return sending(ledger, folder, f"{server.address}?connections=4&timeout=20&{options}".rstrip("&"), **more).send()


def counts(ended: Ended) -> Mapping[MailState, int]:
    """Of the states that any copy is in."""
    return {state: count for state, count in ended.mailing.counts.items() if count}


@contextmanager
def another_process(folder: Path, smtp_url: str, *, relay_log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """`send` in a process of its own, on the ledger in `folder`; it is killed at the end if it still lives."""
    arguments = [str(folder), smtp_url, str(relay_log or "")]
    paths = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen([sys.executable, __file__, *arguments], env={**os.environ, "PYTHONPATH": paths})
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait()


def _main(folder: str, smtp_url: str, relay_log: str) -> None:
    ledger = Ledger(f"sqlite:///{folder}/ledger.db")
    sending(ledger, Path(folder), smtp_url, relay_log=Path(relay_log) if relay_log else None).send()


if __name__ == "__main__":
    _main(*sys.argv[1:])
