"""The whole path from posts.yaml to what followers see, on real files, a real ledger and sandbox networks over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged, wired
from PIL import Image

from scheduler import delivery
from scheduler.calendar_file import approve, load
from scheduler.models import Prepared, State
from scheduler.sandbox import GARBAGE, LOST, RESET, Answer, Fault
from scheduler.submissions import RECORD_FILE, Record

BOTH = ["welcome/facebook/1", "welcome/x/1"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def test_an_approved_post_goes_out_at_its_hour_and_not_before(stage: Stage) -> None:
    stage.write(post("welcome"))
    stage.clock.now = NINE - timedelta(seconds=1)
    stage.cycle()
    assert stage.sandbox.seen() == ()
    stage.clock.now = NINE
    stage.cycle()
    assert stage.texts("x") == stage.texts("facebook") == ["This is welcome"]
    assert stage.states() == dict.fromkeys(BOTH, State.PUBLISHED)


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_nobody_approved_stays_at_home(stage: Stage, status: str) -> None:
    stage.write(post("welcome", status=status))
    stage.play()
    assert stage.sandbox.seen() == ()


@pytest.mark.parametrize("fault", [LOST, GARBAGE, RESET, Answer(500, {}), Answer(503, "<html>")])
@pytest.mark.parametrize("times", [1, 3])
def test_whatever_happens_to_the_answer_it_appears_exactly_once(stage: Stage, fault: Fault, times: int) -> None:
    for channel in ("x", "facebook"):
        stage.sandbox.fail(channel, "create", fault, times)
    stage.write(post("welcome"))
    stage.play()
    assert stage.texts("x") == stage.texts("facebook") == ["This is welcome"]
    assert set(stage.states().values()) == {State.PUBLISHED}


def test_an_answer_lost_together_with_the_read_back_is_not_sent_again_meanwhile(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", LOST)
    stage.sandbox.fail("x", "read", Answer(503, "<html>"), times=4)
    stage.write(post("welcome", more="channels: [x]"))
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    assert stage.states() == {"welcome/x/1": State.PUBLISHED}


def test_an_account_that_can_never_be_read_back_goes_to_a_person(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", LOST)
    stage.sandbox.fail("x", "read", Answer(503, "<html>"), times=10_000)
    stage.write(post("welcome", more="channels: [x]"))
    stage.play()
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert (row.state, row.wake) == (State.UNCONFIRMED, None)
    assert "Look there yourself" in row.words
    stage.ledger.put(
        delivery.resolved_out(row, "https://x.com/i/web/status/7", "Ann", stage.clock.now), stage.clock.now
    )
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    assert stage.states() == {"welcome/x/1": State.PUBLISHED}


@pytest.mark.parametrize("done", [True, False])
def test_a_crash_between_intent_and_answer_is_looked_into_never_repeated_blindly(stage: Stage, done: bool) -> None:
    """The row says `publishing`, and nobody knows more: with or without the post on the account."""
    stage.write(post("welcome", more="channels: [x]"))
    stage.dispatch.catch_up()
    row = stage.ledger.deliveries()["welcome/x/1"]
    prepared = Prepared(request={"text": "This is welcome"})
    stage.ledger.put(delivery.armed(row, prepared, "this service", stage.clock.now), stage.clock.now)
    if done:
        stage.dispatch.publisher.platform("x").publish(prepared, "k")
    stage.restart()
    stage.play()
    assert stage.texts("x") == ["This is welcome"]
    events = [event.state for event in stage.ledger.history("welcome/x/1")]
    assert events[:3] == [State.PLANNED, State.PUBLISHING, State.UNCONFIRMED]
    assert events.count(State.PUBLISHING) == (1 if done else 2)


def test_pictures_and_cards_go_with_it(stage: Stage) -> None:
    Image.new("RGB", (800, 800), "teal").save(stage.folder / "a.jpg")
    card = "card: {quote: I love this work., name: Ann, lang: en}\nmedia: [{file: a.jpg, alt: A square}]"
    stage.write(post("welcome", more=card))
    stage.cycle()
    for seen in stage.sandbox.seen():
        drawn, photo = seen.pictures
        assert "I love this work." in drawn.alt
        assert photo.data == (stage.folder / "a.jpg").read_bytes()
        assert photo.alt == "A square"


def test_a_photo_leaves_without_its_place(stage: Stage) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera at home"
    Image.new("RGB", (80, 80), "red").save(stage.folder / "a.jpg", exif=exif)
    stage.write(post("welcome", more="media: [{file: a.jpg, alt: Red}]"))
    stage.cycle()
    assert len(stage.sandbox.seen()) == 2
    assert not any(b"A camera at home" in picture.data for seen in stage.sandbox.seen() for picture in seen.pictures)


def test_a_thread_goes_out_in_order_each_part_once(stage: Stage) -> None:
    stage.write(post("welcome", more="variants:\n  x: {thread: [one, two, three]}"))
    stage.sandbox.fail("x", "create", LOST)
    stage.play()
    assert stage.texts("x") == ["one", "two", "three"]
    one, two, three = (seen for seen in stage.sandbox.seen() if seen.channel == "x")
    assert (two.reply_to, three.reply_to) == (one.id, two.id)


def test_the_rest_of_a_thread_waits_when_a_part_is_refused(stage: Stage) -> None:
    stage.write(post("welcome", more="variants:\n  x: {thread: [one, two, three]}"))
    stage.sandbox.fail("x", "create", Answer(400, {"title": "Invalid Request", "detail": "No."}))
    stage.play(until=timedelta(hours=1))
    assert stage.texts("x") == []
    assert stage.states()["welcome/x/2"] is State.PLANNED
    (second,) = (each for each in stage.dispatch.overview().standings if each.row.key == "welcome/x/2")
    assert second.words == "It waits for part 1, which is failed."


def test_a_channel_in_trouble_never_delays_another(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", Answer(402, {"title": "Payment Required", "detail": "credits depleted"}))
    stage.write(post("welcome"), post("second", at="2023-11-06 09:05"))
    stage.play()
    assert stage.texts("facebook") == ["This is welcome", "This is second"]
    assert stage.texts("x") == []
    assert "credits depleted" in stage.ledger.paused()["x"]
    states = stage.states()
    assert (states["welcome/x/1"], states["second/x/1"]) == (State.RETRYING, State.PLANNED)


def test_a_paused_channel_goes_on_with_its_queue_when_it_is_resumed(stage: Stage) -> None:
    stage.write(post("welcome"), post("second", at="2023-11-06 09:05"))
    stage.ledger.pause("x", "A person paused it.", stage.clock.now)
    stage.play()
    stage.clock.forward(minutes=10)
    stage.play()
    assert stage.texts("x") == []
    stage.ledger.resume("x", stage.clock.now, "Ann")
    stage.play()
    assert stage.texts("x") == ["This is welcome", "This is second"]


def test_a_limit_is_waited_out_as_the_network_says(stage: Stage) -> None:
    reset = NINE + timedelta(minutes=10)
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(reset.timestamp()))}
    stage.sandbox.fail("x", "create", Answer(429, {"title": "Too Many Requests"}, headers))
    stage.write(post("welcome", more="channels: [x]"))
    stage.cycle()
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert (row.state, row.wake, row.words) == (State.RETRYING, reset, "Too Many Requests")
    stage.play()
    assert stage.sandbox.seen()[0].at == reset


def test_a_wait_that_the_network_asked_for_is_told_for_all_that_waits(stage: Stage) -> None:
    reset = str(int((NINE + timedelta(minutes=10)).timestamp()))
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": reset}
    stage.sandbox.fail("x", "create", Answer(429, {"title": "Too Many Requests"}, headers))
    stage.write(post("first"), post("second", at="2023-11-06 09:00:30"))
    stage.play(until=timedelta(minutes=1))
    assert stage.sandbox.seen()[0].channel == "facebook"
    told = {each.row.key: each.words for each in stage.dispatch.overview().standings if each.row.channel == "x"}
    assert told == {
        "first/x/1": "Too Many Requests. Next try: 2023-11-06 14:10:00 UTC.",
        "second/x/1": "Next try: 2023-11-06 14:10:00 UTC.",
    }
    stage.write(post("first"), post("second", at="2023-11-06 09:00:30"), post("third", at="2023-11-07 09:00"))
    stage.play(until=timedelta(hours=1))
    assert stage.texts("x") == ["This is first", "This is second"]
    (third,) = (each for each in stage.dispatch.overview().standings if each.row.key == "third/x/1")
    assert third.words == ""  # the wait is over: it is just not due yet


def test_a_post_found_too_late_is_missed_until_a_person_sends_it(stage: Stage) -> None:
    stage.write(post("welcome", more="channels: [x]"))
    stage.clock.forward(hours=3)
    stage.play()
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert row.state is State.MISSED
    stage.ledger.put(delivery.retried(row, "Ann", stage.clock.now), stage.clock.now)
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_an_outage_is_survived_and_told(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "media", Answer(503, "<html>"), times=5)
    Image.new("RGB", (80, 80)).save(stage.folder / "a.jpg")
    stage.write(post("welcome", more="media: [{file: a.jpg, alt: Dark}]"))
    stage.play()
    assert len(stage.texts("facebook")) == 1
    words = [event.words for event in stage.ledger.history("welcome/facebook/1") if event.state is State.RETRYING]
    assert len(words) == 5


# --- edits ---------------------------------------------------------------------------------------------------------


def test_what_was_changed_after_its_approval_is_held(stage: Stage) -> None:
    stage.write(post("welcome", status="draft"))
    file = stage.folder / "posts.yaml"
    approve(file, ["welcome"], by="Ann", at=datetime(2023, 10, 30, tzinfo=UTC))
    file.write_text(file.read_text().replace("This is welcome", "This was never approved"))
    stage.play()
    assert stage.sandbox.seen() == ()
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert (row.state, row.words) == (State.HELD, "It was changed after Ann approved it. Approve it again.")


def test_a_picture_exchanged_after_planning_is_noticed_before_it_goes_out(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    Image.new("RGB", (80, 80), "red").save(stage.folder / "a.jpg")
    stage.write(post("welcome", status="draft", more="media: [{file: a.jpg, alt: A colour}]"))
    approve(stage.folder / "posts.yaml", ["welcome"], by="Ann", at=stage.clock.now)
    stage.cycle()
    Image.new("RGB", (80, 80), "blue").save(stage.folder / "a.jpg")
    stage.play()
    assert stage.sandbox.seen() == ()
    assert set(stage.states().values()) == {State.HELD}


def test_what_check_calls_an_error_is_held_with_its_words(stage: Stage) -> None:
    stage.write(post("welcome", more="channels: [x]\ntext: " + "long " * 80))
    stage.play()
    assert stage.states() == {"welcome/x/1": State.HELD}
    assert "too long for X" in stage.ledger.deliveries()["welcome/x/1"].words


def test_an_approved_post_without_a_time_is_held_not_forgotten(stage: Stage) -> None:
    stage.write(post("welcome").replace("    at: 2023-11-06 09:00\n", ""))
    stage.play()
    row = stage.ledger.deliveries()["welcome/x/1"]
    assert (row.state, row.words) == (State.HELD, "It has no time. Give it at: or slot:.")


def test_what_is_wrong_on_one_channel_holds_it_only_there(stage: Stage) -> None:
    stage.write(post("welcome", more=f"text: {'word ' * 60}"))
    stage.play()
    assert stage.states() == {"welcome/facebook/1": State.PUBLISHED, "welcome/x/1": State.HELD}


def test_of_two_that_say_the_same_within_a_day_the_second_is_held(stage: Stage) -> None:
    stage.write(
        post("late", at="2023-11-06 12:00", more="text: Thank you all"),
        post("early", more="text: Thank you all\nchannels: [x]"),
    )
    stage.play()
    assert stage.texts("x") == ["Thank you all"]
    rows = stage.ledger.deliveries()
    assert {rows["early/x/1"].state, rows["late/facebook/1"].state} == {State.PUBLISHED}
    assert rows["late/x/1"].state is State.HELD
    assert "exactly what early says" in rows["late/x/1"].words


def test_no_picture_goes_out_without_words_for_those_who_cannot_see_it(stage: Stage) -> None:
    Image.new("RGB", (640, 360)).save(stage.folder / "sea.jpg")
    stage.write(post("welcome", more="media: [{file: sea.jpg}]"))
    stage.play()
    assert stage.sandbox.seen() == ()
    assert "alt text" in stage.ledger.deliveries()["welcome/x/1"].words


def test_withdrawn_consent_holds_at_once(stage: Stage) -> None:
    stage.clock.now = NINE - timedelta(hours=1)
    record = Record(stage.folder / RECORD_FILE)
    record.consent("amina", by="Ann", uses="all", now=stage.clock.now)
    stage.write(post("welcome", more="submission: amina"))
    stage.cycle()
    assert set(stage.states().values()) == {State.PLANNED}
    record.withdraw("amina", by="Ann", why="She asked.", now=stage.clock.now)
    stage.play()
    assert stage.sandbox.seen() == ()
    assert set(stage.states().values()) == {State.HELD}


def test_without_keys_it_is_said_by_name_and_nothing_is_lost(stage: Stage) -> None:
    stage.write(post("welcome", more="channels: [x]"))
    stage.ledger.close()
    stage.dispatch = wired(stage.folder, stage.sandbox, stage.clock, X_API_KEY="", X_ACCESS_TOKEN="")
    stage.play()
    assert "X_API_KEY is not set" in stage.ledger.paused()["x"]
    stage.ledger.resume("x", stage.clock.now, "Ann")
    stage.restart()
    stage.play()
    assert stage.texts("x") == ["This is welcome"]


def test_a_key_that_is_mended_while_the_service_runs_is_used_at_once(stage: Stage) -> None:
    keys = "".join(f"{name}={value}\n" for name, value in stage.sandbox.environment().items())
    (stage.folder / ".env").write_text(keys.replace("FACEBOOK_PAGE_TOKEN=", "FACEBOOK_PAGE_TOKEN=old"))
    stage.dispatch = wired(stage.folder, stage.sandbox, stage.clock, environment=False)
    stage.write(post("welcome"))
    stage.play(until=timedelta(hours=1))
    assert "facebook" in stage.ledger.paused()
    (stage.folder / ".env").write_text(keys)
    stage.ledger.resume("facebook", stage.clock.now, "Ann")
    stage.play(until=timedelta(hours=1))
    assert set(stage.states().values()) == {State.PUBLISHED}


def test_a_key_that_is_mended_in_a_file_of_its_own_is_used_at_once(stage: Stage) -> None:
    token = stage.folder / "token.txt"
    token.write_text("old")
    place = stage.folder, stage.sandbox, stage.clock
    stage.dispatch = wired(*place, FACEBOOK_PAGE_TOKEN="", FACEBOOK_PAGE_TOKEN_FILE=token.name)
    stage.write(post("welcome", more="channels: [facebook]"))
    stage.play(until=timedelta(hours=1))
    assert "facebook" in stage.ledger.paused()
    token.write_text(stage.sandbox.environment()["FACEBOOK_PAGE_TOKEN"])
    stage.ledger.resume("facebook", stage.clock.now, "Ann")
    stage.play(until=timedelta(hours=1))
    assert set(stage.states().values()) == {State.PUBLISHED}


def test_a_row_that_somebody_else_took_is_left_to_them(stage: Stage) -> None:
    stage.write(post("welcome", more="channels: [x]"))
    stage.dispatch.catch_up()
    (row,) = stage.dispatch.agenda().rows
    assert stage.ledger.put(replace(row, words="taken"), stage.clock.now)
    assert stage.dispatch.work(row) is None
    assert stage.sandbox.seen() == ()


def test_what_followers_see_is_what_was_composed(stage: Stage) -> None:
    stage.write(
        post("welcome", more='text: |\n  Hello “all” & ሰላም مرحبا 👩🏾‍🏫\n\n  Second line\nlink: "https://e.org/?a=1"')
    )
    stage.cycle()
    calendar = load(stage.folder / "posts.yaml")
    assert calendar.posts[0].link == "https://e.org/?a=1"
    assert stage.texts("x") == ["Hello “all” & ሰላም مرحبا 👩🏾‍🏫\n\nSecond line\n\nhttps://e.org/?a=1"]
