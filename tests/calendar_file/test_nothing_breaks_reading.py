"""Whatever the bytes, reading gives a calendar or problems: never an exception, never silence."""

from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_file.calendar_samples import HEAD, POSTS, folder_with
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar_file import check, read

GOOD = (
    HEAD
    + POSTS
    + """\
  - id: a
    at: 2026-03-24 10:00
    status: approved
    approval: {by: Ada, at: 2026-03-01T12:00:00Z, content: 3f2a9c41}
    text: |
      We ship today #launch
    card: {quote: Q, name: N, focus: [0.5, 0.5]}
    media: [{file: assets/sun.png, alt: A sun}]
    variants: {x: {thread: [one, two]}}
  - {id: b, slot: {day: tue, name: morning}, text: "Hi"}
"""
)
SIGNS = ("", "\n", "\t", " ", ":", ": ", "- ", "[", "]", "{", "}", "#", " #", "'", '"', "|", ">", "&a ", "*a", "!!int ")
PIECES = st.sampled_from((*SIGNS, "%", "@", "~", "\x00", "\ufeff", "\u2028", "\x85", "é", "🤝", "---\n", "? ", "<<: "))


def sound(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = folder_with(Path(folder), data)
        reading = read(file)
        errors = [problem for problem in reading.problems if problem.severity == "error"]
        assert bool(errors) == (reading.calendar is None)
        lines = data.count(b"\n") + 1
        for problem in reading.problems:
            assert problem.what
            assert problem.remedy
            assert problem.place is not None
            assert 1 <= problem.place.line <= lines + 1
            assert problem.place.column >= 1
        if reading.calendar:
            check(reading.calendar)


@settings(max_examples=80)
@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    sound(data)


@settings(max_examples=80)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_random_yaml_signs(text: str) -> None:
    sound(text.encode(errors="replace"))


@settings(max_examples=120)
@given(st.integers(0, len(GOOD)), st.integers(0, 12), PIECES)
def test_a_good_calendar_with_one_place_spoiled(place: int, length: int, piece: str) -> None:
    sound((GOOD[:place] + piece + GOOD[place + length :]).encode())


@settings(max_examples=60)
@given(st.integers(0, len(GOOD.splitlines())), st.integers(0, len(GOOD.splitlines())), st.integers(0, 6))
def test_a_good_calendar_with_lines_moved(begin: int, target: int, indent: int) -> None:
    lines = GOOD.splitlines()
    moved = [" " * indent + line for line in lines[begin : begin + 2]]
    rest = lines[:begin] + lines[begin + 2 :]
    sound("\n".join(rest[:target] + moved + rest[target:]).encode())


@settings(max_examples=60)
@given(st.integers(0, len(GOOD.encode())))
def test_a_good_calendar_cut_off_anywhere(end: int) -> None:
    sound(GOOD.encode()[:end])


def test_the_good_calendar_is_good() -> None:
    with TemporaryDirectory() as folder:
        assert read(folder_with(Path(folder), GOOD)).problems == ()
