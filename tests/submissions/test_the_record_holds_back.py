"""No consent, no post; what was withdrawn or found holds until a named person says otherwise."""

import json
from pathlib import Path

import pytest
from handed_in import NOW, PROFILE, Desk

from scheduler.errors import SubmissionError
from scheduler.models import Readiness
from scheduler.submissions import Record

PHONE = "\n\nMotivation\nCall me on 0712 345 678 whenever you like.\n"


def test_where_no_record_is_kept_nothing_is_held(tmp_path: Path) -> None:
    assert Record(tmp_path / "none.jsonl").reasons_to_hold()("anything") is None


def test_where_one_is_kept_a_submission_that_it_does_not_know_is_held(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.read()
    assert "no consent on record for nai" in str(desk.record.reasons_to_hold()("nai"))


@pytest.mark.parametrize(
    "words",
    [
        "Consent: yes, gladly",
        "Consentement : oui, j'accepte",
        "Consentimiento: sí",
        "Consentimento: sim",
        "الموافقة: نعم",
    ],
)
def test_a_yes_in_the_form_is_consent_and_is_noted(desk: Desk, words: str) -> None:
    desk.drop("nia.txt", PROFILE[: PROFILE.index("Consent")] + words)

    assert desk.only().status is Readiness.READY
    assert desk.record.consent_given("nia")
    assert desk.record.reasons_to_hold()("nia") is None


@pytest.mark.parametrize(
    "words",
    [
        "Consent: no",
        "Consent:",
        "Consent: not yet",
        "Consent: Yes / No",
        "Consentement : oui / non",
        "Consent: yes, but not my name",
        "Consent: yesterday I said no",
    ],
)
def test_anything_else_is_not(desk: Desk, words: str) -> None:
    desk.drop("nia.txt", PROFILE[: PROFILE.index("Consent")] + words)

    assert desk.only().status is Readiness.HELD
    assert "no consent" in str(desk.record.reasons_to_hold()("nia"))


def test_withdrawn_consent_holds_even_though_the_form_still_says_yes(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.read()

    desk.record.withdraw("nia", by="Tess", why="Nia asked", now=NOW)

    assert desk.only().status is Readiness.HELD
    assert "withdrawn" in str(desk.record.reasons_to_hold()("nia"))


def test_consent_given_again_frees_it(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.read()
    desk.record.withdraw("nia", by="Tess", why="", now=NOW)

    desk.record.consent("nia", by="Tess", uses="e-mail and social media", now=NOW)

    assert desk.only().status is Readiness.READY
    assert desk.record.reasons_to_hold()("nia") is None


def test_a_finding_holds_until_somebody_clears_it_by_name_with_a_reason(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE + PHONE)
    (finding,) = desk.only().findings
    assert "nobody has cleared" in str(desk.record.reasons_to_hold()("nia"))

    desk.record.clear("nia", f"phone:{finding.text}", by="Tess", why="It is the office's", now=NOW)

    found = desk.only()
    assert (found.status, found.findings[0].cleared_by) == (Readiness.READY, "Tess")
    assert desk.record.reasons_to_hold()("nia") is None
    last = json.loads(desk.record.path.read_text(encoding="utf-8").splitlines()[-1])
    assert last == {
        "submission": "nia",
        "event": "cleared",
        "what": f"phone:{finding.text}",
        "by": "Tess",
        "at": "2023-10-01T09:00:00Z",
        "why": "It is the office's",
    }


def test_clearing_what_was_never_found_is_refused_and_names_what_is_open(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE + PHONE)
    desk.read()

    with pytest.raises(SubmissionError, match=r"Open are: phone:0712 345 678"):
        desk.record.clear("nia", "phone:1", by="Tess", why="", now=NOW)


def test_reading_again_adds_nothing_to_the_record(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE + PHONE)
    desk.read()
    before = desk.record.path.read_bytes()

    desk.read()

    assert desk.record.path.read_bytes() == before


@pytest.mark.parametrize(
    "damage", [b"{not json\n", b"[1, 2]\n", b'{"submission": "x", "event": "y", "odd": 1}\n', b"\xff\n"]
)
def test_a_damaged_record_is_said_and_lets_nothing_out(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "safeguarding.jsonl"
    path.write_bytes(damage)

    with pytest.raises(SubmissionError, match="safeguarding"):
        Record(path).reasons_to_hold()("nia")


def test_what_anybody_adds_is_seen_when_the_record_is_asked_again(tmp_path: Path) -> None:
    service, office = Record(tmp_path / "safeguarding.jsonl"), Record(tmp_path / "safeguarding.jsonl")
    assert service.reasons_to_hold()("ada") is None
    office.consent("ada", by="Ben", uses="all", now=NOW)
    assert service.reasons_to_hold()("ada") is None
    assert "no consent on record" in (service.reasons_to_hold()("eve") or "")
    office.withdraw("ada", by="Ben", why="she asked", now=NOW)
    assert service.reasons_to_hold()("ada") == "The consent for ada was withdrawn."


def test_two_records_are_not_mixed_up(tmp_path: Path) -> None:
    one, other = Record(tmp_path / "one.jsonl"), Record(tmp_path / "other.jsonl")
    one.consent("ada", by="Ben", uses="all", now=NOW)
    other.consent("eve", by="Ben", uses="all", now=NOW)
    assert one.reasons_to_hold()("ada") is None
    assert "no consent on record" in (other.reasons_to_hold()("ada") or "")
