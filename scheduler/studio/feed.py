"""The calendar as a feed (RFC 5545) for people's own calendar apps, at an address that only they know.

Times stand in UTC, so that no zone need be described; apps show them in their own.
"""

import hmac
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler.models import Calendar, Status
from scheduler.studio.desk import Desk
from scheduler.studio.pages import desk_of
from scheduler.studio.tiles import Tile, tiles

LENGTH = timedelta(minutes=15)
"""A post takes no time, but calendar apps hide what has no length."""
OCTETS = 75
"""RFC 5545, 3.1: no line is longer, without its end."""
TOKEN_FILE = "calendar-token"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def feed(calendar: Calendar, shown: Iterable[Tile], now: datetime) -> bytes:
    """Every post that has a time and was not cancelled, as an event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//campaign-scheduler//studio//EN",
        f"NAME:{escaped(calendar.campaign.name)}",
        f"X-WR-CALNAME:{escaped(calendar.campaign.name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        *(line for tile in shown if tile.at and tile.state != "cancelled" for line in _event(tile, tile.at, now)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(tile: Tile, at: datetime, now: datetime) -> Iterator[str]:
    channels = ", ".join(mark.channel for mark in tile.channels)
    draft = tile.post.status is Status.DRAFT
    about = f"{tile.state} · {channels}\n{tile.post.id}"
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(tile.post.id.encode()).hexdigest()[:32]}@campaign-scheduler"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(at)}"
    yield f"DTEND:{_utc(at + LENGTH)}"
    yield f"SUMMARY:{escaped(f'{tile.title} ({tile.state})')}"
    yield f"DESCRIPTION:{escaped(about)}"
    yield f"STATUS:{'TENTATIVE' if draft else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def folded(line: str) -> bytes:
    """The line with its end; a long one goes on in lines that begin with a space, and no character is cut."""
    lines, current, room = list[str](), "", OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            lines.append(current)
            current, room = " ", OCTETS - 1
        current += letter
        room -= size
    return "".join(f"{each}\r\n" for each in (*lines, current)).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


# --- the secret address -----------------------------------------------------------------------------------------------


def token(folder: Path) -> str:
    """The secret part of the feed's address; made once, kept beside the ledger, readable by its owner only."""
    file = folder / ".scheduler" / TOKEN_FILE
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(24))
    return file.read_text().strip()


def address(request: Request) -> str:
    """Where a calendar app finds the feed, as long as the studio runs."""
    return str(request.url_for("feed", token=token(desk_of(request).folder)))


def _by_token(request: Request) -> Response:
    desk = desk_of(request)
    if not hmac.compare_digest(request.path_params["token"].encode(), token(desk.folder).encode()):
        return Response(status_code=404)
    return _answer(desk)


def _answer(desk: Desk) -> Response:
    calendar = desk.calendar()
    shown = sorted(tiles(calendar, desk.view()).values(), key=lambda tile: tile.post.id)
    return Response(feed(calendar, shown, desk.clock()), media_type="text/calendar; charset=utf-8")


def _by_session(request: Request) -> Response:
    return _answer(desk_of(request))


routes: list[BaseRoute] = [
    Route("/calendar/{token}.ics", _by_token, name="feed"),
    Route("/calendar.ics", _by_session),
]
