"""The check that every sentence and every quote passes: what it takes, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.drafts import verbatim, verbatim_quote
from scheduler.drafts.faithful import clause_ends, plain, reduces, sentences_of

SOURCE = (
    "However, we (a team of three) opened the door every morning, rain or shine. "
    "We did not close it (not once), because people came. "
    "- The kettle stayed on. "
    "It worked, but only if somebody listened."
)
SENTENCES = [sentence.text for sentence in sentences_of(SOURCE)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_whole_sentence_is_their_own(sentence: str) -> None:
    assert verbatim([sentence], SOURCE)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("We (a team of three) opened the door every morning, rain or shine.", "without the connective that leads it"),
        ("However, we opened the door every morning, rain or shine.", "without a harmless parenthesis"),
        ("We opened the door every morning, rain or shine.", "without both"),
        ("However, we (a team of three) opened the door every morning…", "a last clause cut and marked"),
        ("The kettle stayed on.", "without the dash of a list"),
        ("We did not close it (not once)…", "nothing that matters behind the cut"),
    ],
)
def test_a_harmless_omission_is_their_own(line: str, why: str) -> None:
    assert verbatim([line], SOURCE), why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("We did close it (not once), because people came.", "a not left out"),
        ("We did not close it, because people came.", "a parenthesis with a negation left out"),
        ("It worked…", "a condition cut away"),
        ("However, we (a team of three) opened the door every morning.", "a cut without its mark"),
        ("However, we (a team of four) opened the door every morning, rain or shine.", "a number changed"),
        ("The kettle stayed on. It worked, but only if somebody listened.", "two sentences as one"),
        ("we opened the door", "a piece from the middle"),
        ("The kettle never stayed on.", "a word put in"),
        ("The kettle stayed on and on.", "words added"),
        ("People were happy.", "a sentence of somebody else"),
        ("", "nothing"),
        ("…", "nothing but dots"),
    ],
)
def test_a_changed_meaning_is_not(line: str, why: str) -> None:
    assert not verbatim([line], SOURCE), why


def test_one_foreign_sentence_spoils_a_summary() -> None:
    assert not verbatim([SENTENCES[0], "And so say all of us."], SOURCE)


def test_quotation_marks_dashes_and_spaces_may_be_set_differently() -> None:
    assert verbatim(["“It’s open” – she said."], '"It\'s   open" — she\nsaid.')


@pytest.mark.parametrize(
    ("sentence", "tail"),
    [
        ("Nous ouvrons la porte, sans poser de questions.", "fr"),
        ("Abrimos la puerta, pero nadie entra.", "es"),
        ("Abrimos a porta, mas ninguém entra.", "pt"),
        ("نفتح الباب، لكن لا أحد يدخل.", "ar"),
        ("We open the door, which isn't locked.", "en"),
        ("ቤቱን እንከፍታለን, ማንም አይገባም።", "am: a script whose negations we do not know"),
    ],
)
def test_no_clause_with_a_negation_may_go_in_any_language(sentence: str, tail: str) -> None:
    assert clause_ends(sentence) == [], tail


def test_a_thousand_parentheses_are_checked_at_once() -> None:
    whole = "a" + " (a)" * 1_000 + " b."
    assert reduces("a" + " (a)" * 500 + " b.", whole)
    assert not reduces("a" + " (a)" * 500 + " c.", whole)


WORDS = st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=4, max_size=15)
SENTENCE = WORDS.map(lambda words: " ".join(words).capitalize() + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=8))
def test_every_extract_of_any_text_passes(parts: list[str]) -> None:
    source = " ".join(parts)
    assert verbatim([sentence.text for sentence in sentences_of(source)], source)


@given(SENTENCE, st.integers(min_value=0), st.from_regex(r"[0-9]{2,4}", fullmatch=True))
def test_no_word_can_be_swapped(sentence: str, place: int, foreign: str) -> None:
    words = sentence.split()
    words[place % len(words)] = foreign
    assert not verbatim([" ".join(words)], sentence)


@given(SENTENCE, st.integers(min_value=0), st.sampled_from(["not", "never", "only"]))
def test_no_word_can_be_put_in(sentence: str, place: int, word: str) -> None:
    words = sentence.split()
    words.insert(place % len(words), word)
    assert not verbatim([" ".join(words)], sentence)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gets_an_answer(line: str, source: str) -> None:
    assert verbatim([line], source) in {True, False}
    assert verbatim_quote(line, source) in {True, False}


@given(st.text(max_size=200))
def test_one_form_of_a_text_stays_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)


# --- quotes ---------------------------------------------------------------------------------------------------------

SAID = "When I began at the GSA in 2010, we were three, and nobody knew us. Now we are forty. I would do it all again."


@pytest.mark.parametrize(
    "quote",
    [
        "Now we are forty.",
        "we were three, and nobody knew us",
        "When I began at the [Great Sample Alliance] in 2010, we were three […] Now we are forty.",
        "[…] nobody knew us. Now we are forty…",
        "“Now we are forty.”",
    ],
)
def test_a_quote_with_marked_edits_is_verbatim(quote: str) -> None:
    assert verbatim_quote(quote.strip("“”"), SAID)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("We are forty now.", "re-worded"),
        ("we were three. Now we are forty.", "a cut that is not marked"),
        ("Now we are forty […] we were three", "in another order"),
        ("Now we are four", "the end of a word cut off"),
        ("[Everything is fine]", "only an editor's words"),
        ("[…]", "nothing"),
        ("", "nothing"),
        ("Now we are (forty).", "other brackets"),
    ],
)
def test_any_other_edit_is_not(quote: str, why: str) -> None:
    assert not verbatim_quote(quote, SAID), why


@given(st.integers(0, 20), st.integers(1, 6), st.integers(0, 5), st.integers(1, 6))
def test_any_two_pieces_in_order_are_verbatim_only_with_the_mark(first: int, one: int, gap: int, two: int) -> None:
    words = [f"w{number}" for number in range(40)]
    begin = first + one + gap + 1
    pieces = " ".join(words[first : first + one]), " ".join(words[begin : begin + two])
    assert verbatim_quote(" […] ".join(pieces), " ".join(words))
    assert not verbatim_quote(" ".join(pieces), " ".join(words))
