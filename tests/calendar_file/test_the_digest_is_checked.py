"""What `check` says of the daily e-mail: each mistake at its line."""

from pathlib import Path

import pytest
from calendar_file.calendar_samples import HEAD, POSTS, folder_with, problems_of

from scheduler.calendar_file import load, read
from scheduler.errors import Problem, Severity

POST = "  - id: a\n    at: 2026-03-24 10:00\n    text: Hi\n  - id: b\n    at: 2026-03-25 10:00\n    text: Ho\n"
FIRST = len(HEAD.splitlines()) + 1
"""The line of `digest:`."""


def with_digest(*lines: str) -> str:
    known = ('at: "07:30"', "from: Week <week@example.org>", "address: 1 Example Road")
    rest = [line for line in known if line.split(":")[0] not in {each.split(":")[0] for each in lines}]
    return HEAD + "\n".join(["digest:", *(f"  {line}" for line in (*lines, *rest))]) + "\n" + POSTS + POST


def only(folder: Path, *lines: str) -> Problem:
    (problem,) = problems_of(folder, with_digest(*lines))
    return problem


def test_a_sound_one_has_no_problem(tmp_path: Path) -> None:
    said = "days: {2026-03-24: {subject: '{campaign} {day} {headline} {theme} {date}', order: [a], leave_out: [a]}}"
    assert problems_of(tmp_path, with_digest(said)) == ()


@pytest.mark.parametrize("key", ["order", "leave_out"])
def test_a_post_that_is_not_on_that_day(key: str, tmp_path: Path) -> None:
    problem = only(tmp_path, "days:", f"  2026-03-24: {{{key}: [a, b]}}")
    assert problem.what == "There is no post 'b' on that day."
    assert problem.place
    assert (problem.place.line, problem.severity) == (FIRST + 2, Severity.ERROR)


def test_a_slip_of_the_pen_in_a_posts_name_is_guessed(tmp_path: Path) -> None:
    problem = only(tmp_path, "days: {2026-03-24: {leave_out: [aa]}}")
    assert problem.remedy == "Did you mean 'a'?"


@pytest.mark.parametrize(
    "line", ['subject: "{campain} today"', 'days: {2026-03-24: {subject: "{x}"}}', 'days: {2026-03-24: {intro: "{x}"}}']
)
def test_a_placeholder_that_nobody_knows(line: str, tmp_path: Path) -> None:
    problem = only(tmp_path, line)
    assert problem.what.startswith("Nobody knows what {")
    assert "{headline}" in problem.remedy
    assert problem.place
    assert problem.place.line == FIRST + 1


def test_a_brace_that_stands_alone(tmp_path: Path) -> None:
    assert only(tmp_path, 'subject: "Half {open"').what == "A brace stands alone."


def test_braces_written_twice_are_braces(tmp_path: Path) -> None:
    assert problems_of(tmp_path, with_digest('subject: "{{so}}"')) == ()


def test_a_footer_without_an_address_is_a_warning(tmp_path: Path) -> None:
    problem = only(tmp_path, 'address: ""')
    assert (problem.severity, "postal address" in problem.what) == (Severity.WARNING, True)


def test_a_day_outside_the_week_is_a_warning(tmp_path: Path) -> None:
    problem = only(tmp_path, "days: {2026-04-24: {intro: Hello}}")
    assert (problem.severity, "outside the campaign's week" in problem.what) == (Severity.WARNING, True)


@pytest.mark.parametrize("sender", ["Our week", "week@", "Week <week@example>", "a@b@example.org", "@example.org"])
def test_a_sender_that_is_no_address(sender: str, tmp_path: Path) -> None:
    assert "is not a sender" in only(tmp_path, f"from: '{sender}'").what


@pytest.mark.parametrize("name", ["Our list", "week", "week_1.example.org", "<week.example.org>"])
def test_a_lists_name_that_is_none(name: str, tmp_path: Path) -> None:
    assert "is not a list's name" in only(tmp_path, f"list_id: '{name}'").what


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("inline", "inline"),
        ("hosted", "hosted"),
        ("https://img.example.org/week", "https://img.example.org/week"),
        ("'hosted: https://img.example.org'", "https://img.example.org"),
        ("{hosted: https://img.example.org}", "https://img.example.org"),
    ],
)
def test_where_pictures_are(written: str, meant: str, tmp_path: Path) -> None:
    digest = load(folder_with(tmp_path, with_digest(f"pictures: {written}"))).digest
    assert digest
    assert digest.pictures == meant


@pytest.mark.parametrize("written", ["outside", "http://img.example.org", "https://", "[inline]", "'https://a b.org'"])
def test_pictures_that_are_nowhere(written: str, tmp_path: Path) -> None:
    assert read(folder_with(tmp_path, with_digest(f"pictures: {written}"))).calendar is None


def test_places_hold_when_the_digest_stands_below_the_posts(tmp_path: Path) -> None:
    below = HEAD + POSTS + POST + with_digest("days:", "  2026-03-24: {order: [zz]}")[len(HEAD) :].split(POSTS)[0]
    (problem,) = problems_of(tmp_path, below)
    assert problem.place
    assert below.splitlines()[problem.place.line - 1].endswith("{order: [zz]}")


def test_a_post_whose_time_could_not_be_read_is_not_missed_as_well(tmp_path: Path) -> None:
    text = with_digest("days: {2026-03-24: {order: [a]}}").replace("2026-03-24 10:00", "soon")
    assert [problem.what for problem in problems_of(tmp_path, text)] == ["'soon' is not a day and time."]
