"""What is planned only after its time is looked for before it is sent: a ledger was removed, or a post renamed."""

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from campaigns import HEAD, NINE, Stage, post, staged
from deliveries import LOOKS, NOON, RECEIPT, moment, wish
from deliveries import row as delivery_row
from PIL import Image

from scheduler import delivery
from scheduler.delivery import Prepare, Review, Seek, Situation, Terms
from scheduler.models import Delivery, State
from scheduler.proof import compare, replay
from scheduler.sandbox import LOST, Answer

ON_FACEBOOK, ON_X = "channels: [facebook]", "channels: [x]"
PICTURE = "media: [{file: sea.jpg, alt: The sea}]"
DOWN = Answer(503, "<html>")
KEY = "welcome/facebook/1"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    Image.new("RGB", (640, 360)).save(tmp_path / "sea.jpg")
    with staged(tmp_path) as made:
        yield made


def half_an_hour_later_without_the_folder(stage: Stage) -> None:
    stage.start_over(minutes=30)


def row(stage: Stage, key: str = KEY) -> Delivery:
    return stage.ledger.deliveries()[key]


def flaws(stage: Stage) -> list[str]:
    return [flaw.what for flaw in replay(stage.ledger.history(), stage.ledger.deliveries())]


def retried(stage: Stage, key: str = KEY) -> None:
    assert stage.ledger.put(delivery.retried(row(stage, key), "Ann", stage.clock.now), stage.clock.now)


# --- the whole folder is removed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", ["", PICTURE, "link: https://example.org/week", f"link: https://a.org/b\n{PICTURE}"])
def test_what_went_out_before_the_ledger_was_removed_is_found_and_not_sent_again(stage: Stage, more: str) -> None:
    stage.write(post("welcome", more=more))
    stage.play()
    out = {seen.channel: seen.id for seen in stage.sandbox.seen()}
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    assert len(stage.sandbox.seen()) == 2
    rows = stage.ledger.deliveries().values()
    assert {row.channel: row.receipt.id for row in rows if row.receipt} == out
    assert {row.words for row in rows} == {"It was out already, from before this ledger knew of it."}
    assert flaws(stage) == []


def test_where_it_was_found_is_told(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stage.write(post("welcome", more=ON_X))
    stage.play()
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    receipt = row(stage, "welcome/x/1").receipt
    assert receipt
    assert f"is published: It was out already, from before this ledger knew of it. {receipt.url}" in caplog.text


def test_what_was_found_is_compared_with_its_account_like_all_others(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.play()
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    x = stage.dispatch.publisher.platform("x")
    assert list(compare(x, list(stage.ledger.deliveries().values()), stage.ledger.history())) == []
    receipt = row(stage, "welcome/x/1").receipt
    assert receipt
    x.delete(receipt)
    (flaw,) = compare(x, list(stage.ledger.deliveries().values()), stage.ledger.history())
    assert flaw.what == f"The account does not show it (any more): {receipt.url}"


def test_a_thread_that_was_half_out_is_finished_under_what_is_there(stage: Stage) -> None:
    text = "text: ''\nvariants: {x: {thread: [One, Two, Three]}}"
    stage.write(post("welcome", more=f"{ON_X}\n{text}"))
    stage.cycle()
    stage.cycle()
    assert stage.texts("x") == ["One", "Two"]
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    posts = stage.sandbox.seen()
    assert [seen.text for seen in posts] == ["One", "Two", "Three"]
    assert [seen.reply_to for seen in posts] == ["", posts[0].id, posts[1].id]


@pytest.mark.parametrize(("doubt", "first"), [(None, Prepare), (NOON, Seek)])
def test_a_late_part_is_looked_for_unless_the_part_before_it_was_sent_from_here(
    doubt: datetime | None, first: type
) -> None:
    """That one may have been tried with other words, and then found from before this ledger."""
    part = delivery_row(part=2, doubt=NOON)
    parent = delivery_row(State.PUBLISHED, attempts=1, receipt=RECEIPT, doubt=doubt)
    steps = delivery.work(part, Terms(owner="us", looks=LOOKS))
    assert isinstance(next(steps), Review)
    assert isinstance(steps.send(Situation(wish=wish(), parent=parent, open=True, now=moment())), first)


def test_what_is_not_there_is_sent_in_the_same_breath(stage: Stage) -> None:
    """Somebody approved it half an hour late."""
    stage.write(post("welcome", status="draft"), post("tomorrow", at="2023-11-07 09:00"))
    stage.cycle()
    stage.clock.now = NINE + timedelta(minutes=30)
    stage.write(post("welcome"), post("tomorrow", at="2023-11-07 09:00"))
    stage.cycle()
    assert stage.texts("x") == stage.texts("facebook") == ["This is welcome"]


@pytest.mark.parametrize("more", [ON_FACEBOOK, ON_X])
def test_it_waits_while_the_account_cannot_be_read(stage: Stage, more: str) -> None:
    stage.write(post("welcome", more=more))
    stage.play()
    half_an_hour_later_without_the_folder(stage)
    for channel in ("x", "facebook"):
        stage.sandbox.fail(channel, "read", DOWN, times=3)
    stage.cycle()
    (waits,) = stage.ledger.deliveries().values()
    assert (waits.state, waits.attempts) == (State.RETRYING, 0)
    stage.play()
    (found,) = stage.ledger.deliveries().values()
    assert (found.state, found.attempts, len(stage.sandbox.seen())) == (State.PUBLISHED, 0, 1)


@pytest.mark.parametrize("refusal", [Answer(429, "{}"), Answer(403, "{}")], ids=["a limit", "no permission"])
def test_only_what_is_to_be_looked_for_waits_where_the_account_may_not_be_read(stage: Stage, refusal: Answer) -> None:
    stage.write(post("late", at="2023-11-06 08:50", more=ON_X), post("due", more=ON_X))
    stage.sandbox.fail("x", "read", refusal, times=100)
    stage.cycle()
    stage.clock.now = NINE
    stage.cycle()
    assert stage.texts("x") == ["This is due"]
    late = row(stage, "late/x/1")
    assert (late.state, late.attempts, list(stage.ledger.paused())) == (State.RETRYING, 0, [])


def test_what_still_has_its_own_place_in_the_calendar_is_no_older_name(stage: Stage) -> None:
    same = f"text: Come all\n{ON_FACEBOOK}"
    stage.write(post("monday", more=same))
    stage.play()
    stage.clock.now = NINE + timedelta(hours=25, minutes=1)
    stage.write(post("monday", more=same), post("tuesday", "2023-11-07 10:00", more=same))
    stage.play()
    assert stage.texts("facebook") == ["Come all", "Come all"]


def test_a_channel_that_was_renamed_leaves_its_rows_behind_and_they_are_known(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_FACEBOOK))
    stage.play()
    stage.sandbox.show_after(timedelta(hours=1))
    renamed = HEAD.replace("  facebook: {", "  page: {") + post("welcome", more="channels: [page]")
    (stage.folder / "posts.yaml").write_text(renamed, encoding="utf-8")
    stage.clock.forward(minutes=1)
    stage.cycle()
    assert "welcome/facebook/1 says the same" in row(stage, "welcome/page/1").words


def test_a_picture_without_words_is_not_taken_for_what_was_sent_with_words(stage: Stage) -> None:
    stage.write(post("film", more=ON_FACEBOOK))
    stage.play()
    stage.clock.now = NINE + timedelta(minutes=31)
    bare = post("picture", "2023-11-06 09:30", more=f"{ON_FACEBOOK}\ntext: ''\n{PICTURE}")
    stage.write(post("film", more=ON_FACEBOOK), bare)
    stage.play()
    assert row(stage, "picture/facebook/1").state is State.PUBLISHED


def test_a_film_that_is_renamed_is_known_though_the_account_does_not_show_it_yet(stage: Stage) -> None:
    (film,) = (Path(__file__).parents[1] / "assets" / "submissions").rglob("*.mp4")
    shutil.copy(film, stage.folder / "film.mp4")
    more = f"{ON_FACEBOOK}\ntext: Come all\nmedia: [{{file: film.mp4, alt: A street}}]"
    stage.write(post("welcome", more=more))
    stage.play()
    stage.sandbox.show_after(timedelta(hours=1))
    stage.clock.forward(minutes=1)
    stage.write(post("renamed", more=more))
    stage.cycle()
    assert "welcome/facebook/1 says the same" in row(stage, "renamed/facebook/1").words
    assert len(stage.sandbox.seen()) == 1


def test_a_refusal_as_a_duplicate_after_a_look_in_vain_is_a_sign_to_look_again(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_X))
    stage.play()
    half_an_hour_later_without_the_folder(stage)
    stage.sandbox.show_after(timedelta(hours=2))
    stage.play(until=timedelta(minutes=5))
    assert row(stage, "welcome/x/1").state is State.UNCONFIRMED
    stage.sandbox.show_after(timedelta(0))
    stage.play()
    assert (row(stage, "welcome/x/1").state, len(stage.sandbox.seen())) == (State.PUBLISHED, 1)


def test_what_is_planned_in_time_is_not_looked_for(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "read", DOWN, times=100)
    stage.write(post("welcome", more=ON_FACEBOOK))
    stage.cycle()
    assert stage.texts("facebook") == ["This is welcome"]


def test_too_late_is_missed_without_a_look_and_a_retry_looks_first(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_FACEBOOK))
    stage.play()
    stage.clock.forward(hours=2)
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    assert row(stage).state is State.MISSED
    assert "Nobody looked whether it went out before this ledger knew of it." in row(stage).words
    retried(stage)
    stage.play()
    assert (row(stage).state, stage.texts("facebook")) == (State.PUBLISHED, ["This is welcome"])


def test_a_picture_without_words_is_given_to_a_person_where_another_one_is_to_be_seen(stage: Stage) -> None:
    stage.write(post("welcome", more=f"{ON_FACEBOOK}\ntext: ''\n{PICTURE}"))
    stage.play()
    half_an_hour_later_without_the_folder(stage)
    stage.play()
    (seen,) = stage.sandbox.seen()
    assert row(stage).state is State.FAILED
    assert f"the account shows something without words ({seen.url})" in row(stage).words
    retried(stage)
    stage.play()
    assert (row(stage).state, len(stage.sandbox.seen())) == (State.PUBLISHED, 2)


# --- it has another name ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [ON_FACEBOOK, f"{ON_FACEBOOK}\n{PICTURE}", f"{ON_X}\nlink: https://example.org/a"])
def test_a_post_that_is_renamed_after_it_went_out_is_given_to_a_person(stage: Stage, more: str) -> None:
    tags = HEAD.replace("  max_late", "  link_tags: {utm_campaign: week}\n  max_late")
    for name in ("welcome", "greeting"):
        text = tags + post(name, more=f"{more}\ntext: Good morning")
        (stage.folder / "posts.yaml").write_text(text, encoding="utf-8")
        stage.play()
        stage.clock.forward(seconds=20)
    assert len(stage.sandbox.seen()) == 1
    old, new = stage.ledger.deliveries().values()
    assert (old.state, new.state, new.post) == (State.PUBLISHED, State.FAILED, "greeting")
    assert old.receipt
    assert new.words.startswith(f"{old.key} says the same and is out already ({old.receipt.url}).")
    assert delivery.skipped(new, "Ann", stage.clock.now).state is State.CANCELLED
    assert flaws(stage) == []
    retried(stage, new.key)
    stage.play()
    assert row(stage, new.key).attempts == 1  # what the network says to the same words is its own affair


def test_a_post_that_is_renamed_while_its_answer_is_awaited_waits_for_it_too(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", LOST)
    stage.sandbox.show_after(timedelta(seconds=50))
    stage.write(post("welcome", more=f"{ON_FACEBOOK}\ntext: Good morning"))
    stage.cycle()
    stage.clock.forward(seconds=5)
    stage.write(post("greeting", more=f"{ON_FACEBOOK}\ntext: Good morning"))
    stage.play()
    assert stage.texts("facebook") == ["Good morning"]
    assert row(stage).state is State.PUBLISHED
    assert row(stage, "greeting/facebook/1").state is State.FAILED


def test_a_renamed_post_goes_out_once_its_first_name_is_known_not_to(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", Answer(500, {"error": {"code": 2, "message": "Later."}}))
    stage.write(post("welcome", more=f"{ON_FACEBOOK}\ntext: Good morning"))
    stage.cycle()
    stage.clock.forward(seconds=5)
    stage.write(post("greeting", more=f"{ON_FACEBOOK}\ntext: Good morning"))
    stage.play()
    assert stage.texts("facebook") == ["Good morning"]
    assert row(stage).state is State.CANCELLED
    assert row(stage, "greeting/facebook/1").state is State.PUBLISHED


def test_a_post_that_is_given_its_old_name_back_is_looked_for_too(stage: Stage) -> None:
    """It was planned under that name in time, withdrawn, and went out under the other."""
    for name, at in (("welcome", 0), ("greeting", 1), ("welcome", 2)):
        stage.clock.now = NINE + timedelta(minutes=(at - 1) * 10)
        stage.write(post(name, more=f"{ON_FACEBOOK}\ntext: Good morning"))
        stage.play(until=timedelta(minutes=1))
    stage.play()
    assert stage.texts("facebook") == ["Good morning"]


def test_a_channel_that_is_renamed_does_not_send_again_what_it_showed(stage: Stage) -> None:
    stage.write(post("welcome", more=ON_FACEBOOK))
    stage.play()
    known = stage.sandbox.environment()
    lines = [f"{name.replace('FACEBOOK', 'FB')}={value}\n" for name, value in known.items()]
    (stage.folder / ".env").write_text("".join(lines), encoding="utf-8")
    text = HEAD.replace("facebook: {", "fb: {") + post("welcome", more="channels: [fb]")
    (stage.folder / "posts.yaml").write_text(text, encoding="utf-8")
    stage.clock.forward(minutes=5)
    stage.play()
    assert stage.texts("facebook") == ["This is welcome"]
    assert row(stage, "welcome/fb/1").words.startswith("welcome/facebook/1 says the same and is out already")


def test_a_new_time_that_is_still_to_come_means_a_new_post(stage: Stage) -> None:
    stage.write(post("welcome", more=f"{ON_FACEBOOK}\ntext: Good morning\n{PICTURE}"))
    stage.play()
    stage.clock.forward(minutes=5)
    stage.write(post("greeting", more=f"{ON_FACEBOOK}\ntext: Good morning\n{PICTURE}"))
    stage.play()
    stage.write(post("greeting", at="2023-11-06 11:00", more=f"{ON_FACEBOOK}\ntext: Good morning\n{PICTURE}"))
    stage.play()
    assert stage.texts("facebook") == ["Good morning", "Good morning"]
