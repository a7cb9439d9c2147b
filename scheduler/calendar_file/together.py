"""What would go wrong between posts: two at once on one channel, two that say the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scheduler.calendar_file.compose import channels_of, platform_of, variants
from scheduler.calendar_file.fields import place_of
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post, Status, Variant
from scheduler.slots import minute_of
from scheduler.text import normalised

_FORGOTTEN = timedelta(days=1)
"""For so long a network knows what it was told before (measured of X: failures of 2026)."""


def problems_together(calendar: Calendar) -> Iterator[Problem]:
    alive = [post for post in calendar.posts if post.status is not Status.CANCELLED]
    yield from _clashes(alive, calendar)
    yield from repeated(calendar, alive).values()


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


def repeated(calendar: Calendar, posts: Iterable[Post]) -> dict[tuple[str, str], Problem]:
    """Those of `posts` that say on a channel what an earlier one says within a day, by post and channel.

    Networks refuse the same words twice, and after a lost answer nobody could tell which of the two is out.
    """
    said: dict[tuple[str, str], Post] = {}
    found: dict[tuple[str, str], Problem] = {}
    for post in sorted(posts, key=_when):
        for channel, part, words in _sayings(variants(post, calendar), calendar):
            twin = said.get((channel, words))
            if twin and _are_two(post, twin) and _when(post) - _when(twin) < _FORGOTTEN:
                found.setdefault((post.id, channel), _same_words(post, twin, channel, part))
            said[channel, words] = post
    return found


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Which posts say the same words on a channel, be it a day apart or a year: only among those can `repeated` find
    any. Kept from edit to edit, so that not every post need be asked again.

    Words are known by their hash: two that share one by chance are two more to look at, and nothing is found.
    """

    _speakers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    _shared: frozenset[int] = frozenset()

    def edited(self, gone: Mapping[str, Iterable[int]], new: Mapping[str, Iterable[int]]) -> "SharedWords":
        """After some posts went, and others came: what each says, by its id (an edited post does both)."""
        if not gone and not new:
            return self
        speakers, touched = dict(self._speakers), set[int]()
        for name, said in gone.items():
            for words in said:
                touched.add(words)
                speakers[words] = _without(speakers[words], name)
        for name, said in new.items():
            for words in said:
                touched.add(words)
                speakers[words] = (*speakers.get(words, ()), name)
        for words in touched:
            if not speakers[words]:
                del speakers[words]
        shared = {words for words in touched if len(speakers.get(words, ())) > 1}
        return SharedWords(speakers, (self._shared - touched) | shared)

    @property
    def posts(self) -> set[str]:
        """The ids of all that share some words with another, or with another part of their own."""
        return {name for words in self._shared for name in self._speakers[words]}


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    place = names.index(name)
    return names[:place] + names[place + 1 :]


def _are_two(post: Post, twin: Post) -> bool:
    """Also two parts of one thread; but not two posts with one id, of which that is wrong and nothing else."""
    return post is twin or post.id != twin.id


def _when(post: Post) -> datetime:
    return post.at or datetime.max.replace(tzinfo=UTC)


def _sayings(told: Iterable[Variant], calendar: Calendar) -> Iterator[tuple[str, int, str]]:
    """The channel, number (from 0) and words of each part that has some, as networks compare them."""
    for variant in told:
        platform = platform_of(variant.channel, calendar)
        for number, part in enumerate(variant.parts()):
            if words := normalised(platform.compose(part)):
                yield variant.channel, number, words


def hashes(told: Iterable[Variant], calendar: Calendar) -> list[int]:
    """What a post says, for `SharedWords`."""
    return [hash((channel, words)) for channel, _, words in _sayings(told, calendar)]


def _same_words(post: Post, twin: Post, channel: str, part: int) -> Problem:
    own = f"variants.{channel}"
    return Problem(
        what=f"{post.id} says exactly what {'another part of it' if twin is post else twin.id} says.",
        remedy="Change one of them: the network would refuse the second.",
        place=place_of(post, f"{own}.text", f"{own}.thread.{part}", f"{own}.thread", "text"),
    )
