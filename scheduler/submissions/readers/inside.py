"""Files within a file: attachments of mails, what an archive holds. All that one file may unpack to is counted here."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.consent_form import is_a_form
from scheduler.submissions.extract import Extract

MOST_BYTES, MOST_FILES, DEEPEST = 1_500_000_000, 500, 4
"""What one file may unpack to: a film or two, some hundred pictures, a mail within a mail within an archive."""
_CHUNK = 1 << 20
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_LONGEST_NAME = 80


@dataclass
class _Budget:
    """What is left of it."""

    bytes: int = MOST_BYTES
    files: int = MOST_FILES
    depth: int = DEEPEST
    written: set[Path] = field(default_factory=set)


_BUDGET: ContextVar[_Budget] = ContextVar("budget")


@contextmanager
def unpacking() -> Iterator[None]:
    """One file is read: what it unpacks to, at any depth, is counted together."""
    token = _BUDGET.set(_Budget())
    try:
        yield
    finally:
        _BUDGET.reset(token)


def is_junk(name: str) -> bool:
    """What systems leave in folders and archives: ".DS_Store", "__MACOSX/", "Thumbs.db"."""
    return _JUNK.search(name.replace("\\", "/")) is not None


def taken_out(source: IO[bytes], name: str, folder: Path) -> Path:
    """The file in `folder`, under a name that cannot lead elsewhere. Another file of this name is never overwritten:
    somebody may have approved it. SubmissionError when it is too much."""
    budget = _BUDGET.get()
    budget.files -= 1
    if budget.files < 0:
        raise SubmissionError(f"It holds more than {MOST_FILES} files.", "Unpack it, and put in what belongs here.")
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f".{budget.files}.part"
    try:
        stamp = _copied(source, kept, budget)
        path = _place(folder, safe_name(name) or f"attachment-{MOST_FILES - budget.files}", stamp, budget)
        kept.replace(path)
    finally:
        kept.unlink(missing_ok=True)
    budget.written.add(path)
    return path


def _copied(source: IO[bytes], target: Path, budget: _Budget) -> str:
    """Copies no more than is left; the content's fingerprint."""
    hashed = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            budget.bytes -= len(chunk)
            if budget.bytes < 0:
                raise SubmissionError("It unpacks to more than any submission needs.", "Ask for the files one by one.")
            hashed.update(chunk)
            out.write(chunk)
    return hashed.hexdigest()


def _place(folder: Path, name: str, stamp: str, budget: _Budget) -> Path:
    path = folder / name
    if path in budget.written or (path.exists() and _stamp(path) != stamp):
        return path.with_name(f"{path.stem}-{stamp[:8]}{path.suffix}")
    return path


def _stamp(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def safe_name(given: str) -> str:
    """Letters of any script, digits, dots and dashes; nothing of the folders before it."""
    last = unicodedata.normalize("NFC", given.replace("\\", "/").rsplit("/", 1)[-1])
    name = re.sub(r"[^\w.-]+", "-", last).strip(".-")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}.{suffix[:10]}" if dot else name[:_LONGEST_NAME]


def read_inside(path: Path, work: Path) -> Extract:
    """What a file within a file holds; why not, when it cannot be read: the words around it must not be lost with it.

    Only pictures and films are kept: texts are read now, and may hold what nobody else should see.
    """
    from scheduler.submissions.readers import read_here

    budget = _BUDGET.get()
    if budget.depth == 0:
        return _unreadable(f"{path.name} is too many files deep. Unpack it, and put it in.")
    budget.depth -= 1
    try:
        read = read_here(path, work)
    except SubmissionError as error:
        return _unreadable(str(error))
    finally:
        budget.depth += 1
    is_consent = is_a_form(path.stem, read)
    if path not in read.media or is_consent:
        _tidied_away(path)
    if is_consent:
        return Extract(forms=((path.name, read),))
    if read.rows:
        return _one_row(read, path)
    return read


def _tidied_away(path: Path) -> None:
    path.unlink(missing_ok=True)
    with suppress(OSError):  # there is more in it
        path.parent.rmdir()


def _unreadable(words: str) -> Extract:
    return Extract(noticed=((FindingKind.UNREADABLE, words),))


def _one_row(read: Extract, path: Path) -> Extract:
    """A table that came with something else holds one person's answers, or must be put in by itself."""
    if len(read.rows) == 1:
        return read.rows[0].extract
    words = f"{path.name} has {len(read.rows)} rows, each a submission. Put it into the submissions folder by itself."
    return _unreadable(words)


def together(first: Extract, inside: list[Extract]) -> Extract:
    """A file's own words, and after them those of what came with it."""
    everything = [first, *inside]
    return Extract(
        text="\n\n".join(filter(None, (each.text for each in everything))),
        media=tuple(dict.fromkeys(path for each in everything for path in each.media)),
        author=first.author or next((each.author for each in inside if each.author), ""),
        subject=first.subject,
        sent=first.sent or next((each.sent for each in inside if each.sent), None),
        noticed=tuple(notice for each in everything for notice in each.noticed),
        remarks=tuple(remark for each in everything for remark in each.remarks),
        forms=tuple(form for each in everything for form in each.forms),
    )
