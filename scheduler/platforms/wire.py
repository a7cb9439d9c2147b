"""The one way in which we speak HTTP to any network, under whatever library it has."""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from scheduler.errors import PublishError, Unavailable, Unconfirmed

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
_BEFORE_SENDING = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError)


class Wire(HTTPAdapter):
    """The transport: other hosts when asked, a timeout always, never a retry or a redirect.

    `last` is the newest response, for the status and headers that some libraries hide; None while none has come.
    """

    def __init__(self, base_url: str = "") -> None:
        self.base_url = base_url
        self.last: requests.Response | None = None
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        self.last = None
        if self.base_url:
            _turn_to(request, self.base_url)
        kwargs["timeout"] = kwargs.get("timeout") or (CONNECT_SECONDS, READ_SECONDS)
        response = super().send(request, *args, **kwargs)
        self.last = response
        if response.is_redirect:
            raise requests.TooManyRedirects(f"HTTP {response.status_code} points elsewhere.", response=response)
        return response


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


def never_left(error: BaseException) -> bool:
    """Whether the request provably did not reach the network: no name, no connection, no certificate."""
    return any(isinstance(cause, _BEFORE_SENDING) for cause in _causes(error))


def json_of(response: requests.Response) -> Any:
    """The body as JSON; None when it is none."""
    try:
        return response.json()
    except ValueError:
        return None


def no_answer(label: str, error: BaseException, *, visible: bool) -> PublishError:
    """What it means that no answer came, or none that can be read, to a request that was `visible` or not."""
    if isinstance(error, requests.RequestException):
        words = f"{label}: {in_words(error)}"
    else:
        words = f"{label} answered something that cannot be read."
    return Unconfirmed(words) if visible and not never_left(error) else Unavailable(words)


def in_words(error: BaseException) -> str:
    """The failure of the way to the network, without addresses: those may hold a token."""
    if never_left(error):
        return "It could not be reached (no connection)."
    if isinstance(error, requests.Timeout):
        return f"No answer within {READ_SECONDS:.0f} seconds."
    if isinstance(error, requests.TooManyRedirects):
        return "It answered with a redirect, which is not followed."
    return "The connection broke before an answer came."


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or cause in seen:
            continue
        seen.append(cause)
        yield cause
        waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
