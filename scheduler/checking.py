"""What `check` says of a calendar in all, and what must not be approved: for the command line and the studio alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from scheduler.calendar_file import Reading, by_place, check, check_approved, fingerprint
from scheduler.calendar_file.fields import place_of
from scheduler.care import check_people
from scheduler.errors import CardError, Problem, Severity, SubmissionError
from scheduler.models import Calendar, Post, Status
from scheduler.submissions import RECORD_FILE, Record


def every_problem(reading: Reading, now: datetime) -> list[Problem]:
    """All that is wrong with the file, its posts, the people in them and their themes, in the order of the file."""
    calendar = reading.calendar
    found = (*check(calendar), *_about_people(calendar, now), *_about_themes(calendar)) if calendar else ()
    return sorted((*reading.problems, *found), key=by_place)


def remarks_on(post: Post, calendar: Calendar, now: datetime) -> list[Problem]:
    """What would be said of the post if it were approved as it stands."""
    approved = replace(calendar, posts=(replace(post, status=Status.APPROVED),))
    return [*check_approved(post, calendar), *_about_people(approved, now)]


def errors_in(post: Post, calendar: Calendar, now: datetime) -> list[Problem]:
    """Why the post could not go out if it were approved; none: it may be."""
    return [problem for problem in remarks_on(post, calendar, now) if problem.severity is Severity.ERROR]


def stale(post: Post, calendar: Calendar) -> bool:
    """Whether it was approved, and says something else by now."""
    bound = post.approval.content if post.status is Status.APPROVED and post.approval else ""
    return bool(bound) and bound != fingerprint(post, calendar)


def _about_people(calendar: Calendar, now: datetime) -> list[Problem]:
    """What the safeguarding record says of the posts; where it cannot be read, that."""
    record = Record(calendar.folder / RECORD_FILE)
    try:
        return list(check_people(calendar, record, now))
    except SubmissionError as error:
        return [Problem(what=error.what, remedy=error.remedy)]


def _about_themes(calendar: Calendar) -> Iterator[Problem]:
    """Themes that cards name and that there are not."""
    from scheduler.cards import load_theme  # what draws takes long to load; few ask for it

    named = [(post, "card", post.card) for post in calendar.posts]
    named += [
        (post, f"variants.{key}.card", own.card) for post in calendar.posts for key, own in post.overrides.items()
    ]
    for post, key, card in named:
        if card and card.theme:
            try:
                load_theme(calendar.folder / calendar.campaign.theme_file).named(card.theme)
            except CardError as error:
                place = place_of(post, f"{key}.theme", key)
                yield Problem(what=error.what, remedy=error.remedy, place=place)
