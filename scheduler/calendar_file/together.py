"""What would go wrong between posts: two at once on one channel, two that say the same."""

import hashlib
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from scheduler.calendar_file.compose import channels_of, platform_of, variants
from scheduler.calendar_file.fields import place_of
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post, Status, Variant
from scheduler.slots import minute_of
from scheduler.text import normalised

T = TypeVar("T")

NEVER = datetime.max.replace(tzinfo=UTC)
_FORGOTTEN = timedelta(days=1)
"""For so long a network knows what it was told before (measured of X: failures of 2026)."""


def problems_together(calendar: Calendar) -> Iterator[Problem]:
    alive = [post for post in calendar.posts if post.status is not Status.CANCELLED]
    yield from _clashes(alive, calendar)
    yield from repeated(calendar, alive)


def _clashes(posts: Iterable[Post], calendar: Calendar) -> Iterator[Problem]:
    """Two posts of one channel in the same minute."""
    first: dict[tuple[str, datetime], str] = {}
    for post in posts:
        if post.at is None:
            continue
        shared: dict[str, list[str]] = {}
        for channel in channels_of(post, calendar):
            other = first.setdefault((channel, minute_of(post.at)), post.id)
            if other != post.id:
                shared.setdefault(other, []).append(channel)
        yield from (_clash(post, other, channels) for other, channels in shared.items())


def _clash(post: Post, other: str, channels: list[str]) -> Problem:
    return Problem(
        what=f"{post.id} and {other} go out on {' and '.join(channels)} in the same minute.",
        remedy="Move one of them.",
        place=place_of(post, "at", "slot"),
        severity=Severity.WARNING,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sayer(Generic[T]):
    """Somebody who says something: a post, or what stands for it. `said`: channel, number of the part, words."""

    id: str
    when: datetime
    said: Iterable[tuple[str, int, Hashable]]
    stands_for: T


@dataclass(frozen=True, slots=True, eq=False)
class Repetition(Generic[T]):
    """What is said on a channel, and within a day of it by another one before, or by another part of the same."""

    by: Sayer[T]
    twin: Sayer[T]
    channel: str
    part: int

    @property
    def what(self) -> str:
        return f"{self.by.id} says exactly what {'another part of it' if self.twin is self.by else self.twin.id} says."

    @property
    def remedy(self) -> str:
        return "Change one of them: the network would refuse the second."


def repetitions(sayers: Iterable[Sayer[T]]) -> Iterator[Repetition[T]]:
    """The first of each on each channel."""
    said: dict[tuple[str, Hashable], Sayer[T]] = {}
    found: set[tuple[str, str]] = set()
    for sayer in sorted(sayers, key=lambda each: each.when):
        for channel, part, words in sayer.said:
            twin = said.get((channel, words))
            if twin and _are_two(sayer, twin) and sayer.when - twin.when < _FORGOTTEN:
                if (sayer.id, channel) not in found:
                    yield Repetition(sayer, twin, channel, part)
                found.add((sayer.id, channel))
            said[channel, words] = sayer


def _are_two(sayer: Sayer[T], twin: Sayer[T]) -> bool:
    """Also two parts of one thread; but not two posts with one id, of which that is wrong and nothing else."""
    return sayer is twin or sayer.id != twin.id


def repeated(calendar: Calendar, posts: Iterable[Post]) -> Iterator[Problem]:
    """Those of `posts` that say on a channel what an earlier one says within a day.

    Networks refuse the same words twice, and after a lost answer nobody could tell which of the two is out.
    """
    sayers = (Sayer(post.id, _when(post), sayings(variants(post, calendar), calendar), post) for post in posts)
    return map(_same_words, repetitions(sayers))


def _when(post: Post) -> datetime:
    """What has no time comes last."""
    return post.at or NEVER


def sayings(told: Iterable[Variant], calendar: Calendar) -> Iterator[tuple[str, int, str]]:
    """The channel, number (from 0) and words of each part that has some, as networks compare them."""
    for variant in told:
        platform = platform_of(variant.channel, calendar)
        for number, part in enumerate(variant.parts()):
            if words := normalised(platform.compose(part)):
                yield variant.channel, number, words


def as_number(channel: str, words: str) -> int:
    """What is said, in short, and the same in every process; 0 is left for nothing.

    That two of a million share one by chance happens once in forty million such calendars.
    """
    said = hashlib.blake2b(f"{channel}\n{words}".encode(), digest_size=8).digest()
    return int.from_bytes(said) or 1


def _same_words(found: Repetition[Post]) -> Problem:
    post, own = found.by.stands_for, f"variants.{found.channel}"
    place = place_of(post, f"{own}.text", f"{own}.thread.{found.part}", f"{own}.thread", "text")
    return Problem(what=found.what, remedy=found.remedy, place=place)
