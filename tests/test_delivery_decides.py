"""The core's decisions, one story each: what was known, what happened, how the row stands."""

from datetime import datetime, timedelta

import pytest
from deliveries import LOOKS, NEVER_AGAIN, NOON, RECEIPT, moment, row, seconds, wish
from hypothesis import given
from hypothesis import strategies as st

from scheduler import delivery
from scheduler.delivery import Step, Traffic
from scheduler.errors import (
    Duplicate,
    NeedsPerson,
    PublishError,
    Rejected,
    SchedulerError,
    Unavailable,
    Unconfirmed,
)
from scheduler.models import Delivery, Prepared, Receipt, State, Variant, Wish

# --- the calendar speaks --------------------------------------------------------------------------------------------


def test_an_approved_post_is_planned_for_its_hour() -> None:
    planned = delivery.plan(wish(), None, NOON - seconds(60))
    assert (planned.state, planned.wake) == (State.PLANNED, NOON)


def test_planning_twice_changes_nothing() -> None:
    planned = delivery.plan(wish(), None, NOON)
    assert delivery.plan(wish(), planned, NOON) is planned


def test_what_must_not_go_out_is_held_with_the_reason() -> None:
    held = delivery.plan(wish(hold="No consent."), row(), NOON)
    assert (held.state, held.wake, held.words) == (State.HELD, None, "No consent.")


def test_a_held_post_goes_out_when_the_reason_is_gone() -> None:
    held = row(State.HELD, wake=None, words="No consent.")
    assert delivery.plan(wish(), held, NOON).state is State.PLANNED


def test_a_post_first_seen_long_after_its_hour_is_missed_not_sent() -> None:
    late = delivery.plan(wish(), None, NOON + timedelta(hours=3))
    assert late.state is State.MISSED
    assert "due 3 h ago" in late.words


def test_a_missed_post_with_a_new_time_is_planned_again() -> None:
    tomorrow = NOON + timedelta(days=1)
    again = delivery.plan(wish(due=tomorrow), row(State.MISSED, wake=None), NOON + timedelta(hours=3))
    assert (again.state, again.due, again.wake) == (State.PLANNED, tomorrow, tomorrow)


def test_a_refused_post_waits_until_somebody_mends_its_content() -> None:
    refused = row(State.FAILED, wake=None)
    assert delivery.plan(wish(), refused, NOON) is refused
    assert delivery.plan(wish(content="bbbb"), refused, NOON).state is State.PLANNED


def test_an_edit_does_not_shorten_the_wait_that_a_network_asked_for() -> None:
    told_to_wait = row(State.RETRYING, wake=NOON + seconds(900))
    edited = delivery.plan(wish(content="bbbb"), told_to_wait, NOON)
    assert (edited.state, edited.wake, edited.content) == (State.RETRYING, NOON + seconds(900), "bbbb")


@pytest.mark.parametrize("state", NEVER_AGAIN)
def test_no_edit_sends_again_what_is_or_may_be_out(state: State) -> None:
    there = row(state)
    assert delivery.plan(wish(content="bbbb", due=NOON + timedelta(days=1)), there, NOON) is there
    assert delivery.withdraw(there, "gone") is there


def test_a_post_taken_back_before_its_hour_is_cancelled() -> None:
    cancelled = delivery.withdraw(row(), "It is no longer approved.")
    assert (cancelled.state, cancelled.wake, cancelled.words) == (State.CANCELLED, None, "It is no longer approved.")


def test_a_cancelled_post_that_is_approved_again_is_planned_again() -> None:
    assert delivery.plan(wish(), row(State.CANCELLED, wake=None), NOON).state is State.PLANNED


# --- the hour comes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "known", "wanted", "at", "step"),
    [
        ("not yet", row(), wish(), NOON - seconds(1), Step.WAIT),
        ("its hour", row(), wish(), NOON, Step.SEND),
        ("a little late", row(), wish(), NOON + timedelta(hours=1), Step.SEND),
        ("too late", row(), wish(), NOON + timedelta(hours=2, seconds=1), Step.MISS),
        ("too late, but a person said so", row(late_ok=True), wish(), NOON + timedelta(days=1), Step.SEND),
        ("no longer wanted", row(), None, NOON, Step.PLAN),
        ("held since", row(), wish(hold="No consent."), NOON, Step.PLAN),
        ("in flight", row(State.PUBLISHING), wish(), NOON, Step.WAIT),
        ("out", row(State.PUBLISHED, wake=None), wish(), NOON, Step.WAIT),
        ("out, after an attempt that was given up as absent", row(State.PUBLISHED), wish(), NOON, Step.LOOK),
        ("unclear", row(State.UNCONFIRMED), wish(), NOON, Step.LOOK),
        ("unclear and deleted from the calendar", row(State.UNCONFIRMED), None, NOON, Step.LOOK),
        ("unclear, waits for a person", row(State.UNCONFIRMED, wake=None), wish(), NOON, Step.WAIT),
    ],
)
def test_what_is_done_when(what: str, known: Delivery, wanted: Wish | None, at: datetime, step: Step) -> None:
    assert delivery.step(known, wanted, None, moment(at)) is step, what


def test_a_part_of_a_thread_waits_for_the_receipt_of_the_part_before_it() -> None:
    second = row(part=2)
    assert delivery.step(second, wish(), row(State.PUBLISHING), moment()) is Step.WAIT
    assert delivery.step(second, wish(), row(State.PUBLISHED, receipt=RECEIPT), moment()) is Step.SEND


def test_a_late_part_shares_the_fate_of_the_part_before_it() -> None:
    third, late = row(part=3), moment(NOON + timedelta(hours=3))
    assert delivery.step(third, wish(), row(State.PLANNED, part=2), late) is Step.WAIT
    assert delivery.step(third, wish(), row(State.PUBLISHED, part=2, receipt=RECEIPT), late) is Step.SEND
    assert delivery.step(third, wish(), row(State.MISSED, part=2), late) is Step.MISS


def test_nothing_is_due_on_a_paused_channel_and_the_rest_comes_earliest_first() -> None:
    early, late = row(post="early", due=NOON - seconds(5)), row(post="late")
    paused = row(post="quiet", channel="facebook")
    rows = {each.key: each for each in (late, early, paused)}
    wishes = dict.fromkeys(rows, wish())
    assert [each.post for each, _ in delivery.due(rows, wishes, Traffic(paused={"facebook": ""}), moment())] == [
        "early",
        "late",
    ]


def test_waiting_on_a_paused_channel_is_shown_as_paused() -> None:
    assert delivery.shown(row(State.RETRYING), Traffic(paused={"x": ""})) is State.PAUSED
    assert delivery.shown(row(State.PUBLISHED), Traffic(held="Sad news.")) is State.PUBLISHED


def test_nothing_goes_before_its_hour_whatever_a_wait_in_seconds_says() -> None:
    """The wait was begun under a clock that was an hour ahead, and the time edited meanwhile."""
    waited = row(State.RETRYING, due=NOON + seconds(900), tick=NOON.timestamp())
    assert delivery.step(waited, wish(due=NOON + seconds(900)), None, moment()) is Step.WAIT
    assert delivery.step(waited, wish(due=NOON + seconds(900)), None, moment(NOON + seconds(900))) is Step.SEND


def test_a_request_that_seems_to_have_been_sent_later_than_now_holds_up_nothing() -> None:
    """The clock was set back since: pacing would stand still until it is that late again."""
    late, now = row(due=NOON - seconds(600)), moment()
    paced = Traffic(sent={"x": NOON + timedelta(hours=1)}, pace={"x": seconds(30)})
    assert [each.key for each, _ in delivery.due({late.key: late}, {late.key: wish()}, paced, now)] == [late.key]


# --- the network answers, or does not -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "state", "wake"),
    [
        (Rejected("Too long."), State.FAILED, None),
        (Duplicate("Have it."), State.FAILED, None),
        (Unavailable("Down."), State.RETRYING, NOON + seconds(2)),
        (Unavailable("Slow down.", retry_at=NOON + seconds(900)), State.RETRYING, NOON + seconds(900)),
        (Unavailable("Clock differs.", retry_at=NOON - seconds(900)), State.RETRYING, NOON + seconds(2)),
        (NeedsPerson("No credits."), State.RETRYING, NOON),
        (Unconfirmed("Timed out."), State.UNCONFIRMED, NOON),
    ],
)
def test_each_kind_of_error_has_its_state(error: PublishError, state: State, wake: datetime | None) -> None:
    after = delivery.after_error(row(State.PUBLISHING), error, moment(), LOOKS)
    assert (after.state, after.wake, after.words) == (state, wake, error.words)


def test_a_channel_that_rests_sends_nothing_new_until_then_and_no_other_waits() -> None:
    rows = {each.key: each for each in (row(), row(post="next", channel="facebook"), row(State.UNCONFIRMED, post="u"))}
    wishes = {key: wish(variant=Variant(post=each.post, channel=each.channel)) for key, each in rows.items()}
    now = NOON + seconds(1)
    resting = Traffic(rests={"x": NOON + seconds(900)})
    assert [each.key for each, _ in delivery.due(rows, wishes, resting, moment(now))] == ["next/facebook/1", "u/x/1"]
    assert delivery.next_wake([row()], resting, now) == NOON + seconds(900)
    assert len(delivery.due(rows, wishes, Traffic(), moment(now))) == 3


def test_a_missed_post_keeps_the_networks_words() -> None:
    tired = row(State.RETRYING, words="Slow down.")
    missed = delivery.plan(wish(), tired, NOON + timedelta(hours=3))
    assert missed.words.startswith("Slow down. It was due 3 h ago")


def test_pauses_between_tries_grow() -> None:
    waits, current = [], row(State.PUBLISHING)
    for _ in range(9):
        current = delivery.after_error(current, Unavailable("Down."), moment(), LOOKS)
        assert current.wake
        waits.append((current.wake - NOON).total_seconds())
    assert waits == [2, 5, 15, 30, 60, 120, 300, 300, 300]


def test_the_account_is_read_at_each_of_the_given_times_before_absence_is_believed() -> None:
    unclear = delivery.unconfirmed(row(State.PUBLISHING, attempts=1), moment(), LOOKS, "Timed out.")
    waits = []
    while unclear.state is State.UNCONFIRMED:
        assert unclear.wake
        waits.append((unclear.wake - NOON).total_seconds())
        unclear = delivery.after_look(unclear, None, wish(), moment(unclear.wake), LOOKS)
    assert waits == [0, 15, 60, 300]
    assert (unclear.state, unclear.uncertain) == (State.RETRYING, True)


def test_what_is_found_on_the_account_is_published_with_its_receipt() -> None:
    found = delivery.after_look(row(State.UNCONFIRMED), RECEIPT, wish(), moment(NOON), LOOKS)
    assert (found.state, found.receipt) == (State.PUBLISHED, RECEIPT)


def test_what_is_found_after_an_attempt_was_given_up_as_absent_is_looked_for_once_more() -> None:
    again = row(State.UNCONFIRMED, absences=1)
    found = delivery.after_look(again, RECEIPT, wish(), moment(), LOOKS)
    assert (found.state, found.wake) == (State.PUBLISHED, NOON + seconds(300))
    second = Receipt(id="8", url="https://x.com/i/web/status/8")
    assert delivery.after_look(found, second, wish(), moment(NOON + seconds(300)), LOOKS).twice == second.url


@pytest.mark.parametrize("state", NEVER_AGAIN)
def test_what_is_or_may_be_out_cannot_be_skipped(state: State) -> None:
    """Skipped, then edited, it would go out a second time: it is resolved by whoever looked."""
    with pytest.raises(SchedulerError, match="`skip` is for what is"):
        delivery.skipped(row(state), "Ann", NOON)


def test_after_five_proven_absences_a_person_decides() -> None:
    unclear = row(State.UNCONFIRMED, attempts=7, absences=4, looks=3)
    after = delivery.after_look(unclear, None, wish(), moment(NOON + seconds(300)), LOOKS)
    assert (after.state, after.wake) == (State.UNCONFIRMED, None)


def test_after_a_proven_absence_what_the_calendar_says_by_then_counts() -> None:
    unclear = row(State.UNCONFIRMED, attempts=1, looks=3)
    later = wish(due=NOON + timedelta(hours=1), content="bbbb")
    after = delivery.after_look(unclear, None, later, moment(NOON + seconds(300)), LOOKS)
    assert (after.state, after.wake, after.content) == (State.RETRYING, later.due, "bbbb")
    held = delivery.after_look(unclear, None, wish(hold="No consent."), moment(NOON + seconds(300)), LOOKS)
    assert (held.state, held.wake, held.words) == (State.HELD, None, "No consent.")


def test_clear_refusals_do_not_count_as_absences() -> None:
    unclear = row(State.UNCONFIRMED, attempts=9, absences=0, looks=3)
    assert delivery.after_look(unclear, None, wish(), moment(NOON + seconds(300)), LOOKS).state is State.RETRYING


def test_a_failed_post_that_was_taken_back_and_approved_again_goes_out() -> None:
    failed = row(State.FAILED, wake=None, at=NOON, content="old")
    back = delivery.withdraw(delivery.plan(wish(), failed, NOON), "Not approved.")
    assert delivery.plan(wish(), back, NOON).state is State.PLANNED


def test_what_a_person_sends_however_late_is_that_content_at_that_time_only() -> None:
    asked = delivery.retried(row(State.MISSED, wake=None), "Ann", NOON)
    assert asked.late_ok
    moved = delivery.plan(wish(due=NOON - timedelta(days=19)), asked, NOON)
    assert (moved.state, moved.late_ok) == (State.MISSED, False)


def test_absence_that_is_proven_too_late_is_missed() -> None:
    unclear = row(State.UNCONFIRMED, attempts=1, looks=3)
    assert delivery.after_look(unclear, None, wish(), moment(NOON + timedelta(hours=3)), LOOKS).state is State.MISSED


def test_absence_of_what_nobody_wants_any_more_leaves_it_to_whoever_plans() -> None:
    unclear = row(State.UNCONFIRMED, attempts=1, looks=3)
    absent = delivery.after_look(unclear, None, None, moment(NOON + seconds(300)), LOOKS)
    assert absent.state is State.RETRYING
    assert delivery.step(absent, None, None, moment(NOON + seconds(300))) is Step.PLAN
    assert delivery.withdraw(absent, "Gone.").state is State.CANCELLED


def test_a_look_that_fails_proves_nothing() -> None:
    unclear = row(State.UNCONFIRMED, looks=3)
    after = delivery.after_failed_look(unclear, Unavailable("Down."), wish(), moment(NOON), LOOKS)
    assert (after.state, after.looks, after.wake) == (State.UNCONFIRMED, 3, NOON + seconds(2))


def test_an_account_that_cannot_be_read_for_too_long_is_given_to_a_person() -> None:
    late = moment(NOON + timedelta(hours=3))
    after = delivery.after_failed_look(row(State.UNCONFIRMED, looks=3), Unavailable("Down."), wish(), late, LOOKS)
    assert (after.state, after.wake) == (State.UNCONFIRMED, None)
    assert "Look there yourself" in after.words


@pytest.mark.parametrize("wanted", [None, wish(max_late=timedelta(0))])
def test_what_is_wanted_no_more_or_too_late_has_the_looks_that_remain(wanted: Wish | None) -> None:
    began = NOON + seconds(1)
    after = row(State.UNCONFIRMED, wake=began, tick=began.timestamp())
    at = []
    while after.wake:
        at.append(after.wake - began)
        after = delivery.after_failed_look(after, Unavailable("Down."), wanted, moment(after.wake), LOOKS)
    assert at == [seconds(each) for each in LOOKS]
    assert "Look there yourself" in after.words


def test_at_start_up_an_armed_row_is_unconfirmed_never_to_be_sent() -> None:
    after = delivery.recovered(row(State.PUBLISHING, since=NOON), moment(NOON + seconds(5)), LOOKS)
    assert (after.state, after.wake) == (State.UNCONFIRMED, NOON + seconds(5))
    planned = row()
    assert delivery.recovered(planned, moment(), LOOKS) is planned


def test_a_look_back_that_was_stored_with_the_time_of_before_a_clock_step_is_set_right() -> None:
    stored = row(State.UNCONFIRMED, wake=NOON + timedelta(hours=1, seconds=15), tick=NOON.timestamp() + 15)
    assert delivery.recovered(stored, moment(), LOOKS).wake == NOON + seconds(15)
    waiting = row(State.UNCONFIRMED, wake=NOON + seconds(15), tick=NOON.timestamp() + 15)
    assert delivery.recovered(waiting, moment(), LOOKS) is waiting


ERRORS = st.sampled_from([Rejected, Duplicate, Unavailable, NeedsPerson, Unconfirmed])


@given(st.lists(st.one_of(ERRORS.map(lambda kind: kind("No.")), st.none(), st.just(RECEIPT)), max_size=30), st.data())
def test_nothing_is_armed_again_while_an_earlier_attempt_may_be_out(
    happenings: list[object], data: st.DataObject
) -> None:
    """In whatever order answers come: between two armings there is a clear "not out", and none follows a receipt."""
    now, current, may_be_out = NOON, row(), False
    for happening in happenings:
        now += seconds(data.draw(st.integers(1, 400)))
        current = delivery.plan(wish(content=data.draw(st.sampled_from(["aaaa", "bbbb"]))), current, now)
        what = delivery.step(current, wish(), None, moment(now))
        if what is Step.SEND:
            assert not may_be_out
            current = delivery.armed(current, Prepared(request={}), "me", now)
            if isinstance(happening, PublishError):
                current = delivery.after_error(current, happening, moment(now), LOOKS)
                may_be_out = current.state is State.UNCONFIRMED
            else:
                current, may_be_out = delivery.published(current, RECEIPT, now), True
        elif what is Step.LOOK:
            found = happening if isinstance(happening, Receipt) else None
            current = delivery.after_look(current, found, wish(), moment(now), LOOKS)
            may_be_out = current.state in NEVER_AGAIN
