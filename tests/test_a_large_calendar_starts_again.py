"""A calendar large enough to be remembered: after a crash the service goes on with it as with any other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import Stage, post, staged

from scheduler.models import State
from scheduler.submissions import RECORD_FILE

MANY = [post(f"later-{number}", f"2023-11-08 {number % 24:02}:{number // 24 % 60:02}") for number in range(1_200)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def test_what_is_edited_between_two_starts_goes_out_as_edited(stage: Stage) -> None:
    stage.write(post("now"), *MANY)
    stage.play(until=timedelta(minutes=5))
    stage.write(post("now"), post("later-0", "2023-11-06 09:10", more="text: Edited meanwhile"), *MANY[2:])
    stage.restart()
    stage.clock.forward(minutes=10)
    stage.play(until=timedelta(minutes=5))
    assert stage.texts("x") == ["This is now", "Edited meanwhile"]
    assert stage.texts("facebook") == ["This is now", "Edited meanwhile"]
    states = stage.states()
    assert states.pop("later-1/x/1") is states.pop("later-1/facebook/1") is State.CANCELLED
    out = {key for key, state in states.items() if state is State.PUBLISHED}
    assert out == {"now/x/1", "now/facebook/1", "later-0/x/1", "later-0/facebook/1"}
    assert sum(state is State.PLANNED for state in states.values()) == 2 * len(MANY[2:])


def test_what_is_remembered_goes_out_at_its_hour(stage: Stage) -> None:
    stage.write(*MANY)
    stage.cycle()
    assert (stage.folder / ".scheduler" / "outlines").exists()
    stage.restart()
    stage.clock.forward(hours=39)
    stage.play(until=timedelta(minutes=3))
    assert sorted(stage.texts("x")) == ["This is later-0", "This is later-24", "This is later-48", "This is later-72"]


def test_saving_the_file_or_the_record_is_seen_at_a_glance(stage: Stage) -> None:
    stage.write(post("now"))
    glances = [stage.dispatch.glance(), stage.dispatch.glance()]
    assert glances[0] == glances[1]
    stage.write(post("now"), post("new"))
    glances.append(stage.dispatch.glance())
    (stage.folder / RECORD_FILE).write_text("")
    glances.append(stage.dispatch.glance())
    assert len(set(glances)) == 3
