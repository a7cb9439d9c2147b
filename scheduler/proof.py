"""Replays the ledger's history and says where the promise was not kept: once, with intent first, never after a cancel.

History only grows and each of its lines carries its row's fence, counted from 1 without a gap: what is missing shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.delivery import BEYOND_EDITS, was_out
from scheduler.models import Delivery, Event, Prepared, State
from scheduler.overview import Overview
from scheduler.platforms.base import CLOCKS_APART, Platform

_MAY_BE_SENT = {State.PLANNED, State.RETRYING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that must not be: of which delivery, and in words what."""

    key: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Deliveries that are out, of how many posts, and how many of them were only found on the account; `unsettled`:
    how many are past their time, and on their way still.
    """

    out: int
    posts: int
    found: int
    unsettled: int


def tally(rows: Iterable[Delivery], view: Overview) -> Tally:
    out = [row for row in rows if row.state is State.PUBLISHED]
    posts, found = {row.post for row in out}, sum(map(_was_found, out))
    return Tally(out=len(out), posts=len(posts), found=found, unsettled=view.overdue)


def replay(history: Iterable[Event], rows: Mapping[str, Delivery]) -> list[Flaw]:
    """What in the ledger contradicts the promise, or itself; nothing when all is well."""
    told: dict[str, list[Event]] = defaultdict(list)
    for event in history:
        told[event.key].append(event)
    flaws = [flaw for key, events in told.items() for flaw in _of_delivery(key, events, rows.get(key))]
    flaws += [
        Flaw(key=key, what="The ledger has the delivery, but no history of it.") for key in rows if key not in told
    ]
    return flaws + list(_shared_receipts(rows))


def not_out(view: Overview) -> list[Flaw]:
    """What is approved and due, and will not go out unless a person sees to it."""
    due = (each for each in view.standings if each.needs_person and each.row.due <= view.now)
    return [Flaw(key=each.row.key, what=f"It is {each.state}. {each.words}".strip()) for each in due]


def compare(platform: Platform, rows: Sequence[Delivery], history: Iterable[Event]) -> Iterator[Flaw]:
    """What one account shows otherwise than the ledger says of these deliveries, all of them sent some time.

    Raises a PublishError when the account cannot be read.
    """
    seen = list(platform.shown(min(row.since for row in rows if row.since) - CLOCKS_APART))
    there, owners = {shown.id for shown in seen}, {row.receipt.id: row.key for row in rows if row.receipt}
    requests = _requests(history)
    for row in rows:
        free = (shown for shown in seen if owners.get(shown.id, row.key) == row.key)
        known = requests[row.key] or ([row.prepared] if row.prepared else [])
        same = [shown for shown in free if any(platform.matches(each, shown) for each in known)]
        if row.receipt and row.receipt.id not in there and not (same or was_out(row)):
            yield Flaw(key=row.key, what=f"The account does not show it (any more): {row.receipt.url}")
        if len(same) > 1:
            urls = ", ".join(shown.url for shown in same)
            yield Flaw(key=row.key, what=f"The account shows it {len(same)} times: {urls}")
        if same and row.state not in BEYOND_EDITS:
            yield Flaw(key=row.key, what=f"It is {row.state}, but the account shows it: {same[0].url}")


def _requests(history: Iterable[Event]) -> dict[str, list[Prepared]]:
    """All that was ever sent, or was about to be, of each delivery."""
    found: dict[str, list[Prepared]] = defaultdict(list)
    for event in history:
        if event.prepared:
            found[event.key].append(event.prepared)
    return found


def _of_delivery(key: str, events: Sequence[Event], row: Delivery | None) -> Iterator[Flaw]:
    if [event.fence for event in events] != list(range(1, len(events) + 1)):
        yield Flaw(key=key, what="Lines of its history are missing.")
    if row is None or (row.fence, row.state) != (events[-1].fence, events[-1].state):
        yield Flaw(key=key, what="The ledger's row is not what its history ends with.")
    yield from _in_order(key, events, found=row is not None and _was_found(row))
    if events[0].state in {State.PUBLISHING, State.PUBLISHED, State.UNCONFIRMED}:
        yield Flaw(key=key, what="It was sent without having been planned.")
    ids = {event.receipt.id for event in events if event.state is State.PUBLISHED and event.receipt}
    if len(ids) > 1:
        yield Flaw(key=key, what=f"It was accepted {len(ids)} times: {', '.join(sorted(ids))}")
    if row and row.twice:
        yield Flaw(key=key, what=row.words)


def _was_found(row: Delivery) -> bool:
    """Whether it was on the account before it was ever sent from here: it needs no intent of ours."""
    return row.doubt is not None and row.attempts == 0


def _in_order(key: str, events: Sequence[Event], *, found: bool) -> Iterator[Flaw]:
    intended = False  # a receipt may come after somebody took its sender for dead, but never without an intent
    for before, after in pairwise(events):
        intended = intended or before.state in {State.PUBLISHING, State.UNCONFIRMED}
        if after.state is State.PUBLISHED and not intended and not found:
            what = f"It was accepted while it was {before.state}, without an intent to send it."
            yield Flaw(key=key, what=what)
        if wrong := _wrong(before, after):
            yield Flaw(key=key, what=f"{wrong} ({after.at:%Y-%m-%d %H:%M:%S} UTC, line {after.fence})")


def _wrong(before: Event, after: Event) -> str:
    """What must not follow what; "" when it may."""
    if after.state is State.PUBLISHING and before.state not in _MAY_BE_SENT:
        return f"It was sent while it was {before.state}."
    if after.state is State.PUBLISHING and not after.prepared:
        return "It was sent without its content having been noted before."
    if after.state is State.UNCONFIRMED and before.state not in {*BEYOND_EDITS, *_MAY_BE_SENT, State.MISSED}:
        return f"It became unconfirmed while it was {before.state}."
    return ""


def _shared_receipts(rows: Mapping[str, Delivery]) -> Iterator[Flaw]:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, row in rows.items():
        if row.receipt:
            owners[row.channel, row.receipt.id].append(key)
    for (_, number), keys in owners.items():
        if len(keys) > 1:
            yield Flaw(key=keys[0], what=f"It shares the receipt {number} with {', '.join(keys[1:])}.")
