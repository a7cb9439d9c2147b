"""Up to three candidates for a card: in the worker's own words, the one that they handed in first, or none."""

from typing import Any

import pytest
from drafts.draft_samples import blog, profile
from hypothesis import given
from hypothesis import strategies as st

from scheduler.drafts import Quote, quotes, verbatim_quote
from scheduler.drafts.quotes import LONGEST, fitted
from scheduler.drafts.summary import passage_text
from scheduler.drafts.words import leans_back
from scheduler.models import Kind

NO_PARTS: dict[str, Any] = dict.fromkeys(("quote", "why", "role", "support", "love"))


def texts(found: tuple[Quote, ...]) -> list[str]:
    return [quote.text for quote in found]


def test_the_quote_that_was_handed_in_comes_first() -> None:
    first = quotes(profile())[0]
    assert (first.text, first.source) == ("I carry no answers, I carry a chair and I sit down.", "quote")
    assert "handed in" in first.reason


def test_what_they_love_is_found_when_no_quote_came() -> None:
    found = quotes(profile(quote=None))
    assert found[0].text == "I love the walk home, when people call my name from the balconies."
    assert found[0].source == "love"
    assert "first person" in found[0].reason


def test_never_more_than_three() -> None:
    many = " ".join(
        f"I love the {word} morning at the river with my old friends." for word in ("first", "next", "last")
    )
    assert len(quotes(profile(love=many))) == 3


def test_none_is_an_answer() -> None:
    silent = profile(quote=None, why=None, love=None, role="Forty households.", support="Sixty found work.")
    assert quotes(silent) == ()
    assert quotes(profile(quote="", why="", love="", role="", support="", text="")) == ()


@pytest.mark.parametrize("kind", [Kind.BLOG, Kind.MULTIMEDIA, Kind.UNKNOWN])
def test_only_profiles_have_a_worker_to_quote(kind: Kind) -> None:
    assert quotes(profile(kind=kind)) == ()
    assert quotes(blog()) == ()


def test_nothing_is_proposed_twice() -> None:
    love = "I love the walk home, when people call my name from the balconies."
    assert texts(quotes(profile(quote=f"“{love}”", love=love))).count(love) == 1


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("en", "I love the hour in which I lock the door and we sing.", "Trained forty volunteers in two districts."),
        ("en", "What I’ve learned at my desk is that I’m never alone.", "Two meetings a week in the town hall."),
        ("fr", "J’aime l’heure où je ferme la porte et où nous chantons.", "Formation de quarante bénévoles en ville."),
        (
            "es",
            "Me gusta la hora en que cierro la puerta y nos reímos.",
            "Formación de cuarenta voluntarios en la zona.",
        ),
        ("pt", "Gosto da hora em que eu fecho a porta e nós cantamos.", "Formação de quarenta voluntários na cidade."),
        ("ar", "أحب الساعة التي أغلق فيها الباب لأنني أملك وقتا.", "تدريب أربعين متطوعا في المدينة الكبيرة."),
        ("am", "ሥራዬ ቡና ሲፈላ የሚመጣውን ጸጥታ እኔ እወዳለሁ።", "አርባ በጎ ፈቃደኞችን በከተማ ማሠልጠን።"),
    ],
)
def test_the_first_person_is_the_signal_in_each_language(language: str, said: str, told: str) -> None:
    found = quotes(profile(language=language, quote=None, why=None, role=None, support=None, love=f"{told} {said}"))
    assert texts(found) == [said]


def test_a_language_without_a_table_has_only_the_handed_in_quote() -> None:
    told = {"why": "I sit.", "role": "I sit.", "support": "I sit.", "love": "I love the walk home with my old friends."}
    found = quotes(profile(language="km", quote="ខ្ញុំអង្គុយស្តាប់។", **told))
    assert texts(found) == ["ខ្ញុំអង្គុយស្តាប់។"]


def test_numbers_questions_and_backward_words_stand_behind() -> None:
    plain = "I love the walk home through the market with my old friends."
    for worse in (
        "Is it not I who love the walk home to my old friends the most?",
        "In 2016 I had 132 walks home with 45 of my old friends.",
        "This is what I love about the walk home with my old friends.",
    ):
        assert texts(quotes(profile(quote=None, why=None, love=f"{worse} {plain}")))[0] == plain


def test_a_short_sentence_may_come_with_its_next() -> None:
    love = "I sit down. I wait until somebody tells me why they have come to my door."
    assert love in texts(quotes(profile(quote=None, love=love)))


# --- what editors taught us ------------------------------------------------------------------------------------------

TIRED = "I love that I am tired in the evening and not sad."


@pytest.mark.parametrize(
    ("worse", "why"),
    [
        ("I visit three villages and I write my reports for the meeting of the ward.", "a working day"),
        ("I was born in a town near the lake, and I grew up behind my aunt’s shop.", "a life's dates"),
        ("I would like to say thank you to my office for my new bench.", "thanks"),
        ("I am Ines Okafor, and I love my chair and my old bench.", "the name that stands on the card already"),
    ],
)
def test_what_somebody_thinks_stands_before_what_they_do(worse: str, why: str) -> None:
    found = texts(quotes(profile(quote=None, why=None, role=None, support=None, love=f"{worse} {TIRED}")))
    assert found[0] == TIRED, why


def test_a_sentence_may_come_with_the_one_that_leans_on_it() -> None:
    told = "My neighbours taught me to wait until a quarrel has run out of words. They never told me how long."
    found = quotes(profile(quote=None, why=told, love=None, role=None, support=None))
    assert found[0].text == told


def test_there_is_leans_on_nothing() -> None:
    assert not leans_back("There is a bench in our street.")
    assert leans_back("There we sit down.")


def test_a_monologue_without_questions_has_quotes_too() -> None:
    text = (
        "I am a social worker at the lake. Every morning I take the first bus. I believe that nobody should have to "
        "ask for help three times. I hope that one day every village has somebody whose only task is to listen."
    )
    assert texts(quotes(profile(text=text, **NO_PARTS)))[:2] == [
        "I believe that nobody should have to ask for help three times.",
        "I hope that one day every village has somebody whose only task is to listen.",
    ]


def test_an_answer_to_a_question_that_nobody_knows_counts_as_well() -> None:
    text = "What keeps you going?\n\nI learned that patience is also an answer."
    assert "I learned that patience is also an answer." in texts(quotes(profile(quote=None, why=None, text=text)))


def test_a_long_sentence_is_cut_where_a_clause_is_complete() -> None:
    words = (
        "There are days when I sit on the steps behind the ward with a coffee that tastes of nothing at all to me, and "
        "a porter sits down next to me and tells me about his tomatoes, and somehow, by the time the cup is empty, I "
        "have remembered that care is made of small and stubborn things, and I go back in."
    )
    assert fitted(words).endswith("tells me about his tomatoes […]")


# --- somebody else's text -------------------------------------------------------------------------------------------


def told(love: str, **changes: Any) -> tuple[Quote, ...]:
    only: dict[str, Any] = {"why": None, "role": None, "support": None, "quote": None, "third_person": True, **changes}
    return quotes(profile(love=love, **only))


@pytest.mark.parametrize(
    "marked",
    ["“{}”", "«{}»", "« {} »", '"{}"', "„{}“", "‘{}’", "「{}」"],
)
def test_only_what_stands_in_quotation_marks_is_the_workers(marked: str) -> None:
    said = "I love the walk home with my old friends from the market"
    found = told(f"We asked Ines what I should write. {marked.format(said)}, she says and laughs at me.")
    assert texts(found) == [said]


def test_an_interviewers_i_is_never_quoted() -> None:
    assert told("I met Ines at my favourite bench and I loved how she laughed at my shoes.") == ()


def test_a_quote_around_said_she_is_joined_with_the_mark() -> None:
    source = "“I never chose to help,” says Ines, “I chose not to look away.”"
    found = told(source)
    assert texts(found) == ["I never chose to help […] I chose not to look away."]
    assert verbatim_quote(found[0].text, source)


def test_two_quotes_of_two_sentences_are_not_joined() -> None:
    source = (
        "“I never chose to help at all, I think,” says Ines. Then the bus came. “I chose not to look away from us.”"
    )
    assert all("[…]" not in text for text in texts(told(source)))


@pytest.mark.parametrize(
    ("others", "who"),
    [
        ("“We think that Ines is the best we have had,” says the mayor.", "it names the worker"),
        ("“I say that she came back to us when others did not,” Rosa Probe remembers.", "another name says it"),
        ("Her supervisor is proud. “I have never had a better team than ours,” she says.", "she is another"),
        ("Selon le directeur, « nous avons de la chance dans notre ville ».", "according to another"),
    ],
)
def test_what_others_say_of_the_worker_is_not_the_workers(others: str, who: str) -> None:
    said = "I love the walk home with my old friends from the market"
    story = f"“{said},” says Ines.\n\n{others}"
    assert texts(quotes(profile(text=story, third_person=True, **NO_PARTS))) == [said], who


def test_the_whole_of_an_interrupted_quote_is_proposed_not_its_second_half() -> None:
    story = "“I was told,” Ines says, “that nobody listens, and I have learned that they listen to everything.”"
    found = quotes(profile(text=story, third_person=True, **{**NO_PARTS, "quote": "that nobody listens"}))
    assert found[0].text.startswith("I was told […] that nobody listens")
    assert verbatim_quote(found[0].text, story)


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert told("The neighbours' bench is Ines's and it's where I'm told she sits in 'peace and quiet'.") == ()


def test_the_interviewers_sentence_in_the_quote_field_is_not_the_workers() -> None:
    assert told("", quote="Ines thinks that a chair is better than an answer.") == ()


def test_the_quote_field_with_marks_is_the_workers() -> None:
    found = told("", quote="As Ines puts it: “A chair is better than an answer.”")
    assert texts(found) == ["A chair is better than an answer."]


def test_the_quote_field_is_the_workers_when_their_text_says_it_in_marks() -> None:
    words = "A chair is better than an answer."
    assert texts(told("", quote=words, text=f"Ines laughs. “{words}” The bus came.")) == [words]


def test_a_photo_essay_without_a_word_of_theirs_has_no_quote() -> None:
    assert told("Ines opens the door. Ines puts the kettle on. The bench is full by nine.") == ()


# --- marks and lengths ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("“I carry a chair.”", "I carry a chair."),
        ("« Je porte une chaise. »", "Je porte une chaise."),
        ("«Llevo una silla».", "Llevo una silla"),
        ("Llevo una silla».", "Llevo una silla"),
        ('"I carry a chair.', "I carry a chair."),
        ("I carry a “chair”.", "I carry a “chair”."),
        ("“Come in” is what I say first.", "“Come in” is what I say first."),
        ("  I carry\n  a chair.  ", "I carry a chair."),
    ],
)
def test_the_card_sets_its_own_marks(field: str, shown: str) -> None:
    assert quotes(profile(quote=field, language=""))[0].text == shown


def test_a_long_quote_keeps_its_first_whole_sentences() -> None:
    first, second = "I carry a chair. " * 10, "And when the road ends I walk on with the chair on my head " * 3
    text = fitted(f"{first}{second.strip()}.")
    assert text == first.strip()


def test_a_long_sentence_is_cut_at_a_clause_with_the_mark() -> None:
    words = "I carry a chair, " + "and another one for the neighbour, " * 10 + "up the hill."
    text = fitted(words)
    assert text.endswith("neighbour […]")
    assert LONGEST - 40 < len(text) <= LONGEST
    assert verbatim_quote(text, words)


def test_a_long_sentence_that_cannot_be_cut_is_no_quote() -> None:
    assert fitted("I carry a chair " * 30) == ""
    assert all(quote.source != "quote" for quote in quotes(profile(quote="I carry a chair " * 30)))


MATERIAL = st.lists(
    st.sampled_from(
        [
            "I love the walk home with my old friends.",
            "“I stay,” she said, “and I listen to us.”",
            "J’aime ma rue, et nous chantons.",
            "[…]",
            "…",
            "“",
            "”",
            "«",
            "»",
            "I [we] sat down (again).",
            "My number is 029 2018 0461.",
            "أحب عملي.",
            "\n\n",
            "I carry a chair, and another one for the neighbour who lives behind the hill, and a third for the road.",
        ]
    ),
    max_size=10,
).map(" ".join)


@given(
    st.one_of(MATERIAL, st.text(max_size=300)), MATERIAL, st.booleans(), st.sampled_from(["en", "fr", "ar", "km", ""])
)
def test_every_quote_of_any_text_is_verbatim_and_fits_a_card(
    field: str, love: str, third_person: bool, language: str
) -> None:
    submission = profile(quote=field, love=love, third_person=third_person, language=language)
    found = quotes(submission)
    assert len(found) <= 3
    for quote in found:
        assert 0 < len(quote.text) <= LONGEST
        assert verbatim_quote(quote.text, passage_text(submission, quote.source))
        assert "0461" not in quote.text
