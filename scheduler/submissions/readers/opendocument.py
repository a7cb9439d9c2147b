"""OpenDocument texts (LibreOffice, Google Docs): headings, lists and tables as lines."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract, heading
from scheduler.submissions.readers.packed import parts_of
from scheduler.submissions.readers.plain import tidy
from scheduler.submissions.readers.tabular import lines_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NOT_WORDS = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}sequence-decls"}
_NOTICED = (
    (
        FindingKind.TRACKED_CHANGE,
        b"<text:tracked-changes",
        "The file holds tracked changes: accept or refuse them first.",
    ),
    (FindingKind.COMMENT, b"<office:annotation", "The file holds comments that were perhaps not meant for us."),
    (FindingKind.HIDDEN_TEXT, b'text:display="none"', "The file holds hidden text."),
    (FindingKind.HIDDEN_TEXT, b"<text:hidden-", "The file holds hidden text."),
)


def read(file: Path, _work: Path) -> Extract:
    with parts_of(file) as parts:
        content = parts.read("content.xml")
    body = ElementTree.fromstring(content).find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise SubmissionError(f"{file.name} is an OpenDocument file, but no text.", "Ask for Word, PDF or plain text.")
    noticed = {kind: words for kind, mark, words in _NOTICED if mark in content}
    return Extract(text=tidy("\n\n".join(filter(None, _lines(body)))), noticed=tuple(noticed.items()))


def _lines(node: ElementTree.Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_TEXT}h":
            yield heading(_words(child))
        elif child.tag == f"{_TEXT}p":
            yield _words(child)
            yield from _framed(child)
        elif child.tag == f"{_TEXT}list-item":
            yield "- " + "\n".join(filter(None, _lines(child)))
        elif child.tag == f"{_TABLE}table":
            yield from lines_of([[_cell(cell) for cell in row] for row in child.iter(f"{_TABLE}table-row")])
        elif child.tag not in _NOT_WORDS:
            yield from _lines(child)


def _cell(cell: ElementTree.Element) -> str:
    return "\n".join(filter(None, _lines(cell)))


def _framed(paragraph: ElementTree.Element) -> Iterator[str]:
    """Text boxes, which hang on a paragraph."""
    for child in paragraph:
        if child.tag.endswith("}frame") or child.tag.endswith("}text-box") or child.tag.endswith("}custom-shape"):
            yield from _lines(child)


def _words(node: ElementTree.Element) -> str:
    found = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            found.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 20))
        elif child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            found.append("\n" if child.tag.endswith("break") else " ")
        elif child.tag not in _NOT_WORDS and not child.tag.endswith("}frame"):
            found.append(_words(child))
        found.append(child.tail or "")
    return "".join(found).strip("\n")
