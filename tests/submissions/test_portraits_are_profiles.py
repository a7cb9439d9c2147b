"""A story of one worker is a profile, whoever wrote it; an argument with a worker in it stays a blog post."""

import pytest
from handed_in import Desk

from scheduler.models import Kind

HEADLINES = {
    "en": (
        "Zola, the ear of the third floor\n\nBy Ola Sample\n\n"
        "The lift is broken, and Zola Testa-Muster takes the stairs. She is a community worker at Sample House, in "
        "Zambia, and knocks on every door.\n\n"
        "She was a tailor until her neighbour died. “Nobody had noticed,” she says. “I handed in my notice that week.”"
        "\n\nEvery morning she visits four families and writes down what they need.\n\n"
        "Since 2019 thirty families have got their papers.\n\n"
        "“What I love most is the walk home,” says Zola.",
        ("Zola Testa-Muster", "community worker", "Sample House", "Zambia"),
        ("She was a tailor", "thirty families"),
    ),
    "fr": (
        "Zoé, l’oreille du troisième étage\n\nTexte : Ola Exemple\n\n"
        "À Sokodé, au Togo, une assistante sociale de l’association La Porte Ouverte frappe à toutes les portes.\n\n"
        "L’ascenseur est en panne et Zoé Essai-Modèle monte à pied. Elle sourit.\n\n"
        "Avant, elle vendait des cuisines. « J’ai démissionné quand mon voisin est mort », raconte Zoé.\n\n"
        "Chaque matin, elle visite quatre familles et rédige leurs demandes.\n\n"
        "En trois ans, 64 familles ont eu leurs papiers.\n\n"
        "« Ce que j’aime le plus, c’est le chemin du retour », dit-elle.",
        ("Zoé Essai-Modèle", "assistante sociale", "La Porte Ouverte", "Togo"),
        ("elle vendait des cuisines", "64 familles"),
    ),
    "ar": (
        "زينب وحقيبة الأوراق\n\nكتبت: علا المثال\n\n"
        "في مكتب صغير تجلس زينب التجريبي خلف كومة من الملفات. هي أخصائية اجتماعية في جمعية بيت المثال بالأردن.\n\n"
        "كانت زينب تعمل في مخبز حين مرضت جارتها. تقول: «في ذلك اليوم قررت أن أتعلم.»\n\n"
        "كل صباح تزور أربع أسر وتكتب الطلبات.\n\n"
        "منذ ٢٠١٩ حصلت ٣٠ أسرة على وثائقها.\n\n"
        "«يسعدني أن أعود إلى البيت ماشية»، تقول زينب.",
        ("زينب التجريبي", "أخصائية اجتماعية", "جمعية بيت المثال", "الأردن"),
        ("كانت زينب تعمل في مخبز", "٣٠ أسرة"),
    ),
}
MAGAZINE = """\
<html><body><nav><a href="/">Home</a></nav><h1>Meet the team: Zola</h1><p>By Ola Sample | Reading time 4 min</p>
<p>It rains, and Zola Testa has lost her hat. She is a community worker with Sample House.</p>
<p><strong>I began by asking how she ended up here.</strong></p><p>“I fell,” she says, and laughs.</p>
<p><strong>What does she do all day?</strong></p><p>“Mostly I listen.”</p>
<p><strong>And does it work?</strong></p><p>“Ask them, not me.”</p>
<p>Zola holds a diploma in social work.</p>
<p>The last word belongs to a neighbour, Ama Beispiel: “Zola is worth three of us.”</p></body></html>
"""
ARGUMENT = (
    "Why doors matter\n\nBy Ola Sample, Director, Sample House, Zambia\n\n"
    "Our programme asked a simple question: how many doors can we knock on? “I could finally remember their names,” "
    "says Zola Testa, who is a community worker. We believe that three things must happen.\n\n"
    + "We need budgets, and our ministers know it. "
    * 20
)


@pytest.mark.parametrize("language", HEADLINES)
def test_whom_a_headline_calls_by_a_first_name_is_the_worker(desk: Desk, language: str) -> None:
    text, who, (why, support) = HEADLINES[language]
    desk.drop("story.txt", text)
    found = desk.only()
    assert found.kind is Kind.PROFILE
    parts = found.parts
    assert (parts.name, parts.title, parts.organisation, parts.country) == who
    assert why in (parts.why or "")
    assert support in (parts.support or "")
    assert parts.role
    assert parts.love


def test_what_a_magazine_asks_about_its_worker_is_a_question(desk: Desk) -> None:
    desk.drop("story.html", MAGAZINE)
    parts = desk.only().parts
    assert (parts.name, parts.title) == ("Zola Testa", "community worker")
    assert (parts.why, parts.role) == ("“I fell,” she says, and laughs.", "“Mostly I listen.”")
    assert parts.support == "“Ask them, not me.”"
    assert parts.qualifications == "Zola holds a diploma in social work."
    assert "worth three" not in (parts.quote or "")


def test_an_argument_that_quotes_a_worker_stays_a_blog_post(desk: Desk) -> None:
    desk.drop("post.txt", ARGUMENT)
    found = desk.only()
    assert found.kind is Kind.BLOG
    assert found.parts.name == "Ola Sample"


def test_a_story_that_tells_hardly_anything_of_its_worker_is_asked_about(desk: Desk) -> None:
    walk = "The river is wide there, and the market far. " * 20
    text = (
        "Zola walks\n\nBy Ola Sample\n\nZola Testa is a community worker at Sample House. "
        f"“Walking is cheap enough,” says Zola Testa. She says no more."
        f"\n\n{walk}\n\nShe holds a diploma in social work."
    )
    desk.drop("story.txt", text)
    assert desk.only().kind is Kind.UNKNOWN


def test_two_lines_that_say_who_it_is_stand_above_a_profile(desk: Desk) -> None:
    desk.drop(
        "short.txt",
        "Zola Testa, youth mentor\nSample House, Lusaka, Zambia\n\n"
        "I got into this because a mentor once waited for me.\n"
        "Every afternoon I pick up six boys and we fix bikes.\n"
        "I have a level 4 certificate in youth work.\n"
        "“Turn up. Then turn up again.”\n",
    )
    found = desk.only()
    assert found.kind is Kind.PROFILE
    assert found.parts.qualifications == "I have a level 4 certificate in youth work."
    assert found.parts.quote == "Turn up. Then turn up again."


def test_an_argument_may_begin_with_a_worker(desk: Desk) -> None:
    desk.drop(
        "post.txt",
        "The minister and the worker\n\nBy Ola Sample, policy lead, Sample House, Norway\n\n"
        "When Zola Testa met the minister, she had ten minutes. Testa is a child welfare worker, and she used them.\n\n"
        "The union counted 4,300 unfilled shifts last year. “We are not tired, we are few,” says Testa.\n\n"
        "A national ceiling would help, and supervisors with time. Members should remember the ten minutes.\n",
    )
    assert desk.only().kind is Kind.BLOG


def test_who_bears_two_last_names_is_not_somebody_else(desk: Desk) -> None:
    story = HEADLINES["en"][0].replace("” she says. “I handed", "” says Testa-Muster. “I handed")
    desk.drop("story.txt", story.replace("“Nobody had noticed,", "“Nobody had noticed him,"))
    assert "I handed in my notice" in (desk.only().parts.why or "")
