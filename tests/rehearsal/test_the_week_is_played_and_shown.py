"""The rehearsal: everything approved goes out on sandbox networks, and a page shows it, the same on every run."""

import re
import socket
from pathlib import Path

import pytest
from campaigns import HEAD, post
from PIL import Image

from scheduler.errors import CalendarError, SchedulerError
from scheduler.models import State
from scheduler.rehearsal import Played, play, write_report
from scheduler.rehearsal.guard import LeftTheMachine, loopback_only


def campaign(folder: Path, *posts: str) -> Path:
    Image.new("RGB", (640, 360), "teal").save(folder / "sea.jpg")
    file = folder / "posts.yaml"
    file.write_text(HEAD + "".join(posts), encoding="utf-8")
    return file


WEEK = (
    post("welcome", more="text: Welcome to the week, ሰላም!\nmedia: [{file: sea.jpg, alt: The sea at noon}]"),
    post("thread", at="2023-11-07 10:00", more="variants:\n  x: {thread: [First part, Second part]}"),
    post("evening", at="2023-11-08 20:30", more='link: "https://www.example.org/a"'),
    post("later", at="2023-11-09 09:00", status="draft"),
)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    return play(campaign(tmp_path, *WEEK))


def page_of(played: Played, folder: Path) -> str:
    return write_report(played, folder).read_text(encoding="utf-8")


def test_all_that_is_approved_goes_out_in_its_order(played: Played) -> None:
    assert [seen.text for seen in played.seen if seen.channel == "x"] == [
        "Welcome to the week, ሰላም!",
        "First part",
        "Second part",
        "This is evening\n\nhttps://www.example.org/a",
    ]
    assert set(played.overview.counts) == {State.PUBLISHED}


def test_the_page_shows_each_post_at_its_local_hour_with_picture_and_alt_text(played: Played, tmp_path: Path) -> None:
    page = page_of(played, tmp_path / "out")
    for words in ("Welcome to the week", "First part", "Second part", "The sea at noon", "EXAMPLE.ORG"):
        assert words in page
    assert re.findall(r"<time datetime=\"[^\"]+\">(\d\d:\d\d)</time>", page) == ["09:00", "10:00", "20:30"]
    assert "part 2 of 2" in page
    pictures = set(re.findall(r"src=\"(media/[^\"]+)\"", page))
    assert pictures
    assert all((tmp_path / "out" / name).is_file() for name in pictures)


def test_the_page_counts_days_and_names_the_drafts(played: Played, tmp_path: Path) -> None:
    page = page_of(played, tmp_path / "out")
    assert "1 draft at home until somebody approves" in " ".join(page.split())
    assert "<code>later</code>" in page
    assert "2 published" in page  # the thread, on Tuesday


def test_a_second_run_makes_the_same_page_byte_for_byte(tmp_path: Path) -> None:
    file = campaign(tmp_path, *WEEK)
    pages = []
    for run in ("one", "two"):
        out = tmp_path / run
        write_report(play(file), out)
        pages.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert pages[0] == pages[1]


def test_an_earlier_report_leaves_nothing_behind(played: Played, tmp_path: Path) -> None:
    page_of(played, tmp_path / "out")
    (tmp_path / "out" / "media" / "old.jpg").touch()
    page_of(played, tmp_path / "out")
    assert not (tmp_path / "out" / "media" / "old.jpg").exists()


def test_every_problem_stands_on_the_page(tmp_path: Path) -> None:
    bare = post("bare", more="media: [{file: sea.jpg}]")
    long = post("long", at="2023-11-07 09:00", more="channels: [x]\ntext: " + "much too long " * 30)
    played = play(campaign(tmp_path, bare, long))
    page = page_of(played, tmp_path / "out")
    assert "sea.jpg has no alt text" in page
    assert "too long for X" in page
    assert re.search(r"posts\.yaml:\d+:\d+", page)
    assert "held" in page


def test_nothing_is_written_beside_the_calendar(tmp_path: Path) -> None:
    file = campaign(tmp_path, *WEEK)
    before = file.read_bytes()
    play(file)
    assert file.read_bytes() == before
    assert not (tmp_path / ".scheduler" / "ledger.db").exists()


def test_html_in_a_text_is_shown_not_obeyed(tmp_path: Path) -> None:
    played = play(campaign(tmp_path, post("sly", more="text: \"<script>alert('x')</script> & more\"")))
    page = page_of(played, tmp_path / "out")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_broken_calendar_is_refused_with_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text("posts: [\n")
    with pytest.raises(CalendarError, match=r"posts\.yaml:1:8"):
        play(file)


def test_drafts_are_shown_as_drafts_when_asked_for(tmp_path: Path) -> None:
    played = play(
        campaign(tmp_path, post("later", status="draft", more="approval: {by: Ann, content: abcdabcd}")),
        drafts_too=True,
    )
    assert {seen.text for seen in played.seen} == {"This is later"}
    page = page_of(played, tmp_path / "out")
    assert '<b class="draft">draft</b>' in page
    assert "1 draft shown as if approved" in " ".join(page.split())


def test_a_report_overwrites_nothing_that_it_did_not_make(played: Played, tmp_path: Path) -> None:
    (tmp_path / "mine" / "media").mkdir(parents=True)
    (tmp_path / "mine" / "media" / "a.jpg").touch()
    with pytest.raises(SchedulerError, match="other files"):
        write_report(played, tmp_path / "mine")
    assert (tmp_path / "mine" / "media" / "a.jpg").exists()


def test_an_empty_week_makes_a_page_that_says_so(tmp_path: Path) -> None:
    page = page_of(play(campaign(tmp_path, post("later", status="draft"))), tmp_path / "out")
    assert "Nothing is approved yet" in page


# --- the guard --------------------------------------------------------------------------------------------------------


def reach(address: tuple[str, int]) -> None:
    with socket.socket() as wire:
        wire.settimeout(0.2)
        wire.connect(address)


def test_the_guard_refuses_every_address_but_this_machine() -> None:
    with loopback_only():
        for address in (("192.0.2.1", 80), ("10.0.0.1", 80)):
            with pytest.raises(LeftTheMachine, match=address[0]):
                reach(address)
        with pytest.raises(LeftTheMachine, match=r"api\.example\.org"):
            socket.getaddrinfo("api.example.org", 443)
        with pytest.raises(ConnectionRefusedError):
            reach(("127.0.0.1", 1))


def test_the_guard_covers_datagrams() -> None:
    with loopback_only(), socket.socket(type=socket.SOCK_DGRAM) as wire, pytest.raises(LeftTheMachine):
        wire.sendto(b"hello", ("192.0.2.1", 53))


def test_the_guard_holds_while_nested_and_ends_with_the_last() -> None:
    with loopback_only():
        with loopback_only():
            pass
        with pytest.raises(LeftTheMachine):
            reach(("192.0.2.1", 80))
    with pytest.raises(OSError, match=r"timed out|unreachable|refused"):
        reach(("127.0.0.1", 1))
