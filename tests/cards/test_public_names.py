"""The room's door: its names come on first use, cards may be drawn by many threads, the sample's pictures are there."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cards.card_samples import QUOTES, ROOT, THEME, card, pixels

import scheduler.cards as cards
from scheduler.cards.portraits import MIN_SIDE

PORTRAITS = ROOT / "assets" / "portraits"


def test_importing_the_room_loads_no_heavy_library() -> None:
    program = "import sys, scheduler.cards; print(sorted({'PIL', 'uharfbuzz', 'icu4py', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(cards, name) for name in cards.__all__)
    with pytest.raises(AttributeError, match="no attribute 'paint'"):
        _ = cards.paint


def test_threads_draw_the_same_bytes() -> None:
    def drawn(lang: str) -> bytes:
        return cards.jpeg(cards.render(card(QUOTES[lang], lang), size=(600, 338), theme=THEME))

    langs = ["ar", "km", "zh", "en"] * 3
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(drawn, langs))
    assert together == [drawn(lang) for lang in langs]


def test_the_sample_portraits_are_listed_and_say_that_they_are_invented() -> None:
    readme = (PORTRAITS / "README.md").read_text(encoding="utf-8")
    assert "do not exist" in readme
    files = sorted(path.name for path in PORTRAITS.glob("*.jpg"))
    assert len(files) >= 8
    assert [name for name in files if f"| {name} |" not in readme] == []


@pytest.mark.parametrize("file", sorted(PORTRAITS.glob("*.jpg")), ids=lambda path: path.stem)
def test_each_sample_portrait_is_small_upright_and_without_metadata(file: Path) -> None:
    picture = pixels(file)
    assert picture.size == (900, 1100)
    assert min(picture.size) > MIN_SIDE
    assert file.stat().st_size < 100_000
    assert not picture.getexif()
    assert "comment" not in picture.info


def test_logo_and_header_have_the_shapes_that_cards_and_e_mails_need() -> None:
    assert THEME.logo is not None
    assert THEME.header is not None
    logo, header = pixels(THEME.logo), pixels(THEME.header)
    assert (logo.mode, logo.width) == ("RGBA", logo.height)
    assert header.size == (1600, 400)
