"""The pages in five languages: the subscriber's own, else the browser's."""

import re
import string

import pytest
from door.house import NOBODY, House

from scheduler.door.pages import page, preferred, texts


def test_the_subscribers_language_wins_over_the_browsers(house: House) -> None:
    token = house.joined(language="ar")
    assert '<html lang="ar" dir="rtl">' in house.get(f"/u/{token}", **{"Accept-Language": "fr"}).text


def test_without_one_the_browsers_is_spoken(house: House) -> None:
    token = house.joined(language="")
    for path in (f"/u/{token}", f"/u/{NOBODY}", "/nothing"):
        assert '<html lang="pt" dir="ltr">' in house.get(path, **{"Accept-Language": "de, pt-BR;q=0.8, en;q=0.5"}).text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA, en;q=0.9", "fr"),
        ("en;q=0.2, es;q=0.9", "es"),
        ("de, it", "en"),
        ("ar;q=0, es;q=0.1", "es"),
        ("*", "en"),
        (";;;,q=,fr;q=x", "en"),
    ],
)
def test_the_browser_says_what_it_likes_best(header: str, language: str) -> None:
    assert preferred(header) == language


def test_every_language_says_everything() -> None:
    assert all(said.keys() == texts()["en"].keys() for said in texts().values())
    assert all(said["days"].keys() == texts()["en"]["days"].keys() for said in texts().values())


def _blanks(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} if isinstance(text, str) else set()


def test_no_translation_lost_what_is_to_be_filled_in() -> None:
    for said in texts().values():
        assert {key: _blanks(text) for key, text in said.items()} == {k: _blanks(t) for k, t in texts()["en"].items()}


@pytest.mark.parametrize("language", sorted(texts()))
def test_nothing_stays_unfilled_and_nothing_of_english_is_left(language: str) -> None:
    html = page("leave", language, prefix="", campaign="Week {campaign}", token="T")
    assert re.search(rf'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">', html)
    assert ("Stop the e-mails" in html) == (language == "en")
