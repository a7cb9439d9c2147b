"""A reader that is kept reads only what was edited, and says exactly what reading the whole file anew would say."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from calendar_file.calendar_samples import HEAD, POSTS, folder_with
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar_file import KeptPosts, Packed, Reader, Reading, read, unpacked
from scheduler.calendar_file.reader import interpret
from scheduler.errors import Place
from scheduler.models import Post

ONE = "  - id: one\n    at: 2026-03-24 10:00\n    text: |\n      First words.\n\n      More words.\n\n"
TWO = "  # about two\n  - id: two\n    slot: {day: tue, name: morning}\n    text: Second words\n"
THREE = '  - {id: three, text: "In braces,\n\n     over lines", variants: {x: {thread: [a, b]}}}\n'
KEEPS = "  - id: keeps\n    text: |+\n      Ends in empty lines.\n\n\n"
FOLDED = "  - # a comment behind the dash\n    id: folded\n    text: plain words\n      that go on\n"
ODD = "  -   id: odd\n      text: indented by six\n      media: [{file: assets/sun.png, alt: A sun}]\n"
UNLIKE = (
    "  -\n    id: alone\n    text: its dash stands alone\n",
    "  - id: quote\n    text: 'over\n  - lines'\n",
    "  - id: dots\n    text: over\n...\n",
    "  - id: marks\n    text: words\n---\n",
    "  - id: open\n    text: 'never closed\n",
    "  - id: bracket\n    channels: [x,\n",
    "  - id: late\n    at: 2026-03-24 25:00\n",
    "  - id: one\n    text: the same id\n",
    "  - id: hash\n    text: cut off #here\n",
    "  - id: anchor\n    text: &a words\n",
    "  - id: tab\n\t text: words\n",
    "  - id: bell\n    text: \x07\n",
    "  - - nested\n",
    "  -\n",
    "\n",
    "  # only a comment\n",
    "# a comment at the margin\n",
    "   - id: deeper\n     text: by one\n",
    "- id: margin\n  text: at the margin\n",
    "slots2: []\n",
    "digest: {at: '09:00', from: Ada <ada@example.org>}\n",
    "posts:\n",
)
HEADS = (
    HEAD,
    HEAD.replace("Berlin", "Lisbon"),
    HEAD.replace("  - {name: night, days: [sun]", "  - {name: night, days: [sun, sun]"),
    HEAD.replace("x: {platform: x}", "x: {platform: y}"),
    HEAD.replace("  starts", "  link_tags: {utm_campaign: week}\n  starts"),
    "# posts:\n" + HEAD,
    "\ufeff" + HEAD,
    "",
)
LISTS = (POSTS, POSTS, "posts: # all\n\n  # the first\n", "posts:   \n", '"posts":\n', "posts: []\n")


def said(reading: Reading) -> object:
    """Everything that a reading says, the places of all values too."""
    posts = reading.calendar.posts if reading.calendar else ()
    return reading, [dict(post.places) for post in posts]


def posts_of(reader: Reader) -> dict[str, Post]:
    return {post.id: post for post in kept_by(reader)}


def kept_by(reader: Reader) -> KeptPosts:
    calendar = reader.read().calendar
    assert calendar is not None
    assert isinstance(calendar.posts, KeptPosts)
    return calendar.posts


def outlines_of(reader: Reader) -> dict[str, Packed]:
    return {unpacked(each).id: each for each in kept_by(reader).outlines}


def indented(chunks: str, indent: int | None) -> str:
    """With so many spaces before the dashes (None: two, as they stand)."""
    return chunks if indent is None else "".join(" " * indent + line[2:] for line in chunks.splitlines(keepends=True))


chunks = st.sampled_from((ONE, TWO, THREE, KEEPS, FOLDED, ODD) * 4 + UNLIKE)
files = st.builds(
    lambda head, listed, chunks, below, newline, end, indent: (
        head + listed + indented("".join(chunks), indent) + below
    )[:end].replace("\n", newline),
    st.sampled_from((HEAD,) * 8 + HEADS),
    st.sampled_from(LISTS),
    st.lists(chunks, max_size=6, unique=True),
    st.sampled_from(("",) * 6 + ("digest: {at: '09:00', from: Ada <ada@example.org>}\n", "more: 1\n")),
    st.sampled_from(("\n",) * 6 + ("\r\n",)),
    st.sampled_from((None,) * 6 + (-1, -2, -7)),
    st.sampled_from((None,) * 4 + (0, 1, 4)),
)


@settings(max_examples=150)
@given(st.lists(files, min_size=1, max_size=4))
def test_after_any_edits_it_says_what_reading_anew_would_say(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        reader = Reader(folder_with(Path(folder), ""))
        for text in texts:
            file = folder_with(Path(folder), text)
            assert said(reader.read()) == said(interpret(file.read_bytes(), file)[0])


@settings(max_examples=150)
@given(st.permutations((ONE, TWO, THREE, KEEPS, FOLDED, ODD)), st.data())
def test_a_file_spoiled_anywhere_and_mended(order: list[str], data: st.DataObject) -> None:
    good = HEAD + POSTS + "".join(order)
    place, length = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 9))
    piece = data.draw(st.sampled_from(("", "\n", " ", "  - ", "- ", "'", '"', "[", "}", ": ", " #", "|\n", "...\n")))
    with TemporaryDirectory() as folder:
        reader = Reader(folder_with(Path(folder), ""))
        for text in (good, good[:place] + piece + good[place + length :], good):
            file = folder_with(Path(folder), text)
            assert said(reader.read()) == said(interpret(file.read_bytes(), file)[0])


BELOW = "digest: {at: '09:00', from: Ada <ada@example.org>}\n"


@pytest.mark.parametrize(
    "after",
    [
        HEAD + POSTS + ONE + ODD.replace("by six", "by many") + KEEPS,
        HEAD + POSTS + ONE + KEEPS,
        HEAD + POSTS + ONE + FOLDED + ODD + KEEPS,
        HEAD + POSTS + KEEPS + ODD + ONE,
        HEAD + "# a remark\n\n" + POSTS + ONE + ODD + KEEPS,
        HEAD + POSTS + ONE + ODD + KEEPS + BELOW,
    ],
    ids=["changed", "deleted", "inserted", "in another order", "moved by a comment", "a key below"],
)
def test_posts_that_were_not_edited_are_the_very_same(tmp_path: Path, after: str) -> None:
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + ONE + ODD + KEEPS))
    first = outlines_of(reader)
    folder_with(tmp_path, after)
    second = outlines_of(reader)
    assert second["one"] is first["one"]
    assert second["keeps"] is first["keeps"]


def test_a_post_that_moves_takes_its_places_along(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + ONE + ODD)
    reader = Reader(file)
    post = kept_by(reader)[1]
    line = post.places["id"].line
    folder_with(tmp_path, HEAD + POSTS + ONE + KEEPS + ODD)
    assert kept_by(reader)[2] is post
    assert post.places["id"] == Place(file=file, line=line + KEEPS.count("\n"), column=11)


def test_a_post_is_the_same_whether_it_is_asked_for_alone_or_with_all(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + ONE + TWO + THREE + KEEPS + FOLDED + ODD)
    posts = kept_by(Reader(file))
    together = [(post, dict(post.places)) for post in posts]
    assert [(posts[number], dict(posts[number].places)) for number in range(-1, -7, -1)] == together[::-1]
    assert [post.id for post in posts[1:3]] == ["two", "three"]


def test_the_same_words_at_another_indent_have_other_places(tmp_path: Path) -> None:
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + "  - id: short\n"))
    assert posts_of(reader)["short"].places["id"].column == 9
    folder_with(tmp_path, HEAD + POSTS + "- id: short\n")
    assert posts_of(reader)["short"].places["id"].column == 7


def test_what_was_good_is_remembered_over_a_broken_file(tmp_path: Path) -> None:
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + ONE + TWO))
    before = outlines_of(reader)
    folder_with(tmp_path, HEAD + POSTS + ONE + TWO + "  - id: [\n")
    assert reader.read().calendar is None
    folder_with(tmp_path, HEAD + POSTS + ONE + TWO)
    assert outlines_of(reader)["two"] is before["two"]


def test_another_zone_moves_every_post(tmp_path: Path) -> None:
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + ONE))
    before = posts_of(reader)["one"].at
    folder_with(tmp_path, HEAD.replace("Berlin", "Lisbon") + POSTS + ONE)
    after = posts_of(reader)["one"].at
    assert before is not None
    assert after is not None
    assert after > before


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    reading = Reader(tmp_path / "posts.yaml").read()
    assert reading.calendar is None
    assert "cannot be read" in reading.problems[0].what


LATE = "  - id: late\n    at: 2026-03-24 25:00\n    txt: Words\n"


def test_a_brief_reader_tells_what_is_wrong_in_the_edited_posts_alone(tmp_path: Path) -> None:
    silent = "  - id: silent\n"
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + silent + ONE), brief=True)
    posts_of(reader)
    file = folder_with(tmp_path, HEAD + POSTS + silent + LATE + ONE)
    told, everything = reader.read(), read(file)
    assert told.calendar is None
    assert [str(problem) for problem in told.problems] == [
        str(problem) for problem in everything.problems if "nothing to say" not in problem.what
    ]
    assert len(told.problems) == len(everything.problems) - 1


@pytest.mark.parametrize(
    "after",
    [
        HEAD + POSTS + ONE + LATE + "  - id: 'open\n",
        HEAD.replace("Berlin", "Atlantis") + POSTS + ONE + LATE,
        HEAD + POSTS + ONE + LATE + "...\n",
        HEAD + POSTS + ONE + ONE,
    ],
    ids=["a quote is open", "the zone is wrong", "the document ends", "two posts of one name"],
)
def test_where_more_may_be_wrong_a_brief_reader_reads_everything(tmp_path: Path, after: str) -> None:
    reader = Reader(folder_with(tmp_path, HEAD + POSTS + ONE), brief=True)
    posts_of(reader)
    file = folder_with(tmp_path, after)
    assert reader.read() == read(file)
