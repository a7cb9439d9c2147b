"""A post that shows up on the account only after it was given up, and sent again: both are named, a person decides."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import Stage, post, staged
from PIL import Image

from scheduler import delivery
from scheduler.alerts import Scene, causes
from scheduler.models import State
from scheduler.sandbox import LOST

KEY = "welcome/facebook/1"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Facebook takes the post, its answer is lost, and it shows nothing for longer than anybody waits."""
    with staged(tmp_path) as made:
        made.sandbox.show_after(timedelta(minutes=7))
        made.sandbox.fail("facebook", "create", LOST)
        Image.new("RGB", (640, 360)).save(tmp_path / "sea.jpg")
        made.write(post("welcome", more="channels: [facebook]\nmedia: [{file: sea.jpg, alt: The sea}]"))
        made.play(until=timedelta(minutes=5, seconds=1))
        yield made


def test_the_account_is_read_once_more_and_both_addresses_are_told(stage: Stage) -> None:
    stage.play()
    row = stage.ledger.deliveries()[KEY]
    assert row.twice
    assert row.receipt
    assert row.twice != row.receipt.url
    assert "It is out twice" in row.words
    rows = tuple(stage.ledger.for_alerts(stage.clock.now).values())
    assert [alert.title for alert in causes(Scene(campaign="W", now=stage.clock.now, rows=rows)).values()] == [
        f"{KEY} is out twice"
    ]


def test_whoever_took_one_down_says_which_one_stays(stage: Stage) -> None:
    stage.play()
    row = stage.ledger.deliveries()[KEY]
    settled = delivery.resolved_out(row, row.twice, "Ann", stage.clock.now)
    assert (settled.state, settled.twice) == (State.PUBLISHED, "")
    assert settled.receipt
    assert settled.receipt.url == row.twice
