"""What a calendar wants, in little: a wish is made when it is asked for, because all of them would fill the memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from operator import is_
from pathlib import Path
from typing import NoReturn

from scheduler import delivery
from scheduler.calendar_file import ALIVE, Numbers, Outline, Packed, Told, unpacked
from scheduler.models import Calendar, Media, State, Status, Wish

Stand = tuple[str, State, datetime, str]
"""How a row of the ledger stands: the key, the state, and when what goes out."""
Stands = Iterable[Stand]

_APPROVED = frozenset({Status.APPROVED})
_set = object.__setattr__


class InLittle(Wish):
    """A wish as planning needs it: all but the words."""

    __slots__ = ("_outline", "_told")
    _outline: Outline
    _told: Told

    def __init__(self, outline: Outline, told: Told, hold: str, max_late: timedelta) -> None:
        _set(self, "due", outline.due)
        _set(self, "max_late", max_late)
        _set(self, "content", outline.content)
        _set(self, "hold", hold)
        _set(self, "_outline", outline)
        _set(self, "_told", told)

    @property
    def variant(self) -> NoReturn:
        raise RuntimeError("What is sent is read from the file: ask `Wishes.one`.")

    @property
    def post(self) -> str:
        return self._outline.id

    @property
    def channel(self) -> str:
        return self._told.channel

    @property
    def part(self) -> int:
        return self._told.part

    @property
    def files(self) -> Iterator[Path]:
        """Those of its post."""
        return map(Path, self._outline.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InLittle) and self._values() == other._values()

    __hash__ = Wish.__hash__

    def __repr__(self) -> str:
        return f"<{self.key} at {self.due}: {self.content} {self.hold}>"

    def _values(self) -> object:
        return self.key, self.due, self.max_late, self.content, self.hold


@dataclass(slots=True, eq=False)
class Scope:
    """What of a calendar goes out, and why it must not. `drafts_too`: as if somebody had approved every draft.

    `statuses` are those of posts that go out.
    """

    calendar: Calendar
    drafts_too: bool
    statuses: frozenset[Status] = field(init=False)

    def __post_init__(self) -> None:
        approved_only = self.calendar.campaign.approval_required and not self.drafts_too
        self.statuses = _APPROVED if approved_only else ALIVE

    @property
    def surroundings(self) -> object:
        """What every wish depends on, beside its post."""
        calendar = self.calendar
        return self.drafts_too, calendar.file, calendar.campaign, calendar.channels, calendar.slots

    def told(self, each: Outline) -> tuple[Told, ...]:
        """What goes out of a post."""
        return each.told if each.status in self.statuses else ()

    def wish(self, each: Outline, told: Told, reason: str = "", again: str = "") -> Wish:
        """In little. What holds it beside its own outline: `reason`, or that it says something `again`."""
        hold = self.by_itself(each) or reason or told.hold or again
        return InLittle(each, told, hold, self.calendar.campaign.max_late)

    def by_itself(self, each: Outline) -> str:
        """What holds a post on every channel."""
        if not each.timed:
            return "It has no time. Give it at: or slot:."
        draft = self.drafts_too and each.status is Status.DRAFT
        if each.approved not in {"", each.content} and not draft:
            return f"It was changed after {each.approver or 'somebody'} approved it. Approve it again."
        return ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wanted(Mapping[str, Wish]):
    """Every wish of a calendar by its delivery's key; before one is sent, `Wishes.one` is to be asked.

    `numbers` tells by its id where a post's outline is. `looked_at` are the wishes that rest on more than that, as they
    were at one moment.
    """

    scope: Scope
    outlines: list[Packed]
    numbers: Numbers
    looked_at: dict[str, Wish]
    count: int

    def __getitem__(self, key: str) -> Wish:
        known = self.looked_at.get(key)
        if known is not None:
            return known
        name, _, which = key.partition("/")
        found = self.numbers.find(name, self.outlines)
        if found:
            _, each = found
            for told in self.scope.told(each):
                if which == f"{told.channel}/{told.part}":
                    return self.scope.wish(each, told)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return self._keys(self.outlines)

    def __len__(self) -> int:
        return self.count

    def put(self, wish: Wish) -> None:
        """It was looked at again."""
        self.looked_at[wish.key] = wish

    def films(self, since: datetime, until: datetime) -> list[str]:
        """The keys of what shows a film and is due then, as far as nothing was seen to hold it."""
        soon = (wish for wish in self.looked_at.values() if since < wish.due <= until and not wish.hold)
        return [wish.key for wish in soon if _shows_a_film(wish)]

    def changed_since(self, before: "Wanted") -> list[str]:
        """The keys of what was wanted otherwise, or not at all; then of what is wanted no more."""
        if self.scope.surroundings != before.scope.surroundings:
            return list(dict.fromkeys((*self, *before)))
        gone, anew = differences(before.outlines, self.outlines)
        edited = self._keys([*anew, *gone])
        looked_at, known = self.looked_at, before.looked_at
        otherwise = (key for key in looked_at | known if looked_at.get(key) != known.get(key))
        return list(dict.fromkeys((*edited, *otherwise)))

    def unlike(self, stands: Stands, now: datetime) -> Iterator[str]:
        """The keys of what the ledger has otherwise, or not at all; then of what is in the ledger alone.

        No wish is made for it: at a start, nearly every row is as it should be. Both are gone through side by side,
        because their order is nearly the same: nothing is kept but what is `left` until its row comes, and rows that
        come `early`.
        """
        wanted = self._in_short()
        left: dict[str, delivery.Timed | None] = {}
        early: dict[str, Stand] = {}
        for row in stands:
            key, short = next(wanted, ("", None))
            if key == row[0] and _stands(row, short, now):
                continue
            early[row[0]] = row
            if key:
                left[key] = short
            for each in (key, row[0]):
                if each in left and each in early and _stands(early.pop(each), left[each], now):
                    del left[each]
        yield from left
        yield from (key for key, short in wanted if key not in early or not _stands(early.pop(key), short, now))
        yield from early

    def _in_short(self) -> Iterator[tuple[str, delivery.Timed | None]]:
        """Every key with when what goes out; None where it must not."""
        for each in map(unpacked, self.outlines):
            short = None if self.scope.by_itself(each) else (each.due, each.content)
            for told in self.scope.told(each):
                key = f"{each.id}/{told.channel}/{told.part}"
                wish = self.looked_at.get(key)
                if wish is None:
                    yield key, None if told.hold else short
                else:
                    yield key, None if wish.hold else (wish.due, wish.content)

    def _keys(self, outlines: list[Packed]) -> Iterator[str]:
        posts = map(unpacked, outlines)
        return (f"{each.id}/{told.channel}/{told.part}" for each in posts for told in self.scope.told(each))


def _shows_a_film(wish: Wish) -> bool:
    if isinstance(wish, InLittle):  # the first part shows what the post has
        return wish.part == 1 and any(Media(file=file).is_video for file in wish.files)
    return any(media.is_video for media in wish.variant.media)


def _stands(row: Stand, wished: delivery.Timed | None, now: datetime) -> bool:
    return delivery.stands(row[1], row[2:], wished, now)


def differences(old: list[Packed], new: list[Packed]) -> tuple[list[Packed], list[Packed]]:
    """What is gone, and what was not there before.

    Most edits are in one place: what is as before above and below it is not looked up.
    """
    above = _in_common(old, new)
    below = _in_common(reversed(old[above:]), reversed(new[above:]))
    old, new = old[above : len(old) - below], new[above : len(new) - below]
    if not old:
        return [], new
    were, are = set(old), set(new)
    return [each for each in old if each not in are], [each for each in new if each not in were]


def _in_common(some: Iterable[Packed], others: Iterable[Packed]) -> int:
    """How many at the beginning are the very same."""
    return sum(1 for _ in takewhile(bool, map(is_, some, others)))
