"""Review: what waits for approval, one post after the other, as each channel's followers will get it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler import cards
from scheduler.calendar_file import variants
from scheduler.calendar_file.compose import platform_of
from scheduler.checking import remarks_on, stale
from scheduler.errors import Conflict, Problem, SchedulerError, Severity
from scheduler.models import Calendar, Decision, Post, Status, Variant
from scheduler.studio.approvals import APPROVED, ASKED, approve
from scheduler.studio.desk import UNAPPROVED, Desk
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import desk_of, render, say, who
from scheduler.studio.tiles import Mark, Tile, marks_of, tiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`address` "": it is a film, and its name is told instead."""

    address: str
    alt: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One post or part of a thread as followers read it; `count` of `limit` as the network counts."""

    words: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one channel's followers get."""

    mark: Mark
    parts: tuple[Said, ...]
    pictures: tuple[Picture, ...]
    link: str


def waiting(calendar: Calendar, shown: Mapping[str, Tile]) -> list[Tile]:
    """Drafts that have a time, and what says something else than was approved, in order of time."""
    found = [tile for tile in shown.values() if tile.at and tile.movable and _waits(tile.post, calendar)]
    return sorted(found, key=lambda tile: (tile.at.timestamp() if tile.at else 0, tile.post.id))


def _waits(post: Post, calendar: Calendar) -> bool:
    return post.status is Status.DRAFT or stale(post, calendar)


def notes_on(post: str, decisions: Sequence[Decision]) -> list[Decision]:
    """What was said of the post since it was approved last: changes asked for, approvals that an edit took away."""
    about = [each for each in decisions if each.about == post and each.what in {ASKED, UNAPPROVED, APPROVED}]
    last = max((number for number, each in enumerate(about) if each.what == APPROVED), default=-1)
    return about[last + 1 :]


def shown_on(post: Post, calendar: Calendar) -> Iterator[Shown]:
    """Channel by channel, made by the code that publishes."""
    marks = marks_of(calendar)
    for variant in variants(post, calendar):
        platform = platform_of(variant.channel, calendar)
        words = [platform.compose(part) for part in variant.parts()]
        said = (Said(words=each, count=platform.count(each), limit=platform.limits.text) for each in words)
        yield Shown(
            mark=marks[variant.channel],
            parts=tuple(said),
            pictures=tuple(_pictures(variant, calendar)),
            link=variant.link if variant.link and not any(variant.link in each for each in words) else "",
        )


def _pictures(variant: Variant, calendar: Calendar) -> Iterator[Picture]:
    base = f"/shown/{variant.post}/{variant.channel}"
    if variant.card:
        theme = cards.load_theme(calendar.folder / calendar.campaign.theme_file)
        yield Picture(address=f"{base}/0", alt=variant.card.alt or cards.alt_text(variant.card, theme))
    for number, media in enumerate(variant.media, start=1):
        yield Picture(
            address="" if media.is_video else f"{base}/{number}",
            alt=media.alt,
            name=media.file.name if media.is_video else "",
        )


def _picture(request: Request) -> Response:
    """A picture of one channel as it will leave."""
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    channel, number = request.path_params["channel"], request.path_params["number"]
    variant = next((each for each in variants(post, calendar) if each.channel == channel), None)
    try:
        file = _file(desk, calendar, variant, number) if variant else None
    except (SchedulerError, OSError):
        file = None
    return FileResponse(file) if file else Response(status_code=404)


def _file(desk: Desk, calendar: Calendar, variant: Variant, number: int) -> Path | None:
    if number == 0 and variant.card:
        size = platform_of(variant.channel, calendar).limits.card_size
        return desk.workshop.draw(variant.card, size, calendar).file
    if not 0 < number <= len(variant.media) or variant.media[number - 1].is_video:
        return None
    return desk.workshop.clean(variant.media[number - 1], calendar.folder).file


# --- the page ---------------------------------------------------------------------------------------------------------


def _review(request: Request) -> Response:
    return _page(request, request.query_params.get("post", ""), request.query_params.get("after", ""))


def _page(request: Request, asked: str, after: str = "", status: int = 200, note: str = "") -> Response:
    desk = desk_of(request)
    calendar = desk.calendar()
    found = waiting(calendar, tiles(calendar, desk.view()))
    place = _place(found, asked, after)
    if place is None:
        return render(request, "reviewed.html", screen="review", number=len(found), after=after)
    tile = found[place]
    problems, on = _looked_at(tile.post, calendar, desk)
    return render(
        request,
        "review.html",
        screen="review",
        status=status,
        tile=tile,
        place=place + 1,
        number=len(found),
        shown=on,
        problems=problems,
        approvable=not any(problem.severity is Severity.ERROR for problem in problems),
        notes=notes_on(tile.post.id, desk.ledger.decisions()),
        stale=stale(tile.post, calendar),
        note=note,
        zone=calendar.campaign.timezone,
    )


def _place(found: Sequence[Tile], asked: str, after: str) -> int | None:
    """Which of them is to be shown; None: there is none after that one, or none at all."""
    names = [tile.post.id for tile in found]
    if asked in names:
        return names.index(asked)
    if after in names:
        following = names.index(after) + 1
        return following if following < len(names) else None
    return 0 if names and not (asked or after) else None


def _looked_at(post: Post, calendar: Calendar, desk: Desk) -> tuple[list[Problem], list[Shown]]:
    problems = remarks_on(post, calendar, desk.clock())
    try:
        return problems, list(shown_on(post, calendar))
    except SchedulerError as error:
        return [*problems, Problem(what=error.what, remedy=error.remedy)], []


# --- deciding ---------------------------------------------------------------------------------------------------------


async def _approve(request: Request) -> Response:
    return await form_of(request, _approved)


def _approved(request: Request, form: Form) -> Response:
    name = request.path_params["post"]
    following = _following(request, name)
    try:
        refused = approve(request, form, [name])
    except Conflict:
        say(request, "Not approved: it was changed meanwhile. This is how it is now.", bad=True)
        return _page(request, name, status=409)
    if refused:
        say(request, "Not approved: what stands in red below keeps it at home.", bad=True)
        return _page(request, name, status=422)
    return RedirectResponse(following, 303)


async def _ask(request: Request) -> Response:
    return await form_of(request, _asked)


def _asked(request: Request, form: Form) -> Response:
    desk, note = desk_of(request), form["note"].strip()
    post, _ = desk.post(request.path_params["post"])
    if not note:
        say(request, "Say what should be changed: whoever edits it reads your note.", bad=True)
        return _page(request, post.id, status=422)
    following = _following(request, post.id)
    desk.ledger.note(Decision(at=desk.clock(), by=who(request), what=ASKED, about=post.id, words=note))
    say(request, "Your note stands with the post until it is approved.")
    return RedirectResponse(following, 303)


def _following(request: Request, name: str) -> str:
    """The page of whichever comes after this one, before this one leaves the list."""
    desk = desk_of(request)
    calendar = desk.calendar()
    names = [tile.post.id for tile in waiting(calendar, tiles(calendar, desk.view()))]
    later = names[names.index(name) + 1 :] if name in names else []
    return f"/review?post={later[0]}" if later else "/review?after=the-last"


routes: list[BaseRoute] = [
    Route("/review", _review),
    Route("/review/{post}/approve", _approve, methods=["POST"]),
    Route("/review/{post}/changes", _ask, methods=["POST"]),
    Route("/shown/{post}/{channel}/{number:int}", _picture),
]
