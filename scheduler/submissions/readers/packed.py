"""Office files are ZIP archives of XML: opened only when they hold no bomb."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.errors import SubmissionError

_MOST_UNPACKED, _MOST_XML, _MOST_PARTS = 500_000_000, 20_000_000, 5_000
"""Bytes: of all parts (pictures and all), and of one part that is read: a novel has 5 million."""
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096


@contextmanager
def parts_of(file: Path) -> Iterator[zipfile.ZipFile]:
    """The file's parts; SubmissionError when they are too large, too many, locked, or declare entities."""
    with zipfile.ZipFile(file) as parts:
        entries = parts.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise SubmissionError(f"{file.name} is locked with a password.", "Ask for it without one.")
        xml = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
        total = sum(entry.file_size for entry in entries)
        if total > _MOST_UNPACKED or len(entries) > _MOST_PARTS or any(each.file_size > _MOST_XML for each in xml):
            remedy = "Ask for it again, without media, or as plain text."
            raise SubmissionError(f"{file.name} would unpack to more than it should.", remedy)
        for entry in xml:
            with parts.open(entry) as opened:
                if _DTD.search(opened.read(_HEAD)):  # Office writes none; entities can grow without end
                    raise SubmissionError(f"{file.name} holds what no Office program writes.", "Ask for it again.")
        yield parts
