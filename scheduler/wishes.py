"""What the calendar wants, delivery by delivery: the bridge from intent to the publisher.

A post that nobody approved has no wish. One that is approved, but must not go out (content changed since, no consent,
an error that `check` reports), has a wish with the reason in `hold`. What is wrong on one channel holds it only there.

Wishes are made of outlines, and made again only when something changed that they rest on: what stands above the posts,
the post itself, its files, what the consent record says, other posts that say the same. What has not changed is the
very same `Wish`. Whether and what to send is told by the post's own lines, when `one` is asked for, and never by what
was kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from operator import attrgetter, is_
from typing import NoReturn, Protocol

from scheduler.calendar_file import (
    ALIVE,
    NEVER,
    KeptPosts,
    Lately,
    Outline,
    Sayer,
    Told,
    no_garbage_collection,
    outline,
    repetitions,
    variants,
)
from scheduler.models import Calendar, Status, Variant, Wish


class Consent(Protocol):
    """Why this variant of a submission may not go out at its time (None: it may)."""

    def __call__(self, submission: str, variant: Variant, due: datetime, /) -> str | None: ...


_APPROVED = frozenset({Status.APPROVED})
_id = attrgetter("id")
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InLittle) and self._values() == other._values()

    __hash__ = Wish.__hash__

    def __repr__(self) -> str:
        return f"<{self.key} at {self.due}: {self.content} {self.hold}>"

    def _values(self) -> object:
        return self.key, self.due, self.max_late, self.content, self.hold


@dataclass(slots=True)
class Wishes:
    """The wishes of one calendar. Files and the consent record are looked at anew whenever one is asked for.

    `drafts_too`: as if somebody had approved every draft just as it stands (for a rehearsal). `before`: those of the
    same file before an edit, to be taken over as far as they still hold.
    """

    calendar: Calendar
    drafts_too: bool = False
    before: InitVar["Wishes | None"] = None
    _wanted: frozenset[Status] = field(init=False)
    _outlines: list[Outline] = field(init=False)
    _numbers: dict[str, int] = field(init=False)
    _again: dict[tuple[str, str], str] = field(init=False)
    _made: dict[str, Wish] = field(init=False)
    _gone: set[str] = field(init=False)
    _unsure: list[int] = field(init=False)
    _lately: Lately[str, tuple[Outline, tuple[Variant, ...]]] = field(init=False)

    def __post_init__(self, before: "Wishes | None") -> None:
        approved_only = self.calendar.campaign.approval_required and not self.drafts_too
        self._wanted = _APPROVED if approved_only else ALIVE
        with no_garbage_collection():
            self._outlines = self._in_outline()
            self._numbers = self._numbered(before)
            self._again = dict(self._repeated())
            self._take_over(before if before and before._surroundings() == self._surroundings() else None)

    def all(self, consent: Consent) -> dict[str, Wish]:
        """Every wish of the calendar by its delivery's key; one from which `one` is to be asked before it is sent."""
        with no_garbage_collection():
            found = dict(self._made)
            for gone in self._gone:
                found.pop(gone, None)
            for number in self._unsure:
                for key, wish in self._in_little(number, consent):
                    known = found.get(key)
                    if known is None or known != wish:
                        found[key] = wish
            self._made, self._gone = found, set()
        return found

    def one(self, key: str, consent: Consent) -> Wish | None:
        """The wish for one delivery, whole if it may go out; None when the calendar wants no such thing."""
        number = self._numbers.get(key.split("/")[0])
        if number is None:
            return None
        little = dict(self._in_little(number, consent)).get(key)
        return little if little and little.hold else self._whole(number, key, consent)

    def _in_little(self, number: int, consent: Consent) -> Iterator[tuple[str, Wish]]:
        each, max_late = self._as_files_are(number), self.calendar.campaign.max_late
        if self._goes_out(each):
            reasons = self._reasons(number, consent) if each.submission else {}
            for told in each.told:
                yield _key(each, told), InLittle(each, told, self._hold(each, told, reasons), max_late)

    def _whole(self, number: int, key: str, consent: Consent) -> Wish | None:
        each, given = self._read(number)
        parts = (part for variant in given for part in variant.parts())
        max_late, pairs = self.calendar.campaign.max_late, zip(each.told, parts, strict=True)
        told, part = next((pair for pair in pairs if pair[1].key == key), (None, None))
        if told is None or part is None or not self._goes_out(each):
            return None
        hold = self._hold(each, told, self._reasons(number, consent) if each.submission else {})
        return Wish(variant=part, due=each.due, max_late=max_late, content=each.content, hold=hold)

    # --- what was made before -----------------------------------------------------------------------------------------

    def _surroundings(self) -> object:
        """What every wish depends on."""
        calendar = self.calendar
        return self.drafts_too, calendar.file, calendar.campaign, calendar.channels, calendar.slots

    def _in_outline(self) -> list[Outline]:
        posts = self.calendar.posts
        if isinstance(posts, KeptPosts):
            return posts.outlines
        return [outline(post, self.calendar, self._wanted) for post in posts]

    def _numbered(self, before: "Wishes | None") -> dict[str, int]:
        """Where each post stands; most edits leave all of them in their places."""
        if before and list(map(_id, before._outlines)) == list(map(_id, self._outlines)):
            return before._numbers
        return {each.id: number for number, each in enumerate(self._outlines)}

    def _take_over(self, before: "Wishes | None") -> None:
        """What has not changed stays; what has, or rests on more than the post, is to be made (again)."""
        self._lately = before._lately if before else Lately()
        self._made = before._made if before else {}
        self._gone = set(before._gone) if before else set()
        changed = self._changed_since(before) if before else range(len(self._outlines))
        again = {name for name, _ in (*self._again, *(before._again if before else ()))} & self._numbers.keys()
        on_more = (number for number, each in enumerate(self._outlines) if each.files or each.submission)
        self._unsure = sorted({*changed, *on_more, *(self._numbers[name] for name in again)})

    def _changed_since(self, before: "Wishes") -> list[int]:
        """Those whose outline is another; the wishes of what they were, and of those that are no more, are gone.

        Most edits are in one place: what is as before above and below it is not looked up.
        """
        old, new = before._outlines, self._outlines
        above = _in_common(old, new)
        below = _in_common(reversed(old[above:]), reversed(new[above:]))
        were = {each.id: each for each in old[above : len(old) - below]}
        numbers = range(above, len(new) - below)
        same = {new[number].id for number in numbers if were.get(new[number].id) == new[number]}
        for name in were.keys() - same:
            self._forget(were[name])
        return [number for number in numbers if new[number].id not in same]

    def _forget(self, each: Outline) -> None:
        for told in each.told:
            self._gone.add(_key(each, told))

    # --- what a wish rests on -----------------------------------------------------------------------------------------

    def _goes_out(self, each: Outline) -> bool:
        return each.status in self._wanted

    def _reasons(self, number: int, consent: Consent) -> Mapping[str, str | None]:
        """What the consent record says against each channel's variant, whom it quotes, names and shows."""
        each, given = self._read(number)
        due = each.due.astimezone(self.calendar.campaign.timezone)  # an agreement ends with a day of the campaign
        return {variant.channel: consent(each.submission, variant, due) for variant in given}

    def _hold(self, each: Outline, told: Told, reasons: Mapping[str, str | None]) -> str:
        """Why it must not go out; "" when it may."""
        if not each.timed:
            return "It has no time. Give it at: or slot:."
        draft = self.drafts_too and each.status is Status.DRAFT
        if each.approved not in {"", each.content} and not draft:
            return f"It was changed after {each.approver or 'somebody'} approved it. Approve it again."
        return reasons.get(told.channel) or told.hold or self._again.get((each.id, told.channel), "")

    def _as_files_are(self, number: int) -> Outline:
        """Lanes ask at the same time: an outline is exchanged in one step."""
        each = self._outlines[number]
        if each.files and not each.is_as_files_are:
            anew = outline(self.calendar.posts[number], self.calendar)
            each = self._outlines[number] = anew if anew != each else each
        return each

    def _read(self, number: int) -> tuple[Outline, tuple[Variant, ...]]:
        """What the post's own lines say, in little, and what each channel gets."""
        each = self._outlines[number]
        known = self._lately.get(each.id)
        if known is None or known[0] is not each:
            post = self.calendar.posts[number]
            anew = outline(post, self.calendar)
            each = self._outlines[number] = anew if anew != each else each
            known = each, variants(post, self.calendar)
            self._lately.put(each.id, known)
        return known

    def _repeated(self) -> Iterator[tuple[tuple[str, str], str]]:
        """By post and channel, why what was said before is held."""
        out = [each for each in self._outlines if each.status in self._wanted]
        for found in repetitions(map(_sayer, _with_shared_words(out))):
            yield (found.by.id, found.channel), f"{found.what} {found.remedy}"


def _in_common(some: Iterable[Outline], others: Iterable[Outline]) -> int:
    """How many at the beginning are the very same."""
    return sum(1 for _ in takewhile(bool, map(is_, some, others)))


def _key(each: Outline, told: Told) -> str:
    return f"{each.id}/{told.channel}/{told.part}"


def _sayer(each: Outline) -> Sayer[Outline]:
    said = [(told.channel, told.part, told.words) for told in each.told if told.words]
    return Sayer(each.id, each.due if each.timed else NEVER, said, each)


def _with_shared_words(outlines: list[Outline]) -> Iterable[Outline]:
    """Those that say the same words on a channel as another, be it a day apart or a year; or as a part of their own."""
    said = [told.words for each in outlines for told in each.told if told.words]
    if len(set(said)) == len(said):
        return ()
    shared = {words for words, times in Counter(said).items() if times > 1}
    return [each for each in outlines if any(told.words in shared for told in each.told)]
