"""What a page or a PDF holds that nobody sees who reads it: hidden words, notes in the margin."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from pypdf import PdfReader

from scheduler.models import FindingKind

Noticed = tuple[tuple[FindingKind, str], ...]
_LONGEST_SHOWN = 200
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.IGNORECASE,
)
_NOTES = {"/Text", "/FreeText", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret"}


def hidden_in(source: str, text: str) -> Noticed:
    """The words of `text` that the page's own styles hide, or show white on white; menus and banners are not in it."""
    if not _HIDES.search(source) and " hidden" not in source:
        return ()
    soup = BeautifulSoup(source, "html.parser")
    found = soup.find_all(lambda tag: tag.has_attr("hidden") or _hides(str(tag.get("style", ""))))
    words = (" ".join(tag.get_text(" ").split())[:_LONGEST_SHOWN] for tag in found)
    read = " ".join(text.split())
    return tuple((FindingKind.HIDDEN_TEXT, each) for each in dict.fromkeys(words) if each and each in read)


def _hides(style: str) -> bool:
    """White on another colour is to be seen."""
    return _HIDES.search(style) is not None and "background" not in style.lower()


def notes_in(reader: PdfReader) -> Noticed:
    """What somebody wrote beside the text of a PDF."""
    return tuple((FindingKind.COMMENT, words) for words in dict.fromkeys(_notes(reader)))


def _notes(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for annotation in page.annotations or ():
            note = annotation.get_object()
            words = " ".join(str(note.get("/Contents", "")).split())[:_LONGEST_SHOWN]
            if note.get("/Subtype") in _NOTES and words:
                yield words
