"""What is a picture, and what only begins like one."""

import os
from pathlib import Path

import pytest
from PIL import Image

from scheduler.pictures import NotAPicture, kind_of

KINDS = ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]


def picture(folder: Path, kind: str) -> Path:
    file = folder / f"a.{kind.lower()}"
    Image.effect_noise((200, 150), 80).convert("RGB").save(file, kind)
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_picture_is_of_its_kind(tmp_path: Path, kind: str) -> None:
    assert kind_of(picture(tmp_path, kind)) == kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_picture_whose_end_is_missing_is_damaged(tmp_path: Path, kind: str, share: float) -> None:
    file = picture(tmp_path, kind)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(NotAPicture, match="not a picture, or is damaged"):
        kind_of(file)


def test_a_picture_that_was_mended_is_looked_through_again(tmp_path: Path) -> None:
    file = picture(tmp_path, "JPEG")
    whole = file.read_bytes()
    file.write_bytes(whole[:3000])
    with pytest.raises(NotAPicture):
        kind_of(file)
    file.write_bytes(whole)
    os.utime(file, (1, 1))
    assert kind_of(file) == "JPEG"


def test_a_picture_that_is_not_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture, match="is not there"):
        kind_of(tmp_path / "none.jpg")
