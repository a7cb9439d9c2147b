"""The queue: what needs a person, what goes out next, and what waits for approval, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler.errors import Conflict
from scheduler.models import State, Status
from scheduler.overview import Overview
from scheduler.studio.approvals import Refusal, approve
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import back, desk_of, render, say
from scheduler.studio.tiles import Tile, tiles
from scheduler.studio.troubles import pinned
from scheduler.text import counted

SHOWN = 200
"""So many posts stand in one list; nobody approves more at once."""
_AT_HOME = {Status.DRAFT.value, Status.CANCELLED.value}
COMING = {State.PLANNED, State.RETRYING, State.PUBLISHING, State.PAUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`date` None: those that have no time yet."""

    date: date | None
    tiles: tuple[Tile, ...]


def coming(shown: Mapping[str, Tile], view: Overview) -> list[Tile]:
    """What is approved and still to go out, on at least one channel; next up first."""
    posts = {each.row.post for each in view.standings if each.state in COMING}
    return _in_time(tile for name, tile in shown.items() if name in posts and tile.state not in _AT_HOME)


def drafts(shown: Mapping[str, Tile]) -> list[Tile]:
    return _in_time(tile for tile in shown.values() if tile.post.status is Status.DRAFT and tile.movable)


def _in_time(found: Iterable[Tile]) -> list[Tile]:
    """By time; those without one last."""
    return sorted(found, key=lambda tile: (tile.at is None, tile.at.timestamp() if tile.at else 0, tile.post.id))


def by_day(found: Sequence[Tile]) -> list[Day]:
    """In the order in which they stand."""
    days = groupby(found, key=lambda tile: tile.at.date() if tile.at else None)
    return [Day(date=day, tiles=tuple(these)) for day, these in days]


def sentence(next_up: Sequence[Tile], waiting: Sequence[Tile], urgent: int) -> str:
    """The queue in a line."""
    told = [f"{counted(urgent, 'matter')} {'needs' if urgent == 1 else 'need'} you"] if urgent else []
    told.append(f"{counted(len(next_up), 'post')} to go out" if next_up else "Nothing is approved to go out")
    if waiting:
        told.append(f"{counted(len(waiting), 'draft')} {'waits' if len(waiting) == 1 else 'wait'} for approval")
    return "; ".join(told) + "."


def _queue(request: Request) -> Response:
    return _page(request)


def _page(request: Request, refused: Sequence[Refusal] = (), status: int = 200) -> Response:
    desk = desk_of(request)
    calendar, view, now = desk.calendar(), desk.view(), desk.clock()
    shown = tiles(calendar, view)
    next_up, waiting = coming(shown, view), drafts(shown)
    told = pinned(desk, calendar, shown, view)
    return render(
        request,
        "queue.html",
        screen="queue",
        status=status,
        days=by_day(next_up[:SHOWN]),
        more=max(0, len(next_up) - SHOWN),
        drafts=by_day(waiting[:SHOWN]),
        more_drafts=max(0, len(waiting) - SHOWN),
        sentence=sentence(next_up, waiting, told.number),
        refused=refused,
        today=now.astimezone(calendar.campaign.timezone).date(),
        now=now,
        told=told,
        zone=calendar.campaign.timezone,
    )


async def _approve(request: Request) -> Response:
    return await form_of(request, _approved)


def _approved(request: Request, form: Form) -> Response:
    every = form["all"] == "yes"
    named = "seen-" if every else "approve-"
    names = [name.removeprefix(named) for name in form if name.startswith(named)]
    if not names:
        say(request, "No post was selected.", bad=True)
        return back(request, "/queue")
    try:
        refused = approve(request, form, names)
    except Conflict as conflict:
        changed = ", ".join(conflict.posts)
        say(request, f"Nothing was approved: {changed} changed meanwhile. This is how it is now.", bad=True)
        return _page(request, status=409)
    return _page(request, refused, status=422) if refused else back(request, "/queue")


routes: list[BaseRoute] = [
    Route("/queue", _queue, methods=["GET"]),
    Route("/queue/approve", _approve, methods=["POST"]),
    # Where a form's answer is shown, people may load it again.
    Route("/queue/approve", _queue, methods=["GET"]),
]
