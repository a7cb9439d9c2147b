"""What is missing can be accepted, what cannot be told can be said; the record keeps who did, and why."""

import shlex

import pytest
from handed_in import NOW, PROFILE, Desk

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind, Kind, Readiness
from scheduler.submissions import reply
from scheduler.submissions.remarks import command_for

BARE = PROFILE.replace("Country: Kenya\n", "").replace(
    "Qualifications and skills\nA diploma in social work, and patience.", ""
)


def test_a_missing_part_that_is_accepted_is_asked_for_no_more(desk: Desk) -> None:
    desk.drop("nia.txt", BARE)
    assert desk.only().missing == ("country", "qualifications")

    desk.record.clear("nia", "missing:country", by="Tess", why="Safer so", now=NOW)

    found = desk.only()
    assert (found.status, found.missing) == (Readiness.INCOMPLETE, ("qualifications",))


def test_all_that_is_missing_is_accepted_at_once_and_kept_part_by_part(desk: Desk) -> None:
    desk.drop("nia.txt", BARE)
    desk.read()

    desk.record.clear("nia", "missing", by="Tess", why="Take it as it is", now=NOW)

    assert (desk.only().status, desk.only().missing) == (Readiness.READY, ())
    cleared = [(each.what, each.by) for each in desk.record.entries("nia") if each.event == "cleared"]
    assert cleared == [("missing:country", "Tess"), ("missing:qualifications", "Tess")]


def test_what_goes_missing_later_is_not_accepted_beforehand(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Country: Kenya\n", ""))
    desk.read()
    desk.record.clear("nia", "missing", by="Tess", why="", now=NOW)

    desk.drop("nia.txt", BARE)

    assert desk.only().missing == ("qualifications",)


def test_a_missing_part_holds_back_nothing_that_is_approved(desk: Desk) -> None:
    desk.drop("nia.txt", BARE)
    desk.read()

    assert desk.record.reasons_to_hold()("nia") is None


def test_accepting_what_is_there_is_refused(desk: Desk) -> None:
    desk.drop("nia.txt", BARE)
    desk.read()

    with pytest.raises(SubmissionError, match="Open are: missing:country, missing:qualifications"):
        desk.record.clear("nia", "missing:quote", by="Tess", why="", now=NOW)


def test_what_cannot_be_told_is_said_in_words_with_the_remedy(desk: Desk) -> None:
    desk.drop("note.txt", "We hung the register on the wall. It is still there.\n\nConsent: yes")

    found = desk.only()

    assert (found.kind, found.status, found.missing) == (Kind.UNKNOWN, Readiness.INCOMPLETE, ("kind",))
    assert found.findings == ()
    assert "Is it a blog post" in reply(found)


def test_what_it_is_cannot_be_waved_through_without_saying_it(desk: Desk) -> None:
    desk.drop("note.txt", "We hung the register on the wall. It is still there.\n\nConsent: yes")
    desk.read()

    with pytest.raises(SubmissionError, match="kind:blog"):
        desk.record.clear("note", "missing", by="Tess", why="It is fine", now=NOW)


def test_a_record_from_before_with_its_open_question_as_a_finding_is_read(desk: Desk) -> None:
    desk.record.path.write_text(
        '{"submission": "note", "event": "consent", "what": "all"}\n'
        '{"submission": "note", "event": "found", "what": "kind", "why": "Blog post or profile?"}\n'
    )

    assert desk.record.reasons_to_hold()("note") is None


def test_what_the_team_declines_is_held_back_until_it_is_taken_after_all(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.read()

    desk.record.decline("nia", by="Tess", why="She asked us to wait a year", now=NOW)

    found = desk.only()
    assert (found.status, found.declined) == (Readiness.DECLINED, "She asked us to wait a year")
    assert "does not take nia: She asked us to wait a year" in (desk.record.reasons_to_hold()("nia") or "")
    assert "This time we cannot" in reply(found)

    desk.record.take("nia", by="Tess", why="She wrote again", now=NOW)

    assert desk.only().status is Readiness.READY
    assert desk.record.reasons_to_hold()("nia") is None


@pytest.mark.parametrize("kind", [Kind.BLOG, Kind.PROFILE])
def test_the_kind_that_a_person_says_is_kept_to(desk: Desk, kind: Kind) -> None:
    desk.drop("note.txt", "We hung the register on the wall. It is still there.\n\nConsent: yes")
    desk.read()

    desk.record.clear("note", f"kind:{kind}", by="Tess", why="I asked", now=NOW)

    found = desk.only()
    assert (found.kind, found.status) == (kind, Readiness.INCOMPLETE)
    assert desk.record.reasons_to_hold()("note") is None


def test_the_command_that_is_printed_names_a_finding_by_its_first_words(desk: Desk) -> None:
    desk.drop(
        "nia.txt", f"{PROFILE}\nShe told me of her son Tumi, 6. She told me of her son Temba, 7, who sings all day.\n"
    )

    found = desk.only()
    printed = [command_for(found, each) for each in found.findings]

    assert printed == [
        "scheduler clear nia 'minor:She told me of her son Temba,' --why …",
        "scheduler clear nia 'minor:She told me of her son Tumi,' --why …",
    ]
    for command in printed:
        _, _, name, key, *_ = shlex.split(command)
        assert len(desk.record.clear(name, key, by="Tess", why="invented", now=NOW)) == 1
    assert desk.only().status is Readiness.READY


def test_a_beginning_that_several_findings_share_clears_none(desk: Desk) -> None:
    desk.drop("nia.txt", f"{PROFILE}\nShe told me of her son Tumi, 6. She told me of her son Temba, 7.\n")
    desk.read()
    for what in ("minor:She told", "min", ""):
        with pytest.raises(SubmissionError, match="has no open finding"):
            desk.record.clear("nia", what, by="Tess", why="x", now=NOW)


def test_a_file_without_words_is_said_to_be_empty(desk: Desk) -> None:
    desk.drop("nothing.txt", " \n\n \n")

    found = desk.only()

    assert FindingKind.UNREADABLE in {each.kind for each in found.findings}
    assert "no words" in found.findings[0].text
