"""sandbox: what stands in .env holds when it is started again."""

import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from cli.shell import Shell, post
from services import COMMAND, PATIENCE


@pytest.fixture
def port() -> int:
    """One that nobody uses, nor the mail server's beside it."""
    for _ in range(100):
        with socket.socket() as mail, socket.socket() as http, suppress(OSError):
            mail.bind(("127.0.0.1", 0))
            beside = int(mail.getsockname()[1]) - 25
            http.bind(("127.0.0.1", beside))
            return beside
    raise AssertionError("no two ports are free")


def told_by_sandbox(folder: Path, port: int) -> str:
    """What it prints from its start until it is stopped."""
    command = [*COMMAND, "-C", str(folder), "sandbox", "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Stop it"):
                process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    return "".join(lines)


def test_a_sandbox_that_is_started_again_has_the_same_addresses(shell: Shell, port: int) -> None:
    shell.write(post("welcome"))
    first, again = (told_by_sandbox(shell.folder, port) for _ in range(2))
    assert f"SMTP_URL=smtp://127.0.0.1:{port + 25}\n" in first
    assert first == again


def test_a_port_that_is_taken_is_named_with_what_to_do(shell: Shell) -> None:
    shell.write(post("welcome"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = int(other.getsockname()[1])
        done = shell("sandbox", "--port", str(taken - 25))
    assert done.exit_code == 1
    assert f"127.0.0.1:{taken}" in done.output
    assert "--port" in done.output
