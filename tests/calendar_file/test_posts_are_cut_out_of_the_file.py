"""A post's lines are cut out of the file's bytes when they are asked for, and are the very text that stands there."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar_file.chunks import Chunks, taken_apart

HEAD = "channels: {x: {platform: x}}\nposts:\n"
lines = st.lists(
    st.sampled_from(["id: a\n", "id: ñ\n    text: 🌻\n", "id: c\n\n  # a remark\n", "id: d\r\n"]), max_size=6
)


def cut(chunks: list[str], below: str = "") -> Chunks:
    layout = taken_apart((HEAD + "".join(f"  - {each}" for each in chunks) + below).encode())
    return layout.chunks if layout else Chunks(b"", array("q", [4]), 4)


@given(lines, st.sampled_from(["", "digest: {}\n"]))
def test_each_is_as_it_stands_in_the_file(chunks: list[str], below: str) -> None:
    found = cut(chunks, below)
    assert list(found) == chunks
    assert [found[number] for number in range(-1, -len(chunks) - 1, -1)] == chunks[::-1]
    assert list(found[1:3]) == chunks[1:3]
    assert found.lines() == "".join(chunks).count("\n")


@given(lines, lines)
def test_what_two_files_have_in_common_is_counted_from_both_ends(old: list[str], new: list[str]) -> None:
    above, below = cut(old).in_common(cut(new))
    assert old[:above] == new[:above]
    assert old[len(old) - below :] == new[len(new) - below :]
    shorter = min(len(old), len(new))
    assert above + below <= shorter
    assert above == shorter or old[above] != new[above]
    assert above + below == shorter or old[-1 - below] != new[-1 - below]


@given(lines)
def test_texts_can_be_put_together_as_they_would_stand_in_a_file(chunks: list[str]) -> None:
    together = Chunks.of(chunks, "  - ")
    assert list(together) == chunks
    assert together.block().tobytes().decode() == "".join(f"  - {each}" for each in chunks)


def test_a_sign_at_the_beginning_that_tells_the_encoding_belongs_to_no_text() -> None:
    layout = taken_apart(b"\xef\xbb\xbf" + f"{HEAD}  - id: a\n".encode())
    assert layout is not None
    assert layout.rest == HEAD
    assert list(layout.chunks) == ["id: a\n"]
