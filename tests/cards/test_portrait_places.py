"""The portrait is as large as the words allow, and a head is never cut in two."""

from dataclasses import replace
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
    picture = render(card("Listen to them.", portrait=red), size=(1600, 900), theme=THEME)
    assert picture.crop((0, 0, 616, 900)).getcolors() == [(616 * 900, (255, 0, 0))]


def test_on_a_square_card_it_is_a_tile_beside_that_of_the_person(red: Path) -> None:
    drawn = card("Listen to them.", portrait=red)
    sheet = compose(drawn, (1080, 1080), THEME)
    box, person = sheet.frame.portrait, sheet.frame.person
    assert box is not None
    assert person is not None
    picture = render(drawn, size=(1080, 1080), theme=THEME)
    assert picture.getpixel((3, 3)) == picture.getpixel((round(box.right) - 2, round(box.bottom) - 2)) == (255, 0, 0)
    assert box.right < person.left < person.right < 1080
    assert picture.getpixel((round(box.right) + 3, 3)) == rgb(THEME.colours.brand)


@pytest.mark.parametrize("size", [size for size in SIZES if size != (1080, 1350)])
@pytest.mark.parametrize("design", ["portrait", "bleed"])
def test_a_long_quote_gets_more_room_beside_a_smaller_portrait(size: tuple[int, int], design: str) -> None:
    short, long = (
        compose(replace(card(quote), theme=design), size, THEME).frame.portrait for quote in ("Listen to them.", LONG)
    )
    assert short is not None
    assert long is not None
    assert long.width * long.height < short.width * short.height


@pytest.mark.parametrize("size", SIZES)
def test_its_place_is_never_flatter_than_a_face(size: tuple[int, int]) -> None:
    for quote in ("Listen to them.", LONG):
        box = compose(card(quote), size, THEME).frame.portrait
        assert box is not None
        assert box.width / box.height <= 1.6
        assert box.height / box.width <= 1.7


def test_a_card_without_a_portrait_stands_on_the_brands_colour() -> None:
    assert render(card(portrait=None), size=(1200, 630), theme=THEME).getpixel((3, 3)) == rgb(THEME.colours.brand)
