"""PDF, through pypdf: its lines joined into paragraphs again."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pypdf import DocumentInformation, PageObject, PdfReader

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import HEADING, Extract, heading
from scheduler.submissions.headings import part_of
from scheduler.submissions.readers.hidden import notes_in
from scheduler.submissions.readers.plain import tidy

_SHORT = 0.75
"""A line this much shorter than the longest ends its paragraph."""
_LONGEST_HEADING = 80
_WORDS_OF_HEADING = 9
_ONE_LINE = {"name", "title", "organisation", "country", "person", "date"}
_LABEL_OR_QUESTION = re.compile(r"[^\W\d_][^:.\n]{0,40}:\s|.{5,110}\?$")


def read(file: Path, _work: Path) -> Extract:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SubmissionError(f"{file.name} is locked with a password.", "Ask for it without one.")
    pages = [_with_rows(page, [line.strip() for line in page.extract_text().split("\n")]) for page in reader.pages]
    running = _running_lines(pages)
    lines = [line for page in pages for line in page if _without_numbers(line) not in running]
    if not any(lines):
        raise SubmissionError(f"{file.name} holds pictures of text, but no text.", "Ask for the Word file.")
    about = reader.metadata
    return Extract(
        text=_whole_headings(tidy("\n\n".join(_paragraphs(lines)))),
        author=(about.author or "") if about else "",
        sent=_written(about) if about else None,
        noticed=notes_in(reader),
        remarks=tuple(_unread(file, pages)),
    )


def _unread(file: Path, pages: list[list[str]]) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not any(page)]
    if empty:
        yield f"Page {', '.join(empty)} of {file.name} holds no text; if it is a scan, its words are not read."


def _with_rows(page: PageObject, lines: list[str]) -> list[str]:
    """The lines, with a colon where a table's gap stood between "Name" and "Nia Testa"."""
    if not any(_begins_with_label(line) for line in lines):
        return lines
    rows: dict[str, str] = {}
    with suppress(Exception):  # the layout is only a help: without it, the words are still there
        for line in page.extract_text(extraction_mode="layout").split("\n"):
            cells = re.split(r"\s{3,}", line.strip())
            if len(cells) == 2 and part_of(cells[0]) in _ONE_LINE:
                rows[" ".join(line.split())] = f"{cells[0]}: {cells[1]}"
    return [rows.get(" ".join(line.split()), line) for line in lines]


def _begins_with_label(line: str) -> bool:
    words = line.split()
    beginnings = (" ".join(words[:number]) for number in (1, 2, 3) if len(words) > number)
    return ":" not in line and len(line) <= _LONGEST_HEADING and any(part_of(each) in _ONE_LINE for each in beginnings)


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
        if open_ and open_[-1][-1] in ".!?”" and (_LABEL_OR_QUESTION.match(line) or _stands_alone(line, longest)):
            yield from _joined(open_, longest)
            open_ = []
        open_.append(line)
        if len(line) < _SHORT * longest:
            yield from _joined(open_, longest)
            open_ = []
    yield from _joined(open_, longest)


def _stands_alone(line: str, longest: int) -> bool:
    """A short line without an end, below a full stop: a heading that no gap parts from the paragraph above it."""
    short = len(line) < min(_SHORT * longest, _LONGEST_HEADING)
    begins = line.lstrip("0123456789.) ")[:1].isupper()
    return short and begins and line[-1] not in '.!:,;”"' and len(line.split()) <= _WORDS_OF_HEADING


def _joined(lines: list[str], longest: int) -> Iterator[str]:
    if not lines:
        return
    text = re.sub(r"(\w)-\n(?=[a-zà-ÿ])", r"\1", "\n".join(lines)).replace("\n", " ")
    is_heading = len(lines) == 1 and len(text) < min(_SHORT * longest, _LONGEST_HEADING) and text[-1] not in '.!:,;”"'
    yield heading(text) if is_heading else text


def _whole_headings(text: str) -> str:
    """A heading that was broken into two lines, in one."""
    return re.sub(rf"^({HEADING}.+)\n\n{HEADING}(?=[a-zà-ÿ])", r"\1 ", text, flags=re.MULTILINE)


def _written(about: DocumentInformation) -> datetime | None:
    """When it was made, as it says; None when it does not, or says it in no way that can be understood."""
    with suppress(ValueError, TypeError, AttributeError, OverflowError):
        made = about.creation_date
        return made if made and made.tzinfo else None
    return None
