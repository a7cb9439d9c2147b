"""/v/DAY/TOKEN shows the e-mail, /m/NAME its pictures."""

from datetime import date
from pathlib import Path

import pytest
import requests
from door.house import NOBODY, House, opened

from scheduler.models import Subscriber

PICTURE = "0123456789abcdef0123456789abcdef.png"
PNG = b"\x89PNG\r\n\x1a\n and so on"


def _digest(day: date, subscriber: Subscriber) -> str | None:
    return f"<style>p {{}}</style><p>{subscriber.name}, {day}" if day == date(2023, 11, 6) else None


def test_the_day_is_shown_with_its_own_style_and_without_any_script(tmp_path: Path) -> None:
    with opened(tmp_path, view=_digest) as house:
        told = house.get(f"/v/2023-11-06/{house.joined()}")
    assert "Amina Diallo, 2023-11-06" in told.text
    policy = told.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "sandbox " in policy
    assert told.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["2023-11-07/{token}", "2023-W45/{token}", "20231106/{token}", "2023-11-06/" + NOBODY])
def test_a_day_that_there_is_not_and_a_stranger_find_nothing(tmp_path: Path, path: str) -> None:
    with opened(tmp_path, view=_digest) as house:
        told = house.get("/v/" + path.format(token=house.joined()))
    assert (told.status_code, "There is nothing here" in told.text) == (404, True)


@pytest.fixture
def hung(house: House, tmp_path: Path) -> House:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / PICTURE).write_bytes(PNG)
    (tmp_path / "pictures" / "notes.png").write_bytes(b"private")
    (tmp_path / ("a" * 32 + ".png")).write_bytes(b"private")
    (tmp_path / "pictures" / ("b" * 32 + ".png")).symlink_to(tmp_path / ("a" * 32 + ".png"))
    return house


def test_a_picture_is_kept_by_browsers_for_good(hung: House) -> None:
    told = hung.get(f"/m/{PICTURE}")
    assert (told.status_code, told.content, told.headers["Content-Type"]) == (200, PNG, "image/png")
    assert told.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert hung.get(f"/m/{PICTURE}", **{"If-None-Match": told.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "notes.png",
        "../ledger.db",
        "..%2fledger.db",
        "%2e%2e%2f" + "a" * 32 + ".png",
        "a" * 32 + ".png",
        "b" * 32 + ".png",
        PICTURE.upper(),
        PICTURE + "%00",
        PICTURE + "/",
        "/etc/passwd",
        PICTURE.replace("png", "svg"),
    ],
)
def test_no_other_file_is_reached_by_any_name(hung: House, name: str) -> None:
    request = requests.Request("GET", hung.url).prepare()
    request.url = f"{hung.url}/m/{name}"  # as it is: the library would tidy it up
    with requests.Session() as session:
        assert session.send(request, timeout=10).status_code == 404
