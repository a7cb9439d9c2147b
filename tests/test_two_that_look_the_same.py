"""Pictures without words look the same in what X shows: of two without an answer, none passes for the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from campaigns import Stage, post, staged
from PIL import Image

from scheduler import deciding
from scheduler.models import State
from scheduler.sandbox import LOST, Answer

UNCLEAR = Answer(500, {"title": "Oops"})
ONE, OTHER = "one/x/1", "other/x/1"


def picture(name: str) -> str:
    return post(name, more=f"channels: [x]\ntext: ''\nmedia: [{{file: {name}.jpg, alt: The sea}}]")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """X has taken the first, and not the second; it says neither."""
    for name in ("one", "other"):
        Image.new("RGB", (640, 360)).save(tmp_path / f"{name}.jpg")
    with staged(tmp_path) as made:
        made.write(picture("one"), picture("other"))
        made.sandbox.fail("x", "create", LOST)
        made.sandbox.fail("x", "create", UNCLEAR)
        made.cycle()
        made.clock.forward(seconds=1)
        yield made


def test_one_post_is_not_two_deliveries_receipt(stage: Stage) -> None:
    with ThreadPoolExecutor(2) as lanes:
        list(lanes.map(stage.dispatch.work, stage.dispatch.agenda().rows))
    assert stage.states() == {ONE: State.UNCONFIRMED, OTHER: State.UNCONFIRMED}


def test_a_person_is_asked_which_of_them_is_out_and_nothing_is_lost_or_doubled(stage: Stage) -> None:
    stage.play()
    (seen,) = stage.sandbox.seen()
    rows = stage.ledger.deliveries()
    assert all(row.wake is None for row in rows.values())
    assert f"/{seen.id} may be that of {OTHER}." in rows[ONE].words
    deciding.resolve_out(stage.ledger, ONE, seen.url, by="Ann", now=stage.clock.now)
    deciding.resolve_not_out(stage.ledger, OTHER, by="Ann", now=stage.clock.now)
    stage.play()
    assert stage.states() == {ONE: State.PUBLISHED, OTHER: State.PUBLISHED}
    assert len(stage.sandbox.seen()) == 2


def test_once_one_is_settled_the_other_is_told_by_itself(stage: Stage) -> None:
    (seen,) = stage.sandbox.seen()
    deciding.resolve_out(stage.ledger, ONE, seen.url, by="Ann", now=stage.clock.now)
    stage.play()
    assert stage.states() == {ONE: State.PUBLISHED, OTHER: State.PUBLISHED}
    assert len(stage.sandbox.seen()) == 2
