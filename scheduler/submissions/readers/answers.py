"""The rows of a table of answers. Its columns are understood by the same table of questions as headings are."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.dates import DAY_FIRST, MONTH_FIRST, moment_in, order_of
from scheduler.submissions.extract import Extract, Row, heading
from scheduler.submissions.folding import folded
from scheduler.submissions.headings import part_of

_HEAD_WITHIN = 12
"""The questions stand in one of so many first rows: titles may stand above them."""
_LONG = 8
"""An answer of so many words to a question that we do not know is part of what was written."""
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_STAMP = re.compile(
    r"^(?:timestamp|submitted( (at|on))?|submission (date|time)|completion time|start time|end time|created( at)?"
    r"|date (submitted|created)|horodateur|marca temporal|carimbo de data/hora|zeitstempel|طابع زمني|date de soumission"
    r"|fecha de envio|data de envio)$"
)
_FIRST_NAME = re.compile(
    r"^(first|given|fore) ?name|^prenoms?$|^nombres?( de pila)?$|^(primeiro )?nome$|^vorname$|^الاسم الاول$"
)
_LAST_NAME = re.compile(
    r"^(last|family|sur) ?name|^nom( de famille)?$|^apellidos?$|^(sobrenome|apelido)$|^(nach|familien)name$"
    r"|^(اسم العايلة|اسم العائلة|اللقب)$"
)
_YES = {"true": "Yes", "false": "No", "✓": "Yes", "✔": "Yes", "☑": "Yes", "☐": "No"}
_NAMING = ("name", "person", "title", "organisation")


@dataclass(frozen=True, slots=True)
class _Column:
    """A question of the table; `part` as `headings` knows it, or "stamp", "" when it asks for nothing that we know."""

    place: int
    label: str
    part: str


def rows_of(name: str, grid: list[list[str]], notes: tuple[tuple[int, FindingKind, str], ...] = ()) -> Extract:
    """Each row as what it says. `notes`: what was noticed on the way, by the number of its row, which begins at 1."""
    head = _head(grid)
    if head is None:
        what = f"{name} is a table, but none of its columns asks for anything that we know."
        remedy = "Is it the export of the form? Its first row must hold the questions."
        raise SubmissionError(what, remedy)
    columns = _columns(grid[head])
    order = _order(columns, grid[head + 1 :])
    numbered = [(n, row) for n, row in enumerate(grid[head + 1 :], start=head + 2) if any(row)]
    if not numbered:
        raise SubmissionError(f"{name} has questions, but no answers.", "Export it again when somebody has answered.")
    made = [_row(name, number, row, columns, order, notes) for number, row in numbered]
    # The very same row once more says nothing new.
    return Extract(rows=tuple({(folded(row.name), row.stamp): row for row in reversed(made)}.values())[::-1])


def _order(columns: list[_Column], rows: list[list[str]]) -> str:
    """Whether 03/04/2023 is in March or in April: by the other rows, else as forms in English and others write it."""
    stamps = [column for column in columns if column.part == "stamp"]
    known = order_of(row[column.place] for row in rows for column in stamps if column.place < len(row))
    english = any(column.label.strip().lower() == "timestamp" for column in stamps)
    return known or (MONTH_FIRST if english else DAY_FIRST)


def _head(grid: list[list[str]]) -> int | None:
    """Which row holds the questions: the one that asks for most parts."""
    asks = {
        number: sum(len(cell) < 300 and (part_of(cell) is not None or _is_stamp(cell)) for cell in row if cell)
        for number, row in enumerate(grid[:_HEAD_WITHIN])
        if sum(map(bool, row)) > 1
    }
    best = max(asks, key=lambda number: (asks[number], -number), default=None)
    return best if best is not None and asks[best] else None


def _is_stamp(label: str) -> bool:
    return _STAMP.match(folded(label).strip()) is not None


def _columns(labels: list[str]) -> list[_Column]:
    plain = [folded(label).strip(" *:") for label in labels]
    first = next((n for n, label in enumerate(plain) if _FIRST_NAME.match(label)), None)
    last = next((n for n, label in enumerate(plain) if n != first and _LAST_NAME.match(label)), None)
    if first is None or last is None:
        first = last = None

    def part(number: int, label: str) -> str:
        if number in (first, last):
            return "first name" if number == first else "last name"
        return "stamp" if _is_stamp(label) else part_of(label) or ""

    return [_Column(number, label, part(number, label)) for number, label in enumerate(labels) if label]


def _row(
    name: str,
    number: int,
    row: list[str],
    columns: list[_Column],
    order: str,
    notes: tuple[tuple[int, FindingKind, str], ...],
) -> Row:
    said = [(column, _said(row[column.place])) for column in columns if column.place < len(row) and row[column.place]]
    words = [(column, value) for column, value in said if column.part != "stamp" and not _is_only_links(value)]
    text = "\n\n".join([*_untitled(words), *_named(words), *_answers(words)])
    noticed = [(kind, told) for at, kind, told in notes if at == number]
    if not any(column.part not in {"", "contact", "date", "consent"} for column, _ in words) and not _untitled(words):
        noticed.append((FindingKind.UNREADABLE, f"Row {number} of {name} holds no words of a submission."))
    return Row(
        name=_called(words),
        number=number,
        extract=Extract(
            text=text,
            sent=next((_moment(value, order) for column, value in said if column.part == "stamp"), None),
            noticed=tuple(noticed),
            remarks=tuple(_remarks(said, number)),
        ),
    )


def _said(value: str) -> str:
    return _YES.get(value.lower(), value)


def _is_only_links(value: str) -> bool:
    return not _LINK.sub("", value).strip(" ,;\n")


def _moment(value: str, order: str) -> datetime | None:
    found = moment_in(value, order)
    return found.replace(tzinfo=UTC) if found and not found.tzinfo else found


def _untitled(words: list[tuple[_Column, str]]) -> list[str]:
    """Long answers to questions that we do not know come first, where no heading takes them for its own."""
    return [value for column, value in words if not column.part and len(value.split()) >= _LONG]


def _named(words: list[tuple[_Column, str]]) -> list[str]:
    names = [value for part in ("first name", "last name") for column, value in words if column.part == part]
    return [f"{heading('Name')}\n{' '.join(names)}"] if names else []


def _answers(words: list[tuple[_Column, str]]) -> Iterator[str]:
    for column, value in words:
        if column.part and not column.part.endswith(" name"):
            yield f"{heading(column.label)}\n{value}"


def _remarks(said: list[tuple[_Column, str]], number: int) -> Iterator[str]:
    for column, value in said:
        if links := _LINK.findall(value):
            many = ", ".join(links)
            yield f"Row {number} links to {many} (“{column.label}”). It is not fetched: download it, and put it in."
    short = [c.label for c, value in said if not c.part and len(value.split()) < _LONG and not _is_only_links(value)]
    if short:
        yield f"What these columns say was left out: {', '.join(short)}."


def _called(words: list[tuple[_Column, str]]) -> str:
    """Whose row it is: the name, else the title; it stays the same whatever the order of the rows."""
    by_part = {column.part: value for column, value in reversed(words)}
    whole = " ".join(by_part[part] for part in ("first name", "last name") if part in by_part)
    found = whole or next((by_part[part] for part in _NAMING if part in by_part), "")
    return found.split("\n")[0][:80] or _stamp(words)


def _stamp(words: list[tuple[_Column, str]]) -> str:
    told = "\n".join(value for _, value in words)
    return f"row {hashlib.sha256(told.encode()).hexdigest()[:8]}"
