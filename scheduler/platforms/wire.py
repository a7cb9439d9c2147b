"""The one way in which we speak HTTP to any network, under whatever library it has."""

import json
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from scheduler.errors import PublishError, Unavailable, Unconfirmed
from scheduler.settings import Credentials

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 60.0
"""From the first byte sent to the last byte of the answer, plus the time that the slowest line needs for what is sent.
The libraries' own timeouts begin anew with every byte: an answer that drips would hold up its lane for ever."""
SLOWEST_BYTES_PER_SECOND = 50_000
_SHORTEST_SECRET = 6
"""What is shorter is no key, and cutting it out would spoil answers that hold it by chance."""


class Wire(HTTPAdapter):
    """The transport: other hosts when asked, a timeout always, never a retry or a redirect.

    `last` is the newest response, for the status and headers that some libraries hide; None while none has come. What
    an answer repeats of our secrets is gone from it before anybody reads it. `left`: whether a first byte of the newest
    request was handed to a connection; before that the network cannot know of it, whatever goes wrong.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.base_url = credentials.base_url
        self._secrets = [secret.reveal() for secret in credentials.secrets.values()]
        self.last: requests.Response | None = None
        self.left = False
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def forget(self) -> None:
        """Before a question: nothing of it has left, and no answer has come."""
        self.last, self.left = None, False

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        self.forget()
        if self.base_url:
            _turn_to(request, self.base_url)
        kwargs["timeout"] = kwargs.get("timeout") or (CONNECT_SECONDS, READ_SECONDS)
        seconds = WHOLE_SECONDS + int(request.headers.get("Content-Length") or 0) / SLOWEST_BYTES_PER_SECOND
        with _deadline(seconds) as way:
            try:
                response = super().send(request, *args, **kwargs)
                # Read here, and not later: the deadline is for the whole answer.
                response._content = without_secrets(response.content, self._secrets)
            finally:
                self.left = way.left
        self.last = response
        if 300 <= response.status_code < 400:
            raise requests.TooManyRedirects(f"HTTP {response.status_code} points elsewhere.", response=response)
        return response


class TooSlow(requests.Timeout):
    """The answer had not ended at its deadline."""


class _Way:
    """How far one request has come; ends it from another thread."""

    opened: socket.socket | None = None
    was_cut = False

    @property
    def left(self) -> bool:
        return self.opened is not None

    def cut(self) -> None:
        self.was_cut = True
        if self.opened is not None:
            with suppress(OSError):
                # The plain socket's own: that of TLS would take the reader's state away under its hands.
                socket.socket.shutdown(self.opened, socket.SHUT_RDWR)


_mine = threading.local()


@contextmanager
def _deadline(seconds: float) -> Iterator[_Way]:
    """TooSlow when what happens inside has not ended after so long; its connection is cut then."""
    way = _mine.way = _Way()
    alarm = threading.Timer(seconds, way.cut)
    alarm.daemon = True
    alarm.start()
    try:
        yield way
    except requests.RequestException:
        if way.was_cut:
            raise TooSlow from None
        raise
    finally:
        alarm.cancel()


class _Cuttable(HTTPConnection):
    """Tells the deadline of its thread over which socket the request begins to leave."""

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        # The socket, not the connection: that one forgets it as soon as an answer says that it will be closed.
        _mine.way.opened = self.sock
        super().send(data)


class _CuttableTls(_Cuttable, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Cuttable


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _CuttableTls


def _turn_to(request: requests.PreparedRequest, base_url: str) -> None:
    """Same path and query, other host. OAuth 1.0a signs the original address: a sandbox needs it to verify."""
    original = request.url or ""
    asked, base = urlsplit(original), urlsplit(base_url)
    request.headers["X-Original-Url"] = f"{asked.scheme}://{asked.netloc}{asked.path}?{asked.query}".rstrip("?")
    request.url = urlunsplit((base.scheme, base.netloc, asked.path, asked.query, ""))


def session(wire: Wire) -> requests.Session:
    """A session whose every address goes over `wire`; proxies and .netrc of the environment stay out."""
    made = requests.Session()
    made.trust_env = False
    made.mount("https://", wire)
    made.mount("http://", wire)
    return made


def without_secrets(content: bytes, secrets: Iterable[str]) -> bytes:
    """Networks quote tokens in their complaints; their words go to logs, the ledger and screens."""
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}:
            if len(form) >= _SHORTEST_SECRET:
                content = content.replace(form.encode(), "•••".encode())
    return content


def json_of(response: requests.Response) -> Any:
    """The body as JSON; None when it is none."""
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None


def no_answer(label: str, error: BaseException, *, left: bool, visible: bool) -> PublishError:
    """What it means that no answer came, or none that can be read, to a request that was `visible` or not.

    `left`: some of it went out. What did not leave this machine is never unclear: no name, no connection, no TLS.
    """
    words = f"{label}: {_in_words(error, left)}"
    return Unconfirmed(words) if visible and left else Unavailable(words)


def _in_words(error: BaseException, left: bool) -> str:
    """The failure of the way to the network, without addresses: those may hold a token."""
    if isinstance(error, requests.TooManyRedirects):
        return "It answered with a redirect, which is not followed."
    if not left:
        tried = isinstance(error, requests.RequestException)
        return "It could not be reached (no connection)." if tried else "It could not be asked."
    if isinstance(error, ValueError) or not isinstance(error, requests.RequestException):
        return "It answered something that cannot be read."
    if isinstance(error, TooSlow):
        return f"Its answer had not ended after {WHOLE_SECONDS:.0f} seconds and more."
    if isinstance(error, requests.Timeout):
        return f"No answer within {READ_SECONDS:.0f} seconds."
    return "The connection broke before an answer came."
