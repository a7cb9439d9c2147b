"""The channels of posts.yaml: one account each, with what its network needs, and never a secret."""

import difflib
import re
from collections.abc import Iterable

from scheduler.calendar_file import fields
from scheduler.calendar_file.fields import Findings
from scheduler.calendar_file.nodes import Node, Scalar, Sequence, Table
from scheduler.models import Calendar, Channel
from scheduler.platforms import load, names
from scheduler.platforms.base import Platform
from scheduler.settings import prefix

_SECRET = re.compile(r"key|secret|token|password", re.IGNORECASE)


def channels(node: Node, findings: Findings) -> dict[str, Channel] | None:
    """Every channel by its name. One whose platform cannot be read is there too, so that posts may name it."""
    if not isinstance(node, Table):
        findings.error(node.place, "channels must be a mapping of names.", "Write x: {platform: x}")
        return None
    if not node.pairs:
        findings.error(node.place, "There are no channels.", "Write x: {platform: x}")
    found = {name: _channel(name, pair.key, pair.value, findings) for name, pair in node.pairs.items()}
    _refuse_twins(node, found, findings)
    return found


def _channel(name: str, key: Scalar, node: Node, findings: Findings) -> Channel:
    fields.identifier(key, findings)
    if not isinstance(node, Table):
        findings.error(node.place, "A channel must be a mapping (key: value).", f"Write {name}: {{platform: x}}")
        return Channel(name=name, platform="")
    options = fields.texts_by_name(node, findings) or {}
    platform = options.pop("platform", "")
    if platform not in names():
        _no_platform(node, platform, findings)
        return Channel(name=name, platform=platform)
    _check_options(load(platform), options, node, findings)
    return Channel(name=name, platform=platform, options=options)


def _no_platform(node: Table, platform: str, findings: Findings) -> None:
    near = difflib.get_close_matches("platform", node.pairs, n=1)
    if said := node.get("platform"):
        findings.error(said.place, f"There is no platform {platform!r}.", fields.closest(platform, names()))
    elif near:
        findings.error(node.pairs[near[0]].key.place, f"A channel has no key {near[0]!r}.", "Did you mean 'platform'?")
    else:
        findings.error(node.place, "The channel has no platform.", f"Add platform: {' or '.join(names())}.")


def _check_options(kind: type[Platform], options: dict[str, str], node: Table, findings: Findings) -> None:
    for option, known in kind.options.items():
        if option not in options:
            findings.error(node.place, f"A channel on {kind.label} needs {option}.", f"Add {option}: … to it.")
        elif wrong := known.problem(options[option]):
            findings.error(node.pairs[option].value.place, wrong.what, wrong.remedy)
    for option in node.pairs.keys() - {"platform", *kind.options}:
        place = node.pairs[option].key.place
        if _SECRET.search(option):
            what = f"Secrets never stand in posts.yaml, and {option} is one."
            findings.error(place, what, "Take it out. Change this key at the network now; the new one belongs in .env.")
        else:
            findings.error(place, f"A channel on {kind.label} has no key {option!r}.", _may_have(kind.options))


def _may_have(options: Iterable[str]) -> str:
    return f"Beside platform it has: {', '.join(options)}." if options else "It needs nothing beside platform."


def _refuse_twins(node: Table, found: dict[str, Channel], findings: Findings) -> None:
    """Two that would read the same secrets, or speak for the same account."""
    secrets: dict[str, str] = {}
    accounts: dict[tuple[str, ...], str] = {}
    for name, channel in found.items():
        place = node.pairs[name].key.place
        other = secrets.setdefault(prefix(name), name)
        if other != name:
            findings.error(
                place, f"{name!r} and {other!r} would take the same secrets ({prefix(name)}_…).", "Rename one."
            )
        other = accounts.setdefault((channel.platform, *channel.options.values()), name) if channel.options else name
        if other != name:
            findings.error(place, f"{name!r} and {other!r} are one account: it would say all twice.", "Take one out.")


def check_channels(node: Node, key: str, calendar: Calendar, findings: Findings) -> None:
    """Says which names below `key` are no channels of the calendar."""
    for word in _names_below(node.get(key) if isinstance(node, Table) else None):
        if word.text not in calendar.channels:
            hint = fields.closest(word.text, calendar.channels)
            findings.error(word.place, f"There is no channel {word.text!r}.", hint)


def _names_below(node: Node | None) -> Iterable[Scalar]:
    if isinstance(node, Table):
        return [pair.key for pair in node.pairs.values()]
    return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else ()
