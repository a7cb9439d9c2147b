"""What `check` says of the people in a post: consent that does not cover it, and what could harm somebody in its text.

The publisher asks the record again before each sending. What the team wrote into a post itself is not held: it is their
text, and they are asked to look at it once more.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from scheduler.calendar_file import variants
from scheduler.errors import Place, Problem, Severity
from scheduler.models import Calendar, Finding, FindingKind, Post, Status
from scheduler.submissions import Record
from scheduler.submissions.holding import Entry
from scheduler.submissions.record import Reason, key_of
from scheduler.submissions.safeguarding import findings
from scheduler.submissions.terms import said_in

_WHAT = {
    FindingKind.PHONE: "a telephone number",
    FindingKind.EMAIL: "an e-mail address",
    FindingKind.ADDRESS: "an address",
    FindingKind.NATIONAL_ID: "the number of an identity paper",
    FindingKind.MINOR: "a child who could be recognised",
    FindingKind.CLIENT: "somebody whose private life is told",
}


def check_people(calendar: Calendar, record: Record, now: datetime) -> Iterator[Problem]:
    """Every such problem of the posts that are still to go out, in the order of the file."""
    entries = record.entries()
    reason, cleared = record.reasons_to_hold(now), _cleared(entries)
    for post in calendar.posts:
        if post.status is not Status.CANCELLED:
            yield from _without_consent(post, calendar, reason, bool(entries))
            yield from _telling(post, calendar, cleared)


def _cleared(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The keys that somebody cleared, by submission."""
    done: dict[str, set[str]] = {}
    for entry in entries:
        if entry.event == "cleared":
            done.setdefault(entry.submission, set()).add(entry.what)
    return done


def _without_consent(post: Post, calendar: Calendar, reason: Reason, record_kept: bool) -> Iterator[Problem]:
    """Whatever would hold it at its time; a draft can still be changed."""
    severity = Severity.ERROR if post.status is Status.APPROVED else Severity.WARNING
    told = variants(post, calendar)
    if post.submission:
        due = post.at or datetime.combine(calendar.campaign.starts, time(), calendar.campaign.timezone)
        said = dict.fromkeys(filter(None, (reason(post.submission, variant, due) for variant in told)))
        for why in said:
            what = f"{post.id} would be held: {why}"
            yield Problem(what=what, place=_place(post, "submission", "id"), severity=severity)
    elif any(variant.card for variant in told) and record_kept:
        what = f"{post.id} quotes somebody on a card, but names no submission: nobody asks for their consent."
        place = _place(post, "card", "id")
        yield Problem(what=what, remedy="Add submission: …", place=place, severity=Severity.WARNING)


def told_in_posts(calendar: Calendar, submission: str) -> list[str]:
    """The keys of what the posts of a submission give away, for whoever wants to clear it."""
    mine = (post for post in calendar.posts if post.submission == submission)
    return [key for post in mine for key in _told(post, calendar)]


def _told(post: Post, calendar: Calendar) -> dict[str, Finding]:
    words = "\n".join(dict.fromkeys(said_in(variant) for variant in variants(post, calendar)))
    return {key_of(each): each for each in findings(words, calendar.file, region=None)}


def _telling(post: Post, calendar: Calendar, cleared: dict[str, set[str]]) -> Iterator[Problem]:
    """What its words give away and nobody has cleared, each thing once."""
    done = cleared.get(post.submission, set())
    for key, finding in _told(post, calendar).items():
        if key not in done:
            yield _problem(post, finding)


def _problem(post: Post, finding: Finding) -> Problem:
    short = finding.text if len(finding.text) <= 60 else finding.text[:59] + "…"
    remedy = "Take it out, unless it is meant to be public."
    if post.submission:
        remedy += f" Then: scheduler clear {post.submission} {finding.kind} --why …"
    what = f"{post.id} tells {_WHAT[finding.kind]}: “{short}”."
    return Problem(what=what, remedy=remedy, place=_place(post, "text", "id"), severity=Severity.WARNING)


def _place(post: Post, *paths: str) -> Place | None:
    return next((post.places[path] for path in paths if path in post.places), None)
