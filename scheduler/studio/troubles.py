"""What waits for a person: which posts, why, with the evidence, and what can be done. Deciding it, too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler import deciding
from scheduler.delivery import BEYOND_EDITS
from scheduler.errors import SchedulerError
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Delivery, Event, State
from scheduler.overview import NEEDS_PERSON, Overview, Standing
from scheduler.studio.desk import Desk
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import back, desk_of, say, who
from scheduler.studio.tiles import Mark, Tile, marks_of

RETRY, SKIP, RESOLVE = "retry", "skip", "resolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that is known of an attempt: when, and in words what."""

    at: datetime
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Deliveries of one post that wait for the same reason. `tile` None: the calendar has the post no more.

    `may`: what can be decided of them; `next_look`: when the program itself looks whether it is out.
    """

    post: str
    tile: Tile | None
    state: State
    words: str
    due: datetime
    keys: tuple[str, ...]
    channels: tuple[Mark, ...]
    may: frozenset[str] = frozenset()
    looks: int = 0
    next_look: datetime | None = None
    twice: str = ""
    url: str = ""
    evidence: tuple[Evidence, ...] = ()


def troubles(view: Overview, shown: Mapping[str, Tile], marks: Mapping[str, Mark], ledger: Ledger) -> list[Trouble]:
    """The most urgent first, then by time. Channels that are paused are told by themselves."""
    alike: dict[tuple[str, ...], list[Standing]] = {}
    for standing in view.standings:
        if _is_told(standing, shown):
            row = standing.row
            own = row.key if standing.state is State.UNCONFIRMED or row.twice or row.fence == 0 else ""
            alike.setdefault((row.post, standing.state, standing.words, own), []).append(standing)
    found = [_trouble(standings, shown, marks, ledger) for standings in alike.values()]
    return sorted(found, key=lambda each: (_urgency(each), each.due, each.post))


def _urgency(trouble: Trouble) -> int:
    return NEEDS_PERSON.index(trouble.state) if trouble.state in NEEDS_PERSON else 0


def _is_told(standing: Standing, shown: Mapping[str, Tile]) -> bool:
    if standing.row.twice:
        return True
    tile = shown.get(standing.row.post)
    over = tile is not None and tile.state == "cancelled"
    return standing.state in NEEDS_PERSON and standing.state is not State.PAUSED and not over


def _trouble(
    standings: Sequence[Standing], shown: Mapping[str, Tile], marks: Mapping[str, Mark], ledger: Ledger
) -> Trouble:
    first = standings[0]
    row = first.row
    asked = first.state is State.UNCONFIRMED or bool(row.twice) or (first.state is State.FAILED and row.attempts > 0)
    return Trouble(
        post=row.post,
        tile=shown.get(row.post),
        state=first.state,
        words=row.words if first.state is State.UNCONFIRMED else first.words,  # the page tells `next_look`
        due=row.due,
        keys=tuple(each.row.key for each in standings),
        channels=tuple(marks[each.row.channel] for each in standings if each.row.channel in marks),
        may=allowed(row),
        looks=row.looks,
        next_look=row.wake if first.state is State.UNCONFIRMED else None,
        twice=row.twice,
        url=row.receipt.url if row.receipt else "",
        evidence=evidence(ledger.history(row.key)) if asked else (),
    )


def allowed(row: Delivery) -> frozenset[str]:
    """What a person may decide of it. Nothing of what no service has seen yet: that is settled in the calendar."""
    if row.fence == 0:
        return frozenset()
    found = {RETRY} if row.state in {State.FAILED, State.MISSED} else set()
    found |= {RESOLVE} if row.state is State.UNCONFIRMED or row.twice else set()
    found |= {SKIP} if row.state not in {*BEYOND_EDITS, State.CANCELLED} else set()
    return frozenset(found)


def evidence(events: Iterable[Event]) -> tuple[Evidence, ...]:
    """What is known of the last attempt: when it was sent, what came back, and what was seen when we looked."""
    told = list(events)
    begin = max((number for number, event in enumerate(told) if event.state is State.PUBLISHING), default=0)
    names = {State.PUBLISHING: "sent", State.UNCONFIRMED: "unclear"}
    return tuple(
        Evidence(at=event.at, state=names.get(event.state, event.state.value), words=event.words)
        for event in told[begin:]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A paused channel, why, and how many deliveries wait there."""

    channel: str
    words: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What stands above every list."""

    troubles: tuple[Trouble, ...]
    closed: tuple[Closed, ...]

    @property
    def number(self) -> int:
        return len(self.troubles) + len(self.closed)

    @property
    def unclear(self) -> "Pinned":
        """Only those of which a person must look whether they are out."""
        return Pinned(troubles=tuple(each for each in self.troubles if RESOLVE in each.may), closed=())


def pinned(desk: Desk, calendar: Calendar, shown: Mapping[str, Tile], view: Overview) -> Pinned:
    """What waits for a person, as things stand."""
    waiting = [each.row.channel for each in view.standings if each.state is State.PAUSED]
    closed = (
        Closed(channel=name, words=view.paused[name], waiting=waiting.count(name)) for name in sorted(view.paused)
    )
    found = troubles(view, shown, marks_of(calendar), desk.ledger)
    return Pinned(troubles=tuple(found), closed=tuple(closed))


# --- deciding ---------------------------------------------------------------------------------------------------------


async def _decide(request: Request) -> Response:
    return await form_of(request, _decided)


def _decided(request: Request, form: Form) -> Response:
    keys = [value for name, value in form.items() if name.startswith("key-")]
    if not keys:
        raise SchedulerError("The form named no delivery.", "Go back and choose again.")
    done, wrong = list[Delivery](), list[SchedulerError]()
    for key in keys:
        try:
            done.append(_settle(desk_of(request), form, key, who(request)))
        except SchedulerError as error:
            wrong.append(error)
    if not done:
        raise wrong[0]
    say(request, f"{done[0].post} on {', '.join(row.channel for row in done)}: {done[0].words}")
    for each in wrong:
        say(request, str(each), bad=True)
    return back(request, "/queue")


def _settle(desk: Desk, form: Form, key: str, by: str) -> Delivery:
    now, ledger = desk.clock(), desk.ledger
    match form["do"]:
        case "retry":
            return deciding.retry(ledger, key, by=by, now=now)
        case "skip":
            return deciding.skip(ledger, key, by=by, now=now)
        case "not out":
            return deciding.resolve_not_out(ledger, key, by=by, now=now)
        case "out":
            if not form["url"].strip():
                raise SchedulerError("It is out, but where?", "Open the post itself and copy its address.")
            return deciding.resolve_out(ledger, key, form["url"].strip(), by=by, now=now)
    raise SchedulerError(f"{form['do']!r} is nothing that can be decided.", "Go back and choose again.")


routes: list[BaseRoute] = [Route("/deliveries", _decide, methods=["POST"])]
