"""Places in the week and the times they stand for. Pure.

Local times are resolved by the zone's own rules. A time that does not exist (the clocks went forward over it) or exists
twice (they went back) is never guessed: it is an error that names both possibilities.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.models import Calendar, Campaign, Slot

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class NoSuchTime(ValueError):  # noqa: N818
    """A local time that does not exist, or exists twice; `remedy` says what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The naive local `moment` as an aware one; NoSuchTime where the clocks change."""
    first, second = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    earlier, later = sorted((first.astimezone(UTC).astimezone(zone), second.astimezone(UTC).astimezone(zone)))
    if earlier.replace(tzinfo=None) == moment:
        raise NoSuchTime(
            f"{moment:%Y-%m-%d %H:%M} exists twice in {zone.key}: the clocks go back that day.",
            f"It is {first:%H:%M %Z} and, {_apart(first, second)} later, {second:%H:%M %Z}; choose another time.",
        )
    raise NoSuchTime(
        f"{moment:%Y-%m-%d %H:%M} does not exist in {zone.key}: the clocks go forward over it that day.",
        f"Write {earlier:%H:%M} or {later:%H:%M}.",
    )


def _apart(first: datetime, second: datetime) -> str:
    minutes = abs((second.astimezone(UTC) - first.astimezone(UTC)) // timedelta(minutes=1))
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} minutes"


def week(campaign: Campaign) -> list[date]:
    """Every day of the campaign, in order."""
    return [campaign.starts + timedelta(days=day) for day in range((campaign.ends - campaign.starts).days + 1)]


def time_of(slot: Slot, day: date, zone: ZoneInfo) -> datetime:
    """When the slot comes on `day`; NoSuchTime where the clocks change."""
    return local(datetime.combine(day, slot.at), zone)


def occurrences(calendar: Calendar) -> Iterator[tuple[datetime, Slot]]:
    """Every place of the campaign's week, in order of time; places at times that do not exist are left out."""
    zone = calendar.campaign.timezone
    found = []
    for day in week(calendar.campaign):
        for slot in calendar.slots:
            if day.weekday() in slot.days:
                try:
                    found.append((time_of(slot, day, zone), slot))
                except NoSuchTime:
                    continue
    yield from sorted(found, key=lambda place: place[0])


def free(calendar: Calendar) -> Iterator[tuple[datetime, Slot]]:
    """The places of the week at whose time no post stands yet (cancelled ones leave theirs), in order."""
    taken = {post.at for post in calendar.posts if post.at and post.status.value != "cancelled"}
    return ((at, slot) for at, slot in occurrences(calendar) if at not in taken)


def minute_of(moment: datetime) -> datetime:
    """What counts as the same time: two posts of one channel in one minute are a clash."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def day_number(name: str) -> int | None:
    """0 for mon … 6 for sun, also as tues, Monday or mondays; None for anything else."""
    said = name.lower()
    fits = (number for number, day in enumerate(_IN_FULL) if _is_short_for(said, day))
    return next(fits, None)


def _is_short_for(said: str, day: str) -> bool:
    return said == f"{day}s" or (len(said) >= len(DAYS[0]) and day.startswith(said))


def day_in_week(campaign: Campaign, weekday: int) -> Iterable[date]:
    """The campaign's days that are such a weekday."""
    return (day for day in week(campaign) if day.weekday() == weekday)
