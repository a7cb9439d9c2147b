"""Whether a blog post is about the week's theme, with the reason in words, and of which of the call's kinds it is."""

import pytest
from handed_in import BLOG, NOW, Desk

from scheduler.models import Kind, Readiness, Submission
from scheduler.submissions import read_folder, reply
from scheduler.submissions.theme import angles_of, off_theme

THEME = "A decade of strengthening the social service workforce"


def blog(text: str, language: str = "en") -> Submission:
    return Submission(id="a", files=(), kind=Kind.BLOG, language=language, title="A title", text=text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ten years ago there were no case workers in our district. Now there are six."),
        ("en", "A worker who is supervised stays. We visit families at home, and the profession is young."),
        ("fr", "Les travailleuses sociales de notre région ont maintenant un statut."),
        ("es", "Las trabajadoras sociales caminan tres horas para llegar."),
        ("pt", "Os assistentes sociais do distrito reuniram-se pela primeira vez."),
        ("ar", "تجتمع الأخصائيات الاجتماعيات في المدينة كل شهر."),
    ],
)
def test_the_theme_is_known_in_every_language(language: str, text: str) -> None:
    assert off_theme(blog(text, language), THEME) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Our football club won the cup. The children of the community sang, and social media was full of it. " * 9,
        ),
        ("fr", "La recette de la soupe de ma grand-mère demande trois oignons et de la patience. " * 9),
    ],
)
def test_what_is_about_something_else_is_said_with_the_reason(language: str, text: str) -> None:
    assert "speaks of social workers" in off_theme(blog(text, language), THEME)


def test_any_other_theme_is_looked_for_by_its_own_words() -> None:
    assert (
        off_theme(blog("We planted mangroves along the river, and the river came back. " * 9), "Rivers and mangroves")
        == ""
    )
    assert "None of the theme’s words" in off_theme(
        blog("The bread of our bakery is dark and sour. " * 9), "Rivers and mangroves"
    )


def test_an_off_theme_post_is_asked_about_and_can_be_taken_as_it_is(desk: Desk) -> None:
    text = BLOG.replace("We hung the register where everybody could read it. ", "The cup was won, and the town sang. ")
    desk.drop("cup.md", text + "\n\nConsent: yes")
    when = {"close": None, "record": desk.record, "work": desk.work, "theme": THEME}

    (found,) = read_folder(desk.folder, now=NOW, **when)  # type: ignore[arg-type]

    assert (found.status, found.missing) == (Readiness.INCOMPLETE, ("theme",))
    assert "belongs to our theme" in reply(found)

    desk.record.clear("cup", "missing:theme", by="Tess", why="She coaches our volunteers", now=NOW)

    (found,) = read_folder(desk.folder, now=NOW, **when)  # type: ignore[arg-type]
    assert found.status is Readiness.READY


def test_the_kinds_of_the_call_are_told_by_their_signs() -> None:
    assert "vision" in angles_of("In the next decade we hope that every village has a worker. We dream of it.")
    assert "challenge" in angles_of("Burnout is our greatest challenge. What we tried was supervision.")
    assert angles_of("We cooked.") == ()
