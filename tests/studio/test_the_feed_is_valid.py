"""The calendar in people's own calendar apps: valid by RFC 5545, at an address that is secret."""

import re
from pathlib import Path

import requests
from campaigns import post
from hypothesis import given
from hypothesis import strategies as st
from studio.open_studio import Open, opened

from scheduler.studio.feed import OCTETS, escaped, folded


def unfolded(data: bytes) -> list[str]:
    """As RFC 5545, 3.1 tells readers to."""
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def address(studio: Open) -> str:
    found = re.search(r'<code class="address">(.*?)</code>', studio.get("/").text)
    assert found
    return found[1]


def test_a_calendar_app_reads_it_without_a_login(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", "2023-11-07 09:00")) as studio:
        answer = requests.get(address(studio), timeout=10)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        lines = unfolded(answer.content)
        assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
        assert "DTSTART:20231107T140000Z" in lines
        assert "SUMMARY:This is hello (approved)" in lines
        assert "STATUS:CONFIRMED" in lines


def test_another_address_is_no_address(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        url = address(studio)
        wrong = url.replace(".ics", "x.ics")
        assert requests.get(wrong, timeout=10).status_code == 404
        assert requests.get(url.rpartition("/calendar/")[0] + "/calendar.ics", timeout=10).status_code == 401


def test_the_address_stays_and_is_kept_from_others(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        assert address(studio) == address(studio)
        kept = studio.folder / ".scheduler" / "calendar-token"
        assert kept.stat().st_mode & 0o077 == 0


def test_drafts_are_tentative_and_cancelled_posts_and_those_without_a_time_are_left_out(tmp_path: Path) -> None:
    posts = post("a", status="draft"), post("b", "2023-11-07 09:00", "cancelled"), "  - {id: idea, text: An idea}\n"
    with opened(tmp_path, *posts) as studio:
        lines = unfolded(studio.get("/calendar.ics").content)
        assert lines.count("BEGIN:VEVENT") == 1
        assert "STATUS:TENTATIVE" in lines


def test_an_event_keeps_its_name_when_it_moves(tmp_path: Path) -> None:
    def uid(studio: Open) -> str:
        return next(line for line in unfolded(studio.get("/calendar.ics").content) if line.startswith("UID:"))

    with opened(tmp_path, post("a")) as studio:
        before = uid(studio)
        studio.write(post("a", "2023-11-08 09:00"))
        assert uid(studio) == before


@given(st.text())
def test_whatever_a_text_holds_its_lines_are_short_and_read_back(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    data = folded(line)
    assert all(len(each) <= OCTETS for each in data.removesuffix(b"\r\n").split(b"\r\n"))
    assert unfolded(data) == [line]


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs"])))
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    value = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], escaped(text))
    assert value == text
