"""A file beside the ledger that remembers how far it had come: a ledger without that line is an older copy."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of history: its number alone would be given again to another one after an older copy was put back."""

    number: int
    key: str
    fence: int
    at: datetime


def mark_of(database: Path | None, folder: Path) -> Path:
    """Where the mark of a ledger stands, by its file's name: one to practise with leaves the other ledgers' alone.

    PostgreSQL (None) has that of `ledger.db`: whoever moves there without the history is told that it is missing.
    """
    return folder / f"{database.stem if database else 'ledger'}.mark"


class Mark:
    """The newest line of history when somebody looked last."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._noted: Line | None = None

    def read(self) -> Line | None:
        """None: there is no mark, or none that can be read."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return Line(**{**found, "at": datetime.fromisoformat(found["at"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def set(self, line: Line) -> None:
        """It has come as far as this. Not flushed to the disk: it only matters long after, when a copy is put back."""
        if line == self._noted:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({**asdict(line), "at": line.at.isoformat()}), encoding="utf-8")
        part.replace(self._file)
        self._noted = line
