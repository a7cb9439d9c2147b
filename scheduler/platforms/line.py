"""HTTP/1.1 over a connection that stays open: what `requests` and urllib3 do besides costs more than asking does.

Above it stand the libraries' own requests and answers, below it the standard library's connection and its reading.
"""

import gzip
import socket
import ssl
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection

import requests
from requests.adapters import DEFAULT_CA_BUNDLE_PATH

from scheduler.platforms.deadlines import Way

_SMALL = 65_536
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
        self._host = host
        self._connection = HTTPConnection(host) if scheme == "http" else HTTPSConnection(host, context=_authorities())

    def exchange(self, request: requests.PreparedRequest, way: Way, patience: Patience) -> tuple[HTTPResponse, bytes]:
        """The answer and its whole body, read here and not later: the deadline is for all of it.

        Raises what `requests` would have raised, without its words: they hold addresses.
        """
        try:
            wire = self.opened(patience.connect)
            wire.settimeout(patience.send)
            way.leave(wire)
            _send(wire, self._host, request)
            wire.settimeout(patience.read)
            answer, content = _read(wire, request)
        except BaseException as error:
            self.close()
            raise _translated(error) from None
        if answer.will_close:
            self.close()
        return answer, content

    def close(self) -> None:
        self._connection.close()

    def opened(self, within: float) -> socket.socket:
        """The connection as it stands, or a new one. OSError when there is none within so many seconds."""
        kept = self._connection
        if kept.sock is not None and not _is_quiet(kept.sock):
            kept.close()
        if kept.sock is None:
            kept.timeout = within
            kept.connect()
        wire: socket.socket = kept.sock
        return wire


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


def as_text(header: str | bytes) -> str:
    return header if isinstance(header, str) else header.decode("latin-1")


def _send(wire: socket.socket, host: str, request: requests.PreparedRequest) -> None:
    """Head and body in one piece where they are small: one packet, and nobody waits for its second half."""
    lines = [f"{request.method} {request.path_url} HTTP/1.1", f"Host: {host}"]
    lines += (f"{as_text(name)}: {as_text(value)}" for name, value in request.headers.items())
    head, body = "\r\n".join([*lines, "", ""]).encode("latin-1"), request.body or b""
    body = body.encode() if isinstance(body, str) else body
    with suppress(BrokenPipeError):  # who has heard enough answers, and hangs up then
        for part in (head + body,) if len(body) < _SMALL else (head, body):
            wire.sendall(part)


def _read(wire: socket.socket, request: requests.PreparedRequest) -> tuple[HTTPResponse, bytes]:
    answer = HTTPResponse(wire, method=request.method)
    try:
        answer.begin()
        content = answer.read()
        packed = answer.headers.get("Content-Encoding", "").lower() == "gzip"
        return answer, gzip.decompress(content) if packed else content
    finally:
        answer.close()


def _translated(error: BaseException) -> BaseException:
    if isinstance(error, TimeoutError):
        return requests.Timeout()
    if isinstance(error, zlib.error | EOFError | gzip.BadGzipFile):
        return requests.exceptions.ContentDecodingError()
    if isinstance(error, requests.RequestException) or not isinstance(error, OSError | HTTPException):
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
