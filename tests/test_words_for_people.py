"""Small words that people read everywhere: counts and spans of time."""

from datetime import timedelta

import pytest

from scheduler.errors import Rejected
from scheduler.text import counted, lasting


@pytest.mark.parametrize(("number", "words"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts")])
def test_one_is_one(number: int, words: str) -> None:
    assert counted(number, "post") == words


@pytest.mark.parametrize(("thing", "words"), [("delivery", "2 deliveries"), ("day", "2 days")])
def test_a_y_behind_a_consonant_turns(thing: str, words: str) -> None:
    assert (counted(2, thing), counted(1, thing)) == (words, f"1 {thing}")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=0.2), "0 s"),
        (timedelta(seconds=75), "1 min 15 s"),
        (timedelta(minutes=90), "1 h 30 min"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=3, hours=4, minutes=5), "3 days 4 h"),
    ],
)
def test_a_span_of_time_is_told_in_its_largest_unit_and_the_one_below(span: timedelta, words: str) -> None:
    assert lasting(span) == words


def test_what_no_database_takes_is_left_out_of_a_networks_words() -> None:
    assert Rejected("No.", words="half \ud800 a \0 sign").words == "half ? a  sign"
