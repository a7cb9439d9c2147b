"""A new ledger knows nothing of what went out just before, and the account may not show it yet: it waits once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged
from PIL import Image

from scheduler import deciding
from scheduler.models import Delivery, State
from scheduler.proof import replay

ON_FACEBOOK, ON_X = "channels: [facebook]", "channels: [x]"
WITH_PICTURE = f"{ON_FACEBOOK}\nmedia: [{{file: sea.jpg, alt: The sea}}]"
"""Facebook does not refuse that as something which it has already."""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    Image.new("RGB", (640, 360)).save(tmp_path / "sea.jpg")
    with staged(tmp_path) as made:
        yield made


def row(stage: Stage) -> Delivery:
    return stage.ledger.deliveries()["welcome/facebook/1"]


def test_a_new_ledger_waits_for_what_the_account_does_not_show_yet(stage: Stage) -> None:
    """Somebody removed `.scheduler` right after it went out, and started again."""
    stage.sandbox.show_after(timedelta(minutes=2))
    stage.write(post("welcome", more=ON_FACEBOOK))
    stage.play(until=timedelta(0))
    stage.start_over(minutes=1)
    stage.cycle()
    assert (row(stage).state, row(stage).attempts) == (State.RETRYING, 0)
    assert "the account may not show yet what was sent just before" in row(stage).words
    stage.play()
    assert (row(stage).state, len(stage.sandbox.seen())) == (State.PUBLISHED, 1)


def is_withdrawn_and_approved_again(stage: Stage) -> None:
    stage.write(post("welcome", status="draft", more=WITH_PICTURE))
    stage.cycle()
    stage.write(post("welcome", more=WITH_PICTURE))


def lands_on_a_channel_that_is_resumed(stage: Stage) -> None:
    stage.ledger.pause("facebook", "Sad news.", stage.clock.now, "Ann")
    deciding.resume(stage.ledger, "facebook", by="Ann", now=stage.clock.now)


@pytest.mark.parametrize("it", [is_withdrawn_and_approved_again, lands_on_a_channel_that_is_resumed])
def test_the_wait_in_a_new_ledger_is_as_long_whatever_happens_to_a_post(
    stage: Stage, it: Callable[[Stage], None]
) -> None:
    stage.sandbox.show_after(timedelta(minutes=3))
    stage.write(post("welcome", more=WITH_PICTURE))
    stage.play(until=timedelta(0))
    stage.start_over(minutes=1)
    stage.cycle()
    stage.clock.forward(minutes=1)
    it(stage)
    stage.play()
    assert (row(stage).state, len(stage.sandbox.seen())) == (State.PUBLISHED, 1)


def test_what_a_new_ledger_waited_for_in_vain_is_sent(stage: Stage) -> None:
    stage.clock.now = NINE + timedelta(minutes=30)
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    assert stage.texts("x") == []
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    assert stage.clock.now - NINE == timedelta(minutes=40)  # it is read once more a while after


def test_who_has_looked_need_not_wait(stage: Stage) -> None:
    stage.clock.now = NINE + timedelta(minutes=30)
    stage.write(post("welcome", more=ON_X), post("found", more=ON_X))
    stage.play(until=timedelta(0))
    assert "scheduler resolve welcome/x/1 --not-out" in stage.ledger.deliveries()["welcome/x/1"].words
    deciding.resolve_not_out(stage.ledger, "welcome/x/1", by="Ann", now=stage.clock.now)
    deciding.resolve_out(stage.ledger, "found/x/1", "https://x.com/i/web/status/7", by="Ann", now=stage.clock.now)
    stage.cycle()
    assert stage.texts("x") == ["This is welcome"]
    assert set(stage.states().values()) == {State.PUBLISHED}
    assert list(replay(stage.ledger.history(), stage.ledger.deliveries())) == []


def test_a_new_time_does_not_wait_for_what_a_ledger_before_may_have_sent(stage: Stage) -> None:
    stage.clock.now = NINE + timedelta(minutes=30)
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    stage.write(post("welcome", at="2023-11-06 09:31", more=ON_X))
    stage.cycle()
    stage.clock.forward(minutes=1)
    stage.cycle()
    assert stage.texts("x") == ["This is welcome"]
