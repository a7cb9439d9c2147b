"""Right-to-left text runs as Unicode says, and its cards are mirrored as a whole."""

import pytest
from bidi import get_display
from cards.card_samples import PORTRAIT, QUOTES, SIZES, THEME, card, ink_box, quote_lines
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cards import render
from scheduler.cards.bidi import brackets, first_strong, levels, reorder
from scheduler.cards.compose import compose
from scheduler.cards.designs import frames
from scheduler.cards.fonts import Library
from scheduler.cards.languages import is_rtl
from scheduler.cards.shaping import paragraph

MIXED = "abcאבגابتم١٢۳012 ,.:;+-%$€()[]{}<>«»“”!?؟·\u200e\u200f\u0301\u064b、〈〉「」"


def seen(text: str, base: int) -> str:
    return "".join(text[place] for place in reorder(levels(text, base)))


@given(st.text(st.sampled_from(MIXED), max_size=30), st.sampled_from([0, 1]))
def test_the_order_is_that_of_an_independent_implementation(text: str, base: int) -> None:
    assert seen(text, base) == get_display(text, base_dir="LR"[base])


@pytest.mark.parametrize(
    ("text", "base", "shown"),
    [
        ("אבג abc", 1, "abc גבא"),
        ("ITUC-CSI אבג!", 1, "!גבא ITUC-CSI"),
        ("אבג (100%) דה", 1, "הד (100%) גבא"),
        ("abc (אבג) def", 0, "abc (גבא) def"),
        ("אב 2013-2023 ג", 1, "ג 2013-2023 בא"),
        ("", 1, ""),
    ],
)
def test_known_lines(text: str, base: int, shown: str) -> None:
    swapped = str.maketrans("()", ")(") if base else {}
    assert seen(text, base) == shown.translate(swapped)


def test_brackets_know_their_mates() -> None:
    assert {"(": ")", "[": "]", "「": "」", "⁅": "⁆"}.items() <= brackets().items()


def test_the_first_strong_character_decides_where_no_language_is_given() -> None:
    assert (first_strong("12 אב"), first_strong("12 ab"), first_strong("12 !")) == (1, 0, None)
    assert is_rtl("", "«كل طفل»")
    assert not is_rtl("en", "كل طفل")
    assert is_rtl("ar-EG", "ITUC")


@pytest.mark.parametrize("size", SIZES)
def test_every_box_is_mirrored(size: tuple[int, int]) -> None:
    pairs = zip(frames(size, design="portrait", rtl=False), frames(size, design="portrait", rtl=True), strict=True)
    for plain, mirrored in pairs:
        assert plain.portrait is not None
        assert mirrored.words == plain.words.mirrored(size[0])
        assert mirrored.foot == plain.foot.mirrored(size[0])
        assert mirrored.portrait == plain.portrait.mirrored(size[0])
        assert [panel.box for panel in mirrored.panels] == [panel.box.mirrored(size[0]) for panel in plain.panels]


def test_an_arabic_card_has_its_portrait_at_the_right_and_its_lines_begin_at_the_right() -> None:
    sheet = compose(card(QUOTES["ar"], "ar"), (1600, 900), THEME)
    assert sheet.frame.portrait is not None
    assert sheet.frame.portrait.right == 1600
    first, *others = [ink_box(piece) for piece in quote_lines(sheet)]
    assert {abs(box[2] - round(sheet.frame.words.right)) <= 2 for box in others} == {True}
    assert first[2] > sheet.frame.words.right + 5, "the opening mark hangs outside"


def test_an_english_card_hangs_its_opening_mark_at_the_left() -> None:
    sheet = compose(card(), (1600, 900), THEME)
    first, *others = [ink_box(piece) for piece in quote_lines(sheet)]
    assert first[0] < sheet.frame.words.left - 5
    assert {abs(box[0] - round(sheet.frame.words.left)) <= 2 for box in others} == {True}


def test_the_portrait_is_painted_where_the_frame_says() -> None:
    left, right = (
        render(card(quote, lang, portrait=PORTRAIT), size=(1600, 900), theme=THEME)
        for quote, lang in (("Listen to them.", "en"), ("أصغوا إليهم.", "ar"))
    )
    assert left.crop((0, 0, 616, 900)).tobytes() == right.crop((984, 0, 1600, 900)).tobytes()


def test_an_english_organisation_on_an_arabic_card_keeps_its_own_brackets_in_order() -> None:
    text = paragraph("Example Network (EN) \u200f·\u200f الأردن", Library(system=()), language="ar", rtl=True)
    shown = "".join(text.clusters[place].text for place in reorder([cluster.level for cluster in text.clusters]))
    assert "Example Network (EN)" in shown
    assert shown.index("·") < shown.index("Example")
