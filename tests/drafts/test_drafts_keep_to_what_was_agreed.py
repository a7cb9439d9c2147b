"""A draft shows no picture, gives no name and goes to no channel that its people did not agree to."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from drafts.draft_samples import blog, calendar, finding, profile

from scheduler import calendar_file
from scheduler.drafts import draft
from scheduler.drafts.quotes import quotes
from scheduler.models import EVERY_USE, EVERYTHING, Agreement, FindingKind, Media, Post, Submission, Use
from scheduler.submissions.terms import is_named_by_the_link, names


def portrayed(folder: Path, agreed: Agreement = EVERYTHING, **changes: Any) -> Submission:
    return profile(media=(Media(file=folder / "ines.jpg", alt="Ines at work"),), agreed=agreed, **changes)


def only(submission: Submission, folder: Path) -> Post:
    (made,) = draft([submission], calendar(folder))
    return made.post


def test_what_is_agreed_to_as_a_whole_is_drafted_as_a_whole(tmp_path: Path) -> None:
    card = only(portrayed(tmp_path), tmp_path).card
    assert card is not None
    assert card.portrait is not None


def test_words_without_the_picture_make_a_card_without_a_portrait(tmp_path: Path) -> None:
    post = only(portrayed(tmp_path, Agreement(uses=EVERY_USE - {Use.PICTURE})), tmp_path)
    assert post.card is not None
    assert (post.card.portrait, post.media) == (None, ())


def test_without_the_name_there_is_no_card(tmp_path: Path) -> None:
    assert only(portrayed(tmp_path, Agreement(uses=EVERY_USE - {Use.NAME})), tmp_path).card is None


NAMELESS = Agreement(uses=EVERY_USE - {Use.NAME})


def nowhere_named(post: Post, person: str, folder: Path) -> bool:
    variants = calendar_file.variants(post, calendar(folder))
    return not any(names(each, person) or is_named_by_the_link(each, person) for each in variants)


def test_without_the_name_no_channel_gives_it(tmp_path: Path) -> None:
    why = "People call me Ines. I wanted to learn how quarrels are mended. I learned it slowly."
    quote = "I am INES and I carry a chair and I sit down."
    told = {"role": "", "support": "", "love": ""}
    submission = portrayed(tmp_path, NAMELESS, why=why, quote=quote, text=why, **told)
    post = only(submission, tmp_path)
    assert nowhere_named(post, "Ines Okafor", tmp_path)
    assert "I learned it slowly." in post.text
    assert "Community Worker (Ghana)" in post.text
    assert "Two Rivers" not in post.text
    assert not any("ines" in quote.text.lower() for quote in quotes(submission))


def test_without_the_name_neither_a_credit_nor_a_title_nor_an_alt_text_gives_it(tmp_path: Path) -> None:
    submission = blog(
        agreed=NAMELESS,
        title="A well, by Pio Mensah",
        media=(Media(file=tmp_path / "well.jpg", alt="Pio beside the well"),),
    )
    post = only(submission, tmp_path)
    assert nowhere_named(post, "Pio Mensah", tmp_path)
    assert post.text
    assert [media.alt for media in post.media] == [""]


def test_with_the_name_it_is_given(tmp_path: Path) -> None:
    assert not nowhere_named(only(portrayed(tmp_path), tmp_path), "Ines Okafor", tmp_path)


def test_only_the_channels_that_were_named(tmp_path: Path) -> None:
    (first, *_) = calendar(tmp_path).channels
    assert only(portrayed(tmp_path, Agreement(channels=(first,))), tmp_path).channels == (first,)


@pytest.mark.parametrize("missing", [Use.SOCIAL, Use.WORDS])
def test_what_may_not_stand_on_social_media_at_all_is_not_drafted(tmp_path: Path, missing: Use) -> None:
    assert draft([portrayed(tmp_path, Agreement(uses=EVERY_USE - {missing}))], calendar(tmp_path)) == []


def test_a_place_after_the_last_day_is_none(tmp_path: Path) -> None:
    (made,) = draft([portrayed(tmp_path, Agreement(until=date(2023, 11, 5)))], calendar(tmp_path))
    assert made.post.at is None
    assert "until 5 November 2023" in made.note


def test_somebody_who_was_not_asked_is_neither_named_nor_shown(tmp_path: Path) -> None:
    words = 'Rosa Prueba is to be seen, and has not agreed: scheduler consent ines-okafor --person "Rosa Prueba"'
    text = "Rosa opened every door for us. We carried the chairs. I learned from the street and from its people."
    submission = portrayed(
        tmp_path,
        why=text,
        text=text,
        people=(("contributor", "Ines Okafor"), ("pictured", "Rosa Prueba")),
        findings=(finding(FindingKind.CONSENT, words),),
    )
    post = only(submission, tmp_path)
    assert "Rosa" not in post.text
    assert post.card is None or post.card.portrait is None
    assert post.media == ()
