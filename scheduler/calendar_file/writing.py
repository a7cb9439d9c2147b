"""A post as lines of YAML that a person would have written: no needless quotes, long texts as blocks."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime

import yaml

from scheduler import slots
from scheduler.models import Approval, Calendar, Card, Media, Override, Post

_LONGEST_ON_A_LINE = 88
_STEP = "  "
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML refuses, takes for the end of a line, or nobody would see."""


def scalar(text: str) -> str:
    """The text on one line: as it is where YAML leaves it alone, else in quotes."""
    if _stays_itself(text):
        return text
    if '"' in text and "\\" not in text and not _INVISIBLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _stays_itself(text: str) -> bool:
    # YAML itself is asked, but never about brackets: they nest, and nesting without end kills its C parser.
    if not text[:1].isalnum() or re.search(r"[\[\]{},#]", text) or _INVISIBLE.search(text):
        return False
    try:
        return bool(yaml.load(f"[{text}]", Loader=yaml.CSafeLoader) == [text])
    except (yaml.YAMLError, ValueError):
        return False


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if _INVISIBLE.match(letter) else letter


def comment(text: str) -> list[str]:
    """One line that YAML passes over; none for no text."""
    words = " ".join(_INVISIBLE.sub(" ", text).split())
    return [f"# {words}"] if words else []


def post_lines(post: Post, calendar: Calendar) -> Iterator[str]:
    """The post's keys, one a line, without indentation; what is empty or usual is left out."""
    yield f"id: {scalar(post.id)}"
    yield from _when(post, calendar)
    yield f"status: {post.status}"
    if post.approval:
        yield f"approval: {in_braces(approval(post.approval))}"
    yield from _pairs(submission=post.submission)
    if post.channels:
        yield f"channels: {_flow_list(post.channels)}"
    yield from _pairs(text=post.text, link=post.link)
    yield from _pictures(post.card, post.media)
    if post.overrides:
        yield "variants:"
        for channel, override in post.overrides.items():
            lines = list(_override(override))
            yield f"{_STEP}{scalar(channel)}:" + ("" if lines else " {}")
            yield from _indented(_indented(lines))


def approval(given: Approval) -> dict[str, str]:
    """Its keys, and their values as YAML."""
    pairs = {"by": given.by, "at": moment(given.at) if given.at else "", "content": given.content}
    return {key: value if key == "at" else scalar(value) for key, value in pairs.items() if value}


def in_braces(values: Mapping[str, str]) -> str:
    """Keys and values, as YAML already, on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def moment(at: datetime) -> str:
    """UTC, to the second: 2023-10-30T14:02:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _when(post: Post, calendar: Calendar) -> Iterator[str]:
    if post.at is None:
        return
    local = post.at.astimezone(calendar.campaign.timezone)
    slot = next((slot for slot in calendar.slots if slot.name == post.slot), None)
    if slot and local.weekday() in slot.days and local.time() == slot.at:
        yield f"slot: {{day: {_day(local, calendar)}, name: {scalar(slot.name)}}}"
    else:
        yield f"at: {local:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def _day(local: datetime, calendar: Calendar) -> str:
    """The weekday's name where the campaign has only one such day, else the date."""
    same = list(slots.day_in_week(calendar.campaign, local.weekday()))
    return slots.DAYS[local.weekday()] if same == [local.date()] else f"{local:%Y-%m-%d}"


def _override(override: Override) -> Iterator[str]:
    if override.text is not None:
        yield from _pair("text", override.text)
    if override.thread:
        yield "thread:"
        for part in override.thread:
            yield from _indented(_value("- ", part))
    if override.link is not None:
        yield from _pair("link", override.link)
    if override.media == ():
        yield "media: []"
    yield from _pictures(override.card, override.media or ())


def _pictures(card: Card | None, media: tuple[Media, ...]) -> Iterator[str]:
    if card:
        yield "card:"
        yield from _indented(_card(card))
    if media:
        yield "media:"
        for each in media:
            captions = str(each.captions) if each.captions else ""
            yield from _item(_pairs(file=str(each.file), alt=each.alt, captions=captions))


def _card(card: Card) -> Iterator[str]:
    for each in fields(card):
        value = getattr(card, each.name)
        if each.name == "focus" and value:
            yield f"focus: [{value[0]}, {value[1]}]"
        elif value:
            yield from _pair(each.name, str(value))


# --- lines ------------------------------------------------------------------------------------------------------------


def _pairs(**values: str) -> Iterator[str]:
    for key, value in values.items():
        if value:
            yield from _pair(key, value)


def _pair(key: str, value: str) -> Iterator[str]:
    return _value(f"{key}: ", value)


def _value(before: str, text: str) -> Iterator[str]:
    """On the line of `before`, or as a block below it where that reads better."""
    if not _as_block(text):
        yield before + scalar(text)
        return
    lines = text.removesuffix("\n").split("\n")
    yield before + "|" + ("2" if _needs_its_indentation(text) else "") + _keeps(text)
    yield from (_STEP + line if line else "" for line in lines)


def _as_block(text: str) -> bool:
    long = "\n" in text or len(text) > _LONGEST_ON_A_LINE
    if not long or not text.strip() or _INVISIBLE.search(text.replace("\n", "")):
        return False
    return not text.endswith((" ", "\n\n")) and not re.search(r"^ *\t|^ +$", text, re.MULTILINE)


def _needs_its_indentation(text: str) -> bool:
    return text.startswith((" ", "\n"))


def _keeps(text: str) -> str:
    return "" if text.endswith("\n") else "-"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_STEP + line if line else line for line in lines)


def _item(lines: Iterator[str]) -> Iterator[str]:
    """A list's item: a dash before the first line, the others below it."""
    for number, line in enumerate(lines):
        yield f"{_STEP}{'  ' if number else '- '}{line}" if line else line


def _flow_list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(scalar, words))}]"
