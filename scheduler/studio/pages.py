"""Rendering a page, and what is said to somebody after they acted."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from scheduler.studio.desk import Desk, Done
from scheduler.studio.guard import COOKIE
from scheduler.text import counted, lasting

SCREENS = (
    ("week", "/", "Week"),
    ("queue", "/queue", "Queue"),
    ("review", "/review", "Review"),
    ("inbox", "/submissions", "Submissions"),
    ("digest", "/digest", "Digest"),
    ("activity", "/activity", "Activity"),
    ("channels", "/channels", "Channels"),
)
UNDO_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of an action, shown once; `undo`: the number of the edit that can be taken back."""

    words: str
    bad: bool = False
    undo: int | None = None


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def who(request: Request) -> str:
    """The name that approvals and decisions carry."""
    name: str = request.scope["user_name"]
    return name


def say(request: Request, words: str, *, bad: bool = False, done: Done | None = None) -> None:
    """Shows `words` on the next page that this person sees."""
    undo = done.number if done and done.number else None
    request.app.state.said.setdefault(request.cookies.get(COOKIE, ""), []).append(Said(words=words, bad=bad, undo=undo))


def back(request: Request, to: str = "/") -> RedirectResponse:
    """To the page on which the form stood, if it is one of ours."""
    parts = urlsplit(request.headers.get("referer", ""))
    here = (
        parts.netloc == request.headers.get("host")
        and parts.path.startswith("/")
        and not parts.path.startswith("/login")
    )
    where = parts.path + (f"?{parts.query}" if parts.query else "") if here else to
    return RedirectResponse(where, 303)


def render(request: Request, template: str, *, screen: str = "", status: int = 200, **values: Any) -> HTMLResponse:
    """The page, with what every page has: who is here, where they are, what was said."""
    desk = desk_of(request)
    said = request.app.state.said.pop(request.cookies.get(COOKIE, ""), [])
    known = desk.known
    page = (
        environment()
        .get_template(template)
        .render(
            screen=screen,
            screens=SCREENS,
            name=request.scope.get("user_name", ""),
            said=said,
            undo_seconds=UNDO_SECONDS,
            campaign=known.campaign if known else None,
            broken=desk.problems,
            held=desk.ledger.traffic().held,
            mark=desk.mark(),
            path=request.url.path,
            **values,
        )
    )
    return HTMLResponse(page, status)


@cache
def environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scheduler.studio"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters |= {"counted": counted, "lasting": lasting, "clock": clock, "day": day, "web": web}
    return environment


@cache
def asset(name: str) -> str:
    """The address of a file of ours; another one whenever the file is."""
    file = Path(__file__).parent / "static" / name
    return f"/static/{name}?{file.stat().st_mtime_ns:x}"


def clock(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """09:00 EST: a time never stands without its zone."""
    return f"{moment.astimezone(zone) if zone else moment:%H:%M %Z}"


def day(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """Mon 6 Nov."""
    local = moment.astimezone(zone) if zone else moment
    return f"{local:%a} {local.day} {local:%b}"


def web(address: str) -> str:
    """The address if it is one of the web's; "" otherwise: what a person typed must not become a script."""
    return address if address.startswith(("https://", "http://")) else ""
