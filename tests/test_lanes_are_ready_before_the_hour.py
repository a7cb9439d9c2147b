"""A little before its hour a delivery is in its lane, with a connection open; whether it goes out is decided then."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

from scheduler.models import State
from scheduler.runner import AHEAD, Service

PATIENCE = 30.0


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        made.write(post("one"))
        made.clock.now = NINE - timedelta(seconds=1)
        yield made


@pytest.fixture
def service(stage: Stage) -> Iterator[Service]:
    """It has looked once, a second before the hour."""
    made = Service(stage.dispatch, ())
    made.beat()
    yield made
    made.stop()
    made.finish()


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_is_connected_before_its_hour_and_sent_at_it(stage: Stage, service: Service) -> None:
    until(lambda: stage.sandbox.connections == 2)
    assert stage.sandbox.seen() == ()
    assert set(stage.states().values()) == {State.PLANNED}
    stage.clock.now = NINE
    until(lambda: set(stage.states().values()) == {State.PUBLISHED})
    assert stage.sandbox.connections == 2


def test_it_is_not_looked_for_at_its_hour_when_its_lane_has_it(stage: Stage, service: Service) -> None:
    assert service.beat() is None


def test_the_next_look_is_as_long_before_the_next_one(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    assert Service(stage.dispatch, ()).beat() == NINE - AHEAD


def test_what_was_withdrawn_meanwhile_is_not_sent(stage: Stage, service: Service) -> None:
    until(lambda: stage.sandbox.connections == 2)
    stage.write(post("one", status="draft"))
    stage.dispatch.catch_up()
    stage.clock.now = NINE
    service.finish()
    assert stage.sandbox.seen() == ()


def test_a_clock_that_is_set_back_meanwhile_holds_up_no_lane(stage: Stage, service: Service) -> None:
    until(lambda: stage.sandbox.connections == 2)
    stage.clock.set_by(hours=-1)
    service.finish()
    assert set(stage.states().values()) == {State.PLANNED}


def test_whoever_stops_does_not_wait_for_the_hour(stage: Stage, service: Service) -> None:
    service.stop()
    service.finish()
    assert stage.sandbox.seen() == ()
