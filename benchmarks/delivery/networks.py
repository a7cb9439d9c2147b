"""The sandbox networks as a process of their own, asked over lines of JSON; it ends with whoever started it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from benchmarks.delivery.ears import Ears
from benchmarks.delivery.trouble import Troubled
from scheduler.models import Channel
from scheduler.sandbox import Sandbox

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One visible post, as the sandbox counts it."""

    channel: str
    id: str
    text: str
    at: datetime


@dataclass(slots=True)
class Networks:
    """The other end of the lines. `trouble`: what `Troubled` takes (delay, share, seed). `ears`: they only listen."""

    channels: Iterable[Channel]
    trouble: dict[str, float] = field(default_factory=dict)
    ears: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[str] | None" = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.delivery.networks"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        channels = [[each.name, each.platform, dict(each.options)] for each in self.channels]
        self.environment = self._ask({"channels": channels, "trouble": self.trouble, "ears": self.ears})
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with self._running():
            pass

    def count(self) -> int:
        return int(self._ask("count"))

    def seen(self) -> list[Shown]:
        """Everything that followers see now."""
        return [
            Shown(channel=channel, id=number, text=text, at=datetime.fromisoformat(at))
            for channel, number, text, at in self._ask("seen")
        ]

    def cpu_seconds(self) -> float:
        """What the networks themselves have used of the machine."""
        return float(self._ask("cpu"))

    def _running(self) -> "subprocess.Popen[str]":
        assert self._process is not None
        return self._process

    def _ask(self, what: object) -> Any:
        process = self._running()
        lines_in, lines_out = _pipes(process)
        with self._turn:
            lines_in.write(json.dumps(what) + "\n")
            lines_in.flush()
            return json.loads(lines_out.readline())


def _pipes(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _serve() -> None:
    """Answers each line until there are no more."""
    told = json.loads(sys.stdin.readline())
    channels = [Channel(name=name, platform=platform, options=more) for name, platform, more in told["channels"]]
    with (Ears if told["ears"] else _Networks)(channels, **told["trouble"]) as networks:
        _say(networks.environment())
        for line in sys.stdin:
            _say(networks.told(json.loads(line)))


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class _Networks(Sandbox):
    """The product's own sandbox, with trouble around it."""

    def __init__(self, channels: Iterable[Channel], **trouble: Any) -> None:
        super().__init__(channels, clock=lambda: datetime.now(UTC))
        self._server.app = Troubled(networks=self._server.app, **trouble)

    def told(self, question: str) -> object:
        if question == "cpu":
            return time.process_time()
        if question == "count":
            return len(self.seen())
        return [(post.channel, post.id, post.text, post.at.isoformat()) for post in self.seen()]


if __name__ == "__main__":
    _serve()
