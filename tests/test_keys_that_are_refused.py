"""X says 401: a person is told at once, and only what lasts half an hour, which no outage has, is called dead."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

from scheduler.alerts import Alert, Scene, causes
from scheduler.models import State

ON_X = "channels: [x]"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """X refuses the keys, at the post and at the harmless question after it."""
    with staged(tmp_path) as made:
        made.sandbox.revoke("x")
        made.write(post("welcome", more=ON_X), post("later", at="2023-11-06 09:10", more=ON_X))
        made.cycle()
        yield made


def alerts(stage: Stage) -> list[Alert]:
    ledger, now = stage.ledger, stage.clock.now
    scene = Scene(campaign="W", now=now, rows=tuple(ledger.for_alerts(now).values()), pauses=ledger.pauses())
    return list(causes(scene).values())


def test_a_person_is_told_at_once_what_may_be_wrong_and_what_waits(stage: Stage) -> None:
    (alert,) = alerts(stage)
    assert (alert.cause, alert.title) == ("paused/x", "x rests")
    assert "It may be an outage of X: the keys are tried once more in 30 minutes." in alert.what
    assert "1 post should be out already: welcome/x/1." in alert.what
    assert alert.remedy == "It goes on by itself Mon 06 Nov 14:30 UTC. Sooner, when it is mended: scheduler resume x"
    assert stage.ledger.paused() == {}


def test_keys_that_are_refused_once_more_after_half_an_hour_are_dead_which_is_told_anew(stage: Stage) -> None:
    (before,) = alerts(stage)
    stage.play()
    assert stage.clock.now == NINE + timedelta(minutes=30)
    (alert,) = alerts(stage)
    assert (alert.cause, alert.title) == ("paused/x", "x is paused")
    assert alert.mark != before.mark
    assert "put new ones into .env, then resume" in alert.what
    assert stage.states() == {"welcome/x/1": State.RETRYING, "later/x/1": State.PLANNED}


def test_an_outage_that_is_over_by_then_leaves_nothing_behind(stage: Stage) -> None:
    stage.clock.forward(minutes=20)
    stage.sandbox.accept("x")
    stage.play()
    assert sorted(stage.texts("x")) == ["This is later", "This is welcome"]
    assert alerts(stage) == []


def test_resuming_the_channel_ends_the_alert(stage: Stage) -> None:
    stage.sandbox.accept("x")
    stage.clock.forward(minutes=1)
    stage.ledger.resume("x", stage.clock.now, "Ann")
    stage.cycle()
    assert alerts(stage) == []
