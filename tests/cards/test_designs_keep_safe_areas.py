"""Three designs, six sizes: every word on every one of them stands where no network covers it or cuts it off."""

from dataclasses import replace
from itertools import combinations

import pytest
from cards.card_samples import LONG, QUOTES, SIZES, THEME, card, ink_box, inside, quote_lines, touch

from scheduler.cards import render
from scheduler.cards.compose import compose
from scheduler.cards.designs import DESIGNS, safe

CHINESE = (QUOTES["zh"] * 10)[:390]
LONG_TITLE = "Senior case worker for children on the move and unaccompanied minors"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("lang", ["en", "ar", "de", "km", "ja"])
def test_all_ink_stands_in_the_safe_area_and_apart(lang: str, design: str, size: tuple[int, int]) -> None:
    drawn = replace(card(QUOTES[lang], lang), theme=design)
    long = replace(card(LONG), theme=design, title=LONG_TITLE)
    for each in (drawn, replace(drawn, quote=QUOTES[lang][:20]), long, replace(card(CHINESE, "zh"), theme=design)):
        sheet = compose(each, size, THEME)
        boxes = [ink_box(piece) for piece in sheet.pieces]
        logo = sheet.logo
        boxes.append((round(logo.left), round(logo.top), round(logo.right), round(logo.bottom)))
        assert [box for box in boxes if not inside(box, safe(size))] == [], each.quote
        assert [pair for pair in combinations(boxes, 2) if touch(*pair)] == []


def test_a_story_leaves_250_pixels_above_and_340_below_to_the_networks_own_signs() -> None:
    room = safe((1080, 1920))
    assert (round(room.top), round(1920 - room.bottom)) == (250, 340)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", SIZES)
def test_a_short_quote_is_large_and_a_long_one_can_be_read_on_a_phone(design: str, size: tuple[int, int]) -> None:
    """A phone shows a picture 390 points wide."""
    points = [
        next(quote_lines(compose(replace(card(quote), theme=design), size, THEME))).placed.size / size[0] * 390
        for quote in ("Listen to them all.", LONG)
    ]
    assert points[0] >= 23
    assert points[1] >= 9.5


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", SIZES)
def test_every_design_can_be_drawn_in_every_size(design: str, size: tuple[int, int]) -> None:
    assert render(replace(card(), theme=design), size=size, theme=THEME).size == size
