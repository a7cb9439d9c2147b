"""Local times become moments, and where the clocks change nothing is guessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.models import Slot
from scheduler.slots import NoSuchTime, local, time_of

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)  # naive, as people write it


def test_an_ordinary_time_is_put_into_its_zone() -> None:
    assert local(at("2026-07-01T09:00"), BERLIN) == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert local(at("2026-12-01T09:00"), BERLIN) == datetime(2026, 12, 1, 8, tzinfo=UTC)


# zone, a time in the gap, and what to write instead
GAPS = [
    ("Europe/Berlin", "2026-03-29T02:30", "01:30 or 03:30"),
    ("Europe/Berlin", "2026-03-29T02:00", "01:00 or 03:00"),
    ("America/New_York", "2026-03-08T02:59", "01:59 or 03:59"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "01:45 or 02:45"),  # half an hour
    ("Africa/Cairo", "2026-04-24T00:30", "23:30 or 01:30"),  # across midnight
    ("America/Santiago", "2026-09-06T00:00", "23:00 or 01:00"),
]


@pytest.mark.parametrize(("zone", "moment", "instead"), GAPS)
def test_a_time_that_the_clocks_jump_over_is_refused_naming_both_sides(zone: str, moment: str, instead: str) -> None:
    with pytest.raises(NoSuchTime, match=f"does not exist in {zone}") as caught:
        local(at(moment), ZoneInfo(zone))
    assert caught.value.remedy == f"Write {instead}."


# zone, a time that comes twice, and how far apart
FOLDS = [
    ("Europe/Berlin", "2026-10-25T02:30", "02:30 CEST and, 1 h later, 02:30 CET"),
    ("Europe/Berlin", "2026-10-25T02:00", "02:00 CEST and, 1 h later, 02:00 CET"),
    ("America/New_York", "2026-11-01T01:00", "01:00 EDT and, 1 h later, 01:00 EST"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "and, 30 minutes later,"),
]


@pytest.mark.parametrize(("zone", "moment", "both"), FOLDS)
def test_a_time_that_comes_twice_is_refused_naming_both(zone: str, moment: str, both: str) -> None:
    with pytest.raises(NoSuchTime, match=f"exists twice in {zone}") as caught:
        local(at(moment), ZoneInfo(zone))
    assert both in caught.value.remedy


@pytest.mark.parametrize("moment", ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"])
def test_the_minutes_beside_a_change_are_ordinary(moment: str) -> None:
    assert local(at(moment), BERLIN).replace(tzinfo=None) == at(moment)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2099, 1, 1)),  # noqa: DTZ001 - local times
    st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "UTC"]
    ),
)
def test_what_is_accepted_is_the_one_moment_that_reads_so(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    try:
        found = local(moment, zone)
    except NoSuchTime:
        return
    around = [found.astimezone(UTC) + timedelta(minutes=minutes) for minutes in range(-1500, 1501, 30)]
    assert [each.astimezone(zone).replace(tzinfo=None) for each in around].count(moment) == 1


def test_a_slot_in_a_gap_has_no_time() -> None:
    slot = Slot(name="night", days=frozenset({6}), at=time(2, 30))
    with pytest.raises(NoSuchTime):
        time_of(slot, date(2026, 3, 29), BERLIN)
    assert time_of(slot, date(2026, 4, 5), BERLIN) == datetime(2026, 4, 5, 0, 30, tzinfo=UTC)
