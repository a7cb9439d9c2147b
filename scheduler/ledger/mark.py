"""A file beside the ledger that remembers how far it had come: a ledger that knows less is an older copy."""

from datetime import datetime
from pathlib import Path


class Mark:
    """One line: the number of the newest line of history, and when it was written."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._noted = -1

    def ahead_of(self, newest: int) -> datetime | None:
        """Until when something happened that a ledger which has come as far as `newest` does not know."""
        number, at = self._read()
        return at if number > newest else None

    def set(self, newest: int, at: datetime) -> None:
        """It has come as far as this. Not flushed to the disk: it only matters long after, when a copy is put back."""
        if newest == self._noted:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(f"{newest} {at.isoformat()}\n", encoding="utf-8")
        part.replace(self._file)
        self._noted = newest

    def _read(self) -> tuple[int, datetime | None]:
        try:
            number, at = self._file.read_text(encoding="utf-8").split()
            return int(number), datetime.fromisoformat(at)
        except (OSError, ValueError):
            return 0, None
