"""What the calendar wants, delivery by delivery: the bridge from intent to the publisher.

A post that nobody approved has no wish. One that is approved, but must not go out (content changed since, no consent,
an error that `check` reports), has a wish with the reason in `hold`. What is wrong on one channel holds it only there.

Wishes are made again only when something changed that they depend on: what stands above the posts, the post itself,
its files, what the consent record says, other posts that say the same. What has not changed is the very same `Wish`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, field, replace
from datetime import datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from scheduler.calendar_file import (
    SharedWords,
    Stamp,
    check_files,
    check_variant,
    files_of,
    fingerprint,
    hashes,
    no_garbage_collection,
    repeated,
    stamp,
    variants,
)
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post, Status, Variant, Wish


class Consent(Protocol):
    """Why this variant of a submission may not go out at its time (None: it may)."""

    def __call__(self, submission: str, variant: Variant, due: datetime, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a post's wishes rest on beside the post: `reasons` are the record's for each variant, `repeated` are its
    errors by channel."""

    reasons: tuple[str | None, ...]
    files: tuple[Stamp | None, ...]
    repeated: Mapping[str, Problem]


@dataclass(slots=True)
class _Entry:
    """A post that is to go out, what its channels get, and its wishes by key, with what they rest on."""

    post: Post
    told: tuple[Variant, ...]
    files: tuple[Path, ...]
    made: tuple[_Grounds | None, dict[str, Wish]] = (None, {})


_NOTHING: Mapping[str, Problem] = {}
_NO_GROUNDS = _Grounds((), (), _NOTHING)


@dataclass(slots=True)
class Wishes:
    """The wishes of one calendar. Files and the consent record are looked at anew whenever one is asked for.

    `drafts_too`: as if somebody had approved every draft just as it stands (for a rehearsal). `before`: those of the
    same file before an edit, to be taken over as far as they still hold.
    """

    calendar: Calendar
    drafts_too: bool = False
    before: InitVar["Wishes | None"] = None
    _entries: dict[str, _Entry] = field(init=False)
    _shared: SharedWords = field(init=False)
    _repeated: dict[str, dict[str, Problem]] = field(init=False)

    def __post_init__(self, before: "Wishes | None") -> None:
        with no_garbage_collection():
            self._take_over(before)

    def _take_over(self, before: "Wishes | None") -> None:
        known = before if before and before._surroundings() == self._surroundings() else None
        old = known._entries if known else {}
        self._entries, new = self._taken_over(old)
        kept = len(self._entries) - len(new)
        gone = [] if kept == len(old) else [each for name, each in old.items() if self._entries.get(name) is not each]
        self._shared = (known._shared if known else SharedWords()).edited(self._said(gone), self._said(new))
        self._repeated = {}
        if among := self._shared.posts:
            found = repeated(self.calendar, (entry.post for name, entry in self._entries.items() if name in among))
            for (name, channel), problem in found.items():
                self._repeated.setdefault(name, {})[channel] = problem

    def all(self, consent: Consent) -> dict[str, Wish]:
        """Every wish of the calendar by its delivery's key."""
        found: dict[str, Wish] = {}
        with no_garbage_collection():
            for name, entry in self._entries.items():
                rest_on, wishes = entry.made
                # Most posts rest on nothing that could have changed.
                as_before = rest_on is _NO_GROUNDS and name not in self._repeated
                found.update(wishes if as_before else self._of(entry, consent))
        return found

    def one(self, key: str, consent: Consent) -> Wish | None:
        """The wish for one delivery; None when the calendar wants no such thing."""
        entry = self._entries.get(key.split("/")[0])
        return self._of(entry, consent).get(key) if entry else None

    def _surroundings(self) -> object:
        """What every wish depends on."""
        calendar = self.calendar
        return self.drafts_too, calendar.file, calendar.campaign, calendar.channels, calendar.slots

    def _goes_out(self, post: Post) -> bool:
        if self.calendar.campaign.approval_required and not self.drafts_too:
            return post.status is Status.APPROVED
        return post.status is not Status.CANCELLED

    def _taken_over(self, old: dict[str, _Entry]) -> tuple[dict[str, _Entry], list[_Entry]]:
        """An entry for each post that is to go out, and those among them that are new."""
        entries: dict[str, _Entry] = {}
        new: list[_Entry] = []
        for post in self.calendar.posts:
            known = old.get(post.id)
            if known and (known.post is post or known.post == post):
                known.post = post
                entries[post.id] = known
            elif self._goes_out(post):
                entries[post.id] = _Entry(post, variants(post, self.calendar), files_of(post, self.calendar))
                new.append(entries[post.id])
        return entries, new

    def _said(self, entries: Iterable[_Entry]) -> dict[str, list[int]]:
        return {entry.post.id: hashes(entry.told, self.calendar) for entry in entries}

    def _of(self, entry: _Entry, consent: Consent) -> dict[str, Wish]:
        """The post's wishes as they are now. Lanes ask at the same time: what was made is exchanged in one step."""
        grounds = self._grounds(entry, consent)
        rest_on, wishes = entry.made
        # Where a file is not there, its error names others that are: that is looked up each time.
        if (grounds is not rest_on and grounds != rest_on) or None in grounds.files:
            anew = {wish.key: wish for wish in self._made(entry, grounds)}
            wishes = {key: wishes[key] if wishes.get(key) == wish else wish for key, wish in anew.items()}
            entry.made = grounds, wishes
        return wishes

    def _grounds(self, entry: _Entry, consent: Consent) -> _Grounds:
        post = entry.post
        again = self._repeated.get(post.id, _NOTHING)
        if not (post.submission or entry.files or again):
            return _NO_GROUNDS
        due, told = self._due(post), entry.told if post.submission else ()
        reasons = tuple(consent(post.submission, variant, due) for variant in told)
        return _Grounds(reasons, tuple(map(stamp, entry.files)), again)

    def _due(self, post: Post) -> datetime:
        campaign = self.calendar.campaign
        return post.at or datetime.combine(campaign.starts, time(), campaign.timezone)

    def _made(self, entry: _Entry, grounds: _Grounds) -> Iterator[Wish]:
        """One wish a channel and part."""
        post, due, max_late = entry.post, self._due(entry.post), self.calendar.campaign.max_late
        content = fingerprint(post, self.calendar, entry.told)
        held = self._held(post, content)
        for variant, reason in zip_longest(entry.told, grounds.reasons):
            hold = held or reason or self._held_there(entry, variant, grounds.repeated.get(variant.channel))
            for part in variant.parts():
                yield Wish(variant=part, due=due, max_late=max_late, content=content, hold=hold)

    def _held(self, post: Post, content: str) -> str:
        """Why nothing of it may go out; "" when it may."""
        if post.at is None:
            return "It has no time. Give it at: or slot:."
        draft = self.drafts_too and post.status is Status.DRAFT
        if post.approval and post.approval.content not in {"", content} and not draft:
            return f"It was changed after {post.approval.by or 'somebody'} approved it. Approve it again."
        return ""

    def _held_there(self, entry: _Entry, variant: Variant, again: Problem | None) -> str:
        post = entry.post
        own = {name: said for name, said in post.overrides.items() if name == variant.channel}
        problems = (
            *(check_files(replace(post, overrides=own), self.calendar) if entry.files else ()),
            *check_variant(variant, post, self.calendar),
            *([again] if again else []),
        )
        return _first_error(problems)


def _first_error(problems: Iterable[Problem]) -> str:
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return next((f"{error.what} {error.remedy}".strip() for error in errors), "")
