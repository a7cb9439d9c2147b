"""The week on one page: every post in its place, what is empty, what needs somebody, and how it is moved."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from campaigns import Clock, post
from studio.open_studio import WEEK, opened

from scheduler.models import Status

MONDAY = datetime(2023, 11, 6, 13, tzinfo=UTC)


def cells(page: str) -> list[str]:
    return re.findall(r"<td.*?</td>", page, re.DOTALL)


def said(page: str) -> str:
    found = re.search(r'<div class="said.*?<p>(.*?)</p>', page, re.DOTALL)
    return found[1] if found else ""


def test_a_post_stands_in_its_slot(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", "2023-11-07 09:00")) as studio:
        page = studio.get("/").text
        morning = page.split("<small>morning</small>")[1].split("</tr>")[0]
        assert [number for number, cell in enumerate(cells(morning)) if "This is hello" in cell] == [1]


def test_the_sentence_sums_the_week_up(tmp_path: Path) -> None:
    bare = "media: [{file: assets/sun.png}]"
    with opened(tmp_path, post("a"), post("b", "2023-11-07 09:00", "draft", bare)) as studio:
        told = re.search(r'<p class="lead">(.*?)</p>', studio.get("/").text)
        assert told
        assert told[1] == ("2 posts; 1 not approved; 5 slots are empty, the first on Monday; 1 picture lacks alt text.")


def test_outside_the_campaign_the_nearest_week_opens(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello"), clock=Clock(datetime(2026, 1, 1, tzinfo=UTC))) as studio:
        assert "6 November to 12 November 2023" in studio.get("/").text


def test_times_stand_with_their_zone(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        page = studio.get("/").text
        assert '<th scope="col" class="corner">EST</th>' in page
        assert "EST (America/New_York)" in page


def test_a_post_without_a_time_lies_in_the_tray(tmp_path: Path) -> None:
    with opened(tmp_path, "  - {id: idea, text: An idea}\n") as studio:
        assert "An idea" in studio.get("/").text.split('class="tray"')[1]


def test_two_posts_at_once_on_one_channel_are_marked(tmp_path: Path) -> None:
    with opened(tmp_path, post("a"), post("b")) as studio:
        assert "Two posts at once on one channel" in studio.get("/").text


def test_the_address_filters(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]"), post("b", "2023-11-07 09:00", "draft")) as studio:
        page = studio.get("/?channel=facebook&status=draft").text
        assert "This is b" in page
        assert "This is a" not in page


def test_words_of_posts_are_words(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more='text: "<script>alert(1)</script>"')) as studio:
        page = studio.get("/").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_month_shows_it_too(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", "2023-11-07 09:00")) as studio:
        assert "This is hello" in studio.get("/month?month=2023-11").text
        assert "This is hello" not in studio.get("/month?month=2023-10").text


def test_a_post_moves_and_only_its_line_changes(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft"), post("other", "2023-11-10 09:00")) as studio:
        before = studio.text()
        page = studio.post("/posts/hello/move", place="2023-11-08T15:30:00-05:00", seen=studio.seen("hello"))
        assert said(page.text) == "Moved “This is hello” to Wed 8 Nov 15:30 EST. Saved to posts.yaml."
        assert studio.text() == before.replace("at: 2023-11-06 09:00", "slot: {day: wed, name: afternoon}", 1)


def test_a_time_of_its_own_is_local(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        studio.post("/posts/hello/move", date="2023-11-08", time="10:10", seen=studio.seen("hello"))
        assert "at: 2023-11-08 10:10" in studio.text()


def test_moving_what_was_approved_makes_a_draft_of_it_and_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        page = studio.post("/posts/hello/move", place="2023-11-08T15:30:00-05:00", seen=studio.seen("hello"))
        assert "It is a draft again" in said(page.text)
        assert studio.calendar().posts[0].status is Status.DRAFT


def test_a_move_is_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        before = studio.text()
        page = studio.post("/posts/hello/move", place="2023-11-08T15:30:00-05:00", seen=studio.seen("hello")).text
        number = re.search(r'name="number" value="(\d+)"', page)
        assert number
        page = studio.post("/undo", number=number[1]).text
        assert said(page).startswith("Taken back: Moved")
        assert studio.text() == before


def test_what_was_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        studio.post("/posts/hello/move", place="2023-11-08T15:30:00-05:00", seen=studio.seen("hello"))
        file = studio.folder / "posts.yaml"
        file.write_text(file.read_text().replace("This is hello", "Changed by hand"))
        assert "cannot be taken back" in said(studio.post("/undo").text)
        assert "Changed by hand" in studio.text()


def test_a_move_of_what_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        seen = studio.seen("hello")
        studio.write(post("hello", status="draft", more="text: Changed by hand"))
        before = studio.text()
        answer = studio.post("/posts/hello/move", place="2023-11-08T15:30:00-05:00", seen=seen)
        assert answer.status_code == 409
        assert "was changed in posts.yaml meanwhile" in answer.text
        assert studio.text() == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"place": "2023-11-06T07:00:00-05:00"}, "That time is over."),
        ({"place": "soon"}, "is no time"),
        ({"date": "2023-11-08", "time": "late"}, "is no time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(tmp_path: Path, fields: dict[str, str], words: str) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        before = studio.text()
        answer = studio.post("/posts/hello/move", **fields)
        assert answer.status_code == 400
        assert words in answer.text
        assert studio.text() == before


def test_the_dialog_offers_the_next_free_slots(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello"), post("other", "2023-11-07 09:00")) as studio:
        page = studio.get("/posts/hello/move").text
        assert re.findall(r'name="place" value="(2023-11-\d\dT\d\d:\d\d)', page)[:2] == [
            "2023-11-06T15:30",
            "2023-11-08T09:00",
        ]


def test_a_broken_file_shows_the_week_as_it_was_and_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        studio.get("/")
        (studio.folder / "posts.yaml").write_text(WEEK + "  - [")
        page = studio.get("/").text
        assert "posts.yaml cannot be read as it is." in page
        assert "This is hello" in page


def test_a_file_that_never_could_be_read_is_told_with_its_places(tmp_path: Path) -> None:
    with opened(tmp_path, "  - {id: a, tekst: Hi}\n") as studio:
        page = studio.get("/").text
        line = WEEK.count("\n") + 1
        assert f"line {line}, column 13" in page
        assert "Did you mean &#39;text&#39;?" in page


def test_the_small_picture_of_a_post(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", more="media: [{file: assets/sun.png, alt: A sun}]")) as studio:
        answer = studio.get("/picture/hello/0")
        assert answer.headers["content-type"] == "image/jpeg"
        assert studio.get("/picture/hello/1").status_code == 404
        assert studio.get("/picture/nobody/0").status_code == 404


def test_news_come_when_the_file_changes(tmp_path: Path) -> None:
    with (
        opened(tmp_path, post("hello")) as studio,
        studio.browser.get(f"{studio.address}/events", stream=True, timeout=20) as news,
    ):
        lines = (line for line in news.iter_lines(decode_unicode=True) if line.startswith("data: "))
        first = next(lines)
        studio.write(post("hello"), post("more", "2023-11-08 09:00"))
        assert next(lines) != first
