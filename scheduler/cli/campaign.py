"""What the commands share: the campaign's folder and files, the wall clock, tables and progress."""

import getpass
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.errors import SchedulerError
from scheduler.models import Calendar

if TYPE_CHECKING:
    from scheduler.settings import Settings
    from scheduler.submissions import Record


def folder() -> Path:
    """The campaign's folder: -C, else the current one."""
    chosen: Path = click.get_current_context().find_root().obj
    return chosen


def calendar_path() -> Path:
    path = folder() / "posts.yaml"
    if not path.is_file():
        raise SchedulerError(
            f"There is no posts.yaml in {folder().absolute()}.",
            "Go to the campaign's folder, name it with -C, or make one: scheduler init FOLDER",
        )
    return path


def calendar() -> Calendar:
    from scheduler.calendar_file import load

    return load(calendar_path())


def record() -> "Record":
    """The campaign's safeguarding record."""
    from scheduler.submissions import RECORD_FILE, Record

    return Record(calendar_path().parent / RECORD_FILE)


def settings() -> "Settings":
    from scheduler.settings import Settings

    return Settings.load(folder())


def wall_clock() -> datetime:
    return datetime.now(UTC)


def who() -> str:
    """Who is at the keyboard, as approvals and decisions will name them: git's user.name, else the login."""
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
        name = asked.stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        name = ""
    return name or getpass.getuser()


def tell(text: str = "") -> None:
    click.echo(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their longest cell."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in padded)


@contextmanager
def steps(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Gives `step(done, of)` to call: a bar when the output is a terminal, one plain line when it is not."""
    terminal = sys.stdout.isatty() and not quiet
    if not terminal and not quiet:
        tell(f"{label} …")
    with click.progressbar(length=1, label=label, hidden=not terminal) as bar:

        def step(done: int, of: int) -> None:
            bar.length = max(of, done, 1)
            bar.update(done - bar.pos)

        yield step
