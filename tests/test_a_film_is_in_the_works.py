"""Facebook works on a film for a while before anybody sees it: until then nothing proves that it is not out."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

from scheduler.models import State
from scheduler.sandbox import LOST, Answer

FILM = "channels: [facebook]\nmedia: [{file: film.mp4, alt: A street}]"
UNCLEAR = Answer(500, {"error": {"code": 2, "message": "Later."}})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    (film,) = (Path(__file__).parents[1] / "assets" / "submissions").rglob("*.mp4")
    shutil.copy(film, tmp_path / "film.mp4")
    with staged(tmp_path) as made:
        made.write(post("welcome", more=FILM))
        yield made


def test_a_film_without_an_answer_is_not_sent_again_while_it_may_be_in_the_works(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", LOST)
    stage.sandbox.show_after(timedelta(minutes=20))
    stage.play()
    assert (stage.states(), len(stage.sandbox.seen())) == ({"welcome/facebook/1": State.PUBLISHED}, 1)


def test_it_is_found_soon_after_it_can_be_seen(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", LOST)
    stage.sandbox.show_after(timedelta(minutes=3))
    stage.play()
    assert stage.clock.now - NINE < timedelta(minutes=6)


def test_a_film_that_is_not_there_after_that_is_sent_again(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", UNCLEAR)
    stage.play()
    assert (stage.states(), len(stage.sandbox.seen())) == ({"welcome/facebook/1": State.PUBLISHED}, 1)
