"""What an edit looks like in the team's file, to the byte, and what it refuses."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from calendar_file.calendar_samples import FIRST, HEAD, POSTS, folder_with
from filelock import FileLock

from scheduler.calendar_file import append_posts, approve, fingerprint, load, remove_posts, saving
from scheduler.errors import CalendarError
from scheduler.models import Card, Media, Override, Post

NOW = datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)
BY_HAND = """\
  # --- Monday ---------------------------------
  - id:    a          # the first
    status:  draft    # not yet
    text:  'It''s'    # hm
    channels: [ x ,facebook ]

  - {id: b, text: Ho}   # in braces
  # --- later ----------------------------------
"""


def content_of(file: Path, name: str) -> str:
    calendar = load(file)
    return next(fingerprint(post, calendar) for post in calendar.posts if post.id == name)


def by_hand(folder: Path, posts: str = BY_HAND) -> Path:
    return folder_with(folder, HEAD + POSTS + posts)


def below_head(file: Path) -> str:
    return file.read_text().removeprefix(HEAD + POSTS)


def test_approving_writes_two_values_and_leaves_the_rest(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    approve(file, ["a"], by="Ada", at=NOW)
    line = f"    approval: {{by: Ada, at: 2026-03-01T12:30:15Z, content: {content_of(file, 'a')}}}\n"
    draft = "    status:  draft    # not yet\n"
    assert below_head(file) == BY_HAND.replace(draft, draft.replace("draft", "approved") + line)


def test_approving_in_braces_stays_in_braces(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    approve(file, ["b"], by="Ada", at=NOW)
    bound = f"approval: {{by: Ada, at: 2026-03-01T12:30:15Z, content: {content_of(file, 'b')}}}"
    assert below_head(file) == BY_HAND.replace("id: b", f"id: b, status: approved, {bound}")


def test_approving_again_changes_the_old_approval_and_keeps_its_comments(tmp_path: Path) -> None:
    posts = """\
  - id: a
    approval:       # of the board
      by: Bo        # chair
      content: "00000000"
    status: draft
"""
    file = by_hand(tmp_path, posts)
    approve(file, ["a"], by="Ada", at=NOW)
    assert (
        below_head(file)
        == f"""\
  - id: a
    approval:       # of the board
      by: "Ada"        # chair
      at: 2026-03-01T12:30:15Z
      content: {content_of(file, "a")}
    status: approved
"""
    )


def test_an_empty_status_must_be_mended_first(tmp_path: Path) -> None:
    file = by_hand(tmp_path, "  - id: a\n    approval: {by: x}\n    status:    # what now?\n")
    with pytest.raises(CalendarError, match="'' is none of the choices"):
        approve(file, ["a"], by="Ada", at=NOW)


def test_a_fingerprint_that_looks_like_a_number_is_quoted(tmp_path: Path) -> None:
    for number in range(200):
        file = by_hand(tmp_path, f"  - id: a\n    text: Words {number}\n")
        content = content_of(file, "a")
        if content.isdigit():
            break
    approve(file, ["a"], by="Ada", at=NOW)
    assert f'content: "{content}"' in file.read_text()


def test_new_posts_stand_below_the_last_with_its_indentation_and_distance(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    new = Post(
        id="c",
        at=datetime(2026, 3, 24, 8, tzinfo=UTC),
        slot="morning",
        submission="c-form",
        text="One line #tag\n\nAnother: line",
        link="https://example.org/c",
        card=Card(quote="Q" * 100, name="N. N.", country="NO", focus=(0.5, 0.25)),
        media=(Media(file=Path("assets/sun.png"), alt="A sun, gold"),),
        channels=("x",),
        overrides={"x": Override(thread=("first", "second\nline")), "facebook": Override(media=())},
    )
    append_posts(file, [new, Post(id="d", at=datetime(2026, 3, 24, 8, 1, 30, tzinfo=UTC))], {"c": "from c-form"})
    above, later = BY_HAND.split("  # --- later")
    assert (
        below_head(file)
        == above
        + f"""
  # from c-form
  - id: c
    slot: {{day: tue, name: morning}}
    status: draft
    submission: c-form
    channels: [x]
    text: |-
      One line #tag

      Another: line
    link: https://example.org/c
    card:
      quote: |-
        {"Q" * 100}
      name: N. N.
      country: "NO"
      focus: [0.5, 0.25]
    media:
      - file: assets/sun.png
        alt: "A sun, gold"
    variants:
      x:
        thread:
          - first
          - |-
            second
            line
      facebook:
        media: []

  - id: d
    at: 2026-03-24 09:01:30
    status: draft
  # --- later"""
        + later
    )


def test_a_dense_list_stays_dense(tmp_path: Path) -> None:
    file = by_hand(tmp_path, "  - id: a\n  - id: b\n")
    append_posts(file, [Post(id="c"), Post(id="d")])
    new = "".join(f"  - id: {name}\n    status: draft\n" for name in "cd")
    assert below_head(file) == "  - id: a\n  - id: b\n" + new


def test_a_comment_inside_the_last_post_stays_with_it(tmp_path: Path) -> None:
    file = by_hand(tmp_path, "  - id: a\n    text: Hi\n    # link: soon\n# the end\n")
    append_posts(file, [Post(id="b")])
    assert below_head(file) == (
        "  - id: a\n    text: Hi\n    # link: soon\n\n  - id: b\n    status: draft\n# the end\n"
    )


def test_a_list_that_said_nothing_begins_below_its_comment(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + "posts: []   # none yet\n# the end\n")
    append_posts(file, [Post(id="b")])
    assert file.read_text() == HEAD + "posts:   # none yet\n  - id: b\n    status: draft\n# the end\n"


# what the file holds, the posts to add, words of the refusal
REFUSED = [
    ("posts: [{id: a}]\n", [Post(id="b")], "in brackets"),
    ("posts:\n  - id: a\n", [Post(id="a")], "two posts 'a'"),
    ("posts:\n  - id: a\n", [Post(id="b"), Post(id="b")], "two posts 'b'"),
    ("posts:\n  - id: a b\n", [Post(id="c")], "cannot be a name"),
    ("posts:\n  - id: a\n", [Post(id="not a name")], "cannot be a name"),
    ("posts:\n  - id: a\n", [Post(id="b", slot="morning")], "more than it should"),
    ("posts:\n  - id: a\n", [Post(id="b", channels=("z",))], "no channel 'z'"),
    ("posts:\n  - id: a\n", [Post(id="b", text="\ud800")], "not YAML"),
    ("posts:\n  - id: a\n", [Post(id="b", at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))], "exists twice"),
]


@pytest.mark.parametrize(("text", "posts", "words"), REFUSED)
def test_what_cannot_be_added_changes_nothing(tmp_path: Path, text: str, posts: list[Post], words: str) -> None:
    file = folder_with(tmp_path, HEAD + text)
    before = file.read_bytes()
    with pytest.raises(CalendarError, match=words):
        append_posts(file, posts)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".posts-*"))


def test_approving_an_unknown_post_approves_none(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    with pytest.raises(CalendarError, match="no post 'z'"):
        approve(file, ["a", "z"], by="Ada", at=NOW)
    assert below_head(file) == BY_HAND


def test_nothing_to_do_touches_nothing(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    stamp = file.stat().st_mtime_ns
    append_posts(file, [])
    approve(file, [], by="Ada", at=NOW)
    assert file.stat().st_mtime_ns == stamp


def test_approving_twice_at_one_moment_is_one_approval(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    approve(file, ["a"], by="Ada", at=NOW)
    once = file.read_bytes()
    approve(file, ["a"], by="Ada", at=NOW)
    assert file.read_bytes() == once


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file = by_hand(tmp_path / "real")
    file.chmod(0o640)
    link = tmp_path / "posts.yaml"
    link.symlink_to(file)
    approve(link, ["b"], by="Ada", at=NOW)
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert "approved" in file.read_text()


def test_an_edit_saved_meanwhile_is_not_lost(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    saves = iter([b"# saved by an editor\n"])

    def edit(data: bytes) -> bytes:
        file.write_bytes(next(saves, b"") + file.read_bytes())  # somebody saves while the edit is being made
        return data + b"# ours\n"

    saving.rewrite(file, edit)
    assert file.read_text() == "# saved by an editor\n" + HEAD + POSTS + BY_HAND + "# ours\n"


def test_a_file_that_never_rests_is_left_alone(tmp_path: Path) -> None:
    file = by_hand(tmp_path)

    def edit(data: bytes) -> bytes:
        file.write_bytes(data + b"#\n")
        return data + b"# ours\n"

    with pytest.raises(CalendarError, match="another program keeps changing it"):
        saving.rewrite(file, edit)
    assert "ours" not in file.read_text()


def test_two_edits_at_once_are_both_made(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    ids = [f"new-{number}" for number in range(8)]
    threads = [threading.Thread(target=append_posts, args=(file, [Post(id=name)])) for name in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {post.id for post in load(file).posts} == {"a", "b", *ids}


def test_another_writer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = by_hand(tmp_path)
    (tmp_path / ".scheduler").mkdir()
    monkeypatch.setattr(saving, "PATIENCE_SECONDS", 0.05)
    with FileLock(tmp_path / ".scheduler" / "posts.lock"), pytest.raises(CalendarError, match="Another command"):
        approve(file, ["a"], by="Ada", at=NOW)


def test_a_file_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="cannot be written: No such file"):
        approve(tmp_path / "posts.yaml", ["a"], by="Ada", at=NOW)


def test_a_broken_file_is_not_edited(tmp_path: Path) -> None:
    file = by_hand(tmp_path, "  - id: a\n    txt: Hi\n")
    with pytest.raises(CalendarError) as caught:
        approve(file, ["a"], by="Ada", at=NOW)
    assert [problem.place and problem.place.line for problem in caught.value.problems] == [FIRST + 1]


# --- taking posts out -------------------------------------------------------------------------------------------------


def test_a_post_goes_with_the_comments_right_above_it_and_nothing_else(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    remove_posts(file, ["a"])
    assert (
        below_head(file) == "\n  - {id: b, text: Ho}   # in braces\n  # --- later ----------------------------------\n"
    )


def test_the_last_post_leaves_an_empty_list_to_which_others_are_added(tmp_path: Path) -> None:
    file = by_hand(tmp_path)
    remove_posts(file, ["a", "b", "nobody"])
    assert load(file).posts == ()
    append_posts(file, [Post(id="c", text="Hello")])
    assert [post.id for post in load(file).posts] == ["c"]


def test_posts_in_brackets_are_left_to_people(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + "posts: [{id: a, text: Hi}]\n")
    before = file.read_bytes()
    with pytest.raises(CalendarError, match="written in brackets"):
        remove_posts(file, ["a"])
    assert file.read_bytes() == before
