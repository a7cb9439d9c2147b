"""The other end of the wire, over real sockets: answers as scripted, and keeps what it was asked."""

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """What comes back. `cut`: the connection breaks instead. `wait`: seconds before anything comes. `drip`: seconds
    between one byte of the body and the next."""

    status: int = 200
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    wait: float = 0.0
    drip: float = 0.0


CUT = Answer(cut=True)


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    port: int = 0
    """Of the asking side: the same for what comes over the same connection."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *args: Any) -> None:
        self.taken: list[socket.socket] = []
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.taken.append(request)
        super().process_request(request, client_address)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up before its answer is part of the story."""


class WireEnd:
    """`answers[(method, start of path)]` is a list that is used up in order; its last answer goes on for ever."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], list[Answer]] = {}
        self.asked: list[Asked] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def on(self, method: str, path: str, *answers: Answer) -> None:
        self.answers[method, path] = list(answers)

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self._server.taken)

    def hang_up(self) -> None:
        """Ends the connections that are open."""
        for wire in self._server.taken:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def paths(self, method: str) -> list[str]:
        return [asked.path.partition("?")[0] for asked in self.asked if asked.method == method]

    def _next(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        fitting = [key for key in self.answers if key[0] == asked.method and asked.path.startswith(key[1])]
        if not fitting:
            return Answer(404, {"title": "Not Found"})
        script = self.answers[max(fitting, key=lambda key: len(key[1]))]
        return script.pop(0) if len(script) > 1 else script[0]

    def _handler(end: "WireEnd") -> type[BaseHTTPRequestHandler]:  # noqa: N805 - inside, self is the handler
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = end._next(Asked(self.command, self.path, dict(self.headers), body, self.client_address[1]))
                time.sleep(answer.wait)
                if answer.cut:
                    self.close_connection = True
                    self.connection.close()
                    return
                data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for piece in (data[at : at + 1] for at in range(len(data))) if answer.drip else (data,):
                    self.wfile.write(piece)
                    time.sleep(answer.drip)

            do_GET = do_POST = do_DELETE = handle_one  # noqa: N815 - the names that http.server calls

            def log_message(self, *_: object) -> None:
                pass

        return Handler
