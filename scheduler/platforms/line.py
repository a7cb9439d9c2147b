"""A connection that stays open: urllib3's, without the pools, sessions and cookies that cost more than asking does.

Above it stand the libraries' own requests and answers.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import DEFAULT_CA_BUNDLE_PATH
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import TimeoutError as TookTooLong

from scheduler.platforms.deadlines import Way
from scheduler.platforms.gate import Gate

_IDLE_SECONDS = 4.0
"""What was not asked over for longer is not asked over again: whatever stands between may have forgotten it, without a
word, and nobody could tell an answer that is lost from one that never came."""
_NEW_SECONDS = 8.0
"""A connection over which nothing was asked yet is waited for longer, by all servers."""
_once = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds: until a connection stands, until all is sent, and until the next byte comes."""

    connect: float
    send: float
    read: float


class Line:
    """A connection to one host, opened when it is needed and kept for the next request. It belongs to one thread."""

    def __init__(self, scheme: str, host: str) -> None:
        to = urlsplit(f"//{host}")
        name = to.hostname or ""
        self._good_until = 0.0
        self._connection = (
            _Plain(name, to.port) if scheme == "http" else _Tls(name, to.port, ssl_context=_authorities())
        )

    def exchange(
        self, request: requests.PreparedRequest, way: Way, patience: Patience, gate: Gate | None = None
    ) -> BaseHTTPResponse:
        """The answer and its whole body, read here and not later: the deadline is for all of it.

        Raises what `requests` would have raised, without its words: they hold addresses.
        """
        kept = self._connection
        try:
            self._open(patience.connect)
            kept.timeout = patience.send
            kept.first = lambda: self._leave(way, patience, gate)
            with suppress(BrokenPipeError):  # who has heard enough answers, and hangs up then
                kept.request(request.method or "", request.path_url, body=request.body, headers=request.headers)
            if gate:
                gate.gone()
            kept.timeout = patience.read
            answer = kept.getresponse()  # which reads all of it
            self._good_until = time.monotonic() + _IDLE_SECONDS
            if answer.status < 200:  # a hint, and no answer: whoever asks next would take the answer for theirs
                raise HTTPException
            return answer
        except BaseException as error:
            self.close()
            raise _translated(error) from None

    def close(self) -> None:
        self._connection.close()

    def _leave(self, way: Way, patience: Patience, gate: Gate | None) -> None:
        if gate:
            gate.ready()
            self._renew(patience.connect)  # others may hang up while we wait
        wire = self._connection.sock
        wire.settimeout(patience.send)
        # The socket, not the connection: that one forgets it as soon as an answer says that it will be closed.
        way.leave(wire)

    def _open(self, within: float) -> None:
        """A new connection, unless the one that stands is still good. OSError when there is none in so many seconds."""
        kept = self._connection
        if not self._is_good():
            kept.close()
            self._connect(within)

    def _renew(self, within: float) -> None:
        """Another socket under a request that is about to leave, if its own is good no more."""
        if not self._is_good():
            self._connection.sock.close()
            self._connect(within)

    def _connect(self, within: float) -> None:
        self._connection.timeout = within
        self._connection.connect()
        self._good_until = time.monotonic() + _NEW_SECONDS

    def _is_good(self) -> bool:
        wire = self._connection.sock
        return wire is not None and time.monotonic() <= self._good_until and _is_quiet(wire)


class _Plain(HTTPConnection):
    """Does what is to be done `first`, before the first byte of a request leaves."""

    first: Callable[[], None] | None = None

    def send(self, data: Any) -> None:
        first, self.first = self.first, None
        if first:
            first()
        super().send(data)


class _Tls(_Plain, HTTPSConnection):
    pass


def _is_quiet(wire: socket.socket) -> bool:
    """Whether it is still open, and nobody has said what was not asked for.

    Reading tells, and not whether there is something to read: TLS sends tickets of its own accord, and keeps them.
    """
    wire.settimeout(0)
    try:
        wire.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        pass
    return False


def _translated(error: BaseException) -> BaseException:
    if isinstance(error, TimeoutError | TookTooLong):
        return requests.Timeout()
    if isinstance(error, DecodeError):
        return requests.exceptions.ContentDecodingError()
    if isinstance(error, requests.RequestException) or not isinstance(error, OSError | HTTPException | HTTPError):
        return error
    return requests.ConnectionError()


def _authorities() -> ssl.SSLContext:
    with _once:  # many lanes may begin at the same time
        return _tls()


@cache
def _tls() -> ssl.SSLContext:
    """One for all connections: reading the list of authorities takes longer than all else that a request costs us."""
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    context.set_alpn_protocols(["http/1.1"])
    return context
