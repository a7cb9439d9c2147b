"""What only a browser can tell of the lists: everybody can use them, on a phone too, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from campaigns import post
from handed_in import PROFILE
from playwright.sync_api import Browser, Page, expect
from studio.browsers import browser, flaws, page_of
from studio.facts import DUE, failed, published, unclear
from studio.open_studio import Open, opened

from scheduler.models import Status
from scheduler.studio.desk import Desk
from scheduler.studio.digest_page import DigestView

pytestmark = pytest.mark.browser
SCREENS = (
    "/queue",
    "/review",
    "/activity",
    "/submissions",
    "/submissions/nia-testa",
    "/digest",
    "/channels",
    "/problems",
)
PRIVATE = PROFILE.replace("I visit four", "Call me on +44 29 2018 0461. I visit four").partition("Consent:")[0]


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as found:
        yield found


def e_mail(_desk: Desk, _day: date) -> DigestView:
    body = "<body><main><h1>Day 2</h1></main></body>"
    html = f'<!doctype html><html lang="en"><head><title>Day 2</title></head>{body}</html>'
    at = datetime.fromisoformat("2023-11-07T07:30:00-05:00")
    return DigestView(subject="Day 2", sender="week@example.org", preheader="", html=html, plain="DAY 2", at=at)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Open]:
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "nia-testa.txt").write_text(PRIVATE, encoding="utf-8")
    picture = "media: [{file: assets/sun.png, alt: A sun}]"
    posts = (
        post("out"),
        post("troubled", "2023-11-06 10:00"),
        post("next", "2023-11-07 09:00"),
        post("draft", "2023-11-08 09:00", "draft", picture),
        post("another", "2023-11-09 09:00", "draft"),
    )
    with opened(tmp_path, *posts) as found:
        published(found, "out")
        failed(found, "troubled", "facebook")
        unclear(found, "troubled", "x")
        found.ledger.pause("facebook", "The token was refused.", DUE)
        found.app.state.digests = e_mail
        found.app.state.inbox.look()
        found.app.state.inbox.wait()
        yield found


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(studio: Open, running: Browser, path: str, scheme: str) -> None:
    with page_of(studio, running, path=path, color_scheme=scheme) as page:
        for details in page.locator("main details").all():
            details.evaluate("each => each.open = true")
        assert flaws(page) == []


@pytest.mark.parametrize("path", SCREENS)
def test_on_a_phone_nothing_stands_beside_the_page(studio: Open, running: Browser, path: str) -> None:
    with page_of(studio, running, path=path, viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_a_script_a_draft_is_approved(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/queue", java_script_enabled=False) as page:
        page.get_by_role("checkbox", name="This is draft").check()
        page.get_by_role("button", name="Approve selected").click()
        expect(page.get_by_text("Approved “This is draft”.")).to_be_visible()
    assert next(each.status for each in studio.calendar().posts if each.id == "draft") is Status.APPROVED


def note_in(page: Page) -> str:
    return page.get_by_label("What should change").input_value()


def test_news_takes_nothing_away_that_somebody_is_typing(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/review") as page:
        page.get_by_label("What should change").fill("Name her organisation.")
        studio.ledger.pause("x", "Renamed.", DUE)
        expect(page.locator("body[data-stale]")).to_have_count(1)
        assert note_in(page) == "Name her organisation."


def test_the_inbox_follows_when_it_has_read_more(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/submissions") as page:
        more = PROFILE.replace("Nia Testa", "Ola Sample")
        (studio.folder / "submissions" / "ola-sample.txt").write_text(more, encoding="utf-8")
        page.reload()
        expect(page.get_by_role("link", name="Ola Sample")).to_be_visible(timeout=30_000)
