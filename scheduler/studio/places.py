"""When a post goes out, as the editor asks for it: a free slot, a time of its own, or none yet."""

from dataclasses import replace
from datetime import datetime

from scheduler import slots
from scheduler.errors import SchedulerError
from scheduler.models import Calendar, Post
from scheduler.studio.forms import Form
from scheduler.studio.moves import place_asked
from scheduler.studio.pages import clock, day

KEEP, NONE = "keep", "none"
MOST_OFFERED = 24


def choices(post: Post, calendar: Calendar, now: datetime) -> list[tuple[str, str]]:
    """What the picker offers, value and words: as it is, the next free slots, no time."""
    zone = calendar.campaign.timezone
    free = [(at, slot) for at, slot in slots.free(calendar) if at > now][:MOST_OFFERED]
    offered = [(at.isoformat(), f"{day(at, zone)}, {clock(at, zone)} · {slot.name}") for at, slot in free]
    is_now = f"{day(post.at, zone)}, {clock(post.at, zone)}" if post.at else "no time yet"
    slot = f" · {post.slot}" if post.slot else ""
    return [(KEEP, f"{is_now}{slot}"), *offered, *([(NONE, "no time yet")] if post.at else [])]


def local_fields(post: Post, calendar: Calendar) -> dict[str, str]:
    """The post's day and time as the fields of a time of its own show them."""
    if post.at is None:
        return {"date": "", "time": ""}
    local = post.at.astimezone(calendar.campaign.timezone)
    return {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}


def placed(post: Post, form: Form, calendar: Calendar, now: datetime) -> Post:
    """The post at the time that the form asks for; SchedulerError when that is over, or no time."""
    at, slot = _asked(post, form, calendar)
    if (at, slot) != (post.at, post.slot) and at and at < now:
        raise SchedulerError("That time is over.", "Choose one that is still to come.")
    return replace(post, at=at, slot=slot)


def _asked(post: Post, form: Form, calendar: Calendar) -> tuple[datetime | None, str]:
    wanted = form.get("place", KEEP)
    if wanted == NONE:
        return None, ""
    if wanted not in {KEEP, ""}:
        return place_asked(Form(place=wanted), calendar)
    own = {name: form.get(name, value).strip() for name, value in local_fields(post, calendar).items()}
    if own == local_fields(post, calendar) or not any(own.values()):
        return post.at, post.slot
    if not all(own.values()):
        raise SchedulerError("A time of its own needs a day and a time.", "Give both.")
    return place_asked(Form(own), calendar)
