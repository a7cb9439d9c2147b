"""Puts it together: each file or folder becomes a submission that is ready, incomplete or held, and says why."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler.errors import SchedulerError, SubmissionError
from scheduler.models import Finding, FindingKind, Kind, Readiness, Submission
from scheduler.platforms.rules import Bounded
from scheduler.submissions.agreeing import agreed_to, consent_forms
from scheduler.submissions.cleaner import clean
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.fitting import remarks
from scheduler.submissions.guidelines import PARTS
from scheduler.submissions.opening import HandedIn, opened, slug
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
    networks: Sequence[Bounded] = (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Submission]:
    """Every submission of the folder, by name. One that cannot be read is held, and never stops the others.

    `close`: the last day; `work`: where attachments are taken out to; `networks`: whose limits
    the media are held against; `progress` hears how many of how many are read.
    """
    entries = named(folder)
    found = list[Submission]()
    for done, handed in opened(entries, work):
        found.append(_understood_or_held(handed, close, record, networks))
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


def _understood_or_held(
    handed: HandedIn, close: date | None, record: Record, networks: Sequence[Bounded]
) -> Submission:
    """What it says; what we stumble over is held, and never stops the others."""
    try:
        return _understood(handed, close, record, networks)
    except SchedulerError:
        raise
    except Exception as error:
        words = f"It was read, but not understood ({type(error).__name__}). Read it by hand, and please report this."
        finding = Finding(kind=FindingKind.UNREADABLE, text=words, file=(handed.files or (Path(),))[0])
        bare = Submission(id=handed.name, files=handed.files, kind=Kind.UNKNOWN)
        return _judged(bare, (*handed.unreadable, finding), record)


def _understood(handed: HandedIn, close: date | None, record: Record, networks: Sequence[Bounded]) -> Submission:
    files, signed = consent_forms((each.file, each.extract) for each in handed.opened)
    read = [extract for _, extract in files]
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    text = clean(raw)
    submission = understood(handed.name, handed.files, text, read, record.kind(handed.name))
    submission, asked = agreed_to(submission, text, files, signed, record)
    problems = (*handed.unreadable, *found_in(files, submission.parts.country))
    received = _received(read, raw, handed.files or (handed.entry,))
    told = (*(remark for extract in read for remark in extract.remarks), *remarks(submission.media, networks))
    late = close is not None and received.date() > close
    submission = replace(submission, received=received, late=late, remarks=told)
    return _judged(submission, (*problems, *_unclear(submission, text, problems), *asked), record)


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
