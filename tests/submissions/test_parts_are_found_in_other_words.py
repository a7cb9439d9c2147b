"""Headings that nobody foresaw, names in two halves and stories without "he": the parts are found; all is invented."""

import pytest
from handed_in import Desk

from scheduler.models import Kind
from scheduler.submissions.headings import part_of


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Reasons for doing this work", "why"),
        ("Reason for entering the field", "why"),
        ("Motivos para elegir esta profesión", "why"),
        ("Razões da escolha", "why"),
        ("Your work and an ordinary day", "role"),
        ("What happens on a normal day?", "role"),
        ("Um dia qualquer", "role"),
        ("Support and outcomes", "support"),
        ("What have people gained from your support?", "support"),
        ("Et cela donne quoi ?", "support"),
        ("¿Qué es lo que más querés de tu trabajo?", "love"),
        ("The part you would not give up", "love"),
        ("¿Dónde se formó?", "qualifications"),
        ("Your words for the poster", "quote"),
        ("Present employer", "organisation"),
        ("Job", "title"),
        ("بلد العمل", "country"),
    ],
)
def test_a_heading_is_known_by_its_family(heading: str, part: str) -> None:
    assert part_of(heading) == part


@pytest.mark.parametrize("heading", ["Reasons for hope", "Groups you work with", "Photo attached", "A day to remember"])
def test_a_heading_that_asks_for_nothing_is_none(heading: str) -> None:
    assert part_of(heading) is None


def test_a_surname_and_a_first_name_are_one_name(desk: Desk) -> None:
    desk.drop("form.txt", "Surname: Testa\nFirst name: Zola\nPresent post: Case Worker\nPresent employer: Hope House\n")
    assert desk.only().parts.name == "Zola Testa"


def test_a_story_that_needs_no_he_tells_who_it_is(desk: Desk) -> None:
    told = (
        "En el mercado de Prueba, Perú, Hugo Muestra Ensayo tiene una mesa y una fila. Es orientador social de la Red "
        "Prueba y cada mañana ayuda a los vendedores.\n\n«Yo vendí fruta en este pasillo», cuenta."
    )
    desk.drop("story.txt", told)
    parts = desk.only().parts
    assert (parts.name, parts.title, parts.organisation) == ("Hugo Muestra Ensayo", "orientador social", "Red Prueba")


def test_the_country_may_stand_before_the_organisation(desk: Desk) -> None:
    desk.drop("eu.txt", "O meu nome é Lia Prova e sou ajudante familiar em Portugal, no Centro Social do Vale Exemplo.")
    parts = desk.only().parts
    assert (parts.title, parts.organisation, parts.country) == (
        "ajudante familiar",
        "Centro Social do Vale Exemplo",
        "Portugal",
    )


def test_somebody_who_writes_without_capitals_says_who_speaks(desk: Desk) -> None:
    lines = "hello\ni'm Pita Testa\ni'm a disaster response social worker with Fiji Sample Response\nhere in Fiji\n"
    desk.drop("talk.txt", f"{lines}i started because our own roof went\nand a lady i did not know stayed all night\n")
    parts = desk.only().parts
    assert (parts.name, parts.organisation, parts.country) == ("Pita Testa", "Fiji Sample Response", "Fiji")


def test_an_essay_that_calls_itself_a_profile_is_one(desk: Desk) -> None:
    told = "Every day I take the same bus as the pupils. I run the desk at school and I visit the homes. " * 6
    head = "# Worker profile: what the bus taught me\n\nBy Mara Muster, case worker, Hope House, Kenya\n\n"
    desk.drop("essay.md", head + told)
    assert desk.only().kind is Kind.PROFILE
