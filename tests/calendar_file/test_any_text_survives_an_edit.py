"""Whatever people write, appended posts read back exactly, and an edit touches only its own lines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from calendar_file.calendar_samples import HEAD, POSTS, folder_with
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar_file import append_posts, approve, fingerprint, load
from scheduler.models import Card, Media, Override, Post, Status

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

letters = st.characters(exclude_categories=["Cs"])
signs = st.sampled_from("#:-'\"\\\n\t []{},&*!|>%@`?~é𝕏\u200f\u2028\x85\ufeff\xa0\x07\x7f\ufffe")
pieces = st.sampled_from((" #tag", ": ", "\n\n", "...", "---", "null", "2026-03-01", "🤝🏽", "שלום", "ज़िंदगी", "\r\n"))
awkward = signs | pieces
texts = st.lists(awkward | st.text(letters, max_size=30), max_size=12).map("".join)
words = texts.filter(lambda text: bool(text.strip()) and text.strip() not in {"~", "null"})
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)
files = st.sampled_from([Path("assets/sun.png"), Path("assets/with space, #1.png"), Path("bilder/größe: 2.jpg")])
media = st.builds(Media, file=files, alt=texts)
cards = st.builds(
    Card, quote=words, name=words, title=texts, country=st.sampled_from(["", "NO", "Nepal"]), portrait=st.none() | files
)
overrides = st.builds(
    Override,
    text=st.none() | texts,
    media=st.none() | st.lists(media, max_size=2).map(tuple),
    card=st.none() | cards,
    link=st.none() | st.just("https://example.org/a?b=c#d"),
) | st.builds(Override, thread=st.lists(words, min_size=1, max_size=3).map(tuple))
minutes = st.integers(0, 6 * 24 * 60).map(
    lambda after: datetime(2026, 3, 22, 23, tzinfo=UTC) + timedelta(minutes=after)
)
posts = st.builds(
    Post,
    id=ids,
    status=st.sampled_from(Status),
    at=st.none() | minutes,
    text=texts,
    channels=st.sampled_from([(), ("x",), ("facebook", "x")]),
    link=st.sampled_from(["", "https://example.org/ä?x=1#y"]),
    card=st.none() | cards,
    media=st.lists(media, max_size=2).map(tuple),
    overrides=st.dictionaries(st.sampled_from(["x", "facebook"]), overrides, max_size=2),
)
some_posts = st.lists(posts, min_size=1, max_size=3, unique_by=lambda post: post.id)


def added_lines_only(before: bytes, after: bytes) -> bool:
    """Whether `before` is left when some lines are taken out of `after`."""
    rest = iter(after.splitlines())
    return all(line in rest for line in before.splitlines())


@settings(max_examples=100)
@given(some_posts, st.text(letters, max_size=40))
def test_what_is_appended_reads_back_exactly(new: list[Post], note: str) -> None:
    with TemporaryDirectory() as folder:
        file = folder_with(Path(folder), HEAD)
        append_posts(file, new, {new[0].id: note})
        assert list(load(file).posts) == new
        assert file.read_text().startswith(HEAD)


@settings(max_examples=40)
@given(some_posts, st.data())
def test_approving_adds_lines_and_changes_none_but_the_status(new: list[Post], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file = folder_with(Path(folder), HEAD)
        append_posts(file, [replace(post, status=Status.DRAFT) for post in new])
        before = file.read_bytes()
        chosen = data.draw(st.lists(st.sampled_from([post.id for post in new]), unique=True))
        approve(file, chosen, by="Ada: the #1", at=NOW)
        after = file.read_bytes()
        assert after.count(b"status: approved") - before.count(b"status: approved") == len(chosen)
        assert added_lines_only(
            before.replace(b"status: draft", b""),
            after.replace(b"status: draft", b"").replace(b"status: approved", b""),
        )
        read_back = load(file)
        for post in read_back.posts:
            bound = post.approval.content if post.approval else ""
            assert bound == (fingerprint(post, read_back) if post.id in chosen else "")


@pytest.mark.parametrize(
    "text",
    [
        "We ship today #launch",
        "#launch",
        "Note: this",
        "no",
        "10:30",
        "~",
        "",
        " leading",
        "trailing ",
        "- not a list",
        "two\nlines",
        "\n\nafter empty lines",
        "  indented\nthen not",
        "ends with a line end\n",
        "ends with two\n\n",
        "a\n \nb",
        "a\n\tb",
        "He said \"yes\" and 'no'",
        "x" * 500,
        "مرحبا: #وسم\nשורה שנייה",
        "half \u2028 line",
    ],
)
def test_these_survive(tmp_path: Path, text: str) -> None:
    file = folder_with(tmp_path, HEAD)
    append_posts(file, [Post(id="a", text=text, overrides={"x": Override(thread=("one", text or "-", "three"))})])
    (post,) = load(file).posts
    assert (post.text, post.overrides["x"].thread[1]) == (text, text or "-")


LAYOUTS: dict[str, str] = {
    "no posts at all": HEAD,
    "no posts, comments at the end": HEAD + "\n# the end\n",
    "an empty key": HEAD + "posts:\n",
    "an empty key with a comment": HEAD + "posts:   # none yet\n# later\n",
    "an empty list": HEAD + "posts: []\n",
    "an empty list with a comment": HEAD + "posts: []   # none yet\n",
    "an explicit null": HEAD + "posts: ~\n",
    "an empty list in the middle": "posts: [] # here\n" + HEAD,
    "an empty key in the middle": "posts:\n# comment\n" + HEAD,
    "dashes at the margin": HEAD + POSTS + "- id: a\n  text: Hi\n",
    "dashes at the margin in the middle": POSTS + "- id: a\n  text: Hi\n\n\n" + HEAD,
    "dashes deep": HEAD + POSTS + "      -   id: a\n          text: Hi\n",
    "a block at the end": HEAD + POSTS + "  - id: a\n    text: |\n      Hi\n",
    "a kept block at the end": HEAD + POSTS + "  - id: a\n    text: |+\n      Hi\n\n\n",
    "a kept block before more": POSTS + "  - id: a\n    text: |+\n      Hi\n\n\n" + HEAD,
    "a block before more": POSTS + "  - id: a\n    text: |\n      Hi\n\n\n# the head\n" + HEAD,
    "an empty block": HEAD + POSTS + "  - id: a\n    text: |\n",
    "comments below the last post": HEAD
    + POSTS
    + "  - id: a\n    text: Hi\n    # link: later\n\n  # Tuesday\n\n# end\n",
    "an empty value last": HEAD + POSTS + "  - id: a\n    link:\n",
    "braces": HEAD + POSTS + "  - {id: a, text: Hi}\n  - {id: b, text: Ho}   # b\n",
    "a post in the next line": HEAD + POSTS + "  -\n    id: a\n    text: Hi\n",
    "a text over lines": HEAD + POSTS + "  - id: a\n    text: Hi\n      there\n",
    "a document's end": HEAD + POSTS + "  - id: a\n    text: Hi\n...\n",
    "a beginning mark": "---\n" + HEAD + POSTS + "  - id: a\n",
}


def without_last_line_end(text: str) -> str:
    return text.removesuffix("\n")


def as_windows_writes(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_byte_order_mark(text: str) -> str:
    return "\ufeff" + text


@pytest.mark.parametrize("writing", [str, without_last_line_end, as_windows_writes, with_byte_order_mark])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_posts_join_any_layout(tmp_path: Path, layout: str, writing: Callable[[str], str]) -> None:
    file = folder_with(tmp_path, writing(LAYOUTS[layout]))
    before = file.read_bytes()
    old = load(file).posts
    new = (Post(id="new-1", text="One\ntwo"), Post(id="new-2", text="Three"))
    append_posts(file, new, {"new-1": "of a submission"})
    after = file.read_bytes()
    assert tuple(replace(post, text=post.text.rstrip("\n")) for post in load(file).posts) == tuple(
        replace(post, text=post.text.rstrip("\n")) for post in (*old, *new)
    )
    assert added_lines_only(before.replace(b" []", b"").replace(b" ~", b""), after)
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert after.count(b"\r\n") in {0, after.count(b"\n")}
    approve(file, ["new-1", *(post.id for post in old)], by="Ada", at=NOW)
    assert all(post.status is Status.APPROVED for post in load(file).posts if post.id != "new-2")
