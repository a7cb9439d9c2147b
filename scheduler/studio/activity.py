"""Activity: every attempt with what came of it, and what people decided, newest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler.ledger.writing import EVERYTHING
from scheduler.models import Decision, Delivery, Event, State
from scheduler.studio.pages import desk_of, render
from scheduler.studio.tiles import Tile, tiles
from scheduler.studio.troubles import RETRY, allowed, pinned

ON_A_PAGE = 100
DECISIONS = "decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened. `state` "": a person's decision, which `what` names; `sent`: when its request began.

    `key` is offered for a retry where that is safe: it failed or was missed, and nothing came after.
    """

    at: datetime
    post: str
    title: str
    channel: str = ""
    part: int = 0
    state: str = ""
    words: str = ""
    url: str = ""
    sent: datetime | None = None
    by: str = ""
    what: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address asks for; empty: everything."""

    channel: str = ""
    outcome: str = ""
    post: str = ""

    def let(self, entry: Entry) -> bool:
        outcome = entry.state or DECISIONS
        return (
            (not self.channel or entry.channel == self.channel)
            and (not self.outcome or outcome == self.outcome)
            and (not self.post or entry.post == self.post)
        )

    def address(self, page: int) -> str:
        asked = {"channel": self.channel, "outcome": self.outcome, "post": self.post, "page": page if page > 1 else ""}
        return f"/activity?{urlencode({name: value for name, value in asked.items() if value})}"


def entries(
    history: Sequence[Event], decisions: Iterable[Decision], rows: Mapping[str, Delivery], shown: Mapping[str, Tile]
) -> list[Entry]:
    """Newest first. An attempt is told by its outcome; a plan is told nowhere, for nothing was tried."""
    decided = list(decisions)
    by_people = {(each.about, each.at) for each in decided}
    told = [*_attempts(history, by_people, rows, shown), *(_decision(each, shown) for each in decided)]
    return sorted(told, key=lambda entry: entry.at, reverse=True)


def _attempts(
    history: Sequence[Event],
    by_people: set[tuple[str, datetime]],
    rows: Mapping[str, Delivery],
    shown: Mapping[str, Tile],
) -> Iterator[Entry]:
    last = {event.key: number for number, event in enumerate(history)}
    sent: dict[str, datetime] = {}
    for number, event in enumerate(history):
        if event.state is State.PUBLISHING:
            sent[event.key] = event.at
        under_way = event.state is State.PUBLISHING and last[event.key] != number
        if event.state is State.PLANNED or under_way or (event.key, event.at) in by_people:
            continue
        row = rows.get(event.key) if last[event.key] == number else None
        yield _entry(event, sent.get(event.key), shown, retry=row is not None and RETRY in allowed(row))


def _entry(event: Event, sent: datetime | None, shown: Mapping[str, Tile], *, retry: bool) -> Entry:
    post, channel, part = event.key.rsplit("/", 2)
    return Entry(
        at=event.at,
        post=post,
        title=_title(post, shown),
        channel=channel,
        part=int(part),
        state=event.state.value,
        words=event.words,
        url=event.receipt.url if event.receipt else "",
        sent=sent if event.state is not State.PUBLISHING else None,
        key=event.key if retry else "",
    )


def _decision(decision: Decision, shown: Mapping[str, Tile]) -> Entry:
    """About a delivery, a post, a channel, or everything."""
    parts = decision.about.rsplit("/", 2)
    is_delivery = len(parts) == 3
    post = parts[0] if is_delivery or decision.about in shown else ""
    channel = parts[1] if is_delivery else "" if post else decision.about
    return Entry(
        at=decision.at,
        post=post,
        title=_title(post, shown),
        channel="" if channel == EVERYTHING else channel,
        words=decision.words,
        by=decision.by,
        what=decision.what,
    )


def _title(post: str, shown: Mapping[str, Tile]) -> str:
    return shown[post].title if post in shown else post


def _activity(request: Request) -> Response:
    desk = desk_of(request)
    calendar, view = desk.calendar(), desk.view()
    shown = tiles(calendar, view)
    ledger, asked = desk.ledger, request.query_params
    filters = Filters(**{name: asked.get(name, "") for name in ("channel", "outcome", "post")})
    every = entries(ledger.history(), ledger.decisions(), ledger.deliveries(), shown)
    found = [entry for entry in every if filters.let(entry)]
    page = min(max(1, int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1), _pages(found))
    return render(
        request,
        "activity.html",
        screen="activity",
        entries=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        number=len(found),
        page=page,
        pages=_pages(found),
        filters=filters,
        channels=sorted({*calendar.channels, *(entry.channel for entry in every if entry.channel)}),
        outcomes=[*sorted({entry.state for entry in every if entry.state}), DECISIONS],
        told=pinned(desk, calendar, shown, view),
        zone=calendar.campaign.timezone,
    )


def _pages(found: Sequence[Entry]) -> int:
    return max(1, -(-len(found) // ON_A_PAGE))


routes: list[BaseRoute] = [Route("/activity", _activity)]
