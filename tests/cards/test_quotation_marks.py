"""Each language has its own quotation marks, and a quote that comes with marks does not get them twice."""

import pytest
from cards.card_samples import QUOTES, THEME, card, quote_lines

from scheduler.cards.compose import compose
from scheduler.cards.fonts import Library
from scheduler.cards.languages import quotation_marks, unquoted
from scheduler.cards.shaping import paragraph


@pytest.mark.parametrize(
    ("lang", "marks"),
    [
        ("en", "“”"),
        ("fr", "«\u00a0\u00a0»"),
        ("fr-CH", "«»"),
        ("de", "„“"),
        ("de-AT", "„“"),
        ("pl", "„”"),
        ("sv", "””"),
        ("ja", "「」"),
        ("zh", "“”"),
        ("zh_Hant", "「」"),
        ("ar", "«»"),
        ("ur", "”“"),
        ("", "“”"),
        ("xx", "“”"),
    ],
)
def test_marks_are_those_of_the_language(lang: str, marks: str) -> None:
    assert "".join(quotation_marks(lang)) == marks


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Listen.”", "Listen."),
        ("« Écouter. »", "Écouter."),
        ('"Listen."', "Listen."),
        ("„Zuhören.“", "Zuhören."),
        ("“Yes,” she said, “listen.”", "“Yes,” she said, “listen.”"),
        ("He said “listen.”", "He said “listen.”"),
        ("’Tis so", "’Tis so"),
        ("“", "“"),
        ("", ""),
    ],
)
def test_enclosing_marks_are_taken_off_and_inner_ones_stay(text: str, inner: str) -> None:
    assert unquoted(text) == inner


def test_a_quote_with_and_without_its_own_marks_is_the_same_card() -> None:
    plain, marked = (compose(card(text), (1600, 900), THEME) for text in ("Listen.", "“Listen.”"))
    assert [piece.placed.x for piece in plain.pieces] == [piece.placed.x for piece in marked.pieces]


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "ja", "de"])
def test_exactly_two_marks_are_coloured_and_the_first_hangs(lang: str) -> None:
    text = paragraph(QUOTES[lang], Library(system=()), language=lang, marks=quotation_marks(lang))
    assert len(text.marks) == 2
    assert text.hanging == {0}
    glyphs = [
        glyph
        for piece in quote_lines(compose(card(QUOTES[lang], lang), (1600, 900), THEME))
        for glyph in piece.placed.line.glyphs
    ]
    assert sum(glyph.mark for glyph in glyphs) == 2
    assert sum(glyph.hangs for glyph in glyphs) == 1


def test_a_mark_never_stands_alone_on_a_line() -> None:
    for lang, quote in QUOTES.items():
        for piece in quote_lines(compose(card(quote, lang), (1200, 630), THEME)):
            assert not all(glyph.mark for glyph in piece.placed.line.glyphs), lang
