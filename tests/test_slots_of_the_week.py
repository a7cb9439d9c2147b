"""Places in the week: in order of time, the free ones for drafts."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.models import Calendar, Campaign, Post, Slot, Status
from scheduler.slots import day_in_week, day_number, free, minute_of, occurrences, week

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = Slot(name="morning", days=frozenset({0, 2}), at=time(9))
NIGHT = Slot(name="night", days=frozenset({6}), at=time(2, 30))
NOON = Slot(name="noon", days=frozenset({0}), at=time(12))


def calendar(*posts: Post, slots: tuple[Slot, ...] = (NOON, MORNING, NIGHT)) -> Calendar:
    campaign = Campaign(name="Week", theme="T", timezone=BERLIN, starts=date(2026, 3, 23), ends=date(2026, 3, 30))
    return Calendar(file=Path("posts.yaml"), version="", campaign=campaign, channels={}, slots=slots, posts=posts)


def said(places: list[tuple[datetime, Slot]]) -> list[str]:
    return [f"{moment:%m-%d %H:%M} {slot.name}" for moment, slot in places]


def test_the_week_has_its_last_day_too() -> None:
    days = week(calendar().campaign)
    assert (days[0], days[-1], len(days)) == (date(2026, 3, 23), date(2026, 3, 30), 8)


def test_places_come_in_order_of_time_and_never_at_times_that_do_not_exist() -> None:
    assert said(list(occurrences(calendar()))) == [
        "03-23 09:00 morning",
        "03-23 12:00 noon",
        "03-25 09:00 morning",
        "03-30 09:00 morning",
        "03-30 12:00 noon",
    ]


def test_a_place_at_whose_time_a_post_stands_is_not_free() -> None:
    taken = Post(id="a", at=datetime(2026, 3, 23, 8, tzinfo=UTC))
    assert said(list(free(calendar(taken))))[0] == "03-23 12:00 noon"


def test_a_cancelled_post_leaves_its_place() -> None:
    gone = Post(id="a", at=datetime(2026, 3, 23, 8, tzinfo=UTC), status=Status.CANCELLED)
    assert said(list(free(calendar(gone))))[0] == "03-23 09:00 morning"


def test_a_post_without_a_time_takes_no_place() -> None:
    assert len(list(free(calendar(Post(id="a"))))) == 5


def test_a_campaign_without_slots_has_no_places() -> None:
    assert list(free(calendar(slots=()))) == []


def test_the_same_minute_is_the_same_time_whatever_the_zone() -> None:
    one = datetime(2026, 3, 23, 9, 0, 40, tzinfo=BERLIN)
    other = datetime(2026, 3, 23, 8, 0, 5, tzinfo=UTC)
    assert minute_of(one) == minute_of(other)


def test_days_by_name() -> None:
    assert [day_number(name) for name in ("mon", "Tues", "wednesday", "thurs", "Fridays", "sun")] == [0, 1, 2, 3, 4, 6]


def test_what_only_begins_like_a_day_is_none() -> None:
    assert {day_number(name) for name in ("someday", "mondy", "monday.", "mo", "s", "", "suns")} == {None}


def test_a_weekday_comes_in_the_week_as_often_as_it_does() -> None:
    assert list(day_in_week(calendar().campaign, 0)) == [date(2026, 3, 23), date(2026, 3, 30)]
