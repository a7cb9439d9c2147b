"""Writes posts.yaml: one writer at a time, the whole file or nothing, never over an edit that somebody just saved."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scheduler.errors import CalendarError, Problem

PATIENCE_SECONDS = 10
_TRIES = 5


def rewrite(path: Path, edit: Callable[[bytes], bytes]) -> None:
    """Puts `edit` of the file's bytes in its place, mode kept; CalendarError, and nothing changed, when it cannot."""
    try:
        whole = path.resolve(strict=True)  # a link stays a link: what it leads to is replaced
        with _alone(whole.parent / ".scheduler" / "posts.lock"):
            for _ in range(_TRIES):
                before = whole.read_bytes()
                after = edit(before)
                if after == before or _replace(whole, before, after):
                    return
    except OSError as error:
        raise _refusal(path, str(error.strerror or error), "Mend the folder's permissions or make room.") from None
    raise _refusal(path, "another program keeps changing it", "Try again when that is done.")


def _refusal(path: Path, why: str, remedy: str) -> CalendarError:
    return CalendarError([Problem(what=f"{path} cannot be written: {why}.", remedy=remedy)])


@contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    lock_file.parent.mkdir(exist_ok=True)
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout:
        problem = Problem(
            what=f"Another command is writing posts.yaml (it holds {lock_file}).", remedy="Try again in a moment."
        )
        raise CalendarError([problem]) from None
    try:
        yield
    finally:
        lock.release()


def _replace(path: Path, before: bytes, after: bytes) -> bool:
    """False, and nothing done, when the file is no longer as `before`: an editor saved in between."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".posts-", suffix=".yaml")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(path.stat().st_mode)
        if path.read_bytes() != before:
            return False
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
