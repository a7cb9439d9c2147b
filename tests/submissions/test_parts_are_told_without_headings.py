"""Where no heading asks, the parts are found in what is told: word for word, and only where it is sure."""

from dataclasses import asdict

import pytest
from handed_in import Desk

from scheduler.models import Kind

MONOLOGUES = {
    "en": (
        "My name is Zola Testa and I am a community worker with Sample House in Zambia.\n\n"
        "I chose this work because my neighbour’s door was always open.\n\n"
        "Every day I visit four families and I drink a great deal of tea.\n\n"
        "With our support thirty families have got their papers.\n\n"
        "What I love most is the walk home.\n\n"
        "I hold a diploma in social work.",
        ("Zola Testa", "community worker", "Sample House", "Zambia"),
    ),
    "fr": (
        "Je m’appelle Zoé Essai et je suis assistante sociale à la Maison Exemple, au Togo.\n\n"
        "J’ai choisi ce métier parce que la porte de ma voisine était toujours ouverte.\n\n"
        "Chaque jour, je visite quatre familles.\n\n"
        "Grâce à notre soutien, trente familles ont eu leurs papiers.\n\n"
        "Ce que j’aime le plus, c’est le chemin du retour.\n\n"
        "Je suis titulaire d’un diplôme en travail social.",
        ("Zoé Essai", "assistante sociale", "Maison Exemple", "Togo"),
    ),
    "es": (
        "Me llamo Zoila Prueba y soy trabajadora social en la Casa Ejemplo, en Perú.\n\n"
        "Elegí este trabajo porque la puerta de mi vecina siempre estaba abierta.\n\n"
        "Cada día visito a cuatro familias.\n\n"
        "Gracias a nuestro apoyo, treinta familias tienen sus papeles.\n\n"
        "Lo que más me gusta es el camino de vuelta.\n\n"
        "Soy licenciada en trabajo social.",
        ("Zoila Prueba", "trabajadora social", "Casa Ejemplo", "Perú"),
    ),
    "pt": (
        "Chamo-me Zita Teste e sou assistente social na Casa Exemplo, em Angola.\n\n"
        "Escolhi este trabalho porque a porta da minha vizinha estava sempre aberta.\n\n"
        "Todos os dias visito quatro famílias.\n\n"
        "Graças ao nosso apoio, trinta famílias têm os seus papéis.\n\n"
        "O que mais gosto é do caminho de volta.\n\n"
        "Sou licenciada em serviço social.",
        ("Zita Teste", "assistente social", "Casa Exemplo", "Angola"),
    ),
    "ar": (
        "اسمي زينب المثال وأعمل أخصائية اجتماعية في بيت المثال في الأردن.\n\n"
        "اخترت هذا العمل لأن باب جارتنا كان مفتوحًا دائمًا.\n\n"
        "في كل يوم أزور أربع أسر.\n\n"
        "بفضل دعم فريقنا حصلت ثلاثون أسرة على أوراقها.\n\n"
        "أكثر ما أحبه في عملي هو طريق العودة.\n\n"
        "أحمل شهادة بكالوريوس في الخدمة الاجتماعية.",
        ("زينب المثال", "أخصائية اجتماعية", "بيت المثال", "الأردن"),
    ),
}
TOLD = ("why", "role", "support", "love", "qualifications")


@pytest.mark.parametrize("language", MONOLOGUES)
def test_a_monologue_tells_each_part_in_its_own_paragraph(desk: Desk, language: str) -> None:
    text, who = MONOLOGUES[language]
    desk.drop("zola.txt", text)

    found = desk.only()

    parts = asdict(found.parts)
    assert (found.kind, found.language) == (Kind.PROFILE, language)
    assert tuple(parts[part] for part in ("name", "title", "organisation", "country")) == who
    assert [parts[part] for part in TOLD] == text.split("\n\n")[1:]
    assert parts["quote"] is None


def test_a_story_tells_them_of_somebody_else(desk: Desk) -> None:
    text = (
        "Zola Testa is a family support worker at Sample House in Sweden.\n\n"
        "Zola became a social worker because her mother was one.\n\n"
        "Every day she visits three families. “I write in the car,” she says.\n\n"
        "What she loves most about her work is the walk home."
    )
    desk.drop("zola.txt", text)

    parts = desk.only().parts

    assert (parts.name, parts.title) == ("Zola Testa", "family support worker")
    assert (parts.why or "").endswith("because her mother was one.")
    assert (parts.love or "").endswith("the walk home.")
    assert (parts.support, parts.qualifications) == (None, None)


def test_what_is_not_told_is_not_there(desk: Desk) -> None:
    desk.drop("zola.txt", "My name is Zola Testa. I am a social worker. Some mornings the office smells of rain.")

    parts = asdict(desk.only().parts)

    assert {part for part, words in parts.items() if words} == {"name", "title"}


def test_a_volunteer_of_long_ago_is_why_and_no_typical_day(desk: Desk) -> None:
    why = "When I was nine, a volunteer came every Tuesday. That was when I decided to become a social worker."
    desk.drop("zola.txt", f"My name is Zola Testa.\n\n{why}\n\nWhat I love most is the tea.")

    parts = desk.only().parts

    assert (parts.why, parts.role) == (why, None)


@pytest.mark.parametrize("nothing", ["N/A", "-", "none", "néant", "No aplica", "…"])
def test_an_answer_that_says_nothing_is_none(desk: Desk, nothing: str) -> None:
    desk.drop("zola.txt", f"Name: Zola Testa\nWhat do you love most?\n{nothing}\nQuote:\n“I walk, and I am met.”\n")

    assert desk.only().parts.love is None


def test_questions_in_any_words_are_known_in_a_form(desk: Desk) -> None:
    form = (
        "NAME: Zola Testa\nROLE/JOB TITLE: Youth Worker\nBASED IN: Samoa\n\nHOW IT ALL BEGAN\nWith a ball.\n\n"
        "DAY TO DAY\nTraining at five.\n\nWHAT DIFFERENCE DO YOU MAKE?\nTwenty have finished school.\n\n"
        "FAVOURITE THING\nTheir mothers.\n\nTRAINING/EXPERIENCE\nA certificate."
    )
    desk.drop("zola.txt", form)

    parts = desk.only().parts

    assert (parts.title, parts.country, parts.why) == ("Youth Worker", "Samoa", "With a ball.")
    assert (parts.role, parts.support) == ("Training at five.", "Twenty have finished school.")
    assert (parts.love, parts.qualifications) == ("Their mothers.", "A certificate.")


def test_seven_numbered_answers_stand_in_the_order_of_the_call(desk: Desk) -> None:
    desk.drop(
        "zola.txt",
        "1) Zola Testa, Case Worker, Sample House, Kenya.\n2) Because of a ball.\n3) I visit.\n4) Papers for thirty.\n"
        "5) The walk home.\n6) A diploma.\n7) “I walk beside them.”",
    )

    parts = desk.only().parts

    assert (parts.name, parts.organisation, parts.why) == ("Zola Testa", "Sample House", "Because of a ball.")
    assert (parts.love, parts.quote) == ("The walk home.", "I walk beside them.")


def test_a_signature_says_who_it_is_and_is_no_answer(desk: Desk) -> None:
    desk.drop(
        "zola.txt",
        "What I do: I visit four families.\nWhat I like best: The walk home.\nMy background: A diploma.\n\n"
        "Warm regards,\nZola Testa\nCase Worker\nSample House, Nairobi, Kenya\n",
    )

    parts = desk.only().parts

    assert (parts.name, parts.title) == ("Zola Testa", "Case Worker")
    assert (parts.organisation, parts.country) == ("Sample House", "Kenya")
    assert parts.qualifications == "A diploma."


def test_a_blog_post_that_tells_of_work_stays_a_blog_post(desk: Desk) -> None:
    text = (
        "# Registers on the wall\n\nBy Ola Sample, Adviser, Sample Network, Norway\n\n"
        "Last year our team trained 40 workers. Every day they visit families. "
        "As a result, thirty families have papers.\n\n"
    )
    desk.drop("wall.md", text + "The register is what everybody can read, and that is the point of a wall. " * 10)

    assert desk.only().kind is Kind.BLOG
