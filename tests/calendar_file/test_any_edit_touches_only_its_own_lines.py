"""A thousand edits of posts that people wrote in their own ways: each changes the lines it is about and no others."""

import difflib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from calendar_file.calendar_samples import HEAD, folder_with

from scheduler.calendar_file import change_posts, load, version_of
from scheduler.errors import CalendarError, Conflict
from scheduler.models import Approval, Calendar, Card, Media, Override, Post, Status

POSTS = """\
posts:
  # --- Monday ------------------------------------
  - id:    plain          # the first
    at: 2026-03-23 10:00  # after the meeting

    status:  draft    # not yet
    text:  'It''s'
    channels: [ x ,facebook ]

  - slot: {day: tue, name: morning}   # the slot comes first here
    id: blocks
    text: |   # what everybody says
      One line.

      Another: with a colon #tag

    # the link of the year
    link: "https://example.org/a"
    card:
      quote: >-
        Folded over
        two lines
      name: N. N.
      focus: [0.5, 0.25]   # her eyes
    media:
    - file: assets/sun.png   # dashes at the margin
      alt: A sun
    - {file: assets/sun.png, alt: 'Another, in braces'}
    variants:
      x:
        thread:
          - first
          # and then
          - |-
            second
            line
      facebook: {link: "https://example.org/b"}

  - {id: braces, text: Ho, card: {quote: Words, name: A}}   # in braces
  # --- later -------------------------------------
  - id: last
    approval:       # of the board
      by: Bo        # chair
      content: "00000000"
    status: draft
    text: the end"""

WORDS = (
    "Short",
    "Two words: and a colon",
    "A hashtag #end",
    "Grüße, مرحبا ज़िंदगी 🤝🏽",
    "Many words " * 12,
    "One\nTwo\n\nThree",
    "One\nTwo\n",
    " begins with a space\nand goes on",
    "null",
    "'single' and \"double\"",
    "-",
    "- dash\n- dash\n",
    "2026-03-23",
    "",
)
FILES = (Path("assets/sun.png"), Path("assets/with space, #1.png"))


def as_windows_writes(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_byte_order_mark(text: str) -> str:
    return "\ufeff" + text


LAYOUTS = (str, as_windows_writes, with_byte_order_mark)


def words(chance: random.Random) -> str:
    return chance.choice([text for text in WORDS if text])


def media(chance: random.Random) -> tuple[Media, ...]:
    return tuple(Media(file=chance.choice(FILES), alt=chance.choice(WORDS)) for _ in range(chance.randrange(4)))


def card(chance: random.Random) -> Card | None:
    quote, name = words(chance), words(chance)
    focus = chance.choice([None, (0.1, 0.9)])
    return chance.choice([None, Card(quote=quote, name=name, country="NO", title=chance.choice(WORDS), focus=focus)])


def override(chance: random.Random) -> Override:
    said = [
        Override(text=chance.choice(WORDS)),
        Override(thread=tuple(words(chance) for _ in range(1 + chance.randrange(4)))),
        Override(link="https://example.org/other", media=chance.choice([(), None])),
        Override(text="Mine", card=card(chance)),
    ]
    return chance.choice(said)


def time(chance: random.Random) -> datetime:
    return datetime(2026, 3, 23, 8, tzinfo=UTC) + timedelta(
        minutes=chance.randrange(4000), seconds=chance.choice([0, 30])
    )


EDITS: dict[str, Callable[[Post, random.Random], Post]] = {
    "text": lambda post, chance: replace(post, text=chance.choice(WORDS)),
    "link": lambda post, chance: replace(post, link=chance.choice(["", "https://example.org/ä?x=1#y"])),
    "status": lambda post, chance: replace(post, status=chance.choice(list(Status))),
    "approval": lambda post, chance: replace(
        post,
        approval=chance.choice([None, Approval(by="Ada: #1", at=datetime(2026, 3, 1, tzinfo=UTC), content="12345678")]),
    ),
    "channels": lambda post, chance: replace(post, channels=chance.choice([(), ("x",), ("facebook", "x")])),
    "at": lambda post, chance: replace(post, at=chance.choice([None, time(chance)]), slot=""),
    "card": lambda post, chance: replace(post, card=card(chance)),
    "media": lambda post, chance: replace(post, media=media(chance)),
    "variants": lambda post, chance: replace(
        post, overrides={name: override(chance) for name in chance.sample(["x", "facebook"], chance.randrange(3))}
    ),
}
ALSO = {"at": ("at", "slot")}


def regions(calendar: Calendar, name: str, keys: tuple[str, ...]) -> set[int]:
    """The lines, from 0, on which these keys of a post stand, with what belongs to them."""
    post = next(post for post in calendar.posts if post.id == name)
    own = sorted({place.line for key, place in post.places.items() if key and "." not in key})
    others = [min(place.line for place in each.places.values()) for each in calendar.posts]
    lines = {own[0] - 1} if len(own) == 1 else set()  # a post on one line has no other
    for path, place in post.places.items():
        if path.split(".")[0] in keys:
            after = next((line for line in own if line > place.line), None)
            after = after or next((line for line in others if line > max(own)), 10_000)
            lines |= set(range(place.line - 2, after))  # the key may stand on the line above its value
    return lines


def changed_lines(before: str, after: str) -> set[int]:
    """The lines of `before`, from 0, that are gone or another."""
    found: set[int] = set()
    old, new = before.splitlines(), after.splitlines()
    for tag, first, last, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in {"replace", "delete"}:
            found |= set(range(first, last))
    return found


def to(wanted: Post) -> Callable[[Post, Calendar], Post]:
    return lambda _old, _calendar: wanted


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith(("# -", "# the link"))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(10))
def test_a_chain_of_edits(layout: Callable[[str], str], seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    file = folder_with(tmp_path, "")
    file.write_bytes(layout(HEAD + POSTS).encode())
    for _ in range(36):
        calendar, before = load(file), file.read_bytes().decode()
        post, key = chance.choice(calendar.posts), chance.choice(list(EDITS))
        wanted = EDITS[key](post, chance)
        if wanted.status is Status.APPROVED and wanted.at is None:
            continue
        change_posts(file, {post.id: to(wanted)})
        after = file.read_bytes().decode()
        touched = changed_lines(before, after)
        assert touched <= regions(calendar, post.id, ALSO.get(key, (key,))), f"{key} of {post.id}:\n{after}"
        assert comments(after) == comments(before)
        assert ("\r\n" in after) == ("\r\n" in before)


def test_an_edit_of_what_was_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS)
    calendar = load(file)
    seen = {post.id: version_of(post, calendar) for post in calendar.posts}
    file.write_text(file.read_text().replace("text: Ho", "text: Hi"))
    saved = file.read_bytes()
    with pytest.raises(Conflict, match="braces was changed") as refused:
        change_posts(file, {"braces": lambda post, _: replace(post, text="Mine")}, seen=seen)
    assert refused.value.posts == ("braces",)
    assert file.read_bytes() == saved


def test_an_edit_of_another_post_than_the_changed_one_is_made(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS)
    calendar = load(file)
    seen = {post.id: version_of(post, calendar) for post in calendar.posts}
    file.write_text(file.read_text().replace("text: Ho", "text: Hi"))
    change_posts(file, {"plain": lambda post, _: replace(post, text="Mine")}, seen=seen)
    assert [post.text for post in load(file).posts][::2] == ["Mine", "Hi"]


def test_a_post_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS)
    with pytest.raises(CalendarError, match=r"There is no post .block.\. Did you mean .blocks."):
        change_posts(file, {"block": lambda post, _: post})


def test_a_word_before_a_comment_gets_quotes(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS)
    change_posts(file, {"blocks": lambda post, _: replace(post, text="Short")})
    assert '    text: "Short"   # what everybody says\n' in file.read_text()


def test_a_time_takes_the_place_of_a_slot(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS)
    at = datetime(2026, 3, 25, 8, 15, tzinfo=UTC)
    change_posts(file, {"blocks": lambda post, _: replace(post, at=at, slot="")})
    assert "  - # the slot comes first here\n" not in file.read_text()
    assert "    id: blocks\n    at: 2026-03-25 09:15\n" in file.read_text().replace("  - id: blocks", "    id: blocks")
