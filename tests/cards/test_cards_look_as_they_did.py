"""Cards in every script and three sizes look as they did when somebody last looked at them (`cards/golden.py`)."""

import pytest
from cards.card_samples import QUOTES
from cards.golden import SIZES, difference, file_of, kept, small

TOLERANCE = 14


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", QUOTES)
def test_a_card_looks_as_it_did(lang: str, size: tuple[int, int]) -> None:
    found = difference(small(lang, size), kept(lang, size))
    assert found <= TOLERANCE, "Look at it; if it is right: PYTHONPATH=tests:. python -m cards.golden"


@pytest.mark.parametrize(
    ("lang", "other"),
    [
        ("en", QUOTES["en"].replace("family", "famliy")),
        ("ar", QUOTES["ar"][::-1]),
        ("km", QUOTES["km"].replace("្", "")),
    ],
)
def test_letters_in_another_order_are_noticed(lang: str, other: str) -> None:
    assert difference(small(lang, SIZES[0], other), kept(lang, SIZES[0])) > TOLERANCE


def test_the_pictures_to_compare_with_are_small() -> None:
    assert sum(file_of(size).stat().st_size for size in SIZES) < 1_500_000
