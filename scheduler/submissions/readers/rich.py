"""Rich text (RTF), through striprtf; what it hides is looked for in the file itself."""

import re
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.plain import tidy

_LARGEST = 20_000_000
_HIDDEN = (
    (FindingKind.HIDDEN_TEXT, re.compile(r"\\v(?:1)?(?![a-z0-9])"), "The file holds hidden text."),
    (
        FindingKind.TRACKED_CHANGE,
        re.compile(r"\\(?:deleted|revised)(?![a-z0-9])"),
        "The file holds tracked changes: accept or refuse them first.",
    ),
    (
        FindingKind.COMMENT,
        re.compile(r"\\\*\\annotation"),
        "The file holds comments that were perhaps not meant for us.",
    ),
)


def read(file: Path, _work: Path) -> Extract:
    if file.stat().st_size > _LARGEST:
        raise SubmissionError(f"{file.name} is far too large for a text.", "Ask for it without pictures.")
    source = file.read_bytes().decode("latin-1")
    noticed = tuple((kind, words) for kind, pattern, words in _HIDDEN if pattern.search(source))
    return Extract(text=from_rtf(source), noticed=noticed)


def from_rtf(source: str) -> str:
    """The words, a paragraph a line; a row of a table of two cells is a question and its answer."""
    lines = rtf_to_text(  # type: ignore[no-untyped-call]
        source, encoding="cp1252", errors="replace"
    ).split("\n")
    return tidy("\n\n".join(_row(line) for line in lines if line.strip()))


def _row(line: str) -> str:
    return f"|{line.strip().removesuffix('|')}|" if line.rstrip().endswith("|") else line.strip()
