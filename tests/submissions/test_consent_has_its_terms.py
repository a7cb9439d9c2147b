"""A consent covers some uses, some channels and some time; whatever is not within it is held, and why is said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from handed_in import NOW

from scheduler.errors import SubmissionError
from scheduler.models import EVERY_USE, Agreement, Card, Media, Use, Variant
from scheduler.submissions import Record
from scheduler.submissions.terms import uses_in

DUE = datetime(2023, 11, 6, 14, tzinfo=UTC)
WORDS = Variant(post="nia", channel="x", text="I walk beside them.")
PICTURE = Variant(post="nia", channel="x", text="At work.", media=(Media(file=Path("nia.jpg"), alt="A woman"),))
CARD = Variant(
    post="nia", channel="facebook", card=Card(quote="I walk.", name="Nia Testa", portrait=Path("assets/nia.jpg"))
)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "safeguarding.jsonl")


def agreed(record: Record, uses: str = "all", **terms: object) -> None:
    made = Agreement(uses=uses_in(uses), **terms)  # type: ignore[arg-type]
    record.consent("nia", by="Tess", agreed=made, now=NOW)


def why(record: Record, variant: Variant, due: datetime = DUE, now: datetime | None = None) -> str:
    return record.reasons_to_hold(now)("nia", variant, due) or ""


@pytest.mark.parametrize(
    ("words", "uses"),
    [
        ("all", EVERY_USE),
        ("all uses named in the form", EVERY_USE),
        ("words and picture", EVERY_USE),
        ("e-mail and social media", EVERY_USE),
        ("social media", EVERY_USE - {Use.EMAIL}),
        ("words only", EVERY_USE - {Use.PICTURE}),
        ("words, not the picture", EVERY_USE - {Use.PICTURE}),
        ("everything except the photo", EVERY_USE - {Use.PICTURE}),
        ("social media but not e-mail", EVERY_USE - {Use.EMAIL}),
        ("my story, without my name", EVERY_USE - {Use.NAME, Use.PICTURE}),
        ("all, anonymously", EVERY_USE - {Use.NAME}),
        ("mots et photo", EVERY_USE),
        ("palabras, sin foto", EVERY_USE - {Use.PICTURE}),
        ("newsletter", EVERY_USE - {Use.SOCIAL}),
    ],
)
def test_uses_are_read_as_people_say_them(words: str, uses: frozenset[Use]) -> None:
    assert uses_in(words) == uses


@pytest.mark.parametrize("words", ["billboards", "words and billboards", ""])
def test_a_use_that_is_not_known_is_refused_with_those_that_are(words: str) -> None:
    with pytest.raises(SubmissionError, match="Say all, or some of: words"):
        uses_in(words)


def test_the_last_day_counts_and_the_next_does_not(record: Record) -> None:
    agreed(record, until=date(2023, 11, 6))
    assert why(record, WORDS) == ""
    assert why(record, WORDS, datetime(2023, 11, 7, 8, tzinfo=UTC)) == "The consent for nia ran out on 6 November 2023."


def test_what_is_late_is_judged_by_today(record: Record) -> None:
    agreed(record, until=date(2023, 11, 6))
    assert "ran out" in why(record, WORDS, now=datetime(2023, 11, 8, tzinfo=UTC))


def test_words_without_the_picture(record: Record) -> None:
    agreed(record, "words, not the picture")
    assert why(record, WORDS) == ""
    assert why(record, PICTURE) == "The consent for nia does not cover a picture."
    assert why(record, CARD) == "The consent for nia does not cover a picture."


def test_e_mail_only_keeps_it_off_the_networks(record: Record) -> None:
    agreed(record, "e-mail")
    assert why(record, WORDS) == "The consent for nia does not cover social media."


def test_only_some_channels(record: Record) -> None:
    agreed(record, channels=("facebook",))
    assert why(record, CARD) == ""
    assert why(record, WORDS) == "The consent for nia is for facebook only, not for x."


def test_a_channel_can_be_asked_about_before_anything_is_written(record: Record) -> None:
    agreed(record, "words", channels=("facebook",))
    reason = record.reasons_to_hold()
    assert reason("nia", None, DUE, "facebook") is None
    assert reason("nia", None, DUE, "x") == "The consent for nia is for facebook only, not for x."


def test_what_was_agreed_to_last_counts(record: Record) -> None:
    agreed(record, "words")
    agreed(record, "all")
    assert why(record, CARD) == ""


def test_another_person_is_asked_for_what_names_or_shows_them(record: Record) -> None:
    agreed(record)
    record.withdraw("nia", by="Tess", why="", person="Rosa Prueba", now=NOW)
    named = Variant(post="nia", channel="x", text="Rosa opened the door.")
    assert why(record, WORDS) == ""
    assert why(record, named) == "The consent of Rosa Prueba was withdrawn, and this names or shows them."
    assert "Rosa Prueba" in why(record, PICTURE)
    agreed(record, "words", person="Rosa Prueba")
    assert why(record, named) == ""
    assert why(record, PICTURE) == "The consent of Rosa Prueba does not cover a picture."


def test_lines_of_an_older_record_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "safeguarding.jsonl"
    path.write_text(
        '{"submission": "nia", "event": "consent", "what": "Ann, by telephone", "by": "Ann"}\n'
        '{"submission": "nia", "event": "found", "what": "tracked_change", "by": "intake"}\n'
        '{"submission": "nia", "event": "cleared", "what": "tracked_change", "by": "Ann", "why": "seen"}\n',
        encoding="utf-8",
    )
    assert Record(path).reasons_to_hold()("nia", CARD, DUE) is None


def test_a_date_that_was_spoilt_by_hand_has_passed(record: Record) -> None:
    record.path.write_text(
        '{"submission": "nia", "event": "consent", "what": "all", "until": "soon"}\n', encoding="utf-8"
    )
    assert "ran out" in why(record, WORDS)
