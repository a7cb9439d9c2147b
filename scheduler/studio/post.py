"""Writing a post: its form is saved in one piece, by a press or while somebody types."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler.calendar_file import Change, version_of
from scheduler.errors import CalendarError, Conflict, Problem, SchedulerError
from scheduler.models import Calendar, Post, Status
from scheduler.studio.approvals import approve
from scheduler.studio.desk import Done
from scheduler.studio.editor import edited, looked_at, most_parts, pressed
from scheduler.studio.findings import hindrances
from scheduler.studio.forms import Form, form_of
from scheduler.studio.moves import fell_back
from scheduler.studio.pages import desk_of, render, say, who
from scheduler.studio.places import placed
from scheduler.studio.post_page import chip_of, differences, fragments, live_parts, page, remember, shown_fields
from scheduler.studio.tiles import FIXED, title_of
from scheduler.studio.traces import Trace, lines_of, with_trace

DRAFT_AGAIN = "It is a draft again: what was approved was something else."
NEW = "new"
UNNAMED = "This post"
"""What problems call a post that has no name yet; none in the file can be called so."""
_WORDS_IN_A_NAME, _LONGEST_NAME = 5, 60


# --- showing ----------------------------------------------------------------------------------------------------------


async def _show(request: Request) -> Response:
    return await form_of(request, _shown)


def _shown(request: Request, _form: Form) -> Response:
    post, calendar = desk_of(request).post(request.path_params["post"])
    return page(request, post, calendar)


async def _new(request: Request) -> Response:
    return await form_of(request, _shown_new)


def _shown_new(request: Request, _form: Form) -> Response:
    """An empty form, in the place that the address names."""
    calendar = desk_of(request).calendar()
    form = Form(place=request.query_params.get("place", "keep"))
    post = placed(Post(id=UNNAMED), form, calendar, desk_of(request).clock())
    return page(request, post, calendar)


async def _preview(request: Request) -> Response:
    return await form_of(request, _previewed)


def _previewed(request: Request, form: Form) -> Response:
    """What followers would see of what stands in the form now; nothing is written."""
    desk, name = desk_of(request), request.path_params.get("post", NEW)
    post, calendar = (Post(id=UNNAMED), desk.calendar()) if name == NEW else desk.post(name)
    try:
        post = edited(post, form, calendar)
        words = ""
    except SchedulerError as error:
        words = f"{error.what} {error.remedy}"
    return JSONResponse({"parts": live_parts(post, calendar, desk), "words": words})


# --- saving -----------------------------------------------------------------------------------------------------------


async def _save(request: Request) -> Response:
    return await form_of(request, _saved)


def _saved(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    try:
        form = _settled(request, form, post, calendar)
        change = _asked(request, form, post.id, calendar)
        new = change(post, calendar)
        if form["do"] == "approve" and new == post:
            return _approved(request, form, post, calendar)
        if new == post:
            return _answer(request, form, post, calendar, "Nothing to save: posts.yaml says so already.", None)
        return _written(request, form, post, calendar, change)
    except Conflict as error:
        return _in_conflict(request, form, error)
    except SchedulerError as error:
        return _not_saved(request, form, post, calendar, error)


def _written(request: Request, form: Form, post: Post, calendar: Calendar, change: Change) -> Response:
    desk = desk_of(request)
    before = lines_of(post.id, calendar)
    words = f"Changed “{title_of(post)}”."
    # A form that does not say what it was made from is taken for an old one.
    done = desk.change({post.id: change}, by=who(request), words=words, seen={post.id: form["seen"]})
    now, known = desk.post(post.id)
    _note(request, now, known, before)
    told = "Saved to posts.yaml." + (f" {DRAFT_AGAIN}" if fell_back(post, now) else "")
    if form["do"] == "approve":
        told += " Look at it once more as it is now, then approve."
    return _answer(request, form, now, known, told, done)


def _asked(request: Request, form: Form, name: str, calendar: Calendar) -> Change:
    """What the form asks for: all that its fields say, and what its button does."""
    out, now = _is_out(request, name, calendar), desk_of(request).clock()

    def made(post: Post, known: Calendar) -> Post:
        new = edited(post, form, known)
        new = new if out else placed(new, form, known, now)
        return pressed(looked_at(new, form), form["do"], known)

    return made


def _is_out(request: Request, name: str, calendar: Calendar) -> bool:
    keys = [f"{name}/{each}/{part + 1}" for each in calendar.channels for part in range(most_parts(each, calendar))]
    return any(row.state in FIXED for row in desk_of(request).ledger.some(keys).values())


def _note(request: Request, post: Post, calendar: Calendar, before: tuple[str, ...] | None) -> None:
    """Keeps what the edit changed in the file, to be looked at."""
    after = lines_of(post.id, calendar)
    if before is not None and after is not None and before != after:
        trace = Trace(by=who(request), at=desk_of(request).clock(), before=before, after=after)
        traces = request.app.state.traces
        traces[post.id] = with_trace(traces.get(post.id, ()), trace)


def _answer(request: Request, form: Form, post: Post, calendar: Calendar, words: str, done: Done | None) -> Response:
    """To the page, which says it; to the script, which shows it."""
    if not _asks_for_json(request):
        say(request, words, done=done)
        return RedirectResponse(_address(post.id, form), 303)
    remember(request, post, calendar)
    parts = live_parts(post, calendar, desk_of(request))
    parts["chip"] = chip_of(post, calendar, desk_of(request))
    parts["traces"] = str(fragments().traces(list(reversed(request.app.state.traces.get(post.id, ()))), calendar))
    return JSONResponse({"words": words, "seen": version_of(post, calendar), "parts": parts})


def _address(post: str, form: Form) -> str:
    tab = f"?{urlencode({'tab': form['tab']})}" if form["tab"] not in {"", "shared"} else ""
    at = {"media": "#pictures", "less-media": "#pictures", "first-media": "#pictures", "quote": "#card"}
    return f"/posts/{post}{tab}{'#card' if form['focus.x'] else at.get(form['do'].partition(':')[0], '')}"


def _asks_for_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _not_saved(request: Request, form: Form, post: Post, calendar: Calendar, error: SchedulerError) -> Response:
    """The form as it was sent, with what is wrong: nothing that somebody typed is lost."""
    wrong = error.problems if isinstance(error, CalendarError) else (Problem(what=error.what, remedy=error.remedy),)
    if _asks_for_json(request):
        words = " ".join(f"{problem.what} {problem.remedy}" for problem in wrong)
        return JSONResponse({"words": f"Not saved. {words}"}, 422)
    return page(request, post, calendar, status=422, form=form, wrong=wrong)


# --- approving ------------------------------------------------------------------------------------------------------


def _approved(request: Request, form: Form, post: Post, calendar: Calendar) -> Response:
    """Bound to what its approver saw; not what could not go out."""
    if wrong := hindrances(post, calendar, desk_of(request).clock()):
        return page(request, post, calendar, status=422, form=form, wrong=wrong, refused="Not approved")
    approve(request, form, [post.id])
    return RedirectResponse(_address(post.id, form), 303)


# --- two at once ----------------------------------------------------------------------------------------------------


def _in_conflict(request: Request, form: Form, error: Conflict) -> Response:
    """Both sides, field by field; nothing was written."""
    if _asks_for_json(request):
        return JSONResponse({"words": error.problems[0].what, "conflict": True}, 409)
    return _both_sides(request, form)


def _both_sides(request: Request, form: Form) -> HTMLResponse:
    post, calendar = desk_of(request).post(request.path_params["post"])
    return render(
        request,
        "conflict.html",
        status=409,
        post=post,
        title=title_of(post),
        seen=version_of(post, calendar),
        differing=differences(request, form, post, calendar),
        sent={name: value for name, value in form.items() if name not in {"seen", "do"}},
    )


def _settled(request: Request, form: Form, post: Post, calendar: Calendar) -> Form:
    """The form with, of each field over which two differed, the side that was chosen."""
    chosen = {name.removeprefix("take-"): side for name, side in form.items() if name.startswith("take-")}
    if not chosen:
        return form
    now = shown_fields(post, calendar)
    made = Form({name: value for name, value in form.items() if not name.startswith("take-")})
    for name in (name for name, side in chosen.items() if side == "theirs"):
        made.pop(name, None)
        if name in now:
            made[name] = now[name]
    return made


# --- new ones -------------------------------------------------------------------------------------------------------


async def _create(request: Request) -> Response:
    return await form_of(request, _created)


def _created(request: Request, form: Form) -> Response:
    desk, calendar = desk_of(request), desk_of(request).calendar()
    empty = Post(id=UNNAMED)
    try:
        made = placed(edited(empty, form, calendar), form, calendar, desk.clock())
        post = replace(pressed(made, form["do"], calendar), id=_new_name(made, form["id"], calendar))
        desk.add(post)
    except SchedulerError as error:
        return _not_saved(request, form, empty, calendar, error)
    say(request, "A new draft. Saved to posts.yaml.")
    return RedirectResponse(_address(post.id, form), 303)


def _new_name(post: Post, asked: str, calendar: Calendar) -> str:
    """The name that was asked for, else one of the first words; another one's is taken by nobody."""
    words = re.findall(r"[^\W_]+", title_of(replace(post, id="")).lower())[:_WORDS_IN_A_NAME]
    name = asked.strip() or "-".join(words)[:_LONGEST_NAME].strip("-") or "post"
    return name if asked.strip() else _free(name, calendar)


def _free(name: str, calendar: Calendar) -> str:
    taken = {post.id for post in calendar.posts} | {NEW}
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)


async def _duplicate(request: Request) -> Response:
    return await form_of(request, _duplicated)


def _duplicated(request: Request, _form: Form) -> Response:
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    copy = replace(post, id=_free(post.id, calendar), status=Status.DRAFT, at=None, slot="", approval=None)
    desk.add(copy)
    say(request, f"A copy of “{title_of(post)}”, without a time: this one. Saved to posts.yaml.")
    return RedirectResponse(f"/posts/{copy.id}", 303)


routes: list[BaseRoute] = [
    Route("/posts/new", _new, methods=["GET"]),
    Route("/posts/new", _create, methods=["POST"]),
    Route("/posts/{post}", _show, methods=["GET"]),
    Route("/posts/{post}", _save, methods=["POST"]),
    Route("/posts/{post}/preview", _preview, methods=["POST"]),
    Route("/posts/{post}/duplicate", _duplicate, methods=["POST"]),
]
