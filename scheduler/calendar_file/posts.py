"""The posts of posts.yaml: their keys, and how they become `models.Post`."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from scheduler import slots
from scheduler.calendar_file import fields, times
from scheduler.calendar_file.channels import check_channels
from scheduler.calendar_file.fields import Findings, Key, Read, list_of, one_of, some_of
from scheduler.calendar_file.nodes import Node, Table
from scheduler.calendar_file.one_card import card
from scheduler.errors import Place
from scheduler.models import Approval, Calendar, Media, Override, Post, Status

_APPROVAL = {"by": Key(fields.name, required=True), "at": Key(times.moment), "content": Key(fields.name)}
_MEDIA = {"file": Key(fields.path, required=True), "alt": Key(fields.prose), "captions": Key(fields.path)}
_PLACE_IN_WEEK = {"day": Key(fields.name, required=True), "name": Key(fields.name, required=True)}


def media(node: Node, findings: Findings) -> Media | None:
    read = fields.mapping(node, _MEDIA, findings, "A picture or video")
    return Media(**read) if "file" in read else None


_OVERRIDE = {
    "text": Key(fields.prose),
    "thread": Key(some_of(fields.prose, "Write its parts: [first, second].")),
    "link": Key(fields.link),
    "media": Key(list_of(media)),
    "card": Key(card),
}
_POST = {
    "id": Key(fields.identifier, required=True),
    "at": Key(times.local_date_time),
    "slot": Key(lambda node, findings: fields.mapping(node, _PLACE_IN_WEEK, findings, "slot")),
    "status": Key(one_of(*(status.value for status in Status))),
    "approval": Key(lambda node, findings: _approval(node, findings)),
    "submission": Key(fields.identifier),
    "channels": Key(some_of(fields.name, fields.ALL_CHANNELS)),
    "text": Key(fields.prose),
    "link": Key(fields.link),
    "card": Key(card),
    "media": Key(list_of(media)),
    "variants": Key(lambda node, findings: _overrides(node, findings)),
}


def posts(node: Node, calendar_: Calendar, findings: Findings) -> tuple[Post, ...]:
    """Every post that can be read; `calendar_` is the file without its posts."""
    read: Read = partial(_post, calendar_=calendar_)
    found: tuple[Post, ...] = list_of(read)(node, findings) or ()
    _refuse_doubles(found, findings)
    return found


def _refuse_doubles(posts: tuple[Post, ...], findings: Findings) -> None:
    first: dict[str, Post] = {}
    for post in posts:
        twin = first.setdefault(post.id, post)
        place, other = (fields.place_of(post), fields.place_of(twin)) if twin is not post else (None, None)
        if place and other:
            what = f"There is a post {post.id!r} already, on line {other.line}."
            findings.error(place, what, "Give this one another id.")


def _post(node: Node, findings: Findings, *, calendar_: Calendar) -> Post | None:
    read = fields.mapping(node, _POST, findings, "A post")
    for key in ("channels", "variants"):
        check_channels(node, key, calendar_, findings)
    if not isinstance(node, Table):
        return None
    read.setdefault("id", f"The post on line {node.place.line}")  # its other mistakes are to be found too
    places = fields.Places(node)
    slot = read.pop("slot", {})
    at = _time(read.pop("at", None), slot, places, calendar_, findings)
    return Post(
        **{name: value for name, value in read.items() if name not in {"variants", "status"}},
        status=Status(read.get("status", Status.DRAFT)),
        overrides=read.get("variants", {}),
        at=at,
        slot=slot.get("name", ""),
        places=places,
    )


def _time(
    at: datetime | None, slot: dict[str, str], places: Mapping[str, Place], calendar_: Calendar, findings: Findings
) -> datetime | None:
    """When the post goes out, in the campaign's zone; None when it says nothing, or something that cannot be."""
    if at is not None and slot:
        findings.error(places["slot"], "The post has a time and a slot.", "Keep at: or slot:.")
        return None
    zone = calendar_.campaign.timezone
    try:
        if at is not None:
            return slots.local(at, zone)
        return _time_of_slot(slot, places, calendar_, findings) if slot else None
    except slots.NoSuchTime as error:
        findings.error(places["at" if at else "slot"], error.what, error.remedy)
        return None


def _time_of_slot(
    asked: dict[str, str], places: Mapping[str, Place], calendar_: Calendar, findings: Findings
) -> datetime | None:
    name, day = asked.get("name"), asked.get("day")
    if name is None or day is None:
        return None
    slot = next((each for each in calendar_.slots if each.name == name), None)
    if slot is None:
        known = [each.name for each in calendar_.slots]
        findings.error(places["slot.name"], f"There is no slot {name!r}.", fields.closest(name, known))
        return None
    number = slots.day_number(day)
    days = list(slots.day_in_week(calendar_.campaign, number)) if number is not None else _as_date(day)
    if not days or days[0].weekday() not in slot.days:
        findings.error(places["slot.day"], f"The slot {name!r} does not come on {day!r}.", "Choose one of its days.")
        return None
    return slots.time_of(slot, days[0], calendar_.campaign.timezone)


def _as_date(text: str) -> list[date]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return []
    return [day] if day.year in times.YEARS else []


def _approval(node: Node, findings: Findings) -> Approval | None:
    read = fields.mapping(node, _APPROVAL, findings, "approval")
    return Approval(**read) if "by" in read else None


def _overrides(node: Node, findings: Findings) -> dict[str, Override] | None:
    if not isinstance(node, Table):
        findings.error(node.place, "variants must be a mapping of channels.", "Write x: {text: …}")
        return None
    return {name: _override(name, pair.value, findings) for name, pair in node.pairs.items()}


def _override(name: str, node: Node, findings: Findings) -> Override:
    read = fields.mapping(node, _OVERRIDE, findings, f"The variant {name}")
    if "text" in read and "thread" in read:
        findings.error(node.place, f"The variant {name} has a text and a thread.", "Keep one of them.")
    return Override(**read)
