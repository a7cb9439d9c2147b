"""The service as a process: a webhook hears once that somebody is needed, also across a restart, and of its end."""

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from campaigns import post
from services import COMMAND, PATIENCE, Running, service_in, soon

from scheduler.sandbox import Answer


class Webhook(HTTPServer):
    """Somebody's messenger: keeps the titles of what comes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.titles: list[str] = []

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server_port}/"


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert isinstance(self.server, Webhook)
        self.server.titles.append(told["title"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def running(tmp_path: Path, webhook: Webhook) -> Iterator[Running]:
    with service_in(tmp_path) as made:
        (tmp_path / ".env").write_text(f"ALERT_URLS={webhook.address}\n")
        yield made


def restart(running: Running) -> None:
    process = running.processes[-1]
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    running.start()


def test_a_channel_without_money_is_told_once_and_once_when_it_goes_on(running: Running, webhook: Webhook) -> None:
    broke = Answer(402, {"title": "Payment Required", "detail": "credits depleted"})
    running.sandbox.fail("x", "create", broke)
    running.write(post("welcome", at=soon(2)), post("second", at=soon(4)))
    running.start()
    running.until(lambda: len(webhook.titles) == 1)
    assert webhook.titles == ["x is paused · Our week"]
    restart(running)
    running.until(lambda: ("facebook", "This is second") in running.texts())
    resume = [*COMMAND, "-C", str(running.folder), "resume", "x"]
    assert subprocess.run(resume, capture_output=True, timeout=PATIENCE, env=running.environment).returncode == 0
    running.until(lambda: len(webhook.titles) == 2)
    assert webhook.titles[1] == "x goes on · Our week"
    assert sorted(running.texts()) == sorted(
        (channel, f"This is {name}") for channel in ("x", "facebook") for name in ("welcome", "second")
    )
