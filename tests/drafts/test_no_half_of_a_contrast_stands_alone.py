"""Then and now, first and second visit, a short opener and its point: both sentences, or neither."""

from collections.abc import Callable

import pytest
from drafts.draft_samples import blog, profile

from scheduler.drafts import quotes, summarise
from scheduler.drafts.contrast import needing_next

BENCH = "The bench in our street was painted by nine neighbours."
THEN = "Two years ago nobody sat down on it."
NOW = "Today there is a queue of neighbours every Friday."


def within(characters: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= characters


@pytest.mark.parametrize(
    ("then", "now", "remark"),
    [
        (THEN, NOW, "en: ago, today"),
        ("Five years ago it was four.", "Last year it was two.", "en: ago, last year"),
        ("People used to wait for a week.", "Now they wait an hour.", "en: used to, now"),
        ("At first nobody came.", "But today they do.", "en: at first, with a connective"),
        ("On the first visit they are polite.", "On the second they laugh.", "en: first, second"),
        ("Il y a deux ans, personne ne venait.", "Aujourd’hui, ils viennent.", "fr: il y a"),
        ("Avant, personne ne venait.", "Désormais, ils viennent.", "fr: avant"),
        ("Hace dos años nadie venía.", "Hoy vienen todos.", "es: hace"),
        ("Antes nadie venía.", "Ahora vienen todos.", "es: antes"),
        ("Há dois anos ninguém vinha.", "Hoje vêm todos.", "pt: há"),
        ("Vor zwei Jahren kam niemand.", "Heute kommen alle.", "de: vor"),
        ("قبل سنتين لم يأت أحد.", "أما اليوم فيأتي الجميع.", "ar: two years ago"),
    ],
)
def test_then_needs_its_now(then: str, now: str, remark: str) -> None:
    assert needing_next([then, now], opens_answer=False) == {0}, remark


@pytest.mark.parametrize(
    ("sentences", "remark"),
    [
        ([THEN, "The paint was blue."], "no now behind it"),
        ([NOW, THEN], "the other way round"),
        ([BENCH, NOW], "no then before it"),
        ([THEN], "nothing behind it"),
        ([], "nothing at all"),
    ],
)
def test_without_a_contrast_nothing_is_bound(sentences: list[str], remark: str) -> None:
    assert needing_next(sentences, opens_answer=False) == frozenset(), remark


@pytest.mark.parametrize(
    ("one", "named"),
    [
        ("There is one thing that I would not give away.", "It is the walk home."),
        ("Il y a une chose que je garde.", "C’est le chemin du retour."),
        ("Hay una cosa que no cambio.", "Es el camino a casa."),
        ("Há uma coisa que não troco.", "É o caminho para casa."),
        ("هناك شيء واحد لا أتركه.", "إنه طريق العودة."),
    ],
)
def test_one_thing_that_is_announced_needs_to_be_named(one: str, named: str) -> None:
    assert needing_next([one, named], opens_answer=False) == {0}


def test_a_headline_above_an_answer_is_not_its_opener() -> None:
    found = quotes(profile(quote=None, why="Why I stayed\n\nI wanted to be a vet, and I failed chemistry."))
    assert "I wanted to be a vet, and I failed chemistry." in [quote.text for quote in found]
    assert not [quote.text for quote in found if quote.text.startswith("Why I stayed")]


def test_a_sentence_between_them_goes_with_them() -> None:
    assert needing_next([THEN, "The paint was blue.", NOW], opens_answer=False) == {0, 1}


def test_a_summary_never_ends_on_the_first_half() -> None:
    text = f"{BENCH} {THEN} {NOW}"
    assert summarise(blog(text=text, title=""), within(len(text)), least=3).text == text
    for room in range(len(text)):
        said = summarise(blog(text=text, title=""), within(room), least=3).text
        assert (THEN in said) == (NOW in said)


def test_an_answer_never_ends_on_it_either() -> None:
    told = profile(role=f"{BENCH} {THEN} {NOW}", support="", love="", why="")
    assert summarise(told, within(len(f"{BENCH} {THEN}"))).text == BENCH
    assert summarise(told, within(1_000), most=2).text == BENCH
    assert summarise(told, within(1_000), most=3).text == f"{BENCH} {THEN} {NOW}"


def test_when_one_half_must_not_be_said_the_other_is_not() -> None:
    for text in (f"{THEN} Today ring 029 2018 0461.", f"Two years ago we rang 029 2018 0461. {NOW}"):
        assert summarise(blog(text=f"{text} {BENCH}", title=""), within(1_000)).text == BENCH


def test_a_short_opener_goes_with_its_point_or_not_at_all() -> None:
    point = "When the family forgets to offer me tea, I know that I can go home."
    told = profile(role=f"I love being forgotten. {point}", support="", love="", why="")
    assert summarise(told, within(1_000)).text == f"I love being forgotten. {point}"
    assert summarise(told, within(40)).text == ""


def test_a_short_answer_of_one_sentence_stays() -> None:
    assert (
        summarise(profile(role="I mend nets and quarrels.", support="", love="", why=""), within(1_000)).text
        == "I mend nets and quarrels."
    )


def test_no_quote_is_a_half() -> None:
    love = "I love the second visit. On the first they are polite to me. On the second they laugh at my old shoes."
    found = [quote.text for quote in quotes(profile(love=love, quote=None, why=None, role=None, support=None))]
    assert found == [love]
