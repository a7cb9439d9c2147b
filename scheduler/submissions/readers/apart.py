"""Reading in a process of its own: a file that makes a library hang, swell or crash costs that file, and no other.

The process is started with the first file and waits for the next one; it is started anew when it had to be ended.
"""

import atexit
import os
import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import Extract

PATIENCE = 60.0
"""Seconds that one file may take: a scanned book of 500 pages needs half of them."""
_OTHERWISE = "Open it, save it in another form (Word, PDF, plain text), and put that here."
_WORKER = "scheduler.submissions.readers.worker"


class Reader:
    """Reads one file after another. `patience` in seconds; may be shared by threads, who then wait for each other."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Connection | None = None

    def read(self, file: Path, work: Path) -> Extract:
        """What the file holds; SubmissionError, in words, when it cannot be read."""
        with self._turn:
            answer = self._answer(file, work) or self._answer(file, work)  # it may have been ended from outside
        if answer is None:
            raise SubmissionError(f"{file.name} broke the program that reads it.", _OTHERWISE)
        if isinstance(answer, Extract):
            return answer
        raise SubmissionError(*answer)

    def close(self) -> None:
        with self._turn:
            self._end()

    def _answer(self, file: Path, work: Path) -> Extract | tuple[str, str] | None:
        """What it says; None when the process ended over it."""
        try:
            return self._asked(file, work)
        except (EOFError, OSError):
            self._end()
            return None
        except BaseException:  # Ctrl-C between question and answer: the next file must not get this one's
            self._end()
            raise

    def _asked(self, file: Path, work: Path) -> Extract | tuple[str, str]:
        wire = self._started()
        wire.send((file, work))
        if wire.poll(self._patience):
            answer: Extract | tuple[str, str] = wire.recv()
            return answer
        self._end()
        return f"{file.name} takes longer to read than {self._patience:.0f} seconds.", _OTHERWISE

    def _started(self) -> Connection:
        if self._wire and self._process and self._process.poll() is None:
            return self._wire
        self._end()
        self._wire, theirs = Pipe()
        # -P: what lies in the current folder must not be taken for a module of Python's.
        command = [sys.executable, "-P", "-m", _WORKER, str(theirs.fileno())]
        known = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": known},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # the libraries grumble there about what they forgive
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        if not self._wire.poll(PATIENCE):  # a busy machine may be slow to start it; that is no file's fault
            raise EOFError
        self._wire.recv()
        return self._wire

    def _end(self) -> None:
        if self._wire:
            self._wire.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._wire = self._process = None


SHARED = Reader()
atexit.register(SHARED.close)
