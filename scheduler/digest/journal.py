"""A file beside the ledger in which a sender notes, message by message, that it begins to write one and how that ended.

The ledger is told some dozens at a time. What happened since it was told last is lost when the process is killed, but
a line that was written to a file is not: so only what was being written at that instant is unknown. After a power cut,
or on another machine, the file says nothing (see `trusted`).
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.digest.lease import Run, run_of
from scheduler.digest.outcomes import Outcome
from scheduler.models import MailState

_CLAIMED, _BEGUN, _ENDED, _RUN = "=", "+", "-", "run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is known of a message: when its content began to be written, if it did, and how it ended, if it did."""

    begun: datetime | None
    outcome: Outcome | None = None


class Journal:
    """Written by several threads: a line is one write, which the system does not mix with others."""

    def __init__(self, file: Path, run: Run) -> None:
        """Begins anew: what an earlier run wrote must be in the ledger by now."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        self._line(f"{_RUN} {run}")

    def claim(self, subscribers: Iterable[int]) -> None:
        """These are to be sent anew: what stands here of them is in the ledger."""
        self._line(f"{_CLAIMED}{' '.join(map(str, subscribers))}")

    def begin(self, subscriber: int, at: datetime) -> None:
        self._line(f"{_BEGUN}{subscriber} {at.timestamp():.6f}")

    def end(self, subscriber: int, outcome: Outcome) -> None:
        flags = f"{int(outcome.counts)}{int(outcome.suppress)}"
        words = " ".join(outcome.reply.split())
        self._line(f"{_ENDED}{subscriber} {outcome.state.value} {outcome.code} {flags} {words}")

    def close(self) -> None:
        os.close(self._file)

    def _line(self, text: str) -> None:
        os.write(self._file, f"{text}\n".encode("utf-8", "replace"))


def read(file: Path, run: str, us: Run) -> dict[int, Note] | None:
    """What that run noted, by subscriber; None when the file says nothing that can be relied on."""
    that = run_of(run)
    try:
        whole = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    head, *lines = whole.split("\n")
    if that is None or not that.is_on_the_machine_of(us) or head != f"{_RUN} {run}":
        return None
    notes: dict[int, Note] = {}
    for line in lines[:-1]:  # what stands behind the last line's end was not written to its end
        _read_line(line, notes)
    return notes


def _read_line(line: str, notes: dict[int, Note]) -> None:
    kind, numbers = line[:1], line[1:]
    if kind == _CLAIMED:
        for number in numbers.split():
            notes.pop(int(number), None)
    elif kind == _BEGUN:
        number, seconds = numbers.split()
        notes[int(number)] = Note(begun=datetime.fromtimestamp(float(seconds), UTC))
    elif kind == _ENDED:
        number, state, code, flags, *words = numbers.split(" ", 4)
        outcome = Outcome(
            state=MailState(state),
            code=int(code),
            reply=words[0] if words else "",
            counts=flags[0] == "1",
            suppress=flags[1] == "1",
        )
        before = notes.get(int(number))
        notes[int(number)] = Note(begun=before.begun if before else None, outcome=outcome)
