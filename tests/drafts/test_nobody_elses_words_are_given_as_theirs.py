"""An epigraph, a famous saying, an interviewer's question: true words, but not the contributor's."""

from typing import Any

import pytest
from drafts.draft_samples import blog, profile

from scheduler.drafts import quotes, summarise
from scheduler.drafts.faithful import sentences_of
from scheduler.drafts.turns import turns
from scheduler.drafts.voices import own_sentences

OWN = "The kettle stayed on for everybody who came."
TALK = (
    "Anna: What do you love about the work? My favourite words of yours are the ones about chairs.\n"
    "Ines: I love the walk home, when people call my name from the balconies.\n"
    "Anna: And I love that too, I must say.\n"
    "Ines: Come along with me to my street on a Friday."
)
WALK = "I love the walk home, when people call my name from the balconies."
SILENT: dict[str, Any] = {"why": None, "role": None, "support": None, "quote": None}


@pytest.mark.parametrize(
    ("epigraph", "remark"),
    [
        ("“Never doubt a small bench.” — Margaret Reed", "on one line"),
        ("“Never doubt a small bench.” - Margaret Reed", "a hyphen for a dash"),
        ("“Never doubt a small bench.”\n— Margaret Reed", "on the next line"),
        ("“Never doubt a small bench.”\n\n– Margaret Reed, poet", "after an empty line"),
        ("“Never doubt a small bench.”\nMargaret Reed", "no dash"),
        ("“Never doubt a small bench.” (Welsh proverb)", "parentheses"),
        ("*“Never doubt a small bench.”*\n*– Margaret Reed*", "in italics"),
        ("« Ne doute jamais d’un banc. »\n— Margaret Reed", "other marks"),
        ("Never doubt a small bench.\n— Margaret Reed", "no marks"),
        ("By the researcher who wrote it down.", "no quotation, but who wrote it down"),
        ("The well\n\nBy the researcher who wrote it down.", "the same under a headline"),
    ],
)
def test_an_epigraph_is_skipped(epigraph: str, remark: str) -> None:
    assert summarise(blog(text=f"{epigraph}\n\n{OWN}"), lambda _: True).text == OWN, remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("“Come in and sit with us,” says the bench. Everybody did so.", "no name under it"),
        ("“Come in and sit with us all.” — Pio Mensah", "the author's own"),
        ("- A well needs two handles.\n- Streets need a rule.", "a list has dashes, too"),
        ("We sat down together for an hour\nand nobody spoke – not even Pio.", "a dash in a sentence"),
    ],
)
def test_what_only_looks_like_one_stays(text: str, remark: str) -> None:
    found = own_sentences(text, blog())
    assert found[0] == sentences_of(text)[0], remark


@pytest.mark.parametrize(
    ("field", "proposed", "remark"),
    [
        ("“Be the bench you look for.” – Margaret Reed", [], "marks and a dash"),
        ("Be the bench you look for – Margaret Reed", [], "a dash only"),
        ("Be the bench you look for. (Margaret Reed)", [], "parentheses"),
        ("“Be the bench you look for.”\nMargaret Reed", [], "on the next line"),
        ("As Margaret Reed said, be the bench you look for.", [], "named at the beginning"),
        ("Margaret Reed once said: “Be the bench you look for.”", [], "named at the beginning, with marks"),
        ("“I carry a chair.” – Ines Okafor", ["I carry a chair."], "the worker's own name"),
        ("I carry a chair. — Ines", ["I carry a chair."], "the worker's first name"),
        ("Ines: I carry a chair.", ["I carry a chair."], "the worker's label"),
        ("I carry a chair – always", ["I carry a chair – always"], "no name"),
    ],
)
def test_a_quote_with_another_name_is_not_the_workers(field: str, proposed: list[str], remark: str) -> None:
    found = quotes(profile(quote=field, why=None, role=None, support=None, love=None))
    assert [quote.text for quote in found] == proposed, remark


@pytest.mark.parametrize("third_person", [True, False])
def test_of_an_interview_only_the_workers_answers_are_quoted(third_person: bool) -> None:
    interview = profile(love=TALK, text=TALK, third_person=third_person, **SILENT)
    found = [quote.text for quote in quotes(interview)]
    assert found[0] == WALK
    assert all("Anna" not in text and "chairs" not in text and "Ines:" not in text for text in found)


@pytest.mark.parametrize("third_person", [True, False])
def test_an_answer_that_stands_by_itself_loses_its_label(third_person: bool) -> None:
    told: dict[str, Any] = {
        **SILENT,
        "role": "Anna: And I love that too, I must say to my friends.",
        "love": f"Ines: {WALK}",
    }
    found = [quote.text for quote in quotes(profile(text=TALK, third_person=third_person, **told))]
    assert found[0] == WALK
    assert all(text in TALK and ":" not in text and "too, I must say" not in text for text in found)


def test_a_summary_has_neither_labels_nor_questions() -> None:
    said = summarise(profile(text=TALK, love=TALK, **SILENT), lambda _: True).text
    assert said == f"{WALK} Come along with me to my street on a Friday."


def test_an_interview_without_a_known_worker_has_nothing_to_say() -> None:
    assert summarise(blog(text=TALK), lambda _: True).text == ""


@pytest.mark.parametrize("label", ["I. O.", "IO", "A", "Réponse", "Community Worker"])
def test_the_worker_is_known_by_initials_by_title_or_by_answering(label: str) -> None:
    talk = TALK.replace("Ines:", f"{label}:")
    assert quotes(profile(love=talk, text=talk, **SILENT))[0].text == WALK


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Mornings: home visits in the hills.\nAfternoons: letters.", "a list"),
        ("There is one rule: sit down.\nThere is another: get up.", "sentences with a colon"),
        ("Our address: https://example.org", "an address"),
        ("", "nothing"),
    ],
)
def test_a_colon_alone_is_no_conversation(text: str, remark: str) -> None:
    assert turns(text) == (), remark
