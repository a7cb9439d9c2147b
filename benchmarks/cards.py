"""CPU time of one 1600 x 900 JPEG card: ours beside a plain Pillow card of the same design, in one run.

`python benchmarks/cards.py [ROUNDS]` prints milliseconds a card and the ratio. The plain card does what a first
attempt does: one font, a loop that shrinks the text until it fits, lines broken at spaces.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw, ImageFont, ImageOps

from scheduler.cards import jpeg, load_theme, render
from scheduler.cards.fonts import Library
from scheduler.cards.themes import Theme
from scheduler.models import Card

ROOT = Path(__file__).parents[1]
SIZE = (1600, 900)
WORDS = (
    "Every child deserves a family that can keep them safe, and every family a worker who has the time to listen. "
    "Ten years ago there were three of us for the whole district; today we are forty and nobody is alone any more."
)


def cards(rounds: int) -> list[Card]:
    """Different words on every card, so that nothing can be remembered; portraits in turn."""
    portraits = sorted((ROOT / "assets" / "portraits").glob("*.jpg"))
    return [
        Card(
            quote=f"{number}. {WORDS[: 60 + 37 * number % 150]}",
            name="Amina Okello",
            title="Case worker",
            organisation="Example Network",
            country="Uganda",
            lang="en",
            portrait=portraits[number % len(portraits)],
        )
        for number in range(rounds)
    ]


def ours(card: Card, theme: Theme) -> bytes:
    return jpeg(render(card, size=SIZE, theme=theme))


def plain(card: Card, font_file: Path) -> bytes:
    """One font, a shrinking loop, greedy lines."""
    canvas = Image.new("RGB", SIZE, "#fbf7f0")
    assert card.portrait is not None
    with Image.open(card.portrait) as opened:
        canvas.paste(ImageOps.fit(opened.convert("RGB"), (600, 900), Image.Resampling.LANCZOS))
    pen = ImageDraw.Draw(canvas)
    for size in range(100, 20, -2):
        font = ImageFont.truetype(font_file, size)
        lines = _greedy(card.quote, font, 830)
        if len(lines) * size * 1.3 <= 520:
            break
    for number, line in enumerate(lines):
        pen.text((700, 80 + number * size * 1.3), line, "#17292b", font)
    pen.text((700, 680), card.name, "#0f5257", ImageFont.truetype(font_file, 44))
    pen.text((700, 740), f"{card.title}, {card.organisation}", "#4d6062", ImageFont.truetype(font_file, 30))
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()


def _greedy(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def milliseconds(draw: Callable[[Card], bytes], card: Card) -> float:
    start = time.process_time()
    draw(card)
    return (time.process_time() - start) * 1000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    theme = load_theme(ROOT / "assets" / "theme.yaml")
    font = Library().font("a")
    assert font is not None
    first, *rest = cards(rounds + 1)
    cold = milliseconds(lambda card: ours(card, theme), first)
    times = [
        (milliseconds(lambda c: ours(c, theme), card), milliseconds(lambda c: plain(c, font.path), card))
        for card in rest
    ]
    mine, naive = median(time for time, _ in times), median(time for _, time in times)
    print(f"ours          {mine:6.1f} ms CPU a card, {1000 / mine:5.0f} a second and core (the first: {cold:.0f} ms)")
    print(f"plain Pillow  {naive:6.1f} ms CPU a card, {1000 / naive:5.0f} a second and core")
    print(f"ratio         {naive / mine:6.2f} times as fast as plain Pillow")


if __name__ == "__main__":
    main()
