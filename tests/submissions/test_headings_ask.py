"""Which part a heading asks for, in every language of the form; a chapter of a blog post asks for none."""

import pytest
from handed_in import PROFILE, Desk

from scheduler.models import Kind
from scheduler.submissions.headings import part_of

ASKED = {
    "name": ("Nombre y apellidos", "Nom et prénom", "Author(s)", "الاسم الكامل"),
    "title": ("Position / Designation", "Designation", "Titre d’emploi actuel", "المسمى الوظيفي", "Title of blog"),
    "post": ("Job Title & Organisation",),
    "organisation": ("Institución", "Instituição", "Institution", "المؤسسة"),
    "country": ("Location", "Pays où tu exerces"),
    "why": (
        "Qu’est-ce qui vous a poussé vers ce métier ?",
        "Tell us why you became a social service worker (max 100 words):",
        "What motivated you to join the profession?",
        "À l’heure actuelle, pourquoi choisir cette profession ?",
    ),
    "role": (
        "Describe your role and a typical day.",
        "Please describe your role.",
        "Describe what you do every day",
        "Como é o seu dia de trabalho?",
        "Votre rôle",
    ),
    "support": (
        "Please tell us about the support you provide, including results.",
        "How does your work change lives?",
        "ما أثر عملك؟",
    ),
    "love": (
        "WHAT I LOVE",
        "What I like about my job",
        "What is it that you love most about this work?",
        "ما أكثر ما تحبين؟",
    ),
    "qualifications": ("Habilitações e competências", "What training do you have?", "المؤهلات والمهارات"),
    "quote": ("Please share a quote", "Please give us a quote.", "Quotation", "Any last words?"),
    "consent": ("J’autorise la publication", "¿Autoriza la publicación?", "Photo consent"),
}
CHAPTERS = (
    *("Why supervision matters", "Why we are hopeful", "What support looks like", "Support matters"),
    *("The role of the state", "What would you wish for if money played no role?", "Informed consent matters"),
    *("Training matters", "Motivated workers stay", "The impact of supervision", "What we learned"),
)


@pytest.mark.parametrize(("part", "label"), [(part, label) for part, labels in ASKED.items() for label in labels])
def test_a_label_asks_for_its_part(part: str, label: str) -> None:
    assert part_of(label) == part


@pytest.mark.parametrize("label", CHAPTERS)
def test_a_chapter_asks_for_nothing(label: str) -> None:
    assert part_of(label) is None


def test_what_stands_below_a_label_of_one_line_is_not_its_own(desk: Desk) -> None:
    text = "We hung the register where everybody could read it. " * 20
    desk.drop(
        "wall.txt", f"Title: The wall\nAuthor: Ola Sample\nOrganisation: Sample Network\nCountry: Kenya\n\n{text}"
    )

    found = desk.only()

    assert (found.kind, found.title, found.author) == (Kind.BLOG, "The wall", "Ola Sample")
    assert (found.parts.organisation, found.parts.country) == ("Sample Network", "Kenya")
    assert found.text == text.strip()


def test_a_question_of_the_form_that_nobody_knows_ends_the_answer_before(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("\n\nQuote", "\n\nWhat would you like to share?\nTea.\n\nQuote"))

    assert desk.only().parts.qualifications == "A diploma in social work, and patience."


def test_chapters_named_like_parts_leave_a_blog_post_a_blog_post(desk: Desk) -> None:
    chapter = "We hung the register where everybody could read it. " * 6
    chapters = "".join(
        f"## {name}\n\n{chapter}\n\n" for name in ("Why supervision matters", "Results", "The role of all")
    )
    desk.drop("wall.md", f"# The wall\n\nBy Ola Sample\n\n{chapters}")

    found = desk.only()

    assert (found.kind, found.title, found.author) == (Kind.BLOG, "The wall", "Ola Sample")


def test_the_country_at_the_end_of_the_organisation_is_the_country(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Centre\nCountry: Kenya", "Centre, Nakuru, Kenya"))

    parts = desk.only().parts

    assert (parts.organisation, parts.country) == ("The Sample Family Centre, Nakuru", "Kenya")
