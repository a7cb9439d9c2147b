"""Sentences are pieces of the source, to the letter: every later promise about faithfulness rests on this."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.submissions.cleaner import clean
from scheduler.submissions.sentences import sentences

LIKE_TEXT = st.lists(
    st.sampled_from(
        [
            "Dr. ",
            "I ",
            "e.g. ",
            "went",
            ". ",
            "! ",
            "?",
            "…",
            "“",
            "”",
            "\n",
            "\n\n",
            "»",
            "،",
            "؟ ",
            "።",
            "।",
            "។",
            "。",
            "3.5",
            " ",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(), LIKE_TEXT))
def test_sentences_rebuild_the_text_and_leave_out_only_space(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text != ""
        assert sentence.text == sentence.text.strip()
        assert text[end : sentence.start].strip() == ""
        end = sentence.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Njeri came at 8 a.m. and stayed. We talked.", 2),
        ("We visit 3.5 homes a day! “Is that enough?” she asked. It is.", 3),
        ("Mme Diallo travaille à Dakar. Elle aide les familles, p.ex. pour les papiers.", 2),
        ("¿Por qué? Porque sí. La Sra. López lo sabe.", 3),
        ("O Sr. Lima chegou. Ficou pouco.", 2),
        ("أعمل مع الأسر. هل يكفي ذلك؟ نعم.", 3),
        ("እኔ ሠራተኛ ነኝ። ሰው እረዳለሁ።", 2),
        ("म काम गर्छु। मलाई मन पर्छ।", 2),
        ("我是社工。我爱我的工作。", 2),
        ("ខ្ញុំជាបុគ្គលិក។ ខ្ញុំស្រឡាញ់ការងារ។", 2),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


NOISE = (
    "You are here: Home » Blog",
    "Grace's picture",
    "Image of Grace",
    "Submitted by admin on 3 Nov 2021",
    "This post originally appeared on another site.",
    "Dear team,",
    "Kind regards,",
    "Share this on Facebook",
    "***",
)


@pytest.mark.parametrize("noise", NOISE)
def test_page_and_mail_noise_goes_and_the_words_stay(noise: str) -> None:
    assert clean(f"{noise}\n\nI visit families every day.") == "I visit families every day."


def test_a_missing_space_after_a_full_stop_comes_back() -> None:
    assert clean("We went there.Then we came home.") == "We went there. Then we came home."


@given(st.one_of(st.text(), LIKE_TEXT, st.lists(st.sampled_from([*NOISE, "Words.Here", "## Why", ""])).map("\n".join)))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
