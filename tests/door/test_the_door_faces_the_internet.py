"""What strangers try, and what every answer carries."""

import logging
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from door.house import NOBODY, House, opened

from scheduler.door.guard import LARGEST_BODY, Guesses, origin
from scheduler.door.serving import Patient, trusted
from scheduler.errors import SettingsError

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def talk(house: House, sent: bytes) -> bytes:
    """All that the server says to these bytes until it hangs up."""
    at = urlsplit(house.url)
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=20) as wire:
        wire.sendall(sent)
        heard = bytearray()
        with suppress(ConnectionResetError):  # it hung up before it had read everything
            while some := wire.recv(65536):
                heard += some
        return bytes(heard)


@pytest.mark.parametrize("path", ["/u/{token}", "/p/{token}", "/c/{token}", "/", "/nothing"])
def test_every_page_forbids_what_it_does_not_need_and_is_kept_by_nobody(house: House, path: str) -> None:
    told = house.get(path.format(token=house.joined()))
    policy = told.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert told.headers["Referrer-Policy"] == "no-referrer"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert told.headers["Cache-Control"] == "no-store"
    assert not {"set-cookie", "server", "location"} & {name.lower() for name in told.headers}
    assert '<meta name="robots" content="noindex, nofollow">' in told.text


@pytest.mark.parametrize("path", ["/", "/u", "/u/", "/admin", "/.env", "/u/a/b", "/m/", "/static/x", "/u//", "//u/x"])
def test_nothing_else_is_there(house: House, path: str) -> None:
    told = house.get(path)
    assert (told.status_code, "There is nothing here" in told.text) == (404, True)


def test_the_wrong_method_is_told_the_right_ones(house: House) -> None:
    told = requests.delete(f"{house.url}/u/{NOBODY}", timeout=10)
    assert told.status_code == 405
    assert {"GET", "POST"} <= set(told.headers["Allow"].split(", "))
    asked = requests.options(f"{house.url}/u/{NOBODY}", timeout=10)
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")


def test_head_is_get_without_the_page(house: House) -> None:
    token = house.joined()
    seen, asked = house.get(f"/u/{token}"), requests.head(f"{house.url}/u/{token}", timeout=10)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Content-Length"] == seen.headers["Content-Length"]


def test_a_large_body_is_not_read(house: House) -> None:
    token = house.joined()
    told = house.post(f"/u/{token}", {"do": "leave", "more": "x" * LARGEST_BODY})
    assert told.status_code == 413
    assert house.of(token).suppressed is None


def test_a_large_body_whose_length_is_not_told_is_not_read_either(house: House) -> None:
    head = f"POST /u/{house.joined()} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n"
    assert talk(house, head + chunk * 20).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "body",
    [
        b"--b\r\nContent-Disposition: nonsense",
        b"\xff\xfe",
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' * 40,
    ],
)
def test_a_broken_form_is_answered_and_changes_nothing(house: House, body: bytes) -> None:
    token = house.joined()
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "application/x-www-form-urlencoded"):
        told = requests.post(f"{house.url}/u/{token}", data=body, headers={"Content-Type": kind}, timeout=10)
        assert told.status_code == 400
    assert house.of(token).suppressed is None


def test_whoever_never_ends_the_head_of_a_request_is_cut_off(tmp_path: Path) -> None:
    class Impatient(Patient):
        head_seconds = 0.2

    with opened(tmp_path, connection=Impatient) as house:
        assert talk(house, b"GET /u/x HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""


def test_whoever_never_takes_the_answer_is_cut_off(tmp_path: Path) -> None:
    class Impatient(Patient):
        whole_seconds = 0.2

    with opened(tmp_path, connection=Impatient) as house:
        half = f"POST /u/{NOBODY} HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\ndo=".encode()
        assert talk(house, half) == b""


def test_the_log_tells_which_kind_of_page_and_no_token(house: House, caplog: pytest.LogCaptureFixture) -> None:
    token = house.joined()
    with caplog.at_level(logging.DEBUG):
        house.get(f"/u/{token}?from={token}")
        house.post(f"/u/{token}", ONE_CLICK)
        house.get(f"/v/2023-11-06/{token}")
        house.get(f"/{token}")
    told = [record.getMessage() for record in caplog.records if record.name.startswith(("scheduler", "uvicorn"))]
    assert any(line.startswith("POST /u/… 200") for line in told)
    assert any(line.startswith("GET /v/… 404") for line in told)
    assert not any(token in line for line in told)


def test_while_the_ledger_cannot_be_used_it_says_so_and_the_provider_tries_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    token = house.joined()
    file = Path(house.ledger.address.removeprefix("sqlite:///"))
    file.rename(file.with_name("away.db"))
    told = house.post(f"/u/{token}", ONE_CLICK)
    assert (told.status_code, "Please try again" in told.text) == (503, True)
    assert "Retry-After" in told.headers
    assert token not in caplog.text


def test_only_a_proxy_that_is_named_is_believed(tmp_path: Path) -> None:
    """Wrong tokens are counted by where they come from; a stranger could say anything of that."""
    guesses = [f"/p/{NOBODY[:-2]}{number:02}" for number in range(35)]
    with opened(tmp_path / "a") as house:
        told = [house.get(path, **{"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n, path in enumerate(guesses)]
        assert told[-1] == 429
    with opened(tmp_path / "b", proxies="127.0.0.1") as house:
        told = [house.get(path, **{"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n, path in enumerate(guesses)]
        assert set(told) == {200}


def test_a_proxy_that_is_no_address_is_told() -> None:
    assert trusted("127.0.0.1, 10.0.0.0/8") == ["127.0.0.1", "10.0.0.0/8"]
    with pytest.raises(SettingsError, match="UNSUBSCRIBE_PROXIES"):
        trusted("proxy.example.org")


def test_wrong_tokens_are_forgotten_again_and_never_fill_the_memory() -> None:
    guesses = Guesses(most=3, within=60, remembered=5)
    for _ in range(9):
        guesses.add("a", 0.0)
    assert [guesses.allow("a", now) for now in (0.0, 19.0, 21.0)] == [False, False, True]
    for number in range(50):
        guesses.add(str(number), 0.0)
    assert len(guesses) == 5
    assert guesses.allow("a", 0.0)


def test_one_home_has_one_place() -> None:
    assert origin("2001:db8:1:2:aaaa::1") == origin("2001:db8:1:2:bbbb::9") != origin("2001:db8:1:3::1")
    assert origin("::ffff:192.0.2.7") == origin("192.0.2.7")
    assert origin("nonsense") == ""


def test_it_works_below_a_path_whether_the_proxy_cuts_it_or_not(tmp_path: Path) -> None:
    with opened(tmp_path, prefix="/mail") as house:
        token = house.joined()
        for path in (f"/u/{token}", f"/mail/u/{token}"):
            page = house.get(path).text
            assert f'action="/mail/u/{token}"' in page
            assert 'href="/mail/style.css"' in page
        assert house.get("/mail/style.css").headers["Content-Type"].startswith("text/css")
