"""Many cards at once: one process a core, each with its own fonts and caches."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from scheduler.cards.files import card_file
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

FEW = 12  # a new process takes as long to start as a dozen cards take to draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card to be drawn into `cache`; the portrait's path starts at `folder`."""

    card: Card
    size: tuple[int, int]
    theme: Theme
    folder: Path
    cache: Path


def draw_all(jobs: Sequence[Job], *, processes: int | None = None) -> Iterator[tuple[Job, Path | CardError]]:
    """Each job with its file, or with what is wrong with the card, as they become ready.

    `processes`: as many as there are cores, unless there are so few cards that starting them would take longer.
    """
    count = processes or (1 if len(jobs) <= FEW else os.cpu_count() or 1)
    if count == 1:
        yield from ((job, _drawn(job)) for job in jobs)
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(_drawn, job): job for job in jobs}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _drawn(job: Job) -> Path | CardError:
    try:
        return card_file(job.card, size=job.size, theme=job.theme, folder=job.folder, cache=job.cache)
    except CardError as error:
        return CardError(error.what, error.remedy)  # without the traceback, which no process can hand to another
