"""A post as the tree that a person would write in YAML: keys in their order, what is empty or usual left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from scheduler import slots
from scheduler.models import Approval, Calendar, Card, Media, Override, Post


class Plain(str):
    """A time, a number or a word of ours: stands in the file as it is, never in quotes."""

    __slots__ = ()


class Braces(dict[str, Any]):
    """A mapping that stands on one line."""


class Brackets(tuple[Any, ...]):
    """A list that stands on one line."""

    __slots__ = ()


Tree = str | Mapping[str, Any] | Sequence[Any]
"""A text, a mapping or a list of trees."""


def tree_of(post: Post, calendar: Calendar) -> dict[str, Tree]:
    """The post's keys."""
    found: dict[str, Tree] = {"id": post.id, **_when(post, calendar), "status": Plain(post.status)}
    if post.approval:
        found["approval"] = Braces(_approval(post.approval))
    found |= _texts(submission=post.submission)
    if post.channels:
        found["channels"] = Brackets(post.channels)
    found |= {**_texts(text=post.text, link=post.link), **_pictures(post.card, post.media)}
    if post.overrides:
        found["variants"] = {channel: _override(said) for channel, said in post.overrides.items()}
    return found


def _texts(**values: str) -> dict[str, Tree]:
    return {key: value for key, value in values.items() if value}


def _approval(given: Approval) -> dict[str, Tree]:
    at = {"at": Plain(moment(given.at))} if given.at else {}
    return {**_texts(by=given.by), **at, **_texts(content=given.content)}


def moment(at: datetime) -> str:
    """UTC, to the second: 2023-10-30T14:02:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _when(post: Post, calendar: Calendar) -> dict[str, Tree]:
    if post.at is None:
        return {}
    local = post.at.astimezone(calendar.campaign.timezone)
    slot = next((slot for slot in calendar.slots if slot.name == post.slot), None)
    if slot and local.weekday() in slot.days and local.time() == slot.at:
        return {"slot": Braces(day=Plain(_day(local.date(), calendar)), name=slot.name)}
    return {"at": Plain(f"{local:%Y-%m-%d %H:%M:%S}".removesuffix(":00"))}


def _day(day: date, calendar: Calendar) -> str:
    """The weekday's name where the campaign has only one such day, else the date."""
    same = list(slots.day_in_week(calendar.campaign, day.weekday()))
    return slots.DAYS[day.weekday()] if same == [day] else day.isoformat()


def _override(said: Override) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    if said.text is not None:
        found["text"] = said.text
    if said.thread:
        found["thread"] = list(said.thread)
    if said.link is not None:
        found["link"] = said.link
    if said.media == ():
        found["media"] = Brackets()
    return found | _pictures(said.card, said.media or ())


def _pictures(card: Card | None, media: tuple[Media, ...]) -> dict[str, Tree]:
    found: dict[str, Tree] = {"card": dict(_card(card))} if card else {}
    return found | ({"media": [_media(each) for each in media]} if media else {})


def _media(media: Media) -> dict[str, Tree]:
    return _texts(file=str(media.file), alt=media.alt, captions=str(media.captions or ""))


def _card(card: Card) -> Iterator[tuple[str, Tree]]:
    for each in fields(card):
        value = getattr(card, each.name)
        if each.name == "focus" and value:
            yield "focus", Brackets(Plain(part) for part in value)
        elif value:
            yield each.name, str(value)
