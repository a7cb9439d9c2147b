"""Pictures on a post's page: what may be seen and what may come in; nothing else, by whatever name."""

import io
from pathlib import Path

import pytest
import requests
from campaigns import post
from PIL import Image
from studio.open_studio import Open, opened

ALICE = "card:\n  quote: We listen first.\n  name: Alice Example"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def upload(studio: Open, name: str, data: bytes, role: str = "media") -> requests.Response:
    address, headers = f"{studio.address}/posts/hello/media", {"Sec-Fetch-Site": "same-origin"}
    return studio.browser.post(address, {"as": role}, files={"file": (name, data)}, headers=headers, timeout=20)


def files_of(studio: Open) -> list[str]:
    media = studio.calendar().posts[0].media
    return [each.file.as_posix() for each in media]


def test_a_picture_is_uploaded_into_assets_and_onto_the_post(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = upload(studio, "Team photo (1).JPG", drawn())
        assert "was added" in page.text
        assert files_of(studio) == ["assets/uploads/team-photo-1.jpg"]
        assert (tmp_path / "assets/uploads/team-photo-1.jpg").read_bytes() == drawn()


def test_the_same_picture_is_kept_once_and_another_of_its_name_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        for data in (drawn(), drawn(), drawn(size=(100, 100))):
            upload(studio, "team.jpg", data)
        assert len(list((tmp_path / "assets/uploads").iterdir())) == 2
        assert len(set(files_of(studio))) == 2


def test_an_upload_becomes_the_portrait_of_the_card(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft", more=f"{ALICE}\n  focus: [0.1, 0.1]")) as studio:
        upload(studio, "alice.png", drawn("PNG"), role="portrait")
        card = studio.calendar().posts[0].card
        assert card
        assert (card.portrait, card.focus) == (Path("assets/uploads/alice.png"), None)


def test_a_picture_is_called_what_it_is(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        upload(studio, "really.jpg", drawn("PNG"))
        assert files_of(studio) == ["assets/uploads/really.png"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("page.jpg", b"<html><script>alert(1)</script>", "is not a picture"),
        ("page.html", b"<html></html>", "is not a picture"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture"),
        ("film.mp4", b"no film at all", "is not a film"),
        ("scan.tiff", drawn("TIFF"), "not every network takes"),
        ("empty.jpg", b"", "empty"),
    ],
)
def test_what_is_no_picture_is_not_kept(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        answer = upload(studio, name, data)
        assert answer.status_code == 400
        assert words in answer.text
        assert list((tmp_path / "assets/uploads").iterdir()) == []
        assert files_of(studio) == []


@pytest.mark.parametrize("name", ["../../evil.jpg", "/etc/evil.jpg", "..\\..\\evil.jpg", "....jpg", "a/b/../evil.jpg"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        upload(studio, name, drawn())
        (file,) = (tmp_path / "assets/uploads").iterdir()
        assert file.suffix == ".jpg"
        assert not file.name.startswith(".")


def test_what_says_it_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        headers = {"Content-Length": "900000000", "Content-Type": "multipart/form-data; boundary=x"}
        request = requests.Request("POST", f"{studio.address}/posts/hello/media", data=b"--x--").prepare()
        request.headers.update(headers | {"Cookie": "; ".join(f"{c.name}={c.value}" for c in studio.browser.cookies)})
        answer = studio.browser.send(request, timeout=10)
        assert answer.status_code == 400
        assert "at most 500 MB" in answer.text


def test_pictures_of_the_campaign_are_shown(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        answer = studio.get("/asset?file=assets/sun.png")
        assert answer.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(answer.content)).size == (64, 36)


@pytest.mark.parametrize(
    "file",
    [
        "posts.yaml",
        "../secret.png",
        "/etc/passwd",
        "assets/../../secret.png",
        ".scheduler/hidden.png",
        "assets/link.png",
        "assets",
        "",
        "assets/\0.png",
    ],
)
@pytest.mark.parametrize("kind", ["asset", "film", "portrait", "card/1600x900"])
def test_nothing_else_is(tmp_path: Path, kind: str, file: str) -> None:
    campaign = tmp_path / "campaign"
    (campaign / ".scheduler").mkdir(parents=True)
    for secret in (tmp_path / "secret.png", campaign / ".scheduler" / "hidden.png"):
        secret.write_bytes(drawn("PNG"))
    (campaign / "assets").mkdir()
    (campaign / "assets" / "link.png").symlink_to(tmp_path / "secret.png")
    with opened(campaign, post("hello")) as studio:
        name = "portrait" if kind.startswith("card") else "file"
        answer = studio.browser.get(
            f"{studio.address}/{kind}", params={name: file, "quote": "q", "name": "n"}, timeout=10
        )
        if kind.startswith("card") and not file:
            assert answer.status_code == 200  # a card without a portrait
        else:
            assert answer.status_code in {404, 422}


def test_a_card_is_drawn_before_it_is_saved(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        answer = studio.get("/card/1080x1350?quote=We+listen.&name=Alice+Example")
        assert Image.open(io.BytesIO(answer.content)).size == (960, 1200)


def test_a_card_that_cannot_be_right_says_why(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        answer = studio.get(f"/card/1600x900?quote={'We+listen+' * 300}&name=Alice+Example")
        assert (answer.status_code, "Shorten it" in answer.text) == (422, True)


def test_only_sizes_of_networks_are_drawn(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        assert studio.get("/card/9999x9999?quote=We+listen.&name=Alice+Example").status_code == 404
