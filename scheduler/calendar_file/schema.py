"""posts.yaml's own shape: which keys there are, and how they become the values of `models.py`."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.calendar_file import fields, times
from scheduler.calendar_file.channels import channels
from scheduler.calendar_file.digests import digest
from scheduler.calendar_file.fields import Findings, Key, one_of
from scheduler.calendar_file.nodes import Node, Table
from scheduler.calendar_file.posts import posts
from scheduler.calendar_file.week import check_slots, slots
from scheduler.models import Calendar, Campaign

_SUBMISSIONS = {"folder": Key(fields.path), "close": Key(times.local_date)}
_CAMPAIGN = {
    "name": Key(fields.name, required=True),
    "theme": Key(fields.name, required=True),
    "timezone": Key(times.zone, required=True),
    "starts": Key(times.local_date, required=True),
    "ends": Key(times.local_date, required=True),
    "submissions": Key(lambda node, findings: fields.mapping(node, _SUBMISSIONS, findings, "submissions")),
    "link": Key(fields.link),
    "hashtags": Key(fields.hashtag_list),
    "link_tags": Key(fields.texts_by_name),
    "approval": Key(one_of("required", "none")),
    "max_late": Key(times.duration),
    "theme_file": Key(fields.path),
}


def calendar(root: Node, *, file: Path, version: str, findings: Findings) -> Calendar | None:
    """The whole file, as far as it can be read; None when there are no channels. Not for use if there are findings."""
    keys: dict[str, Key] = {
        "campaign": Key(lambda node, say: fields.mapping(node, _CAMPAIGN, say, "campaign"), required=True),
        "channels": Key(channels, required=True),
        "slots": Key(slots),
        "digest": Key(digest),
        "posts": Key(lambda node, _say: node),
    }
    top = fields.mapping(root, keys, findings, "The file")
    if not top.get("channels"):
        return None
    bare = Calendar(
        file=file,
        version=version,
        campaign=_campaign(top.get("campaign", {}), root, findings),
        channels=top["channels"],
        slots=top.get("slots", ()),
        digest=top.get("digest"),
    )
    check_slots(root, bare, findings)
    return replace(bare, posts=posts(top["posts"], bare, findings)) if "posts" in top else bare


# --- campaign --------------------------------------------------------------------------------------


def _campaign(read: dict[str, Any], root: Node, findings: Findings) -> Campaign:
    """What cannot be read has been reported; something stands in for it, so that the rest of the file is read too."""
    if not _is_a_week(read.get("starts"), read.get("ends"), root, findings):
        read |= {"starts": times.NO_WEEK, "ends": times.NO_WEEK + timedelta(days=6)}
    read = {"name": "", "theme": "", "timezone": ZoneInfo("UTC"), **read}
    handed_in = read.pop("submissions", {})
    return Campaign(
        **{name: value for name, value in read.items() if name != "approval"},
        approval_required=read.get("approval", "required") == "required",
        submissions=handed_in.get("folder", Path("submissions")),
        submissions_close=handed_in.get("close"),
    )


_LONGEST = timedelta(days=3660)
"""Ten years: beyond is a slip of the finger in a year, and times so far off cannot be reckoned with everywhere."""


def _is_a_week(starts: date | None, ends: date | None, root: Node, findings: Findings) -> bool:
    if not starts or not ends:
        return False
    node = root.get("campaign") if isinstance(root, Table) else None
    place = fields.Places(node)["ends"] if node else root.place
    if ends < starts:
        findings.error(place, "The campaign ends before it starts.", "Mend starts or ends.")
    elif ends - starts > _LONGEST:
        findings.error(place, f"The campaign lasts {(ends - starts).days} days.", "Mend the year of starts or ends.")
    return starts <= ends <= starts + _LONGEST
