"""Photographs as people send them are handled, or refused in a sentence; never a traceback, never a wrong picture."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from cards.card_samples import PORTRAIT, THEME, card, pixels
from PIL import Image, ImageCms

from scheduler.cards import render
from scheduler.cards.portraits import portrait
from scheduler.errors import CardError

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(mode: str = "RGB", size: tuple[int, int] = (400, 400)) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return image.convert(mode)


def near(found: object, wanted: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def bomb(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green primaries have changed places."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {
        bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(struct.unpack(">I", data[128:132])[0])
    }
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a picture that can be read"),
        (b"\xff\xd8\xff\xe0 not really", "is damaged: Truncated File Read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture that can be read"),
        (b"%PDF-1.7 portrait", "is not a picture that can be read"),
        (PORTRAIT.read_bytes()[:20_000], "is damaged"),
        (bomb(20_000, 20_000), "is too large"),
        (bomb(9_000, 9_000), "is too large"),
        (bomb(60, 60), r"is too small: 60 x 60 pixels"),
    ],
    ids=["empty", "lie", "svg", "pdf", "truncated", "bomb", "smaller bomb", "tiny"],
)
def test_what_is_no_portrait_is_refused_in_words(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "portrait.jpg"
    file.write_bytes(content)
    with pytest.raises(CardError, match=words) as caught:
        render(card(portrait=file), size=(1200, 630), theme=THEME)
    assert "portrait.jpg" in caught.value.what
    assert caught.value.remedy


def test_a_missing_portrait_is_named(tmp_path: Path) -> None:
    with pytest.raises(CardError, match=r"There is no portrait .*nobody\.jpg"):
        render(card(portrait=tmp_path / "nobody.jpg"), size=(1200, 630), theme=THEME)


def test_a_folder_in_place_of_a_portrait_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="cannot be read"):
        portrait(tmp_path, (100, 100))


def test_a_file_too_heavy_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "portrait.jpg"
    with file.open("wb") as out:
        out.truncate(61_000_000)
    with pytest.raises(CardError, match="60 MB"):
        portrait(file, (100, 100))


SAVERS: dict[str, Callable[[Path], None]] = {
    "grey": lambda file: halves("L").convert("RGB").save(file, "JPEG"),
    "webp": lambda file: halves().save(file, "WEBP", lossless=True),
    "tiff": lambda file: halves().save(file, "TIFF"),
    "bmp": lambda file: halves().save(file, "BMP"),
    "cmyk": lambda file: halves("CMYK").save(file, "JPEG", quality=95),
    "palette": lambda file: halves("P").save(file, "PNG"),
    "animated": lambda file: halves("P").save(
        file, "GIF", save_all=True, append_images=[Image.new("P", (400, 400))], duration=100
    ),
}


@pytest.mark.parametrize("kind", SAVERS)
def test_other_kinds_of_files_are_read(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "portrait"
    SAVERS[kind](file)
    found = portrait(file, (100, 100))
    assert (found.mode, found.size) == ("RGB", (100, 100))
    if kind != "grey":
        assert near(found.getpixel((50, 10)), RED)
        assert near(found.getpixel((50, 90)), BLUE)


def test_transparent_places_show_the_cards_ground(tmp_path: Path) -> None:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste(RED, (0, 0, 300, 150))
    image.save(tmp_path / "cut.png")
    found = portrait(tmp_path / "cut.png", (100, 100), background=(250, 240, 230))
    assert near(found.getpixel((50, 10)), RED)
    assert found.getpixel((50, 90)) == (250, 240, 230)


def test_sixteen_bit_grey_keeps_its_shades(tmp_path: Path) -> None:
    image = Image.new("I;16", (200, 200), 60_000)
    image.paste(2_000, (0, 100, 200, 200))
    image.save(tmp_path / "grey.png")
    found = portrait(tmp_path / "grey.png", (100, 100))
    assert near(found.getpixel((50, 10)), (255, 255, 255))
    assert near(found.getpixel((50, 90)), (0, 0, 0))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_taken_sideways_stands_upright(orientation: int, tmp_path: Path) -> None:
    turned = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    way = turned[orientation]
    stored = halves().transpose(way) if way is not None else halves()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "phone.jpg", exif=exif, quality=95)
    found = portrait(tmp_path / "phone.jpg", (100, 100))
    assert near(found.getpixel((50, 10)), RED)
    assert near(found.getpixel((50, 90)), BLUE)


def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    Image.new("RGB", (200, 200), (220, 20, 20)).save(tmp_path / "p.png", icc_profile=swapped_profile())
    red, green, _ = _rgb(portrait(tmp_path / "p.png", (100, 100)).getpixel((50, 50)))
    assert green > 150 > red


def test_a_broken_profile_is_passed_over(tmp_path: Path) -> None:
    halves().save(tmp_path / "p.png", icc_profile=b"no profile at all")
    assert near(portrait(tmp_path / "p.png", (100, 100)).getpixel((50, 10)), RED)


@pytest.mark.parametrize(("focus", "seen"), [((0.5, 0.0), RED), ((0.5, 1.0), BLUE), (None, RED)])
def test_the_crop_follows_the_focus_and_else_looks_above_the_middle(
    focus: tuple[float, float] | None, seen: tuple[int, int, int], tmp_path: Path
) -> None:
    halves(size=(400, 1600)).save(tmp_path / "tall.png")
    found = portrait(tmp_path / "tall.png", (400, 300), focus=focus)
    assert near(found.getpixel((200, 150)), seen)


def test_a_wide_picture_is_never_stretched(tmp_path: Path) -> None:
    image = Image.new("RGB", (1000, 300), "white")
    image.paste(RED, (450, 100, 550, 200))
    image.save(tmp_path / "wide.png")
    found = portrait(tmp_path / "wide.png", (300, 300))
    box = found.convert("RGB").getchannel("G").point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    assert abs((box[2] - box[0]) - (box[3] - box[1])) <= 2


def test_a_phone_photo_is_read_at_the_size_that_is_needed(tmp_path: Path) -> None:
    pixels(PORTRAIT).resize((3000, 4000)).save(tmp_path / "phone.jpg")
    assert portrait(tmp_path / "phone.jpg", (600, 900)).size == (600, 900)


def _rgb(found: object) -> tuple[int, int, int]:
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]
