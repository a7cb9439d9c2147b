"""A post in little: what planning must know of it. So a calendar of any size fits into memory, and into a file.

An outline is made of the post, of what stands above the posts, and of the post's files. It never says what is sent:
that is read from posts.yaml when it is about to go out (`wishes`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Annotated

from msgspec import Meta, Struct, msgpack

from scheduler.calendar_file.checks import check_files, check_variant
from scheduler.calendar_file.compose import Stamp, files_of, fingerprint, stamp, variants
from scheduler.calendar_file.together import as_number, sayings
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post, Status, Variant

ALIVE = frozenset(Status) - {Status.CANCELLED}
Aware = Annotated[datetime, Meta(tz=True)]


class Told(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """One delivery: `hold` is the first error that keeps it at home ("" = none), `words` is a number for what it says
    (0 = nothing)."""

    channel: str
    part: int
    hold: str
    words: int


class Outline(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """`content` is the post's fingerprint, `approved` the one that its approval is bound to, by whom it was given.

    `stamps` are those of its `files` when they were looked at. `told` has nothing for a post
    that is not wanted.
    """

    id: str
    status: Status
    timed: bool
    due: Aware
    content: str
    approved: str
    approver: str
    submission: str
    files: tuple[str, ...]
    stamps: tuple[Stamp | None, ...]
    told: tuple[Told, ...]

    @property
    def is_as_files_are(self) -> bool:
        """Where a file is not there, its error names others that are: that is looked up each time."""
        return not self.files or (None not in self.stamps and tuple(map(stamp, self.files)) == self.stamps)


Packed = bytes
"""An outline as many are kept, because it takes a quarter of the room."""

packed: Callable[[Outline], Packed] = msgpack.Encoder().encode
unpacked: Callable[[Packed], Outline] = msgpack.Decoder(Outline).decode


class _Named(Struct, frozen=True, gc=False, array_like=True):
    """The beginning of an outline."""

    id: str


named: Callable[[Packed], _Named] = msgpack.Decoder(_Named).decode
"""Whose it is, where nothing else of it is asked: that takes a fraction of the time."""


def outline(post: Post, calendar: Calendar, wanted: Collection[Status] = ALIVE) -> Outline:
    """The post's, as its files are now; what is not `wanted` tells nothing."""
    told = variants(post, calendar) if post.status in wanted else ()
    files = tuple(map(str, files_of(post, calendar))) if told else ()
    stamps = tuple(map(stamp, files))  # first: if a file changes while it is looked at, that is seen the next time
    approval = post.approval
    return Outline(
        id=post.id,
        status=post.status,
        timed=post.at is not None,
        due=(post.at or _first_moment(calendar)).astimezone(UTC),
        content=fingerprint(post, calendar, told) if told else "",
        approved=approval.content if approval else "",
        approver=approval.by if approval else "",
        submission=post.submission,
        files=files,
        stamps=stamps,
        told=tuple(_each_told(post, told, calendar)),
    )


def _first_moment(calendar: Calendar) -> datetime:
    return datetime.combine(calendar.campaign.starts, time(), calendar.campaign.timezone)


def _each_told(post: Post, told: Iterable[Variant], calendar: Calendar) -> Iterator[Told]:
    for variant in told:
        hold = _hold(post, variant, calendar)
        said = {number: words for _, number, words in sayings([variant], calendar)}
        for number, part in enumerate(variant.parts()):
            words = as_number(variant.channel, said[number]) if number in said else 0
            yield Told(variant.channel, part.part, hold, words)


def _hold(post: Post, variant: Variant, calendar: Calendar) -> str:
    own = {name: said for name, said in post.overrides.items() if name == variant.channel}
    looks_at_files = post.media or post.card or own
    found = [*check_files(replace(post, overrides=own), calendar)] if looks_at_files else []
    return _first_error([*found, *check_variant(variant, post, calendar)])


def _first_error(problems: Iterable[Problem]) -> str:
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return next((f"{error.what} {error.remedy}".strip() for error in errors), "")
