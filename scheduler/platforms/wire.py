"""The one way in which we speak HTTP to any network, under whatever library it has."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3 import BaseHTTPResponse

from scheduler.errors import PublishError, Unavailable, Unconfirmed
from scheduler.platforms.deadlines import Deadlines, TooSlow
from scheduler.platforms.gate import Gate
from scheduler.platforms.line import Line, Patience
from scheduler.settings import Credentials

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 60.0
"""From the first byte sent to the last byte of the answer, plus the time that the slowest line needs for what is sent.
The libraries' own timeouts begin anew with every byte: an answer that drips would hold up its lane for ever."""
SLOWEST_BYTES_PER_SECOND = 50_000
_SHORTEST_SECRET = 6
"""What is shorter is no key, and cutting it out would spoil answers that hold it by chance."""
_HEADERS = {"User-Agent": requests.utils.default_user_agent(), "Accept": "*/*", "Accept-Encoding": "gzip"}

Auth = Callable[[requests.PreparedRequest], requests.PreparedRequest]

_deadlines = Deadlines()


class Wire(BaseAdapter):
    """The transport: other hosts when asked, a timeout always, never a retry or a redirect.

    `last` is the newest response, for the status and headers that some libraries hide; None while none has come. What
    an answer repeats of our secrets is gone from it before anybody reads it. `left`: whether a first byte of the newest
    request was handed to a connection; before that the network cannot know of it, whatever goes wrong.

    `gate` is what the next request passes, and none after it.

    Its connections stay open for the next request. It belongs to one thread.
    """

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self.base_url = credentials.base_url
        self._secrets = written(secret.reveal() for secret in credentials.secrets.values())
        self._lines: dict[tuple[str, str], Line] = {}
        self.last: requests.Response | None = None
        self.left = False
        self.gate: Gate | None = None

    def forget(self) -> None:
        """Before a question: nothing of it has left, and no answer has come."""
        self.last, self.left = None, False

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Of what `requests` would like besides, nothing is done: timeouts, proxies and certificates are ours."""
        self.forget()
        if self.base_url:
            _turn_to(request, self.base_url)
        seconds = WHOLE_SECONDS + int(request.headers.get("Content-Length") or 0) / SLOWEST_BYTES_PER_SECOND
        with _deadlines.within(seconds) as way:
            try:
                patience = Patience(connect=CONNECT_SECONDS, send=seconds, read=READ_SECONDS)
                gate, self.gate = self.gate, None
                answer = self._line(request.url or "").exchange(request, way, patience, gate)
            finally:
                self.left = way.left
        self.last = response = _response(request, answer, without(self._secrets, answer.data))
        if 300 <= response.status_code < 400:
            raise requests.TooManyRedirects(f"HTTP {response.status_code} points elsewhere.", response=response)
        return response

    def close(self) -> None:
        for line in self._lines.values():
            line.close()

    def _line(self, url: str) -> Line:
        parts = urlsplit(url)
        to = parts.scheme, parts.netloc
        if to not in self._lines:
            self._lines[to] = Line(*to)
        return self._lines[to]


def _response(request: requests.PreparedRequest, answer: BaseHTTPResponse, content: bytes) -> requests.Response:
    made = requests.Response()
    made.request, made.url = request, request.url or ""
    made.status_code, made.reason = answer.status, answer.reason or ""
    made.headers = CaseInsensitiveDict(answer.headers.items())
    made.encoding = get_encoding_from_headers(made.headers)
    made._content = content
    made._content_consumed = True  # type: ignore[attr-defined]
    return made


def _turn_to(request: requests.PreparedRequest, base_url: str) -> None:
    """Same path and query, other host. OAuth 1.0a signs the original address: a sandbox needs it to verify."""
    original = request.url or ""
    asked, base = urlsplit(original), urlsplit(base_url)
    request.headers["X-Original-Url"] = f"{asked.scheme}://{asked.netloc}{asked.path}?{asked.query}".rstrip("?")
    request.url = urlunsplit((base.scheme, base.netloc, asked.path, asked.query, ""))


class _Session(requests.Session):
    """Asks over a wire and leaves out what `requests` does for browsers: cookies, redirects, proxies, .netrc."""

    def __init__(self, wire: Wire, sign: Auth | None) -> None:
        super().__init__()
        self.trust_env = False
        self._wire, self._sign = wire, sign
        self.mount("https://", wire)
        self.mount("http://", wire)

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        *,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        files: Any = None,
        auth: Any = None,
        json: Any = None,
        **_: Any,
    ) -> requests.Response:
        asked = requests.PreparedRequest()
        params = params or None  # it takes long to look through what is empty
        asked.prepare(method, url, {**_HEADERS, **(headers or {})}, files, data, params, self._sign or auth, json=json)
        return self._wire.send(asked)


def session(wire: Wire, sign: Auth | None = None) -> requests.Session:
    """A session whose every address goes over `wire`, signed by `sign` whatever the library would like."""
    return _Session(wire, sign)


def written(secrets: Iterable[str]) -> tuple[bytes, ...]:
    """Every form in which a network may quote them."""
    forms = ({secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]} for secret in secrets)
    return tuple(form.encode() for several in forms for form in several if len(form) >= _SHORTEST_SECRET)


def without(secrets: Iterable[bytes], content: bytes) -> bytes:
    """Networks quote tokens in their complaints; their words go to logs, the ledger and screens."""
    for secret in secrets:
        content = content.replace(secret, "•••".encode())
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
