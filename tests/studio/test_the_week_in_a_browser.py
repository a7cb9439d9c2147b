"""What only a browser can tell of the week: dragging, keys, news without reloading, and that everybody can use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import post
from playwright.sync_api import Browser, Page, expect
from studio.browsers import browser, flaws, page_of
from studio.open_studio import Open, opened

pytestmark = pytest.mark.browser
WEDNESDAY = "[data-place='2023-11-08T15:30']"


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Open]:
    posts = (
        post("hello", status="draft"),
        post("other", "2023-11-07 09:00", more="media: [{file: assets/sun.png, alt: A sun}]"),
    )
    with opened(tmp_path, *posts, "  - {id: idea, text: An idea}\n") as found:
        yield found


@pytest.fixture
def page(studio: Open, running: Browser) -> Iterator[Page]:
    with page_of(studio, running) as found:
        yield found


def moved(studio: Open) -> bool:
    return "slot: {day: wed, name: afternoon}" in studio.text()


def test_a_post_is_dragged_to_another_slot(studio: Open, page: Page) -> None:
    page.drag_and_drop("[data-post=hello]", WEDNESDAY)
    expect(page.locator(".said").first).to_contain_text("Moved “This is hello” to Wed 8 Nov 15:30 EST.")
    expect(page.locator(f"{WEDNESDAY} [data-post=hello]")).to_be_visible()
    assert moved(studio)


def test_a_post_from_the_tray_is_dragged_to_its_slot(studio: Open, page: Page) -> None:
    page.drag_and_drop("[data-post=idea]", WEDNESDAY)
    expect(page.locator(f"{WEDNESDAY} [data-post=idea]")).to_be_visible()


def test_a_post_is_picked_up_and_placed_with_the_keyboard(studio: Open, page: Page) -> None:
    page.locator("[data-post=hello] a.move").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Choose a place")
    page.locator(WEDNESDAY).focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{WEDNESDAY} [data-post=hello]")).to_be_visible()
    assert moved(studio)


def test_a_post_is_picked_up_and_placed_with_single_presses(studio: Open, page: Page) -> None:
    page.locator("[data-post=hello] a.move").click()
    page.locator(WEDNESDAY).click(position={"x": 5, "y": 5})
    expect(page.locator(f"{WEDNESDAY} [data-post=hello]")).to_be_visible()


def test_escape_puts_it_back(studio: Open, page: Page) -> None:
    before = studio.text()
    page.locator("[data-post=hello] a.move").click()
    page.keyboard.press("Escape")
    page.locator(WEDNESDAY).click(position={"x": 5, "y": 5})
    assert studio.text() == before


def test_the_dialog_moves_it_without_javascript(studio: Open, running: Browser) -> None:
    with page_of(studio, running, java_script_enabled=False) as page:
        page.locator("[data-post=hello] a.move").click()
        page.get_by_role("button", name="Wed 8 Nov, 15:30 EST afternoon").click()
        expect(page.locator(".said")).to_contain_text("Moved")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".said")).to_contain_text("Taken back")
    assert not moved(studio)


def test_control_z_takes_it_back(studio: Open, page: Page) -> None:
    before = studio.text()
    page.drag_and_drop("[data-post=hello]", WEDNESDAY)
    expect(page.locator(".said").first).to_contain_text("Moved")
    page.wait_for_load_state()  # the words are there before the script is
    page.keyboard.press("Control+z")
    expect(page.locator(".said").first).to_contain_text("Taken back")
    assert studio.text() == before


def test_an_edit_in_another_editor_shows_up_by_itself(studio: Open, page: Page) -> None:
    file = studio.folder / "posts.yaml"
    file.write_text(file.read_text().replace("This is hello", "Written elsewhere"))
    expect(page.locator("[data-post=hello] .title")).to_have_text("Written elsewhere")


def test_two_browsers_see_each_other(studio: Open, page: Page, running: Browser) -> None:
    with page_of(studio, running, name="Bo") as other:
        other.drag_and_drop("[data-post=hello]", WEDNESDAY)
        expect(other.locator(f"{WEDNESDAY} [data-post=hello]")).to_be_visible()
        expect(page.locator(f"{WEDNESDAY} [data-post=hello]")).to_be_visible()


def test_what_changed_under_a_drag_is_not_lost(studio: Open, running: Browser) -> None:
    with page_of(studio, running, refused=True) as page:
        page.route("**/events*", lambda route: route.abort())
        page.reload()
        file = studio.folder / "posts.yaml"
        file.write_text(file.read_text().replace("This is hello", "Written elsewhere"))
        page.drag_and_drop("[data-post=hello]", WEDNESDAY)
        expect(page.locator("main")).to_contain_text("was changed in posts.yaml meanwhile")
    assert "Written elsewhere" in studio.text()
    assert not moved(studio)


def test_keys_lead_about(page: Page) -> None:
    page.keyboard.press("m")
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2023")
    page.wait_for_load_state()
    page.keyboard.press("w")
    expect(page.get_by_role("heading", level=1)).to_contain_text("to 12 November")
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.locator("#said")).to_contain_text("Keys:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/month", "/posts/hello/move", "/nowhere"])
def test_everybody_can_use_it(studio: Open, running: Browser, path: str, scheme: str) -> None:
    with page_of(studio, running, path=path, refused=path == "/nowhere", color_scheme=scheme) as page:
        assert flaws(page) == []


def test_a_phone_needs_no_scrolling_sideways(studio: Open, running: Browser) -> None:
    with page_of(studio, running, viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
