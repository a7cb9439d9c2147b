"""What is drawn can be read: the contrast is measured on the finished picture, line by line."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from cards.card_samples import LONG, PORTRAIT, QUOTES, SIZES, THEME, card, ink_box
from PIL import Image

from scheduler.cards import Theme, render
from scheduler.cards.compose import compose
from scheduler.cards.draw import backdrop
from scheduler.cards.grounds import LEAST_DENSE, dense_enough
from scheduler.cards.themes import CONTRAST, Colours, Rgb, contrast, contrast_of, luminance, rgb


def two_main_colours(picture: Image.Image) -> tuple[Rgb, Rgb]:
    """The ground, and the most frequent colour that is far from it: the letters, without their soft edges."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    colours = [colour for _, colour in counted if isinstance(colour, tuple)]
    ground = colours[0][0], colours[0][1], colours[0][2]
    letters = next(c for c in colours if sum(abs(a - b) for a, b in zip(c, ground, strict=True)) > 90)
    return ground, (letters[0], letters[1], letters[2])


@pytest.mark.parametrize("lang", ["en", "ar", "hi", "km", "zh"])
@pytest.mark.parametrize("face", [PORTRAIT, None])
def test_every_line_of_a_card_reaches_the_contrast_of_wcag_aa(lang: str, face: Path | None) -> None:
    drawn = card(QUOTES[lang], lang, portrait=face)
    picture = render(drawn, size=(1600, 900), theme=THEME)
    pieces = compose(drawn, (1600, 900), THEME).pieces
    assert len(pieces) >= 5
    for piece in pieces:
        ground, letters = two_main_colours(picture.crop(ink_box(piece)))
        assert contrast(ground, letters) >= CONTRAST, piece.colour


def test_text_and_quotation_marks_have_the_themes_colours() -> None:
    picture = render(card(), size=(1600, 900), theme=THEME)
    words = picture.crop((620, 0, 1600, 900)).getcolors(1_000_000) or []
    seen = {colour for _, colour in words}
    assert {rgb(getattr(THEME.colours, name)) for name in ("ink", "accent", "brand", "muted", "paper")} <= seen


LIGHT = Colours(brand="#f7d774", on_brand="#1d1a10", highlight="#5a1f0a")
"""A brand of a light colour, with dark words on it."""


def darkest_and_lightest(ground: Image.Image) -> tuple[float, float]:
    colours = [colour for _, colour in ground.getcolors(ground.width * ground.height) or []]
    found = [luminance((colour[0], colour[1], colour[2])) for colour in colours if isinstance(colour, tuple)]
    return min(found), max(found)


def photo(kind: str, folder: Path) -> Path:
    """The worst that may lie below words."""
    sizes = {"white": (900, 1100), "black": (1600, 900), "noise": (500, 600), "stripes": (900, 900)}
    image = Image.new("RGB", sizes[kind], "black" if kind == "black" else "white")
    if kind == "noise":
        image = Image.frombytes("RGB", sizes[kind], random.Random(1).randbytes(500 * 600 * 3))
    if kind == "stripes":
        for left in range(0, 900, 40):
            image.paste((0, 0, 0), (left, 0, left + 20, 900))
    image.save(folder / f"{kind}.png")
    return folder / f"{kind}.png"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["white", "black", "noise", "stripes"])
@pytest.mark.parametrize("colours", [THEME.colours, LIGHT], ids=["dark brand", "light brand"])
def test_on_any_photograph_every_pixel_below_words_leaves_them_readable(
    kind: str, colours: Colours, size: tuple[int, int], tmp_path: Path
) -> None:
    theme = replace(THEME, colours=colours, design="bleed")
    for quote, lang in (("Listen to them.", "en"), (LONG, "en"), (QUOTES["ar"], "ar")):
        drawn = card(quote, lang, portrait=photo(kind, tmp_path))
        sheet = compose(drawn, size, theme)
        ground = backdrop(drawn, sheet, theme)
        for piece in sheet.pieces:
            front = luminance(rgb(getattr(colours, piece.colour)))
            for value in darkest_and_lightest(ground.crop(ink_box(piece))):
                assert contrast_of(front, value) >= CONTRAST, (piece.part, quote)


def test_the_scrim_is_no_denser_than_the_photograph_needs() -> None:
    fronts, solid = {(255, 255, 255)}, (10, 50, 55)
    dark, grey, white = (Image.new("RGB", (90, 90), colour) for colour in ("black", "#b0b0b0", "white"))
    dark_one, grey_one, white_one = (dense_enough(picture, solid, fronts) for picture in (dark, grey, white))
    assert dark_one == LEAST_DENSE <= grey_one < white_one < 0.85


@pytest.mark.parametrize("colours", [Colours(), LIGHT])
def test_rings_never_make_words_on_the_brand_harder_to_read(colours: Colours) -> None:
    theme = Theme(colours=colours, design="plain")
    ground = backdrop(card(portrait=None), compose(card(portrait=None), (1080, 1080), theme), theme)
    for name in ("on_brand", "highlight"):
        plain = contrast(rgb(getattr(colours, name)), rgb(colours.brand))
        front = luminance(rgb(getattr(colours, name)))
        assert min(contrast_of(front, value) for value in darkest_and_lightest(ground)) >= plain - 0.01
