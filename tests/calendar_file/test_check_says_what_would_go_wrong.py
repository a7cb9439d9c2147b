"""What `scheduler check` says of the content: each mistake with its line, its words, and whether it stops the post."""

import io
from pathlib import Path

import pytest
from calendar_file.calendar_samples import FIRST, HEAD, POSTS, calendar_of, folder_with, problems_of, told
from PIL import Image

from scheduler.calendar_file import check, check_post, fingerprint, load
from scheduler.errors import Severity
from scheduler.models import Post

LONG = "word " * 60  # 300 characters
AT = "    at: 2026-03-24 10:00\n"

# A post; line (0 = its first) and column; severity; words of the message; words of the remedy.
ONE_POST = [
    (f"  - id: a\n    text: {LONG}\n", 1, 11, "error", "too long for X (299 of 280)", "x its own text"),
    (f"  - id: a\n    text: Hi\n    variants: {{x: {{text: {LONG}}}}}\n", 2, 26, "error", "too long for X", "Shorten"),
    ("  - id: a\n    media: [{file: assets/gone.png, alt: A}]\n", 1, 20, "error", "gone.png is not there", "path"),
    (
        "  - id: a\n    media: [{file: ../sun.png, alt: A}]\n",
        1,
        20,
        "warning",
        "outside the campaign's folder",
        "assets/",
    ),
    ("  - id: a\n    media: [{file: /etc/passwd, alt: A}]\n", 1, 20, "warning", "outside the campaign's", "assets/"),
    ("  - id: a\n    media: [{file: assets/sun.png}]\n", 1, 20, "error", "no alt text", "alt:"),
    ("  - id: a\n    media: [{file: posts.yaml, alt: A}]\n", 1, 20, "error", "not a picture", "JPEG"),
    ("  - id: a\n    media: [{file: assets/bomb.png, alt: A}]\n", 1, 20, "error", "far too many pixels", "smaller"),
    ("  - id: a\n    media: [{file: assets/big.png, alt: A}]\n", 1, 20, "error", "big.png is", "smaller"),
    ("  - id: a\n    media: [{file: a.mp4, alt: A, captions: a.srt}]\n", 1, 45, "error", "a.srt is not there", "path"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: a.jpg}\n", 1, 41, "error", "a.jpg is not there", "path"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: ../a.jpg}\n", 1, 41, "warning", "outside", "assets/"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: posts.yaml}\n", 1, 41, "error", "not a picture", "JPEG"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: assets/bomb.png}\n", 1, 41, "error", "too many", "smaller"),
    ("  - id: a\n", 0, 9, "error", "nothing to say on x", "text"),
    ("  - id: a\n    text: Hi\n    status: approved\n", 2, 13, "error", "has no time", "at: or slot:"),
    ("  - id: a\n    text: Hi\n    at: 2026-04-24 10:00\n", 2, 9, "warning", "outside the campaign's week", "date"),
]


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A small file that would be 400 million pixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, bomb: bytes) -> Path:
    folder_with(tmp_path, HEAD)
    (tmp_path / "assets" / "big.png").write_bytes((tmp_path / "assets" / "sun.png").read_bytes() + bytes(12_000_000))
    (tmp_path / "assets" / "bomb.png").write_bytes(bomb)
    return tmp_path


@pytest.mark.parametrize(("post", "line", "column", "severity", "what", "remedy"), ONE_POST)
def test_one_post(folder: Path, post: str, line: int, column: int, severity: Severity, what: str, remedy: str) -> None:
    found = [each for each in problems_of(folder, HEAD + POSTS + post) if what in each.what]
    assert found, told(problems_of(folder, HEAD + POSTS + post))
    problem = found[0]
    assert problem.place is not None
    assert (problem.place.line - FIRST, problem.place.column) == (line, column)
    assert (problem.severity, remedy in problem.remedy) == (severity, True)


def test_a_good_post_has_no_problems(folder: Path) -> None:
    assert problems_of(folder, HEAD + POSTS + "  - id: a\n    text: Hi\n    status: approved\n" + AT) == ()


def test_a_cancelled_post_needs_no_mending(folder: Path) -> None:
    assert problems_of(folder, HEAD + POSTS + "  - id: a\n    status: cancelled\n") == ()


def two(folder: Path, one: str, other: str) -> list[str]:
    return told(problems_of(folder, f"{HEAD}{POSTS}  - id: a\n{one}  - id: b\n{other}"))


def test_two_posts_of_one_channel_in_one_minute_clash(folder: Path) -> None:
    found = two(folder, "    text: One\n" + AT, "    text: Two\n    at: 2026-03-24 10:00:30\n    channels: [x]\n")
    assert found == [f"{FIRST + 5}:9 b and a go out on x in the same minute. Move one of them."]


def test_different_channels_do_not_clash(folder: Path) -> None:
    assert not two(folder, "    text: One\n    channels: [x]\n" + AT, "    text: Two\n    channels: [facebook]\n" + AT)


def test_the_same_words_twice_on_one_channel_are_an_error(folder: Path) -> None:
    found = two(folder, "    text: The same  words\n", "    text: The same words\n    channels: [x]\n")
    assert found == [
        f"{FIRST + 3}:11 b says on x exactly what a says. Change one of them: the network would refuse the second."
    ]


def test_the_same_words_may_come_again_when_the_network_has_forgotten_them(folder: Path) -> None:
    assert two(folder, "    text: Thanks\n" + AT, "    text: Thanks\n    at: 2026-03-24 18:00\n    channels: [x]\n")
    assert not two(folder, "    text: Thanks\n" + AT, "    text: Thanks\n    at: 2026-03-25 18:00\n")


def test_a_slots_channels_are_its_posts_channels(folder: Path) -> None:
    head = HEAD.replace("days: [sun]", "days: [tue]")
    text = head + POSTS + "  - id: a\n    text: One\n    slot: {day: tue, name: night}\n"
    assert [post.id for post in load(folder_with(folder, text)).posts] == ["a"]
    other = "  - id: b\n    text: One\n    channels: [facebook]\n"
    assert problems_of(folder, text + other) == ()


def approved(folder: Path, content: str) -> tuple[Post, list[str]]:
    bound = f"{{by: Ada, at: 2026-03-01T12:00:00Z, content: '{content}'}}"
    calendar = calendar_of(folder, f"  - id: a\n    text: Hi\n    status: approved\n    approval: {bound}\n{AT}")
    assert not check_post(calendar.posts[0], calendar)
    return calendar.posts[0], told(check(calendar))


def test_content_changed_after_approval_is_a_warning_and_only_in_check(folder: Path) -> None:
    _, found = approved(folder, "00000000")
    assert found == [
        f"{FIRST + 3}:15 a was changed after Ada approved it, and is held. Look at it, then: scheduler approve a"
    ]


def test_content_as_approved_is_fine(folder: Path) -> None:
    post, calendar = approved(folder, "00000000")[0], load(folder / "posts.yaml")
    assert approved(folder, fingerprint(post, calendar))[1] == []


def test_check_post_looks_at_one_post_only(folder: Path) -> None:
    calendar = calendar_of(folder, f"  - id: a\n    text: Hi\n  - id: b\n    text: {LONG}\n")
    assert not check_post(calendar.posts[0], calendar)
    assert [problem.severity for problem in check_post(calendar.posts[1], calendar)] == ["error"]


def test_problems_come_in_the_order_of_the_file(folder: Path) -> None:
    posts = f"  - id: a\n    status: approved\n    text: {LONG}\n  - id: b\n    text: Hi\n    status: approved\n"
    lines = [problem.place.line for problem in problems_of(folder, HEAD + POSTS + posts) if problem.place]
    assert lines == sorted(lines)
    assert len(lines) >= 3
