"""Who it is and who speaks: better nobody than the wrong one. Everybody is invented."""

import pytest
from handed_in import BLOG, PROFILE, Desk

from scheduler.models import Kind

STORY = """\
Meet our social worker Zola

{described}

“I walk because the road does not,” says Zola. She has walked for nine years, and knows each of the doors.

“My own door was always open,” she says. On Fridays Zola cooks for the street.
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zola Testa\n\nI am Zola Testa. I volunteer at the Centre.", "Zola Testa"),
        ("My name is Zola. I am a social worker.", "Zola"),
        ("Zola, directrice régionale au Togo\nPays où tu exerces\nTogo\n", "Zola"),
        ("World Social Work Day\n\nI am Kenyan and I am a social worker.", None),
        ("FORMULARIO DE PERFIL\nNombre y apellidos: Rosa Prueba\nCargo: Maestra", "Rosa Prueba"),
        ("Sample South\n\nI am a social worker and I live at Plot 12, Sample South, Lusaka.", None),
    ],
)
def test_a_name_is_read_where_somebody_gives_it(desk: Desk, text: str, name: str | None) -> None:
    desk.drop("a.txt", text)

    assert desk.only().parts.name == name


def test_the_author_of_a_blog_post_stands_in_its_byline_not_in_its_first_sentence(desk: Desk) -> None:
    desk.drop(
        "meal.md", "# What a meal can do\n\nBy Ola Sample\n\nZola Testa, Sampletown, came late. " + "We cooked. " * 80
    )

    assert desk.only().author == "Ola Sample"


def test_a_byline_brings_post_and_organisation(desk: Desk) -> None:
    desk.drop("wall.md", BLOG.replace("By Ola Sample", "By Ola Sample, Adviser, Sample Network, Norway"))

    found = desk.only()

    assert (found.author, found.parts.title, found.parts.organisation) == ("Ola Sample", "Adviser", "Sample Network")
    assert found.parts.country == "Norway"


def test_a_first_line_is_the_title_of_a_blog_post(desk: Desk) -> None:
    desk.drop("wall.txt", BLOG.removeprefix("# "))

    found = desk.only()

    assert (found.title, found.missing) == ("A register on the wall", ())
    assert found.text.startswith("We hung the register")


def test_a_quote_signed_by_somebody_else_is_no_quote(desk: Desk) -> None:
    own = "I cannot carry the load for a family, but I can walk beside them."
    desk.drop("nia.txt", PROFILE.replace(own, "“Be the change.” – Somebody Famous"))

    assert (desk.only().parts.quote, desk.only().missing) == (None, ("quote",))


def test_a_quote_signed_by_the_worker_is_theirs_without_the_signature(desk: Desk) -> None:
    own = "I cannot carry the load for a family, but I can walk beside them."
    desk.drop("nia.txt", PROFILE.replace(own, f"“{own}” — Nia Testa"))

    assert desk.only().parts.quote == own


def test_an_epigraph_is_not_the_authors_beginning(desk: Desk) -> None:
    desk.drop("wall.md", BLOG.replace("We hung", "“Walls are only paper that waits.”\n— Somebody Famous\n\nWe hung", 1))

    assert desk.only().text.startswith("We hung the register")


def test_a_story_in_which_one_worker_speaks_is_her_profile(desk: Desk) -> None:
    desk.drop("zola.md", STORY.format(described="Zola Testa is a community social worker in Sampletown."))

    found = desk.only()

    assert (found.kind, found.third_person, found.parts.name) == (Kind.PROFILE, True, "Zola Testa")
    assert found.parts.quote == "I walk because the road does not"


def test_words_of_a_child_in_a_blog_post_make_no_profile(desk: Desk) -> None:
    opening = "“My name is Tumi and I want to be a doctor,” the girl told us.\n\n"
    desk.drop("wall.md", BLOG.replace("We hung", opening + "We hung", 1))

    found = desk.only()

    assert (found.kind, found.author, found.parts.quote) == (Kind.BLOG, "Ola Sample", None)


def test_in_an_interview_only_the_answers_are_the_workers(desk: Desk) -> None:
    lines = (
        "Interview with Zola Testa, Social Worker, Sample House, Cambodia",
        "Anna: I admire you so much. Why did you become a social worker?",
        "Zola: The neighbours fed whoever came, and I wanted to do that.",
        "Anna: What does your day look like?",
        "Zola: I visit four families and I drink a great deal of tea.",
        "Anna: What do you love most?",
        "Zola: I love it when a door opens.",
    )
    desk.drop("zola.txt", "\n".join(lines))

    found = desk.only()

    assert (found.kind, found.parts.name, found.parts.organisation) == (Kind.PROFILE, "Zola Testa", "Sample House")
    assert found.parts.love == "I love it when a door opens."
    assert "admire" not in found.text


def test_a_text_that_is_one_quotation_is_told_in_the_first_person(desk: Desk) -> None:
    desk.drop("zola.txt", 'My name is Zola\n\n"My name is Zola; I walk.\n\nI walk every day, and my shoes know it."')

    found = desk.only()

    assert (found.kind, found.third_person, found.parts.name) == (Kind.PROFILE, False, "Zola")
    assert found.text == "My name is Zola; I walk.\n\nI walk every day, and my shoes know it."
