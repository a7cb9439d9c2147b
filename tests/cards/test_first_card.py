from pathlib import Path

from PIL import Image

from scheduler.cards import card_file, load_theme
from scheduler.models import Card

ROOT = Path(__file__).parents[2]


def test_the_sample_theme_draws_a_card_of_the_size_asked_for(tmp_path: Path) -> None:
    card = Card(
        quote="Listening changes lives.", name="Amina Okello", portrait=Path("assets/portraits/amina-okello.jpg")
    )
    theme = load_theme(ROOT / "assets" / "theme.yaml")
    file = card_file(card, size=(1200, 630), theme=theme, folder=ROOT, cache=tmp_path / "cards")
    with Image.open(file) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (1200, 630), "RGB")
