"""What check says, on a page: line by line, with a way to the post."""

from pathlib import Path

from campaigns import post
from studio.open_studio import opened

LONG = f"text: '{'so much to say ' * 30}'"


def test_each_stands_with_its_line_its_remedy_and_its_post(tmp_path: Path) -> None:
    with opened(tmp_path, post("fine"), post("long", "2023-11-07 09:00", more=LONG)) as studio:
        page = studio.get("/problems").text
        line = 1 + studio.text().split("so much")[0].count("\n")
        assert f"Error</b>, posts.yaml line {line}, <a" in page
        assert '<a href="/posts/long">long</a>' in page
        assert "1 error, 0 warnings." in page


def test_a_calendar_without_any_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, post("fine")) as studio:
        assert "Nothing is wrong" in studio.get("/problems").text


def test_a_file_that_cannot_be_read_is_explained_line_by_line(tmp_path: Path) -> None:
    with opened(tmp_path, post("fine")) as studio:
        studio.get("/")
        studio.write(post("fine"), "  - id: [\n")
        page = studio.get("/problems").text
        assert "Error</b>, posts.yaml line" in page
        assert "posts.yaml cannot be read as it is." in page


def test_it_is_a_link_away_from_the_week(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        assert 'href="/problems"' in studio.get("/").text
