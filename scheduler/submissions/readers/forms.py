"""Which form a file has: by what it holds, because names lie."""

import re
import zipfile
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.submissions.readers.encodings import is_wide

_LARGEST_TEXT = 3_000_000
"""Bytes: a long novel has one million."""
_BEGINNING = 4096
_AS = "Ask for it as Word, PDF or plain text."
_MARKS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rich"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"BM", "picture"),
    (b"\x1aE\xdf\xa3", "video"),  # Matroska, WebM
    (b"\0\0\x01\xba", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),  # Windows Media
    (b"FLV\x01", "video"),
)
_PACKED = (
    ("word/document.xml", "word"),
    ("xl/workbook.xml", "sheet"),
    ("content.xml", "opendocument"),
)
_REFUSED = (
    (
        b"\x78\x9f\x3e\x22",
        "what Outlook packs for itself (winmail.dat)",
        "Ask for the mail again, as plain text or HTML.",
    ),
    (b"Rar!", "a RAR archive", "Unpack it, and put in what it holds, or ask for a ZIP archive."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it, and put in what it holds, or ask for a ZIP archive."),
    (b"\x1f\x8b", "a GZip archive", "Unpack it, and put in what it holds, or ask for a ZIP archive."),
    (b"ID3", "a sound file", "Ask for the words in writing, or for a film."),
    (b"OggS", "a sound file", "Ask for the words in writing, or for a film."),
    (b"\xff\xfb", "a sound file", "Ask for the words in writing, or for a film."),
)
_REFUSED_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}
_OFFICE_REFUSED = (
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "an Apple Pages file"),
    ("xl/workbook.bin", "a binary Excel file (.xlsb)"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_REFUSED = (
    ("EncryptedPackage", "locked with a password", "Ask for it without one."),
    (
        "WordDocument",
        "an old Word file (.doc), which is not read here",
        "Ask for it as .docx, or open it and save it so.",
    ),
    ("Workbook", "an old Excel file (.xls), which is not read here", "Open it, and save it as .xlsx or .csv."),
    ("PowerPoint Document", "a presentation, which is not read here", _AS),
)
_OLE_NAMES = {".doc": "WordDocument", ".dot": "WordDocument", ".xls": "Workbook", ".ppt": "PowerPoint Document"}
_TABLES = {".csv", ".tsv"}


def form_of(file: Path) -> str:
    """The module that reads it; SubmissionError, with what to do, when none does."""
    with file.open("rb") as opened:
        begin = opened.read(_BEGINNING)
    for mark, what, remedy in _REFUSED:
        if begin.startswith(mark):
            raise SubmissionError(f"{file.name} is {what}, which is not read here.", remedy)
    if begin.startswith(_OLE):
        return _ole_form(file)
    if begin.startswith(b"PK\x03\x04") or begin.startswith(b"PK\x05\x06"):
        return _packed_form(file)
    known = _media_form(begin, file) or next((form for mark, form in _MARKS if begin.startswith(mark)), None)
    return known if known and not _is_text(known, begin) else _text_form(begin, file)


def _is_text(form: str, begin: bytes) -> bool:
    """ "BM" may begin a bitmap, or the name of a worker."""
    return form == "picture" and begin.startswith(b"BM") and b"\0" not in begin[:64]


def _media_form(begin: bytes, file: Path) -> str | None:
    if begin[4:8] == b"ftyp":
        if name := _REFUSED_BRANDS.get(begin[8:12]):
            raise SubmissionError(f"{file.name} is a {name} picture, which no network takes.", "Save it as JPEG.")
        return "video"
    if begin[:4] == b"RIFF":
        return {b"WEBP": "picture", b"AVI ": "video"}.get(begin[8:12])
    return None


def _packed_form(file: Path) -> str:
    with zipfile.ZipFile(file) as parts:
        names = set(parts.namelist())
    for name, what in _OFFICE_REFUSED:
        if name in names:
            raise SubmissionError(f"{file.name} is {what}, which is not read here.", _AS)
    return next((form for name, form in _PACKED if name in names and len(names) > 1), "archive")


def _ole_form(file: Path) -> str:
    import olefile

    try:
        with olefile.OleFileIO(file) as held:
            names = {entry[0] for entry in held.listdir()}
    except Exception:  # damaged beyond its head: its name may still say what to ask for
        names = {_OLE_NAMES.get(file.suffix.lower(), "")}
    if "__properties_version1.0" in names:
        return "outlook"
    for name, what, remedy in _OLE_REFUSED:
        if name in names:
            raise SubmissionError(f"{file.name} is {what}.", remedy)
    raise SubmissionError(f"{file.name} is of a form that is not known here.", _AS)


def _text_form(begin: bytes, file: Path) -> str:
    if _looks_like_mailbox(begin):
        return "mbox"
    if file.suffix.lower() == ".eml" or _looks_like_mail(begin):
        return "mail"
    _refuse_what_is_no_text(begin, file)
    if file.suffix.lower() in _TABLES:
        return "table"
    return "web" if b"<html" in begin.lower() or b"<!doctype html" in begin.lower() else "plain"


def _refuse_what_is_no_text(begin: bytes, file: Path) -> None:
    if b"\0" in begin and not is_wide(begin):
        known = file.suffix.lower() in {".docx", ".pdf", ".jpg", ".jpeg", ".png", ".mp4", ".mov", ".xlsx", ".msg"}
        what = "is not what its name says, or is damaged" if known else "is of a form that is not known here"
        raise SubmissionError(f"{file.name} {what}.", "Ask for it again, as Word, PDF or plain text.")
    if file.stat().st_size > _LARGEST_TEXT:
        raise SubmissionError(f"{file.name} is far too large for a text.", "Is it the right file?")


def _looks_like_mailbox(begin: bytes) -> bool:
    first, _, rest = begin.partition(b"\n")
    return re.match(rb"From \S+ +\w{3} \w{3} +\d", first) is not None and _looks_like_mail(rest)


def _looks_like_mail(begin: bytes) -> bool:
    """A head that says from whom and about what, and nothing but such lines."""
    lines = begin.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf").split(b"\n\n")[0].lower().split(b"\n")
    names = {line.partition(b":")[0] for line in lines}
    return {b"from", b"subject"} <= names and all(re.match(rb"[\w-]+:|\s", line) for line in lines)
