"""One link opens the studio once; other sites, other names and strangers get nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from campaigns import post
from click.testing import CliRunner
from studio.open_studio import WEEK, Open, opened

from scheduler.cli import main
from scheduler.settings import Secret
from scheduler.studio.guard import TRIES, TRIES_SECONDS, Doors, TooManyTries


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


def test_who_comes_from_elsewhere_logs_in(tmp_path: Path) -> None:
    with opened(tmp_path, logins={"Bo": Secret("right")}) as studio:
        stranger = requests.Session()
        page = stranger.get(f"{studio.address}/", timeout=10)
        assert page.url == f"{studio.address}/login"
        wrong = stranger.post(f"{studio.address}/login", {"name": "Bo", "password": "wrong"}, timeout=10)
        assert wrong.status_code == 403
        assert "do not belong together" in wrong.text
        inside = stranger.post(f"{studio.address}/login", {"name": "Bo", "password": "right"}, timeout=10)
        assert "You are <b>Bo</b>" in inside.text


def test_nobody_tries_passwords_for_long() -> None:
    seconds = [0.0]
    doors = Doors({"Bo": Secret("right")}, lambda: seconds[0])
    for _ in range(TRIES):
        assert doors.log_in("Bo", "wrong") is None
    with pytest.raises(TooManyTries):
        doors.log_in("Bo", "right")
    seconds[0] += TRIES_SECONDS
    assert doors.log_in("Bo", "right")


def test_another_host_needs_logins(tmp_path: Path) -> None:
    (tmp_path / "posts.yaml").write_text(WEEK + post("welcome"))
    done = CliRunner(env={"STUDIO_LOGINS": ""}).invoke(main, ["-C", str(tmp_path), "studio", "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "needs logins" in done.output
