"""The HTML of an e-mail: readable by day and by night, by eye and by ear, from either side, on any screen."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from digest.digest_samples import ADA, CARD, DIGEST, FILM, NOBODY, calendar_of, composed, post

from scheduler.calendar_file import load
from scheduler.cards.themes import CONTRAST, Colours, contrast, rgb
from scheduler.digest import DayComposer, build
from scheduler.digest.palette import PAIRS, by_day, by_night
from scheduler.errors import DigestError

ROOT = Path(__file__).parents[2]
ARABIC = (
    "card: {quote: لا أملك حلولًا لكل شيء., name: فاطمة المصري, title: أخصائية, country: الأردن, lang: ar}",
    "link: https://example.org/fatima",
)
TEXT = "فاطمة المصري، أخصائية (الأردن)\n\nأعمل في إربد مع أسر وصلت من أماكن بعيدة."
PICTURE = "media: [{file: assets/sun.jpg, alt: A yellow square.}]"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DayComposer:
    """A day with everything that a day may have, in the sample campaign's colours."""
    folder = tmp_path_factory.mktemp("week")
    (folder / "assets").mkdir()
    for name in ("theme.yaml", "logo.png", "logo-on-brand.png", "header.png"):
        shutil.copy(ROOT / "assets" / name, folder / "assets")
    calendar = calendar_of(
        folder,
        post("news", "2023-11-06 08:00", PICTURE, "link: https://example.org/news", text="It begins. Read on."),
        post("ben", "2023-11-06 09:00", CARD, text="Ben Osei, Case worker\n\nHe works.\n\nHe rests."),
        post("fatima", "2023-11-06 10:00", *ARABIC, text=TEXT),
        post("film", "2023-11-06 11:00", FILM, "link: https://example.org/film", text="By boat\nAma Mensah\n\nA film."),
        post("next", "2023-11-07 11:00", text="Tomorrow's title\n\nIts words."),
        digest=DIGEST + "  days: {2023-11-06: {intro: 'Welcome!'}}\n",
    )
    return composed(calendar)


@pytest.fixture(scope="module")
def page(full: DayComposer) -> BeautifulSoup:
    return BeautifulSoup(full.page(ADA, "pictures/"), "html.parser")


def test_it_has_one_first_heading_and_none_is_skipped(page: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_is_layout_and_says_so(page: BeautifulSoup) -> None:
    assert page.find_all("table")
    assert {table.get("role") for table in page.find_all("table")} == {"presentation"}


def test_it_says_its_language_and_that_of_what_is_in_another(page: BeautifulSoup) -> None:
    assert page.html
    assert page.html["lang"] == "en"
    block = page.find(string=re.compile("أعمل")).find_parent(lang=True)  # type: ignore[union-attr]
    assert isinstance(block, Tag)
    assert (block["lang"], block["dir"]) == ("ar", "rtl")
    assert "text-align:right" in str(block["style"])


def test_names_in_the_headline_keep_their_own_direction(page: BeautifulSoup) -> None:
    assert page.h1
    assert [each.get_text() for each in page.h1.find_all("bdi")] == ["Ben Osei", "فاطمة المصري", "By boat"]


def test_a_card_is_told_in_its_alt_text_and_its_quote_in_words(page: BeautifulSoup) -> None:
    alts = [str(image["alt"]) for image in page.find_all("img")]
    assert any("“The door was open.” — Ben Osei" in alt for alt in alts)
    quotes = [quote.get_text() for quote in page.find_all("blockquote")]
    assert quotes == ["“The door was open.”", "«لا أملك حلولًا لكل شيء.»"]


def test_every_picture_says_what_it_shows_or_that_it_is_decoration(page: BeautifulSoup) -> None:
    alts = {str(image["src"]): image.get("alt") for image in page.find_all("img")}
    assert None not in alts.values()
    assert list(alts.values()).count("") == 1  # the logo below
    assert "A yellow square." in alts.values()
    assert "Our Week: Ten years together" in alts.values()


def test_a_film_is_a_way_to_it_and_what_it_shows(page: BeautifulSoup) -> None:
    link = page.find("a", string=re.compile("Watch “By boat”"))
    assert isinstance(link, Tag)
    assert str(link["href"]).startswith("https://example.org/film?utm_source=email")
    assert page.find(string="A boat crosses a river.")


def test_links_tell_where_they_lead(page: BeautifulSoup) -> None:
    said = {link.get_text(strip=True) for link in page.find_all("a")} - {""}
    assert {"Read more at example.org", "Read more from فاطمة المصري", "Unsubscribe", "Preferences"} <= said


def test_the_footer_says_why_from_whom_and_how_to_leave(page: BeautifulSoup) -> None:
    said = page.get_text(" ", strip=True)
    assert "You receive this e-mail because you subscribed to the daily news of Our Week" in said
    assert "Example Network, 1 Example Road" in said
    ways = {str(link["href"]) for link in page.find_all("a")}
    server = "https://mail.example.org"
    assert {f"{server}/u/{ADA.token}", f"{server}/p/{ADA.token}", f"{server}/v/2023-11-06/{ADA.token}"} <= ways


def test_tomorrow_is_announced(page: BeautifulSoup) -> None:
    assert page.find("h2", string="Tomorrow, Tuesday 7 November")
    assert page.find(string="Tomorrow's title")


def test_mailboxes_show_the_introduction_beside_the_subject(full: DayComposer) -> None:
    hidden = re.search(r'<div style="display:none[^>]*>([^<]*)', full.html)
    assert hidden
    assert hidden[1].startswith("Welcome!")


def test_who_has_a_name_is_greeted_and_who_has_none_is_not(full: DayComposer) -> None:
    assert "Hello <bdi>Ada</bdi>," in full.page(ADA, "")
    assert "Hello" not in full.page(NOBODY, "")
    assert "Hello" not in full.plain_text(NOBODY)


def test_a_name_cannot_become_markup(full: DayComposer) -> None:
    assert "Hello <bdi>&lt;b&gt;A &amp; B&lt;/b&gt;</bdi>," in full.page(replace(ADA, name="<b>A & B</b>"), "")


def test_words_of_a_post_cannot_become_markup_or_slots(tmp_path: Path) -> None:
    said = "<script>alert(1)</script> & \ue000token\ue001"
    made = composed(calendar_of(tmp_path, post("a", text=said)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; token" in made.page(ADA, "")


def test_nothing_is_left_open_and_nothing_is_fetched(full: DayComposer) -> None:
    made = full.page(ADA, "pictures/")
    assert not re.search("[\ue000-\uf8ff]", made)
    assert "slot" not in made
    assert "fonts.googleapis" not in made
    assert not re.search(r'(?:src|url\()\s*=?["\']?https?:', made)


def test_styles_are_written_as_styles(page: BeautifulSoup) -> None:
    assert not [style for style in page.find_all("style") if "&" in style.get_text()]


def test_a_link_of_any_script_is_written_in_ascii(tmp_path: Path) -> None:
    link = "link: https://bücher.example/größe?a=1&b=é"
    made = composed(calendar_of(tmp_path, post("a", "2023-11-06 09:00", link))).page(ADA, "")
    assert "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?a=1&amp;b=%C3%A9&amp;utm_source=email" in made


def test_a_story_that_shows_the_header_itself_shows_it_once(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("submissions", "portraits"))
    header = "media: [{file: assets/header.png, alt: The banner.}]"
    made = composed(calendar_of(tmp_path, post("a", "2023-11-06 09:00", header)))
    assert made.gallery.header
    assert made.gallery.stories == {}


def test_without_a_header_the_campaign_is_named_in_words(tmp_path: Path) -> None:
    soup = BeautifulSoup(composed(calendar_of(tmp_path, post("a"))).page(ADA, ""), "html.parser")
    assert "Ten years together" in soup.get_text()


def test_a_page_that_mailboxes_would_cut_off_is_not_sent(tmp_path: Path) -> None:
    posts = [post(f"p{n}", f"2023-11-06 09:{n:02}", text=f"Title {n}\n\n{'A word and more. ' * 90}") for n in range(45)]
    with pytest.raises(DigestError, match="Gmail cuts off"):
        composed(calendar_of(tmp_path, *posts))


def test_one_that_is_nearly_so_large_is_told(tmp_path: Path) -> None:
    said = "A word and more. " * 110
    posts = [post(f"p{n}", f"2023-11-06 09:{n:02}", text=f"Title {n}\n\n{said}") for n in range(22)]
    made = composed(calendar_of(tmp_path, *posts))
    assert build.WARN_BYTES < len(made.html.encode()) <= build.MOST_BYTES
    assert any("bytes" in problem.what for problem in made.problems)


def test_the_sample_campaigns_days_are_well_below(full: DayComposer) -> None:
    assert len(full.html.encode()) < 50_000


# --- contrast, measured from the page's own styles --------------------------------------------------------------------

Styles = dict[int, dict[str, str]]


def rules(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        yield selectors.strip(), declared(body)


def declared(body: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def sheet_of(page: BeautifulSoup, *, night: bool) -> Styles:
    """What the page's style sheets say of each element: those for all, and by night those for the dark."""
    css = "\n".join(style.get_text() for style in page.find_all("style"))
    dark = re.search(r"@media \(prefers-color-scheme: dark\)\s*\{(.*?\})\s*\}", css, re.DOTALL)
    assert dark
    always = re.sub(r"@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    found: Styles = {}
    for selector, said in [*rules(always), *(rules(dark[1]) if night else ())]:
        if ":" not in selector and "#" not in selector:
            for element in page.select(selector):
                found.setdefault(id(element), {}).update(said)
    return found


def effective(element: Tag, names: tuple[str, ...], sheet: Styles) -> str:
    for each in (element, *element.parents):
        said = {**declared(str(each.get("style", ""))), **sheet.get(id(each), {})}
        value = next((said[name] for name in names if said.get(name, "").startswith("#")), "")
        if value:
            return value
    return ""


def words(page: BeautifulSoup) -> Iterator[tuple[str, Tag]]:
    """All that is read: words, and what stands in a picture's place while it is not shown."""
    assert page.body
    for string in page.body.find_all(string=True):
        parent = string.parent
        assert parent
        hidden = any("display:none" in str(each.get("style", "")) for each in (parent, *parent.parents))
        if type(string) is NavigableString and string.strip() and not hidden:
            yield string.strip(), parent
    yield from ((str(image["alt"]), image) for image in page.find_all("img") if image["alt"])


@pytest.mark.parametrize("night", [False, True])
def test_every_word_can_be_read(night: bool, page: BeautifulSoup) -> None:
    sheet = sheet_of(page, night=night)
    seen = set()
    for said, element in words(page):
        front = effective(element, ("color",), sheet)
        back = effective(element, ("background-color", "background"), sheet)
        assert front, said
        assert back, said
        seen.add((front, back))
        assert contrast(rgb(front), rgb(back)) >= CONTRAST, (said, front, back)
    assert len(seen) >= 6


def test_night_is_dark_and_day_is_not(page: BeautifulSoup) -> None:
    paragraph = page.find(string="He works.").parent  # type: ignore[union-attr]
    assert isinstance(paragraph, Tag)
    grounds = [effective(paragraph, ("background-color", "background"), sheet_of(page, night=n)) for n in (False, True)]
    assert contrast(rgb(grounds[0]), rgb("#000000")) > 15
    assert contrast(rgb(grounds[1]), rgb("#000000")) < 2


THEMES = [
    Colours(),
    Colours(paper="#ffffff", ink="#000000", muted="#595959", brand="#8b0000", accent="#b00020", highlight="#ffd700"),
    Colours(paper="#101418", ink="#f2f2f2", muted="#b8c0c8", brand="#9ad1ff", accent="#ffb38a", on_brand="#001018",
            highlight="#2b1a00"),
    Colours(paper="#ffffff", brand="#767676", muted="#6b6b6b", on_brand="#ffffff", highlight="#ffffff"),
]  # fmt: skip


@pytest.mark.parametrize("colours", THEMES)
def test_any_theme_that_can_be_read_makes_an_email_that_can(colours: Colours) -> None:
    for palette in (by_day(colours), by_night(colours)):
        for front, back in PAIRS:
            assert contrast(rgb(getattr(palette, front)), rgb(getattr(palette, back))) >= CONTRAST, (front, back)


def test_the_same_day_is_the_same_page(full: DayComposer) -> None:
    again = composed(load(full.gallery.stories["news"].file.parents[2] / "posts.yaml"))
    assert again.html == full.html
