"""Networks of next to no weight: they note when a request came, say yes after a while, and believe everything.

What is measured beside them is the sender. The sandbox checks signatures, texts and doubles, which takes more of the
machine than sending does.
"""

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from scheduler.models import Channel
from scheduler.sandbox import Sandbox

_HEAD = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"


class Ears:
    """A context manager; `delay` seconds from a request to its answer."""

    def __init__(self, channels: Iterable[Channel], delay: float) -> None:
        self.heard: list[tuple[datetime, bytes]] = []
        self.delay = delay
        self.loop = asyncio.new_event_loop()
        self.numbers = itertools.count(1)
        self._server = self.loop.run_until_complete(self.loop.create_server(lambda: _Line(self), "127.0.0.1", 0))
        self._named = Sandbox(channels, clock=lambda: datetime.now(UTC)).environment()
        self._thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()

    def environment(self) -> dict[str, str]:
        port = self._server.sockets[0].getsockname()[1]
        here = f"http://127.0.0.1:{port}"
        return {name: here if name.endswith("_BASE_URL") else value for name, value in self._named.items()}

    def told(self, question: str) -> object:
        if question == "cpu":
            return time.process_time()
        if question == "count":
            return len(self.heard)
        return [("", str(number), body.decode(), at.isoformat()) for number, (at, body) in enumerate(self.heard)]


class _Line(asyncio.Protocol):
    """One connection; each request is answered with a new post's number, in the words of both networks."""

    def __init__(self, ears: Ears) -> None:
        self._ears, self._rest = ears, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        head, whole, body = self._rest.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if not whole or len(body) < size:
            return
        self._rest = body[size:]
        if head.startswith(b"POST"):
            self._ears.heard.append((datetime.now(UTC), body[:size]))
        self._ears.loop.call_later(self._ears.delay, self._answer)

    def _answer(self) -> None:
        number = 10**18 + next(self._ears.numbers)
        body = json.dumps({"id": f"104000000000001_{number}", "data": {"id": str(number), "text": "Yes"}}).encode()
        self._transport.write(_HEAD.format(len(body)).encode() + body)
