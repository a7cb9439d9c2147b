"""Word files, through mammoth; what Word hides from the eye is looked for in the file itself."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import mammoth

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.packed import parts_of
from scheduler.submissions.readers.web import from_html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_SHOWN = 200
_FOOTNOTE = re.compile(r'<sup><a href="#(?:foot|end)note-[^<]*</a></sup>|<li id="(?:foot|end)note-.*?</li>', re.DOTALL)
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_TINY = 4  # half points
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


def read(file: Path, _work: Path) -> Extract:
    with parts_of(file) as parts:
        if "word/document.xml" not in parts.namelist():
            raise SubmissionError(f"{file.name} is not a Word file.", "Ask for Word, PDF or plain text.")
        noticed, sent = _noticed(parts), _modified(parts)
    with file.open("rb") as opened:
        result = mammoth.convert_to_html(opened, convert_image=mammoth.images.img_element(lambda _image: {}))
    # A footnote's mark would stand in the middle of a quote.
    page = _FOOTNOTE.sub("", result.value)
    return Extract(text=from_html(page), noticed=noticed, sent=sent)


def _noticed(parts: zipfile.ZipFile) -> tuple[tuple[FindingKind, str], ...]:
    body = ElementTree.fromstring(parts.read("word/document.xml"))
    comments = parts.read("word/comments.xml") if "word/comments.xml" in parts.namelist() else b"<none/>"
    found = [(FindingKind.HIDDEN_TEXT, words) for words in _hidden(body, _hiding_styles(parts))]
    found += [(FindingKind.TRACKED_CHANGE, words) for words in _tracked(body)]
    for comment in ElementTree.fromstring(comments).iter(f"{_W}comment"):
        found.append((FindingKind.COMMENT, _words(comment, "t") or "The file holds a comment without words."))
    return tuple(dict.fromkeys(found))


def _tracked(body: ElementTree.Element) -> Iterator[str]:
    """The words of each change that was not accepted or refused; a move is told where it went from and to."""
    wordless = False
    for tag in _CHANGES:
        for change in body.iter(f"{_W}{tag}"):
            words = _words(change, "t", "delText")
            wordless = wordless or not words
            if words:
                yield words
    if wordless:
        yield "The file holds tracked changes: accept or refuse them first."


def _words(node: ElementTree.Element, *tags: str) -> str:
    texts = (text.text or "" for tag in tags for text in node.iter(f"{_W}{tag}"))
    return " ".join(" ".join(texts).split())[:_LONGEST_SHOWN]


def _hidden(body: ElementTree.Element, styles: set[str]) -> Iterator[str]:
    """The words of each paragraph that Word hides, or shows white on white or too small to be read."""
    for paragraph in body.iter(f"{_W}p"):
        whole = _hides(paragraph.find(f"{_W}pPr"), styles)
        runs = [run for run in paragraph.iter(f"{_W}r") if whole or _hides(run.find(f"{_W}rPr"), styles)]
        words = " ".join("".join(text.text or "" for run in runs for text in run.iter(f"{_W}t")).split())
        if words:
            yield words[:_LONGEST_SHOWN]


def _hiding_styles(parts: zipfile.ZipFile) -> set[str]:
    if "word/styles.xml" not in parts.namelist():
        return set()
    styles = ElementTree.fromstring(parts.read("word/styles.xml")).iter(f"{_W}style")
    return {style.get(f"{_W}styleId", "") for style in styles if _hides(style.find(f"{_W}rPr"), set())}


def _hides(looks: ElementTree.Element | None, styles: set[str]) -> bool:
    if looks is None:
        return False
    vanish, colour = looks.find(f"{_W}vanish"), looks.find(f"{_W}color")
    hidden = vanish is not None and vanish.get(f"{_W}val", "1") in {"1", "true", "on"}
    white = colour is not None and colour.get(f"{_W}val", "").upper() in {"FFFFFF", "WHITE"}
    size = looks.find(f"{_W}sz")
    tiny = size is not None and size.get(f"{_W}val", "").isdecimal() and int(size.get(f"{_W}val", "")) <= _TINY
    named = {style.get(f"{_W}val", "") for tag in ("rStyle", "pStyle") for style in looks.iter(f"{_W}{tag}")}
    return hidden or white or tiny or not named.isdisjoint(styles)


def _modified(parts: zipfile.ZipFile) -> datetime | None:
    """When it was last saved, as Word noted it."""
    name = "docProps/core.xml"
    found = _MODIFIED.search(parts.read(name)) if name in parts.namelist() else None
    try:
        saved = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    return saved if saved and saved.tzinfo else None
