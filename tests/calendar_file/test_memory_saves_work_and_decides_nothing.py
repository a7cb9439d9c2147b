"""A start that remembers an earlier one says exactly what it would say without, whatever happened to the file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from calendar_file.calendar_samples import HEAD, POSTS, folder_with
from calendar_file.test_an_edit_is_read_alone import BELOW, FOLDED, KEEPS, ODD, ONE, THREE, TWO, files, kept_by, said
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar_file import (
    KeptPosts,
    Memory,
    Numbers,
    Outline,
    Packed,
    Reader,
    load,
    outline,
    packed,
    unpacked,
)
from scheduler.calendar_file.chunks import Chunks, Layout, taken_apart
from scheduler.calendar_file.outlining import by_helpers, outlines_here
from scheduler.calendar_file.parts import bare_of
from scheduler.calendar_file.reader import interpret
from scheduler.models import Variant, Wish
from scheduler.wishes import Wishes

EVERYTHING = HEAD + POSTS + ONE + TWO + THREE + KEEPS + FOLDED + ODD
APPROVED = "  - {id: ada, at: 2026-03-24 10:00, status: approved, channels: [x], text: Words}\n"
CONTENT = "approval: {by: Ada, content: abcdef01}"


def anybody(_submission: str, _variant: Variant, _due: datetime) -> str | None:
    return None


def started_anew(file: Path) -> Reader:
    """As another process would have it, with what the one before left."""
    return Reader(file, memory=Memory(file.with_name("outlines"), worth=1))


def outlines(reader: Reader) -> list[Outline] | None:
    calendar = reader.read().calendar
    posts = calendar.posts if calendar else None
    return list(map(unpacked, posts.outlines)) if isinstance(posts, KeptPosts) else None


def wishes(reader: Reader) -> Mapping[str, Wish]:
    calendar = reader.read().calendar
    return Wishes(calendar, drafts_too=True).all(anybody) if calendar else {}


@settings(max_examples=80)
@given(st.lists(files, min_size=1, max_size=4))
def test_after_any_edits_and_starts_it_says_what_reading_anew_would_say(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for text in texts:
            file = folder_with(Path(folder), text)
            assert said(started_anew(file).read()) == said(interpret(file.read_bytes(), file)[0])
            assert outlines(started_anew(file)) == outlines(Reader(file))
            assert wishes(started_anew(file)) == wishes(Reader(file))


@settings(max_examples=80)
@given(st.data())
def test_damage_anywhere_is_as_if_there_were_none(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file = folder_with(Path(folder), EVERYTHING)
        started_anew(file).read()
        kept = file.with_name("outlines").read_bytes()
        place, length = data.draw(st.integers(0, len(kept) - 1)), data.draw(st.integers(0, 3))
        piece = data.draw(st.binary(max_size=3))
        file.with_name("outlines").write_bytes(kept[:place] + piece + kept[place + length :])
        assert outlines(started_anew(file)) == outlines(Reader(file))
        assert said(started_anew(file).read()) == said(interpret(file.read_bytes(), file)[0])


def keep(file: Path, posts: KeptPosts, outlines: list[Packed]) -> None:
    """As if an earlier process had kept these of the posts."""
    Memory(file.with_name("outlines")).keep(replace(posts, outlines=outlines, numbers=Numbers.of(outlines)))


def lie(file: Path, **said: str) -> None:
    """As if an earlier process had kept that of each post."""
    posts = kept_by(Reader(file))
    outlines = [packed(msgspec.structs.replace(unpacked(each), **said)) for each in posts.outlines]
    keep(file, posts, outlines)


def test_what_is_remembered_is_not_read_anew(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + APPROVED)
    lie(file, id="eve")
    assert [each.id for each in outlines(started_anew(file)) or ()] == ["eve"]


def test_what_may_go_out_is_told_by_the_lines_and_not_by_the_memory(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + APPROVED.replace("text:", CONTENT + ", text:"))
    lie(file, approved="")
    calendar = started_anew(file).read().calendar
    assert calendar is not None
    lied_to = Wishes(calendar)
    assert lied_to.all(anybody)["ada/x/1"].hold == ""
    held = lied_to.one("ada/x/1", anybody)
    assert held is not None
    assert "changed after Ada approved it" in held.hold


@pytest.mark.parametrize(
    "head",
    [HEAD.replace("Berlin", "Lisbon"), HEAD.replace("  starts", "  link_tags: {utm_campaign: week}\n  starts")],
    ids=["zone", "tags"],
)
def test_under_another_head_nothing_is_remembered(tmp_path: Path, head: str) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + APPROVED)
    lie(file, id="eve")
    folder_with(tmp_path, head + POSTS + APPROVED)
    assert [each.id for each in outlines(started_anew(file)) or ()] == ["ada"]


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    file = folder_with(tmp_path, EVERYTHING)
    (tmp_path / "outlines").mkdir()
    assert outlines(started_anew(file)) == outlines(Reader(file))


def test_a_small_calendar_leaves_no_file(tmp_path: Path) -> None:
    file = folder_with(tmp_path, EVERYTHING)
    Reader(file, memory=Memory(tmp_path / "outlines")).read()
    assert not (tmp_path / "outlines").exists()


def test_what_holds_no_outline_for_each_post_is_as_if_there_were_none(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + APPROVED)
    keep(file, kept_by(Reader(file)), [])
    assert [each.id for each in outlines(started_anew(file)) or ()] == ["ada"]


def laid_out(text: str) -> Layout:
    layout = taken_apart(text.encode())
    assert layout is not None
    return layout


def test_helpers_make_the_same_outlines_of_what_they_get(tmp_path: Path) -> None:
    file, layout = folder_with(tmp_path, EVERYTHING), laid_out(EVERYTHING + BELOW)
    found = bare_of(layout, file)
    assert found is not None
    here = outlines_here(layout.chunks, layout, found[0])
    assert here is not None
    shares = layout.chunks[:4], layout.chunks[4:]
    assert [each for made in by_helpers(shares, layout, file) for each in made or ()] == here


def test_a_helper_that_finds_a_mistake_has_no_answer(tmp_path: Path) -> None:
    layout = laid_out(EVERYTHING)
    broken = Chunks.of([*layout.chunks, "id: late\n    at: 2026-03-24 25:00\n"], layout.dash)
    file = folder_with(tmp_path, EVERYTHING)
    found, missing = by_helpers([layout.chunks, broken], layout, file)
    assert found == kept_by(Reader(file)).outlines
    assert missing is None


def test_an_outline_survives_being_packed(tmp_path: Path) -> None:
    file = folder_with(tmp_path, EVERYTHING)
    calendar = load(file)
    for post in calendar.posts:
        assert unpacked(packed(outline(post, calendar))) == outline(post, calendar)
