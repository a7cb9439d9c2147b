"""Submissions: what came in, what it still needs, and the way into the calendar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler.coverage import Fate, coverage
from scheduler.coverage import Row as Covered
from scheduler.errors import SchedulerError
from scheduler.incoming import draft_into
from scheduler.models import Agreement, Calendar, Readiness, Submission, Use
from scheduler.studio.desk import Desk
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import back, clock, day, desk_of, render, say, who
from scheduler.studio.reading import Inbox
from scheduler.submissions import RECORD_FILE, Record
from scheduler.submissions.called import language_name
from scheduler.submissions.data import is_right_to_left
from scheduler.submissions.record import key_of, missing_key
from scheduler.submissions.remarks import in_a_line, open_findings
from scheduler.submissions.report import ORDER, told
from scheduler.submissions.terms import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Submissions of one readiness; `of` tells what became of each in the calendar."""

    status: Readiness
    rows: tuple[Covered, ...]


def groups(rows: Sequence[Covered]) -> list[Group]:
    """What needs a person first."""
    made = (
        Group(status=status, rows=tuple(row for row in rows if row.submission.status is status)) for status in ORDER
    )
    return [group for group in made if group.rows]


def _list(request: Request) -> Response:
    desk = desk_of(request)
    calendar, read = desk.calendar(), _inbox(request).look()
    view = coverage(read.found or (), calendar.posts, desk.ledger.deliveries().values())
    return render(
        request,
        "submissions.html",
        screen="inbox",
        read=read,
        groups=groups(view.rows),
        sentence=view.sentence,
        drafts=sum(_can_be_drafted(row) for row in view.rows),
        folder=calendar.campaign.submissions,
        in_a_line=lambda each: in_a_line(each, calendar.campaign),
        language=language_name,
        zone=calendar.campaign.timezone,
    )


def _inbox(request: Request) -> Inbox:
    inbox: Inbox = request.app.state.inbox
    return inbox


def _can_be_drafted(row: Covered) -> bool:
    return row.submission.status is Readiness.READY and not row.posts and row.fate in {Fate.READY, Fate.LATE}


def _one(request: Request) -> Response:
    """One submission, whole; while it is not read yet, a page that says so and follows."""
    desk = desk_of(request)
    calendar, read = desk.calendar(), _inbox(request).look()
    name = request.path_params["submission"]
    view = coverage(read.found or (), calendar.posts, desk.ledger.deliveries().values())
    row = next((row for row in view.rows if row.submission.id == name), None)
    if row is None and not read.reading:
        raise NoSuchSubmission(f"There is no submission {name!r}.", "It may have been taken out of the folder.")
    return render(
        request,
        "submission.html",
        screen="inbox",
        read=read,
        row=row,
        can_be_drafted=row is not None and _can_be_drafted(row),
        zone=calendar.campaign.timezone,
        **(_whole(row.submission, calendar) if row else {"it": None}),
    )


class NoSuchSubmission(SchedulerError):  # noqa: N818
    """The address names a submission that is not there."""


def _whole(submission: Submission, calendar: Calendar) -> dict[str, Any]:
    record = Record(calendar.folder / RECORD_FILE)
    agreed = record.agreement(submission.id)
    shown = told(submission, calendar)
    findings = zip(shown["findings"], open_findings(submission), strict=True)
    return {
        "it": submission,
        "told": shown,
        "findings": [{**each, "key": key_of(finding)} for each, finding in findings if finding.kind.value != "consent"],
        "missing": [(part, missing_key(part)) for part in submission.missing],
        "consent": in_words(agreed) if agreed else "",
        "withdrawn": record.withdrawn(submission.id),
        "unasked": record.unasked(submission.id),
        "uses": list(Use),
        "channels": list(calendar.channels),
        "language": language_name,
        "direction": lambda language: "rtl" if is_right_to_left(language) else "ltr",
    }


# --- deciding ---------------------------------------------------------------------------------------------------------


async def _act(request: Request) -> Response:
    return await form_of(request, _acted)


def _acted(request: Request, form: Form) -> Response:
    name = request.path_params["submission"]
    deed = DEEDS.get(form["do"])
    if deed is None:
        raise SchedulerError(f"{form['do']!r} is nothing that can be done here.", "Go back and choose again.")
    _known(request, name)
    try:
        say(request, deed(request, form, name))
    except SchedulerError as error:
        say(request, f"{error.what} {error.remedy}", bad=True)
    return back(request, f"/submissions/{name}")


def _known(request: Request, name: str) -> None:
    found = _inbox(request).look().found
    if found is not None and name not in {each.id for each in found}:
        raise NoSuchSubmission(f"There is no submission {name!r}.", "It may have been taken out of the folder.")


def _record(desk: Desk) -> Record:
    return Record(desk.folder / RECORD_FILE)


def _reason(form: Form) -> str:
    if not form["why"].strip():
        raise SchedulerError("Say why: the record keeps it.", "Nothing was changed.")
    return form["why"].strip()


def _clear(request: Request, form: Form, name: str) -> str:
    desk, by = desk_of(request), who(request)
    keys = _record(desk).clear(name, form["key"], by=by, why=_reason(form), now=desk.clock())
    return f"{', '.join(keys)}: cleared by {by}. It is being read again."


def _consent(request: Request, form: Form, name: str) -> str:
    desk, channels = desk_of(request), desk_of(request).calendar().channels
    uses = frozenset(use for use in Use if form[f"use-{use.name}"])
    if not uses:
        raise SchedulerError("Nothing is ticked: what did they agree to?", "Nothing was changed.")
    on = tuple(each for each in channels if form[f"on-{each}"])
    if not on and Use.SOCIAL in uses:  # none would mean all
        raise SchedulerError("Social media is ticked, but no channel: where may it stand?", "Nothing was changed.")
    agreed = Agreement(
        person=form["person"].strip(),
        uses=uses,
        channels=() if len(on) == len(channels) else on,
        until=_date(form["until"]),
        how=form["how"].strip(),
    )
    _record(desk).consent(name, by=who(request), agreed=agreed, now=desk.clock())
    return f"On record: {in_words(agreed)}. It is being read again."


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise SchedulerError(f"{text!r} is no day.", "Give it as 2023-12-31.") from None


def _decline(request: Request, form: Form, name: str) -> str:
    desk = desk_of(request)
    _record(desk).decline(name, by=who(request), why=_reason(form), now=desk.clock())
    return f"{name} is declined; nothing of it goes out. A kind word to the contributor stands below."


def _take(request: Request, form: Form, name: str) -> str:
    desk = desk_of(request)
    _record(desk).take(name, by=who(request), why=_reason(form), now=desk.clock())
    return f"{name} is taken after all."


def _draft(request: Request, _form: Form, name: str) -> str:
    """The same as `scheduler draft`, of this one only: what has posts is told along, for the balance of the week."""
    desk = desk_of(request)
    calendar = desk.calendar()
    about = {post.submission for post in calendar.posts}
    found = [each for each in _inbox(request).look().found or () if each.id == name or each.id in about]
    return _drafted(desk, found)


def _drafted(desk: Desk, found: Sequence[Submission]) -> str:
    calendar = desk.calendar()
    made = draft_into(calendar, found, desk.settings())
    zone = calendar.campaign.timezone
    if not made:
        return "Nothing new is ready to be drafted."
    where = [f"{day(each.post.at, zone)} {clock(each.post.at, zone)}" if each.post.at else "no slot" for each in made]
    told = ", ".join(f"{each.post.id} ({place})" for each, place in zip(made, where, strict=True))
    return f"Drafted into posts.yaml: {told}."


DEEDS: Mapping[str, Callable[[Request, Form, str], str]] = {
    "clear": _clear,
    "consent": _consent,
    "decline": _decline,
    "take": _take,
    "draft": _draft,
}


async def _draft_all(request: Request) -> Response:
    return await form_of(request, _all_drafted)


def _all_drafted(request: Request, _form: Form) -> Response:
    found = _inbox(request).look().found
    words = _drafted(desk_of(request), found) if found is not None else "They are still being read: in a moment."
    say(request, words)
    return RedirectResponse("/submissions", 303)


routes: list[BaseRoute] = [
    Route("/submissions", _list, methods=["GET"]),
    Route("/submissions", _draft_all, methods=["POST"]),
    Route("/submissions/{submission}", _one, methods=["GET"]),
    Route("/submissions/{submission}", _act, methods=["POST"]),
]
