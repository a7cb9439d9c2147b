"""Each reply is in the contributor's language, names what is missing in it, and is ready to be sent by a person."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse
from zoneinfo import ZoneInfo

import pytest
from handed_in import PROFILE, Desk

from scheduler.models import Campaign, Finding, FindingKind, Kind, Parts, Readiness, Submission
from scheduler.submissions import page, reply
from scheduler.submissions.data import rules, words_in
from scheduler.submissions.replies import mailto

LANGUAGES = ("en", "fr", "es", "pt", "ar")
WEEK = Campaign(
    name="Sample Week",
    theme="A decade of strengthening the social service workforce",
    timezone=ZoneInfo("UTC"),
    starts=date(2023, 11, 6),
    ends=date(2023, 11, 10),
    submissions_close=date(2023, 10, 2),
)


def profile(language: str, **changes: Any) -> Submission:
    told = {
        "id": "zola",
        "files": (Path("zola.txt"),),
        "kind": Kind.PROFILE,
        "language": language,
        "author": "Zola Testa",
    }
    return Submission(**{**told, "text": "word " * 200, "parts": Parts(name="Zola Testa"), **changes})


def shape(table: Any) -> Any:
    return {key: shape(value) for key, value in table.items()} if isinstance(table, dict) else type(table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_english_says(language: str) -> None:
    said = {**words_in(language), "days": None}
    assert shape(said) == shape({**words_in("en"), "days": None})
    assert set(said["parts"]) == {each.name for each in fields(Parts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_named_in_the_contributors_language(language: str) -> None:
    text = reply(profile(language, status=Readiness.INCOMPLETE, missing=("quote", "country")), WEEK)
    assert "Zola" in text
    assert words_in(language)["parts"]["quote"] in text
    assert words_in(language)["parts"]["country"] in text
    assert "{" not in text


def test_a_language_that_we_have_no_words_of_is_answered_in_english() -> None:
    assert reply(profile("km", status=Readiness.READY), WEEK).startswith("Dear Zola,")


def test_a_title_before_the_name_is_no_name() -> None:
    assert reply(profile("en", author="Dr. Zola Testa")).startswith("Dear Zola,")


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [("en", 1, "one day after"), ("en", 3, "3 days after"), ("ar", 2, "يومين"), ("ar", 5, "5 أيام")],
)
def test_how_late_it_is_is_said_in_words(language: str, days: int, words: str) -> None:
    late = profile(language, late=True, received=datetime(2023, 10, 2 + days, 12, tzinfo=UTC))
    assert words in reply(late, WEEK)


def test_each_open_finding_is_asked_about_once_and_a_cleared_one_not_at_all() -> None:
    phone = Finding(kind=FindingKind.PHONE, text="0772 123 456", file=Path("zola.txt"))
    said = words_in("fr")["findings"]["phone"]
    held = profile("fr", status=Readiness.HELD, findings=(phone, replace(phone, line=7)))
    assert reply(held).count(said) == 1
    assert said not in reply(replace(held, findings=(replace(phone, cleared_by="Tess"),)))


def test_the_reply_opens_in_a_mail_program_as_it_stands(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Country: Kenya", "Country: Kenya\nE-mail: nia@example.org"))
    found = desk.only()

    link = urlparse(mailto(found, WEEK))

    assert (link.scheme, link.path) == ("mailto", "nia@example.org")
    told = parse_qs(link.query)
    assert told["subject"] == ["Your contribution to Sample Week"]
    assert told["body"][0].replace("\r\n", "\n") == reply(found, WEEK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [Kind.BLOG, Kind.PROFILE, Kind.MULTIMEDIA])
def test_the_page_for_members_is_there_in_every_language_of_the_replies(kind: Kind, language: str) -> None:
    told = page(kind, WEEK, language)
    assert "$" not in told
    assert "{" not in told
    assert "Sample Week" in told
    assert str(rules()[kind]["words"][1])[-3:] in told
    assert told.startswith('<div dir="rtl" lang="ar">' if language == "ar" else "# ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_copies_the_consent_from_the_page_has_agreed(desk: Desk, language: str) -> None:
    (sentence,) = re.findall(r"\*([^*]+)\*", words_in(language)["guidelines"]["consent"])
    desk.drop("nia.txt", PROFILE[: PROFILE.index("Consent")] + " ".join(sentence.split()) + "\n")
    assert desk.only().status is Readiness.READY


def test_the_page_is_in_the_language_of_the_campaigns_theme() -> None:
    week = replace(WEEK, name="Semaine du travail social", theme="Dix ans au service des familles et des enfants")
    assert page(Kind.BLOG, week) == page(Kind.BLOG, week, "fr")
    assert page(Kind.BLOG, replace(week, name="Kazi", theme="Wafanyakazi wa huduma za jamii")).startswith("# Blog post")


@pytest.mark.parametrize("kind", [Kind.BLOG, Kind.PROFILE, Kind.MULTIMEDIA])
def test_the_page_for_members_asks_for_what_the_checks_look_at(kind: Kind) -> None:
    told = page(kind, WEEK)
    assert "$" not in told
    assert "Sample Week" in told
    assert "2 October 2023" in told
    _, most = rules()[kind]["words"]
    assert f"{most:,}" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_a_profile_lists_every_part_that_is_needed(language: str) -> None:
    told = page(Kind.PROFILE, language=language)
    assert all(words_in(language)["parts"][part] in told for part in rules()["profile"]["needed"])
