"""What every request passes: limits on what comes in, headers on what goes out, a log that holds no token."""

import asyncio
import logging
import threading
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)
LARGEST_BODY = 8_192
"""Bytes; a form of ours has some hundred."""
_BODY_SECONDS = 10.0
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PAGES = frozenset("upcvm")


class Guesses:
    """Counts wrong tokens by where they come from: `most` in `within` seconds, then the rest must wait.

    It remembers `remembered` origins at most, and forgets those first that guessed longest ago.
    """

    def __init__(self, *, most: int = 30, within: float = 600.0, remembered: int = 10_000) -> None:
        self._most, self._a_second, self._remembered = most, most / within, remembered
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return len(self._levels)

    def allow(self, origin: str, now: float) -> bool:
        return self._level(origin, now) + 1 <= self._most

    def add(self, origin: str, now: float) -> None:
        level = min(self._level(origin, now) + 1, self._most)
        with self._turn:
            self._levels[origin] = level, now
            self._levels.move_to_end(origin)
            while len(self._levels) > self._remembered:
                self._levels.popitem(last=False)

    def _level(self, origin: str, now: float) -> float:
        level, at = self._levels.get(origin, (0.0, now))
        return max(0.0, level - (now - at) * self._a_second)


def origin(address: str) -> str:
    """Where a request comes from: its IPv4 address, or the network of its IPv6 address (one home has 2⁶⁴ of those)."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or known.exploded[:19])
    return str(known)


class Guard:
    """Around the application. `prefix`: the path under which the pages stand, with or without a proxy that cuts it."""

    def __init__(self, app: ASGIApp, *, prefix: str = "", body_seconds: float = _BODY_SECONDS) -> None:
        self._app, self._prefix, self._body_seconds = app, prefix, body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["path"] = path = scope["path"].removeprefix(self._prefix) or "/"
        scope["root_path"] = ""
        answer = _Answer(send)
        began = time.monotonic()
        try:
            await self._app(scope, _Limited(scope, receive, self._body_seconds), answer)
        except Exception:  # the page for it is on its way, and its place in the log; its words may be about a person
            if not answer.status:
                raise
        finally:
            milliseconds = 1000 * (time.monotonic() - began)
            _log.info("%s %s %d %.0f ms", _method(scope), _kind(path), answer.status, milliseconds)


class _Answer:
    """Sends, with our headers where the page set none of its own."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if self.status in {408, 413}:  # what still comes of the request is not read
                headers["Connection"] = "close"
        await self._send(message)


class _Limited:
    """Receives a body that is small, and comes soon. HTTPException 413 or 408."""

    def __init__(self, scope: Scope, receive: Receive, seconds: float) -> None:
        told = dict(scope["headers"]).get(b"content-length", b"0")
        self._left = LARGEST_BODY - (int(told) if told.isdigit() else 0)
        self._came = 0
        self._receive = receive
        self._until = time.monotonic() + seconds
        self._whole = False

    async def __call__(self) -> Message:
        if self._left < 0:
            raise HTTPException(413)
        if self._whole:
            return await self._receive()  # waits for the visitor to hang up
        try:
            async with asyncio.timeout(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408) from None
        self._came += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._came > LARGEST_BODY:
            raise HTTPException(413)
        return message


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in {"GET", "HEAD", "POST", "OPTIONS"} else "other"


def _kind(path: str) -> str:
    """Which page it was: the rest of the path is a person's token."""
    first = path[1:2]
    return f"/{first}/…" if first in _PAGES and path[2:3] == "/" else "/…"
