"""A photo leaves without its place, its time and its camera, and looks the same."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from scheduler.pictures import kind_of, without_metadata

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def photo(folder: Path, *, orientation: int = 1, kind: str = "JPEG", comment: bytes = b"") -> Path:
    exif = Image.Exif()
    exif[MAKE] = "A camera"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    file = folder / f"photo.{kind.lower()}"
    more = {"comment": comment} if comment else {}
    scene().save(file, kind, exif=exif, quality=92, **more)
    return file


def scene() -> Image.Image:
    """Soft shapes with some grain, as in a photo."""
    shapes = Image.effect_noise((40, 25), 200).resize((320, 200), Image.Resampling.BICUBIC)
    return Image.blend(shapes, Image.effect_noise((320, 200), 40), 0.1).convert("RGB")


def difference(first: Image.Image, second: Image.Image) -> int:
    extremes = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).getextrema()
    return max(int(high) for _low, high in extremes)  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_place_and_camera_are_gone_and_the_picture_is_the_same(tmp_path: Path, kind: str) -> None:
    file = photo(tmp_path, kind=kind)
    bare = without_metadata(file, tmp_path / "cache")
    with Image.open(file) as before, Image.open(bare) as after:
        assert after.format == kind
        assert not after.getexif().get_ifd(GPS)
        assert MAKE not in after.getexif()
        assert difference(before, after) <= {"WEBP": 30, "JPEG": 4}.get(kind, 0)
    assert b"A camera" not in bare.read_bytes()


def test_a_comment_is_gone_too(tmp_path: Path) -> None:
    bare = without_metadata(photo(tmp_path, comment=b"home address"), tmp_path / "cache")
    assert b"home address" not in bare.read_bytes()


def test_a_photo_that_only_says_how_to_turn_it_is_turned(tmp_path: Path) -> None:
    file = photo(tmp_path, orientation=6)
    bare = without_metadata(file, tmp_path / "cache")
    with Image.open(bare) as picture:
        assert picture.size == (200, 320)
    assert bare.stat().st_size <= file.stat().st_size  # it was within every limit when it was checked


def test_of_a_phones_several_pictures_in_one_file_only_the_photo_leaves(tmp_path: Path) -> None:
    behind = Image.new("RGB", (320, 200), "red")
    exif = Image.Exif()
    exif[MAKE] = "A camera"
    file = tmp_path / "phone.jpg"
    scene().save(file, "MPO", save_all=True, append_images=[behind], exif=exif, quality=92)
    bare = without_metadata(file, tmp_path / "cache")
    assert kind_of(file) == "JPEG"
    with Image.open(file) as before, Image.open(bare) as after:
        assert (before.format, after.format) == ("MPO", "JPEG")
        assert difference(before, after) <= 12
    assert b"A camera" not in bare.read_bytes()


def test_a_picture_that_tells_nothing_leaves_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "drawn.png"
    Image.new("RGB", (20, 20), "teal").save(file)
    assert without_metadata(file, tmp_path / "cache") == file
    assert not (tmp_path / "cache").exists()


def test_what_is_no_picture_is_left_to_those_who_check_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.jpg"
    file.write_text("Notes.")
    assert without_metadata(file, tmp_path / "cache") == file


def test_a_photo_that_cannot_be_cleaned_does_not_leave(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()  # a file where the folder should be, as a full disk would refuse one
    with pytest.raises(OSError, match="cache"):
        without_metadata(photo(tmp_path), tmp_path / "cache")


def test_the_original_is_never_touched(tmp_path: Path) -> None:
    file = photo(tmp_path)
    before = file.read_bytes()
    without_metadata(file, tmp_path / "cache")
    assert file.read_bytes() == before
