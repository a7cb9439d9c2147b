"""What a card costs: ours beside other ways to draw the same one, in one run, in CPU time.

`python -m benchmarks.cards [CARDS] [--many N]` prints milliseconds a card for 1600 x 900 JPEG with a new portrait of a
megapixel each, the same with the portrait decoded once, PNG, one quote in six sizes, the first card of a new process,
and with `--many` the memory over N cards. The naive card does what a first attempt does: one font, a loop that
shrinks the text until it fits, lines broken at spaces. skia-python and Chromium are measured where they are installed.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from scheduler.cards import jpeg, load_theme, png, render
from scheduler.cards.fonts import Library
from scheduler.models import Card

ROOT = Path(__file__).parents[1]
SIZE = (1600, 900)
SIZES = (SIZE, (1200, 630), (1080, 1080), (1080, 1350), (1080, 1920), (1200, 600))
WORDS = (
    "Every child deserves a family that can keep them safe, and every family a worker who has the time to listen. "
    "Ten years ago there were three of us for the whole district; today we are forty and nobody is alone any more."
)
THEME = load_theme(ROOT / "assets" / "theme.yaml")
KEPT_OPEN = "Chromium, one page kept open"
ENOUGH = 3  # cards of a browser, each of which takes seconds
Draw = Callable[[Card, Path], object]


def portraits(folder: Path, count: int, side: int = 1000) -> list[Path]:
    """Photographs of one megapixel: the drawn portraits with the noise of a camera, no two alike."""
    drawn = sorted((ROOT / "assets" / "portraits").glob("*.jpg"))
    files = [folder / f"{number:04}.jpg" for number in range(count)]
    grain = Image.merge("RGB", [Image.effect_noise((side, side), 8)] * 3)
    for number, file in enumerate(files):
        with Image.open(drawn[number % len(drawn)]) as opened:
            picture = ImageOps.fit(opened.convert("RGB"), (side, side), centering=(0.5, 0.2))
        ImageChops.add(picture, ImageChops.offset(grain, 37 * number), 1, -128).save(file, quality=88)
    return files


def cards(count: int, faces: Sequence[Path], first: int = 0) -> list[Card]:
    """Different words on every card, so that nothing of the quote can be remembered; portraits in turn."""
    return [
        Card(
            quote=f"{number}. {WORDS[: 60 + 37 * number % 150]}",
            name="Amina Okello",
            title="Case worker",
            organisation="Example Network",
            country="Uganda",
            lang="en",
            portrait=faces[number % len(faces)],
        )
        for number in range(first, first + count)
    ]


def ours(card: Card, out: Path) -> None:
    out.write_bytes(jpeg(render(card, size=SIZE, theme=THEME)))


def ours_png(card: Card, out: Path) -> None:
    out.write_bytes(png(render(card, size=SIZE, theme=THEME)))


def six_sizes(card: Card, out: Path) -> None:
    for size in SIZES:
        out.write_bytes(jpeg(render(card, size=size, theme=THEME)))


def naive(card: Card, out: Path) -> None:
    """One font, a shrinking loop, greedy lines, and Pillow's own way to save."""
    canvas = Image.new("RGB", SIZE, "#fbf7f0")
    assert card.portrait is not None
    with Image.open(card.portrait) as opened:
        canvas.paste(ImageOps.fit(opened.convert("RGB"), (600, 900), Image.Resampling.LANCZOS))
    pen, path = ImageDraw.Draw(canvas), _font()
    for size in range(100, 20, -2):
        font = ImageFont.truetype(path, size)
        lines = _greedy(card.quote, font, 830)
        if len(lines) * size * 1.3 <= 520:
            break
    for number, line in enumerate(lines):
        pen.text((700, 80 + number * size * 1.3), line, "#17292b", font)
    pen.text((700, 680), card.name, "#0f5257", ImageFont.truetype(path, 44))
    pen.text((700, 740), f"{card.title}, {card.organisation}", "#4d6062", ImageFont.truetype(path, 30))
    canvas.save(out, quality=90) if out.suffix == ".jpg" else canvas.save(out)


def _font() -> Path:
    font = Library().font("a")
    assert font is not None
    return font.path


def _greedy(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def skia_card(card: Card, out: Path) -> None:
    """The same words with skia's paragraphs: shaped and with fallback, one size found by halving."""
    import skia

    surface = skia.Surface(*SIZE)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFBF7F0)
    face = skia.Image.open(str(card.portrait))
    side = face.height() * 2 // 3
    source = skia.Rect.MakeXYWH((face.width() - side) // 2, 0, side, face.height())
    canvas.drawImageRect(face, source, skia.Rect.MakeWH(600, 900), skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    low, high = 30, 100
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _skia_text(skia, card.quote, middle, 830).Height <= 520 else (low, middle - 1)
    _skia_text(skia, card.quote, low, 830).paint(canvas, 700, 80)
    _skia_text(skia, card.name, 44, 830).paint(canvas, 700, 680)
    _skia_text(skia, f"{card.title}, {card.organisation}", 30, 830).paint(canvas, 700, 740)
    surface.makeImageSnapshot().save(str(out), skia.kJPEG, 90)


def _skia_text(skia: object, text: str, size: int, width: int) -> object:
    paragraphs = skia.textlayout  # type: ignore[attr-defined]
    fonts, signs = _skia_fonts()
    look = paragraphs.TextStyle()
    look.setFontSize(size)
    look.setColor(0xFF17292B)
    builder = paragraphs.ParagraphBuilder.make(paragraphs.ParagraphStyle(), fonts, signs)
    builder.pushStyle(look)
    builder.addText(text)
    found = builder.Build()
    found.layout(width)
    return found


@cache
def _skia_fonts() -> tuple[Any, Any]:
    """Its fonts, found once, and what it knows of Unicode."""
    import skia

    fonts = skia.textlayout.FontCollection()
    fonts.setDefaultFontManager(skia.FontMgr())
    return fonts, skia.Unicodes.ICU.Make()


def chromium_card(card: Card, out: Path) -> None:
    """A browser's command line for each card: the way of html2image."""
    page = out.with_suffix(".html")
    page.write_text(_as_page(card))
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={SIZE[0]},{SIZE[1]}")
    command = [_browser(), *options, f"--screenshot={out.with_suffix('.png')}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def _as_page(card: Card) -> str:
    return (
        f"<body style='margin:0;background:#fbf7f0;display:flex;font:56px Noto Sans'>"
        f"<img src='{card.portrait}' style='width:600px;height:900px;object-fit:cover'>"
        f"<div style='padding:80px 100px;text-wrap:balance'>{card.quote}<h3>{card.name}</h3>{card.title}</div>"
    )


@contextmanager
def warm_chromium() -> Iterator[Draw]:
    """One page of a browser that stays open, written anew for each card."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})

        def draw(card: Card, out: Path) -> None:
            written = out.with_suffix(".html")
            written.write_text(_as_page(card))
            page.goto(written.as_uri())
            page.screenshot(path=out, type="jpeg", quality=90)

        yield draw
        browser.close()


def _browser() -> str:
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), "")


def spent(*, running: bool = False) -> float:
    """CPU seconds of this process, of those it waited for, and if `running` of those it started that go on: to ask for
    these takes some milliseconds itself."""
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime
    return ended + (sum(_running(os.getpid())) if running else 0.0)


def _running(parent: int) -> Iterator[float]:
    """CPU seconds of each process below that one, from the kernel's own files."""
    for thread in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in thread.read_text().split():
            with suppress(OSError):  # it ended meanwhile
                times = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:15]
                yield sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
                yield from _running(int(child))


def measured(ways: dict[str, tuple[Draw, str]], wanted: Sequence[Card], folder: Path) -> dict[str, float]:
    """CPU milliseconds a card of each way, the median; in turns, so that all feel the same load."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number, card in enumerate(wanted):
        for name, (draw, ending) in ways.items():
            if draw is chromium_card and number > ENOUGH:
                continue
            start = spent(running=name == KEPT_OPEN)
            draw(card, folder / f"card{ending}")
            times[name].append((spent(running=name == KEPT_OPEN) - start) * 1000)
    return {name: median(found[1:]) for name, found in times.items()}


def table(title: str, found: dict[str, float], of: str) -> None:
    print(f"\n{title}")
    for name, cost in found.items():
        print(f"  {name:44}{cost:8.1f} ms {1000 / cost:7.1f} a second and core {found[of] / cost:7.2f} x {of}")


def cold(folder: Path) -> tuple[float, float]:
    """Seconds of the clock and of CPU from starting the command to its first card; the best of five."""
    (folder / "one.yaml").write_text(f"quote: {WORDS[:100]}\nname: Amina Okello\nportrait: {folder / '0000.jpg'}\n")
    command = [sys.executable, "-m", "scheduler", "card", str(folder / "one.yaml"), "--out", str(folder / "one.jpg")]
    found = []
    for _ in range(5):
        wall, cpu = time.perf_counter(), spent()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        found.append((time.perf_counter() - wall, spent() - cpu))
    return min(wall for wall, _ in found), min(cpu for _, cpu in found)


def memory(count: int, faces: Sequence[Path]) -> None:
    """Resident megabytes while that many cards are drawn, each with other words, in every script."""
    from benchmarks.typography import quotes

    print(f"\nMemory over {count} cards")
    for number, (lang, text) in enumerate(quotes(count)):
        card = Card(quote=text, name=f"Amina {number}", lang=lang, portrait=faces[number % len(faces)])
        jpeg(render(card, size=SIZE, theme=THEME))
        if number + 1 in {count // 100, count // 10, count // 4, count // 2, count}:
            print(f"  {number + 1:6} cards {resident():6.0f} MB")


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("cards", nargs="?", type=int, default=30)
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        faces = portraits(folder, asked.cards + 1)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {asked.cards} cards of {SIZE[0]} x {SIZE[1]}")
        if asked.many:
            memory(asked.many, faces)
            return
        _report(cards(asked.cards + 1, faces), folder)


def _skia_state(card: Card, folder: Path) -> str:
    """Why skia cannot be measured; empty when it can. Its interface changes from version to version."""
    if not find_spec("skia"):
        return "is not installed"
    try:
        skia_card(card, folder / "skia.jpg")
    except (AttributeError, TypeError, RuntimeError) as error:
        return f"has another interface here ({error})"
    return ""


def _report(wanted: list[Card], folder: Path) -> None:
    ways: dict[str, tuple[Draw, str]] = {"naive Pillow": (naive, ".jpg"), "ours": (ours, ".jpg")}
    skia = _skia_state(wanted[0], folder)
    if not skia:
        ways["skia-python"] = (skia_card, ".jpg")
    if _browser():
        ways["Chromium, a process a card"] = (chromium_card, ".jpg")
    with ExitStack() as open_:
        if _browser() and find_spec("playwright"):
            ways[KEPT_OPEN] = (open_.enter_context(warm_chromium()), ".jpg")
        table("JPEG, a new portrait of 1 megapixel each", measured(ways, wanted, folder), "naive Pillow")
        assert wanted[0].portrait
        once = cards(len(wanted), [wanted[0].portrait], first=1000)
        table("JPEG, one person's quotes: the portrait decoded once", measured(ways, once, folder), "naive Pillow")
    pngs: dict[str, tuple[Draw, str]] = {"naive Pillow": (naive, ".png"), "ours": (ours_png, ".png")}
    faces = [card.portrait for card in wanted if card.portrait]
    table("PNG, a new portrait each", measured(pngs, cards(len(wanted), faces, 2000), folder), "naive Pillow")
    sizes: dict[str, tuple[Draw, str]] = {"one naive card": (naive, ".jpg"), "in six sizes": (six_sizes, ".jpg")}
    table("One quote in six sizes", measured(sizes, cards(len(wanted), faces, 3000), folder), "one naive card")
    wall, cpu = cold(folder)
    print(f"\nCold start to the first card: {wall:.2f} s, of which {cpu:.2f} s of CPU; memory {resident():.0f} MB")
    if skia:
        print(f"skia-python {skia}: not measured")
    if not _browser():
        print("Chromium is not installed: not measured")


if __name__ == "__main__":
    main()
