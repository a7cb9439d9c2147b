"""What is kept from one card for the next saves work, stays small, and never changes what is drawn."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from cards.card_samples import PORTRAIT, QUOTES, SIZES, THEME, card, pixels
from PIL import Image

from scheduler.cards import jpeg, png, render
from scheduler.cards.compose import compose
from scheduler.cards.draw import draw_piece
from scheduler.cards.kept import Pictures
from scheduler.cards.portraits import portrait
from scheduler.cards.shaping import REMEMBERED, paragraph


def drawn(lang: str, size: tuple[int, int] = (1200, 630)) -> bytes:
    return jpeg(render(card(QUOTES[lang], lang), size=size, theme=THEME))


def test_the_last_pictures_are_kept_within_their_room() -> None:
    kept = Pictures(250)
    made: list[str] = []

    def make(key: str) -> Image.Image:
        made.append(key)
        return Image.new("L", (10, 10))

    for key in "ababcab":
        kept.get(key, partial(make, key))
    assert made == ["a", "b", "c", "a", "b"], "the third drives the first out"
    assert kept.pixels <= 250


def test_a_picture_larger_than_the_room_is_made_and_not_kept() -> None:
    kept = Pictures(50)
    assert kept.get("a", lambda: Image.new("L", (10, 10))).size == (10, 10)
    assert kept.pixels == 0


def test_a_card_comes_out_the_same_after_many_others() -> None:
    first = drawn("km")
    for lang in list(QUOTES)[: REMEMBERED + 1]:
        drawn(lang, SIZES[2])
    assert drawn("km") == first


def test_a_card_comes_out_the_same_in_every_thread() -> None:
    langs = ("ar", "km", "en", "zh") * 4
    alone = {lang: drawn(lang) for lang in langs}
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(drawn, langs)) == [alone[lang] for lang in langs]


@pytest.mark.parametrize("design", ["portrait", "bleed"])
def test_words_and_scrim_on_one_card_leave_no_trace_on_the_next(design: str) -> None:
    themed = replace(card(), theme=design)
    before = render(themed, size=(1600, 900), theme=THEME).tobytes()
    render(replace(themed, quote=QUOTES["de"]), size=(1600, 900), theme=THEME)
    assert render(themed, size=(1600, 900), theme=THEME).tobytes() == before


def test_a_paragraph_is_measured_once_for_all_sizes() -> None:
    from scheduler.cards.compose import library

    fonts = library(THEME.fonts)
    assert paragraph("We listen.", fonts) is paragraph("We listen.", fonts)


def test_a_photograph_hardly_larger_than_its_place_keeps_every_pixel(tmp_path: Path) -> None:
    pixels(PORTRAIT).crop((0, 0, 660, 880)).save(tmp_path / "photo.png")
    found = portrait(tmp_path / "photo.png", (600, 800))
    with Image.open(tmp_path / "photo.png") as source:
        places = [(x, y) for x in range(0, 61) for y in range(0, 81)]
        assert any(source.crop((x, y, x + 600, y + 800)).tobytes() == found.tobytes() for x, y in places if x == 30)


@pytest.mark.parametrize("size", [(1600, 900), (1080, 1351), (300, 301)])
def test_a_png_holds_the_very_pixels(size: tuple[int, int], tmp_path: Path) -> None:
    picture = render(card(QUOTES["km"], "km"), size=size, theme=THEME)
    (tmp_path / "card.png").write_bytes(png(picture))
    assert pixels(tmp_path / "card.png").tobytes() == picture.tobytes()


def test_a_photograph_written_anew_under_its_name_is_another_one(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    found = []
    for colour in ((200, 30, 30), (30, 30, 200)):
        Image.new("RGB", (400, 400), colour).save(tmp_path / "new.png", compress_level=0)
        (tmp_path / "new.png").replace(file)
        found.append(portrait(file, (200, 200)).getpixel((9, 9)))
    assert found == [(200, 30, 30), (30, 30, 200)]


@pytest.mark.parametrize("lang", ["en", "ar", "km", "zh"])
def test_letters_on_a_flat_ground_come_out_as_if_pasted(lang: str) -> None:
    pieces = compose(card(QUOTES[lang], lang), (1600, 900), THEME).pieces
    pasted, mixed = (Image.new("RGB", (1600, 900), THEME.colours.paper) for _ in range(2))
    for piece in pieces:
        draw_piece(pasted, piece, THEME)
        draw_piece(mixed, piece, THEME, flat="paper")
    assert mixed.tobytes() == pasted.tobytes() != Image.new("RGB", (1600, 900), THEME.colours.paper).tobytes()
