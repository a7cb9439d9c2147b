"""The server: one address for all networks, on loopback only, in a thread of this process."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from types import TracebackType
from typing import Any, Self

from werkzeug import Request, Response
from werkzeug.http import http_date

from scheduler.models import Channel
from scheduler.sandbox import pages
from scheduler.sandbox.faults import CutConnection, Fault
from scheduler.sandbox.serving import Handler, Server, cut
from scheduler.sandbox.stand_ins import stand_in
from scheduler.sandbox.world import Seen, World

_STEPS = {"media", "alt", "create", "read", "account", "delete"}


class Sandbox:
    """The stand-in networks for some channels; a context manager. `clock` says when things are posted."""

    def __init__(self, channels: Iterable[Channel], *, clock: Callable[[], datetime], port: int = 0) -> None:
        self._world = World(clock)
        by_platform: dict[str, list[Channel]] = {}
        for channel in channels:
            by_platform.setdefault(channel.platform, []).append(channel)
        self._networks = [stand_in(name)(self._world, theirs) for name, theirs in by_platform.items()]
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._open(port)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._world.faults.released.set()
        self._close()

    def _open(self, port: int) -> None:
        self._server = Server("127.0.0.1", port, self._answer, Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def _close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._server.handlers)

    def environment(self) -> dict[str, str]:
        """What a `.env` needs to talk to this sandbox; none of it is a secret."""
        found: dict[str, str] = {}
        for network in self._networks:
            for name, secrets in network.secrets().items():
                prefix = "".join(letter if letter.isalnum() else "_" for letter in name.upper())
                found |= {f"{prefix}_{key}": value for key, value in secrets.items()}
                found[f"{prefix}_BASE_URL"] = self.url
        return found

    def seen(self) -> tuple[Seen, ...]:
        """What followers see, in the order in which it was posted."""
        with self._world.lock:
            return tuple(post for post in self._world.posts if post.id not in self._world.deleted)

    # --- going wrong on purpose ---------------------------------------------------------------------------------------

    def fail(self, channel: str, step: str, fault: Fault, times: int = 1, *, after: int = 0) -> None:
        """Lets a channel's step (media, alt, create, read, account, delete) go wrong `times` times, once it has gone
        well `after` times."""
        if step not in _STEPS:
            raise ValueError(f"{step!r} is no step; there are {', '.join(sorted(_STEPS))}")
        self._world.faults.add(channel, step, fault, times, after)

    def revoke(self, channel: str) -> None:
        """From now on the channel's token is no good."""
        self._world.faults.dead.add(channel)

    def accept(self, channel: str) -> None:
        """The channel's token is good again."""
        self._world.faults.dead.discard(channel)

    def hang_up(self, times: int) -> None:
        """The next connections are taken and closed before a byte is read, whosever they are."""
        self._server.unread = times
        self._server.hang_up()

    def show_after(self, lag: timedelta) -> None:
        """Lists of posts lag so far behind what followers see."""
        self._world.lag = lag

    @contextmanager
    def down(self) -> Iterator[None]:
        """Inside, every connection is refused; afterwards it is up again at the same address and knows what it knew."""
        port = self._server.server_port
        self._close()
        try:
            yield
        finally:
            self._open(port)
            self._thread.start()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with Request(environ) as request:  # closes what was uploaded
            try:
                response = self._route(request)
            except CutConnection:
                cut(environ["werkzeug.socket"])
                response = Response()
        response.headers.setdefault("Date", http_date())
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        network = next((network for network in self._networks if network.takes(request)), None)
        if network:
            return network.answer(request)
        accounts = chain.from_iterable(network.accounts.values() for network in self._networks)
        return pages.answer(request, self._world, list(accounts))
