"""What only a browser can tell of writing a post: counting while typing, saving by itself, and that everybody can."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import post
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from studio.browsers import browser, flaws, page_of
from studio.open_studio import Open, opened

pytestmark = pytest.mark.browser
ALICE = "text: Words\ncard:\n  quote: We listen first.\n  name: Alice Example\n  portrait: assets/alice.png"
THREAD = "text: Words\nvariants: {x: {thread: [One, Two]}}\nmedia: [{file: assets/sun.png, alt: A sun}]"


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Open]:
    posts = (
        post("hello", status="draft"),
        post("quoted", "2023-11-07 09:00", more=ALICE),
        post("thread", "2023-11-08 09:00", more=THREAD),
    )
    (tmp_path / "assets").mkdir()
    Image.new("RGB", (480, 270), "teal").save(tmp_path / "assets" / "alice.png")
    with opened(tmp_path, *posts) as found:
        yield found


@pytest.fixture
def page(studio: Open, running: Browser) -> Iterator[Page]:
    with page_of(studio, running, path="/posts/hello") as found:
        yield found


def test_what_is_typed_is_counted_previewed_and_saved_by_itself(studio: Open, page: Page) -> None:
    page.locator("#text").fill("What followers read #now")
    expect(page.locator("#count\\.shared")).to_contain_text("X 24 of 280")
    expect(page.locator(".feed.x .feed-words")).to_have_text("What followers read #now")
    expect(page.locator("#saving")).to_have_text("Saved to posts.yaml.")
    assert "text: 'What followers read #now'" in studio.text() or '"What followers read #now"' in studio.text()
    expect(page.locator("#traces")).to_contain_text("What followers read #now")


def test_typing_goes_on_after_a_save(studio: Open, page: Page) -> None:
    page.locator("#text").fill("One")
    expect(page.locator("#saving")).to_have_text("Saved to posts.yaml.")
    page.locator("#text").press_sequentially(" and two")
    expect(page.locator("#saving")).to_have_text("Writing …")
    expect(page.locator("#saving")).to_have_text("Saved to posts.yaml.")
    expect(page.locator("#text")).to_be_focused()
    assert "text: One and two" in studio.text()


def test_what_must_be_mended_is_said_while_typing(page: Page) -> None:
    page.locator("#text").fill("x" * 300)
    expect(page.locator("#problems")).to_contain_text("20 too long for X")


def test_an_approval_ends_with_the_first_letter_and_the_page_says_so(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/posts/thread?tab=x") as page:
        page.get_by_label("Part 2").fill("Two, otherwise")
        expect(page.locator("#saving")).to_contain_text("It is a draft again")
        expect(page.locator("#state")).to_contain_text("Draft")


def test_two_who_write_at_once_see_both_sides(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/posts/hello", refused=True) as page:
        page.locator("#text").focus()
        studio_file = studio.folder / "posts.yaml"
        studio_file.write_text(studio.text().replace("This is hello", "Theirs"))
        page.locator("#text").fill("Mine")
        expect(page.get_by_role("heading", level=1)).to_have_text("Somebody changed this post meanwhile")
        expect(page.locator("main")).to_contain_text("Theirs")
        assert "text: Theirs" in studio.text()
        page.get_by_role("button", name="Save what is chosen").click()
        expect(page.locator("#text")).to_have_value("Mine")


def test_a_press_on_the_face_centres_it(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/posts/quoted", java_script_enabled=False) as page:
        page.locator("input.portrait").click(position={"x": 60, "y": 27})
        expect(page.locator("[name='card.across']")).to_have_value("25")
    assert "focus: [0.25, 0.2]" in studio.text()


def test_without_javascript_a_post_is_written_and_approved(studio: Open, running: Browser) -> None:
    with page_of(studio, running, path="/posts/hello", java_script_enabled=False) as page:
        page.locator("#text").fill("By hand")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.locator(".said")).to_contain_text("Saved to posts.yaml.")
        page.get_by_text("Facebook as shared").click()
        page.get_by_role("button", name="Write another text for Facebook").click()
        page.get_by_label("Text on Facebook").fill("For Facebook")
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.get_by_role("button", name="Approve").click()
        expect(page.locator(".said")).to_contain_text("Approved “By hand”")
    assert "text: For Facebook" in studio.text()


def test_an_edit_elsewhere_shows_up_while_nobody_types(studio: Open, page: Page) -> None:
    (studio.folder / "posts.yaml").write_text(studio.text().replace("This is hello", "Written elsewhere"))
    expect(page.locator("#text")).to_have_value("Written elsewhere")


def test_a_picture_is_uploaded(studio: Open, page: Page) -> None:
    page.get_by_text("Upload a picture or film").click()
    page.locator("#file").set_input_files(studio.folder / "assets" / "sun.png")
    page.get_by_role("button", name="Upload as a picture or film").click()
    expect(page.locator(".said")).to_contain_text("was added")
    expect(page.locator(".piece")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/posts/hello", "/posts/quoted", "/posts/thread?tab=x", "/posts/new"])
def test_everybody_can_use_it(studio: Open, running: Browser, path: str, scheme: str) -> None:
    with page_of(studio, running, path=path, color_scheme=scheme) as page:
        assert flaws(page) == []


@pytest.mark.parametrize("path", ["/posts/quoted", "/posts/thread?tab=x"])
def test_a_phone_needs_no_scrolling_sideways(studio: Open, running: Browser, path: str) -> None:
    with page_of(studio, running, path=path, viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
