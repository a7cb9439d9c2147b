"""Shortly before its time a delivery waits in its lane: nothing is left to read when it comes, and nothing is early."""

import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from campaigns import post
from deliveries import NOON, moment, row, seconds, wish
from services import NEW_YORK, PATIENCE, Running, service_in, soon

from scheduler import delivery
from scheduler.delivery import Step, Traffic
from scheduler.models import Delivery, State

AHEAD = timedelta(seconds=2)
EARLY = moment(NOON - seconds(1.5))


def handed_out(waiting: Delivery, traffic: Traffic | None = None) -> list[tuple[Delivery, Step]]:
    wishes = {waiting.key: wish(due=waiting.due)}
    return delivery.due({waiting.key: waiting}, wishes, traffic or Traffic(), EARLY, ahead=AHEAD)


def test_what_is_to_be_sent_soon_is_handed_out() -> None:
    assert handed_out(row()) == [(row(), Step.SEND)]
    assert handed_out(row(due=NOON + seconds(1), wake=NOON + seconds(1))) == []


def test_a_look_is_not_handed_out_before_its_time() -> None:
    assert handed_out(row(State.UNCONFIRMED, due=NOON - seconds(60))) == []


def test_a_channel_that_rests_until_then_is_not_waited_for_in_a_lane() -> None:
    """Whoever looks again when it is free hands it out; it would be refused and handed out over and over."""
    assert handed_out(row(), Traffic(rests={"x": NOON - seconds(1)})) == []


def test_a_wait_is_as_long_as_the_later_of_the_two_times() -> None:
    assert delivery.seconds_left(row(), EARLY) == 1.5
    assert delivery.seconds_left(row(wake=NOON + seconds(3)), EARLY) == 4.5
    assert delivery.seconds_left(row(), moment(NOON + seconds(1))) == -1


def test_a_wait_that_is_counted_is_counted_after_the_clock_was_set() -> None:
    counted = row(State.RETRYING, due=NOON - seconds(9), wake=NOON, tick=EARLY.tick + 2, boot="this run")
    hour_ahead = replace(EARLY, at=EARLY.at + timedelta(hours=1), boot="this run")
    assert delivery.seconds_left(counted, hour_ahead) == 2
    assert delivery.seconds_left(counted, replace(hour_ahead, boot="another run")) < 0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with service_in(tmp_path) as made:
        yield made


def up(running: Running) -> "subprocess.Popen[bytes]":
    """The service has read its calendar: starting may take longer than the seconds that a story counts."""
    running.write(post("another", at=soon(3600)))
    process = running.start()
    running.until(lambda: ", 2 deliveries" in running.log)
    return process


def just_before(second: str) -> None:
    """Waits until the second before it, when the delivery is in its lane."""
    due = datetime.fromisoformat(second).replace(tzinfo=NEW_YORK)
    while datetime.now(UTC) < due - timedelta(seconds=1):
        time.sleep(0.01)


def test_what_is_edited_in_its_last_second_goes_out_as_edited(running: Running) -> None:
    up(running)
    due = soon(6)
    running.write(post("welcome", at=due), post("gone", at=due))
    just_before(due)
    running.write(post("welcome", at=due, more="text: Edited at the last moment"))
    running.until(lambda: len(running.texts()) == 2)
    assert {text for _, text in running.texts()} == {"Edited at the last moment"}
    assert running.status()["gone/x/1"]["state"] == "cancelled"


def test_stopping_does_not_wait_for_what_waits_and_sends_nothing_of_it(running: Running) -> None:
    process = up(running)
    due = soon(6)
    running.write(post("welcome", at=due))
    just_before(due)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert running.texts() == []
    running.start()
    running.until(lambda: len(running.texts()) == 2)
