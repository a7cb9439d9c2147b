"""Makes docs/studio-*.jpg: every screen of the studio's full week, by day, by night and on a phone.

`.venv/bin/python tools/make_studio_pictures.py` needs Chromium. It works in a folder of its own and cleans up.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SCREENS = (
    "/",
    "/month",
    "/queue",
    "/posts/rajesh-thapa",
    "/review",
    "/activity",
    "/submissions",
    "/digest?day=2023-11-08",
    "/channels",
)
SETS = {"light": (1440, 900, 3), "dark": (1440, 900, 3), "phone": (390, 844, 5)}
WIDE = 1920


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """The link that opens a full week."""
    command = [sys.executable, "-m", "scheduler", "studio", "--demo", "--as", "Ada"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        yield next(found[0] for line in running.stdout if (found := re.search(r"http\S+/login/\S+", line)))
        running.terminate()


def pictures(browser: Browser, link: str, name: str) -> list[Image.Image]:
    width, height, _ = SETS[name]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if name == "dark" else "light"
    )
    page.goto(link)
    found = []
    for screen in SCREENS:
        page.goto(link.split("/login")[0] + screen)
        page.wait_for_timeout(1500)
        found.append(Image.open(BytesIO(page.screenshot())).convert("RGB"))
    return found


def sheet(found: list[Image.Image], columns: int) -> Image.Image:
    width, height = found[0].size
    rows = -(-len(found) // columns)
    whole = Image.new("RGB", (columns * width, rows * height), "#808080")
    for number, picture in enumerate(found):
        whole.paste(picture, (number % columns * width, number // columns * height))
    return whole.resize((WIDE, round(WIDE * whole.height / whole.width)), Image.Resampling.LANCZOS)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name, (_, _, columns) in SETS.items():
            with studio(Path(folder)) as link:
                sheet(pictures(browser, link, name), columns).save(ROOT / "docs" / f"studio-{name}.jpg", quality=80)
        browser.close()


if __name__ == "__main__":
    main()
