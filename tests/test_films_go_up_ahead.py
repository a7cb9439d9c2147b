"""A film is uploaded and worked on for minutes: that is done before its hour, so that its post is on time."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged

from scheduler.errors import Unavailable
from scheduler.films_ahead import FilmsAhead
from scheduler.models import Media, State
from scheduler.platforms.uploads import Uploads
from scheduler.sandbox import Answer

ON_X = "channels: [x]\nmedia: [{file: film.mp4, alt: A street}]"
DOWN = Answer(503, "<html>")
TEN_TO = NINE - timedelta(minutes=10)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    (film,) = (Path(__file__).parents[1] / "assets" / "submissions").rglob("*.mp4")
    shutil.copy(film, tmp_path / "film.mp4")
    with staged(tmp_path) as made:
        made.clock.now = TEN_TO
        yield made


def look(films: FilmsAhead) -> None:
    """Begins what is to go up, and waits for it."""
    films.look()
    for thread in threading.enumerate():
        if thread.name.startswith("film of "):
            thread.join()


def is_up(stage: Stage) -> bool:
    """Whether it can go out though X takes no upload at its hour."""
    stage.sandbox.fail("x", "media", DOWN, times=100)
    stage.clock.now = max(NINE, stage.clock.now)
    stage.cycle()
    return any(seen.channel == "x" for seen in stage.sandbox.seen())


def test_it_is_up_before_its_hour_and_its_post_needs_no_upload_then(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    assert stage.sandbox.seen() == ()
    assert is_up(stage)


def test_without_it_nothing_would_be_out_then(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    assert not is_up(stage)


def test_other_words_and_another_time_use_the_same_upload(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    stage.write(post("welcome", at="2023-11-06 08:55", more=f"text: Come all\n{ON_X}"))
    stage.cycle()
    assert is_up(stage)
    assert stage.texts("x") == ["Come all"]


def test_a_film_that_is_exchanged_goes_up_anew(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    films = FilmsAhead(stage.dispatch)
    look(films)
    with (stage.folder / "film.mp4").open("ab") as film:
        film.write(b"\0")
    stage.cycle()
    stage.clock.forward(minutes=3)
    look(films)
    assert is_up(stage)


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_nobody_approved_stays_here(stage: Stage, status: str) -> None:
    stage.write(post("welcome", status=status, more=ON_X))
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    stage.write(post("welcome", more=ON_X))
    assert not is_up(stage)


def test_nothing_goes_up_on_a_channel_that_is_paused(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.ledger.pause("x", "Sad news.", TEN_TO, "Ann")
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    stage.ledger.resume("x", TEN_TO, "Ann")
    assert not is_up(stage)


def test_nothing_goes_up_while_the_network_wants_nothing_of_the_account(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.ledger.rest("x", "X's limit is reached.", TEN_TO, NINE - timedelta(minutes=5))
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    assert not is_up(stage)


def test_what_failed_is_told_and_tried_again_a_while_later(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    films = FilmsAhead(stage.dispatch)
    stage.sandbox.fail("x", "media", DOWN)
    with caplog.at_level(logging.WARNING):
        look(films)
    assert "The film of welcome/x/1 cannot go up yet: " in caplog.text
    assert stage.states() == {"welcome/x/1": State.PLANNED}
    stage.clock.forward(minutes=3)
    look(films)
    assert is_up(stage)


@contextmanager
def somebody_saves_another_post(stage: Stage) -> Iterator[bool]:
    stage.write(post("welcome", more=ON_X), post("later", at="2023-11-07 09:00", more=ON_X))
    yield True


@contextmanager
def the_network_is_gone(stage: Stage) -> Iterator[bool]:
    with stage.sandbox.down():
        yield True


@pytest.mark.parametrize("happens", [somebody_saves_another_post, the_network_is_gone])
def test_what_could_not_leave_at_its_hour_needs_no_second_upload(
    stage: Stage, happens: Callable[[Stage], AbstractContextManager[bool]]
) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    look(FilmsAhead(stage.dispatch))
    stage.clock.now = NINE
    (row,) = stage.dispatch.agenda().rows
    stage.dispatch.work(row, lambda _: happens(stage))
    assert stage.texts("x") == []
    stage.clock.forward(seconds=2)
    assert is_up(stage)


# --- what went up -----------------------------------------------------------------------------------------------------


@pytest.fixture
def media(tmp_path: Path) -> Media:
    (tmp_path / "film.mp4").write_bytes(b"moving")
    return Media(file=tmp_path / "film.mp4", alt="A street")


def up_as(number: str) -> Callable[[Media], str]:
    return lambda _media: number


again = up_as("8")


def test_an_upload_is_for_one_post_only_until_that_has_left(media: Media) -> None:
    uploads = Uploads()
    assert (uploads.number("a/x/1", media, up_as("6")), uploads.number("b/x/1", media, up_as("7"))) == ("6", "7")
    uploads.used(["6"])
    assert (uploads.number("a/x/1", media, again), uploads.number("b/x/1", media, again)) == ("8", "7")


def test_it_is_not_used_once_its_network_may_have_dropped_it(media: Media) -> None:
    seconds = 0.0
    uploads = Uploads(lambda: seconds)
    uploads.number("a/x/1", media, up_as("7"))
    seconds = 13 * 3600
    assert uploads.number("a/x/1", media, again) == "8"


def test_whoever_needs_it_while_it_goes_up_waits_for_it(media: Media) -> None:
    uploads, going_up, may_end = Uploads(), threading.Event(), threading.Event()

    def upload(_media: Media) -> str:
        going_up.set()
        assert may_end.wait(60)
        return "7"

    with ThreadPoolExecutor(2) as threads:
        threads.submit(uploads.number, "a/x/1", media, upload)
        assert going_up.wait(60)
        taken = threads.submit(uploads.number, "a/x/1", media, again)
        may_end.set()
        assert taken.result(60) == "7"


def test_one_that_failed_is_not_there(media: Media) -> None:
    uploads = Uploads()

    def upload(_media: Media) -> str:
        raise Unavailable("It is down.")

    with pytest.raises(Unavailable):
        uploads.number("a/x/1", media, upload)
    assert uploads.number("a/x/1", media, again) == "8"


def test_of_a_file_that_is_gone_nothing_is_kept(media: Media) -> None:
    uploads = Uploads()
    media.file.unlink()
    uploads.number("a/x/1", media, up_as("7"))
    assert uploads.number("a/x/1", media, again) == "8"
