"""Emoji are drawn in colour when the campaign or the system has a font for that, and in one colour when not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cards.card_samples import THEME, card
from cards.made_fonts import RED, layered, pictured

from scheduler.cards import render
from scheduler.cards.emoji import pictorial
from scheduler.cards.fonts import Library
from scheduler.cards.shaping import paragraph
from scheduler.cards.themes import Theme

SIGN = "😀"
Made = Callable[[Path, str], Path]


def reds(theme: Theme, quote: str) -> int:
    """How many pixels have the colour of the made fonts' sign."""
    picture = render(card(quote, portrait=None), size=(1200, 630), theme=theme)
    return sum(count for count, colour in picture.getcolors(1 << 20) or () if colour == RED)


def with_fonts(folder: Path) -> Theme:
    (folder / "theme.yaml").write_text("campaign: Our week")
    from scheduler.cards import load_theme

    return load_theme(folder / "theme.yaml")


@pytest.mark.parametrize("make", [layered, pictured])
def test_a_colour_font_of_the_campaign_draws_emoji_in_its_colours(make: Made, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    make(tmp_path / "fonts" / "colours.ttf", SIGN)
    assert reds(with_fonts(tmp_path), f"We did it {SIGN} together") > 400
    assert reds(with_fonts(tmp_path), "We did it together") == 0


def test_a_colour_font_of_the_system_is_found(tmp_path: Path) -> None:
    layered(tmp_path / "colours.ttf", SIGN)
    found = Library(system=(tmp_path,)).font(SIGN)
    assert found is not None
    assert found.coloured


def test_without_a_colour_font_emoji_have_the_colour_of_the_words() -> None:
    found = Library(system=()).font(SIGN)
    assert found is not None
    assert found.pictures
    assert not found.coloured
    assert reds(THEME, f"We did it {SIGN} together") == 0


def test_a_colour_font_is_for_emoji_only(tmp_path: Path) -> None:
    layered(tmp_path / "colours.ttf", "a")
    found = Library(tmp_path, system=()).font("a")
    assert found is not None
    assert not found.coloured


def test_the_words_around_an_emoji_keep_their_own_font(tmp_path: Path) -> None:
    layered(tmp_path / "colours.ttf", SIGN)
    text = paragraph(f"Yes {SIGN} 100 %", Library(tmp_path, system=()))
    assert [cluster.text for cluster in text.clusters if cluster.font.coloured] == [SIGN]


@pytest.mark.parametrize(
    ("sign", "picture"),
    [("😀", True), ("❤️", True), ("❤", False), ("😀\ufe0e", False), ("🇺🇬", True), ("1️⃣", True), ("1", False)],
)
def test_signs_that_ask_for_a_picture_are_told_from_plain_ones(sign: str, picture: bool) -> None:
    assert pictorial(sign) is picture
