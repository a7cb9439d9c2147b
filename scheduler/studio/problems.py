"""What `scheduler check` says of posts.yaml, line by line, each with a way to the post that it is about."""

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler.calendar_file import read
from scheduler.checking import every_problem
from scheduler.errors import CalendarError, Problem, Severity
from scheduler.models import Calendar
from scheduler.studio.pages import desk_of, render
from scheduler.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`post`: the id of the post in whose lines it stands; "" when it is about none of them."""

    problem: Problem
    post: str


def lines(problems: Sequence[Problem], calendar: Calendar | None) -> list[Line]:
    posts = calendar.posts if calendar else ()
    begins = sorted((post.places[""].line, post.id) for post in posts if "" in post.places)
    return [Line(problem=problem, post=_post_at(problem, begins)) for problem in problems]


def _post_at(problem: Problem, begins: Sequence[tuple[int, str]]) -> str:
    if problem.place is None:
        return ""
    number = bisect_right([line for line, _ in begins], problem.place.line) - 1
    return begins[number][1] if number >= 0 else ""


def sentence(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if not problems:
        return "Nothing is wrong: everything that is approved can go out."
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}. An error keeps a post at home."


def _problems(request: Request) -> Response:
    desk = desk_of(request)
    reading = read(desk.file)
    with suppress(CalendarError):
        desk.calendar()  # so that the page's head says, too, whether the file can be read
    found = every_problem(reading, desk.clock())
    return render(
        request,
        "problems.html",
        lines=lines(found, reading.calendar),
        sentence=sentence(found),
        file=desk.file.name,
    )


routes: list[BaseRoute] = [Route("/problems", _problems)]
