"""A post is written on its page: every field and button is an edit of its own lines, and nothing typed is ever lost."""

import re
from pathlib import Path

from campaigns import post
from studio.open_studio import opened
from studio.post_forms import ALICE, form_on, saved, the_post

from scheduler.calendar_file import load
from scheduler.models import Status


def test_a_text_is_changed_in_its_own_line(tmp_path: Path) -> None:
    with opened(
        tmp_path, "  # first of all\n", post("hello", status="draft"), post("other", "2023-11-07 09:00")
    ) as studio:
        before = studio.text()
        page = saved(studio, text="Another text")
        assert "Saved to posts.yaml." in page
        assert studio.text() == before.replace("This is hello", "Another text")


def test_a_form_that_nobody_touched_changes_nothing(tmp_path: Path) -> None:
    own = "variants:\n  x: {thread: [a, b]}\n  facebook: {link: ''}"
    more = f"text: |\n  One\n\n  two #tag\nlink: https://example.org/\n{ALICE}\n  focus: [0.123, 0.5]\n{own}"
    with opened(tmp_path, post("hello", more=more)) as studio:
        before = studio.text()
        assert "Nothing to save" in saved(studio)
        assert studio.text() == before


def test_a_long_text_stands_on_lines_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        saved(studio, text="One paragraph.  \r\n\r\nAnother one.")
        assert "    text: |\n      One paragraph.\n\n      Another one.\n" in studio.text()


def test_a_channel_gets_a_text_of_its_own_and_loses_it_again(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        before = studio.text()
        saved(studio, do="customise:x")
        assert the_post(studio).overrides["x"].text == "This is hello"
        assert "customised" in saved(studio, x__text="For X alone")
        assert the_post(studio).overrides["x"].text == "For X alone"
        saved(studio, do="reset:x")
        assert studio.text() == before


def test_a_thread_grows_and_shrinks_part_by_part(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        saved(studio, do="thread:x")
        saved(studio, x__part__0="One", x__part__1="Two", do="part:x")
        saved(studio, x__part__2="Three")
        assert the_post(studio).overrides["x"].thread == ("One", "Two", "Three")
        saved(studio, do="less-part:x.1")
        assert the_post(studio).overrides["x"].thread == ("One", "Three")
        saved(studio, do="customise:x")
        assert the_post(studio).overrides["x"].text == "One\n\nThree\n"


def test_where_there_are_no_threads_none_is_offered(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = studio.get("/posts/hello").text
        assert 'value="thread:x"' in page
        assert 'value="thread:facebook"' not in page


def test_channels_are_chosen(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        fields = form_on(studio)
        del fields["to.facebook"]
        studio.post("/posts/hello", **fields)
        assert the_post(studio).channels == ("x",)
        saved(studio, to__facebook="on")
        assert the_post(studio).channels == ()


def test_a_link_may_be_another_one_on_a_channel(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft", more="link: https://example.org/a")) as studio:
        saved(studio, **{"x.has-link": "on", "x.link": "https://example.org/b"})
        assert the_post(studio).overrides["x"].link == "https://example.org/b"


def test_what_is_no_link_is_said_and_what_was_typed_stays(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        before = studio.text()
        answer = studio.post("/posts/hello", **form_on(studio) | {"link": "nonsense", "text": "A new text"})
        assert answer.status_code == 422
        assert "is not a link" in answer.text.replace("&#39;", "'")
        assert "A new text" in answer.text
        assert studio.text() == before


def test_a_free_slot_is_picked(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        assert "Wed 8 Nov, 15:30 EST · afternoon" in studio.get("/posts/hello").text
        saved(studio, place="2023-11-08T15:30:00-05:00")
        assert "slot: {day: wed, name: afternoon}" in studio.text()


def test_a_time_of_its_own_is_given(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        saved(studio, date="2023-11-09", time="10:15")
        assert "at: 2023-11-09 10:15" in studio.text()
        saved(studio, place="none")
        assert the_post(studio).at is None


def test_a_time_that_is_over_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        assert "That time is over." in saved(studio, date="2023-11-01", time="10:15")


def test_alt_texts_are_written_and_pictures_taken_in_and_out(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = saved(studio, do="media:assets/sun.png")
        assert "sun.png has no alt text" in page
        saved(studio, alt__0="A golden sun")
        assert the_post(studio).media[0].alt == "A golden sun"
        saved(studio, do="less-media:0")
        assert the_post(studio).media == ()


def test_a_card_is_made_of_a_quote_and_a_name(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        assert "A card needs a quote and a name." in saved(studio, card__quote="We listen first.")
        saved(studio, card__quote="We listen first.", card__name="Alice Example", card__portrait="assets/sun.png")
        card = the_post(studio).card
        assert card
        assert (card.quote, card.name, card.portrait) == ("We listen first.", "Alice Example", Path("assets/sun.png"))
        saved(studio, do="less-card")
        assert the_post(studio).card is None


def test_a_press_on_the_portrait_centres_it(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft", more=f"{ALICE}\n  portrait: assets/sun.png")) as studio:
        page = studio.get("/posts/hello").text
        assert 'type="image"' in page
        saved(studio, focus__x="60", focus__y="27")  # of 240 x 135 pixels
        card = the_post(studio).card
        assert card
        assert card.focus == (0.25, 0.2)


def test_a_quote_that_fits_on_no_card_is_said(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft", more=ALICE)) as studio:
        assert "The quote is too long to be readable" in saved(studio, card__quote="We listen first. " * 60)


def test_the_diff_of_an_edit_is_shown(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = saved(studio, text="Another text")
        assert "-     text: This is hello" in page
        assert "+     text: Another text" in page


def test_edits_that_follow_each_other_are_one(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        saved(studio, text="Another")
        page = saved(studio, text="Another text")
        assert "-     text: This is hello" in page
        assert "text: Another\n" not in page


def test_what_was_changed_meanwhile_shows_both_sides_and_loses_neither(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft", more="text: One\nlink: https://example.org/a")) as studio:
        fields = form_on(studio)
        file = studio.folder / "posts.yaml"
        file.write_text(studio.text().replace("text: One", "text: Theirs").replace("/a", "/theirs"))
        before = studio.text()
        answer = studio.post("/posts/hello", **fields | {"text": "Mine"})
        assert answer.status_code == 409
        assert studio.text() == before
        assert "Theirs" in answer.text
        assert "Mine" in answer.text
        seen = re.search(r'name="seen" value="(\w+)"', answer.text)
        assert seen
        # Of what only they changed, theirs is proposed; of what I changed, mine.
        assert 'name="take-link" value="theirs" checked' in answer.text
        assert 'name="take-text" value="mine" checked' in answer.text
        chosen = fields | {"text": "Mine", "seen": seen[1], "take-link": "theirs", "take-text": "mine"}
        studio.post("/posts/hello", **chosen)
        assert the_post(studio).text == "Mine"
        assert the_post(studio).link == "https://example.org/theirs"


def test_a_script_saves_by_the_same_form_and_is_told_the_new_version(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
        fields = form_on(studio) | {"text": "By script"}
        address = f"{studio.address}/posts/hello"
        answer = studio.browser.post(address, fields, headers=headers, timeout=10).json()
        assert answer["words"] == "Saved to posts.yaml."
        again = fields | {"text": "By script again", "seen": answer["seen"]}
        assert studio.browser.post(address, again, headers=headers, timeout=10).status_code == 200
        assert the_post(studio).text == "By script again"
        stale = studio.browser.post(address, fields, headers=headers, timeout=10)
        assert (stale.status_code, stale.json()["conflict"]) == (409, True)


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        before = studio.text()
        fields = form_on(studio) | {"text": "x" * 281}
        parts = studio.post("/posts/hello/preview", **fields).json()["parts"]
        assert "281 of 280" in parts["count.shared"]
        assert "The text is 1 too long for X" in parts["problems"]
        assert studio.text() == before


def test_a_new_post_takes_the_place_that_it_was_begun_in(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        fields = form_on(studio, path="/posts/new?place=2023-11-08T15:30:00-05:00")
        answer = studio.post("/posts/new", **fields | {"text": "A brand new idea"})
        assert "A new draft." in answer.text
        new = the_post(studio, "a-brand-new-idea")
        assert (new.status, new.slot) == (Status.DRAFT, "afternoon")


def test_names_of_new_posts_are_free(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        for _ in range(2):
            studio.post("/posts/new", **form_on(studio, path="/posts/new") | {"text": "Hello"})
        assert [each.id for each in studio.calendar().posts] == ["hello", "hello-2", "hello-3"]


def test_a_form_that_does_not_say_what_it_was_made_from_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        before = studio.text()
        assert studio.post("/posts/hello", text="Anything").status_code == 409
        assert studio.text() == before


def test_a_card_is_offered_the_words_of_its_submission(tmp_path: Path) -> None:
    handed_in = tmp_path / "submissions" / "alice.txt"
    handed_in.parent.mkdir()
    handed_in.write_text(
        "Profile\n\nName: Alice Example\nTitle: Social worker\nOrganisation: Example Network\n\n"
        "Quote: I sit down first, and then I listen for as long as it takes.\n"
    )
    with opened(tmp_path, post("hello", status="draft", more="submission: alice")) as studio:
        studio.get("/posts/hello")
        studio.app.state.inbox.wait()
        quote = "I sit down first, and then I listen for as long as it takes."
        assert f'value="quote:{quote}"' in studio.get("/posts/hello").text
        saved(studio, card__name="Alice Example", card__quote="x", do=f"quote:{quote}")
        card = the_post(studio).card
        assert card
        assert card.quote == quote


def test_each_sentence_shows_where_it_stands_in_the_submission(tmp_path: Path) -> None:
    handed_in = tmp_path / "submissions" / "alice.txt"
    handed_in.parent.mkdir()
    handed_in.write_text(
        "Profile\n\nName: Alice Example\nTitle: Social worker\nOrganisation: Example Network\n\n"
        "Role: I visit families in the hills. On Fridays I write down what they need.\n"
    )
    words = 'submission: alice\ntext: "Our colleague tells. I visit families in the hills."'
    with opened(tmp_path, post("hello", status="draft", more=words)) as studio:
        studio.get("/posts/hello")
        studio.app.state.inbox.wait()
        page = studio.get("/posts/hello").text
        assert "<mark>I visit families in the hills.</mark>" in page
        assert page.count("words of the team") == 1
        assert "On Fridays I write down" in page.split("<mark>")[1].split("</li>")[0]


def test_there_is_a_way_back_from_a_post_that_is_gone(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        answer = studio.get("/posts/nobody")
        assert answer.status_code == 404
        assert "There is no post" in answer.text


def test_words_never_become_markup(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = saved(studio, text='<script>alert("1")</script> #tag https://example.org/<b>')
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_the_sample_week_survives_its_own_forms(tmp_path: Path) -> None:
    """Every post of a written calendar is opened and saved untouched: not a byte is another."""
    sample = Path(__file__).parents[2] / "posts.yaml"
    with opened(tmp_path) as studio:
        (tmp_path / "posts.yaml").write_bytes(sample.read_bytes())
        for each in load(sample).posts:
            assert "Nothing to save" in saved(studio, each.id), each.id
        assert (tmp_path / "posts.yaml").read_bytes() == sample.read_bytes()
