"""The pages of the door, as a Starlette application.

    /u/TOKEN       GET: a button, nothing more (scanners open every link)   POST: leave (RFC 8058, or the button), undo
    /p/TOKEN       name, language, a break                                  /c/TOKEN       yes to a double opt-in
    /v/DAY/TOKEN   the e-mail of a day in the browser                       /m/NAME        hosted pictures

A token that nobody has gets the same pages in the same time. Nothing is redirected, no cookie is set.
"""

import asyncio
import logging
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from scheduler.door import forms
from scheduler.door.guard import Guard, Guesses, origin
from scheduler.door.pages import page, preferred, spoken, style
from scheduler.door.pictures import hosted
from scheduler.errors import LedgerError
from scheduler.ledger.subscribers import Subscribers
from scheduler.models import Subscriber, Subscription, Suppression

_log = logging.getLogger(__name__)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 bits, as `secrets.token_urlsafe` writes them."""
_STEADY_SECONDS = 0.03
"""No page of a token is sent sooner: whether there was something to find, or to write, is not to be seen."""
_VIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
"""An e-mail brings its style within; scripts and forms have no place in it."""


View = Callable[[date, Subscriber], str | None]
"""The HTML of a day's digest as this subscriber got it; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the pages say of the campaign. `ends`: from then on nothing is sent any more."""

    name: str
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What the pages rest on. `prefix` is the path of UNSUBSCRIBE_URL."""

    subscribers: Subscribers
    about: About
    clock: Callable[[], datetime]
    view: View = lambda _day, _subscriber: None
    pictures: Path | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request as the pages see it."""

    path: Mapping[str, str]
    fields: Mapping[str, str]
    language: str
    origin: str
    now: datetime

    @property
    def token(self) -> str:
        return self.path["token"]


Page = Callable[[Visit], Response]


def application(door: Door) -> ASGIApp:
    pages = _Pages(door)
    routes = [
        pages.route("/u/{token}", GET=pages.see_leave, POST=pages.leave),
        pages.route("/p/{token}", GET=pages.see_choices, POST=pages.choose),
        pages.route("/c/{token}", GET=pages.see_confirm, POST=pages.confirm),
        pages.route("/v/{day}/{token}", GET=pages.view),
        Route("/m/{name}", hosted(door.pictures)),
        Route("/style.css", _style),
    ]
    handlers = {HTTPException: pages.refused, LedgerError: pages.unable, Exception: pages.unable}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(app, prefix=door.prefix)


async def _style(_request: Request) -> Response:
    return Response(style(), media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


class _Pages:
    def __init__(self, door: Door) -> None:
        self._door = door
        self._guesses = Guesses()

    def route(self, path: str, **pages: Page) -> Route:
        """Answers each method that has a page; HEAD as GET, OPTIONS with what there is."""
        methods = [*pages, "OPTIONS", *(["HEAD"] if "GET" in pages else [])]

        async def answer(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"Allow": ", ".join(sorted(methods))})
            chosen = pages["GET" if request.method == "HEAD" else request.method]
            return await _steadily(run_in_threadpool(chosen, await self._visit(request)))

        return Route(path, answer, methods=methods)

    async def _visit(self, request: Request) -> Visit:
        if not _TOKEN.fullmatch(request.path_params["token"]):  # a link that was cut must not pass for one that worked
            raise HTTPException(404)
        return Visit(
            path=request.path_params,
            fields=await forms.fields(request) if request.method == "POST" else {},
            language=preferred(request.headers.get("accept-language", "")),
            origin=origin(request.client.host if request.client else ""),
            now=self._door.clock(),
        )

    # --- leaving: never refused, whoever asks and however often -------------------------------------------------------

    def see_leave(self, visit: Visit) -> Response:
        known = self._find(visit)
        return self._page("left" if _left(known) else "leave", visit, known)

    def leave(self, visit: Visit) -> Response:
        wish = forms.wish(visit.fields)
        if wish not in {"leave", "undo"}:
            return self._note("wrong", visit.language, 400)
        known = self._find(visit)
        if wish == "undo":
            return self._come_back(visit, known)
        if known:
            self._door.subscribers.suppress(known.hash, Suppression.UNSUBSCRIBED, visit.now)
        return self._page("left", visit, known)

    def _come_back(self, visit: Visit, known: Subscription | None) -> Response:
        """Whoever left by their own will; whom their mail server or a complaint took off the list stays off it."""
        if known and _left(known):
            self._door.subscribers.restore(known.hash, Suppression.UNSUBSCRIBED)
        elif known is None or known.suppressed:
            return self._note("off", _language(visit, known))
        return self._page("back", visit, known)

    # --- preferences --------------------------------------------------------------------------------------------------

    def see_choices(self, visit: Visit, *, saved: bool = False) -> Response:
        known = self._find_or_wait(visit)
        if _left(known):
            return self._page("left", visit, known)
        name = known.subscriber.name if known else visit.fields.get("name", "")
        return self._page("choose", visit, known, name=name, breaks=self._breaks(visit, known), saved=saved)

    def choose(self, visit: Visit) -> Response:
        known = self._find_or_wait(visit)
        asked = forms.choices(visit.fields, visit.now, self._door.about.ends)
        if known and not _left(known):
            name = known.subscriber.name if asked.name is None else asked.name
            language = asked.language or known.subscriber.language
            self._door.subscribers.prefer(visit.token, name=name, language=language)
            if not asked.as_it_is:
                self._door.subscribers.pause(visit.token, asked.until)
        return self.see_choices(visit, saved=True)

    def _breaks(self, visit: Visit, known: Subscription | None) -> list[tuple[str, str, bool]]:
        """The choices of a break: value, words, whether it is the one."""
        ends, until = self._door.about.ends, known.paused_until if known else None
        until = until if until and until > visit.now else None
        return list(forms.breaks(_language(visit, known), until, to_the_end=ends is not None and ends > visit.now))

    # --- double opt-in, the e-mail in the browser ---------------------------------------------------------------------

    def see_confirm(self, visit: Visit) -> Response:
        return self._page("confirm", visit, self._find_or_wait(visit))

    def confirm(self, visit: Visit) -> Response:
        known = self._find_or_wait(visit)
        if forms.wish(visit.fields) != "confirm":
            return self._note("wrong", visit.language, 400)
        if known:
            self._door.subscribers.confirm(visit.token, visit.now)
        return self._note("confirmed", _language(visit, known))

    def view(self, visit: Visit) -> Response:
        known, day = self._find_or_wait(visit), _day(visit.path["day"])
        html = self._door.view(day, known.subscriber) if known and day else None
        if html is None:
            raise HTTPException(404)
        return HTMLResponse(html, headers={"Content-Security-Policy": _VIEW_POLICY})

    # --- what does not work -------------------------------------------------------------------------------------------

    def refused(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        what = "missing" if status == 404 else "busy" if status in {408, 429, 503} else "wrong"
        headers = dict(getattr(error, "headers", None) or {})
        return self._note(what, preferred(request.headers.get("accept-language", "")), status, headers)

    def unable(self, request: Request, error: Exception) -> Response:
        _log.error("A page could not be made: %s", error if isinstance(error, LedgerError) else _place(error))
        language = preferred(request.headers.get("accept-language", ""))
        return self._note("busy", language, 503, {"Retry-After": "120"})

    # ------------------------------------------------------------------------------------------------------------------

    def _find(self, visit: Visit) -> Subscription | None:
        known = self._door.subscribers.by_token(visit.token)
        if known is None:
            self._guesses.add(visit.origin, time.monotonic())
        return known

    def _find_or_wait(self, visit: Visit) -> Subscription | None:
        """For pages that show something of a person: whoever came with too many wrong tokens must wait."""
        if not self._guesses.allow(visit.origin, time.monotonic()):
            raise HTTPException(429, headers={"Retry-After": "60"})
        return self._find(visit)

    def _page(self, which: str, visit: Visit, known: Subscription | None, **about: Any) -> Response:
        return self._html(which, _language(visit, known), token=visit.token, **about)

    def _note(self, what: str, language: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
        return self._html("note", language, status, headers, what=what)

    def _html(
        self, which: str, language: str, status: int = 200, headers: Mapping[str, str] | None = None, **about: Any
    ) -> Response:
        html = page(which, language, prefix=self._door.prefix, campaign=self._door.about.name, **about)
        return HTMLResponse(html, status, headers)


async def _steadily(answer: Awaitable[Response]) -> Response:
    began = time.monotonic()
    try:
        return await answer
    finally:
        await asyncio.sleep(max(0.0, _STEADY_SECONDS - (time.monotonic() - began)))


def _left(known: Subscription | None) -> bool:
    return known is not None and known.suppressed is Suppression.UNSUBSCRIBED


def _language(visit: Visit, known: Subscription | None) -> str:
    theirs = known.subscriber.language if known else ""
    return spoken(theirs) if theirs else visit.language


def _place(error: Exception) -> str:
    """Where a fault of ours is; its words may hold somebody's address."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
