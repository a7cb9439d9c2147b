"""Variants and their fingerprint: what was approved is what goes out, to the byte."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from calendar_file.calendar_samples import HEAD, POSTS, calendar_of, folder_with
from PIL import Image

from scheduler.calendar_file import files_of, fingerprint, load, stamp, variants
from scheduler.models import Calendar, Card, Media, Override, Post, Status, Variant

POST = """\
  - id: a
    at: 2026-03-24 10:00
    text: |
      Shared words
    link: https://example.org/a?b=c#d
    media: [{file: assets/sun.png, alt: A sun, captions: assets/sun.srt}]
    card: {quote: Q, name: N, portrait: assets/face.png}
    variants:
      x: {text: Short}
"""


def by_channel(calendar: Calendar) -> dict[str, Variant]:
    return {variant.channel: variant for variant in variants(calendar.posts[0], calendar)}


@pytest.fixture
def calendar(tmp_path: Path) -> Calendar:
    made = calendar_of(tmp_path, POST)
    Image.new("RGB", (8, 8), "pink").save(tmp_path / "assets" / "face.png")
    (tmp_path / "assets" / "theme.yaml").write_text("campaign: Week\n")
    return made


def test_each_channel_gets_its_own_words_or_the_shared_ones(calendar: Calendar) -> None:
    found = by_channel(calendar)
    assert (found["x"].text, found["facebook"].text) == ("Short", "Shared words")


def test_media_paths_are_absolute_and_the_portrait_stays_in_the_folder(calendar: Calendar, tmp_path: Path) -> None:
    variant = by_channel(calendar)["x"]
    media = Media(file=tmp_path / "assets/sun.png", alt="A sun", captions=tmp_path / "assets/sun.srt")
    assert variant.media == (media,)
    assert variant.card
    assert variant.card.portrait == Path("assets/face.png")


def test_paths_are_absolute_when_the_file_is_named_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_with(tmp_path, HEAD + POSTS + POST)
    monkeypatch.chdir(tmp_path)
    assert by_channel(load(Path("posts.yaml")))["x"].media[0].file == tmp_path / "assets/sun.png"


def test_links_stay_as_they_are_without_link_tags(calendar: Calendar) -> None:
    assert by_channel(calendar)["x"].link == "https://example.org/a?b=c#d"


def test_link_tags_name_channel_and_post(tmp_path: Path) -> None:
    head = HEAD.replace("  starts:", "  link_tags: {utm_campaign: week}\n  starts:")
    found = by_channel(calendar_of(tmp_path, POST, head))
    query = "b=c&utm_source={}&utm_content=a&utm_campaign=week"
    assert found["x"].link == f"https://example.org/a?{query.format('x')}#d"
    assert found["facebook"].link == f"https://example.org/a?{query.format('facebook')}#d"


def test_a_thread_replaces_the_text(tmp_path: Path) -> None:
    post = POST.replace("{text: Short}", "{thread: [one, two]}")
    variant = by_channel(calendar_of(tmp_path, post))["x"]
    assert (variant.text, variant.thread) == ("", ("one", "two"))
    assert [(part.text, bool(part.media), bool(part.link)) for part in variant.parts()] == [
        ("one", True, False),
        ("two", False, True),
    ]


def test_an_override_may_take_media_away(tmp_path: Path) -> None:
    post = POST.replace("{text: Short}", "{text: Short, media: []}")
    found = by_channel(calendar_of(tmp_path, post))
    assert (found["x"].media, len(found["facebook"].media)) == ((), 1)


def test_channels_come_in_the_calendars_order_each_once(tmp_path: Path) -> None:
    post = POST + "    channels: [facebook, x, x]\n"
    assert list(by_channel(calendar_of(tmp_path, post))) == ["x", "facebook"]


CHANGES: dict[str, Callable[[Post], Post]] = {
    "the time": lambda post: replace(post, at=post.at and post.at + timedelta(minutes=1)),
    "the channels": lambda post: replace(post, channels=("x",)),
    "the text": lambda post: replace(post, text="Shared words!"),
    "a variant": lambda post: replace(post, overrides={"x": Override(text="Shorter")}),
    "a thread": lambda post: replace(post, overrides={"x": Override(thread=("Short",))}),
    "the link": lambda post: replace(post, link="https://example.org/b"),
    "the alt text": lambda post: replace(post, media=(replace(post.media[0], alt="The sun"),)),
    "no media": lambda post: replace(post, media=()),
    "the quote": lambda post: replace(post, card=Card(quote="R", name="N", portrait=Path("assets/face.png"))),
    "the portrait's place": lambda post: replace(post, card=post.card and replace(post.card, focus=(0.1, 0.2))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_content_changes_the_fingerprint(calendar: Calendar, change: str) -> None:
    post = calendar.posts[0]
    assert fingerprint(CHANGES[change](post), calendar) != fingerprint(post, calendar)


@pytest.mark.parametrize("name", ["assets/sun.png", "assets/face.png", "assets/theme.yaml", "assets/sun.srt"])
def test_other_bytes_under_the_same_name_change_the_fingerprint(calendar: Calendar, name: str, tmp_path: Path) -> None:
    before = fingerprint(calendar.posts[0], calendar)
    (tmp_path / name).write_bytes(b"other")
    assert fingerprint(calendar.posts[0], calendar) != before


LOOKS = "logo: logo.png\nthemes: {evening: {logo_on_brand: night.png, fonts: type}}\n"


@pytest.mark.parametrize("name", ["logo.png", "night.png", "type/a.ttf", "fonts/b/c.ttf"])
def test_so_do_a_logo_and_a_font_that_the_theme_names(calendar: Calendar, name: str, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    (assets / "theme.yaml").write_text(LOOKS)
    (assets / name).parent.mkdir(parents=True, exist_ok=True)
    prints = []
    for content in (b"one", b"other"):
        (assets / name).write_bytes(content)
        prints.append(fingerprint(calendar.posts[0], calendar))
    assert prints[0] != prints[1]
    assert assets / name in files_of(calendar.posts[0], calendar)


def test_what_else_lies_beside_the_fonts_leaves_it(calendar: Calendar, tmp_path: Path) -> None:
    (tmp_path / "assets" / "fonts").mkdir()
    before = fingerprint(calendar.posts[0], calendar)
    (tmp_path / "assets" / "fonts" / "LICENCE.txt").write_text("OFL")
    assert fingerprint(calendar.posts[0], calendar) == before


def test_a_font_put_beside_others_is_noticed(calendar: Calendar, tmp_path: Path) -> None:
    (tmp_path / "assets" / "fonts").mkdir()
    post, before = calendar.posts[0], fingerprint(calendar.posts[0], calendar)
    seen = [stamp(file) for file in files_of(post, calendar)]
    (tmp_path / "assets" / "fonts" / "a.ttf").write_bytes(b"a font")
    assert [stamp(file) for file in files_of(post, calendar)][: len(seen)] != seen
    assert fingerprint(post, calendar) != before


@pytest.mark.parametrize("theme", ["- a list", "themes: [1]", "themes: {a: 1}", "logo: 7", "logo: {", 'logo: "a\\0b"'])
def test_a_theme_that_cannot_be_used_has_a_fingerprint_too(calendar: Calendar, theme: str, tmp_path: Path) -> None:
    (tmp_path / "assets" / "theme.yaml").write_text(theme)
    assert len(fingerprint(calendar.posts[0], calendar)) == 8
    assert files_of(calendar.posts[0], calendar)[-1] == tmp_path / "assets" / "theme.yaml"


def test_a_missing_file_has_a_fingerprint_too(calendar: Calendar, tmp_path: Path) -> None:
    before = fingerprint(calendar.posts[0], calendar)
    (tmp_path / "assets/sun.png").unlink()
    assert fingerprint(calendar.posts[0], calendar) != before


SAME: dict[str, Callable[[Post], Post]] = {
    "the status": lambda post: replace(post, status=Status.APPROVED),
    "the line end of a block": lambda post: replace(post, text="Shared words"),
    "the submission": lambda post: replace(post, submission="form"),
    "all channels by name": lambda post: replace(post, channels=("facebook", "x")),
}


@pytest.mark.parametrize("change", SAME)
def test_what_followers_do_not_see_leaves_it(calendar: Calendar, change: str) -> None:
    post = calendar.posts[0]
    assert fingerprint(SAME[change](post), calendar) == fingerprint(post, calendar)


def test_it_is_eight_hex_digits_and_the_same_wherever_the_folder_is(tmp_path: Path) -> None:
    prints = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made = calendar_of(tmp_path / name, POST)
        prints.add(fingerprint(made.posts[0], made))
    (only,) = prints
    assert len(only) == 8
    assert int(only, 16) >= 0
