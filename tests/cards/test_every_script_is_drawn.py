"""The font packages alone draw every script of the campaign's countries: nothing missing, nothing clipped."""

from itertools import combinations

import pytest
from cards.card_samples import LONG, PORTRAIT, QUOTES, SIZES, THEME, card, ink_box, inside, quote_lines, touch

from scheduler.cards.compose import compose
from scheduler.cards.designs import safe
from scheduler.cards.fonts import Library
from scheduler.cards.shaping import paragraph, script_of

PACKED = Library(system=())


@pytest.mark.parametrize("lang", QUOTES)
def test_no_glyph_is_missing_and_every_letter_has_ink(lang: str) -> None:
    text = paragraph(QUOTES[lang], PACKED, language=lang, weight=500)
    line = text.whole
    assert all(glyph.id for glyph in line.glyphs)
    assert len(line.glyphs) > len(QUOTES[lang]) / 4
    assert text.width(0, len(text.clusters)) > 10


@pytest.mark.parametrize("lang", QUOTES)
@pytest.mark.parametrize("size", [SIZES[0], SIZES[1], SIZES[3]])
def test_words_stay_on_the_card_and_off_each_other(lang: str, size: tuple[int, int]) -> None:
    boxes = [ink_box(piece) for piece in compose(card(QUOTES[lang], lang), size, THEME).pieces]
    assert all(inside(box, safe(size)) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if touch(*pair)]


@pytest.mark.parametrize("size", SIZES)
def test_four_hundred_characters_fit_at_a_readable_size(size: tuple[int, int]) -> None:
    assert 370 <= len(LONG) <= 400
    sheet = compose(card(LONG), size, THEME)
    assert min(piece.placed.size for piece in quote_lines(sheet)) >= 0.0235 * size[0]


def test_arabic_letters_join() -> None:
    """Joined forms are narrower than letters that stand alone."""
    joined = paragraph("بيت", PACKED, language="ar").whole.width
    apart = sum(paragraph(letter, PACKED, language="ar").whole.width for letter in "بيت")
    assert joined < 0.8 * apart


def test_nepali_and_hindi_have_their_own_forms() -> None:
    nepali, hindi = (paragraph("झ", PACKED, language=lang).whole.glyphs for lang in ("ne", "hi"))
    assert [glyph.id for glyph in nepali] != [glyph.id for glyph in hindi]


def test_an_emoji_family_is_one_sign_and_its_neighbours_keep_the_text_font() -> None:
    text = paragraph("Together 👩🏽‍🏫 we do", PACKED, language="en")
    emoji = [cluster for cluster in text.clusters if cluster.font.pictures]
    assert [cluster.text for cluster in emoji] == ["👩🏽‍🏫"]


def test_bold_names_are_bolder_than_plain_ones() -> None:
    plain, bold = (paragraph("Amina", PACKED, weight=weight).whole.width for weight in (400, 700))
    assert bold > plain * 1.02


@pytest.mark.parametrize(("sign", "script"), [("a", "Latn"), ("ب", "Arab"), ("ខ្ញុំ", "Khmr"), (" ", ""), ("5", "")])
def test_scripts_are_told_apart(sign: str, script: str) -> None:
    assert script_of(sign) == script


def test_the_portrait_of_the_samples_is_there() -> None:
    assert PORTRAIT.is_file()
