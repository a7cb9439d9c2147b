"""The daily e-mail as it will arrive: on a wide screen, on a phone, and in plain text; and one sent on trial."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler import slots
from scheduler.errors import Problem
from scheduler.models import Calendar
from scheduler.studio.desk import Desk
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import desk_of, render, say

POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data:",
        "style-src 'unsafe-inline'",
        "font-src data:",
        "frame-ancestors 'self'",
        "sandbox allow-popups",
    )
)
"""An e-mail has its styles within; it runs nothing, asks nobody, and stands in our page only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """One day's e-mail. `html`: a whole page with its pictures as data: addresses; `to`: for whom, in words."""

    subject: str
    sender: str
    preheader: str
    html: str
    plain: str
    at: datetime
    to: str = ""
    state: str = ""
    problems: tuple[Problem, ...] = ()


Digests = Callable[[Desk, date], DigestView | None]
"""Makes one day's e-mail; None: there is none that day."""


class Sending(Protocol):
    """Sends one day's e-mail to one address, on trial; what became of it in words. SchedulerError when it cannot."""

    def __call__(self, desk: Desk, day: date, to: str) -> str: ...


def day_shown(calendar: Calendar, asked: str, now: datetime) -> date:
    """The day asked for; else tomorrow, or the campaign's nearest day."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        tomorrow = date.fromordinal(now.astimezone(calendar.campaign.timezone).date().toordinal() + 1)
        return min(max(tomorrow, calendar.campaign.starts), calendar.campaign.ends)


def _digest(request: Request) -> Response:
    desk = desk_of(request)
    calendar = desk.calendar()
    day = day_shown(calendar, request.query_params.get("day", ""), desk.clock())
    days = slots.week(calendar.campaign)
    return render(
        request,
        "digest.html",
        screen="digest",
        day_of=day,
        days=days if len(days) <= _MOST_DAYS else [],
        planned=calendar.digest,
        view=_view(request, desk, day),
        can_send=bool(desk.settings().get("SMTP_URL")),
        zone=calendar.campaign.timezone,
    )


_MOST_DAYS = 14
"""Links to more days than this would fill the page."""


def _view(request: Request, desk: Desk, day: date) -> DigestView | None:
    make: Digests = request.app.state.digests
    return make(desk, day)


def _mail(request: Request) -> Response:
    """The e-mail itself, for the frames."""
    desk = desk_of(request)
    day = day_shown(desk.calendar(), request.query_params.get("day", ""), desk.clock())
    view = _view(request, desk, day)
    headers = {"Content-Security-Policy": POLICY}
    return HTMLResponse(view.html, headers=headers) if view else Response(status_code=404)


async def _send(request: Request) -> Response:
    return await form_of(request, _sent)


def _sent(request: Request, form: Form) -> Response:
    desk, send = desk_of(request), request.app.state.send_digest
    day = day_shown(desk.calendar(), form["day"], desk.clock())
    if not form["to"].strip():
        say(request, "Say where the test is to go.", bad=True)
    else:
        say(request, send(desk, day, form["to"].strip()))
    return RedirectResponse(f"/digest?day={day}", 303)


routes: list[BaseRoute] = [
    Route("/digest", _digest),
    Route("/digest/mail", _mail),
    Route("/digest/test", _send, methods=["POST"]),
]
