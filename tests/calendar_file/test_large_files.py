"""Size is no reason to give up: a large calendar is read (how fast: see benchmarks/), a huge file is refused."""

from pathlib import Path

from calendar_file.calendar_samples import HEAD, POSTS, folder_with

from scheduler.calendar_file import check, load, read


def post(number: int) -> str:
    minute = f"{8 + number // 6 % 12:02}:{number // 72 % 60:02}"
    return f"  - id: post-{number}\n    at: 2026-03-{23 + number % 6} {minute}\n    text: Story {number}\n"


def test_a_thousand_posts_are_read_and_checked(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + "".join(map(post, range(1000))))
    assert check(load(file)) == ()


def test_a_file_of_10_mb_is_read(tmp_path: Path) -> None:
    long = "    variants:\n      facebook:\n        text: |\n" + f"          {'word ' * 20}\n" * 100
    file = folder_with(tmp_path, HEAD + POSTS + "".join(post(number) + long for number in range(1000)))
    assert file.stat().st_size > 10_000_000
    assert len(load(file).posts) == 1000


def test_more_than_64_mb_is_no_calendar(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    with file.open("wb") as out:
        out.truncate(65_000_000)
    (problem,) = read(file).problems
    assert (problem.what, problem.remedy) == (
        "The file is 65 MB.",
        "A calendar is a few kilobytes: is it the right file?",
    )
