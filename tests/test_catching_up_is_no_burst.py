"""After the service was down, what was missed goes out one after the other, as slowly as each network likes."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

ON_X = "channels: [x]"
PACE = timedelta(seconds=9)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        made.dispatch.pace = {"x": PACE, "facebook": timedelta(0)}.__getitem__
        yield made


def times(stage: Stage) -> dict[str, timedelta]:
    """When each post came out on X, since the service came back."""
    return {seen.text.removeprefix("This is "): seen.at - NINE for seen in stage.sandbox.seen() if seen.channel == "x"}


def test_what_is_late_is_spaced_by_the_networks_pace(stage: Stage) -> None:
    stage.write(*(post(f"p{minute:02}", at=f"2023-11-06 08:{minute:02}", more=ON_X) for minute in range(20, 40)))
    stage.play()
    out = times(stage)
    assert list(out) == sorted(out)
    assert {later - earlier for earlier, later in pairwise(out.values())} == {PACE}


def test_what_is_on_time_does_not_wait_behind_what_is_late(stage: Stage) -> None:
    late = [post(f"late{minute}", at=f"2023-11-06 08:{minute}", more=ON_X) for minute in range(10, 50)]
    stage.write(*late, post("now", at="2023-11-06 09:02", more=ON_X))
    stage.play()
    assert times(stage)["now"] == timedelta(minutes=2)
    assert len(times(stage)) == 41


def test_many_on_time_are_not_spaced(stage: Stage) -> None:
    stage.write(*(post(f"p{number}", more=ON_X) for number in range(10)))
    stage.play()
    assert set(times(stage).values()) == {timedelta(0)}


def test_the_pace_holds_across_a_restart(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    stage.write(*(post(f"p{minute}", at=f"2023-11-06 08:{minute}", more=ON_X) for minute in range(10, 13)))
    stage.cycle()
    stage.clock.now = NINE
    stage.cycle()
    stage.restart()
    stage.dispatch.pace = {"x": PACE, "facebook": timedelta(0)}.__getitem__
    stage.cycle()
    assert len(times(stage)) == 1
