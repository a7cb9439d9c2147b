"""The portrait is as large as the words allow, and a head is never cut in two."""

from pathlib import Path

import pytest
from cards.card_samples import LONG, SIZES, THEME, card
from PIL import Image

from scheduler.cards import render
from scheduler.cards.compose import compose
from scheduler.cards.themes import rgb

PAPER = rgb(THEME.colours.paper)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    Image.new("RGB", (900, 1100), (255, 0, 0)).save(tmp_path / "red.png")
    return tmp_path / "red.png"


def test_on_a_wide_card_it_fills_the_side_from_edge_to_edge(red: Path) -> None:
    picture = render(card(portrait=red), size=(1600, 900), theme=THEME)
    assert picture.crop((0, 0, 600, 900)).getcolors() == [(600 * 900, (255, 0, 0))]


def test_on_a_square_card_it_is_a_disc(red: Path) -> None:
    drawn = card(portrait=red)
    box = compose(drawn, (1080, 1080), THEME).frame.portrait
    assert box is not None
    picture = render(drawn, size=(1080, 1080), theme=THEME)
    middle = (round(box.left + box.width / 2), round(box.top + box.height / 2))
    assert picture.getpixel(middle) == (255, 0, 0)
    assert picture.getpixel((round(box.left) + 4, round(box.top) + 4)) == PAPER


def test_a_long_quote_gets_more_room_beside_a_smaller_portrait() -> None:
    short, long = (compose(card(quote), (1600, 900), THEME).frame.portrait for quote in ("Listen to them.", LONG))
    assert short is not None
    assert long is not None
    assert long.width < short.width == 600


@pytest.mark.parametrize("size", SIZES)
def test_its_place_is_never_flatter_than_a_face(size: tuple[int, int]) -> None:
    for quote in ("Listen to them.", LONG):
        box = compose(card(quote), size, THEME).frame.portrait
        assert box is not None
        assert box.width / box.height <= 1.6
        assert box.height / box.width <= 2.6


def test_a_card_without_a_portrait_stands_on_the_brands_colour() -> None:
    assert render(card(portrait=None), size=(1200, 630), theme=THEME).getpixel((3, 3)) == rgb(THEME.colours.brand)
