"""What somebody agreed to means the same when the record is read back; above all, who is not to be named is not."""

import json
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest
from handed_in import NOW

from scheduler.errors import SubmissionError
from scheduler.models import EVERY_USE, Agreement, Use, Variant
from scheduler.submissions import Record
from scheduler.submissions.terms import in_words, uses_in

DUE = datetime(2023, 11, 6, 14, tzinfo=UTC)
WITHOUT_THE_NAME = EVERY_USE - {Use.NAME}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "safeguarding.jsonl")


def read_back(record: Record, words: str, name: str = "nia") -> frozenset[Use]:
    record.consent(name, by="Tess", agreed=Agreement(uses=uses_in(words)), now=NOW)
    found = record.agreement(name)
    assert found is not None
    return found.uses


def of_an_older_record(record: Record, what: str) -> frozenset[Use]:
    line = {"submission": "nia", "event": "consent", "what": what, "by": "Ann"}
    record.path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    found = record.agreement("nia")
    assert found is not None
    return found.uses


@pytest.mark.parametrize(
    ("words", "uses"),
    [
        ("words, picture, not the name", WITHOUT_THE_NAME),
        ("words, not the name", WITHOUT_THE_NAME - {Use.PICTURE}),
        ("everything but not the name", WITHOUT_THE_NAME),
        ("all, anonymously", WITHOUT_THE_NAME),
        ("words, anonymously, with the picture", WITHOUT_THE_NAME),
        ("todo, anónimo", WITHOUT_THE_NAME),
        ("all, not named", WITHOUT_THE_NAME),
        ("all, but not on social media", EVERY_USE - {Use.SOCIAL}),
        ("all, not in the e-mail", EVERY_USE - {Use.EMAIL}),
        ("words, not on social media, not in the e-mail", {Use.WORDS, Use.NAME}),
    ],
)
def test_what_is_excluded_stays_excluded(record: Record, words: str, uses: frozenset[Use]) -> None:
    assert read_back(record, words) == uses


def test_whatever_is_said_is_read_back_as_it_was_said(record: Record) -> None:
    """Every use wanted, excluded, or not spoken of: all that can be said."""
    for number, chosen in enumerate(product(("wanted", "excluded", ""), repeat=len(Use))):
        said = dict(zip(Use, chosen, strict=True))
        wanted, excluded = ([use for use in Use if said[use] == which] for which in ("wanted", "excluded"))
        words = ", ".join([*wanted, *(f"not {use}" for use in excluded)])
        if not words or len(excluded) == len(Use):
            continue
        found = read_back(record, words, f"nia-{number}")
        assert found == uses_in(words), words
        assert not found & set(excluded), words
        assert set(wanted) <= found, words


def test_the_record_says_in_words_what_is_excluded(record: Record) -> None:
    read_back(record, "words, picture, not the name")
    (entry,) = record.entries("nia")
    assert entry.what == "words, picture, social media, e-mail; not name"


def test_a_list_that_an_older_program_wrote_is_read_as_it_stands(record: Record) -> None:
    assert of_an_older_record(record, "words, picture, social media, e-mail") == WITHOUT_THE_NAME
    assert of_an_older_record(record, "words, name, e-mail") == {Use.WORDS, Use.NAME, Use.EMAIL}
    assert of_an_older_record(record, "words, picture") == {Use.WORDS, Use.PICTURE}


def test_what_an_older_record_says_in_free_words_means_what_it_meant(record: Record) -> None:
    assert of_an_older_record(record, "all uses named in the form") == EVERY_USE
    assert of_an_older_record(record, "Ann, by telephone") == EVERY_USE
    assert of_an_older_record(record, "words and picture") == EVERY_USE
    assert of_an_older_record(record, "social media, not e-mail") == EVERY_USE - {Use.EMAIL}


@pytest.mark.parametrize("words", ["name: no", "words: yes; name: no; picture: yes", "words, name (no)", "all, not"])
def test_a_not_with_nothing_behind_it_is_refused(words: str) -> None:
    with pytest.raises(SubmissionError, match="Nobody can tell what"):
        uses_in(words)


def test_agreeing_to_nothing_is_no_consent() -> None:
    with pytest.raises(SubmissionError, match="scheduler withdraw"):
        uses_in("not words, name, picture, social media, e-mail")


def test_the_last_day_is_read_back(record: Record) -> None:
    record.consent("nia", by="Tess", agreed=Agreement(uses=WITHOUT_THE_NAME, until=date(2023, 11, 6)), now=NOW)
    found = record.agreement("nia")
    assert found is not None
    assert (found.uses, found.until) == (WITHOUT_THE_NAME, date(2023, 11, 6))


@pytest.mark.parametrize("text", ["I am Nia.", "NIA TESTA walks", "Ask Níà", "Thank you, Testa!"])
def test_who_is_not_to_be_named_is_held_when_a_post_names_them(record: Record, text: str) -> None:
    line = {"submission": "nia", "event": "person", "what": "contributor", "person": "Nia Testa"}
    record.path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    read_back(record, "words, picture, not the name")
    why = record.reasons_to_hold()("nia", Variant(post="nia", channel="x", text=text), DUE)
    assert why == "The consent for nia does not cover the name, and it says Nia Testa."


def test_who_is_not_to_be_named_is_held_when_the_link_names_them(record: Record) -> None:
    line = {"submission": "nia", "event": "person", "what": "contributor", "person": "Nia Testa"}
    record.path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    read_back(record, "all, not the name")
    link = "https://www.example.org/?utm_content=nia-testa"
    why = record.reasons_to_hold()("nia", Variant(post="nia-testa", channel="x", text="Read on.", link=link), DUE)
    assert "its link tells the post's id, nia-testa" in (why or "")


def test_all_that_was_agreed_to_is_told_in_full() -> None:
    assert in_words(Agreement()) == "everything (words, name, picture, social media, e-mail)"
    told = in_words(Agreement(uses=WITHOUT_THE_NAME, channels=("x",), until=date(2023, 11, 6)))
    assert told == "words, picture, social media, e-mail, on x, until 6 November 2023; not name"
