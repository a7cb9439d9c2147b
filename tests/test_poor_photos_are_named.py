"""Small, dark and blurred photographs are named in words before a card shows them; good ones pass in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from scheduler.photos import shortcomings

PORTRAITS = sorted((Path(__file__).parents[1] / "assets" / "portraits").glob("*.jpg"))
Change = Callable[[Image.Image], Image.Image]


def changed(folder: Path, change: Change, quality: int = 75) -> Path:
    with Image.open(PORTRAITS[0]) as opened:
        change(opened.convert("RGB")).save(folder / "ana.jpg", quality=quality)
    return folder / "ana.jpg"


@pytest.mark.parametrize("file", PORTRAITS, ids=lambda path: path.stem)
def test_a_good_portrait_is_passed_in_silence(file: Path) -> None:
    assert shortcomings(file) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda image: image.resize((300, 367)), ["small (300 x 367 pixels)"]),
        (lambda image: image.point(lambda value: value * 0.25), ["very dark"]),
        (lambda image: image.filter(ImageFilter.GaussianBlur(6)), ["blurred"]),
        (lambda image: image.resize((90, 110)).resize((900, 1100)), ["blurred"]),
        (lambda image: image.resize((200, 250)).point(lambda value: value * 0.2), ["small", "very dark"]),
    ],
    ids=["small", "dark", "blurred", "enlarged", "small and dark"],
)
def test_each_fault_is_said_in_words_with_a_remedy(change: Change, words: list[str], tmp_path: Path) -> None:
    found = shortcomings(changed(tmp_path, change))
    assert len(found) == len(words)
    for (what, remedy), word in zip(found, words, strict=True):
        assert word in what
        assert "ana.jpg" in what
        assert remedy.endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((3000, 3667)),
        lambda image: image.resize((3000, 3667)).filter(ImageFilter.GaussianBlur(3)),
        lambda image: image.convert("L"),
        lambda image: image.point(lambda value: value * 0.6),
    ],
    ids=["large", "large and a little soft", "grey", "dim"],
)
def test_what_a_card_does_not_show_is_no_fault(change: Change, tmp_path: Path) -> None:
    assert shortcomings(changed(tmp_path, change, quality=92)) == ()


def test_an_exchanged_file_is_looked_at_again(tmp_path: Path) -> None:
    assert shortcomings(changed(tmp_path, lambda image: image)) == ()
    assert shortcomings(changed(tmp_path, lambda image: image.resize((120, 150))))


def test_what_is_no_picture_is_for_others_to_say(tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_text("words")
    assert shortcomings(tmp_path / "words.jpg") == shortcomings(tmp_path / "nowhere.jpg") == ()
