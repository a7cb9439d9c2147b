"""A submission in a few of its own sentences: which ones, how many, and where they stand."""

import random
from dataclasses import replace

import pytest
from drafts.draft_samples import BLOG_TEXT, PARTS, blog, profile
from hypothesis import given
from hypothesis import strategies as st
from submissions.test_sentences_keep_their_places import PARAGRAPHS

from benchmarks.noise import LANGUAGES, noisy
from scheduler.drafts import Summary, summarise, verbatim
from scheduler.drafts.summary import Fits, passage_text
from scheduler.models import Kind, Submission
from scheduler.submissions.cleaner import clean
from scheduler.submissions.extract import Extract
from scheduler.submissions.reading import understood


def within(characters: int) -> Fits:
    return lambda text: len(text) <= characters


def test_it_begins_where_the_text_begins() -> None:
    assert summarise(blog(), within(240)).text.startswith("The well in our street had two handles and one rule.")


def test_every_sentence_knows_its_place() -> None:
    submission = blog()
    summary = summarise(submission, within(240))
    assert summary.extracts
    for extract in summary.extracts:
        assert submission.text[extract.start : extract.end] == extract.text
        assert extract.passage == "text"


def test_a_sentence_over_a_line_break_is_one_line() -> None:
    submission = blog(text="The kettle stayed on\nfor everybody who came.")
    assert summarise(submission, within(240)).text == "The kettle stayed on for everybody who came."


def test_the_title_is_not_said_again() -> None:
    text = "Who keeps the kettle on? The kettle stayed on for everybody."
    found = summarise(blog(title="Who keeps the kettle on?", text=text), within(240))
    assert found.text == "The kettle stayed on for everybody."


def test_labels_in_a_text_make_no_conversation_of_it() -> None:
    text = "Consider this question: who keeps the kettle on?\n\nThe answer in our street: everybody who came."
    assert summarise(blog(text=text), within(240)).text


def test_the_contributors_own_summary_is_preferred() -> None:
    own = "A well needs two handles. A street needs one rule."
    assert summarise(blog(own_summary=own), within(240)).text == own


def test_of_an_own_summary_that_is_too_long_the_first_sentences() -> None:
    own = "A well needs two handles. A street needs one rule."
    assert summarise(blog(own_summary=own), within(30)).text == "A well needs two handles."


def test_an_own_summary_of_which_nothing_fits_leaves_the_text() -> None:
    long = "A well " + "that is deep " * 30 + "needs two handles."
    assert summarise(blog(own_summary=long), within(60)).text in BLOG_TEXT


def test_key_messages_without_full_stops_stay_apart() -> None:
    own = "- A well needs two handles\n\n- A street needs one rule"
    assert summarise(blog(own_summary=own), within(240)).text == "A well needs two handles\nA street needs one rule"


def test_headings_exclamations_and_web_addresses_are_no_summary() -> None:
    text = "How it began\n\nYes!\n\nSee https://example.org/rules for it.\n\nThe kettle stayed on for everybody."
    assert summarise(blog(text=text), within(240)).text == "The kettle stayed on for everybody."


@pytest.mark.parametrize(
    "first",
    [
        "This was new for all of us.",
        "They came every morning.",
        "But nobody came to the door.",
        "Elle venait tous les matins.",
        "Esto era nuevo para todos.",
        "Ela vinha todas as manhãs.",
        "هذا كان جديدا علينا جميعا.",
    ],
)
def test_it_does_not_begin_with_a_word_that_points_back(first: str) -> None:
    text = f"{first} The kettle stayed on for everybody."
    assert summarise(blog(text=text), within(240)).text == "The kettle stayed on for everybody."


def test_a_sentence_that_points_back_stays_behind_the_one_it_points_to() -> None:
    leaning = "It was never empty, not even on the last Friday of a month without wages."
    text = f"The kettle stayed on for everybody. {leaning}"
    assert summarise(blog(text=text, title=""), within(240)).text == text
    unsafe = f"The kettle stayed on for everybody. Ring 029 2018 0461. {leaning}"
    assert summarise(blog(text=unsafe, title=""), within(240)).text == "The kettle stayed on for everybody."


def test_of_two_runs_the_one_that_the_title_is_about() -> None:
    text = "In spring the rain came early again. Peer supervision keeps workers in their offices for years."
    submission = blog(text=text, title="Peer supervision keeps workers")
    assert summarise(submission, within(65)).text == "Peer supervision keeps workers in their offices for years."


def test_a_single_long_sentence_is_cut_at_a_clause_and_marked() -> None:
    text = "We opened the door every morning, rain or shine, and the kettle stayed on for everybody who came."
    summary = summarise(blog(text=text), within(60))
    assert summary.text == "We opened the door every morning, rain or shine…"
    assert text[summary.extracts[0].start : summary.extracts[0].end] == text


def test_a_cut_never_takes_a_condition_away() -> None:
    text = "We opened the door every morning, but only if somebody had brought the key from the office."
    assert summarise(blog(text=text), within(60)).text == ""


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\n\n\n", "Title only"])
def test_a_text_without_a_sentence_has_no_summary(text: str) -> None:
    assert summarise(blog(text=text), within(240)).text == ""


def test_nothing_fits_in_no_room() -> None:
    assert summarise(blog(), lambda _: False).extracts == ()


def test_the_fewest_sentences_are_taken_where_they_fit() -> None:
    assert len(summarise(blog(), within(1_000), least=4).extracts) >= 4
    assert len(summarise(blog(), within(60), least=4).extracts) == 1


def test_never_more_than_the_most() -> None:
    assert len(summarise(blog(), within(1_000), most=2).extracts) <= 2
    assert len(summarise(profile(), within(1_000), most=2).extracts) == 2


# --- profiles -------------------------------------------------------------------------------------------------------


def test_a_profile_says_the_beginning_of_each_answer() -> None:
    said = summarise(profile(), within(200)).text
    assert said.startswith("I visit forty households on both banks of the river.")
    assert "Last year sixty people found work through our notice board." in said
    assert "I love the walk home" in said


def test_the_answers_stay_in_their_order_whole_and_apart() -> None:
    passages = [extract.passage for extract in summarise(profile(), within(1_000)).extracts]
    assert passages == sorted(passages, key=["role", "support", "love"].index)


def test_an_answer_that_needs_its_question_is_left_out() -> None:
    said = summarise(profile(love="Being waved at from a balcony."), within(1_000)).text
    assert "balcony" not in said


def test_why_they_chose_the_work_speaks_when_nothing_else_does() -> None:
    silent = profile(role=None, support=None, love=None)
    assert summarise(silent, within(240)).text == PARTS.why


def test_a_profile_without_answers_is_read_as_a_text() -> None:
    empty = profile(why=None, role=None, support=None, love=None, text="The kettle stayed on for everybody.")
    assert summarise(empty, within(240)).text == "The kettle stayed on for everybody."


# --- nothing but their own ------------------------------------------------------------------------------------------


def test_a_summary_that_is_not_their_own_cannot_be_made() -> None:
    submission = blog()
    true = summarise(submission, within(240)).extracts[0]
    for false in (
        replace(true, text="The well in our street had three handles and one rule."),
        replace(true, passage="own_summary"),
        replace(true, start=true.start + 1),
        replace(true, end=true.end + 20),
    ):
        with pytest.raises(ValueError, match="the-well"):
            Summary(submission=submission, extracts=(false,))


TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            [
                "The kettle stayed on for everybody.",
                "They came, rain or shine, because the door was open.",
                "Was it enough?",
                "In 2019 – we were three – it was not (not at all).",
                "نفتح الباب كل صباح، والشاي جاهز.",
                "ቡና ሲፈላ የሚመጣውን ጸጥታ እወዳለሁ።",
                "हम हर सुबह दरवाज़ा खोलते हैं।",
                "Ring 029 2018 0461!",
                "\n\n",
                "- a list\n- of things",
                "“I stay,” she said, “and I listen.”",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(text=TEXTS, own=TEXTS, kind=st.sampled_from(list(Kind)), most=st.integers(1, 6), room=st.integers(0, 400))
def test_every_summary_of_any_text_is_their_own_and_fits(text: str, own: str, kind: Kind, most: int, room: int) -> None:
    submission: Submission = profile(text=text, own_summary=own, kind=kind, role=text, support=own, love="", why="")
    summary = summarise(submission, within(room), most=most)
    assert len(summary.text) <= room
    assert len(summary.extracts) <= most
    for extract in summary.extracts:
        assert verbatim([extract.text], passage_text(submission, extract.passage))


def _read(text: str) -> Submission:
    return understood("one", (), clean(text), [Extract(text=text)], None)


@given(
    words=st.lists(st.sampled_from([text for known in PARAGRAPHS.values() for text, _ in known]), max_size=8),
    glue=st.sampled_from(["\n\n", "\n", " ", ""]),
    language=st.sampled_from(LANGUAGES),
    seed=st.integers(0, 10_000),
    room=st.integers(0, 600),
)
def test_in_any_script_and_any_noise_every_sentence_stands_in_what_was_read(
    words: list[str], glue: str, language: str, seed: int, room: int
) -> None:
    submission = _read(noisy(glue.join(words), "A title", language, random.Random(seed)))
    summary = summarise(submission, within(room))
    assert len(summary.text) <= room
    for extract in summary.extracts:
        source = passage_text(submission, extract.passage)
        assert verbatim([extract.text], source)
        assert verbatim([extract.text], source[extract.start : extract.end])


def test_in_thai_which_has_no_end_marks_a_phrase_is_a_sentence() -> None:
    text = "ฉันเป็นนักสังคมสงเคราะห์ในหมู่บ้าน เราเดินทางไปเยี่ยมครอบครัวทุกวัน"
    assert summarise(blog(text=text, title=""), within(40)).text in text.split(" ")


def test_a_cut_falls_where_a_clause_is_complete() -> None:
    text = (
        "We opened the door to everybody who came, and the kettle stayed on, by the time of the rains, all through the "
        "long days in which the road was a river."
    )
    found = summarise(blog(text=text), within(90))
    assert found.text == "We opened the door to everybody who came…"
