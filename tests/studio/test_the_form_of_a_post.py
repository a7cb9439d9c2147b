"""The form of a post, as pure functions: what was typed is what the post says, and nothing else of it changes."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from campaigns import HEAD, post
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.calendar_file import change_posts, load
from scheduler.errors import CalendarError, SchedulerError
from scheduler.models import Calendar, Card, Media, Override, Post
from scheduler.studio.editor import edited, fields_of, looked_at, pressed
from scheduler.studio.forms import Form
from scheduler.studio.places import local_fields, placed
from scheduler.studio.traces import lines_of

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=200)
MEDIA = st.builds(Media, file=st.sampled_from([Path("assets/sun.png"), Path("film.mp4")]), alt=WORDS)
CARDS = st.builds(
    Card,
    quote=WORDS.filter(bool),
    name=WORDS.filter(bool),
    title=WORDS,
    portrait=st.none() | st.just(Path("assets/sun.png")),
    focus=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
OWN = st.builds(Override, text=WORDS, link=st.none() | st.just("https://example.org/x")) | st.builds(
    Override, thread=st.lists(WORDS, min_size=1, max_size=4).map(tuple), media=st.none() | st.tuples(MEDIA)
)
POSTS = st.builds(
    Post,
    id=st.just("hello"),
    text=WORDS,
    link=st.sampled_from(["", "https://example.org/"]),
    channels=st.sampled_from([(), ("x",), ("x", "facebook")]),
    media=st.lists(MEDIA, max_size=3).map(tuple),
    card=st.none() | CARDS,
    overrides=st.dictionaries(st.sampled_from(["x", "facebook"]), OWN),
)
SAMPLE = Path(__file__).parents[2] / "posts.yaml"
BUTTONS = ["customise:x", "reset:x", "thread:x", "part:x", "less-part:x.0", "less-media:0", "media:a.png", "less-card"]


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Calendar:
    file = tmp_path_factory.mktemp("campaign") / "posts.yaml"
    file.write_text(HEAD + post("hello"))
    return load(file)


@given(told=POSTS)
def test_a_form_that_nobody_touched_is_the_post_itself(told: Post, calendar: Calendar) -> None:
    assert edited(told, fields_of(told, calendar), calendar) == told


@given(told=POSTS, words=WORDS)
def test_one_field_changes_one_value(told: Post, words: str, calendar: Calendar) -> None:
    new = edited(told, fields_of(told, calendar) | {"text": words}, calendar)
    assert new.text.split() == words.split()
    assert replace(new, text=told.text) == told


@given(
    told=POSTS, do=st.sampled_from([*BUTTONS, "", "nonsense", "reset:nobody", "less-part:", "less-media:x", "quote:"])
)
def test_no_button_stumbles(told: Post, do: str, calendar: Calendar) -> None:
    after = pressed(told, do, calendar)
    assert (after.id, after.text, after.channels) == (told.id, told.text, told.channels)


@given(told=POSTS)
def test_reset_to_shared_leaves_nothing_of_the_channel(told: Post, calendar: Calendar) -> None:
    assert "x" not in pressed(told, "reset:x", calendar).overrides


@pytest.mark.parametrize("file", ["/etc/passwd", "../secret.png", "assets/../../secret.png"])
def test_no_file_from_elsewhere_is_taken(file: str, calendar: Calendar) -> None:
    told = Post(id="hello", card=Card(quote="q", name="n"))
    with pytest.raises(SchedulerError, match="outside"):
        pressed(told, f"media:{file}", calendar)
    with pytest.raises(SchedulerError, match="outside"):
        edited(told, fields_of(told, calendar) | {"card.portrait": file}, calendar)


@pytest.mark.parametrize("sent", ["", "x", "10", "-5", "²", "1e9", "999999999999999999999999"])
def test_no_press_puts_the_centre_beside_the_portrait(sent: str) -> None:
    told = Post(id="hello", card=Card(quote="q", name="n", focus=(0.1, 0.2)))
    card = looked_at(told, {"focus.x": sent, "focus.y": sent, "focus-size": "240x9"}).card
    assert card
    assert card.focus == (0.1, 0.2)


def test_a_time_stays_to_the_second_while_nobody_touches_it(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text(HEAD + post("hello", at="2023-11-06 09:00:30"))
    known = load(file)
    told = known.posts[0]
    now = datetime(2023, 11, 1, tzinfo=known.campaign.timezone)
    assert placed(told, Form(local_fields(told, known)), known, now) == told


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_edit_touches_no_line_of_another_post(data: st.DataObject, tmp_path: Path) -> None:
    """Some edits one after the other, of the week that was written by hand with comments everywhere."""
    file = tmp_path / "posts.yaml"
    shutil.copy(SAMPLE, file)
    for _ in range(3):
        known = load(file)
        told = data.draw(st.sampled_from(list(known.posts)))
        fields = fields_of(told, known)
        texts = [name for name in fields if name.rpartition(".")[2].isdigit() or name.endswith(("text", ".quote"))]
        form = fields | {data.draw(st.sampled_from(texts)): data.draw(WORDS)}
        do = data.draw(st.sampled_from(["", *BUTTONS]))
        before, others = file.read_bytes(), _others(told.id, known)
        try:
            new = pressed(edited(told, form, known), do, known)
            change_posts(file, {told.id: lambda _was, _known, new=new: new})  # type: ignore[misc]
        except (SchedulerError, CalendarError):
            assert file.read_bytes() == before
            continue
        after = load(file)
        assert _others(told.id, after) == others
        assert next(each for each in after.posts if each.id == told.id) == _as_read(new, after)


def _others(name: str, known: Calendar) -> list[tuple[str, ...] | None]:
    return [lines_of(each.id, known) for each in known.posts if each.id != name]


def _as_read(new: Post, after: Calendar) -> Post:
    """How many empty lines a text keeps at its end is the file's own affair."""
    there = next(each for each in after.posts if each.id == new.id)
    return replace(new, text=there.text) if there.text.rstrip() == new.text.rstrip() else new
