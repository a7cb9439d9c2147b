"""Edits, waits and failures that come between a decision and its deed."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged, wired
from PIL import Image

from scheduler import delivery
from scheduler.errors import LedgerError
from scheduler.ledger import Ledger
from scheduler.models import State
from scheduler.sandbox import LOST, Answer

ON_X = "channels: [x]"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def limit(minutes: int) -> Answer:
    """X's answer that nothing more of this account is wanted for so long."""
    reset = str(int((NINE + timedelta(minutes=minutes)).timestamp()))
    return Answer(429, {"title": "Too Many Requests"}, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": reset})


# --- the calendar is edited -----------------------------------------------------------------------------------------


def test_an_edit_before_the_hour_is_what_goes_out(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    stage.write(post("welcome"))
    stage.cycle()
    stage.write(post("welcome", more="text: Better words"))
    stage.play()
    assert stage.texts("x") == ["Better words"]


def test_an_edit_after_the_hour_sends_nothing_again(stage: Stage) -> None:
    stage.write(post("welcome"))
    stage.cycle()
    stage.write(post("welcome", at="2023-11-07 09:00", more="text: Better words"))
    stage.play(until=timedelta(days=3))
    assert stage.texts("x") == ["This is welcome"]
    assert all(standing.differs for standing in stage.dispatch.overview().standings)


def test_an_edit_while_the_answer_is_unclear_counts_as_soon_as_nothing_is_out(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", Answer(500, {"title": "Oops"}))
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    stage.write(post("welcome", status="cancelled", more=ON_X))
    stage.dispatch.follow()
    (row,) = stage.ledger.unsettled().values()
    looked_while_cancelled = delivery.after_look(row, None, None, stage.clock.moment(), (0.0,))
    stage.write(post("welcome", more=ON_X))
    stage.dispatch.follow()
    stage.ledger.put(looked_while_cancelled, stage.clock.now)
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_what_a_person_sends_again_although_it_must_not_go_out_is_held(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", Answer(400, {"detail": "No."}))
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    stage.write(post("welcome", more=f"{ON_X}\napproval: {{by: Ann, content: '00000000'}}"))
    stage.dispatch.follow()
    (row,) = stage.ledger.deliveries().values()
    stage.ledger.put(delivery.retried(row, "Ann", stage.clock.now), stage.clock.now)
    stage.play()
    assert stage.states() == {"welcome/x/1": State.HELD}


def test_a_broken_file_stops_nothing_that_is_known(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    stage.write(post("welcome"))
    stage.cycle()
    (stage.folder / "posts.yaml").write_text("posts: [")
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_file_that_is_broken_from_the_start_sends_and_cancels_nothing(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    stage.write(post("welcome"))
    stage.cycle()
    (stage.folder / "posts.yaml").write_text("posts: [")
    stage.restart()
    stage.play()
    assert set(stage.states().values()) == {State.PLANNED}
    stage.write(post("welcome"))
    stage.clock.now = NINE
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_post_taken_out_of_the_file_does_not_go_out(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    stage.write(post("welcome"), post("second"))
    stage.cycle()
    stage.write(post("second"))
    stage.play()
    assert stage.texts("x") == ["This is second"]
    assert stage.states()["welcome/x/1"] is State.CANCELLED


def test_what_was_held_for_a_missing_file_goes_out_when_the_file_is_there(stage: Stage) -> None:
    stage.write(post("welcome", at="2023-11-06 12:00", more=f"{ON_X}\nmedia: [{{file: sea.jpg, alt: The sea}}]"))
    stage.cycle()
    assert stage.states() == {"welcome/x/1": State.HELD}
    Image.new("RGB", (640, 360)).save(stage.folder / "sea.jpg")
    stage.clock.forward(seconds=10)
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_broken_file_and_a_reason_to_hold_end_in_held_not_in_a_loop(stage: Stage) -> None:
    Image.new("RGB", (640, 360)).save(stage.folder / "sea.jpg")
    stage.write(post("welcome", more=f"{ON_X}\nmedia: [{{file: sea.jpg, alt: The sea}}]"))
    stage.dispatch.catch_up()
    (stage.folder / "posts.yaml").write_text("posts: [")
    (stage.folder / "sea.jpg").unlink()
    stage.play()
    assert stage.states() == {"welcome/x/1": State.HELD}


def test_a_channel_that_is_taken_out_while_its_answer_is_unclear_needs_a_person(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", LOST)
    stage.write(post("welcome", more=ON_X))
    stage.cycle()
    calendar = (stage.folder / "posts.yaml").read_text()
    (stage.folder / "posts.yaml").write_text(
        calendar.replace("  x: {platform: x}\n", "").replace("[x]", "[facebook]").replace("09:00", "11:00")
    )
    stage.play(until=timedelta(hours=1))
    assert stage.states()["welcome/x/1"] is State.UNCONFIRMED
    assert "no channel 'x' any more" in stage.ledger.paused()["x"]


def test_a_channel_that_became_another_networks_while_its_answer_is_unclear_needs_a_person(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", LOST)
    stage.write(post("welcome"))
    stage.cycle()
    keys = {name.replace("X_", "FACEBOOK_", 1): key for name, key in stage.sandbox.environment().items()}
    (stage.folder / ".env").write_text("".join(f"{name}={key}\n" for name, key in keys.items()), encoding="utf-8")
    calendar = (stage.folder / "posts.yaml").read_text()
    (stage.folder / "posts.yaml").write_text(
        calendar.replace('{platform: facebook, page: "104000000000001"}', "{platform: x}")
    )
    stage.play(until=timedelta(hours=5))
    row = stage.ledger.deliveries()["welcome/facebook/1"]
    assert (row.state, row.wake) == (State.UNCONFIRMED, None)
    assert "Look there yourself, then resolve it." in row.words


# --- the ledger fails -----------------------------------------------------------------------------------------------


def test_an_edit_that_the_ledger_could_not_take_is_planned_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.write(post("welcome", at="2023-11-06 10:00", more=ON_X))
    stage.cycle()
    stage.write(post("welcome", at="2023-11-08 10:00", more=ON_X))
    with monkeypatch.context() as full_disk:
        full_disk.setattr(Ledger, "put_all", _refuse)
        with pytest.raises(LedgerError):
            stage.cycle()
    stage.play(until=timedelta(hours=3))
    assert stage.texts("x") == []
    stage.play(until=timedelta(days=3))
    assert stage.texts("x") == ["This is welcome"]


def _refuse(*_: object) -> None:
    raise LedgerError("The disk is full.")


# --- what waited in a lane ------------------------------------------------------------------------------------------


def test_what_waited_past_its_latest_time_is_missed(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.dispatch.catch_up()
    (row,) = stage.dispatch.agenda().rows
    stage.clock.forward(hours=3)
    assert stage.dispatch.work(row) is None
    stage.cycle()
    assert stage.states() == {"welcome/x/1": State.MISSED}


def test_what_waited_while_its_channel_was_paused_stays(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.dispatch.catch_up()
    (row,) = stage.dispatch.agenda().rows
    stage.ledger.pause("x", "Sad news this morning.", stage.clock.now)
    assert stage.dispatch.work(row) is None
    assert stage.states() == {"welcome/x/1": State.PLANNED}


def test_after_a_limit_of_the_account_nothing_else_that_was_due_is_tried(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", limit(minutes=10))
    stage.write(*(post(f"p{number}", more=ON_X) for number in range(5)))
    stage.cycle()
    assert stage.texts("x") == []
    stage.play(until=timedelta(minutes=20))
    assert len(stage.texts("x")) == 5


@pytest.mark.parametrize(("at", "status"), [("2023-11-10 09:00", "approved"), ("2023-11-06 09:00", "cancelled")])
def test_an_edit_of_the_post_that_met_the_limit_changes_nothing_for_the_others(
    stage: Stage, at: str, status: str
) -> None:
    stage.sandbox.fail("x", "create", limit(minutes=30))
    stage.write(post("first", more=ON_X), post("next", at="2023-11-06 09:10", more=ON_X))
    stage.cycle()
    stage.write(post("first", at=at, status=status, more=ON_X), post("next", at="2023-11-06 09:10", more=ON_X))
    stage.play(until=timedelta(minutes=29))
    assert stage.texts("x") == []
    stage.play(until=timedelta(minutes=31))
    assert stage.texts("x") == ["This is next"]


def test_an_address_that_cannot_be_is_told_and_pauses_its_channel(stage: Stage) -> None:
    stage.write(post("welcome"))
    stage.dispatch = wired(stage.folder, stage.sandbox, stage.clock, X_BASE_URL="localhost:80")
    stage.play(until=timedelta(hours=1))
    assert "X_BASE_URL" in stage.ledger.paused()["x"]
    assert stage.texts("facebook") == ["This is welcome"]


def test_a_thread_that_is_late_goes_out_whole_without_a_pause_between_its_parts(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(minutes=30)
    stage.write(post("story", more=f"{ON_X}\nvariants: {{x: {{thread: [one, two, three]}}}}"))
    stage.cycle()
    stage.clock.now = NINE + timedelta(minutes=30)
    stage.play(until=timedelta(seconds=5))
    assert stage.texts("x") == ["one", "two", "three"]


def test_hold_all_holds_also_what_comes_later_on_a_channel_that_nobody_knew(stage: Stage) -> None:
    stage.ledger.hold_all("Sad news this morning.", stage.clock.now, "Ann")
    stage.write(post("welcome"))
    stage.play()
    assert stage.sandbox.seen() == ()
    assert {each.words for each in stage.dispatch.overview().standings} == {"Sad news this morning."}
    stage.ledger.release_all(stage.clock.now, "Ann")
    stage.play()
    assert len(stage.sandbox.seen()) == 2


def test_a_record_that_cannot_be_read_holds_submissions_and_nothing_else(stage: Stage) -> None:
    (stage.folder / "safeguarding.jsonl").write_text("no record\n")
    stage.write(post("plain", more=ON_X), post("story", more=f"{ON_X}\nsubmission: amina"))
    stage.play()
    assert stage.texts("x") == ["This is plain"]
    assert stage.states()["story/x/1"] is State.HELD


def test_what_was_taken_off_the_calendar_after_it_went_out_is_said(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.play()
    stage.write(post("welcome", status="cancelled", more=ON_X))
    stage.play()
    (shown,) = stage.dispatch.overview().standings
    assert shown.differs
    assert "does not want it any more" in shown.words


def test_the_log_counts_looks_in_words(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stage.write(post("welcome", more="channels: [x]"))
    stage.sandbox.fail("x", "create", Answer(500, {"title": "Oops"}))
    stage.play()
    assert "welcome/x/1 is unconfirmed: looked once, it is not to be seen" in caplog.text
    assert "looked 2 times, it is not to be seen" in caplog.text
