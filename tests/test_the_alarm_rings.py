"""The alarm clock: it rings each second and at the hour, and is started anew when APScheduler's thread has died."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.jobstores.base import JobLookupError

from scheduler.heartbeat import Alarm

PATIENCE = 30


def dies(alarm: Alarm) -> None:
    """As it was measured: a job that is gone when its thread wants to remove it."""

    def gone(*_: object) -> None:
        raise JobLookupError("gone")

    assert alarm._clockwork
    alarm._clockwork._process_jobs = gone
    alarm._clockwork.wakeup()
    alarm._clockwork._thread.join(PATIENCE)


def test_it_rings_at_its_hour_and_again_for_another() -> None:
    event = threading.Event()
    alarm = Alarm(event)
    alarm.keep_going()
    try:
        for _ in range(2):
            event.clear()
            alarm.set_for(datetime.now(UTC) + timedelta(milliseconds=50))
            assert event.wait(PATIENCE)
    finally:
        alarm.stop()


def test_when_its_thread_has_died_it_is_started_anew_without_a_traceback(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    event = threading.Event()
    alarm = Alarm(event)
    alarm.keep_going()
    dies(alarm)
    event.clear()
    alarm.keep_going()
    try:
        assert event.wait(PATIENCE)
    finally:
        alarm.stop()
    assert "The alarm clock had stopped; it is started anew." in caplog.text
    assert "Traceback" not in capfd.readouterr().err
