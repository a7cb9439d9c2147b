"""Which posts stand in a day's e-mail, and in which words: pure.

What is held, withdrawn, cancelled, failed or missed is not in it, nor what nobody approved; a post that goes out on one
channel at least is. It is told in the words of that channel which has most room.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calendar_file import by_email, channels_of, platform_of
from scheduler.delivery import plan
from scheduler.models import Calendar, Delivery, DigestDay, Post, State, Variant, Wish
from scheduler.wishes import Consent

_GOES_OUT = frozenset({State.PLANNED, State.PUBLISHING, State.RETRYING, State.PUBLISHED, State.UNCONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known besides the calendar: its wishes with their holds, the ledger's rows, who agreed to what."""

    wishes: Mapping[str, Wish]
    rows: Mapping[str, Delivery]
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One post of the e-mail in the words that it is told in."""

    post: Post
    told: Variant


def chosen(day: date, calendar: Calendar, facts: Facts) -> tuple[Chosen, ...]:
    """The day's posts in their order: what the day's `order` names, then the rest by its time."""
    said = (calendar.digest.days.get(day) if calendar.digest else None) or DigestDay()
    posts = [post for post in calendar.posts if post.at and post.at.date() == day and post.id not in said.leave_out]
    found = (each for post in _ordered(posts, said.order) if (each := _choose(post, calendar, facts)))
    return tuple(found)


def _ordered(posts: Iterable[Post], first: Sequence[str]) -> list[Post]:
    place = {name: number for number, name in enumerate(first)}
    return sorted(posts, key=lambda post: (place.get(post.id, len(place)), post.at))


def _choose(post: Post, calendar: Calendar, facts: Facts) -> Chosen | None:
    open_to = [name for name in channels_of(post, calendar) if _goes_out(post, name, facts)]
    if not open_to:
        return None
    roomiest = max(open_to, key=lambda name: platform_of(name, calendar).limits.text)
    told = by_email(post, roomiest, calendar)
    held = post.submission and post.at and facts.consent(post.submission, told, post.at)
    return None if held else Chosen(post=post, told=told)


def _goes_out(post: Post, channel: str, facts: Facts) -> bool:
    wishes = list(_parts(post, channel, facts.wishes))
    return bool(wishes) and all(_may(wish, facts.rows.get(wish.key)) for wish in wishes)


def _parts(post: Post, channel: str, wishes: Mapping[str, Wish]) -> Iterator[Wish]:
    number = 1
    while wish := wishes.get(f"{post.id}/{channel}/{number}"):
        yield wish
        number += 1


def _may(wish: Wish, row: Delivery | None) -> bool:
    """Whether it is out or still to come. Looked at as at its own time: a later hour makes nothing of it late here."""
    return not wish.hold and plan(wish, row, wish.due).state in _GOES_OUT
