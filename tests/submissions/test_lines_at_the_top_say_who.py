"""A name with a post and a place at the top, on one line or on several; headings worded freely; what is left empty."""

import pytest
from handed_in import Desk

from scheduler.models import Kind, Parts

ANSWERS = """
How I came to this work
My uncle drove the ambulance and I sat in the back. Nobody talked to the families.

The work itself
I visit twelve homes a week and keep the diary of medicines.

What happens because of you
Nineteen elders stay in their own homes now.

The best of it
A cup of tea that I did not have to make.
"""


def told(desk: Desk, top: str, below: str = ANSWERS) -> Parts:
    desk.drop("one.txt", top + "\n" + below)
    found = desk.only()
    assert found.kind is Kind.PROFILE
    return found.parts


@pytest.mark.parametrize(
    "top",
    [
        "Tevita Sample\nFamily Support Worker – Lotu Care Trust\nTonga\n",
        "Tevita Sample\n\nFamily Support Worker · Lotu Care Trust · Tonga\n",
        "Home › Our people › Staff stories\n\nTevita Sample\nFamily Support Worker\nLotu Care Trust\nTonga\n",
        "Today: Tevita Sample\nFamily Support Worker, Lotu Care Trust (Tonga)\n",
        "Tevita Sample, a Family Support Worker with the Lotu Care Trust in Tonga, is a patient man.\n",
    ],
)
def test_the_top_says_who_it_is(desk: Desk, top: str) -> None:
    found = told(desk, top)

    assert found.name == "Tevita Sample"
    assert found.title == "Family Support Worker"
    assert (found.organisation, found.country) == ("Lotu Care Trust", "Tonga")


def test_freely_worded_headings_ask_for_the_parts(desk: Desk) -> None:
    found = told(desk, "Tevita Sample\nFamily Support Worker\nTonga\n")

    assert [bool(each) for each in (found.why, found.role, found.support, found.love)] == [True] * 4
    assert found.love == "A cup of tea that I did not have to make."


def test_arabic_says_who_it_is_without_a_verb(desk: Desk) -> None:
    found = told(
        desk,
        "خديجة بنعمر أخصائية اجتماعية في جمعية الأمل بتونس.",
        "اختارت هذه المهنة لأن والدتها كانت مريضة.\n\nتزور كل يوم خمس أسر.\n\nبفضل عملها عادت عشرون أسرة إلى بيوتها.",
    )

    assert (found.name, found.title) == ("خديجة بنعمر", "أخصائية اجتماعية")
    assert (found.organisation, found.country) == ("جمعية الأمل", "تونس")


@pytest.mark.parametrize("nothing", ["-", "n/a", "to follow", "(a preencher)", "à compléter", "لاحقًا", ""])
def test_what_is_left_out_is_no_answer(desk: Desk, nothing: str) -> None:
    found = told(desk, "Tevita Sample\nFamily Support Worker\nTonga\n", f"{ANSWERS}\nQualifications\n{nothing}\n")

    assert found.qualifications is None


def test_a_question_left_empty_takes_no_other_answer(desk: Desk) -> None:
    found = told(
        desk,
        "Name\nTevita Sample\nCountry\nTonga\n",
        "Why did you choose this work?\nMy uncle did it.\nWhat do you love most?\n\nQualifications\nFirst aid.",
    )

    assert (found.love, found.qualifications) == (None, "First aid.")


def test_a_heading_that_asks_for_something_else_ends_an_answer(desk: Desk) -> None:
    found = told(
        desk, "Name: Tevita Sample\nCountry: Tonga\n", f"{ANSWERS}\nWhat is in my bag\n\nA torch and a comb.\n"
    )

    assert found.love == "A cup of tea that I did not have to make."
