"""Lines are even, no last line is a widow, no word is torn, and punctuation stays where its language wants it."""

import random
from itertools import pairwise

import pytest
from cards.card_samples import QUOTES, SIZES, THEME, card, quote_lines

from scheduler.cards import render
from scheduler.cards.compose import compose
from scheduler.cards.fonts import Library
from scheduler.cards.layout import WIDOW, balanced, fit, greedy
from scheduler.cards.shaping import Paragraph, paragraph
from scheduler.errors import CardError

PACKED = Library(system=())
WORDS = " ".join(QUOTES[lang] for lang in ("en", "fr", "vi", "tr")).split()


def invented(seed: int) -> str:
    """20 to 400 characters of words from the samples."""
    chance = random.Random(seed)
    length = chance.randint(20, 400)
    text = ""
    while len(text) < length:
        text += chance.choice(WORDS) + " "
    return text.strip()


def lines_of(text: Paragraph, width: float) -> list[str]:
    signs = [cluster.text for cluster in text.clusters]
    return ["".join(signs[start:end]).strip() for start, end in pairwise(balanced(text, width))]


def test_over_a_hundred_quotes_there_is_no_widow_and_lines_are_even() -> None:
    ragged = []
    for seed in range(100):
        text = paragraph(invented(seed), PACKED, language="en", weight=500, marks=("“", "”"))
        block = fit(text, 800, 480, largest=100, smallest=30)
        assert block is not None
        widest = max(line.width for line in block.lines)
        assert 0.9 * 800 < widest * block.size <= 800.01 or block.size == 100 or len(block.lines) > 2
        widths = [line.width / widest for line in block.lines]
        assert widths[-1] >= WIDOW, f"a widow in {invented(seed)!r}"
        ragged.append(sum(abs(width - 1) for width in widths) / len(widths))
    assert sum(ragged) / len(ragged) < 0.1


@pytest.mark.parametrize("lang", QUOTES)
@pytest.mark.parametrize("size", SIZES[:2])
def test_no_sample_ends_in_a_widow(lang: str, size: tuple[int, int]) -> None:
    widths = [piece.placed.line.width for piece in quote_lines(compose(card(QUOTES[lang], lang), size, THEME))]
    assert widths[-1] >= WIDOW * max(widths)


def test_balancing_never_needs_more_lines_than_filling() -> None:
    for seed in range(20):
        text = paragraph(invented(seed), PACKED, language="en")
        assert len(balanced(text, 20)) - 1 == len(greedy(text, 20))


def test_a_larger_box_never_makes_the_words_smaller() -> None:
    text = paragraph(QUOTES["en"], PACKED, language="en")
    sizes = [block.size for width in range(300, 1000, 50) if (block := fit(text, width, 400, largest=90, smallest=10))]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", ["เด็ก", "ครอบครัว", "ปลอดภัย", "ทำงาน"]),
        ("km", ["កុមារ", "គ្រួសារ", "សុវត្ថិភាព"]),
        ("zh", ["我们", "孩子", "家庭", "队伍"]),
        ("ja", ["子ども", "毎日", "家族", "仕事"]),
        ("ko", ["아이는", "가정에서", "이유입니다."]),
    ],
)
def test_words_written_without_spaces_stay_whole(lang: str, words: list[str]) -> None:
    text = paragraph(QUOTES[lang], PACKED, language=lang)
    for width in range(6, 20):
        if greedy(text, width):
            lines = lines_of(text, width)
            assert all(any(word in line for line in lines) for word in words), lines


@pytest.mark.parametrize("lang", ["ja", "zh", "zh-Hant"])
def test_no_line_begins_with_a_comma_or_a_full_stop(lang: str) -> None:
    text = paragraph(QUOTES[lang], PACKED, language=lang, marks=("「", "」"))
    for width in range(7, 20):
        if greedy(text, width):
            assert not [line for line in lines_of(text, width) if line[0] in "、。，」"]


def test_french_punctuation_stays_with_its_word() -> None:
    text = paragraph("Oui ! Vraiment ? Bien sûr ; voilà : « merci » ", PACKED, language="fr")
    for width in range(6, 14):
        assert not [line for line in lines_of(text, width) if line[0] in "!?;:»"]


def test_a_number_and_its_percent_sign_stay_together() -> None:
    text = paragraph("We reached 100 % of them", PACKED, language="en")
    for width in range(4, 12):
        if greedy(text, width):
            assert any("100\u00a0%" in line for line in lines_of(text, width))


def test_a_quote_that_cannot_be_readable_is_refused_in_words() -> None:
    with pytest.raises(CardError, match=r"too long to be readable on this card \(1109 characters\)"):
        render(card("too long, " * 110 + "too long."), size=(1200, 630), theme=THEME)


def test_a_word_wider_than_the_card_is_refused_in_words() -> None:
    with pytest.raises(CardError, match="too long to be readable"):
        render(card("A" * 120), size=(1200, 630), theme=THEME)


def test_a_name_that_needs_four_lines_is_refused_in_words() -> None:
    with pytest.raises(CardError, match="The name is too long for three lines"):
        render(card(name="Very Long Name " * 20), size=(1200, 630), theme=THEME)


def test_short_quotes_are_large_but_not_shouted() -> None:
    short, middle = (
        next(quote_lines(compose(card(quote), (1600, 900), THEME))).placed.size
        for quote in ("Listening changes lives.", QUOTES["en"] * 3)
    )
    assert short > 1.5 * middle
    assert short <= 0.068 * 1600
