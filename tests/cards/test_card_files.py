"""Files are named by their content, the same on every run, small, whole, and hold nothing but the picture."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cards.card_samples import LONG, PORTRAIT, QUOTES, ROOT, THEME, card, pixels
from PIL import Image, PngImagePlugin

from scheduler.cards import card_file, contact_sheet, jpeg, png, render
from scheduler.cards.files import MAX_BYTES, write
from scheduler.errors import CardError

SIZE = (600, 338)
PROGRAM = """
import hashlib, sys
from pathlib import Path
from scheduler.cards import jpeg, load_theme, render
from scheduler.models import Card
root = Path(sys.argv[1])
card = Card(quote=sys.argv[2], name="Amina", lang=sys.argv[3], portrait=root / "assets/portraits/amina-okello.jpg")
data = jpeg(render(card, size=(1200, 630), theme=load_theme(root / "assets/theme.yaml")))
print(hashlib.sha256(data).hexdigest())
"""


def digest_in_a_new_process(lang: str, seed: str) -> str:
    command = [sys.executable, "-c", PROGRAM, str(ROOT), QUOTES[lang], lang]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


def photo_full_of_secrets(path: Path, kind: str) -> Path:
    """A portrait with EXIF (GPS), a comment, XMP and text chunks."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET description"
    exif.get_ifd(0x8825)[2] = (0.0, 18.0, 48.0)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET text")
    if kind == "JPEG":
        pixels(PORTRAIT).save(path, kind, exif=exif, comment=b"SECRET comment", xmp=b"<x>SECRET</x>")
    else:
        pixels(PORTRAIT).save(path, kind, exif=exif, pnginfo=text)
    assert b"SECRET" in path.read_bytes()
    return path


@pytest.mark.parametrize("lang", ["ar", "km"])
def test_every_process_writes_the_same_bytes(lang: str) -> None:
    assert digest_in_a_new_process(lang, "1") == digest_in_a_new_process(lang, "2")


def test_a_card_is_drawn_once(tmp_path: Path) -> None:
    first = card_file(card(), size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path / "new" / "cards")
    before = first.stat().st_mtime_ns
    assert card_file(card(), size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path / "new" / "cards") == first
    assert first.stat().st_mtime_ns == before
    assert os.listdir(first.parent) == [first.name], "nothing half-written stays behind"  # noqa: PTH208


def test_the_portraits_path_starts_at_the_campaigns_folder(tmp_path: Path) -> None:
    relative = replace(card(), portrait=Path("assets/portraits/amina-okello.jpg"))
    one, other = (card_file(each, size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path) for each in (relative, card()))
    assert one == other


def test_whatever_changes_the_picture_changes_the_name(tmp_path: Path) -> None:
    changed = (
        replace(card(), quote="Other words."),
        replace(card(), country="Kenya"),
        replace(card(), focus=(0.2, 0.2)),
        replace(card(), lang="fr"),
        replace(card(), portrait=PORTRAIT.with_name("mai-nguyen.jpg")),
    )
    cards = [card_file(each, size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path) for each in (card(), *changed)]
    cards.append(card_file(card(), size=(640, 360), theme=THEME, folder=ROOT, cache=tmp_path))
    cards.append(card_file(card(), size=SIZE, theme=replace(THEME, campaign="Next"), folder=ROOT, cache=tmp_path))
    cards.append(card_file(card(), size=SIZE, theme=replace(THEME, logo=None), folder=ROOT, cache=tmp_path))
    assert len(set(cards)) == len(cards)


def test_an_edited_alt_text_does_not_draw_the_picture_again(tmp_path: Path) -> None:
    plain, described = (
        card_file(each, size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path)
        for each in (card(), replace(card(), alt="x"))
    )
    assert plain == described


def test_a_new_photo_under_the_same_name_is_a_new_card(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    found = []
    for source in ("amina-okello.jpg", "mai-nguyen.jpg"):
        photo.write_bytes(PORTRAIT.with_name(source).read_bytes())
        found.append(card_file(card(portrait=photo), size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path / "cards"))
    assert found[0] != found[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_of_the_photos_metadata_gets_into_the_card(kind: str, tmp_path: Path) -> None:
    photo = photo_full_of_secrets(tmp_path / f"photo.{kind.lower()}", kind)
    picture = render(card(portrait=photo), size=SIZE, theme=THEME)
    for data in (jpeg(picture), png(picture)):
        assert b"SECRET" not in data
        assert not any(marker in data for marker in (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"tEXt", b"iTXt"))
    secret = Image.new("RGB", (10, 10))
    secret.info["comment"] = b"SECRET"
    assert b"SECRET" not in jpeg(secret)


def test_a_busy_picture_steps_its_quality_down_until_every_network_takes_it() -> None:
    picture = render(card(), size=(1600, 900), theme=THEME)
    picture.paste(Image.frombytes("RGB", (600, 900), random.Random(1).randbytes(600 * 900 * 3)))
    assert 500_000 < len(jpeg(picture)) <= MAX_BYTES


def test_a_picture_that_cannot_be_small_enough_is_refused_in_words() -> None:
    noise = Image.frombytes("RGB", (4000, 4000), random.Random(1).randbytes(4000 * 4000 * 3))
    with pytest.raises(CardError, match="more than 950,000 bytes"):
        jpeg(noise)


def test_the_longest_quote_with_a_portrait_is_far_below_the_limit() -> None:
    assert len(jpeg(render(card(LONG), size=(1600, 900), theme=THEME))) < 400_000


def test_a_folder_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "cards").write_text("I am a file, not a folder")
    with pytest.raises(CardError, match="cannot be written"):
        card_file(card(), size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path / "cards")


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "card.jpg").mkdir()
    with pytest.raises(CardError, match="cannot be written"):
        write(b"data", tmp_path / "card.jpg")
    assert [path.name for path in tmp_path.iterdir()] == ["card.jpg"]


@pytest.mark.parametrize("size", [(100, 100), (1600, 200), (5000, 900)])
def test_absurd_sizes_are_refused_in_words(size: tuple[int, int]) -> None:
    with pytest.raises(CardError, match="cannot be drawn"):
        render(card(), size=size, theme=THEME)


def test_a_contact_sheet_shows_every_card(tmp_path: Path) -> None:
    file = card_file(card(), size=SIZE, theme=THEME, folder=ROOT, cache=tmp_path)
    assert contact_sheet([file] * 5, columns=4, width=120).size == (480, 2 * 68)
    assert contact_sheet([]).size[0] == 1600
