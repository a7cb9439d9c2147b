"""A draft within what its contributor agreed to: no picture without consent to it, only channels that were named."""

from dataclasses import replace
from datetime import datetime

from scheduler.drafts.safety import others_unasked
from scheduler.models import Agreement, Calendar, Post, Submission, Use
from scheduler.submissions.holding import PICTURED
from scheduler.submissions.terms import in_words


def may_be_drafted(submission: Submission) -> bool:
    """Whether there is anything at all to be posted: words, on social media."""
    return {Use.WORDS, Use.SOCIAL} <= submission.agreed.uses


def within(post: Post, submission: Submission, calendar: Calendar) -> Post:
    """The post without what somebody in it has not agreed to; a name that must not be given keeps the card away."""
    agreed = submission.agreed
    if Use.NAME not in agreed.uses:
        post = replace(post, card=None)
    if Use.PICTURE not in agreed.uses or any(role == PICTURED for role, _ in others_unasked(submission)):
        card = replace(post.card, portrait=None) if post.card else None
        post = replace(post, card=card, media=())
    if agreed.channels:
        post = replace(post, channels=tuple(name for name in calendar.channels if name in agreed.channels))
    return post


def too_late(agreed: Agreement, at: datetime) -> bool:
    """Whether the consent will have run out by then."""
    return agreed.until is not None and at.date() > agreed.until


def note_on(agreed: Agreement) -> str:
    """What was agreed to, where that is not everything for good; "" where it is."""
    return "" if agreed == Agreement(how=agreed.how, person=agreed.person) else f"Agreed to: {in_words(agreed)}."
