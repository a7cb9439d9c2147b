"""Approving from a page: what was seen is what is approved, and nothing that `check` finds an error in."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request

from scheduler.calendar_file import approval
from scheduler.checking import errors_in
from scheduler.errors import LedgerError, Problem
from scheduler.models import Calendar, Decision
from scheduler.studio.desk import Desk
from scheduler.studio.forms import Form
from scheduler.studio.moves import seen_in
from scheduler.studio.pages import desk_of, say, who
from scheduler.studio.tiles import title_of
from scheduler.text import counted

APPROVED = "approved"
ASKED = "asked for changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A post that was not approved, and why."""

    post: str
    title: str
    problems: tuple[Problem, ...]


def approve(request: Request, form: Form, names: Sequence[str]) -> list[Refusal]:
    """Approves the posts as the form showed them, says so, and returns those that could not go out.

    Conflict, and nothing approved, when one of them was changed meanwhile, or the form does not say what it showed.
    """
    desk = desk_of(request)
    calendar = desk.calendar()
    found = refusals(desk, calendar, names)
    refused = {each.post for each in found}
    good = [name for name in names if name not in refused]
    if good:
        _approved(request, form, good)
    return found


def refusals(desk: Desk, calendar: Calendar, names: Sequence[str]) -> list[Refusal]:
    """Those of the posts in which `check` finds an error."""
    now, found = desk.clock(), []
    for post in (post for post in calendar.posts if post.id in names):
        if problems := errors_in(post, calendar, now):
            found.append(Refusal(post=post.id, title=title_of(post), problems=tuple(problems)))
    return found


def _approved(request: Request, form: Form, names: Sequence[str]) -> None:
    desk, by = desk_of(request), who(request)
    wanted = dict.fromkeys(names, approval(by, desk.clock()))
    # A form that does not say what it showed is taken for an old one: "" is no version of anything.
    seen = dict.fromkeys(names, "") | seen_in(form, wanted)
    words = f"Approved {counted(len(names), 'post')}." if len(names) > 1 else f"Approved “{_title(desk, names[0])}”."
    done = desk.change(wanted, by=by, words=words, seen=seen)
    with suppress(LedgerError):  # posts.yaml has the approval; the list of decisions is only to be read
        desk.ledger.note(*(Decision(at=desk.clock(), by=by, what=APPROVED, about=name) for name in names))
    say(request, f"{words} Saved to posts.yaml.", done=done)


def _title(desk: Desk, name: str) -> str:
    return title_of(desk.post(name)[0])
