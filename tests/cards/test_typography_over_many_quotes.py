"""A share of `python -m benchmarks.typography`: many quotes in every language, and text beside other engines."""

from statistics import fmean

import pytest
from cards.card_samples import PORTRAIT, QUOTES

from benchmarks.typography import LONGEST, SIZES, look, misdirected, misshaped, quotes, torn
from scheduler.cards.fonts import Library
from scheduler.models import Card

PACKED = Library(system=())


@pytest.mark.parametrize("size", SIZES)
def test_no_widow_nothing_clipped_nothing_missing_and_even_lines(size: tuple[int, int]) -> None:
    some = list(quotes(2 * len(QUOTES), seed=size[0] * size[1]))
    looks = {
        text: look(Card(quote=text, name="Amina Okello", title="Case worker", lang=lang, portrait=portrait), size)
        for (lang, text), portrait in zip(some, (PORTRAIT, None) * len(QUOTES), strict=True)
    }
    assert [text for text, seen in looks.items() if seen.widow] == []
    assert [text for text, seen in looks.items() if seen.clipped or seen.missing] == []
    assert fmean(seen.ragged for seen in looks.values()) <= 0.07


def test_the_invented_quotes_are_of_every_length() -> None:
    lengths = [len(text) for lang, text in quotes(500) if lang not in LONGEST]
    assert min(lengths) >= 15
    assert max(lengths) <= 400
    assert len({length // 50 for length in lengths}) == 8


def test_lines_of_mixed_directions_are_ordered_as_by_an_independent_implementation() -> None:
    assert misdirected(1500) == []


def test_signs_of_several_characters_are_found_as_by_an_independent_implementation() -> None:
    assert torn(1500) == []


@pytest.mark.parametrize("lang", QUOTES)
def test_glyphs_are_those_that_harfbuzz_shapes_with_the_whole_paragraph_before_it(lang: str) -> None:
    assert misshaped(QUOTES[lang], lang, PACKED) == {}
