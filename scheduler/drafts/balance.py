"""Which submission takes which free place of the week, so that it does not read like a list by sender.

Kinds are spread evenly over the week, and no organisation stands beside itself where another can stand between, also
not beside a post that is in the calendar already. Inside that, countries and languages change as often as they can:
from one place to the next, within a day, and at the same hour of different days.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.models import Slot, Submission
from scheduler.submissions.regions import region_of

Place = tuple[datetime, Slot]
Cost = tuple[bool, bool, bool, bool, int]
_NEAR = 2
"""A neighbour counts as much as two that only share the day or the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A submission with its place (None when all are taken), and what stands before it and on its day already."""

    submission: Submission
    place: Place | None
    before: Submission | None
    same_day: tuple[Submission, ...] = ()


def spread(
    submissions: Iterable[Submission],
    places: Sequence[Place] = (),
    standing: Iterable[tuple[datetime, Submission]] = (),
) -> list[Placed]:
    """All of them in a balanced order, the same for the same input. `places`: the free ones, in order of time;
    `standing`: what is in the calendar already, and when.

    Those who came first and on time go first where nothing else decides.
    """
    waiting = sorted(submissions, key=lambda each: (each.late, each.received is None, each.received or 0, each.id))
    week = _Week(places, standing)
    crowd = Counter(organisation(each) for each in waiting)
    pace = _Pace(waiting)
    placed = list[Placed]()
    for number, kind in enumerate(_kinds_in_turn(waiting)):
        here = week.at(number)
        best = min(waiting, key=lambda each: _cost(each, here, kind, crowd, len(waiting), pace))
        waiting.remove(best)
        crowd[organisation(best)] -= 1
        pace.put(best)
        placed.append(Placed(submission=best, place=here.place, before=here.before, same_day=tuple(here.same_day)))
        week.put(best, here)
    return placed


def organisation(submission: Submission) -> str:
    """Its name for comparing; the submission's own id where none is known, since that is nobody else's."""
    return " ".join((submission.parts.organisation or submission.id).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """One free place and what stands around it."""

    place: Place | None
    before: Submission | None
    after: Submission | None = None
    same_day: list[Submission] = field(default_factory=list)
    same_hour: list[Submission] = field(default_factory=list)


class _Week:
    """The free places, and what stands in the week by now."""

    def __init__(self, places: Sequence[Place], standing: Iterable[tuple[datetime, Submission]]) -> None:
        self._places = places
        self._standing = sorted(standing, key=lambda each: each[0])
        self._last: Submission | None = None
        self._by_day: dict[date, list[Submission]] = {}
        self._by_slot: dict[str, list[Submission]] = {}
        for at, submission in self._standing:
            self._by_day.setdefault(at.date(), []).append(submission)

    def at(self, number: int) -> _Here:
        """The free place of that number; beyond the last one, only what was placed before it is known."""
        if number >= len(self._places):
            return _Here(place=None, before=self._last)
        at, slot = self._places[number]
        since = self._places[number - 1][0] if number else None
        until = self._places[number + 1][0] if number + 1 < len(self._places) else None
        between = [each for when, each in self._standing if when < at and (since is None or when > since)]
        behind = [each for when, each in self._standing if when > at and (until is None or when < until)]
        return _Here(
            place=(at, slot),
            before=between[-1] if between else self._last,
            after=behind[0] if behind else None,
            same_day=self._by_day.setdefault(at.date(), []),
            same_hour=self._by_slot.setdefault(slot.name, []),
        )

    def put(self, submission: Submission, here: _Here) -> None:
        self._last = submission
        here.same_day.append(submission)
        here.same_hour.append(submission)


def _kinds_in_turn(submissions: Sequence[Submission]) -> list[str]:
    """Each kind's places, spread evenly over the whole: of 2 among 12, one stands in each half."""
    counts = Counter(each.kind.value for each in submissions)
    places = [((number + 0.5) / count, kind) for kind, count in counts.items() for number in range(count)]
    return [kind for _, kind in sorted(places)]


class _Pace:
    """Keeps the language that most write in and the others in step, so that the others last for the whole week."""

    def __init__(self, submissions: Sequence[Submission]) -> None:
        languages = Counter(each.language for each in submissions)
        self._main = max(languages, key=lambda language: languages[language], default="")
        self._of_all = Counter(self._group(each) for each in submissions)
        self._placed = Counter[bool]()

    def is_ahead(self, submission: Submission) -> bool:
        """Whether more of its group than of all have a place already."""
        group = self._group(submission)
        return self._placed[group] * self._of_all.total() > self._placed.total() * self._of_all[group]

    def put(self, submission: Submission) -> None:
        self._placed[self._group(submission)] += 1

    def _group(self, submission: Submission) -> bool:
        return submission.language == self._main


def _cost(candidate: Submission, here: _Here, kind: str, crowd: Counter[str], left: int, pace: _Pace) -> Cost:
    """Least is best: another organisation than beside it; one that must be placed now or never; the kind whose turn it
    is; a language that is not ahead; a country and a language that change, and are new on this day and at this hour."""
    own = organisation(candidate)
    beside = [each for each in (here.before, here.after) if each]
    repeats = any(own == organisation(each) for each in beside)
    urgent = 2 * crowd[own] > left
    near = sum(_alike(candidate, each) for each in beside)
    around = sum(_alike(candidate, each) for each in (*here.same_day, *here.same_hour))
    return repeats, not urgent, candidate.kind.value != kind, pace.is_ahead(candidate), _NEAR * near + around


def _alike(one: Submission, other: Submission) -> int:
    return (country(one) == country(other) is not None) + (one.language == other.language)


def country(submission: Submission) -> str | None:
    """Its code, so that Belgique and Belgium are one; as it was said where we do not know it."""
    said = submission.parts.country
    return region_of(said) or said
