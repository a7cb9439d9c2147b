"""Channels: whose account each is, whether it works, what went out last and goes next; pausing and holding."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler import deciding
from scheduler.assembly import Workshop, elsewhere
from scheduler.calendar_file import variants
from scheduler.errors import SchedulerError
from scheduler.models import Account, Calendar, Channel, Delivery, Pause, State, Status
from scheduler.overview import Overview, Standing
from scheduler.platforms import load
from scheduler.settings import Credentials, Settings
from scheduler.studio.desk import Desk
from scheduler.studio.forms import Form, form_of
from scheduler.studio.pages import desk_of, render, say, who
from scheduler.studio.tiles import Mark, marks_of, tiles

PATIENCE_SECONDS = 10.0
"""How long a page waits for a network; the answer is kept all the same when it comes later."""
SOON = timedelta(days=14)
"""Credentials that end within this time are worth a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an account said of itself when it was asked; `trouble`: why it said nothing."""

    asked: datetime
    account: Account | None = None
    trouble: str = ""


@dataclass
class Accounts:
    """Asks networks whose accounts they are: in threads of their own, one question a channel at a time."""

    patience: float = PATIENCE_SECONDS
    known: dict[str, Answer] = field(default_factory=dict)
    _asking: set[str] = field(default_factory=set)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, channel: Channel, workshop: Workshop, now: datetime, then: Callable[[], None]) -> None:
        """Returns when the answer is `known`, or after `patience`; `then` is called once it is."""
        with self._turn:
            if channel.name in self._asking:
                return
            self._asking.add(channel.name)
        thread = threading.Thread(target=self._ask, args=(channel, workshop, now, then), daemon=True)
        thread.start()
        thread.join(self.patience)

    def is_asking(self, channel: str) -> bool:
        return channel in self._asking

    def _ask(self, channel: Channel, workshop: Workshop, now: datetime, then: Callable[[], None]) -> None:
        try:
            self.known[channel.name] = Answer(asked=now, account=workshop.platform(channel).check())
        except SchedulerError as error:
            self.known[channel.name] = Answer(asked=now, trouble=str(error))
        finally:
            self._asking.discard(channel.name)
            then()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One channel as it stands. `practice`: in capitals, that it is not the real network; `missing`: its secrets.

    `dollars`: what all of the calendar's posts on it cost.
    """

    name: str
    mark: Mark
    practice: str
    missing: tuple[str, ...]
    pause: Pause | None
    answer: Answer | None
    asking: bool
    ends_soon: bool
    last: Delivery | None
    next: Standing | None
    waiting: int
    dollars: float


def lines(
    calendar: Calendar,
    view: Overview,
    pauses: Mapping[str, Pause],
    settings: Settings,
    accounts: Accounts,
) -> list[Line]:
    marks, costs = marks_of(calendar), costs_of(calendar)
    return [
        _line(channel, marks[channel.name], view, pauses.get(channel.name), settings, accounts, costs[channel.name])
        for channel in calendar.channels.values()
    ]


def costs_of(calendar: Calendar) -> dict[str, float]:
    """In US dollars, by channel, of every post that is not cancelled."""
    costs = dict.fromkeys(calendar.channels, 0.0)
    networks = {name: load(each.platform)(each, Credentials(channel=name)) for name, each in calendar.channels.items()}
    for post in calendar.posts:
        if post.status is not Status.CANCELLED:
            for variant in variants(post, calendar):
                costs[variant.channel] += networks[variant.channel].price(variant)
    return costs


def _line(
    channel: Channel,
    mark: Mark,
    view: Overview,
    pause: Pause | None,
    settings: Settings,
    accounts: Accounts,
    dollars: float,
) -> Line:
    here = [each for each in view.standings if each.row.channel == channel.name]
    out = [each.row for each in here if each.state is State.PUBLISHED and each.row.at]
    to_come = [each for each in here if each.state in {State.PLANNED, State.RETRYING, State.PAUSED}]
    secrets = load(channel.platform).secrets
    credentials = settings.credentials(channel.name, secrets)
    answer = accounts.known.get(channel.name)
    expires = answer.account.expires if answer and answer.account else None
    return Line(
        name=channel.name,
        mark=mark,
        practice=elsewhere(channel, credentials),
        missing=tuple(credentials.missing(secrets)),
        pause=pause,
        answer=answer,
        asking=accounts.is_asking(channel.name),
        ends_soon=expires is not None and expires - view.now < SOON,
        last=max(out, key=lambda row: row.at or row.due, default=None),
        next=min(to_come, key=lambda each: each.row.due, default=None),
        waiting=len(to_come),
        dollars=dollars,
    )


def _channels(request: Request) -> Response:
    desk = desk_of(request)
    calendar, view = desk.calendar(), desk.view()
    shown = tiles(calendar, view)
    return render(
        request,
        "channels.html",
        screen="channels",
        lines=lines(calendar, view, desk.ledger.pauses(), desk.settings(), request.app.state.accounts),
        everything=view.held,
        titles={name: tile.title for name, tile in shown.items()},
        zone=calendar.campaign.timezone,
        now=desk.clock(),
    )


async def _act(request: Request) -> Response:
    return await form_of(request, _acted)


def _acted(request: Request, form: Form) -> Response:
    """Ask, pause, resume: one form each, on one address."""
    desk = desk_of(request)
    name = request.path_params["channel"]
    channel = desk.calendar().channels.get(name)
    if channel is None:
        raise SchedulerError(f"There is no channel {name!r}.", f"There are: {', '.join(desk.calendar().channels)}.")
    match form["do"]:
        case "ask":
            _ask(request, desk, channel)
        case "pause":
            new = desk.ledger.pause(name, _why(form, "A person paused it."), desk.clock(), who(request))
            say(request, f"{name} is paused; its queue is kept." if new else f"{name} was paused already.")
        case "resume":
            was = deciding.resume(desk.ledger, name, by=who(request), now=desk.clock())
            say(request, f"{name} goes on." if was else f"{name} was not paused.")
        case other:
            raise SchedulerError(f"{other!r} is nothing that a channel can do.", "Go back and choose again.")
    return RedirectResponse(f"/channels#{name}", 303)


def _ask(request: Request, desk: Desk, channel: Channel) -> None:
    accounts: Accounts = request.app.state.accounts
    accounts.ask(channel, desk.workshop, desk.clock(), desk.tell)
    if accounts.is_asking(channel.name):
        say(request, f"{channel.name} has not answered yet; the page follows when it does.")


def _why(form: Form, otherwise: str) -> str:
    return form["why"].strip() or otherwise


async def _hold(request: Request) -> Response:
    return await form_of(request, _held)


def _held(request: Request, form: Form) -> Response:
    """Hold everything, or let it go on; what each channel was paused for stays."""
    desk, by = desk_of(request), who(request)
    if form["do"] == "release":
        was = desk.ledger.release_all(desk.clock(), by)
        still = ", ".join(sorted(desk.ledger.paused()))
        also = f" Still paused, each for its own reason: {still}." if still else ""
        say(request, ("Every channel goes on." if was else "Nothing was held.") + also)
    else:
        new = desk.ledger.hold_all(_why(form, "A person holds everything."), desk.clock(), by)
        say(request, "Everything is held. Nothing goes out until you release it." if new else "It was held already.")
    return RedirectResponse("/channels", 303)


routes: list[BaseRoute] = [
    Route("/channels", _channels),
    Route("/hold", _hold, methods=["POST"]),
    Route("/channels/{channel}", _act, methods=["POST"]),
]
