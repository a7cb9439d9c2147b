"""Whatever people write, the answer is a card or a sentence."""

import string

from cards.card_samples import QUOTES, THEME
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scheduler.cards import render
from scheduler.cards.shaping import clean
from scheduler.errors import CardError
from scheduler.models import Card

SAMPLED = "".join(sorted(set("".join(QUOTES.values())))) + string.printable + "😀👩🏽‍🏫🇺🇬❤️\u200f\u202e\u0301\ufffe"


def drawn(card: Card) -> Image.Image | CardError:
    try:
        return render(card, size=(600, 338), theme=THEME)
    except CardError as error:
        return error


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from([*QUOTES, "", "xx", "not a language!"]))
def test_any_text_is_a_card_or_a_sentence(quote: str, name: str, lang: str) -> None:
    found = drawn(Card(quote=quote, name=name, title=quote[:9], lang=lang))
    assert isinstance(found, Image.Image) or found.remedy


@settings(max_examples=60)
@given(st.text(st.sampled_from(SAMPLED), max_size=200), st.sampled_from([*QUOTES, ""]))
def test_any_mixture_of_the_scripts_we_have_is_a_card(quote: str, lang: str) -> None:
    found = drawn(Card(quote=quote, name="Amina", lang=lang))
    if isinstance(found, CardError):
        assert any(words in found.what for words in ("too long", "needs a quote", "in one sign"))


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
