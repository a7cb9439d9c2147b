"""Clocks are set, machines sleep and start anew: what waits a number of seconds waits that long."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import Clock, Stage, post, staged

from scheduler.heartbeat import StepWatch
from scheduler.models import State
from scheduler.sandbox import RESET

ON_X = "channels: [x]"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def unclear(stage: Stage) -> None:
    """A post whose answer was lost, read back once and not there yet."""
    stage.sandbox.fail("x", "create", RESET)
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    stage.cycle()
    assert stage.ledger.deliveries()["welcome/x/1"].looks == 1


def attempts(stage: Stage) -> int:
    return stage.ledger.deliveries()["welcome/x/1"].attempts


def test_a_clock_that_is_set_forward_does_not_shorten_the_time_in_which_a_lost_post_may_still_appear(
    stage: Stage,
) -> None:
    unclear(stage)
    stage.clock.set_by(hours=1)
    stage.dispatch.publisher.rewake()
    for _ in range(10):
        stage.cycle()
    assert (stage.states()["welcome/x/1"], attempts(stage)) == (State.UNCONFIRMED, 1)
    stage.play(until=timedelta(minutes=6))
    assert (stage.states()["welcome/x/1"], attempts(stage)) == (State.PUBLISHED, 2)


def test_nor_does_it_before_anybody_has_noticed(stage: Stage) -> None:
    unclear(stage)
    stage.clock.set_by(hours=1)
    for _ in range(10):
        stage.cycle()
    assert attempts(stage) == 1


def test_a_clock_that_is_set_back_does_not_make_it_wait_longer(stage: Stage) -> None:
    unclear(stage)
    stage.clock.set_by(hours=-1)
    stage.dispatch.publisher.rewake()
    stage.play(until=timedelta(minutes=6))
    assert stage.states()["welcome/x/1"] is State.RETRYING  # it is not nine o'clock any more
    stage.clock.set_by(hours=1)
    stage.dispatch.publisher.rewake()
    stage.play(until=timedelta(minutes=1))
    assert stage.texts("x") == ["This is welcome"]


def test_after_the_machine_started_anew_the_wait_begins_again(stage: Stage) -> None:
    unclear(stage)
    stage.clock.boot = "second"
    stage.clock.skew = timedelta(days=300)  # it counts from nought again
    stage.restart()
    stage.play(until=timedelta(minutes=5))
    assert stage.states()["welcome/x/1"] is State.UNCONFIRMED
    stage.play(until=timedelta(minutes=6))
    assert stage.texts("x") == ["This is welcome"]


@pytest.mark.parametrize("hours", [1, -1])
def test_a_step_of_the_clock_is_noticed_at_the_next_look(hours: int) -> None:
    clock, watch = Clock(), StepWatch()
    assert not watch.step(clock.moment())
    clock.forward(seconds=1)
    assert not watch.step(clock.moment())
    clock.forward(seconds=1)
    clock.set_by(hours=hours)
    assert watch.step(clock.moment()) == timedelta(hours=hours)
    assert not watch.step(clock.moment())


def test_another_run_of_the_machine_is_no_step() -> None:
    clock, watch = Clock(), StepWatch()
    watch.step(clock.moment())
    clock.boot, clock.skew = "second", timedelta(days=9)
    assert not watch.step(clock.moment())
