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

SUN = "{file: assets/sun.png, alt: A}"

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
    ("  - id: a\n    card: {quote: Q, name: N, portrait: assets/sun.png}\n", 1, 41, "warning", "is small", "original"),
    ("  - id: a\n", 0, 9, "error", "a has nothing to say.", "text"),
    ("  - id: a\n    variants: {x: {text: A}}\n", 0, 9, "error", "nothing to say on facebook", "text"),
    ('  - id: a\n    text: A\n    variants: {x: {text: ""}}\n', 2, 26, "error", "nothing to say on x", "text"),
    ('  - id: a\n    text: A\n    variants: {x: {thread: [a, "", b]}}\n', 2, 32, "error", "Part 2", "text"),
    (
        f"  - id: a\n    text: A\n    variants: {{x: {{thread: [a, {LONG}]}}}}\n",
        2,
        32,
        "error",
        "Part 2 is 19 too",
        "x",
    ),
    ("  - id: a\n    text: A\n    variants: {x: {thread: [a, b, a]}}\n", 2, 35, "error", "another part", "Change"),
    (
        f"  - id: a\n    text: A\n    media: [{SUN}{', ' + SUN}{', ' + SUN}{', ' + SUN}{', ' + SUN}]\n",
        2,
        12,
        "error",
        "",
        "Take",
    ),
    (f"  - id: a\n    text: A\n    media: [{SUN}, {{file: a.mp4, alt: A}}]\n", 2, 12, "error", "one video", "Take"),
    (
        "  - id: a\n    media: [{file: assets/sun.png, alt: %s}]\n" % ("a" * 1001),
        1,
        41,
        "error",
        "1001 characters",
        "Sh",
    ),
    ("  - id: a\n    media: [{file: assets/sun.png, alt: sun.png}]\n", 1, 41, "warning", "only its name", "sentence"),
    ("  - id: a\n    media: [{file: assets/sun.png, alt: sun}]\n", 1, 41, "warning", "only its name", "sentence"),
    ("  - id: a\n    media: [{file: assets/half.jpg, alt: A}]\n", 1, 20, "error", "damaged", "JPEG"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: assets/half.jpg}\n", 1, 41, "error", "damaged", "JPEG"),
    ("  - id: a\n    media: [{file: wrong/sun.png, alt: A}]\n", 1, 20, "error", "The file wrong/sun.png", "path"),
    ("  - id: a\n    media: [{file: assets, alt: A}]\n", 1, 20, "error", "assets is a folder", "Name a file"),
    ("  - id: a\n    media: [{file: ., alt: A}]\n", 1, 20, "error", "is a folder", "Name a file"),
    ("  - id: a\n    media: [{file: assets/SUN.PNG, alt: A}]\n", 1, 20, "error", "not there", "mean assets/sun.png?"),
    ("  - id: a\n    media: [{file: assets/son.png, alt: A}]\n", 1, 20, "error", "not there", "mean assets/sun.png?"),
    ("  - id: a\n    card: {quote: Q, name: N, portrait: Assets/sun.png}\n", 1, 41, "error", "not there", "Mend"),
    (
        "  - id: a\n    text: A\n    channels: [x]\n    variants: {facebook: {text: B}}\n",
        3,
        26,
        "warning",
        "not used",
        "Add",
    ),
    (
        "  - id: a\n    text: A\n    status: approved\n    approval: {by: Ada}\n" + AT,
        3,
        15,
        "warning",
        "no content",
        "approve a",
    ),
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
    Image.effect_noise((400, 300), 80).save(tmp_path / "assets" / "half.jpg")
    (tmp_path / "assets" / "half.jpg").write_bytes((tmp_path / "assets" / "half.jpg").read_bytes()[:5000])
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


def test_what_is_wrong_on_both_channels_is_told_once(folder: Path) -> None:
    posts = "  - id: a\n    media: [{file: assets/big.png, alt: %s}]\n  - id: b\n" % ("a" * 1001)
    assert told(problems_of(folder, HEAD + POSTS + posts)) == [
        f"{FIRST + 1}:20 big.png is 12.0 MB; X takes 5.0 MB at most; Facebook takes 4.0 MB at most. Save it smaller.",
        f"{FIRST + 1}:41 The alt text of big.png is 1001 characters; X takes 1000; Facebook takes 1000. Shorten it.",
        f"{FIRST + 2}:9 b has nothing to say. Give it a text, a card or media.",
    ]


def test_a_picture_of_one_channel_is_named_where_that_channel_has_it(folder: Path) -> None:
    own = "    media: [{file: assets/sun.png, alt: A}]\n    variants: {x: {media: [{file: none.png, alt: B}]}}\n"
    assert told(problems_of(folder, f"{HEAD}{POSTS}  - id: a\n    text: A\n{own}")) == [
        f"{FIRST + 3}:35 The file none.png is not there. Mend the path, or add the file; it is relative to posts.yaml."
    ]


def test_a_file_that_nobody_may_read_is_told(folder: Path) -> None:
    (folder / "loop.jpg").symlink_to("loop.jpg")
    found = told(problems_of(folder, f"{HEAD}{POSTS}  - id: a\n    media: [{{file: loop.jpg, alt: A}}]\n"))
    assert [each.partition(". ")[0] for each in found] == [f"{FIRST + 1}:20 The file loop.jpg is not there"]


# The slots of the week: a line of them; what check says of it.
SLOTS = [
    ("{name: a, days: [mon, mon], at: 8:00}", "13:27 mon stands here twice. Take one out."),
    ("{name: a, days: [mon, Monday], at: 8:00}", "13:27 Monday stands here twice. Take one out."),
    ("{name: a, days: [sat], at: 8:00}", "13:22 No sat is in the campaign's week. Take it out, or mend the week."),
    ("{name: a, days: [mon, tue], at: 9:00}", "13:37 a and morning come at the same time: mon, tue, 09:00. Move one."),
    ("{name: a, days: [tue], at: 9:00, channels: [x]}", "13:32 a and morning come at the same time: tue, 09:00."),
]


@pytest.mark.parametrize(("slot", "said"), SLOTS)
def test_slots_that_never_come_or_come_twice_are_a_warning(folder: Path, slot: str, said: str) -> None:
    head = HEAD.replace("ends: 2026-03-29", "ends: 2026-03-27").replace("[sun]", "[fri]")
    (problem,) = problems_of(folder, f"{head}  - {slot}\n")
    assert told((problem,))[0].startswith(said.removesuffix(" Move one."))
    assert problem.severity == "warning"


def test_slots_of_different_channels_may_come_at_once(folder: Path) -> None:
    night = HEAD + '  - {name: late, days: [sun], at: "02:30", channels: [facebook]}\n'
    assert problems_of(folder, night) == ()


def two(folder: Path, one: str, other: str) -> list[str]:
    return told(problems_of(folder, f"{HEAD}{POSTS}  - id: a\n{one}  - id: b\n{other}"))


def test_two_posts_of_one_channel_in_one_minute_clash(folder: Path) -> None:
    found = two(folder, "    text: One\n" + AT, "    text: Two\n    at: 2026-03-24 10:00:30\n    channels: [x]\n")
    assert found == [f"{FIRST + 5}:9 b and a go out on x in the same minute. Move one of them."]


def test_a_clash_on_both_channels_is_told_once(folder: Path) -> None:
    found = two(folder, "    text: One\n" + AT, "    text: Two\n" + AT)
    assert found == [f"{FIRST + 5}:9 b and a go out on x and facebook in the same minute. Move one of them."]


def test_different_channels_do_not_clash(folder: Path) -> None:
    assert not two(folder, "    text: One\n    channels: [x]\n" + AT, "    text: Two\n    channels: [facebook]\n" + AT)


def test_the_same_words_twice_on_one_channel_are_an_error(folder: Path) -> None:
    found = two(folder, "    text: The same  words\n", "    text: The same words\n    channels: [x]\n")
    assert found == [
        f"{FIRST + 3}:11 b says exactly what a says. Change one of them: the network would refuse the second."
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
