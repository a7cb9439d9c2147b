"""What the calendar wants, delivery by delivery: the bridge from intent to the publisher.

A post that nobody approved has no wish. One that is approved, but must not go out (content changed since, no consent,
an error that `check` reports), has a wish with the reason in `hold`. What is wrong on one channel holds it only there.

Wishes are made of outlines: `Wanted` makes each when it is asked for, but for those that rest on more than their post
(its files, what the consent record says, other posts that say the same), which are as they were when all were asked
for. Whether and what to send is told by the post's own lines, when `one` is asked for, and never by what was kept.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from heapq import merge
from itertools import compress, islice
from operator import eq
from typing import Protocol

from scheduler.calendar_file import (
    NEVER,
    KeptPosts,
    Lately,
    Numbers,
    Outline,
    Packed,
    Sayer,
    no_garbage_collection,
    outline,
    packed,
    repetitions,
    unpacked,
    variants,
)
from scheduler.models import Calendar, Variant, Wish
from scheduler.wanted import Scope, Wanted, differences


class Consent(Protocol):
    """Why this variant of a submission may not go out at its time (None: it may)."""

    def __call__(self, submission: str, variant: Variant, due: datetime, /) -> str | None: ...


@dataclass(slots=True)
class Wishes:
    """The wishes of one calendar. Files and the consent record are looked at anew whenever one is asked for.

    `drafts_too`: as if somebody had approved every draft just as it stands (for a rehearsal). `before`: those of the
    same file before an edit, to be taken over as far as they still hold.
    """

    calendar: Calendar
    drafts_too: bool = False
    before: InitVar["Wishes | None"] = None
    _scope: Scope = field(init=False)
    _outlines: list[Packed] = field(init=False)
    _numbers: Numbers = field(init=False)
    _noted: "_Noted" = field(init=False)
    _again: dict[tuple[str, str], str] = field(init=False)
    _lately: Lately[str, tuple[Packed, Outline, tuple[Variant, ...]]] = field(init=False)

    def __post_init__(self, before: "Wishes | None") -> None:
        self._scope = Scope(self.calendar, self.drafts_too)
        if before and before._scope.surroundings != self._scope.surroundings:
            before = None
        with no_garbage_collection():
            self._outlines, self._numbers = self._in_outline()
            gone, anew = differences(before._outlines if before else [], self._outlines)
            self._noted = (before._noted if before else _Noted()).edited(gone, anew, self._scope)
            self._again = dict(self._repeated())
        self._lately = before._lately if before else Lately()

    def all(self, consent: Consent) -> Wanted:
        """Every wish of the calendar by its delivery's key; one from which `one` is to be asked before it is sent."""
        names = self._noted.on_more.union(name for name, _ in self._again)
        unsure = (found[0] for name in names if (found := self._numbers.find(name, self._outlines)))
        looked_at = {wish.key: wish for number in sorted(unsure) for wish in self._in_little(number, consent)}
        return Wanted(self._scope, self._outlines, self._numbers, looked_at, self._noted.many)

    def one(self, key: str, consent: Consent) -> Wish | None:
        """The wish for one delivery, whole if it may go out; None when the calendar wants no such thing."""
        found = self._numbers.find(key.partition("/")[0], self._outlines)
        if found is None:
            return None
        number, _ = found
        little = next((wish for wish in self._in_little(number, consent) if wish.key == key), None)
        return little if little and little.hold else self._whole(number, key, consent)

    def _in_little(self, number: int, consent: Consent) -> Iterator[Wish]:
        return self._each(self._as_files_are(number), number, consent)

    def _each(self, each: Outline, number: int, consent: Consent) -> Iterator[Wish]:
        reasons = self._reasons(number, consent) if each.submission else {}
        for told in self._scope.told(each):
            again = self._again.get((each.id, told.channel), "")
            yield self._scope.wish(each, told, reasons.get(told.channel) or "", again)

    def _whole(self, number: int, key: str, consent: Consent) -> Wish | None:
        each, given = self._read(number)
        part = next((part for variant in given for part in variant.parts() if part.key == key), None)
        little = next((wish for wish in self._each(each, number, consent) if wish.key == key), None)
        if part is None or little is None:
            return None
        return Wish(variant=part, due=little.due, max_late=little.max_late, content=little.content, hold=little.hold)

    def _in_outline(self) -> tuple[list[Packed], Numbers]:
        posts = self.calendar.posts
        if isinstance(posts, KeptPosts):
            return posts.outlines, posts.numbers
        outlines = [packed(outline(post, self.calendar, self._scope.statuses)) for post in posts]
        return outlines, Numbers.of(outlines)

    # --- what a wish rests on -----------------------------------------------------------------------------------------

    def _reasons(self, number: int, consent: Consent) -> Mapping[str, str | None]:
        """What the consent record says against each channel's variant, whom it quotes, names and shows."""
        each, given = self._read(number)
        due = each.due.astimezone(self.calendar.campaign.timezone)  # an agreement ends with a day of the campaign
        return {variant.channel: consent(each.submission, variant, due) for variant in given}

    def _as_files_are(self, number: int) -> Outline:
        """Lanes ask at the same time: an outline is exchanged in one step."""
        each = unpacked(self._outlines[number])
        if each.files and not each.is_as_files_are:
            each = self._exchanged(number, outline(self.calendar.posts[number], self.calendar))
        return each

    def _read(self, number: int) -> tuple[Outline, tuple[Variant, ...]]:
        """What the post's own lines say, in little, and what each channel gets."""
        kept = self._outlines[number]
        name = unpacked(kept).id
        known = self._lately.get(name)
        if known is None or known[0] is not kept:
            post = self.calendar.posts[number]
            each = self._exchanged(number, outline(post, self.calendar))
            known = self._outlines[number], each, variants(post, self.calendar)
            self._lately.put(name, known)
        return known[1:]

    def _exchanged(self, number: int, anew: Outline) -> Outline:
        """Takes the place of the post's outline, if it is another."""
        told = packed(anew)
        if told != self._outlines[number]:
            self._outlines[number] = told
        return anew

    def _repeated(self) -> Iterator[tuple[tuple[str, str], str]]:
        """By post and channel, why what was said before is held."""
        said = self._noted.said
        shared = set(compress(said, map(eq, said, islice(said, 1, None))))
        posts = map(unpacked, self._outlines) if shared else ()
        sayers = (_sayer(each) for each in posts if any(told.words in shared for told in self._scope.told(each)))
        for found in repetitions(sayers):
            yield (found.by.id, found.channel), f"{found.what} {found.remedy}"


@dataclass(frozen=True, slots=True)
class _Noted:
    """Of all outlines together: the ids of those that rest on more than their post, how many deliveries are wanted, and
    all that these say, in order."""

    on_more: frozenset[str] = frozenset()
    many: int = 0
    said: "array[int]" = field(default_factory=lambda: array("Q"))

    def edited(self, gone: list[Packed], anew: list[Packed], scope: Scope) -> "_Noted":
        """The same without those that are gone, and with new ones."""
        on_more, many, said, new = set(self.on_more), self.many, array("Q", self.said), array("Q")
        for each in map(unpacked, gone):
            on_more.discard(each.id)
            many -= len(scope.told(each))
            for words in _words(each, scope):
                place = bisect_left(said, words)
                del said[place : place + (said[place : place + 1] == array("Q", [words]))]
        for each in map(unpacked, anew):
            if each.files or each.submission:
                on_more.add(each.id)
            for told in scope.told(each):
                many += 1
                if told.words:
                    new.append(told.words)
        return _Noted(frozenset(on_more), many, array("Q", merge(said, sorted(new))))


def _words(each: Outline, scope: Scope) -> Iterator[int]:
    return (told.words for told in scope.told(each) if told.words)


def _sayer(each: Outline) -> Sayer[Outline]:
    said = [(told.channel, told.part, told.words) for told in each.told if told.words]
    return Sayer(each.id, each.due if each.timed else NEVER, said, each)
