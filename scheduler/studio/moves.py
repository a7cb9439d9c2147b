"""What a form on the calendar does: move, approve, take back approval, cancel, undo. Each works without JavaScript."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler import slots
from scheduler.calendar_file import Change
from scheduler.errors import Conflict, SchedulerError
from scheduler.models import Calendar, Post, Slot, Status
from scheduler.studio.desk import Desk, Done
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import back, clock, day, desk_of, render, say, who
from scheduler.studio.tiles import Tile, is_movable, tiles, title_of


def to_place(at: datetime | None, slot: str) -> Change:
    """Puts a post at a time, in a slot when it comes then; None: into the tray of those without a time."""
    return lambda post, _calendar: replace(post, at=at, slot=slot if at else "")


def place_asked(form: Form, calendar: Calendar) -> tuple[datetime | None, str]:
    """The time and slot that the form names: `place` (an ISO time), or `date` and `time`; none: no time at all."""
    text = form["place"] or " ".join(filter(None, (form["date"], form["time"])))
    if not text.strip():
        return None, ""
    try:
        asked = datetime.fromisoformat(text.strip())
    except ValueError:
        raise SchedulerError(f"{text!r} is no time.", "Give a day and a time, for example 2023-11-06 09:00.") from None
    try:
        at = slots.local(asked.replace(tzinfo=None), calendar.campaign.timezone) if asked.tzinfo is None else asked
    except slots.NoSuchTime as error:
        raise SchedulerError(error.what, error.remedy) from None
    return at, slot_at(at, calendar)


def slot_at(at: datetime, calendar: Calendar) -> str:
    """The slot that comes at that time, if one does."""
    return next((slot.name for when, slot in slots.occurrences(calendar) if when == at), "")


async def _move(request: Request) -> Response:
    return await form_of(request, _moved)


def _moved(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    if not is_movable(post, desk.ledger.deliveries().values()):
        raise SchedulerError(f"{post.id} is out, or may be: it does not move.", "What is out stays where it was.")
    at, slot = place_asked(form, calendar)
    if at and at < desk.clock():
        raise SchedulerError("That time is over.", "Choose one that is still to come.")
    where = f"{day(at, calendar.campaign.timezone)} {clock(at, calendar.campaign.timezone)}" if at else "the tray"
    done = act(request, form, {post.id: to_place(at, slot)}, f"Moved “{title_of(post)}” to {where}.")
    return (
        back(request, f"/?day={at.astimezone(calendar.campaign.timezone).date()}" if at else "/") if done else _gone()
    )


def _gone() -> RedirectResponse:
    return RedirectResponse("/", 303)


def act(request: Request, form: Form, wanted: Mapping[str, Change], words: str) -> Done:
    """Makes the edit on top of what the form was made from, and says so; told when it took an approval away."""
    desk = desk_of(request)
    before = {post.id: post for post in desk.calendar().posts if post.id in wanted}
    done = desk.change(wanted, by=who(request), words=words, seen=seen_in(form, wanted))
    now = {post.id: post for post in desk.calendar().posts if post.id in wanted}
    fell = [name for name, post in now.items() if fell_back(before[name], post)]
    also = " It is a draft again: what was approved was something else." if fell else ""
    say(request, f"{words}{also} Saved to posts.yaml.", done=done)
    return done


def fell_back(before: Post, after: Post) -> bool:
    return before.status is Status.APPROVED and after.status is Status.DRAFT


def seen_in(form: Form, wanted: Mapping[str, Change]) -> dict[str, str]:
    """The versions on which the form builds: `seen` of one post, or `seen-ID` of each."""
    found = {name: form[f"seen-{name}"] or (form["seen"] if len(wanted) == 1 else "") for name in wanted}
    return {name: version for name, version in found.items() if version}


async def _where(request: Request) -> Response:
    """The dialog as a page: every free slot, and a time of one's own."""
    return await form_of(request, _places)


def _places(request: Request, _form: Form) -> Response:
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    tile, now = tiles(calendar, desk.view())[post.id], desk.clock()
    free = [(at.astimezone(calendar.campaign.timezone), slot) for at, slot in slots.free(calendar) if at > now]
    return render(
        request, "move.html", screen="week", calendar=calendar, tile=tile, free=free, today=_default(tile, free)
    )


def _default(tile: Tile, free: list[tuple[datetime, Slot]]) -> date | None:
    return tile.at.date() if tile.at else free[0][0].date() if free else None


async def _status(request: Request) -> Response:
    return await form_of(request, _set_status)


def _set_status(request: Request, form: Form) -> Response:
    """Cancel, or back to draft; approving has its own ways, because it binds."""
    desk = desk_of(request)
    post, _ = desk.post(request.path_params["post"])
    wanted = {"cancelled": "Cancelled", "draft": "Back to draft:"}
    to = form["status"]
    if to not in wanted:
        raise SchedulerError("A post becomes cancelled or a draft here.", "To approve it, open it.")
    change: Change = lambda was, _calendar: replace(was, status=Status(to), approval=None)  # noqa: E731
    act(request, form, {post.id: change}, f"{wanted[to]} “{title_of(post)}”.")
    return back(request)


async def _undo(request: Request) -> Response:
    return await form_of(request, _taken_back)


def _taken_back(request: Request, form: Form) -> Response:
    desk: Desk = desk_of(request)
    number = form["number"]
    last = desk.last(who(request))
    if not number.isdigit() and last is None:
        say(request, "There is nothing to take back.", bad=True)
        return back(request)
    try:
        done = desk.undo(int(number) if number.isdigit() else last.number if last else 0, by=who(request))
        say(request, done.words)
    except Conflict:
        say(request, "It was changed since, so it cannot be taken back by itself.", bad=True)
    except SchedulerError as error:
        say(request, f"{error.what} {error.remedy}", bad=True)
    return back(request)


routes: list[BaseRoute] = [
    Route("/posts/{post}/move", _where, methods=["GET"]),
    Route("/posts/{post}/move", _move, methods=["POST"]),
    Route("/posts/{post}/status", _status, methods=["POST"]),
    Route("/undo", _undo, methods=["POST"]),
]
