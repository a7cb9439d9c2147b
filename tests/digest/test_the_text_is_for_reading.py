"""The text part: the same day for those who read no HTML."""

from pathlib import Path

from digest.digest_samples import ADA, CARD, DIGEST, FILM, calendar_of, composed, post
from hypothesis import given
from hypothesis import strategies as st

from scheduler.digest.render import WIDTH, columns, wrapped


def test_it_tells_the_whole_day(tmp_path: Path) -> None:
    calendar = calendar_of(
        tmp_path,
        post("ben", "2023-11-06 09:00", CARD, "link: https://example.org/ben", text="Ben Osei\n\nHe works. #Week"),
        post("film", "2023-11-06 11:00", FILM, text="By boat\nAma Mensah\n\nA film."),
        post("next", "2023-11-07 11:00", text="A title\n\nIts words."),
        digest=DIGEST + "  days: {2023-11-06: {intro: Welcome!}}\n",
    )
    assert composed(calendar).plain_text(ADA) == (
        "Our Week\n"
        "Day 1 of 5, Monday 6 November 2023\n"
        "\n"
        "Ben Osei and By boat\n"
        "====================\n"
        "\n"
        "Hello Ada,\n"
        "\n"
        "Welcome!\n"
        "\n"
        "\n"
        "MEET THE PEOPLE\n"
        "\n"
        "Ben Osei\n"
        "--------\n"
        "Case worker · Open Doors · Ghana\n"
        "\n"
        "    “The door was open.”\n"
        "\n"
        "He works.\n"
        "\n"
        "Read more from Ben Osei:\n"
        "https://example.org/ben?utm_source=email&utm_content=ben&utm_campaign=week\n"
        "\n"
        "\n"
        "TO WATCH\n"
        "\n"
        "By boat\n"
        "-------\n"
        "Ama Mensah\n"
        "\n"
        "A film.\n"
        "\n"
        "Film: A boat crosses a river.\n"
        "\n"
        "\n"
        "TOMORROW, TUESDAY 7 NOVEMBER\n"
        "\n"
        "* A title\n"
        "\n"
        "\n"
        "------------------------------------------------------------------------\n"
        "\n"
        "You receive this e-mail because you subscribed to the daily news of Our\n"
        "Week. It comes once a day, until Friday 10 November 2023.\n"
        "\n"
        f"Unsubscribe: https://mail.example.org/u/{ADA.token}\n"
        f"Preferences: https://mail.example.org/p/{ADA.token}\n"
        f"View in browser: https://mail.example.org/v/2023-11-06/{ADA.token}\n"
        "\n"
        "Example Network, 1 Example Road\n"
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_lines_keep_to_their_columns_unless_a_word_is_longer(text: str) -> None:
    for line in wrapped(text).splitlines():
        assert columns(line) <= WIDTH or len(line.split()) <= 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))))
def test_no_word_is_lost_or_cut(text: str) -> None:
    assert wrapped(text).split() == text.split()


def test_wide_signs_take_two_columns_and_marks_none() -> None:
    assert columns("漢字") == 4
    assert columns("e\u0301") == 1
