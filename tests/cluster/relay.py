"""A network between a machine and its database that can swallow everything without closing anything."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit


class Relay:
    """Passes bytes between a port of its own and the server's socket, until it is `cut`; what it holds then arrives
    when it is mended."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._server = str(Path(parse_qs(parts.query)["host"][0]) / ".s.PGSQL.5432")
        self._door = socket.create_server(("127.0.0.1", 0))
        self._passes = threading.Event()
        self._passes.set()
        self._ends: list[socket.socket] = []
        self.address = f"postgresql://{parts.username}@127.0.0.1:{self._door.getsockname()[1]}{parts.path}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._passes.set()
        for end in (self._door, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self) -> None:
        self._passes.clear()

    def mend(self) -> None:
        self._passes.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                outer, _ = self._door.accept()
                inner = socket.socket(socket.AF_UNIX)
                inner.connect(self._server)
                self._ends += (outer, inner)
                self._start(self._pump, outer, inner)
                self._start(self._pump, inner, outer)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._passes.wait()
                target.sendall(data)
            self._passes.wait()
            target.shutdown(socket.SHUT_WR)

    @staticmethod
    def _start(do: Callable[..., None], *given: socket.socket) -> None:
        threading.Thread(target=do, args=given, daemon=True).start()
