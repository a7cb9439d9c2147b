"""Who may come in: one-time links, sessions, and what a browser of another site may not make us do.

The studio answers on this machine only (or where somebody set a login), so three things are left to fear: another
site's page in the same browser (refused by what the browser says of a request's origin), a name that is made to point
here (refused by the Host), and text that becomes a script (refused by the policy that every page carries).
"""

import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scheduler.errors import SchedulerError
from scheduler.settings import Secret

COOKIE = "studio"
SESSIONS = 200
TRIES, TRIES_SECONDS = 20, 600
"""After so many wrong passwords within so long nobody may try another: a machine would try thousands."""
OPEN = ("/login/", "/static/", "/calendar/")
"""Without a session: the link that opens one, what every page is made of, and what has a secret address of its own."""
POLICY = "; ".join(
    ("default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'", "form-action 'self'")
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooManyTries(SchedulerError):  # noqa: N818
    """Somebody tries passwords."""


class Doors:
    """One-time links and the sessions that they opened; in memory, so that a restart closes every one."""

    def __init__(
        self, logins: Mapping[str, Secret] | None = None, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`logins`: passwords by name, where others than this machine may come in; `seconds` counts for the limit."""
        self.logins = logins or {}
        self._seconds = seconds
        self._wrong: deque[float] = deque(maxlen=TRIES)
        self._links: dict[str, str] = {}
        self._sessions: OrderedDict[str, str] = OrderedDict()

    def link(self, name: str) -> str:
        """A token that opens a session for `name`, once."""
        token = secrets.token_urlsafe(24)
        self._links[token] = name
        return token

    def enter(self, token: str) -> str | None:
        """A new session for the link's owner; None when it was used, or never was one."""
        known = next((link for link in self._links if hmac.compare_digest(link.encode(), token.encode())), None)
        return self.session(self._links.pop(known)) if known else None

    def log_in(self, name: str, password: str) -> str | None:
        """A new session for whoever knows the password; TooManyTries for a while after some wrong ones."""
        if len(self._wrong) == TRIES and self._seconds() - self._wrong[0] < TRIES_SECONDS:
            raise TooManyTries("Too many wrong passwords.", "Wait some minutes, then try again.")
        known = self.logins.get(name, Secret(secrets.token_urlsafe()))
        if hmac.compare_digest(known.reveal().encode(), password.encode()):
            return self.session(name)
        self._wrong.append(self._seconds())
        return None

    def session(self, name: str) -> str:
        key = secrets.token_urlsafe(32)
        self._sessions[key] = name
        while len(self._sessions) > SESSIONS:
            self._sessions.popitem(last=False)
        return key

    def owner(self, key: str) -> str | None:
        return self._sessions.get(key)

    def leave(self, key: str) -> None:
        self._sessions.pop(key, None)


class Guard:
    """ASGI: lets in whoever has a session, from this very site, under a name that we answer to."""

    def __init__(self, app: ASGIApp, *, doors: Doors, hosts: Iterable[str], login: str = "") -> None:
        """`hosts`: the names (without port) that we answer to; `login`: where to send whoever has no session."""
        self._app, self._doors, self._hosts, self._login = app, doors, frozenset(hosts), login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(Request(scope))
        await (refused or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> PlainTextResponse | RedirectResponse | None:
        if _host(request.headers) not in self._hosts:
            return PlainTextResponse("This is not the address of the studio.", 421)
        if request.method not in {"GET", "HEAD"} and not _from_here(request.headers):
            return PlainTextResponse("This came from another site, so nothing was done.", 403)
        if request.url.path == self._login or request.url.path.startswith(OPEN):
            return None
        name = self._doors.owner(request.cookies.get(COOKIE, ""))
        if name is None:
            if self._login and request.method == "GET":
                return RedirectResponse(self._login, 303)
            return PlainTextResponse(
                "Open the link that `scheduler studio` printed, or start it again for a new one.", 401
            )
        request.scope["user_name"] = name
        return None


def _host(headers: Headers) -> str:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _from_here(headers: Headers) -> bool:
    """As the browser says; programs that are no browser say nothing, and hold a session all the same."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
