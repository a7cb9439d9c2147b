"""What the picture says is also there in words, in the card's language, within every network's limit."""

from dataclasses import replace

import pytest
from cards.card_samples import QUOTES, card
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cards import alt_text
from scheduler.cards.alt import LIMIT
from scheduler.models import Card


@pytest.mark.parametrize(
    ("lang", "intro", "quote", "comma"),
    [
        ("en", "Quote card with a portrait of Amina Okello:", "“Listen.”", ", "),
        ("fr", "Carte de citation avec un portrait de Amina Okello :", "«\u00a0Listen.\u00a0»", ", "),
        ("es", "Tarjeta con una cita y un retrato de Amina Okello:", "«Listen.»", ", "),
        ("pt-BR", "Cartão com uma citação e um retrato de Amina Okello:", "“Listen.”", ", "),
        ("ar", "بطاقة اقتباس مع صورة Amina Okello:", "«Listen.»", "، "),
        ("sw", "Quote card with a portrait of Amina Okello:", "“Listen.”", ", "),
    ],
)
def test_it_speaks_the_cards_language(lang: str, intro: str, quote: str, comma: str) -> None:
    person = comma.join(("Amina Okello", "Case worker", "Example Network (EN)", "Uganda"))
    assert alt_text(card("Listen.", lang)) == f"{intro} {quote} — {person}"


def test_without_a_portrait_none_is_claimed() -> None:
    assert alt_text(card("Listen.", portrait=None)).startswith("Quote card: “Listen.”")


def test_only_what_is_known_is_said() -> None:
    assert alt_text(Card(quote="“Listen.”", name="Amina")) == "Quote card: “Listen.” — Amina"


def test_words_that_a_person_wrote_stand() -> None:
    assert alt_text(replace(card(), alt="  A woman in a yellow head wrap. ")) == "A woman in a yellow head wrap."


def test_a_quote_that_is_too_long_ends_at_a_word() -> None:
    text = alt_text(card("word " * 400))
    assert len(text) <= LIMIT
    assert "word…”" in text


@given(st.text(max_size=3000), st.text(max_size=1500), st.sampled_from([*QUOTES, "", "xx", "pt_PT"]))
def test_it_never_passes_the_limit(quote: str, name: str, lang: str) -> None:
    assert len(alt_text(card(quote, lang, name=name))) <= LIMIT
