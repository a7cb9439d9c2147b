"""Review: one draft after the other, as followers will get it; approved as it was seen, or sent back with a note."""

import re
from pathlib import Path

import pytest
from campaigns import post
from studio.facts import planned, said, stored
from studio.open_studio import Open, opened

from scheduler import delivery
from scheduler.models import Status

TWO = post("first", "2023-11-07 09:00", "draft"), post("second", "2023-11-08 09:00", "draft")


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def approve(studio: Open, name: str) -> str:
    page = studio.get(f"/review?post={name}").text
    return studio.post(f"/review/{name}/approve", seen=seen_in(page)).text


def status_of(studio: Open, name: str) -> Status:
    return next(each.status for each in studio.calendar().posts if each.id == name)


def test_the_earliest_comes_first_and_skipping_leads_to_the_next(tmp_path: Path) -> None:
    with opened(tmp_path, *reversed(TWO), post("idea", "2023-11-09 09:00")) as studio:
        page = studio.get("/review").text
        assert "This is first" in page
        assert "1 of 2" in page
        assert "This is second" in studio.get("/review?after=first").text
        assert "That was the last" in studio.get("/review?after=second").text


def test_approving_binds_what_was_seen_and_goes_on_to_the_next(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        page = approve(studio, "first")
        assert "This is second" in page
        assert said(page) == "Approved “This is first”. Saved to posts.yaml."
        assert (status_of(studio, "first"), status_of(studio, "second")) == (Status.APPROVED, Status.DRAFT)


def test_after_the_last_it_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, TWO[0]) as studio:
        assert "Every draft that has a time is approved." in approve(studio, "first")


def test_what_changed_meanwhile_is_shown_instead_of_approved(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        seen = seen_in(studio.get("/review?post=first").text)
        studio.write(TWO[0].replace("This is first", "Something else"), TWO[1])
        answer = studio.post("/review/first/approve", seen=seen)
        assert answer.status_code == 409
        assert "Something else" in answer.text
        assert status_of(studio, "first") is Status.DRAFT


def test_each_channel_is_shown_with_its_words_its_count_and_its_pictures(tmp_path: Path) -> None:
    media = "media: [{file: assets/sun.png, alt: A sun}]"
    more = f'text: Shared\nlink: https://www.example.org/a\n{media}\nvariants: {{x: {{text: "Café on X"}}}}'
    with opened(tmp_path, post("a", "2023-11-07 09:00", "draft", more)) as studio:
        page = studio.get("/review").text
        on_x, on_facebook = page.split('id="on-x"')[1].split('id="on-facebook"')
        assert "Café on X" in on_x
        assert "https://www.example.org/a" in on_x
        assert "34 of 280" in on_x
        assert "Shared" in on_facebook
        assert "A sun" in on_facebook
        picture = re.search(r'src="(/shown/a/facebook/1)', on_facebook)
        assert picture
        assert studio.get(picture[1]).headers["Content-Type"] == "image/png"


def test_a_card_is_described_and_drawn_as_it_will_leave(tmp_path: Path) -> None:
    more = "card: {quote: I can walk beside them., name: Nia Testa}"
    with opened(tmp_path, post("a", "2023-11-07 09:00", "draft", more)) as studio:
        assert "I can walk beside them." in studio.get("/review").text.split("Described as")[1]
        assert studio.get("/shown/a/x/0").content[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize("path", ["/shown/a/x/2", "/shown/a/x/0", "/shown/a/nowhere/1", "/shown/nobody/x/1"])
def test_pictures_that_there_are_not_are_not_there(tmp_path: Path, path: str) -> None:
    more = "media: [{file: assets/sun.png, alt: A sun}]"
    with opened(tmp_path, post("a", "2023-11-07 09:00", "draft", more)) as studio:
        assert studio.get(path).status_code == 404


def test_what_could_not_go_out_cannot_be_approved(tmp_path: Path) -> None:
    long = post("long", "2023-11-07 09:00", "draft", f"text: '{'so much to say ' * 30}'")
    with opened(tmp_path, long) as studio:
        page = studio.get("/review").text
        assert re.search(r'<button class="strong" disabled>', page)
        answer = studio.post("/review/long/approve", seen=seen_in(page))
        assert answer.status_code == 422
        assert status_of(studio, "long") is Status.DRAFT


def test_a_note_stands_with_the_post_until_it_is_approved(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        page = studio.post("/review/first/changes", note="Name her <b>organisation</b>.").text
        assert "This is second" in page
        with_note = studio.get("/review?post=first").text
        assert "Name her &lt;b&gt;organisation&lt;/b&gt;." in with_note
        assert "Ada, Mon 6 Nov, 08:00 EST: asked for changes" in with_note
        approve(studio, "first")
        studio.write(*TWO)
        assert "Name her" not in studio.get("/review?post=first").text


def test_asking_for_changes_without_saying_which_is_no_note(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        assert studio.post("/review/first/changes", note=" ").status_code == 422
        assert studio.ledger.decisions() == []


def test_an_edit_that_took_an_approval_away_is_told_to_whoever_reviews_next(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        approve(studio, "first")
        studio.post("/posts/first/move", seen=studio.seen("first"), place="2023-11-09T09:00:00-05:00")
        page = studio.get("/review?post=first").text
        assert "Ada edited it after Ada had approved it." in page
        assert "so it is a draft again" in page


def test_what_an_editor_changed_after_its_approval_comes_up_for_review(tmp_path: Path) -> None:
    with opened(tmp_path, *TWO) as studio:
        approve(studio, "first")
        (studio.folder / "posts.yaml").write_text(studio.text().replace("This is first", "Another text"))
        page = studio.get("/review").text
        assert "changed since it was approved" in page
        assert "Ada approved it" in page
        approve(studio, "first")
        assert "This is second" in studio.get("/review").text


def test_what_was_approved_and_is_a_draft_again_is_shown_as_one(tmp_path: Path) -> None:
    """The ledger has its delivery as cancelled, because nobody wants it out as things stand."""
    with opened(tmp_path, post("first", "2023-11-07 09:00", "draft", more="channels: [x]")) as studio:
        row = planned(studio, "first")
        stored(studio, delivery.withdraw(row, "It is no longer approved."), studio.clock.now)
        pages = {path: studio.get(path).text for path in ("/", "/review", "/queue", "/posts/first")}
        badges = {path: re.findall(r'class="state (draft|cancelled)"', page)[:1] for path, page in pages.items()}
        assert badges == {path: ["draft"] for path in pages}
