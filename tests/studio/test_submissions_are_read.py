"""Submissions on a page: read in the background, settled by people, drafted into the calendar."""

import re
from pathlib import Path

import pytest
from campaigns import post
from handed_in import PROFILE
from studio.facts import said
from studio.open_studio import Open, opened

from scheduler.studio.reading import Inbox
from scheduler.submissions import RECORD_FILE, Record

NO_CONSENT = PROFILE.partition("Consent:")[0]
PRIVATE = PROFILE.replace("I visit four families", "Call me on +44 29 2018 0461. I visit four families")
WITHOUT_QUOTE = PROFILE.replace("Quote\nI cannot carry the load for a family, but I can walk beside them.\n\n", "")
POST = post("hello", "2023-11-06 09:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "submissions").mkdir()
    return tmp_path


def drop(folder: Path, name: str, words: str) -> None:
    (folder / "submissions" / name).write_text(words, encoding="utf-8")


def inbox_of(studio: Open) -> Inbox:
    inbox: Inbox = studio.app.state.inbox
    return inbox


def read(studio: Open, path: str = "/submissions") -> str:
    """The page once everything is read."""
    studio.get(path)
    inbox_of(studio).wait()
    return studio.get(path).text


def test_the_page_answers_at_once_and_follows_when_it_is_read(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    with opened(folder, POST) as studio:
        before = studio.desk.mark()
        first = studio.get("/submissions").text
        assert "Reading" in first
        assert '<noscript><meta http-equiv="refresh"' in first
        page = read(studio)
        assert "Nia Testa" in page
        assert "0 of 1 have a slot" in page
        assert "http-equiv" not in page
        assert studio.desk.mark() != before


def test_what_is_read_is_not_read_again_until_something_changes(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    with opened(folder, POST) as studio:
        read(studio)
        first = inbox_of(studio).look()
        assert not first.reading
        assert inbox_of(studio).look().found is first.found
        drop(folder, "another.txt", PROFILE.replace("Nia Testa", "Ola Sample"))
        assert inbox_of(studio).look().reading
        inbox_of(studio).wait()
        assert "Ola Sample" in studio.get("/submissions").text


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with opened(tmp_path, POST) as studio:
        assert "is not there" in read(studio)


def test_a_finding_is_cleared_with_a_reason_and_by_name(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PRIVATE)
    with opened(folder, POST) as studio:
        page = read(studio, "/submissions/nia-testa")
        assert "+44 29 2018 0461" in page
        assert re.search(r"submissions/nia-testa\.txt:\d+", page)
        key = re.search(r'name="key" value="(phone:[^"]*)"', page)
        assert key
        answer = studio.post("/submissions/nia-testa", do="clear", key=key[1], why="The office's public number.")
        assert "cleared by Ada" in said(answer.text)
        assert "Cleared: phone by Ada" in read(studio, "/submissions/nia-testa")


def test_clearing_needs_a_reason(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PRIVATE)
    with opened(folder, POST) as studio:
        read(studio)
        assert "Say why" in said(studio.post("/submissions/nia-testa", do="clear", key="phone", why=" ").text)
        assert Record(folder / RECORD_FILE).cleared("nia-testa") == {}


def test_consent_is_put_on_record_with_its_terms(folder: Path) -> None:
    drop(folder, "nia-testa.txt", NO_CONSENT)
    with opened(folder, POST) as studio:
        assert "None is on record" in read(studio, "/submissions/nia-testa")
        fields = {"use-WORDS": "on", "use-NAME": "on", "use-SOCIAL": "on", "on-x": "on", "until": "2023-12-31"}
        studio.post("/submissions/nia-testa", do="consent", how="by telephone", **fields)
        page = read(studio, "/submissions/nia-testa")
        assert "On record: words, name, social media, on x, until 31 December 2023; not picture, e-mail." in page
        agreed = Record(folder / RECORD_FILE).agreement("nia-testa")
        assert agreed
        assert agreed.how == "by telephone"


def test_a_consent_to_nothing_is_not_put_on_record(folder: Path) -> None:
    drop(folder, "nia-testa.txt", NO_CONSENT)
    with opened(folder, POST) as studio:
        read(studio)
        assert "Nothing is ticked" in said(studio.post("/submissions/nia-testa", do="consent").text)
        assert not Record(folder / RECORD_FILE).consent_given("nia-testa")


def test_a_consent_without_a_channel_is_not_taken_for_all_of_them(folder: Path) -> None:
    drop(folder, "nia-testa.txt", NO_CONSENT)
    with opened(folder, POST) as studio:
        read(studio)
        answer = studio.post("/submissions/nia-testa", do="consent", **{"use-WORDS": "on", "use-SOCIAL": "on"})
        assert "no channel" in said(answer.text)
        assert not Record(folder / RECORD_FILE).consent_given("nia-testa")


def test_missing_parts_are_asked_for_in_the_reply_or_taken_as_they_are(folder: Path) -> None:
    drop(folder, "nia-testa.txt", WITHOUT_QUOTE)
    with opened(folder, POST) as studio:
        page = read(studio, "/submissions/nia-testa")
        assert "Dear Nia" in page
        assert 'href="mailto:' in page
        studio.post("/submissions/nia-testa", do="clear", key="missing:quote", why="She prefers none.")
        assert "ready" in read(studio, "/submissions/nia-testa")


def test_a_ready_one_is_drafted_into_the_next_free_slot(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    with opened(folder, POST) as studio:
        assert 'value="draft"' in read(studio, "/submissions/nia-testa")
        answer = studio.post("/submissions/nia-testa", do="draft")
        assert said(answer.text) == "Drafted into posts.yaml: nia-testa (Mon 6 Nov 15:30 EST)."
        assert [each.id for each in studio.calendar().posts] == ["hello", "nia-testa"]
        assert "1 of 1 has a slot" in read(studio)


def test_one_is_drafted_without_the_others(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    drop(folder, "ola-sample.txt", PROFILE.replace("Nia Testa", "Ola Sample").replace("my neighbour", "an aunt"))
    with opened(folder, POST) as studio:
        read(studio)
        studio.post("/submissions/nia-testa", do="draft")
        assert "ola-sample" not in [each.id for each in studio.calendar().posts]


def test_declining_is_kept_with_its_reason_and_taken_back(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    with opened(folder, POST) as studio:
        read(studio)
        studio.post("/submissions/nia-testa", do="decline", why="It came three weeks late.")
        assert Record(folder / RECORD_FILE).declined("nia-testa") == "It came three weeks late."
        assert "It came three weeks late." in read(studio, "/submissions/nia-testa")
        studio.post("/submissions/nia-testa", do="take", why="There is room after all.")
        assert Record(folder / RECORD_FILE).declined("nia-testa") == ""


def test_what_is_not_there_is_not_decided_about(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE)
    with opened(folder, POST) as studio:
        read(studio)
        assert studio.get("/submissions/nobody").status_code == 404
        assert studio.post("/submissions/nobody", do="decline", why="?").status_code == 404
        assert not Record(folder / RECORD_FILE).entries("nobody")


def test_words_that_came_in_stay_words(folder: Path) -> None:
    drop(folder, "nia-testa.txt", PROFILE.replace("My neighbour did it", "<script>alert(1)</script> did it"))
    with opened(folder, POST) as studio:
        assert "<script>alert" not in read(studio, "/submissions/nia-testa")
