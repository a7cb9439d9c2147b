"""The answers to a web form as an Excel file (XLSX), through openpyxl: one submission a row."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.answers import rows_of
from scheduler.submissions.readers.packed import parts_of
from scheduler.submissions.readers.plain import tidy

_MOST_ROWS, _MOST_COLUMNS, _MOST_MERGED = 20_000, 300, 5_000
_NO_RESULT = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]{0,200}(?:/>|>[^<]{0,8000}</f>)(?:<v\s*/>|<v></v>)?</c>')
_Note = tuple[int, FindingKind, str]


def read(file: Path, _work: Path) -> Extract:
    with parts_of(file) as parts:
        _refuse_without_results(file, parts)
    book = load_workbook(io.BytesIO(file.read_bytes()), data_only=True)  # by a path it would go by the name's end
    found, wrong = list[Extract](), list[SubmissionError]()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.max_row <= 1:
            continue
        try:
            found.append(rows_of(_called(file, sheet, book), _grid(file, sheet), tuple(_notes(sheet))))
        except SubmissionError as error:
            wrong.append(error)
    if not found:
        raise wrong[0] if wrong else SubmissionError(f"{file.name} is an empty table.", "Is it the right file?")
    return Extract(rows=tuple(row for extract in found for row in extract.rows))


def _called(file: Path, sheet: Any, book: Any) -> str:
    return file.name if len(book.worksheets) == 1 else f"{file.name} ({sheet.title})"


def _refuse_without_results(file: Path, parts: zipfile.ZipFile) -> None:
    """A formula is read by its result; whoever wrote the file may have left it out."""
    for name in parts.namelist():
        if name.startswith("xl/worksheets/") and (cell := _NO_RESULT.search(parts.read(name))):
            what = f"Cell {cell[1].decode()} of {file.name} is a formula without its result."
            raise SubmissionError(what, "Open it in Excel or LibreOffice, save it, and put that here.")


def _grid(file: Path, sheet: Any) -> list[list[str]]:
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        what = f"{file.name} has {sheet.max_row} rows and {sheet.max_column} columns."
        raise SubmissionError(what, f"At most {_MOST_ROWS} and {_MOST_COLUMNS} are read: delete what is empty.")
    grid = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    for merged in list(sheet.merged_cells.ranges)[:_MOST_MERGED]:
        # What stands in merged cells is said of every row of theirs; beside it, it would be said twice.
        for row in range(merged.min_row, min(merged.max_row, len(grid))):
            grid[row][merged.min_col - 1] = grid[merged.min_row - 1][merged.min_col - 1]
    return grid


def _text(value: object) -> str:
    """A cell as it would be written by hand."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else tidy(str(value).replace("_x000D_", "")).strip()


def _notes(sheet: Any) -> Iterator[_Note]:
    """What Excel hides, and what was written beside it."""
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    columns = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    for number in range(1, sheet.max_row + 1):
        if number in hidden or columns:
            where = f"Row {number} is hidden" if number in hidden else f"Column {', '.join(columns)} is hidden"
            yield number, FindingKind.HIDDEN_TEXT, f"{where} in the table."
    for row in sheet.iter_rows():
        if told := [cell.coordinate for cell in row if cell.comment]:
            yield row[0].row, FindingKind.COMMENT, f"There are comments on {', '.join(told)}."
