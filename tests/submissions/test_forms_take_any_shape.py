"""Forms, interviews and answers in shapes that nobody prescribed: numbers, dashes, run-in labels, own questions."""

import pytest
from handed_in import Desk

from scheduler.models import Kind, Parts

WHO = "Zola Testa, youth worker, Sample House, Zambia"
SHAPES = {
    "questions answered on their line": (
        f"Who are you? – {WHO}\nHow did you get into this line of work? – Because of a ball.\n"
        "What keeps you busy? – I run the club.\nWhat difference do you make? – Twenty finished school.\n"
        "What makes you smile? – Their mothers.\nWhere did you train? – At the polytechnic."
    ),
    "labels with a full stop": (
        f"{WHO}\n\nMotivation. Because of a ball.\n\nDay to day. I run the club.\n\nImpact. Twenty finished school.\n\n"
        "Favourite thing. Their mothers.\n\nTraining. At the polytechnic."
    ),
    "numbers without questions": (
        "1. Zola Testa\n2. Youth worker\n3. Sample House, Zambia\n4. Because of a ball.\n5. I run the club.\n"
        "6. Twenty finished school.\n7. Their mothers.\n8. At the polytechnic."
    ),
    "headings in capitals of their own": (
        f"{WHO}\n\nWHERE IT STARTED\nBecause of a ball.\n\nWHERE I AM NOW\nI run the club.\n\n"
        "WHAT I AM PROUD OF\nTwenty finished school.\n\nWHY I STAY\nTheir mothers.\n\nWHAT I BRING\nAt the polytechnic."
    ),
    "a dialogue with dashes": (
        f"Interview with {WHO}\n\n—How did it start?\n—Because of a ball.\n\n—What do you do all day?\n"
        "—I run the club.\n\n"
        "—What has changed?\n—Twenty finished school.\n\n—What do you love most?\n—Their mothers.\n\n"
        "—Where were you trained?\n—At the polytechnic."
    ),
    "long labels with numbers": (
        f"1) Who are you? {WHO}\n2) The reason why I have chosen this profession: Because of a ball.\n"
        "3) My duties on a typical day: I run the club.\n4) Support that I provide and its results: Twenty finished "
        "school.\n5) What I enjoy the most: Their mothers.\n6) Key qualifications: At the polytechnic."
    ),
}
TOLD = ("Because of a ball", "I run the club", "Twenty finished school", "Their mothers", "At the polytechnic")


def told(desk: Desk, text: str) -> Parts:
    desk.drop("one.txt", text)
    found = desk.only()
    assert found.kind is Kind.PROFILE
    return found.parts


@pytest.mark.parametrize("shape", SHAPES)
def test_each_answer_is_found_in_any_shape(desk: Desk, shape: str) -> None:
    parts = told(desk, SHAPES[shape])

    assert (parts.name, (parts.title or "").lower()) == ("Zola Testa", "youth worker")
    assert (parts.organisation, parts.country) == ("Sample House", "Zambia")
    found = (parts.why, parts.role, parts.support, parts.love, parts.qualifications)
    assert tuple((words or "").rstrip(".") for words in found) == TOLD


def test_an_empty_question_takes_no_answer_from_the_next(desk: Desk) -> None:
    parts = told(
        desk,
        "Nombre: Zoila Prueba\nPaís: Perú\n\n¿Por qué eligió esta profesión?\nPor una pelota.\n\n¿Qué disfruta más?\n\n"
        "¿Qué estudió y qué sabe hacer?\nEnfermería y paciencia.",
    )

    assert (parts.love, parts.qualifications) == (None, "Enfermería y paciencia.")


def test_a_question_that_asks_for_nothing_we_know_ends_the_answer_before(desk: Desk) -> None:
    parts = told(
        desk,
        "Name: Zola Testa\nTitle: Youth worker\n\nWhy did you choose this work?\nBecause of a ball.\n\n"
        "And when you are not working?\nChoir. Badly.\n\nWhat would you change if you could?\nThe roof.",
    )

    assert (parts.why, parts.support) == ("Because of a ball.", None)


def test_a_paragraph_may_ask_itself(desk: Desk) -> None:
    parts = told(
        desk,
        "Hello, I am Zola Testa, a youth worker with Sample House in Zambia.\n\nWhy am I here? A teacher walked eleven "
        "kilometres for me.\n\nWhat I love most is the walk home.",
    )

    assert (parts.why or "").endswith("A teacher walked eleven kilometres for me.")


def test_my_in_front_of_a_label_says_that_it_is_one(desk: Desk) -> None:
    parts = told(
        desk,
        "Je suis Zoé Essai, animatrice à la Maison Exemple, au Togo.\n\nMon rôle : j’anime un centre de quartier.\n\n"
        "Mes plus belles réussites : une laverie gérée par les habitants.",
    )

    assert (parts.role, parts.support) == (
        "j’anime un centre de quartier.",
        "une laverie gérée par les habitants.",
    )


def test_to_love_ones_work_is_no_answer_to_what_one_loves(desk: Desk) -> None:
    parts = told(desk, "I am Zola Testa, a youth worker in Zambia. I love my work.")

    assert parts.love is None


def test_a_transcript_keeps_its_lines(desk: Desk) -> None:
    lines = [
        "hello my name is Zola Testa",
        "I'm a youth officer",
        "with Sample House",
        "in Zambia",
        "what I love most",
        "is when the phone is ringing",
        "and somebody screams with joy",
    ]
    parts = told(desk, "\n".join(f"00:0{number} {line}" for number, line in enumerate(lines)))

    assert parts.love == "what I love most\nis when the phone is ringing\nand somebody screams with joy"
