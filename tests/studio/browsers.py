"""A real browser: Debian's Chromium, driven by Playwright. Where there is none, its stories are skipped, loudly."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from studio.open_studio import Open

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := which(name))), None)
    if found is None:
        pytest.skip("NOT TESTED IN A BROWSER: Chromium is not installed (Debian: apt-get install chromium).")
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def page_of(
    studio: Open, running: Browser, *, path: str = "/", name: str = "Ada", refused: bool = False, **context: object
) -> Iterator[Page]:
    """A page of a browser of its own, logged in; whatever its console says is an error at the end.

    `refused`: the story is about an answer that says no, which the console repeats.
    """
    opened = running.new_context(**context)  # type: ignore[arg-type]
    page = opened.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{studio.address}/login/{studio.doors.link(name)}")
    if path != "/":
        page.goto(studio.address + path)
    yield page
    opened.close()
    assert [words for words in said if not (refused and "Failed to load resource" in words)] == []


def flaws(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, with the elements."""
    found = Axe().run(page, options=RULES)
    return [
        f"{each['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
