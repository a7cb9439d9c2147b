"""HTTP for the stand-ins: connections stay open for the next request, as those of the real networks do."""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO, Any, cast

from werkzeug.exceptions import ClientDisconnected
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wsgi import LimitedStream


class Handler(WSGIRequestHandler):
    """One connection. Werkzeug's own way of answering ends it each time, and would wait a moment before."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    is_busy = False

    def setup(self) -> None:
        super().setup()
        self.server.handlers.add(self)

    def finish(self) -> None:
        self.server.handlers.discard(self)
        super().finish()

    def run_wsgi(self) -> None:
        self.is_busy = True
        environ = self.make_environ()
        body = LimitedStream(cast(IO[bytes], self.rfile), int(self.headers.get("Content-Length") or 0))
        environ |= {"wsgi.input": body, "wsgi.input_terminated": True}
        try:
            self._send(self.server.app(environ, self._start))
            body.exhaust()  # what was not read would be taken for the next request
        except ClientDisconnected:
            self.close_connection = True
        self.is_busy = False

    def _start(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        told = list(headers)
        if not any(name.lower() == "content-length" for name, _ in told):
            self.close_connection = True  # how else would the client know where it ends?
        if self.close_connection:
            told.append(("Connection", "close"))
        lines = (f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told), "", "")
        self._head = "\r\n".join(lines).encode("latin-1")
        return self.wfile.write

    def _send(self, pieces: Iterable[bytes]) -> None:
        waiting = iter(pieces)
        self.wfile.write(self._head + next(waiting, b""))
        for piece in waiting:
            self.wfile.write(piece)

    def hang_up(self) -> None:
        """At once, or after the answer that is being made."""
        self.close_connection = True
        if not self.is_busy:
            cut(self.connection)


class Server(ThreadedWSGIServer):
    """`unread`: how many connections still are taken and closed before a byte is read."""

    unread = 0

    def __init__(self, *args: Any) -> None:
        self.handlers: set[Handler] = set()
        super().__init__(*args)

    def verify_request(self, *_: object) -> bool:
        self.unread, heard = max(0, self.unread - 1), not self.unread
        return heard

    def hang_up(self) -> None:
        """Ends the connections that were kept open."""
        for handler in tuple(self.handlers):
            handler.hang_up()


def cut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
