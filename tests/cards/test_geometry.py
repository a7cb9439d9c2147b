"""Sizes and places are arithmetic on the words' own measures; they hold on any card."""

from dataclasses import replace
from itertools import pairwise

import pytest
from cards.card_samples import QUOTES, SIZES, THEME, card, ink_box, quote_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.cards.compose import compose
from scheduler.cards.designs import DESIGNS, frames, safe
from scheduler.cards.fonts import Library
from scheduler.cards.layout import Box, fit, pitch, place
from scheduler.cards.shaping import paragraph

PACKED = Library(system=())
BOX = Box(left=100, top=50, width=800, height=500)


def test_a_box_mirrors_around_the_middle_of_the_card() -> None:
    assert BOX.mirrored(1000) == Box(left=100, top=50, width=800, height=500)
    assert Box(left=0, top=0, width=10, height=5).mirrored(100).left == 90
    assert BOX.mirrored(1600).mirrored(1600) == BOX


@settings(max_examples=90)
@given(st.integers(300, 3000), st.integers(300, 3000), st.sampled_from(DESIGNS), st.booleans())
def test_on_any_card_the_places_lie_on_it_and_apart(width: int, height: int, design: str, rtl: bool) -> None:
    room = safe((width, height))
    for frame in frames((width, height), design=design, rtl=rtl):
        places = [frame.words, frame.foot, *([frame.person] if frame.person else [])]
        for box in places:
            assert box.left >= room.left - 1
            assert box.right <= room.right + 1
            assert box.top >= room.top - 1
            assert box.bottom <= room.bottom + 1
        assert frame.words.bottom < frame.foot.top
        picture = frame.portrait
        if picture and not frame.bleeds:
            beside = picture.right < frame.words.left or frame.words.right < picture.left
            assert beside or picture.bottom < frame.words.top


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", SIZES)
def test_later_frames_have_more_room_for_words(size: tuple[int, int], design: str) -> None:
    found = list(frames(size, design=design, rtl=False))
    first, last = found[0], found[-1]
    more = last.words.width * last.words.height > first.words.width * first.words.height
    assert more or last.scale < first.scale or (last.person and not first.person)


@pytest.mark.parametrize("lang", ["en", "ar", "km", "my", "hi", "zh", "vi"])
def test_a_fitted_block_keeps_within_its_box(lang: str) -> None:
    text = paragraph(QUOTES[lang], PACKED, language=lang)
    for width, height in ((800, 500), (400, 400), (1200, 150)):
        block = fit(text, width, height, largest=100, smallest=10)
        assert block is not None
        assert max(line.width for line in block.lines) * block.size <= width + 0.01
        assert block.height <= height + 0.01


def test_one_pixel_more_would_not_fit() -> None:
    text = paragraph(QUOTES["en"], PACKED, language="en")
    block = fit(text, 700, 300, largest=200, smallest=10)
    assert block is not None
    assert fit(text, 700, 300, largest=200, smallest=int(block.size) + 2) is None


def test_the_greatest_size_is_kept_to() -> None:
    block = fit(paragraph("Hi.", PACKED), 800, 500, largest=60, smallest=10)
    assert block is not None
    assert block.size == 60


def test_what_does_not_fit_at_the_smallest_size_is_none() -> None:
    text = paragraph(QUOTES["de"], PACKED, language="de")
    assert fit(text, 100, 500, largest=60, smallest=30) is None
    assert fit(text, 800, 20, largest=60, smallest=30) is None
    assert fit(text, 400, 500, largest=30, smallest=30, lines=1) is None


def test_scripts_with_tall_marks_get_more_room_between_lines() -> None:
    english, arabic, khmer = (pitch(paragraph(QUOTES[lang], PACKED, language=lang)) for lang in ("en", "ar", "km"))
    assert english < arabic < khmer


@pytest.mark.parametrize("rtl", [False, True])
def test_lines_are_placed_one_pitch_apart_at_the_side_where_reading_begins(rtl: bool) -> None:
    block = fit(paragraph(QUOTES["en"], PACKED), 600, 500, largest=60, smallest=10)
    assert block is not None
    placed = list(place(block, BOX, 70, rtl=rtl))
    baselines = [line.y for line in placed]
    assert baselines[0] == pytest.approx(70 + block.ascent)
    steps = {round(later - earlier, 6) for earlier, later in pairwise(baselines)}
    assert steps == {round(block.pitch, 6)}
    for line in placed:
        edge = line.x + (line.line.right if rtl else line.line.left) * line.size
        assert edge == pytest.approx(BOX.right if rtl else BOX.left)


def test_the_ink_is_where_the_measures_say() -> None:
    line = paragraph("Jäger (gÅ)", PACKED, weight=500).whole
    ink = line.raster(200)
    assert ink is not None
    assert ink.x == pytest.approx(line.left * 200, abs=1)
    assert ink.x + ink.image.width == pytest.approx(line.right * 200, abs=1)
    assert -ink.y == pytest.approx(line.top * 200, abs=1)
    assert -(ink.y + ink.image.height) == pytest.approx(line.bottom * 200, abs=1)
    box = ink.image.getbbox()
    assert box is not None
    assert box[0] <= 1
    assert box[1] <= 1


def test_a_line_without_ink_draws_nothing() -> None:
    line = paragraph("a", PACKED).line(0, 0)
    assert (line.width, line.top, line.bottom) == (0, 0, 0)
    assert line.raster(50) is None
    assert paragraph("a", PACKED).whole.raster(50, marks=True) is None


def test_measured_widths_are_those_of_the_shaped_line() -> None:
    for lang in QUOTES:
        text = paragraph(QUOTES[lang], PACKED, language=lang)
        assert text.width(0, len(text.clusters)) == pytest.approx(text.whole.width, rel=0.06), lang


def test_spaces_at_the_end_of_a_line_have_no_width() -> None:
    text = paragraph("one two", PACKED)
    assert text.width(0, 3) == text.width(0, 4)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", SIZES)
def test_name_title_and_place_follow_in_order_and_ever_smaller(size: tuple[int, int], design: str, lang: str) -> None:
    sheet = compose(replace(card(QUOTES[lang], lang), theme=design), size, THEME)
    rows = [piece for piece in sheet.pieces if piece.part not in {"quote", "campaign"}]
    assert list(dict.fromkeys(piece.part for piece in rows))[:3] == ["name", "title", "organisation"]
    assert [piece.placed.y for piece in rows] == sorted(piece.placed.y for piece in rows)
    assert all(piece.placed.y > sheet.rule.bottom for piece in rows)
    sizes = [piece.placed.size for piece in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert min(piece.placed.size for piece in quote_lines(sheet)) > sizes[1]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_a_logo_the_campaigns_line_begins_where_all_lines_do(lang: str) -> None:
    sheet = compose(card(QUOTES[lang], lang), (1600, 900), replace(THEME, logo=None))
    line, words = ink_box(sheet.pieces[-1]), sheet.frame.words
    assert abs(words.right - line[2] if lang == "ar" else line[0] - words.left) < 5


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_logo_and_campaign_stand_side_by_side_at_the_foot(lang: str) -> None:
    sheet = compose(card(QUOTES[lang], lang), (1600, 900), THEME)
    line = ink_box(sheet.pieces[-1])
    assert sheet.frame.foot.top <= line[1] < line[3] <= sheet.frame.foot.bottom
    assert line[2] < sheet.logo.left if lang == "ar" else line[0] > sheet.logo.right
