"""What the calendar wants, delivery by delivery: the bridge from intent to the publisher.

A post that nobody approved has no wish. One that is approved, but must not go out (content changed since, no consent,
an error that `check` reports), has a wish with the reason in `hold`.
"""

from collections.abc import Callable, Iterator

from scheduler.calendar_file import check_post, fingerprint, variants
from scheduler.errors import Severity
from scheduler.models import Calendar, Post, Status, Wish

Consent = Callable[[str], str | None]
"""Why nothing of this submission may go out (None: it may)."""


def all_wishes(calendar: Calendar, consent: Consent) -> dict[str, Wish]:
    """Every wish of the calendar by its delivery's key."""
    return {wish.key: wish for post in calendar.posts for wish in wishes(post, calendar, consent)}


def wishes(post: Post, calendar: Calendar, consent: Consent) -> Iterator[Wish]:
    """One wish a channel and part; none for a post that is not approved or has no time."""
    if post.at is None or not _approved(post, calendar):
        return
    content = fingerprint(post, calendar)
    hold = _reason_to_hold(post, calendar, content, consent)
    for variant in variants(post, calendar):
        for part in variant.parts():
            yield Wish(variant=part, due=post.at, max_late=calendar.campaign.max_late, content=content, hold=hold)


def _approved(post: Post, calendar: Calendar) -> bool:
    if calendar.campaign.approval_required:
        return post.status is Status.APPROVED
    return post.status is not Status.CANCELLED


def _reason_to_hold(post: Post, calendar: Calendar, content: str, consent: Consent) -> str:
    if post.approval and post.approval.content and post.approval.content != content:
        return f"It was changed after {post.approval.by or 'somebody'} approved it. Approve it again."
    if post.submission and (reason := consent(post.submission)):
        return reason
    errors = [problem for problem in check_post(post, calendar) if problem.severity is Severity.ERROR]
    return f"{errors[0].what} {errors[0].remedy}".strip() if errors else ""
