"""The week (home) and the month: slots by days, the posts in their places, and what has none yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from scheduler import slots
from scheduler.errors import CalendarError
from scheduler.models import Calendar, Slot, Status
from scheduler.studio import feed
from scheduler.studio.pages import desk_of, render
from scheduler.studio.tiles import Mark, Tile, marks_of, tiles
from scheduler.text import counted

DAYS = 7
MOST_PICTURES = 100
"""In a week of more posts than this, small pictures are left out: nobody would find anything among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`number`: the campaign's first day is 1; None outside the campaign."""

    date: date
    number: int | None
    is_today: bool
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in the week. `slot`: its name where one comes then; `at`: its time; `clash`: two posts on one channel."""

    slot: str
    at: datetime | None
    tiles: tuple[Tile, ...]
    clash: bool
    past: bool

    @property
    def gap(self) -> bool:
        return bool(self.slot) and not self.tiles and not self.past


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A time of day; `label`: the slot's name, "" where posts stand at a time of their own."""

    time: time
    label: str
    cells: tuple[Cell, ...]
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address asks for; empty: everything."""

    channel: str = ""
    status: str = ""

    def let(self, tile: Tile) -> bool:
        on = not self.channel or any(mark.channel == self.channel for mark in tile.channels)
        return on and (not self.status or tile.state == self.status)


def table(calendar: Calendar, shown: Iterable[Tile], days: Sequence[date], now: datetime) -> list[Row]:
    """The week's rows, by time of day: every slot, and every time at which a post stands."""
    zone = calendar.campaign.timezone
    today = now.astimezone(zone)
    placed: dict[tuple[time, date], list[Tile]] = {}
    for tile in shown:
        if tile.at and tile.at.date() in days:
            placed.setdefault((tile.at.time().replace(second=0), tile.at.date()), []).append(tile)
    times = sorted({when for when, _ in placed} | {slot.at for slot in calendar.slots})
    rows = []
    for when in times:
        here = [slot for slot in calendar.slots if slot.at == when]
        cells = tuple(_cell(calendar, here, day, placed.get((when, day), []), when, now) for day in days)
        rows.append(Row(time=when, label=", ".join(slot.name for slot in here), cells=cells))
    return _with_now(rows, today, days)


def _cell(
    calendar: Calendar, here: Sequence[Slot], day: date, found: Sequence[Tile], when: time, now: datetime
) -> Cell:
    slot = next((slot for slot in here if day.weekday() in slot.days), None)
    inside = calendar.campaign.starts <= day <= calendar.campaign.ends
    at = _resolved(day, when, calendar)
    standing = [tile for tile in found if tile.post.status is not Status.CANCELLED]
    channels = [mark.channel for tile in standing for mark in tile.channels]
    return Cell(
        slot=slot.name if slot and inside else "",
        at=at,
        tiles=tuple(sorted(found, key=lambda tile: tile.title)),
        clash=len(channels) != len(set(channels)),
        past=at is None or at < now,
    )


def _resolved(day: date, when: time, calendar: Calendar) -> datetime | None:
    try:
        return slots.local(datetime.combine(day, when), calendar.campaign.timezone)
    except slots.NoSuchTime:
        return None


def _with_now(rows: list[Row], now: datetime, days: Sequence[date]) -> list[Row]:
    """The line of this moment stands above the first row that is still to come."""
    if now.date() not in days:
        return rows
    place = next((number for number, row in enumerate(rows) if row.time > now.time()), None)
    if place is None:
        return rows
    row = rows[place]
    rows[place] = Row(time=row.time, label=row.label, cells=row.cells, now=True)
    return rows


def days_shown(calendar: Calendar, asked: str, now: datetime) -> list[date]:
    """The week of the day asked for; else this one, or the campaign's nearest where it is not on."""
    campaign = calendar.campaign
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = min(max(now.astimezone(campaign.timezone).date(), campaign.starts), campaign.ends)
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(DAYS)]


def sentence(calendar: Calendar, shown: Mapping[str, Tile], rows: Sequence[Row], days: Sequence[date]) -> str:
    """The week in a line: how many posts, what is empty, what is wanting."""
    here = [tile for tile in shown.values() if tile.at and tile.at.date() in days and tile.state != "cancelled"]
    gaps = [(cell.at, row.label) for row in rows for cell in row.cells if cell.gap and cell.at]
    told = [counted(len(here), "post") if here else "No posts yet"]
    if drafts := sum(tile.state == "draft" for tile in here):
        told.append(f"{drafts} not approved")
    told += _wanting(gaps)
    bare = sum(1 for tile in here for media in tile.post.media if not media.alt)
    if bare:
        told.append(f"{counted(bare, 'picture')} {'lacks' if bare == 1 else 'lack'} alt text")
    if troubled := sum(tile.needs_person for tile in here):
        told.append(f"{counted(troubled, 'post')} {'needs' if troubled == 1 else 'need'} you")
    return "; ".join(told) + "."


def _wanting(gaps: Sequence[tuple[datetime, str]]) -> Iterator[str]:
    if len(gaps) == 1:
        at, label = gaps[0]
        yield f"{at:%A} {label} is empty"
    elif gaps:
        yield f"{len(gaps)} slots are empty, the first on {min(gaps)[0]:%A}"


def _days(calendar: Calendar, dates: Iterable[date], now: datetime) -> list[Day]:
    campaign = calendar.campaign
    today = now.astimezone(campaign.timezone).date()
    return [
        Day(
            date=day,
            number=(day - campaign.starts).days + 1 if campaign.starts <= day <= campaign.ends else None,
            is_today=day == today,
            digest=f"{calendar.digest.at:%H:%M}" if calendar.digest and campaign.starts <= day <= campaign.ends else "",
        )
        for day in dates
    ]


def _filters(request: Request, marks: Mapping[str, Mark]) -> Filters:
    channel, status = request.query_params.get("channel", ""), request.query_params.get("status", "")
    return Filters(channel=channel if channel in marks else "", status=status)


def _week(request: Request) -> Response:
    desk = desk_of(request)
    try:
        calendar = desk.calendar()
    except CalendarError as error:
        return render(request, "unreadable.html", problems=error.problems, file=desk.file)
    now = desk.clock()
    days = days_shown(calendar, request.query_params.get("day", ""), now)
    everything = tiles(calendar, desk.view())
    marks = marks_of(calendar)
    filters = _filters(request, marks)
    shown = [tile for tile in everything.values() if filters.let(tile)]
    rows = table(calendar, shown, days, now)
    return render(
        request,
        "week.html",
        screen="week",
        calendar=calendar,
        days=_days(calendar, days, now),
        rows=rows,
        unscheduled=[tile for tile in shown if tile.at is None],
        sentence=sentence(calendar, everything, rows, days),
        filters=filters,
        marks=marks,
        pictured=sum(len(cell.tiles) for row in rows for cell in row.cells) <= MOST_PICTURES,
        states=sorted({tile.state for tile in everything.values()}),
        earlier=days[0] - timedelta(days=DAYS),
        later=days[0] + timedelta(days=DAYS),
        elsewhere=_elsewhere(shown, days),
        zone=f"{now.astimezone(calendar.campaign.timezone):%Z}",
        now=now.astimezone(calendar.campaign.timezone),
        feed=feed.address(request),
    )


def _elsewhere(shown: Sequence[Tile], days: Sequence[date]) -> tuple[int, int]:
    """How many posts stand before and after this week."""
    dates = [tile.at.date() for tile in shown if tile.at]
    return sum(day < days[0] for day in dates), sum(day > days[-1] for day in dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A day of the month, with its posts in order of time."""

    day: Day
    inside: bool
    tiles: tuple[Tile, ...]


def month_of(calendar: Calendar, shown: Sequence[Tile], asked: str, now: datetime) -> tuple[date, list[list[Square]]]:
    """The month's first day, and its weeks."""
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        first = days_shown(calendar, "", now)[0].replace(day=1)
    monday = first - timedelta(days=first.weekday())
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    weeks = []
    while monday < after:
        days = [monday + timedelta(days=number) for number in range(DAYS)]
        weeks.append([_square(day, first, shown) for day in _days(calendar, days, now)])
        monday += timedelta(days=DAYS)
    return first, weeks


def _square(day: Day, first: date, shown: Sequence[Tile]) -> Square:
    here = sorted(
        (tile for tile in shown if tile.at and tile.at.date() == day.date), key=lambda tile: tile.at or tile.title
    )
    return Square(day=day, inside=day.date.month == first.month, tiles=tuple(here))


def _month(request: Request) -> Response:
    desk = desk_of(request)
    calendar, now = desk.calendar(), desk.clock()
    marks = marks_of(calendar)
    filters = _filters(request, marks)
    shown = [tile for tile in tiles(calendar, desk.view()).values() if filters.let(tile)]
    first, weeks = month_of(calendar, shown, request.query_params.get("month", ""), now)
    return render(
        request,
        "month.html",
        screen="week",
        calendar=calendar,
        first=first,
        weeks=weeks,
        filters=filters,
        earlier=first - timedelta(days=1),
        later=(first.replace(day=28) + timedelta(days=4)).replace(day=1),
    )


routes: list[BaseRoute] = [Route("/", _week), Route("/month", _month)]
