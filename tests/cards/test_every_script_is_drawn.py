"""The font packages alone draw every script of the campaign's countries: nothing missing, nothing clipped."""

from itertools import combinations

import pytest
from cards.card_samples import LONG, PORTRAIT, QUOTES, SIZES, THEME, card, ink_box, quote_lines

from scheduler.cards import render
from scheduler.cards.compose import compose
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
def test_words_stay_in_their_box_and_off_each_other(lang: str, size: tuple[int, int]) -> None:
    sheet = compose(card(QUOTES[lang], lang), size, THEME)
    words = sheet.frame.words
    hang = 0.08 * sheet.frame.unit
    boxes = [ink_box(piece) for piece in sheet.pieces]
    for left, top, right, bottom in boxes:
        assert left >= words.left - hang
        assert right <= words.right + hang
        assert top >= words.top - 1
        assert bottom <= sheet.frame.foot.bottom + 1
    for one, other in combinations(boxes, 2):
        assert one[3] <= other[1] + 1 or other[3] <= one[1] + 1, "two lines touch"


@pytest.mark.parametrize("lang", ["en", "ar", "km", "zh"])
def test_nothing_is_drawn_outside_the_words_the_foot_and_the_portrait(lang: str) -> None:
    picture = render(card(QUOTES[lang], lang, portrait=None), size=(800, 450), theme=THEME)
    sheet = compose(card(QUOTES[lang], lang, portrait=None), (800, 450), THEME)
    margin = round(sheet.frame.words.left - 0.08 * sheet.frame.unit)
    ground = picture.getpixel((0, 0))
    for strip in ((0, 0, margin, 450), (800 - margin, 0, 800, 450), (0, 0, 800, 20), (0, 430, 800, 450)):
        assert picture.crop(strip).getcolors() == [((strip[2] - strip[0]) * (strip[3] - strip[1]), ground)]


@pytest.mark.parametrize("size", SIZES)
def test_four_hundred_characters_fit_at_a_readable_size(size: tuple[int, int]) -> None:
    assert 370 <= len(LONG) <= 400
    sheet = compose(card(LONG), size, THEME)
    assert min(piece.placed.size for piece in quote_lines(sheet)) >= 0.0215 * size[0] - 1


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
