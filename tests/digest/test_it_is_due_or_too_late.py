"""When a service sends a day's digest: at its hour, not in the night after, and on after a crash."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.digest.timing import Turn, due_at, lateness, turn_of
from scheduler.models import Calendar, Campaign, Digest, Mailing, MailingState

DAY = date(2023, 11, 6)
DIGEST = Digest(at=time(7, 30), sender="week@example.org")
DUE = datetime(2023, 11, 6, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEGUN = Mailing(day=DAY, state=MailingState.RUNNING, words="", since=DUE, counts={})
CALENDAR = Calendar(
    file=Path("posts.yaml"),
    version="",
    campaign=Campaign(name="", theme="", timezone=ZoneInfo("America/New_York"), starts=DAY, ends=DAY),
    channels={},
    digest=DIGEST,
)


def test_its_hour_is_the_campaigns() -> None:
    assert due_at(CALENDAR, DIGEST, DAY) == DUE


@pytest.mark.parametrize(
    ("late", "turn"),
    [
        (-MINUTE, Turn.WAIT),
        (timedelta(0), Turn.SEND),
        (DIGEST.max_late, Turn.SEND),
        (DIGEST.max_late + MINUTE, Turn.MISS),
    ],
)
def test_it_is_sent_from_its_hour_until_it_is_too_late(late: timedelta, turn: Turn) -> None:
    assert turn_of(DIGEST, DUE, None, DUE + late) is turn


def test_what_was_begun_goes_on_and_what_a_person_stopped_does_not() -> None:
    night = DUE + timedelta(hours=9)
    assert turn_of(DIGEST, DUE, BEGUN, night) is Turn.SEND
    for state in set(MailingState) - {MailingState.RUNNING}:
        assert turn_of(DIGEST, DUE, replace(BEGUN, state=state), DUE) is Turn.LEAVE


def test_a_person_who_sends_it_late_is_told_how_late() -> None:
    assert lateness(CALENDAR, DIGEST, DAY, DUE + MINUTE) == ""
    assert "5 hours ago" in lateness(CALENDAR, DIGEST, DAY, DUE + timedelta(hours=5))
    assert "10 days ago" in lateness(CALENDAR, DIGEST, DAY, DUE + timedelta(days=10))
