"""The slots of posts.yaml: places that come back in the week."""

from scheduler.calendar_file import fields, times
from scheduler.calendar_file.channels import check_channels
from scheduler.calendar_file.fields import Findings, Key, list_of, some_of
from scheduler.calendar_file.nodes import Node, Scalar, Sequence, Table
from scheduler.models import Calendar, Campaign, Slot
from scheduler.slots import DAYS, day_in_week, day_number

_SLOT = {
    "name": Key(fields.identifier, required=True),
    "days": Key(some_of(times.weekday, "Name its days: [mon, tue]."), required=True),
    "at": Key(times.local_time, required=True),
    "channels": Key(some_of(fields.name, fields.ALL_CHANNELS)),
}


def slots(node: Node, findings: Findings) -> tuple[Slot, ...] | None:
    read: tuple[Slot, ...] | None = list_of(_slot)(node, findings)
    for number, slot in enumerate(read or ()):
        if any(slot.name == other.name for other in (read or ())[:number]) and isinstance(node, Sequence):
            findings.error(node.items[number].place, f"There are two slots {slot.name!r}.", "Rename one.")
    return read


def _slot(node: Node, findings: Findings) -> Slot | None:
    read = fields.mapping(node, _SLOT, findings, "A slot")
    if not {"name", "days", "at"} <= read.keys():
        return None
    return Slot(**{**read, "days": frozenset(read["days"])})


def check_slots(root: Node, calendar: Calendar, findings: Findings) -> None:
    """What is wrong with slots in this calendar: channels that it has not, days that never come, two at once."""
    listed = root.get("slots") if isinstance(root, Table) else None
    tables = [item for item in listed.items if isinstance(item, Table)] if isinstance(listed, Sequence) else []
    for table in tables:
        check_channels(table, "channels", calendar, findings)
        _look_at_days(table.get("days"), calendar.campaign, findings)
    _look_for_two_at_once(tables, calendar, findings)


def _look_at_days(node: Node | None, campaign: Campaign, findings: Findings) -> None:
    seen = set()
    for day in node.items if isinstance(node, Sequence) else ():
        number = day_number(day.text) if isinstance(day, Scalar) else None
        if number is None or not isinstance(day, Scalar):
            continue
        if number in seen:
            findings.warning(day.place, f"{day.text} stands here twice.", "Take one out.")
        elif not any(day_in_week(campaign, number)):
            findings.warning(day.place, f"No {day.text} is in the campaign's week.", "Take it out, or mend the week.")
        seen.add(number)


def _look_for_two_at_once(tables: list[Table], calendar: Calendar, findings: Findings) -> None:
    by_name = {name.text: table for table in tables if isinstance(name := table.get("name"), Scalar)}
    for number, slot in enumerate(calendar.slots):
        for other in calendar.slots[:number]:
            days = ", ".join(DAYS[day] for day in sorted(slot.days & other.days))
            if days and slot.at == other.at and _share_a_channel(slot, other) and slot.name in by_name:
                place = fields.Places(by_name[slot.name])["at"]
                what = f"{slot.name} and {other.name} come at the same time: {days}, {slot.at:%H:%M}."
                findings.warning(place, what, "Move one of them.")


def _share_a_channel(slot: Slot, other: Slot) -> bool:
    return not slot.channels or not other.channels or bool(set(slot.channels) & set(other.channels))
