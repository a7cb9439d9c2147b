"""The daily e-mail in posts.yaml: its keys, and what would go wrong with it, said at the line to mend."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from email.utils import parseaddr
from string import Formatter
from urllib.parse import urlsplit

from scheduler.calendar_file import fields, times
from scheduler.calendar_file.fields import Findings, Key, list_of, one_of
from scheduler.calendar_file.nodes import Node, Table
from scheduler.calendar_file.times import NO_WEEK
from scheduler.errors import Place, Problem, Severity
from scheduler.models import Calendar, Digest, DigestDay

PLACEHOLDERS = ("campaign", "day", "headline", "theme", "date")
"""What a subject or an introduction may have in braces."""
INLINE, HOSTED = "inline", "hosted"

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)+")
_LIST_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")


def address_of(written: str) -> tuple[str, str]:
    """The name and the address of "Name <address>"; the address is "" when there is none that mail can go to."""
    name, address = parseaddr(written)
    return (name, address) if _ADDRESS.fullmatch(address) else (name, "")


def unknown_placeholders(written: str) -> list[str]:
    """What stands in braces and is none of ours; an unmatched brace is one, too."""
    try:
        named = [name for _, name, *_ in Formatter().parse(written) if name is not None]
    except ValueError:
        return ["{"]
    return [name for name in named if name not in PLACEHOLDERS]


# --- the keys ---------------------------------------------------------------------------------------------------------


def _sender(node: Node, findings: Findings) -> str | None:
    found = fields.name(node, findings)
    if found is None or address_of(found)[1]:
        return found
    findings.error(node.place, f"{found!r} is not a sender.", 'Write "Our week <week@example.org>".')
    return None


def _list_id(node: Node, findings: Findings) -> str | None:
    found = fields.name(node, findings)
    if found is None or _LIST_ID.fullmatch(found):
        return found
    findings.error(node.place, f"{found!r} is not a list's name.", "Write it like a domain: week.example.org.")
    return None


def _pictures(node: Node, findings: Findings) -> str | None:
    """`inline`, `hosted`, or hosted at an address: `hosted: https://…`, `{hosted: https://…}` or the address alone."""
    pair = node.pairs.get(HOSTED) if isinstance(node, Table) and len(node.pairs) == 1 else None
    found = fields.name(pair.value if pair else node, findings)
    if found is None:
        return None
    address = found.removeprefix(f"{HOSTED}:").strip()
    if address in {INLINE, HOSTED} or _is_https(address):
        return address
    findings.error(node.place, f"{found!r} says not where pictures are.", "Write inline, hosted or https://…")
    return None


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s\"'<>?#]", address)


_IDS = list_of(fields.identifier)
_DAY = {
    "subject": Key(fields.prose),
    "intro": Key(fields.prose),
    "order": Key(_IDS),
    "leave_out": Key(_IDS),
}
_DIGEST = {
    "at": Key(times.local_time, required=True),
    "from": Key(_sender, required=True),
    "subject": Key(fields.prose),
    "subscribers": Key(fields.path),
    "address": Key(fields.prose),
    "max_late": Key(times.duration),
    "list_id": Key(_list_id),
    "pictures": Key(_pictures),
    "on_unknown": Key(one_of("hold", "resend")),
    "days": Key(lambda node, findings: _days(node, findings)),
}


def digest(node: Node, findings: Findings) -> Digest | None:
    read = fields.mapping(node, _DIGEST, findings, "digest")
    if not {"at", "from"} <= read.keys():
        return None
    return Digest(sender=read.pop("from"), places=fields.Places(node), **read)


def _days(node: Node, findings: Findings) -> dict[date, DigestDay] | None:
    if not isinstance(node, Table):
        findings.error(node.place, "days must be a mapping of dates.", "Write 2023-11-06: {subject: …}")
        return None
    found = {}
    for pair in node.pairs.values():
        day = times.local_date(pair.key, findings)
        if day:
            found[day] = DigestDay(**fields.mapping(pair.value, _DAY, findings, "A digest's day"))
    return found


# --- what would go wrong ----------------------------------------------------------------------------------------------


def check_digest(calendar: Calendar) -> Iterator[Problem]:
    """Posts that are not there on their day, words in braces that nobody knows, a footer without an address."""
    digest = calendar.digest
    if digest is None:
        return
    yield from _placeholders(digest, "subject", digest.subject)
    if not digest.address.strip():
        what = "The daily e-mail has no postal address in its footer, which many countries' law asks for."
        place = _place(digest, "address", "at")
        yield Problem(what=what, remedy="Add address: to digest.", place=place, severity=Severity.WARNING)
    for day, said in digest.days.items():
        yield from _day(digest, day, said, calendar)


def _day(digest: Digest, day: date, said: DigestDay, calendar: Calendar) -> Iterator[Problem]:
    here = f"days.{day}"
    week = calendar.campaign
    if week.starts > NO_WEEK and not week.starts <= day <= week.ends:
        what, place = f"{day} is outside the campaign's week: no e-mail goes out on it.", _place(digest, here)
        yield Problem(what=what, remedy="Is the date right?", place=place, severity=Severity.WARNING)
    yield from _placeholders(digest, f"{here}.subject", said.subject)
    yield from _placeholders(digest, f"{here}.intro", said.intro)
    there = [post.id for post in calendar.posts if post.at and post.at.date() == day]
    yield from _strangers(digest, f"{here}.order", said.order, there)
    yield from _strangers(digest, f"{here}.leave_out", said.leave_out, there)


def _strangers(digest: Digest, key: str, ids: Iterable[str], there: list[str]) -> Iterator[Problem]:
    for number, name in enumerate(ids):
        if name not in there:
            remedy = fields.closest(name, there) if there else "No post has that day's date."
            what, place = f"There is no post {name!r} on that day.", _place(digest, f"{key}.{number}", key)
            yield Problem(what=what, remedy=remedy, place=place)


def _placeholders(digest: Digest, key: str, written: str) -> Iterator[Problem]:
    for name in unknown_placeholders(written):
        remedy = f"There are {', '.join(f'{{{each}}}' for each in PLACEHOLDERS)}; a brace alone is written twice."
        what = f"Nobody knows what {{{name}}} means." if name != "{" else "A brace stands alone."
        yield Problem(what=what, remedy=remedy, place=_place(digest, key))


def _place(digest: Digest, *keys: str) -> Place | None:
    return next((digest.places[key] for key in (*keys, "") if key in digest.places), None)
