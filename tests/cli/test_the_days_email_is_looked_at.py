"""`scheduler digest preview`: the day's e-mail as files, before anybody gets it."""

from pathlib import Path

import pytest
from cli.shell import Shell

from scheduler.digest import faults

DIGEST = 'digest: {at: "07:30", from: week@example.org, address: 1 Road}\n'
PAGES = {"UNSUBSCRIBE_URL": "https://mail.example.org"}


@pytest.fixture
def week(tmp_path: Path) -> Shell:
    from campaigns import HEAD, post

    text = HEAD.replace("posts:\n", DIGEST + "posts:\n") + post("a") + post("b", "2023-11-08 09:00")
    (tmp_path / "posts.yaml").write_text(text, encoding="utf-8")
    return Shell(tmp_path)


def test_it_writes_page_text_and_message(week: Shell, tmp_path: Path) -> None:
    done = week("digest", "preview", "--day", "2023-11-08", "--out", str(tmp_path / "out"), env=PAGES)
    assert (done.exit_code, "Our week, day 3: This is b" in done.output) == (0, True)
    assert "This is b" in (tmp_path / "out" / "digest.html").read_text(encoding="utf-8")
    assert "This is b" in (tmp_path / "out" / "digest.txt").read_text(encoding="utf-8")
    assert faults((tmp_path / "out" / "digest.eml").read_bytes()) == []


def test_without_a_day_it_is_the_campaigns_next_one(week: Shell) -> None:
    done = week("digest", "preview", env=PAGES)
    assert done.exit_code == 0
    assert (week.folder / ".scheduler" / "digest" / "2023-11-06" / "digest.html").is_file()


def test_a_day_without_posts_says_so(week: Shell) -> None:
    done = week("digest", "preview", "--day", "2023-11-07", env=PAGES)
    assert (done.exit_code, "There is nothing on that day" in done.output) == (1, True)


def test_what_mailboxes_ask_for_is_told_beside_it(week: Shell) -> None:
    done = week("digest", "preview", "--day", "2023-11-06")
    assert (done.exit_code, "Gmail and Yahoo" in done.output) == (0, True)
