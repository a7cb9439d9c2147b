"""A post is approved as it was seen; its page tells what stands against it, and what became of it."""

from pathlib import Path

import pytest
from campaigns import post
from studio.open_studio import opened
from studio.post_forms import ALICE, saved, the_post

from scheduler.models import Decision, Delivery, Receipt, State, Status


def test_an_edit_after_approval_returns_it_to_draft_and_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        page = saved(studio, text="Something else")
        assert "It is a draft again" in page
        assert the_post(studio).status is Status.DRAFT


def test_a_post_is_duplicated_without_its_time_and_approval(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", more="text: Words\nmedia: [{file: assets/sun.png, alt: A sun}]")) as studio:
        studio.post("/posts/hello/duplicate")
        copy = the_post(studio, "hello-2")
        assert (copy.at, copy.status, copy.media) == (None, Status.DRAFT, the_post(studio).media)


def test_what_was_seen_is_approved(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        page = saved(studio, do="approve")
        assert "Approved “This is hello”" in page
        approval = the_post(studio).approval
        assert approval
        assert approval.by == "Ada"


def test_what_was_typed_and_never_shown_is_saved_but_not_approved(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        assert "then approve" in saved(studio, do="approve", text="Never previewed")
        assert (the_post(studio).status, the_post(studio).text) == (Status.DRAFT, "Never previewed")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("text: " + "x" * 281, "too long for X"),
        ("media: [{file: assets/sun.png}]", "no alt text"),
        (f"{ALICE}\n  theme: nonsense", "There is no theme"),
    ],
)
def test_what_could_not_go_out_is_not_approved(tmp_path: Path, more: str, words: str) -> None:
    with opened(tmp_path, post("hello", status="draft", more=more)) as studio:
        page = saved(studio, do="approve")
        assert "Not approved" in page
        assert words in page
        assert the_post(studio).status is Status.DRAFT


def test_what_has_no_time_is_not_approved(tmp_path: Path) -> None:
    with opened(tmp_path, "  - {id: hello, text: Hello}\n") as studio:
        assert "It has no time yet." in saved(studio, do="approve")


def test_what_is_out_says_that_an_edit_changes_nothing_there(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        out = Receipt(id="7", url="https://x.example/7")
        now = studio.clock.now
        row = Delivery(post="hello", channel="x", part=1, state=State.PUBLISHED, due=now, receipt=out, at=now)
        studio.ledger.put(row, now)
        page = saved(studio, text="Too late")
        assert "It is out" in page
        assert "https://x.example/7" in page
        assert 'name="place"' not in page
        assert "posts.yaml" in page
        assert the_post(studio).text == "Too late"


def test_changes_that_were_asked_for_are_shown_until_it_is_approved(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        asked = Decision(at=studio.clock.now, by="Bo", what="asked for changes", about="hello", words="Name her town")
        studio.ledger.note(asked)
        page = studio.get("/posts/hello").text
        assert "Bo asked for changes" in page
        assert "Name her town" in page
        assert "asked for changes</b>" not in saved(studio, do="approve").partition("What became of it")[0]


def test_its_history_tells_every_step(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello")) as studio:
        row = Delivery(post="hello", channel="x", part=1, state=State.FAILED, due=studio.clock.now, words="No room.")
        studio.ledger.put(row, studio.clock.now)
        page = studio.get("/posts/hello").text
        assert "Every step (1)" in page
        assert "<b>failed</b> x/1: " in page
        assert "No room." in page


def test_an_approval_that_the_content_outgrew_can_be_given_again(tmp_path: Path) -> None:
    with opened(tmp_path, post("hello", status="draft")) as studio:
        saved(studio, do="approve")
        assert 'value="approve"' not in studio.get("/posts/hello").text
        (tmp_path / "posts.yaml").write_text(studio.text().replace("This is hello", "Edited by hand"))
        page = studio.get("/posts/hello").text
        assert "press Approve" in page
        assert 'value="approve"' in page
