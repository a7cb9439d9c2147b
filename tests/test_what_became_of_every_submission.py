"""Every submission is out, scheduled, ready, late, incomplete, held or declined; and how balanced the week is."""

from dataclasses import replace
from datetime import UTC, datetime

from deliveries import row as delivered
from drafts.draft_samples import blog, finding, profile

from scheduler.coverage import Coverage, Fate, as_json, coverage
from scheduler.models import Delivery, FindingKind, Post, Readiness, Receipt, State, Status, Submission

MONDAY = datetime(2023, 11, 6, 9, tzinfo=UTC)


def fates(view: Coverage) -> dict[str, Fate]:
    return {row.submission.id: row.fate for row in view.rows}


def seen(submission: Submission, *posts: Post, deliveries: tuple[Delivery, ...] = ()) -> Coverage:
    return coverage([submission], posts, deliveries)


def about(name: str, **changes: object) -> Post:
    return replace(Post(id=f"post-{name}", submission=name, at=MONDAY), **changes)  # type: ignore[arg-type]


def test_each_submission_has_one_fate_with_its_reason() -> None:
    phone = finding(FindingKind.PHONE, "0772 123 456")
    every = [
        profile("placed"),
        profile("waiting"),
        profile("late", late=True),
        profile("lacking", status=Readiness.INCOMPLETE, missing=("quote",)),
        profile("held", status=Readiness.HELD, findings=(phone, replace(phone, line=9))),
        profile("declined", status=Readiness.DECLINED, declined="Next year"),
    ]

    view = coverage(every, [about("placed", status=Status.APPROVED)], [])

    assert fates(view) == {
        "placed": Fate.SCHEDULED,
        "waiting": Fate.READY,
        "late": Fate.LATE,
        "lacking": Fate.MISSING,
        "held": Fate.HELD,
        "declined": Fate.DECLINED,
    }
    assert [row.why for row in view.rows] == [
        "", "", "", "quote", "phone: 0772 123 456 (and 1 more finding)", "Next year"
    ]  # fmt: skip
    assert view.rows[0].at == MONDAY


def test_a_draft_is_scheduled_and_says_that_nobody_has_approved_it() -> None:
    (row,) = seen(profile("nia"), about("nia")).rows
    assert (row.fate, row.why) == (Fate.SCHEDULED, "a draft, not approved yet")


def test_a_draft_without_a_time_and_a_cancelled_post_are_no_slot() -> None:
    (timeless,) = seen(profile("nia"), about("nia", at=None)).rows
    (cancelled,) = seen(profile("nia"), about("nia", status=Status.CANCELLED)).rows
    assert (timeless.fate, timeless.why) == (Fate.READY, "its draft has no time yet")
    assert (cancelled.fate, cancelled.posts) == (Fate.READY, ())


def test_what_is_held_in_its_slot_is_held() -> None:
    (row,) = seen(profile("nia", status=Readiness.HELD), about("nia", status=Status.APPROVED)).rows
    assert (row.fate, row.at) == (Fate.HELD, MONDAY)


def test_what_is_out_is_out_whatever_was_said_since() -> None:
    link = "https://x.example/1"
    out = delivered(State.PUBLISHED, post="post-nia", at=MONDAY, receipt=Receipt(id="1", url=link))
    (row,) = seen(profile("nia", status=Readiness.HELD), about("nia"), deliveries=(out,)).rows
    assert (row.fate, row.links, row.at) == (Fate.OUT, (link,), MONDAY)


def test_one_sentence_says_how_many_have_a_slot_and_who_has_none() -> None:
    every = [profile("a"), profile("b", country="Belgique"), profile("c", language="ar", country="Belgium"), blog("d")]

    view = coverage(every, [about("a"), about("b")], [])

    assert view.sentence == "2 of 4 have a slot; Arabic 0, blog 0"
    shares = {share.name: (share.slots, share.submitted) for share in view.balance["countries"]}
    assert shares == {"Belgium": (1, 2), "Ghana": (1, 1), "not said": (0, 1)}


def test_organisations_are_the_same_however_they_are_written() -> None:
    view = coverage([profile("a"), profile("b", organisation="TWO  RIVERS circle")], [], [])
    assert [(share.name, share.submitted) for share in view.balance["organisations"]] == [("Two Rivers Circle", 2)]


def test_for_scripts_each_row_has_its_state_and_reason() -> None:
    told = as_json(seen(profile("nia"), about("nia")))

    assert told["sentence"] == "1 of 1 has a slot"
    rows = told["submissions"]
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    assert (rows[0]["state"], rows[0]["at"]) == ("scheduled", "2023-11-06T09:00:00+00:00")
