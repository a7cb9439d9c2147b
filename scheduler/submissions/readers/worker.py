"""The process in which files are read: hears of a file, answers with what it holds or with why it cannot be read."""

import contextlib
import sys
from multiprocessing.connection import Connection

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers import read_here
from scheduler.submissions.readers.inside import unpacking

_MOST_MEMORY = 2_000_000_000
"""Bytes of address space. What is read is small; what swells beyond this is a bomb, or too large for us."""


def main() -> None:
    _limit_memory()
    wire = Connection(int(sys.argv[1]))
    wire.send("ready")
    while True:
        try:
            file, work = wire.recv()
        except EOFError:  # who asked is gone
            return
        answer: Extract | tuple[str, str]
        try:
            with unpacking():
                answer = read_here(file, work)
        except SubmissionError as error:
            answer = (error.what, error.remedy)
        wire.send(answer)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has it, or keeps to it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
