"""One link opens the studio once; other sites, other names and strangers get nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from campaigns import post
from studio.open_studio import Open, opened


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Open]:
    with opened(tmp_path, post("welcome", status="draft")) as page:
        yield page


def test_the_link_opens_the_week(studio: Open) -> None:
    link = f"{studio.address}/login/{studio.doors.link('Bo')}"
    answer = requests.get(link, timeout=10)
    assert answer.status_code == 200
    assert answer.url == f"{studio.address}/"
    assert "You are <b>Bo</b>" in answer.text


def test_the_link_opens_it_once(studio: Open) -> None:
    link = f"{studio.address}/login/{studio.doors.link('Bo')}"
    requests.get(link, timeout=10)
    again = requests.get(link, timeout=10)
    assert again.status_code == 403
    assert "used already" in again.text


def test_whoever_is_in_may_follow_the_link_again(studio: Open) -> None:
    link = f"/login/{studio.doors.link('Ada')}"
    studio.get(link)
    assert studio.get(link).status_code == 200


def test_the_cookie_is_for_this_site_only(studio: Open) -> None:
    link = f"{studio.address}/login/{studio.doors.link('Bo')}"
    cookie = requests.get(link, allow_redirects=False, timeout=10).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie


@pytest.mark.parametrize("path", ["/", "/month", "/posts/welcome/move", "/picture/welcome/0", "/events"])
def test_a_stranger_sees_nothing(studio: Open, path: str) -> None:
    answer = requests.get(studio.address + path, timeout=10)
    assert answer.status_code == 401
    assert "welcome" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_act(studio: Open, site: str) -> None:
    before = studio.text()
    answer = studio.browser.post(
        f"{studio.address}/posts/welcome/status", {"status": "cancelled"}, headers={"Sec-Fetch-Site": site}, timeout=10
    )
    assert answer.status_code == 403
    assert studio.text() == before


def test_another_origin_cannot_act(studio: Open) -> None:
    before = studio.text()
    headers = {"Origin": "http://evil.example"}
    answer = studio.browser.post(f"{studio.address}/undo", {}, headers=headers, timeout=10)
    assert answer.status_code == 403
    assert studio.text() == before


def test_a_name_that_was_made_to_point_here_is_refused(studio: Open) -> None:
    answer = studio.browser.get(f"{studio.address}/", headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code == 421


def test_logging_out_closes_the_session(studio: Open) -> None:
    assert studio.post("/logout").status_code == 200
    assert studio.get("/").status_code == 401


def test_every_page_forbids_scripts_of_others(studio: Open) -> None:
    policy = studio.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("path", ["/static/../guard.py", "/static/%2e%2e/guard.py", "/static/..%2fguard.py"])
def test_nothing_but_the_sheet_and_the_script_is_served(studio: Open, path: str) -> None:
    prepared = requests.Request("GET", studio.address + path).prepare()
    prepared.url = studio.address + path
    assert studio.browser.send(prepared, timeout=10).status_code in {401, 404}


def test_a_form_that_is_too_large_is_refused_in_words(studio: Open) -> None:
    answer = studio.post("/posts/welcome/status", status="x" * 1_100_000)
    assert answer.status_code == 400
    assert "too large" in answer.text


def test_a_page_that_is_not_there_says_so(studio: Open) -> None:
    answer = studio.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
