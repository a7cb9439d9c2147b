"""What people are alerted to: one alert a cause, with what it holds up and what to type."""

from datetime import datetime

import pytest
from alerts.scenes import NINE, after, fault, row, scene

from scheduler.alerts import causes
from scheduler.models import Pause, Receipt, State, Trouble


def test_a_channel_that_a_fault_paused_says_why_what_waits_and_what_to_type() -> None:
    queue = [row(f"post-{number}/facebook/1", State.PLANNED, due=after(minutes=number)) for number in range(6)]
    seen = scene(*queue, row("welcome/x/1", State.PLANNED), now=after(minutes=4), pauses={"facebook": fault()})
    (alert,) = causes(seen).values()
    assert alert.title == "facebook is paused"
    assert alert.what == (
        "Since Mon 06 Nov 09:00 EST: The token has expired. Its queue is kept; 5 posts should be out already: "
        "post-0/facebook/1, post-1/facebook/1, post-2/facebook/1 and 2 more."
    )
    assert alert.remedy == "When it is mended: scheduler resume facebook"


def test_a_pause_before_anything_is_late_names_the_next_post() -> None:
    seen = scene(row("tips/facebook/1", State.PLANNED, due=after(hours=1)), pauses={"facebook": fault()})
    assert causes(seen)["paused/facebook"].what.endswith("the next is due Mon 06 Nov 10:00 EST: tips/facebook/1.")


def test_a_pause_that_a_person_made_is_no_alert() -> None:
    assert causes(scene(pauses={"x": Pause(words="Sad news.", since=NINE, by="Ana")})) == {}


def test_forty_posts_that_fail_for_one_reason_are_one_alert_with_the_first_few() -> None:
    words = 'Media "IMG_{0}.jpg" of request {0} was refused, see https://example.org/help/{0}'
    rows = [row(f"post-{number}/x/1", State.FAILED, words.format(number), at=NINE) for number in range(40)]
    (alert,) = causes(scene(*rows)).values()
    assert alert.title == "40 posts failed on x"
    assert "post-0/x/1, post-1/x/1, post-10/x/1 and 37 more." in alert.what
    assert "scheduler retry post-0/x/1 post-1/x/1 post-10/x/1 … (all keys: scheduler status)" in alert.remedy


def test_a_cause_began_when_its_first_post_was_settled() -> None:
    times = (after(hours=2), after(hours=1))
    rows = [row(f"post-{at:%H}/x/1", State.FAILED, "No.", due=NINE, at=at) for at in times]
    (alert,) = causes(scene(*rows)).values()
    assert alert.since == after(hours=1)


def test_another_reason_or_another_channel_is_another_alert() -> None:
    rows = [
        row("a/x/1", State.FAILED, "The text is too long."),
        row("b/x/1", State.FAILED, "The picture is too large."),
        row("c/facebook/1", State.FAILED, "The text is too long."),
    ]
    assert len(causes(scene(*rows))) == 3


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (State.FAILED, "scheduler retry welcome/x/1"),
        (State.MISSED, "scheduler retry welcome/x/1"),
        (State.UNCONFIRMED, "scheduler resolve welcome/x/1 --not-out"),
        (State.HELD, "scheduler skip welcome/x/1"),
    ],
)
def test_what_waits_for_a_person_comes_with_the_command(state: State, command: str) -> None:
    (alert,) = causes(scene(row("welcome/x/1", state, "Why it is so."))).values()
    assert "Why it is so." in alert.what
    assert command in alert.remedy


@pytest.mark.parametrize(
    "quiet",
    [
        row("a/x/1", State.UNCONFIRMED, wake=after(seconds=15)),
        row("a/x/1", State.HELD, due=after(hours=1)),
        row("a/x/1", State.RETRYING, wake=after(seconds=15)),
        row("a/x/1", State.CANCELLED),
        row("a/x/1", State.PUBLISHED, at=NINE),
    ],
)
def test_what_goes_on_by_itself_or_is_settled_wakes_nobody(quiet: object) -> None:
    assert causes(scene(quiet)) == {}  # type: ignore[arg-type]


def test_one_mistake_that_holds_a_post_on_every_channel_is_one_alert() -> None:
    words = "It was changed after Ana approved it. Approve it again."
    (alert,) = causes(scene(row("a/x/1", State.HELD, words), row("a/facebook/1", State.HELD, words))).values()
    assert alert.title == "2 posts held although due"


@pytest.mark.parametrize("which", ["calendar", "ledger"])
def test_trouble_of_the_service_is_told_once_it_lasts(which: str) -> None:
    def told(now: datetime) -> dict[str, object]:
        trouble = Trouble(what="posts.yaml:7:3: a key is missing.", remedy="See `scheduler check`.", since=NINE)
        return {**causes(scene(now=now, **{which: trouble}))}

    assert told(after(seconds=59)) == {}
    assert list(told(after(seconds=60))) == [which]


def test_copies_are_named_with_their_addresses() -> None:
    receipt = Receipt(id="1", url="https://example.org/1")
    out = row("a/x/1", State.PUBLISHED, receipt=receipt, twice="https://example.org/2")
    (alert,) = causes(scene(out)).values()
    assert alert.title == "a/x/1 is out twice"
    assert alert.what == "Found on the account: https://example.org/1 https://example.org/2"


def test_a_networks_words_are_one_short_line() -> None:
    (alert,) = causes(scene(pauses={"x": fault("No.\n\r  Because " + "x" * 5000)})).values()
    assert "No. Because xxx" in alert.what
    assert len(alert.what) < 700
    assert "\n" not in alert.what
