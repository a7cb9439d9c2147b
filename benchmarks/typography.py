"""Cards of invented quotes in thirty-four languages and six sizes: what a typographer would look at, counted.

`python -m benchmarks.typography [QUOTES]` (default 600) counts widows, clipped ink, uneven lines, and what cannot be
drawn; then text against independent implementations: direction against python-bidi, signs of several characters
(which ICU finds) against regex, glyphs against HarfBuzz with the whole paragraph before it. Tests run a share of it.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean, pstdev

import regex
import uharfbuzz as hb
from bidi import get_display
from icu4py.breakers import CharacterBreaker, LineBreaker

from scheduler.cards import load_theme
from scheduler.cards.bidi import levels, reorder
from scheduler.cards.compose import compose
from scheduler.cards.fonts import Library
from scheduler.cards.shaping import Paragraph, paragraph
from scheduler.cards.sheets import Sheet
from scheduler.errors import CardError
from scheduler.models import Card

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from cards.card_samples import QUOTES, ink_box  # noqa: E402 the samples are the tests'

SIZES = ((1600, 900), (1200, 630), (1080, 1080), (1080, 1350), (1080, 1920), (1200, 600))
PORTRAIT = ROOT / "assets" / "portraits" / "amina-okello.jpg"
WIDOW = 0.4
# Characters of Chinese, Japanese and Korean are as wide as two; 42 letters in a word, again and again, are no German.
LONGEST = {"de": 104, "ja": 240, "ko": 320, "zh": 240, "zh-Hant": 240}
DIRECTIONS = "abcאבגابتم١٢۳012 ,.:;+-%$€()[]{}<>«»“”!?؟·\u200e\u200f\u0301\u064b、〈〉「」"
SIGNS = ["a", "é", "é", "क्षि", "का", "കോ", "ഗ്ര", "গ্রা", "ខ្ញុំ", "กำ", "ກໍ", "한", "한", "👩🏽\u200d🏫", "🇺🇬", "❤️", "1️⃣", "بً"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found on one card. `ragged`: how far its lines differ in width, as a share of the box."""

    widow: bool
    clipped: bool
    missing: bool
    ragged: float


def quotes(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Language and quote, 20 to 400 characters, each a stretch of the samples that begins and ends between words."""
    chance = random.Random(seed)
    texts = {lang: f"{text} " * (420 // len(text) + 2) for lang, text in QUOTES.items()}
    for number in range(count):
        lang = list(texts)[number % len(texts)]
        parts = list(LineBreaker(texts[lang], lang))
        length, start = chance.randint(20, LONGEST.get(lang, 400)), chance.randrange(len(parts) // 2)
        text = ""
        for part in parts[start:]:
            if len(text) >= 20 and len(text) + len(part.rstrip()) > length:
                break
            text += part
        yield lang, text.strip()


def look(card: Card, size: tuple[int, int]) -> Look:
    sheet = compose(card, size, load_theme(ROOT / "assets" / "theme.yaml"))
    lines = [piece.placed for piece in sheet.pieces if piece.part == "quote"]
    widths = [placed.line.width * placed.size for placed in lines]
    return Look(
        widow=widths[-1] < WIDOW * max(widths),
        clipped=_clipped(sheet, size),
        missing=not all(glyph.id for placed in lines for glyph in placed.line.glyphs),
        ragged=pstdev(widths) / sheet.frame.words.width,
    )


def _clipped(sheet: Sheet, size: tuple[int, int]) -> bool:
    """Whether ink leaves the card or touches that of another line."""
    boxes = [ink_box(piece) for piece in sheet.pieces]
    outside = any(left < 0 or top < 0 or right > size[0] or bottom > size[1] for left, top, right, bottom in boxes)
    return outside or any(
        one[3] > other[1] + 1 and other[3] > one[1] + 1 and one[2] > other[0] and other[2] > one[0]
        for one, other in combinations(boxes, 2)
    )


def misdirected(count: int, seed: int = 1) -> list[str]:
    """Lines of mixed directions that python-bidi orders otherwise."""
    chance = random.Random(seed)
    texts = ("".join(chance.choices(DIRECTIONS, k=chance.randint(1, 40))) for _ in range(count))
    return [text for text in texts for base in (0, 1) if _seen(text, base) != get_display(text, base_dir="LR"[base])]


def _seen(text: str, base: int) -> str:
    return "".join(text[place] for place in reorder(levels(text, base)))


def torn(count: int, seed: int = 1) -> list[str]:
    """Texts of many scripts' signs that ICU, which we use, takes apart otherwise than `regex` does."""
    chance = random.Random(seed)
    texts = ("".join(chance.choices(SIGNS, k=chance.randint(1, 20))) for _ in range(count))
    return [text for text in texts if regex.findall(r"\X", text) != list(CharacterBreaker(text, "en"))]


def misshaped(text: str, lang: str, library: Library) -> dict[str, tuple[Counter[int], Counter[int]]]:
    """Fonts whose glyphs differ from those that HarfBuzz shapes with the whole paragraph before it: ours, and its."""
    ours = paragraph(text, library, language=lang, weight=500)
    drawn: dict[str, Counter[int]] = {}
    for glyph in ours.whole.glyphs:
        drawn.setdefault(_name(ours, glyph.font), Counter())[glyph.id] += 1
    return {name: (found, whole) for name, found in drawn.items() if found != (whole := _whole(ours, name))}


def _name(text: Paragraph, font: object) -> str:
    return next(each.font.path.name for each in text.clusters if each.font.at(text.weight).drawn is font)


def _whole(text: Paragraph, name: str) -> Counter[int]:
    """The inked glyphs of that font's signs, with every sign of the paragraph in HarfBuzz's buffer."""
    font = next(each.font for each in text.clusters if each.font.path.name == name).at(text.weight)
    buffer = hb.Buffer()
    buffer.add_str("".join(cluster.text for cluster in text.clusters))
    buffer.guess_segment_properties()
    buffer.language = text.language
    hb.shape(font.drawn, buffer)
    owner = [cluster for cluster in text.clusters for _ in cluster.text]
    ids = (info.codepoint for info in buffer.glyph_infos if owner[info.cluster].font.path.name == name)
    return Counter(glyph for glyph in ids if font.measure(glyph))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    start, looks, refused = time.process_time(), [], []
    for number, (lang, text) in enumerate(quotes(count)):
        size, portrait = SIZES[number // len(QUOTES) % len(SIZES)], PORTRAIT if number % 3 else None
        try:
            looks.append(
                look(Card(quote=text, name="Amina Okello", title="Case worker", lang=lang, portrait=portrait), size)
            )
        except CardError as error:
            refused.append(f"{lang} {size} {error}")
    print(f"{len(looks)} quotes in {len(QUOTES)} languages, {time.process_time() - start:.1f} s of CPU")
    for kind in ("widow", "clipped", "missing"):
        print(f"{kind:10}{sum(getattr(each, kind) for each in looks):6}")
    print(
        f"ragged    {fmean(each.ragged for each in looks):6.3f} of the box; refused {len(refused)}", *refused, sep="\n"
    )
    print(f"direction {len(misdirected(20_000)):6} of 40,000 lines ordered otherwise than python-bidi does")
    print(f"signs     {len(torn(20_000)):6} of 20,000 texts taken apart otherwise than the library regex does")
    wrong = {lang: found for lang, text in QUOTES.items() if (found := misshaped(text, lang, Library(system=())))}
    print(f"glyphs    {len(wrong):6} of {len(QUOTES)} languages shaped otherwise than HarfBuzz does", wrong or "")


if __name__ == "__main__":
    main()
