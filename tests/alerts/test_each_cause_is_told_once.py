"""One alert when a person is needed and one when it is over, through growth, restarts and networks that are down."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby

import pytest
from alerts.scenes import NINE, Watch, after, fault, row, scene
from hypothesis import given
from hypothesis import strategies as st

from scheduler.alerts import InMemory, pause_after
from scheduler.errors import LedgerError
from scheduler.models import Pause, State, Told, Trouble


@pytest.fixture
def watch() -> Watch:
    return Watch(InMemory())


def failed(*posts: str, words: str = "Refused.") -> list[object]:
    return [row(f"{post}/x/1", State.FAILED, words, at=NINE) for post in posts]


def test_what_lasts_is_told_once_and_its_end_once(watch: Watch) -> None:
    for minutes in range(5):
        watch.sees(scene(pauses={"x": fault()}, now=after(minutes=minutes)))
    for minutes in range(5, 9):
        watch.sees(scene(now=after(minutes=minutes)))
    assert watch.phone.titles == ["x is paused", "x goes on"]
    assert "It lasted 5 min, since Mon 06 Nov 09:00 EST." in watch.phone.messages[-1].body


def test_more_posts_of_the_same_cause_are_no_new_alert_but_another_cause_is(watch: Watch) -> None:
    one, more, other = failed("a"), failed("a", "b", "c"), failed("d", words="The picture is too large.")
    for rows in (one, more, [*more, *other], other, []):
        watch.sees(scene(*rows))  # type: ignore[arg-type]
    assert watch.phone.titles == [
        "1 post failed on x",
        "1 post failed on x",
        "Settled: 1 post failed on x",
        "Settled: 1 post failed on x",
    ]


def test_what_comes_back_after_it_was_over_is_told_again(watch: Watch) -> None:
    for pauses in ({"x": fault()}, {}, {"x": fault(since=after(hours=1))}):
        watch.sees(scene(pauses=pauses))
    assert watch.phone.titles == ["x is paused", "x goes on", "x is paused"]


def test_a_channel_resumed_in_vain_is_told_anew_without_a_word_of_going_on(watch: Watch) -> None:
    watch.sees(scene(pauses={"x": fault()}))
    watch.sees(scene(pauses={"x": fault("The account is locked.", since=after(minutes=9))}))
    assert watch.phone.titles == ["x is paused", "x is paused"]
    assert "The account is locked." in watch.phone.messages[-1].body


def test_the_end_of_a_pause_waits_for_what_it_kept_and_counts_it(watch: Watch) -> None:
    kept = [row(f"post-{number}/x/1", State.PLANNED) for number in range(3)]
    late, later = after(hours=1), after(hours=1, seconds=20)
    watch.sees(scene(*kept, pauses={"x": fault()}))
    watch.sees(scene(*kept, now=late))
    assert watch.phone.titles == ["x is paused"]
    out = [replace(each, state=State.PUBLISHED, at=later) for each in kept[:2]]
    refused = replace(kept[2], state=State.UNCONFIRMED, wake=later)
    earlier = row("early/x/1", State.PUBLISHED, at=after(hours=-1), due=after(hours=-1))
    tomorrow = row("tomorrow/x/1", State.PLANNED, due=after(days=1))
    watch.sees(scene(*out, refused, earlier, tomorrow, now=later))
    assert watch.phone.titles == ["x is paused", "x goes on"]
    assert watch.phone.messages[-1].body.startswith("2 posts had waited, 2 have gone out since.")


def test_the_end_of_a_pause_does_not_wait_for_ever(watch: Watch) -> None:
    kept = row("a/x/1", State.RETRYING)
    for seconds, pauses in ((0, {"x": fault()}), (10, {}), (69, {}), (70, {})):
        watch.sees(scene(kept, pauses=pauses, now=after(seconds=seconds)))
    assert watch.phone.messages[-1].body.startswith("1 post had waited, 0 have gone out since.")
    assert len(watch.phone.messages) == 2


def test_a_mended_channel_that_a_person_holds_does_not_go_on(watch: Watch) -> None:
    watch.sees(scene(pauses={"x": fault()}))
    watch.sees(scene(pauses={"x": Pause(words="Sad news.", since=NINE, by="Ana")}))
    assert watch.phone.titles == ["x is paused", "x is mended, but paused by Ana"]


def test_a_restart_repeats_nothing_and_still_tells_the_end(watch: Watch) -> None:
    watch.sees(scene(pauses={"x": fault()}))
    watch.restart()
    watch.sees(scene(pauses={"x": fault()}))
    watch.restart()
    watch.sees(scene())
    assert watch.phone.titles == ["x is paused", "x goes on"]


def test_what_cannot_be_sent_is_sent_when_it_can(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.phone.reached = False
    waits = [watch.sees(scene(pauses={"x": fault()})) for _ in range(3)]
    assert waits == [pause_after(1), pause_after(2), pause_after(3)]
    watch.phone.reached = True
    assert watch.sees(scene(pauses={"x": fault()})) is None
    assert watch.phone.titles == ["x is paused"]
    watch.phone.reached = False
    assert watch.sees(scene()) == pause_after(1)
    assert [each.message for each in caplog.records if "cannot be sent" in each.message] == [
        "An alert cannot be sent to the phone. It is tried again until it can."
    ] * 2


def test_what_was_over_before_it_could_be_told_is_not_told(watch: Watch) -> None:
    watch.phone.reached = False
    watch.sees(scene(pauses={"x": fault()}))
    watch.phone.reached = True
    watch.sees(scene())
    assert watch.phone.titles == []


@given(st.integers(1, 1000))
def test_the_pauses_before_another_try_grow_to_a_quarter_of_an_hour(failures: int) -> None:
    assert timedelta(0) < pause_after(failures) <= pause_after(failures + 1) <= timedelta(minutes=15)


@dataclass
class Breaking:
    """A store whose database can go away."""

    works: bool = True
    inside: InMemory = field(default_factory=InMemory)

    def _use(self) -> InMemory:
        if not self.works:
            raise LedgerError("The disk is full.")
        return self.inside

    def told(self, listener: str) -> Mapping[str, Told]:
        return self._use().told(listener)

    def tell(self, listener: str, told: Told) -> None:
        self._use().tell(listener, told)

    def over(self, listener: str, cause: str) -> None:
        self._use().over(listener, cause)


def broken(**parts: float) -> Trouble:
    return Trouble(what="The disk is full.", remedy="Make room.", since=after(**parts))


def test_an_unusable_ledger_is_told_once_and_nothing_else_is_called_over_meanwhile() -> None:
    store = Breaking()
    watch = Watch(store)
    watch.sees(scene(pauses={"x": fault()}))
    store.works = False
    for minutes in (2, 3, 4):
        watch.sees(scene(ledger=broken(minutes=1), now=after(minutes=minutes)))
    assert watch.phone.titles == ["x is paused", "The ledger cannot be used: nothing goes out"]
    store.works = True
    watch.sees(scene(pauses={"x": fault()}, now=after(minutes=5)))
    watch.restart()
    watch.sees(scene(pauses={"x": fault()}, now=after(minutes=6)))
    assert watch.phone.titles[2:] == ["The ledger can be used again"]
    assert list(store.inside.told("phone")) == ["paused/x"]


CHANNELS = ("x", "facebook")


@given(st.lists(st.tuples(*[st.sampled_from([0, 0, 1, 2])] * 2, st.booleans(), st.booleans()), max_size=12))
def test_whatever_happens_each_fault_that_lasts_is_told_once_and_its_end_once(
    story: list[tuple[int, int, bool, bool]],
) -> None:
    """Of each moment: which fault stops each channel (0: none), whether the phone is reached, and a restart after."""
    watch, lasting = Watch(InMemory()), []
    for minute, (*faults, reached, restart) in enumerate(story):
        watch.phone.reached = reached
        stopped = {name: mark for name, mark in zip(CHANNELS, faults, strict=True) if mark}
        pauses = {name: fault(since=after(seconds=mark)) for name, mark in stopped.items()}
        watch.sees(scene(pauses=pauses, now=after(minutes=minute + 1)))
        if reached:
            lasting.append(stopped)
        if restart:
            watch.restart()
    for name in CHANNELS:
        # What a phone that is reached from time to time can know: the fault of the channel at each of those times.
        known = [mark for mark, _ in groupby([0, *(stopped.get(name, 0) for stopped in lasting)])][1:]
        expected = [f"{name} is paused" if mark else f"{name} goes on" for mark in known]
        assert [title for title in watch.phone.titles if title.startswith(f"{name} ")] == expected
