"""One module a form. `read_file` looks at what a file is, whatever its name says, and lets no foreign error out."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import Extract

_LARGEST_TEXT = 20_000_000
_BEGINNING = 4096


def read_file(file: Path, work: Path) -> Extract:
    """What the file holds; attachments are taken out into `work`. SubmissionError, in words, when it cannot be read.

    It is read in another process, so that no file can hang or break this one.
    """
    from scheduler.submissions.readers.apart import SHARED

    return SHARED.read(file, work)


def read_here(file: Path, work: Path) -> Extract:
    """The same in this process, for what was taken out of a file that is being read."""
    try:
        if file.stat().st_size == 0:
            raise SubmissionError(f"{file.name} is empty.", "Ask for it again.")
        with file.open("rb") as opened:
            form = form_of(opened.read(_BEGINNING), file)
        module = import_module(f"scheduler.submissions.readers.{form}")
        read: Callable[[Path, Path], Extract] = module.read
        return read(file, work)
    except SubmissionError:
        raise
    except MemoryError:
        remedy = "Ask for a smaller one, or open it and save it in another form."
        raise SubmissionError(f"{file.name} needs more memory than any text should.", remedy) from None
    except Exception as error:  # the libraries raise whatever they stumble over; one file must not stop the others
        remedy = "Ask for it again, or open it and save it in another form."
        raise SubmissionError(
            f"{file.name} is damaged, or not what its name says ({type(error).__name__}).", remedy
        ) from None


def form_of(begin: bytes, file: Path) -> str:
    """Which reader fits, by content first: names lie."""
    for mark, what, remedy in _REFUSED:
        if begin.startswith(mark):
            raise SubmissionError(f"{file.name} is {what}, which is not read here.", remedy)
    known = next((form for mark, form in _MARKS if begin.startswith(mark)), None)
    if known:
        return known
    if begin[4:8] == b"ftyp" or begin.startswith(b"\x1aE\xdf\xa3"):
        return "video"
    if begin[:4] == b"RIFF" and begin[8:12] == b"WEBP":
        return "picture"
    if file.suffix.lower() == ".eml" or _looks_like_mail(begin):
        return "mail"
    _refuse_what_is_no_text(begin, file)
    return "web" if b"<html" in begin.lower() or b"<!doctype html" in begin.lower() else "plain"


def _refuse_what_is_no_text(begin: bytes, file: Path) -> None:
    if b"\0" in begin and not begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        known = file.suffix.lower() in {".docx", ".pdf", ".jpg", ".jpeg", ".png", ".mp4", ".mov"}
        what = "is not what its name says, or is damaged" if known else "is of a form that is not known here"
        raise SubmissionError(f"{file.name} {what}.", "Ask for it again, as Word, PDF or plain text.")
    if file.stat().st_size > _LARGEST_TEXT:
        raise SubmissionError(f"{file.name} is far too large for a text.", "Is it the right file?")


_MARKS = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "word"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)


_REFUSED = (
    (b"{\\rtf", "rich text (RTF)", "Ask for it as Word, PDF or plain text, or save it as .docx."),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "Ask for it as .docx, or open it and save it so."),
)


def _looks_like_mail(begin: bytes) -> bool:
    """A head that says from whom and about what, and nothing but such lines."""
    lines = begin.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf").split(b"\n\n")[0].lower().split(b"\n")
    names = {line.partition(b":")[0] for line in lines}
    return {b"from", b"subject"} <= names and all(re.match(rb"[\w-]+:|\s", line) for line in lines)
