"""Stories that somebody else wrote: whom they are about, and what others in them say, which tells no part."""

import pytest
from handed_in import Desk

from scheduler.models import Kind

STORY = (
    "The bench by the water\n\n{byline}"
    "On Thursdays the bench belongs to Zola Testa. The family services officer of Sample House, in Zambia, listens.\n\n"
    "“I became a social worker because nobody had listened to my sister,” says Testa.\n\n"
    "She hears twenty people, writes down the names and makes the calls in the afternoon.\n\n"
    "{others}\n\n“What I love most is the walk home,” she says."
)
OTHERS = (
    "“I love that bench,” says Ola, a fisherman.",
    "A neighbour told me: “I love that bench.”",
    "Her driver, Ola Sample, says: “I chose this work because of her. I love it when she sings.”",
    "“I love that bench” – says Ola, a fisherman.",
)


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("byline", ["", "Words by Lena Brandt | photos by Ola Sample\n\n"])
def test_what_others_say_is_no_part_of_hers(desk: Desk, others: str, byline: str) -> None:
    desk.drop("bench.txt", STORY.format(others=others, byline=byline))

    found = desk.only()

    parts = found.parts
    assert (found.kind, parts.name, parts.title) == (Kind.PROFILE, "Zola Testa", "family services officer")
    assert (parts.organisation, parts.country) == ("Sample House", "Zambia")
    assert (parts.why or "").startswith("“I became a social worker")
    assert parts.love == "“What I love most is the walk home,” she says."


def test_a_story_of_somebody_without_a_name_tells_no_parts(desk: Desk) -> None:
    desk.drop(
        "rain.txt", "When she came, she had no bed. She wanted to become a teacher. Every day she cleaned the hall."
    )

    assert desk.only().parts.why is None


def test_what_she_wanted_who_came_for_help_is_not_why_the_worker_does_it(desk: Desk) -> None:
    she = "Ola came to us last year. She wanted to become a social worker because she had met one."
    desk.drop("zola.txt", f"My name is Zola Testa and I am a case worker.\n\n{she}\n\nWhat I love most is the tea.")

    assert desk.only().parts.why is None


def test_who_speaks_alone_is_the_worker_by_the_whole_name(desk: Desk) -> None:
    desk.drop(
        "zola.txt",
        "El hombre de las llaves\n\nTodos conocen a Zoilo Prueba. El educador social de la Fundación Ejemplo, en Perú, "
        "tiene dos llaves.\n\n«Elegí este trabajo porque alguien me abrió la puerta», cuenta Prueba.",
    )

    parts = desk.only().parts

    assert (parts.name, parts.title) == ("Zoilo Prueba", "educador social")
    assert (parts.organisation, parts.country) == ("Fundación Ejemplo", "Perú")


def test_an_arabic_story_names_its_worker_between_verb_and_title(desk: Desk) -> None:
    desk.drop(
        "ar.txt",
        "تعمل زينب المثال باحثة اجتماعية في جمعية المثال في المغرب.\n\n"
        "تقول زينب: «اخترت هذا العمل لأن بابنا كان مفتوحا».\n\n"
        "ويقول مدير الجمعية: «أحب عملها».",
    )

    parts = desk.only().parts

    assert (parts.name, parts.title, parts.country) == ("زينب المثال", "باحثة اجتماعية", "المغرب")
    assert ("اخترت" in (parts.why or ""), parts.love) == (True, None)
