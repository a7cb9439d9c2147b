"""Whatever goes wrong, at whichever step: the right state, the network's own words, and never a second copy."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from campaigns import CHANNELS, NINE, Clock, Stage, post, staged, wired
from failure_tables import LATER, MISSED, PERMANENT, PERSON, ROWS, SOON, UNCLEAR, Outcome, Row, minutes
from PIL import Image

from scheduler.models import Delivery, State
from scheduler.platforms import wire, x
from scheduler.sandbox import DRIP, HANG, LAST, LATE, LOST, Answer, Fault, Sandbox

NETWORKS = ("x", "facebook")
PICTURE = "media:\n  - {file: sea.jpg, alt: The sea at dawn}"
FIRST = {
    SOON: State.RETRYING,
    LATER: State.RETRYING,
    MISSED: State.RETRYING,
    PERSON: State.RETRYING,
    PERMANENT: State.FAILED,
    UNCLEAR: State.UNCONFIRMED,
}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(x, "ALT_TEXT_PAUSES", (0.0, 0.0))
    Image.new("RGB", (64, 36)).save(tmp_path / "sea.jpg")
    with staged(tmp_path) as made:
        yield made


def two_posts(stage: Stage, network: str, more: str = "") -> None:
    """The one that fails, and another one of the same channel, an hour later."""
    on = f"channels: [{network}]"
    stage.write(post("one", more=f"{on}\n{more}"), post("next", at="2023-11-06 10:00", more=on))


def first_step(stage: Stage, network: str) -> Delivery:
    """What the service makes of the post at its hour."""
    moved = {row.key: row for row in stage.cycle()}
    return moved[f"one/{network}/1"]


def copies(stage: Stage, network: str) -> int:
    return stage.texts(network).count("This is one")


def out_after(stage: Stage) -> timedelta:
    (at,) = (seen.at for seen in stage.sandbox.seen() if seen.text == "This is one")
    return at - NINE


def ends_as(stage: Stage, network: str, outcome: Outcome, wait: timedelta) -> None:
    """Plays a day and compares."""
    stage.play()
    states = stage.states()
    if outcome in {SOON, LATER, UNCLEAR}:
        assert copies(stage, network) == 1
        assert set(states.values()) == {State.PUBLISHED}
        least = wait if outcome is LATER else timedelta()
        assert least <= out_after(stage) <= least + minutes(8)
    elif outcome is PERSON:
        assert stage.texts(network) == []  # the next one waits too
        assert State.PUBLISHED not in states.values()
    else:
        assert copies(stage, network) == 0
    if outcome is PERMANENT:
        assert stage.texts(network) == ["This is next"]
        assert states[f"one/{network}/1"] is State.FAILED
    if outcome is MISSED:
        assert states[f"one/{network}/1"] is State.MISSED


def rows(column: str, *networks: str) -> list[Row]:
    return [row for row in ROWS if getattr(row, column) and row.network in networks]


@pytest.mark.parametrize("row", rows("create", *NETWORKS), ids=str)
def test_at_the_visible_step(stage: Stage, row: Row) -> None:
    assert row.create
    stage.sandbox.fail(row.network, "create", row.fault)
    two_posts(stage, row.network)
    first = first_step(stage, row.network)
    assert first.state is FIRST[row.create]
    assert row.says in first.words
    ends_as(stage, row.network, row.create, row.wait)


@pytest.mark.parametrize("row", rows("unseen", *NETWORKS), ids=str)
def test_while_pictures_go_up(stage: Stage, row: Row) -> None:
    assert row.unseen
    stage.sandbox.fail(row.network, "media", row.fault)
    two_posts(stage, row.network, PICTURE)
    first = first_step(stage, row.network)
    assert first.state is FIRST[row.unseen]
    assert row.says in first.words
    ends_as(stage, row.network, row.unseen, row.wait)


@pytest.mark.parametrize("row", [row for row in rows("unseen", "x") if row.unseen is not SOON], ids=str)
def test_while_a_picture_gets_its_words(stage: Stage, row: Row) -> None:
    assert row.unseen
    stage.sandbox.fail("x", "alt", row.fault)
    two_posts(stage, "x", PICTURE)
    first = first_step(stage, "x")
    assert first.state is FIRST[row.unseen]
    assert row.says in first.words
    ends_as(stage, "x", row.unseen, row.wait)


ONE_OF_EACH = {(row.network, row.unseen): row for row in rows("unseen", *NETWORKS) if row.unseen is not MISSED}


@pytest.mark.parametrize("row", ONE_OF_EACH.values(), ids=str)
def test_while_the_account_is_read_back(stage: Stage, row: Row) -> None:
    stage.sandbox.fail(row.network, "create", LOST)
    stage.sandbox.fail(row.network, "read", row.fault)
    two_posts(stage, row.network)
    stage.play()
    assert copies(stage, row.network) == 1
    waits = row.unseen is PERSON
    assert stage.states()[f"one/{row.network}/1"] is (State.UNCONFIRMED if waits else State.PUBLISHED)


# --- nothing has left -------------------------------------------------------------------------------------------------

NOWHERE = {"no such name": "http://no-such-host.invalid", "nobody listens": "http://127.0.0.1:1", "no TLS": ""}


@pytest.mark.parametrize("step", ["media", "create", "read"])
@pytest.mark.parametrize("why", NOWHERE)
@pytest.mark.parametrize("network", NETWORKS)
def test_what_never_left_is_sent_when_the_way_is_free(stage: Stage, network: str, why: str, step: str) -> None:
    if step == "read":
        stage.sandbox.fail(network, "create", LOST)
    two_posts(stage, network, PICTURE if step == "media" else "")
    if step == "read":
        assert first_step(stage, network).state is State.UNCONFIRMED
    address = NOWHERE[why] or stage.sandbox.url.replace("http:", "https:")
    stage.ledger.close()
    setting = {f"{network.upper()}_BASE_URL": address}
    stage.dispatch = wired(stage.folder, stage.sandbox, stage.clock, environment=True, **setting)
    stage.sandbox.hang_up(times=1 if why == "no TLS" else 0)
    row = first_step(stage, network)
    assert row.state is (State.UNCONFIRMED if step == "read" else State.RETRYING)
    if step != "read":
        assert "could not be reached" in row.words
    stage.restart()
    stage.play()
    assert copies(stage, network) == 1
    assert set(stage.states().values()) == {State.PUBLISHED}


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_that_restarts_has_each_post_once(stage: Stage, network: str) -> None:
    two_posts(stage, network, PICTURE)
    with stage.sandbox.down():
        assert first_step(stage, network).state is State.RETRYING
    stage.play()
    assert copies(stage, network) == 1
    assert set(stage.states().values()) == {State.PUBLISHED}


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_that_restarts_before_the_look_back_is_still_read(stage: Stage, network: str) -> None:
    stage.sandbox.fail(network, "create", LOST)
    two_posts(stage, network)
    assert first_step(stage, network).state is State.UNCONFIRMED
    with stage.sandbox.down():
        stage.cycle()
    stage.play()
    assert copies(stage, network) == 1


@pytest.mark.parametrize("network", NETWORKS)
def test_a_connection_that_is_taken_and_closed_unread_is_unclear(stage: Stage, network: str) -> None:
    two_posts(stage, network)
    stage.sandbox.hang_up(times=2)  # one that is closed at the gate is noticed, and exchanged
    assert first_step(stage, network).state is State.UNCONFIRMED
    ends_as(stage, network, UNCLEAR, timedelta())


# --- no answer in time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [HANG, LATE, DRIP])
@pytest.mark.parametrize("step", ["media", "create", "read"])
@pytest.mark.parametrize("network", NETWORKS)
def test_what_takes_too_long(
    stage: Stage, network: str, step: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.5)
    monkeypatch.setattr(wire, "READ_SECONDS", 0.4)
    if step == "read":
        stage.sandbox.fail(network, "create", LOST)
    stage.sandbox.fail(network, step, fault)
    two_posts(stage, network, PICTURE if step == "media" else "")
    assert first_step(stage, network).state is (State.RETRYING if step == "media" else State.UNCONFIRMED)
    ends_as(stage, network, SOON if step == "media" else UNCLEAR, timedelta())


@pytest.mark.parametrize("fault", [LOST, Answer(500, {}, done=True)])
@pytest.mark.parametrize("network", NETWORKS)
def test_lists_that_lag_behind_make_no_second_copy(stage: Stage, network: str, fault: Fault) -> None:
    stage.sandbox.show_after(timedelta(seconds=200))
    stage.sandbox.fail(network, "create", fault)
    two_posts(stage, network)
    ends_as(stage, network, UNCLEAR, timedelta())


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_an_outage_of_x_that_looks_like_a_dead_token_needs_nobody(stage: Stage) -> None:
    stage.sandbox.revoke("x")
    two_posts(stage, "x")
    first = first_step(stage, "x")
    assert first.state is State.RETRYING
    assert "Unauthorized" in first.words
    stage.clock.forward(minutes=20)
    assert stage.cycle() == []
    stage.sandbox.accept("x")
    ends_as(stage, "x", LATER, minutes(30))


@pytest.mark.parametrize("network", NETWORKS)
def test_a_token_that_dies_between_the_pictures_and_the_post(stage: Stage, network: str) -> None:
    stage.sandbox.fail(network, "alt" if network == "x" else "media", LAST)
    two_posts(stage, network, PICTURE)
    assert first_step(stage, network).state is State.RETRYING
    stage.play(until=minutes(20))
    assert stage.texts(network) == []


# --- what the same answer means the second time -----------------------------------------------------------------------

TWICE = [row for row in ROWS if row.remark in {"media gone", "link", "cannot fetch"}]


@pytest.mark.parametrize("row", TWICE, ids=str)
def test_what_is_worth_one_more_try_fails_after_it(stage: Stage, row: Row) -> None:
    stage.sandbox.fail(row.network, "create", row.fault, times=2)
    two_posts(stage, row.network)
    ends_as(stage, row.network, PERMANENT, timedelta())


def test_a_token_that_is_still_dead_after_half_an_hour_needs_a_person(stage: Stage) -> None:
    stage.sandbox.revoke("x")
    two_posts(stage, "x")
    stage.play(until=minutes(45))
    stage.sandbox.accept("x")
    ends_as(stage, "x", PERSON, timedelta())


# --- pictures, films and their words ----------------------------------------------------------------------------------


def moving(stage: Stage) -> str:
    """A picture that goes up in parts."""
    frames = [Image.new("P", (8, 8), color) for color in (0, 1)]
    frames[0].save(stage.folder / "wave.gif", save_all=True, append_images=frames[1:])
    return "media:\n  - {file: wave.gif, alt: A wave}"


def finalized(state: str, **more: object) -> Answer:
    return Answer(200, {"data": {"id": "7", "processing_info": {"state": state, **more}}})


def test_a_film_that_x_cannot_use_fails_in_xs_words(stage: Stage) -> None:
    no = finalized("failed", error={"message": "Unsupported video format"})
    stage.sandbox.fail("x", "media", no, after=2)
    two_posts(stage, "x", moving(stage))
    first = first_step(stage, "x")
    assert (first.state, first.words) == (State.FAILED, "Unsupported video format")


def test_a_film_that_x_never_has_ready_goes_up_once_more(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(x, "PROCESSING_SECONDS", -1.0)
    stage.sandbox.fail("x", "media", finalized("in_progress"), after=2)
    two_posts(stage, "x", moving(stage))
    assert "15 minutes" in first_step(stage, "x").words
    ends_as(stage, "x", LATER, minutes(15))


def test_a_film_that_x_has_not_ready_twice_fails(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(x, "PROCESSING_SECONDS", -1.0)
    for _upload in (1, 2):
        stage.sandbox.fail("x", "media", finalized("in_progress"), after=2)
    two_posts(stage, "x", moving(stage))
    stage.play()
    one = stage.ledger.deliveries()["one/x/1"]
    assert (one.state, one.at) == (State.FAILED, NINE + minutes(15))
    assert "15 minutes" in one.words
    assert copies(stage, "x") == 0


@pytest.mark.parametrize("row", [row for row in rows("unseen", "x") if row.unseen is SOON], ids=str)
def test_words_for_a_picture_that_fail_once_are_given_again_at_once(stage: Stage, row: Row) -> None:
    stage.sandbox.fail("x", "alt", row.fault)
    two_posts(stage, "x", PICTURE)
    assert first_step(stage, "x").state is State.PUBLISHED
    (seen,) = stage.sandbox.seen()
    assert [picture.alt for picture in seen.pictures] == ["The sea at dawn"]


def test_words_for_a_picture_that_fail_three_times_need_a_person(stage: Stage) -> None:
    stage.sandbox.fail("x", "alt", Answer(503, {"detail": "Service Unavailable"}), times=3)
    two_posts(stage, "x", PICTURE)
    first = first_step(stage, "x")
    assert first.state is State.RETRYING
    assert "Service Unavailable" in first.words
    ends_as(stage, "x", PERSON, timedelta())


# --- what else ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [row for row in ROWS if row.remark in {"duplicate", "already posted"}], ids=str)
def test_a_duplicate_after_an_unclear_answer_is_a_sign_to_look(stage: Stage, row: Row) -> None:
    stage.sandbox.show_after(timedelta(seconds=400))  # so late that a second request is made
    stage.sandbox.fail(row.network, "create", LOST)
    stage.sandbox.fail(row.network, "create", row.fault)
    two_posts(stage, row.network)
    ends_as(stage, row.network, UNCLEAR, timedelta())


def test_what_fails_on_one_network_delays_no_other(stage: Stage) -> None:
    stage.sandbox.fail("facebook", "create", Answer(503, "<html>"), times=1000)
    stage.write(post("one"))
    stage.cycle()
    assert copies(stage, "x") == 1


@pytest.mark.parametrize("apart", [timedelta(hours=-1), timedelta(hours=1)], ids=["behind", "ahead"])
@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_whose_clock_is_not_ours_has_each_post_once(tmp_path: Path, network: str, apart: timedelta) -> None:
    clock = Clock()
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(CHANNELS, clock=lambda: clock() + apart))
        stage = Stage(tmp_path, clock, sandbox, wired(tmp_path, sandbox, clock))
        sandbox.fail(network, "create", LOST)
        two_posts(stage, network)
        stage.play()
        assert copies(stage, network) == 1
        assert set(stage.states().values()) == {State.PUBLISHED}
