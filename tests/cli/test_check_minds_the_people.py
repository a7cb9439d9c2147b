"""check and approve say what consent does not cover, and what a post's own words give away."""

import json

import pytest
from cli.shell import Shell, post
from handed_in import NOW, PROFILE

from scheduler.submissions import Record


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell.write()
    (shell.folder / "submissions").mkdir()
    (shell.folder / "submissions" / "nia.txt").write_text(PROFILE, encoding="utf-8")
    Record(shell.folder / "safeguarding.jsonl").consent("nia", by="Ann", now=NOW)
    return shell


def problems(desk: Shell) -> list[tuple[str, str]]:
    return [(each["severity"], each["what"]) for each in json.loads(desk("check", "--json").output)]


def test_an_approved_post_without_consent_is_an_error_and_a_draft_a_warning(desk: Shell) -> None:
    desk.write(
        post("a", more="submission: eve"), post("b", status="draft", at="2023-11-07 09:00", more="submission: eve")
    )
    told = [(severity, what) for severity, what in problems(desk) if "no consent on record for eve" in what]
    assert [severity for severity, _ in told] == ["error", "warning"]


def test_what_would_be_held_is_not_approved(desk: Shell) -> None:
    desk("withdraw", "nia")
    desk.write(post("a", status="draft", more="submission: nia"))
    done = desk("approve", "a")
    assert done.exit_code == 1
    assert "The consent for nia was withdrawn." in done.output


def test_each_thing_that_the_words_give_away_is_a_warning_with_its_line(desk: Shell) -> None:
    text = "text: Ring 0712 345 678 or write to nia@example.org. A girl of nine sings.\nsubmission: nia"
    desk.write(post("a", more=text))
    assert set(problems(desk)) == {
        ("warning", "a tells an e-mail address: “nia@example.org”."),
        ("warning", "a tells a telephone number: “0712 345 678”."),
        ("warning", "a tells a child who could be recognised: “A girl of nine sings.”."),
    }
    assert desk("check").exit_code == 0


def test_what_was_cleared_is_not_told_again(desk: Shell) -> None:
    desk.write(post("a", more="text: Ring the office on 0712 345 678.\nsubmission: nia"))
    done = desk("clear", "nia", "phone", "--by", "Ann", "--why", "The office's public number.")
    assert done.exit_code == 0, done.output
    assert problems(desk) == []


def test_a_card_without_a_submission_is_asked_about(desk: Shell) -> None:
    desk.write(post("a", more="card: {quote: I walk beside them., name: Nia Testa}"))
    assert "nobody asks for their consent" in desk("check").output


def test_a_record_that_cannot_be_read_is_told(desk: Shell) -> None:
    (desk.folder / "safeguarding.jsonl").write_text("{", encoding="utf-8")
    assert "safeguarding.jsonl:1 is damaged" in desk("check").output


def test_what_is_kept_too_long_is_listed_and_not_erased(desk: Shell) -> None:
    done = desk("intake", env={"SCHEDULER_RETENTION": "30"})
    assert "Kept for longer than 30 days (SCHEDULER_RETENTION):\n  nia: scheduler forget nia" in done.output
    assert (desk.folder / "submissions" / "nia.txt").exists()
    assert "Kept for longer" not in desk("intake").output


def test_a_retention_that_is_no_number_of_days_is_named(desk: Shell) -> None:
    done = desk("intake", env={"SCHEDULER_RETENTION": "long"})
    assert done.exit_code == 1
    assert "SCHEDULER_RETENTION is 'long'" in done.output
