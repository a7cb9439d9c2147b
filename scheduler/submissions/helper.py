"""The processes in which files are read and understood: each is asked one thing after another, and answers.

The first one only forks the others, so that what takes long to load is loaded once, and lies in memory once.
"""

import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from scheduler.errors import SubmissionError

Question = tuple[str, float, Callable[..., Any], tuple[Any, ...]]
"""The folder from which paths are meant, the seconds it may take, and what is to be called with what."""
Answer = tuple[bool, Any]
"""Whether it could be told; what it is, or the words and the remedy."""
_MOST_MEMORY = 2_000_000_000
"""Bytes of address space. What is read is small; what swells beyond this is a bomb, or too large for us."""


def main() -> None:
    """Forks a helper for each connection that it is handed, until who hands them over is gone.

    Before, it does in little what they will be asked, for the modules that are named behind the connection's number:
    what that loads and makes ready is there for all of them, and once.
    """
    _limit_memory()
    for name in sys.argv[2:]:
        import_module(name).practise()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asks, and who is gone then
    signal.signal(signal.SIGCHLD, lambda *_: _bury_the_dead())
    with socket.socket(fileno=int(sys.argv[1])) as handing:
        while handed := socket.recv_fds(handing, 1, 1)[1]:
            if os.fork() == 0:
                handing.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _serve(Connection(handed[0]))
                return
            os.close(handed[0])
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()  # the time that they took is counted as ours


def _bury_the_dead() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _serve(wire: Connection) -> None:
    """Answers until who asks is gone. Over what takes too long the system ends this process, whatever it does then."""
    with contextlib.suppress(EOFError, OSError):
        wire.send("ready")
        while True:
            question: Question = wire.recv()
            folder, seconds, asked, arguments = question
            os.chdir(folder)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = _answer(asked, arguments)
            signal.setitimer(signal.ITIMER_REAL, 0)
            wire.send(answer)


def _answer(asked: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    try:
        return True, asked(*arguments)
    except SubmissionError as error:
        return False, (error.what, error.remedy)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has it, or keeps to it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
