"""Word files, through mammoth; what Word hides from the eye is looked for in the file itself."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

import mammoth

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.web import from_html

_MOST_UNPACKED = 200_000_000
_HIDDEN = re.compile(rb"<w:vanish(?:\s*/>|\s+w:val=\"(?:1|true|on)\"\s*/>)")
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\s")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


def read(file: Path, _work: Path) -> Extract:
    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
            raise SubmissionError(
                f"{file.name} would unpack to more than it should.", "Ask for it again, without media."
            )
        if "word/document.xml" not in parts.namelist():
            raise SubmissionError(f"{file.name} is not a Word file.", "Ask for Word, PDF or plain text.")
        noticed, sent = _noticed(parts), _modified(parts)
    with file.open("rb") as opened:
        result = mammoth.convert_to_html(opened, convert_image=mammoth.images.img_element(lambda _image: {}))
    return Extract(text=from_html(result.value), noticed=noticed, sent=sent)


def _noticed(parts: zipfile.ZipFile) -> tuple[tuple[FindingKind, str], ...]:
    body = parts.read("word/document.xml")
    found = []
    if _HIDDEN.search(body):
        found.append((FindingKind.HIDDEN_TEXT, "The file holds text that Word hides; every reader shows it."))
    if _TRACKED.search(body):
        found.append((FindingKind.TRACKED_CHANGE, "The file holds tracked changes: accept or refuse them first."))
    if "word/comments.xml" in parts.namelist() and b"<w:comment " in parts.read("word/comments.xml"):
        found.append((FindingKind.COMMENT, "The file holds comments that were perhaps not meant for us."))
    return tuple(found)


def _modified(parts: zipfile.ZipFile) -> datetime | None:
    """When it was last saved, as Word noted it."""
    name = "docProps/core.xml"
    found = _MODIFIED.search(parts.read(name)) if name in parts.namelist() else None
    try:
        saved = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    return saved if saved and saved.tzinfo else None
