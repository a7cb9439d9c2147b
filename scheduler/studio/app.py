"""The studio as an application: its screens, its actions, and how failures are shown."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from scheduler.errors import CalendarError, Conflict, SchedulerError
from scheduler.studio import (
    activity,
    channels,
    digest_page,
    emails,
    events,
    feed,
    inbox,
    media,
    moves,
    pictures,
    post,
    problems,
    queued,
    review,
    troubles,
    week,
)
from scheduler.studio.channels import Accounts
from scheduler.studio.desk import Desk, NoSuchPost
from scheduler.studio.forms import Form, form_of
from scheduler.studio.guard import COOKIE, Doors, Guard
from scheduler.studio.pages import render
from scheduler.studio.reading import Inbox

NOT_THERE = (NoSuchPost, inbox.NoSuchSubmission)
STATIC = Path(__file__).parent / "static"
SCREENS = (
    week,
    queued,
    review,
    activity,
    troubles,
    inbox,
    digest_page,
    channels,
    problems,
    feed,
    pictures,
    moves,
    post,
    media,
    events,
)


def studio(desk: Desk, doors: Doors, *, hosts: Iterable[str]) -> Starlette:
    """The application for one campaign; `doors` says who is in, `hosts` by which names it may be called."""
    app = Starlette(
        routes=[
            Route("/login/{token}", _login),
            *([Route("/login", _password, methods=["GET", "POST"])] if doors.logins else []),
            Route("/logout", _logout, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
            *(route for screen in SCREENS for route in screen.routes),
        ],
        middleware=[
            Middleware(Guard, doors=doors, hosts=hosts, login="/login" if doors.logins else ""),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        ],
        exception_handlers={SchedulerError: _told, HTTPException: _plain},  # type: ignore[dict-item]
    )
    app.state.desk, app.state.doors, app.state.said, app.state.stopping = desk, doors, {}, threading.Event()
    app.state.shown, app.state.traces = OrderedDict(), {}
    app.state.inbox, app.state.accounts = Inbox(desk), Accounts()
    app.state.digests, app.state.send_digest = emails.digest_view, emails.send_trial
    return app


def _login(request: Request) -> Response:
    session = request.app.state.doors.enter(request.path_params["token"])
    if session is None:
        if request.app.state.doors.owner(request.cookies.get(COOKIE, "")):
            return RedirectResponse("/", 303)
        words = "This link was used already, or is an older one."
        return render(request, "told.html", status=403, title="Not this link", words=words, remedy=_AGAIN)
    return _inside(session)


def _inside(session: str) -> Response:
    response = RedirectResponse("/", 303)
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", path="/")
    return response


async def _password(request: Request) -> Response:
    return await form_of(request, _logged_in)


def _logged_in(request: Request, form: Form) -> Response:
    if request.method == "GET":
        return render(request, "login.html", wrong=False, tried="")
    session = request.app.state.doors.log_in(form["name"].strip(), form["password"])
    return _inside(session) if session else render(request, "login.html", status=403, wrong=True, tried=form["name"])


_AGAIN = "Stop `scheduler studio` and start it again: it prints a new one."


def _logout(request: Request) -> Response:
    request.app.state.doors.leave(request.cookies.get(COOKIE, ""))
    return render(request, "told.html", title="Goodbye", words="You are logged out.", remedy=_AGAIN)


def _told(request: Request, error: SchedulerError) -> Response:
    """What went wrong, in the words that the command line would say."""
    if isinstance(error, CalendarError) and not isinstance(error, Conflict):
        return render(request, "unreadable.html", status=409, problems=error.problems, file=request.app.state.desk.file)
    status = 409 if isinstance(error, Conflict) else 404 if isinstance(error, NOT_THERE) else 400
    return render(request, "told.html", status=status, title="Not done", words=error.what, remedy=error.remedy)


def _plain(request: Request, error: HTTPException) -> Response:
    words = "There is no such page." if error.status_code == 404 else error.detail
    return render(request, "told.html", status=error.status_code, title="Not here", words=words, remedy="")
