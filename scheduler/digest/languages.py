"""Languages told in a process apart: what knows them takes a hundred megabytes, which whoever sends need not carry."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from scheduler.submissions.language import language_of


@contextmanager
def languages_apart() -> Iterator[Callable[[str], str]]:
    """`language_of`; the process is there once somebody asks, until the end of the block."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        yield lambda text: apart.submit(language_of, text).result()
