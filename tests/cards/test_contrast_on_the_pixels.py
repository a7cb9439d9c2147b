"""What is drawn can be read: the contrast is measured on the finished picture, line by line."""

from pathlib import Path

import pytest
from cards.card_samples import PORTRAIT, QUOTES, THEME, card, ink_box
from PIL import Image

from scheduler.cards import render
from scheduler.cards.compose import compose
from scheduler.cards.themes import CONTRAST, Rgb, contrast, rgb


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
