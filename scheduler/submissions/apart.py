"""Work in processes apart: a file that makes a library hang, swell or crash costs that file, and no other.

There is a helper for each processor. It begins with its first question and waits for the next one; where it had to be
ended, another takes its place. What is asked of many things is asked of all helpers at once.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import LifoQueue
from typing import Any, TypeVar

from scheduler.errors import SubmissionError

PATIENCE = 60.0
"""Seconds that one file may take: a scanned book of 500 pages needs half of them."""
_OTHERWISE = "Open it, save it in another form (Word, PDF, plain text), and put that here."
_PROGRAM, _OURS, _PRACTISE = "scheduler.submissions.helper", "scheduler.", "practise"
_HELPERS = min(os.cpu_count() or 1, 4)
"""More would wait for whoever asks them."""
_GOODBYE = 1.0
"""Seconds in which whoever is let go should be gone."""
_AHEAD = 8
"""So many are asked about ahead: few, because what is answered early waits in memory."""

Thing = TypeVar("Thing")
Found = TypeVar("Found")


class LostError(SubmissionError):
    """Whoever was asked took too long, or did not live to answer."""


def ask(name: str, asked: Callable[..., Found], *arguments: object) -> Found:
    """What a helper answers who is free, or as soon as one is; see `Helper.ask`."""
    helper = _FREE.get()
    try:
        return helper.ask(name, asked, *arguments)
    finally:
        _FREE.put(helper)


def in_order(ask_about: Callable[[Thing], Found], things: Iterable[Thing], at_once: int = _HELPERS) -> Iterator[Found]:
    """The answer about each, in the order of the things; `at_once` are asked about, in threads that wait for helpers.

    The things are taken as they are needed.
    """
    left = iter(things)
    with ThreadPoolExecutor(at_once) as threads:
        ahead = deque(threads.submit(ask_about, each) for each in islice(left, _AHEAD))
        try:
            while ahead:
                answer = ahead.popleft().result()
                ahead.extend(threads.submit(ask_about, each) for each in islice(left, 1))
                yield answer
        finally:
            threads.shutdown(cancel_futures=True)


class Helper:
    """Answers one question after another, in a process of its own. `patience` in seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._wire: Connection | None = None

    def ask(self, name: str, asked: Callable[..., Found], *arguments: object) -> Found:
        """What `asked` gives for these arguments: a function that a module has, and values that can be sent.

        SubmissionError, in words, when it cannot be told; `name`: what it is about.
        """
        question = (str(Path.cwd()), self._patience + 1, asked, arguments)
        answer = self._answer(name, question) or self._answer(name, question)  # it may have been ended from outside
        if answer is None:
            raise LostError(f"{name} broke the program that reads it.", _OTHERWISE)
        told, found = answer
        if not told:
            raise SubmissionError(*found)
        result: Found = found
        return result

    def close(self) -> None:
        """Lets the process go: it ends as soon as it has nobody to answer."""
        if self._wire:
            self._wire.close()
        self._wire = None

    def _answer(self, name: str, question: object) -> tuple[bool, Any] | None:
        """What it says; None when the process ended over it."""
        try:
            wire = self._wire = self._wire or _MOTHER.helper()
            wire.send(question)
            if not wire.poll(self._patience):
                raise LostError(f"{name} takes longer to read than {self._patience:.0f} seconds.", _OTHERWISE)
            answer: tuple[bool, Any] = wire.recv()
            return answer
        except (EOFError, OSError):
            self.close()
            return None
        except BaseException:  # too late, or Ctrl-C: the next question must not get this one's answer
            self.close()
            raise


class _Mother:
    """The process from which helpers are forked; started when the first is wanted."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._handing: socket.socket | None = None

    def helper(self) -> Connection:
        """The connection to a new one, which waits for its first question."""
        mine, theirs = Pipe()
        with theirs, self._turn:
            socket.send_fds(self._started(), [b"."], [theirs.fileno()])
        if not mine.poll(PATIENCE):  # a busy machine may be slow to start it; that is no file's fault
            raise EOFError
        mine.recv()
        return mine

    def _started(self) -> socket.socket:
        if self._handing and self._process and self._process.poll() is None:
            return self._handing
        self._end()
        self._handing, theirs = socket.socketpair()
        # -P: what lies in the current folder must not be taken for a module of Python's.
        command = [sys.executable, "-P", "-m", _PROGRAM, str(theirs.fileno()), *_who_asks()]
        known = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
        with theirs:
            self._process = subprocess.Popen(
                command,
                env={**os.environ, "PYTHONPATH": known, "OPENBLAS_NUM_THREADS": "1"},  # threads are not forked
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # the libraries grumble there about what they forgive
                pass_fds=[theirs.fileno()],
            )
        return self._handing

    def close(self) -> None:
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._handing:
            self._handing.close()
        if self._process:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GOODBYE)
            self._process.kill()
            self._process.wait()
        self._handing = self._process = None


def _who_asks() -> list[str]:
    """The modules of ours, as far as they are loaded, that know in little what they will ask: see `practise` there."""
    return [name for name, module in [*sys.modules.items()] if name.startswith(_OURS) and hasattr(module, _PRACTISE)]


def _let_go() -> None:
    while not _FREE.empty():
        _FREE.get().close()
    _MOTHER.close()


_MOTHER = _Mother()
_FREE: LifoQueue[Helper] = LifoQueue()
for _ in range(_HELPERS):
    _FREE.put(Helper())
atexit.register(_let_go)
