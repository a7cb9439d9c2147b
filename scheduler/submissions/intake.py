"""Puts it together: each file or folder becomes a submission that is ready, incomplete or held, and says why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import Finding, FindingKind, Kind, Readiness, Submission
from scheduler.submissions.agreeing import agreed_to, consent_forms
from scheduler.submissions.cleaner import clean
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.guidelines import PARTS
from scheduler.submissions.readers import read_file
from scheduler.submissions.reading import understood
from scheduler.submissions.record import Record, cleared_by, missing_key
from scheduler.submissions.safeguarding import found_in
from scheduler.submissions.sections import sections


def read_folder(
    folder: Path,
    *,
    close: date | None,
    record: Record,
    work: Path,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Submission]:
    """Every submission of the folder, by name. One that cannot be read is held, and never stops the others.

    `close`: the last day; `work`: where attachments are taken out to; `progress` hears how many of how many are read.
    """
    entries = named(folder)
    found = list[Submission]()
    for done, (name, entry) in enumerate(entries.items(), start=1):
        found.append(read_one(entry, name, close=close, record=record, work=work))
        progress(done, len(entries))
    record.note(found, now)
    return found


def named(folder: Path) -> dict[str, Path]:
    """Where each submission of the folder is, by its name; none of them is read."""
    if not folder.is_dir():
        raise SubmissionError(
            f"The submissions folder {folder} is not there.", "Make it, or mend submissions: in posts.yaml."
        )
    entries = sorted(entry for entry in folder.iterdir() if _is_submission(entry))
    names = Counter(_name(entry) for entry in entries)
    # Two of one name must not share a consent: the second part of the name tells them apart.
    return {_name(entry) if names[_name(entry)] == 1 else slug(entry.name): entry for entry in entries}


def _is_submission(entry: Path) -> bool:
    return not entry.name.startswith((".", "~$")) and entry.stem.upper() != "README"


def _name(entry: Path) -> str:
    return slug(entry.name if entry.is_dir() else entry.stem)


def read_one(entry: Path, name: str, *, close: date | None, record: Record, work: Path) -> Submission:
    """One file, or one folder with all its files."""
    files = tuple(sorted(_files(entry))) if entry.is_dir() and not entry.is_symlink() else (entry,)
    every, unreadable = _read_all(files, work)
    opened, signed = consent_forms((each.file, each.extract) for each in every)
    read = [extract for _, extract in opened]
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    text = clean(raw)
    submission = understood(name, files, text, read, record.kind(name))
    submission, asked = agreed_to(submission, text, opened, signed, record)
    problems = (*unreadable, *found_in(opened, submission.parts.country))
    received = _received(read, raw, files or (entry,))
    submission = replace(submission, received=received, late=close is not None and received.date() > close)
    return _judged(submission, (*problems, *_unclear(submission, text, problems), *asked), record)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))


def slug(name: str) -> str:
    """A stable id: letters, digits and dashes; letters of any script stay."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", bare).lower()).strip("-") or "submission"


@dataclass(frozen=True, slots=True)
class _Read:
    file: Path
    extract: Extract


def _read_all(files: tuple[Path, ...], work: Path) -> tuple[list[_Read], list[Finding]]:
    read, broken = list[_Read](), list[Finding]()
    for file in files:
        try:
            if file.is_symlink():  # it may lead anywhere on this machine
                raise SubmissionError(f"{file.name} is a link.", "Put the file itself here.")
            read.append(_Read(file, read_file(file, work)))
        except SubmissionError as error:
            broken.append(Finding(kind=FindingKind.UNREADABLE, text=str(error), file=file))
    if not files:
        broken.append(Finding(kind=FindingKind.UNREADABLE, text="The folder is empty.", file=Path()))
    return read, broken


# --- what follows from it ---------------------------------------------------------------------------------------------


def _received(read: list[Extract], raw: str, files: tuple[Path, ...]) -> datetime:
    """When it came: the mail's date, what the form says, what the file says of itself, else the file's own time."""
    stated = date_in(" ".join(section.body for section in sections(raw) if section.part == "date"))
    sent = next((extract.sent for extract in read if extract.sent), None)
    if stated:
        return datetime(stated.year, stated.month, stated.day, 12, tzinfo=UTC)
    return sent or datetime.fromtimestamp(max(file.lstat().st_mtime for file in files), UTC)


def _judged(submission: Submission, problems: tuple[Finding, ...], record: Record) -> Submission:
    """Its status, what is missing, and every finding with who cleared it."""
    cleared = record.cleared(submission.id)
    marked = tuple(replace(finding, cleared_by=cleared_by(finding, cleared)) for finding in problems)
    missing = tuple(part for part in _missing(submission) if missing_key(part) not in cleared)
    held = any(finding.blocks and not finding.cleared_by for finding in marked)
    status = Readiness.HELD if held else Readiness.INCOMPLETE if missing else Readiness.READY
    return replace(submission, findings=marked, missing=missing, status=status)


def _unclear(submission: Submission, text: str, problems: tuple[Finding, ...]) -> Iterator[Finding]:
    """Why nobody can tell what it is, in words, and what to do about it."""
    if submission.kind is not Kind.UNKNOWN:
        return
    if text:
        words = (
            f"Blog post or profile? {len(text.split())} words, and neither a form’s questions nor a title and an author"
        )
        remedy = f"Say which: scheduler clear {submission.id} kind:blog --why … (or kind:profile, kind:multimedia)"
        yield Finding(kind=FindingKind.KIND, text=f"{words}. {remedy}", file=_first(submission))
    elif not any(each.kind is FindingKind.UNREADABLE for each in problems):
        words = "It holds no words. Ask for it again, as Word, PDF or plain text."
        yield Finding(kind=FindingKind.UNREADABLE, text=words, file=_first(submission))


def _first(submission: Submission) -> Path:
    return submission.files[0] if submission.files else Path()


def _missing(submission: Submission) -> tuple[str, ...]:
    if submission.kind is Kind.PROFILE:
        return tuple(part for part in PARTS if getattr(submission.parts, part) is None)
    if submission.kind is Kind.BLOG:
        return tuple(name for name, there in (("title", submission.title), ("author", submission.author)) if not there)
    if submission.kind is Kind.MULTIMEDIA:
        described = all(media.alt for media in submission.media)
        return tuple(name for name, there in (("caption", submission.text), ("alt text", described)) if not there)
    return ()
