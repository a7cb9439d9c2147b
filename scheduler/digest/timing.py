"""When a day's digest is due, and when it is too late for it: pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler.ledger import Ledger
from scheduler.models import Calendar, Digest, Mailing, MailingState

QUEUE = "digest"
"""What the ledger calls the mailing among its queues: `scheduler resume digest` lets it go on."""


def held(ledger: Ledger) -> str:
    """Why no e-mail is sent now: a person said so, or a mail server refused us; "": it may be."""
    traffic = ledger.traffic()
    return traffic.held or traffic.paused.get(QUEUE, "")


class Turn(StrEnum):
    """What a service has to do with a day's digest."""

    WAIT = "wait"
    SEND = "send"
    """It is due, or was begun and did not come to its end."""
    MISS = "miss"
    """It was not begun, and would be too late now."""
    LEAVE = "leave"
    """It is done, or a person decides."""


def turn_of(digest: Digest, due: datetime, known: Mailing | None, now: datetime) -> Turn:
    """`known`: how its sending stands, if it was begun."""
    if known is not None:
        return Turn.SEND if known.state is MailingState.RUNNING else Turn.LEAVE
    if now < due:
        return Turn.WAIT
    return Turn.MISS if is_too_late(due, digest.max_late, now) else Turn.SEND


def due_at(calendar: Calendar, digest: Digest, day: date) -> datetime:
    """`digest.at` of that day in the campaign's zone."""
    return datetime.combine(day, digest.at, calendar.campaign.timezone)


def is_too_late(due: datetime, max_late: timedelta, now: datetime) -> bool:
    """Whether it is missed: nobody wants the morning's news at night. A person who says `digest send` decides."""
    return now - due > max_late


def lateness(calendar: Calendar, digest: Digest, day: date, now: datetime) -> str:
    """In words, where somebody who sends it now should know; "": it is not too late."""
    due = due_at(calendar, digest, day)
    if not is_too_late(due, digest.max_late, now):
        return ""
    hours = (now - due) / timedelta(hours=1)
    late = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
    return f"It was due at {due:%H:%M on %d %B %Y}, {late} ago: the service would not send it any more (max_late)."
