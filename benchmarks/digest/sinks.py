"""Mail servers that take everything: Postfix's smtp-sink where its package was unpacked, else the sandbox's own.

The package need not be installed: dpkg -x it anywhere, and name that folder in POSTFIX.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 10.0
_OURS = """
import sys, time
from scheduler.sandbox.mail import MailServer
with MailServer(port=int(sys.argv[1])):
    time.sleep(3600)
"""


def postfix(program: str) -> list[str] | None:
    """How to call one of Postfix's programs; None where there is none."""
    folder = Path(os.environ.get("POSTFIX", "/"))
    found = folder / "usr/sbin" / program
    path = str(found) if found.exists() else shutil.which(program)
    return ["env", f"LD_LIBRARY_PATH={folder / 'usr/lib/postfix'}", path] if path else None


@contextmanager
def sink() -> Iterator[tuple[str, int]]:
    """Its name and its port, in a process of its own."""
    port = _free_port()
    theirs = postfix("smtp-sink")
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [*theirs, *user, f"127.0.0.1:{port}", "200"] if theirs else [sys.executable, "-c", _OURS, str(port)]
    process = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield ("smtp-sink" if theirs else "the sandbox's mail server", port)
    finally:
        process.kill()
        process.wait()


def smtp_source(port: int, messages: int, size: int) -> float | None:
    """Seconds that Postfix's own generator takes, over ten connections; None where there is none."""
    program = postfix("smtp-source")
    if program is None:
        return None
    options = ["-d", "-s", "10", "-m", str(messages), "-l", str(size), "-f", "a@b.example", "-t", "c@d.example"]
    began = time.monotonic()
    subprocess.run([*program, *options, f"127.0.0.1:{port}"], check=True)
    return time.monotonic() - began


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
