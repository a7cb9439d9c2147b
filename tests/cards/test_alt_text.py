"""What the picture says is also there in words, in the card's language, within every network's limit."""

from dataclasses import replace

import pytest
from cards.card_samples import PORTRAIT, QUOTES, card
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cards import Theme, alt_text
from scheduler.cards.alt import LIMIT
from scheduler.models import Card


@pytest.mark.parametrize(
    ("lang", "intro", "quote", "comma"),
    [
        ("en", "Quote card with a portrait of Amina Okello:", "“Listen.”", ", "),
        ("fr", "Carte de citation avec un portrait d’Amina Okello\u00a0:", "«\u00a0Listen.\u00a0»", ", "),
        ("de", "Zitatkarte mit einem Porträt von Amina Okello:", "„Listen.“", ", "),
        ("hi", "Amina Okello के चित्र के साथ उद्धरण कार्ड:", "“Listen.”", ", "),
        ("ru", "Карточка с цитатой и портретом (Amina Okello):", "«Listen.»", ", "),
        ("es", "Tarjeta con una cita y un retrato de Amina Okello:", "«Listen.»", ", "),
        ("pt-BR", "Cartão com uma citação e um retrato de Amina Okello:", "“Listen.”", ", "),
        ("ar", "بطاقة اقتباس مع صورة Amina Okello:", "«Listen.»", "، "),
        ("sw", "Quote card with a portrait of Amina Okello:", "“Listen.”", ", "),
    ],
)
def test_it_speaks_the_cards_language(lang: str, intro: str, quote: str, comma: str) -> None:
    person = comma.join(("Amina Okello", "Case worker", "Example Network (EN)", "Uganda"))
    assert alt_text(card("Listen.", lang)) == f"{intro} {quote} — {person}"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "引语卡片，附阮梅的肖像：“倾听。” — 阮梅，社工"),
        ("zh-TW", "引言卡片，附阮梅的肖像：「倾听。」 — 阮梅，社工"),
        ("ja", "阮梅さんの肖像を添えた引用カード：「倾听。」 — 阮梅、社工"),
    ],
)
def test_where_words_are_not_spaced_none_of_its_own_are(lang: str, text: str) -> None:
    assert alt_text(Card(quote="倾听。", name="阮梅", title="社工", lang=lang, portrait=PORTRAIT)) == text


def test_french_names_take_their_own_preposition() -> None:
    assert "un portrait de Lucia\u00a0:" in alt_text(card("Écouter.", "fr", name="Lucia"))
    assert "un portrait d’Élise\u00a0:" in alt_text(card("Écouter.", "fr", name="Élise"))


def test_a_theme_without_portraits_claims_none() -> None:
    assert alt_text(card("Listen."), Theme(design="plain")).startswith("Quote card: “Listen.”")
    assert alt_text(replace(card("Listen."), theme="plain")).startswith("Quote card: “Listen.”")
    assert alt_text(replace(card("Listen."), theme="bleed"), Theme(design="plain")).startswith("Quote card with a")


def test_another_limit_may_be_asked_for() -> None:
    assert len(alt_text(card("word " * 90), limit=200)) <= 200


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
