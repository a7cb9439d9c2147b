"""Previews are put together by the code that sends: whatever stands there is what followers will read."""

from dataclasses import replace
from pathlib import Path

import pytest
from campaigns import HEAD, post

from scheduler.calendar_file import load, variants
from scheduler.calendar_file.compose import platform_of
from scheduler.models import Calendar
from scheduler.platforms.rules import Feed
from scheduler.studio.previews import Part, Preview, Run, fold, previews, runs

LINK = "link: https://example.org/a/very/long/way/to/go?with=things"


def calendar(folder: Path, *posts: str) -> Calendar:
    (folder / "posts.yaml").write_text(HEAD + "".join(posts))
    return load(folder / "posts.yaml")


def shown(folder: Path, more: str) -> dict[str, Preview]:
    found = calendar(folder, post("hello", more=more))
    return {each.channel: each for each in previews(found.posts[0], found)}


def words(part: Part) -> str:
    return "".join(run.text for run in (*part.shown, *part.hidden))


@pytest.mark.parametrize("more", ["text: 'Hello #world'", f"text: Hello\n{LINK}", "text: 'السلام عليكم #أسبوع'"])
def test_the_words_are_those_that_are_sent(tmp_path: Path, more: str) -> None:
    found = calendar(tmp_path, post("hello", more=more))
    for preview, variant in zip(previews(found.posts[0], found), variants(found.posts[0], found), strict=True):
        network = platform_of(variant.channel, found)
        sent = network.compose(variant)
        assert "".join(run.text for run in runs(sent, Feed())) == sent
        assert preview.parts[0].count == network.count(sent)


def test_a_link_without_pictures_becomes_a_card(tmp_path: Path) -> None:
    part = shown(tmp_path, f"text: Hello\n{LINK}")["facebook"].parts[0]
    assert (part.host, words(part)) == ("example.org", "Hello")


def test_beside_pictures_a_link_is_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "sun.jpg").write_bytes(b"")
    part = shown(tmp_path, f"text: Hello\n{LINK}\nmedia: [{{file: sun.jpg, alt: A sun}}]")["facebook"].parts[0]
    assert part.link == ""
    assert "https://example.org/" in words(part)
    assert part.pictures[0].alt == "A sun"


def test_x_shows_the_beginning_of_a_long_link(tmp_path: Path) -> None:
    part = shown(tmp_path, f"text: Hello\n{LINK}")["x"].parts[0]
    assert Run(text="example.org/a/very/long/way/t…", marked=True) in part.shown


def test_a_thread_is_shown_part_by_part(tmp_path: Path) -> None:
    parts = shown(tmp_path, f"{LINK}\ntext: Whole\nvariants: {{x: {{thread: [One, Two]}}}}")["x"].parts
    assert [words(part).split("\n")[0] for part in parts] == ["One", "Two"]
    assert [bool(part.link) for part in parts] == [False, True]


def test_what_is_missing_is_said_in_the_place_of_the_picture(tmp_path: Path) -> None:
    part = shown(tmp_path, "text: Hello\nmedia: [{file: gone.jpg, alt: Gone}]")["x"].parts[0]
    assert (part.pictures[0].address, part.pictures[0].words) == ("", "gone.jpg is not there.")


def test_hashtags_and_links_are_marked() -> None:
    found = list(runs("See #one and example.org", Feed()))
    assert found == [
        Run(text="See "),
        Run(text="#one", marked=True),
        Run(text=" and "),
        Run(text="example.org", marked=True),
    ]


FOLDS = Feed(fold_characters=20, fold_lines=2)


@pytest.mark.parametrize(
    ("said", "above"),
    [
        ("Short", "Short"),
        ("Words that go on and on for long", "Words that go on and"),
        ("One\nTwo\nThree", "One\nTwo"),
        ("x" * 30, "x" * 20),
    ],
)
def test_a_long_text_is_folded_between_words(said: str, above: str) -> None:
    assert said[: fold(said, FOLDS)] == above


def test_where_nothing_is_folded_all_is_shown() -> None:
    said = "word " * 500
    assert fold(said, Feed()) == len(said)


def test_another_picture_has_another_address(tmp_path: Path) -> None:
    found = calendar(tmp_path, post("hello", more="text: Hello\ncard: {quote: We listen., name: Alice Example}"))
    one = found.posts[0]
    assert one.card
    other = replace(one, card=replace(one.card, quote="We wait."))
    addresses = {previews(each, found)[0].parts[0].pictures[0].address for each in (one, other)}
    assert len(addresses) == 2
