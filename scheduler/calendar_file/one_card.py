"""A quote card: its keys, and how a file of its own is read."""

from pathlib import Path

from scheduler.calendar_file import fields, parsing
from scheduler.calendar_file.fields import Findings, Key, by_place
from scheduler.calendar_file.nodes import Node, Sequence
from scheduler.errors import CalendarError, Problem
from scheduler.models import Card


def _focus(node: Node, findings: Findings) -> tuple[float, float] | None:
    if not isinstance(node, Sequence) or len(node.items) != 2:
        findings.error(node.place, "focus must be two numbers.", "Write focus: [0.5, 0.3], across and down.")
        return None
    across, down = (fields.fraction(item, findings) for item in node.items)
    return None if across is None or down is None else (across, down)


_CARD = {
    "quote": Key(fields.prose, required=True),
    "name": Key(fields.name, required=True),
    "title": Key(fields.prose),
    "organisation": Key(fields.prose),
    "country": Key(fields.text),
    "portrait": Key(fields.path),
    "lang": Key(fields.text),
    "focus": Key(_focus),
    "theme": Key(fields.text),
    "alt": Key(fields.prose),
}


def card(node: Node, findings: Findings) -> Card | None:
    read = fields.mapping(node, _CARD, findings, "card")
    return Card(**read) if {"quote", "name"} <= read.keys() else None


def read_card(path: Path) -> Card:
    """A file that holds nothing but one card's mapping (`scheduler card`); CalendarError, with every problem, else."""
    try:
        document = parsing.parse(path.read_bytes(), path)
    except OSError as error:
        raise CalendarError([Problem(what=f"{path} cannot be read: {error.strerror}.")]) from None
    findings = Findings(list(document.problems))
    found = card(document.root, findings) if document.root is not None else None
    if found is None or findings.problems:
        nothing = Problem(what=f"{path} holds no card.", remedy="It needs a quote and a name.")
        raise CalendarError(sorted(findings.problems, key=by_place) or [nothing])
    return found
