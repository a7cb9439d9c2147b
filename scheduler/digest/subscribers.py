"""subscribers.csv: email, name, language, consent. Every line that is refused is named, with its reason.

Columns may stand in any order, and others beside them; spreadsheets write commas, semicolons or tabs between them.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from email_validator import EmailNotValidError, validate_email

from scheduler.errors import DigestError
from scheduler.ledger.subscribers import Entry, address_hash
from scheduler.models import Subscription

COLUMNS = ("email", "name", "language", "consent")
_REQUIRED = ("email", "consent")
_ALSO_CALLED = {"e-mail": "email", "email address": "email", "mail": "email", "lang": "language"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST_NAME = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HOW = "Write a first line `email,name,language,consent`; consent says when and how: form on our page, 3 May 2023."


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that was not taken: its number in the file, the address as it stands there, and why."""

    line: int
    address: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.address or '(no address)'}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """`lines` has the number of the line of each entry, by the address's hash. `ignored`: columns nobody knows."""

    entries: Sequence[Entry]
    lines: Mapping[str, int]
    refused: Sequence[Refused]
    ignored: Sequence[str]


def read_list(file: Path, *, confirmed: bool = True) -> ReadList:
    """DigestError when it is no such list at all. `confirmed` False: each is to say yes before they get anything."""
    text = _text(file)
    reader = csv.reader(text.splitlines(keepends=True), _dialect(text), strict=False)
    try:
        head = [_column(name) for name in next(reader, [])]
        _mind_the_head(head, file)
        rows = [(reader.line_num, dict(zip(head, row, strict=False))) for row in reader if any(row)]
    except csv.Error as error:
        raise DigestError(f"{file} cannot be read as a table: {error}.", _HOW) from None
    return _sorted_out(rows, confirmed=confirmed, ignored=[name for name in head if name not in COLUMNS])


def _sorted_out(rows: Iterable[tuple[int, dict[str, str]]], *, confirmed: bool, ignored: Sequence[str]) -> ReadList:
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    refused: list[Refused] = []
    for line, row in rows:
        cells = {name: " ".join(row.get(name, "").split()) for name in COLUMNS}
        try:
            entry = _entry(cells, confirmed=confirmed)
            hash_ = address_hash(entry.email)
            if hash_ in entries:
                raise ValueError(f"the same address stands in line {lines[hash_]}; that one counts")
        except ValueError as error:
            refused.append(Refused(line=line, address=cells["email"], why=str(error)))
        else:
            entries[hash_], lines[hash_] = entry, line
    return ReadList(entries=tuple(entries.values()), lines=lines, refused=refused, ignored=ignored)


def _entry(cells: Mapping[str, str], *, confirmed: bool) -> Entry:
    """ValueError in words."""
    if not cells["email"]:
        raise ValueError("there is no address")
    try:
        email = validate_email(cells["email"], check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise ValueError(f"this is no valid address: {error}") from None
    if not cells["consent"]:
        raise ValueError("nobody says when and how they agreed (column consent)")
    if cells["language"] and not _LANGUAGE.fullmatch(cells["language"]):
        raise ValueError(f"{cells['language']!r} is no language: write en, fr, ar or the like, or nothing")
    told = {name: cells[name] for name in ("language", "consent")}
    return Entry(email=email, name=cells["name"][:_LONGEST_NAME], confirmed=confirmed, **told)


def write_list(known: Iterable[Subscription], file: IO[str], confirm_at: str = "") -> int:
    """Writes it as `read_list` reads it, with how each stands; how many they are.

    `confirm_at`: the address under which a subscriber says yes by their token; it stands beside those who have not.
    """
    writer = csv.writer(file)
    writer.writerow([*COLUMNS, "since", "state", *(["confirm"] if confirm_at else [])])
    count = 0
    for count, each in enumerate(known, 1):  # noqa: B007 - it is the number of rows
        writer.writerow([_harmless(cell) for cell in _cells(each, confirm_at)])
    return count


def _cells(each: Subscription, confirm_at: str) -> Iterator[str]:
    who = each.subscriber
    yield from (who.email, who.name, who.language, each.consent, each.since.date().isoformat(), state_of(each))
    if confirm_at:
        yield "" if each.confirmed else f"{confirm_at}{who.token}"


def state_of(each: Subscription) -> str:
    """In a word."""
    if each.suppressed:
        return each.suppressed.value
    if each.confirmed is None:
        return "unconfirmed"
    return "paused" if each.paused_until else "subscribed"


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like this for a formula, also in what somebody wrote as their name."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DigestError(
            f"{file} cannot be read: {error.strerror}.", "Name the list: subscribers import FILE.csv"
        ) from None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError(
            f"{file} is not written in UTF-8 (line {line}): names would come out wrong.",
            "Save it anew; in Excel choose “CSV UTF-8”.",
        ) from None


def _dialect(text: str) -> Any:
    """What stands between the columns, by the first line."""
    head = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Dialect


def _column(name: str) -> str:
    plain = name.strip().casefold()
    return _ALSO_CALLED.get(plain, plain)


def _mind_the_head(head: Sequence[str], file: Path) -> None:
    if missing := [name for name in _REQUIRED if name not in head]:
        raise DigestError(f"{file} has no column {' and no column '.join(missing)}.", _HOW)
    if twice := {name for name in head if name in COLUMNS and head.count(name) > 1}:
        raise DigestError(f"{file} has the column {', '.join(sorted(twice))} twice.", "Keep one of them.")
