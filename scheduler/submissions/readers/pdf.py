"""PDF, through pypdf: its lines joined into paragraphs again."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pypdf import PdfReader

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import HEADING, Extract, heading
from scheduler.submissions.readers.hidden import notes_in
from scheduler.submissions.readers.plain import tidy

_SHORT = 0.75
"""A line this much shorter than the longest ends its paragraph."""
_LONGEST_HEADING = 80
_LABEL_OR_QUESTION = re.compile(r"[^\W\d_][^:.\n]{0,40}:\s|.{5,110}\?$")


def read(file: Path, _work: Path) -> Extract:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SubmissionError(f"{file.name} is locked with a password.", "Ask for it without one.")
    pages = [[line.strip() for line in page.extract_text().split("\n")] for page in reader.pages]
    running = _running_lines(pages)
    lines = [line for page in pages for line in page if _without_numbers(line) not in running]
    if not any(lines):
        raise SubmissionError(f"{file.name} holds pictures of text, but no text.", "Ask for the Word file.")
    about = reader.metadata
    return Extract(
        text=_whole_headings(tidy("\n\n".join(_paragraphs(lines)))),
        author=(about.author or "") if about else "",
        sent=_aware(about.creation_date) if about else None,
        noticed=notes_in(reader),
    )


def _running_lines(pages: list[list[str]]) -> set[str]:
    """What stands on more than half of several pages: heads and feet, whose page numbers differ."""
    often = Counter(line for page in pages for line in {_without_numbers(line) for line in page if line})
    return {line for line, number in often.items() if number > 1 and number > len(pages) / 2}


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    longest = max(map(len, lines))
    open_: list[str] = []
    for line in lines:
        if not line:
            yield from _joined(open_, longest)
            open_ = []
            continue
        if open_ and open_[-1][-1] in ".!?”" and _LABEL_OR_QUESTION.match(line):
            yield from _joined(open_, longest)
            open_ = []
        open_.append(line)
        if len(line) < _SHORT * longest:
            yield from _joined(open_, longest)
            open_ = []
    yield from _joined(open_, longest)


def _joined(lines: list[str], longest: int) -> Iterator[str]:
    if not lines:
        return
    text = re.sub(r"(\w)-\n(?=[a-zà-ÿ])", r"\1", "\n".join(lines)).replace("\n", " ")
    is_heading = len(lines) == 1 and len(text) < min(_SHORT * longest, _LONGEST_HEADING) and text[-1] not in '.!:,;”"'
    yield heading(text) if is_heading else text


def _whole_headings(text: str) -> str:
    """A heading that was broken into two lines, in one."""
    return re.sub(rf"^({HEADING}.+)\n\n{HEADING}(?=[a-zà-ÿ])", r"\1 ", text, flags=re.MULTILINE)


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment and moment.tzinfo else None
