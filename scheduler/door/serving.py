"""The server: uvicorn, with patience for nobody who is slow on purpose, and no log of its own."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from typing import Any, cast

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from scheduler.door.guard import origin
from scheduler.errors import SettingsError

_CONNECTIONS = 500
_FROM_ONE = 40
"""Open connections of one origin; a mail provider that tells of many who leave does so over a few."""
_LARGEST_HEAD = 16_384
_IDLE_SECONDS = 5
_LAST_SECONDS = 5
"""When it stops, answers that are being made have so long."""


class Patient(H11Protocol):
    """One connection, with the deadlines that uvicorn has not: for the head, and for the whole answer."""

    head_seconds = 10.0
    """So long may the head of a request take to come."""
    whole_seconds = 60.0
    """So long may an answer take to be taken: a picture over a slow telephone line."""
    _late: asyncio.TimerHandle | None = None
    _reads_head = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.access_log = False  # uvicorn's holds whole paths, and is written whenever anybody listens to its logger

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # asyncio leaves this out for sockets that do not name their protocol; each answer would wait for 40 ms
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._crowded():
            transport.abort()
            return
        self._give(self.head_seconds)
        self._reads_head = True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        reads_head = self.conn.their_state is h11.IDLE
        if reads_head and not self._reads_head:
            self._give(self.head_seconds)
        elif not reads_head:
            self._give(self.whole_seconds)
        self._reads_head = reads_head

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late:
            self._late.cancel()
        super().connection_lost(exc)

    def _give(self, seconds: float) -> None:
        """Cuts the connection unless something else is waited for by then."""
        if self._late:
            self._late.cancel()
        self._late = self.loop.call_later(seconds, self.transport.abort)

    def _crowded(self) -> bool:
        """Whether too many come from the same place, unless that is a proxy: it speaks for many."""
        mine = self._origin
        others = cast("set[Patient]", self.connections)
        speaks_for_many = self.config.proxy_headers or mine == origin("127.0.0.1")
        return not speaks_for_many and sum(each._origin == mine for each in others) > _FROM_ONE

    @property
    def _origin(self) -> str:
        return origin(self.client[0]) if self.client else ""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours to take (`run`): uvicorn would raise them again when it has ended in good order."""
        yield


def server(
    app: ASGIApp, *, host: str, port: int, proxies: str = "", connection: type[Patient] = Patient
) -> uvicorn.Server:
    """Not running yet. `proxies`: whose X-Forwarded-For is believed, addresses or networks, apart by commas."""
    return _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=trusted(proxies),
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_LAST_SECONDS,
            h11_max_incomplete_event_size=_LARGEST_HEAD,
        )
    )


def trusted(proxies: str) -> list[str]:
    """The addresses and networks of the setting; SettingsError when one is none."""
    named = [each.strip() for each in proxies.split(",") if each.strip()]
    for each in named:
        try:
            ip_network(each)
        except ValueError:
            remedy = "Give addresses or networks, apart by commas, for example 127.0.0.1, 10.0.0.0/8."
            raise SettingsError(f"UNSUBSCRIBE_PROXIES names {each!r}, which is no address.", remedy) from None
    return named


def run(server: uvicorn.Server, listening: Callable[[int], Any]) -> None:
    """Serves until a signal ends it; `listening` is told the port as soon as connections are taken."""
    host, port = server.config.host, server.config.port
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        opened = socket.create_server(address[:2], family=family, backlog=server.config.backlog)
    except OSError as error:
        what = f"Nobody can be heard on {host}:{port}: {error.strerror or error}."
        raise SettingsError(what, "Choose another --host or --port, or end what listens there.") from None
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, server.handle_exit)
    with opened:
        listening(opened.getsockname()[1])
        server.run(sockets=[opened])
