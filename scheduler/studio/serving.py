"""The studio behind a real web server, until it is told to stop."""

import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

LOOPBACK = "127.0.0.1"
AT_HOME = frozenset({LOOPBACK, "localhost", "::1"})
LAST_SECONDS = 1
"""How long what is under way may still take after the studio was told to stop."""


class Server(uvicorn.Server):
    """Serves one application on a socket that is open before anybody is told its address."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=True,
            lifespan="off",
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        super().__init__(config)
        self.stopping: threading.Event = app.state.stopping
        self.listener = socket.create_server((host, port))
        self.port: int = self.listener.getsockname()[1]

    def serve_until_stopped(self, answering: Callable[[], None]) -> None:
        """Calls `answering` once it answers; returns when it is stopped by a signal or by `stop`."""
        self._answering = answering
        self.run(sockets=[self.listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answering()

    def handle_exit(self, sig: int, frame: object) -> None:
        self.stopping.set()
        super().handle_exit(sig, frame)  # type: ignore[arg-type]

    def stop(self) -> None:
        self.stopping.set()
        self.should_exit = True
