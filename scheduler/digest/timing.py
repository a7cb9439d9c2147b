"""When a day's digest is due, and when it is too late for it: pure."""

from datetime import date, datetime, timedelta

from scheduler.models import Calendar, Digest


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
