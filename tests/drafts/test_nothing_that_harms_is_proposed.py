"""What must not go out is left out before anything is chosen: from summaries, quotes and drafts alike."""

from pathlib import Path

import pytest
from drafts.draft_samples import blog, calendar, finding, profile

from scheduler.drafts import draft, quotes, summarise
from scheduler.drafts.safety import has_contact
from scheduler.models import FindingKind


@pytest.mark.parametrize(
    "text",
    [
        "Ring 029 2018 0461.",
        "Call +254 712 345 678 today.",
        "My number is (020) 7946-0018.",
        "Write to desk@example.org.",
        "Write to desk (at) example.org.",
        "Write to desk at example.org.",
        "Write to desk @ example.org.",
        "Write to desk AT example DOT com.",
        "Come to Plot 1234 on the hill.",
        "Come to House No. 12 on the hill.",
    ],
)
def test_a_way_to_reach_somebody_is_seen(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "From 2013-2023 we grew.",
        "It cost 1 250 000 francs.",
        "It cost 1,250,000 francs.",
        "On 2023-09-08 we met.",
        "On 14/09/2023 we met.",
        "We met 12 of 45 people at 10.",
        "Look at it that way.",
    ],
)
def test_other_digits_are_no_telephone(text: str) -> None:
    assert not has_contact(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring me at home on 029 2018 0461.",
        "Write to pio@example.org for the rules.",
        "Carys Bevan, aged 9, brought the cups.",
    ],
)
def test_a_first_sentence_that_harms_is_not_the_summary(sentence: str) -> None:
    submission = blog(text=f"{sentence}\n\nThe well in our street had two handles and one rule.")
    assert summarise(submission, lambda _: True).text == "The well in our street had two handles and one rule."


def test_a_title_or_a_person_line_is_no_way_around(tmp_path: Path) -> None:
    titled = blog(title="Carys, aged 9, and the paper")
    signed = profile(organisation="Two Rivers, ring 029 2018 0461")
    for each in draft([titled, signed], calendar(tmp_path)):
        assert "aged 9" not in repr(each.post)
        assert "0461" not in repr((each.post.text, each.post.overrides))


def test_the_whole_paragraph_about_a_minor_goes() -> None:
    told = "Carys Bevan, aged 9, stopped talking. We drew together for a winter. In spring Carys asked for more paper."
    submission = blog(text=f"{told}\n\nFourteen households came off the register.")
    assert summarise(submission, lambda _: True).text == "Fourteen households came off the register."


@pytest.mark.parametrize(
    "kind",
    [
        FindingKind.PHONE,
        FindingKind.ADDRESS,
        FindingKind.NATIONAL_ID,
        FindingKind.MINOR,
        FindingKind.CLIENT,
        FindingKind.HIDDEN_TEXT,
        FindingKind.TRACKED_CHANGE,
        FindingKind.COMMENT,
    ],
)
def test_no_sentence_with_the_words_of_a_finding_is_used(kind: FindingKind) -> None:
    found = finding(kind, "the house behind Cwm Afanc school")
    text = "We met in the house behind Cwm Afanc school.\n\nThe kettle stayed on for everybody."
    assert summarise(blog(text=text, findings=(found,)), lambda _: True).text == "The kettle stayed on for everybody."


def test_a_finding_of_several_sentences_closes_each_of_them() -> None:
    secret = "The landlord is Mr Price. The key is under the stone."
    submission = blog(text=f"{secret}\n\nThe kettle stayed on.", findings=(finding(FindingKind.COMMENT, secret),))
    assert summarise(submission, lambda _: True).text == "The kettle stayed on."


def test_a_finding_that_is_about_no_words_closes_nothing() -> None:
    found = finding(FindingKind.CONSENT, "The kettle stayed on.")
    submission = blog(text="The kettle stayed on.", findings=(found, finding(FindingKind.PHONE, "")))
    assert summarise(submission, lambda _: True).text == "The kettle stayed on."


def test_the_contributors_own_summary_is_no_way_around() -> None:
    submission = blog(own_summary="Ring us on 029 2018 0461.", text="The kettle stayed on.")
    assert summarise(submission, lambda _: True).text == "The kettle stayed on."


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("My daughter taught me to listen before I speak.", "the worker's own child"),
        ("Mes enfants m'ont appris à écouter.", "the worker's own children"),
        ("I was raped, and I stand here.", "the worker's own trauma"),
        ("I was made to marry young, and I stand here.", "a forced marriage"),
        ("My brother sat in the last row, so I sit there now.", "the worker's own brother"),
        ("Mi abuela me enseñó a escuchar antes de hablar.", "the worker's own grandmother"),
        ("I came to this work after I buried my best friend.", "a death"),
        ("J'ai été malade deux ans, et j'ai appris à attendre.", "the worker's own illness"),
        ("Call me on 029 2018 0461, I always answer.", "a telephone number"),
        ("I will not forget Carys, aged 9.", "a minor"),
        ("I know the house behind Cwm Afanc school.", "a finding"),
    ],
)
def test_a_handed_in_quote_that_harms_is_not_proposed(quote: str, why: str) -> None:
    found = finding(FindingKind.CLIENT, "Cwm Afanc")
    proposed = quotes(profile(quote=quote, language="", findings=(found,)))
    assert all(each.source != "quote" for each in proposed), why
    assert all(each.text not in quote for each in proposed), why


@pytest.mark.parametrize(
    "love",
    [
        "I love it when a child laughs for the first time in my office.",
        "I love the day when my clients stop being my clients.",
        "I love that nobody speaks of suicide any more when I come.",
        "I started because my neighbour was chained to a bed and I could not sleep.",
        "I learned to listen from a man whom his landlord had beaten.",
        "I began here when the fever had killed half of our street, and I believe in staying.",
        "Comecei porque a minha vizinha foi amarrada a uma árvore e eu quis ajudar.",
        "Aprendi a esperar com um homem que estava doente há anos.",
        "Empecé porque a mi vecino lo golpeaban y yo quería que alguien lo viera.",
        "J'ai commencé parce que ma voisine était battue et que je voulais l'aider.",
        "بدأت لأن جارتي كانت مريضة وأردت أن أتعلم.",
        "I love how his grandmother sings to me when I leave.",
        "Gosto quando a avó dele canta para mim à porta.",
    ],
)
def test_no_sentence_about_clients_children_or_harm_is_found(love: str) -> None:
    assert all(each.source != "love" for each in quotes(profile(love=love, quote=None)))


@pytest.mark.parametrize(
    "love",
    [
        "I believe that a full waiting room begins with one open door.",
        "I learned to knock on the door and wait, and I love the waiting.",
        "Je frappe à la porte et j'attends, parce que j'aime attendre.",
        "Creo que la enfermera y yo somos el mismo oído con dos nombres.",
        "I feel that my heart beats faster on the last step.",
    ],
)
def test_words_that_only_resemble_harm_are_proposed(love: str) -> None:
    language = {"J": "fr", "C": "es"}.get(love[0], "en")
    assert love in [each.text for each in quotes(profile(love=love, quote=None, language=language))]


def test_what_is_said_of_the_sending_is_no_quote() -> None:
    told = "Here is my profile and I hope that it is not too late. I believe in the second knock on a door."
    proposed = quotes(profile(love=told, quote=None))
    assert proposed
    assert all("profile" not in each.text for each in proposed)
