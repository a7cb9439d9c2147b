"""What became of a post: the lines of posts.yaml that an edit changed, and what the ledger knows."""

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.ledger import Ledger
from scheduler.models import Calendar, Decision
from scheduler.overview import Overview, Standing

TOGETHER = timedelta(minutes=10)
"""Edits of one person that follow each other so soon are one: a text is saved while it is typed."""
MOST_KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An edit that was made here; the post's own lines before and after it."""

    by: str
    at: datetime
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def diff(self) -> tuple["DiffLine", ...]:
        return tuple(_diff(self.before, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """`sign`: "+", "-" or " "."""

    sign: str
    text: str


def _diff(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffLine]:
    for line in difflib.unified_diff(before, after, lineterm="", n=1):
        if line[:3] not in {"---", "+++"} and not line.startswith("@@"):
            yield DiffLine(sign=line[0], text=line[1:])


def lines_of(post: str, calendar: Calendar) -> tuple[str, ...] | None:
    """The post's lines in the file; None when somebody saved the file since it was read."""
    data = calendar.file.read_bytes()
    begins = sorted((each.places[""].line, each.id) for each in calendar.posts if "" in each.places)
    if hashlib.sha256(data).hexdigest() != calendar.version or post not in {name for _, name in begins}:
        return None
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n").split("\n")
    place = next(number for number, (_, name) in enumerate(begins) if name == post)
    end = begins[place + 1][0] - 1 if place + 1 < len(begins) else len(lines)
    return tuple(lines[begins[place][0] - 1 : end])


def with_trace(known: Sequence[Trace], new: Trace) -> list[Trace]:
    """The traces with one more, newest last; one that goes on with the last one is joined to it."""
    last = known[-1] if known else None
    if last and last.by == new.by and last.after == new.before and new.at - last.at < TOGETHER:
        return [*known[:-1], replace(new, before=last.before)]
    return [*known, new][-MOST_KEPT:]


# --- what the ledger knows ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A line of the post's history: when, where, what, and the words and address that belong to it."""

    at: datetime
    where: str
    what: str
    words: str = ""
    url: str = ""


def history_of(post: str, ledger: Ledger, view: Overview, decisions: Iterable[Decision]) -> list[Happened]:
    """All that happened to the post's deliveries, and what people decided about them, newest first."""
    standings = of_post(post, view)
    keys = {standing.row.key for standing in standings}
    found = [
        Happened(
            at=event.at,
            where=event.key.removeprefix(f"{post}/"),
            what=event.state.value,
            words=event.words,
            url=event.receipt.url if event.receipt else "",
        )
        for key in sorted(keys)
        for event in ledger.history(key)
    ]
    found += [
        Happened(at=each.at, where=each.by or "the network", what=each.what, words=each.words)
        for each in decisions
        if each.about in {post, *keys}
    ]
    return sorted(found, key=lambda line: line.at, reverse=True)


def of_post(post: str, view: Overview) -> list[Standing]:
    return [standing for standing in view.standings if standing.row.post == post]
