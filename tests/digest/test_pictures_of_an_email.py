"""The pictures of an e-mail: small, silent about place and time, inlined or hosted as the team says."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from digest.digest_samples import ADA, CARD, DIGEST, calendar_of, composed, post
from PIL import Image

from scheduler.digest import DayComposer, faults
from scheduler.digest.pictures import FOLDER, for_email
from scheduler.errors import DigestError, SettingsError

PICTURE = "media: [{file: assets/sun.jpg, alt: A yellow square.}]"


def parts(composer: DayComposer) -> list[EmailMessage]:
    message = message_from_bytes(composer.letter(ADA).data, policy=policy.default)
    return [part for part in message.walk() if isinstance(part, EmailMessage) and not part.is_multipart()]


def body(composer: DayComposer) -> str:
    return str(next(part for part in parts(composer) if part.get_content_type() == "text/html").get_content())


def made(folder: Path, pictures: str, server: str = "https://mail.example.org") -> DayComposer:
    digest = f"{DIGEST}  pictures: {pictures}\n"
    posts = (post("ben", "2023-11-06 09:00", CARD), post("sun", "2023-11-06 10:00", PICTURE))
    return composed(calendar_of(folder, *posts, digest=digest), UNSUBSCRIBE_URL=server)


def test_inlined_they_travel_with_the_message(tmp_path: Path) -> None:
    composer = made(tmp_path, "inline")
    images = [part for part in parts(composer) if part.get_content_maintype() == "image"]
    assert len(images) == 2
    for image, picture in zip(images, composer.gallery.all, strict=True):
        assert image.get_content() == picture.file.read_bytes()
        assert f'src="cid:{str(image["Content-ID"]).strip("<>")}"' in body(composer)
        assert image.get_content_disposition() == "inline"
    assert faults(composer.letter(ADA).data) == []


def test_hosted_by_us_they_lie_below_the_servers_address(tmp_path: Path) -> None:
    composer = made(tmp_path, "hosted")
    for picture in composer.gallery.all:
        assert f'src="https://mail.example.org/m/{picture.name}"' in body(composer)
        assert picture.file == tmp_path / FOLDER / picture.name
    assert len(parts(composer)) == 2
    assert faults(composer.letter(ADA).data) == []


def test_hosted_elsewhere_they_lie_below_that_address(tmp_path: Path) -> None:
    composer = made(tmp_path, "https://img.example.org/week/")
    assert f'src="https://img.example.org/week/{composer.gallery.all[0].name}"' in body(composer)


def test_hosted_by_us_without_a_server_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="UNSUBSCRIBE_URL is not set"):
        made(tmp_path, "hosted", server="")


def test_a_card_is_drawn_for_an_email(tmp_path: Path) -> None:
    picture = made(tmp_path, "inline").gallery.stories["ben"]
    assert (picture.width, picture.height) == (1200, 600)


def photo(folder: Path, size: tuple[int, int], **options: object) -> Path:
    """One with noise in it, as photographs have."""
    file = folder / "photo.jpg"
    Image.effect_noise(size, 60).convert("RGB").save(file, **options)  # type: ignore[arg-type]
    return file


def test_a_photograph_tells_neither_place_nor_time_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    picture = for_email(photo(tmp_path, (600, 300), exif=exif), tmp_path)
    with Image.open(picture.file) as opened:
        assert dict(opened.getexif()) == {}
        assert opened.size == (picture.width, picture.height) == (300, 600)


def test_a_large_photograph_is_made_small(tmp_path: Path) -> None:
    picture = for_email(photo(tmp_path, (3000, 2000)), tmp_path)
    assert (picture.width, picture.height) == (1200, 800)


def test_what_is_clear_stays_clear(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(file)
    with Image.open(for_email(file, tmp_path).file) as opened:
        assert opened.mode == "RGBA"


def test_the_same_picture_has_the_same_name_and_another_has_another(tmp_path: Path) -> None:
    file = photo(tmp_path, (90, 60))
    first, again = for_email(file, tmp_path), for_email(file, tmp_path)
    Image.new("RGB", (90, 60), "red").save(file)
    assert first.name == again.name != for_email(file, tmp_path).name


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_text("no picture", encoding="utf-8")
    with pytest.raises(DigestError, match="not a picture"):
        for_email(file, tmp_path)
