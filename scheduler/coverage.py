"""What became of every submission: the join of what came in, what the calendar wants and what is out. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from scheduler.models import Delivery, FindingKind, Json, Kind, Post, Readiness, Status, Submission
from scheduler.submissions.called import country_name, language_name
from scheduler.submissions.remarks import open_findings
from scheduler.text import counted

_NOT_SAID = "not said"
_MOST_NAMED = 6
"""So many languages and kinds without a slot are named in the sentence; the table has all."""


class Fate(StrEnum):
    """What became of a submission, the best first."""

    OUT = "out"
    SCHEDULED = "scheduled"
    READY = "ready without a slot"
    LATE = "late"
    MISSING = "missing parts"
    HELD = "held"
    DECLINED = "declined"

    @property
    def has_slot(self) -> bool:
        return self in {Fate.OUT, Fate.SCHEDULED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One submission; `at`: when its first post goes or went out; `links`: where it is to be read."""

    submission: Submission
    fate: Fate
    why: str = ""
    at: datetime | None = None
    posts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of one language, country, kind or organisation came in, and how many of them have a slot."""

    name: str
    submitted: int
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    rows: tuple[Row, ...]
    balance: Mapping[str, tuple[Share, ...]]

    @property
    def sentence(self) -> str:
        """ "37 of 41 have a slot; Arabic 0"."""
        slots = sum(row.fate.has_slot for row in self.rows)
        none = [share.name for what in ("languages", "kinds") for share in self.balance[what] if not share.slots]
        named = [f"{name} 0" for name in none if name not in {_NOT_SAID, Kind.UNKNOWN}][:_MOST_NAMED]
        verb = "has" if slots == 1 else "have"
        return "; ".join([f"{slots} of {len(self.rows)} {verb} a slot", *([", ".join(named)] if named else [])])


def coverage(submissions: Sequence[Submission], posts: Iterable[Post], deliveries: Iterable[Delivery]) -> Coverage:
    """`deliveries`: the ledger's rows."""
    about: dict[str, list[Post]] = {}
    for post in posts:
        if post.status is not Status.CANCELLED:
            about.setdefault(post.submission, []).append(post)
    out: dict[str, list[Delivery]] = {}
    for row in deliveries:
        if row.receipt:
            out.setdefault(row.post, []).append(row)
    rows = tuple(_row(each, about.get(each.id, []), out) for each in submissions)
    return Coverage(rows=rows, balance={what: _shares(rows, value) for what, value in _BALANCE.items()})


def _row(submission: Submission, posts: list[Post], out: Mapping[str, list[Delivery]]) -> Row:
    gone = [row for post in posts for row in out.get(post.id, ())]
    times = [post.at for post in posts if post.at]
    fate = _fate(submission, posts, gone=bool(gone))
    return Row(
        submission=submission,
        fate=fate,
        why=_why(submission, fate, posts),
        at=min((row.at or row.due for row in gone), default=min(times, default=None)),
        posts=tuple(post.id for post in posts),
        links=tuple(dict.fromkeys(row.receipt.url for row in gone if row.receipt)),
    )


def _fate(submission: Submission, posts: list[Post], *, gone: bool) -> Fate:
    if gone:
        return Fate.OUT
    if submission.status is Readiness.DECLINED:
        return Fate.DECLINED
    if submission.status is Readiness.HELD:
        return Fate.HELD
    if any(post.at for post in posts):
        return Fate.SCHEDULED
    if submission.status is Readiness.INCOMPLETE:
        return Fate.MISSING
    return Fate.LATE if submission.late else Fate.READY


def _why(submission: Submission, fate: Fate, posts: list[Post]) -> str:
    if fate is Fate.DECLINED:
        return submission.declined
    if fate is Fate.HELD:
        return _held(submission)
    if fate is Fate.MISSING:
        return ", ".join(submission.missing)
    if fate is Fate.SCHEDULED and not any(post.status is Status.APPROVED for post in posts):
        return "a draft, not approved yet"
    if fate is Fate.OUT:
        return ""
    if posts and not any(post.at for post in posts):
        return "its draft has no time yet"
    return _reason_for_waiting(submission) if fate is not Fate.SCHEDULED else ""


def _held(submission: Submission) -> str:
    found = open_findings(submission)
    if not found:
        return ""
    more = f" (and {counted(len(found) - 1, 'more finding')})" if len(found) > 1 else ""
    return f"{found[0].kind}: {found[0].text}{more}"


def _reason_for_waiting(submission: Submission) -> str:
    twins = [each for each in submission.versions if each]
    known = any(each.kind is FindingKind.DUPLICATE for each in submission.findings)
    return f"a version of {', '.join(twins)}" if twins and not known else ""


# --- the balance ------------------------------------------------------------------------------------------------------


def _language(submission: Submission) -> str:
    return language_name(submission.language) or _NOT_SAID


_BALANCE: dict[str, Callable[[Submission], str]] = {
    "languages": _language,
    "countries": lambda each: country_name(each.parts.country) or _NOT_SAID,
    "kinds": lambda each: each.kind.value,
    "organisations": lambda each: each.parts.organisation or _NOT_SAID,
}


def _shares(rows: Sequence[Row], value: Callable[[Submission], str]) -> tuple[Share, ...]:
    """The most first; by name where they are equal. The same name in other capitals is the same."""
    names: dict[str, str] = {}
    submitted, slots = Counter[str](), Counter[str]()
    for row in rows:
        name = value(row.submission)
        key = " ".join(name.casefold().split())
        names.setdefault(key, name)
        submitted[key] += 1
        slots[key] += row.fate.has_slot
    order = sorted(names, key=lambda key: (-submitted[key], key))
    return tuple(Share(name=names[key], submitted=submitted[key], slots=slots[key]) for key in order)


# --- for scripts ------------------------------------------------------------------------------------------------------


def as_json(view: Coverage) -> dict[str, Json]:
    """The shape that scripts rely on (`scheduler coverage --json`)."""
    return {
        "sentence": view.sentence,
        "counts": {fate.value: sum(row.fate is fate for row in view.rows) for fate in Fate},
        "submissions": [_json(row) for row in view.rows],
        "balance": {
            what: [{"name": each.name, "submitted": each.submitted, "slots": each.slots} for each in shares]
            for what, shares in view.balance.items()
        },
    }


def _json(row: Row) -> dict[str, Json]:
    submission = row.submission
    return {
        "id": submission.id,
        "state": row.fate.value,
        "why": row.why or None,
        "at": row.at.astimezone(UTC).isoformat() if row.at else None,
        "posts": list(row.posts),
        "links": list(row.links),
        "late": submission.late,
        "missing": list(submission.missing),
        "kind": submission.kind.value,
        "language": submission.language,
        "country": submission.parts.country,
        "organisation": submission.parts.organisation,
    }
