"""The answers to a web form as a table (CSV): one submission a row."""

import csv
import io
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.answers import rows_of
from scheduler.submissions.readers.encodings import decoded, mended

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_MOST_ROWS = 20_000


def read(file: Path, _work: Path) -> Extract:
    csv.field_size_limit(_LONGEST_CELL)
    text = mended(decoded(file.read_bytes())).replace("\0", "")
    text, said = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=said or _delimiter(text))
    try:
        grid = [[cell.strip() for cell in row] for row in rows]
    except csv.Error:
        raise SubmissionError(f"{file.name} is no table that can be read.", "Export it again as CSV or XLSX.") from None
    if len(grid) > _MOST_ROWS:
        raise SubmissionError(f"{file.name} has more than {_MOST_ROWS} rows.", "Is it the right file?")
    return rows_of(file.name, grid)


def _separator(text: str) -> tuple[str, str]:
    """Excel's own first line, "sep=;", taken away."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower().removeprefix("sep=")
    return (rest, said) if first.lower().startswith("sep=") and len(said) == 1 else (text, "")


def _delimiter(text: str) -> str:
    """What cuts the first row into most cells."""

    def cells(delimiter: str) -> int:
        return len(next(csv.reader(io.StringIO(text[:_LONGEST_CELL], newline=""), delimiter=delimiter), []))

    return max(_DELIMITERS, key=cells)
