"""Puts it together: each file or folder becomes a submission that is ready, incomplete or held, and says why."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler.errors import SchedulerError, SubmissionError
from scheduler.models import Finding, FindingKind, Kind, Readiness, Submission
from scheduler.platforms.rules import Bounded
from scheduler.submissions.cleaner import clean
from scheduler.submissions.consent import stated_consent
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.fitting import remarks
from scheduler.submissions.guidelines import PARTS
from scheduler.submissions.opening import HandedIn, Opened, opened, slug
from scheduler.submissions.reading import understood
from scheduler.submissions.record import Record, key_of, missing_key
from scheduler.submissions.regions import region_of
from scheduler.submissions.safeguarding import findings
from scheduler.submissions.sections import sections

_NOBODY = "Nobody has agreed yet that this is shared: scheduler consent …"
_QUOTED = 120
"""So many characters of what was said instead of yes are shown."""


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
        submission = _understood_or_held(handed, close, record, networks)
        consent = _consent_words(submission)
        record.note(submission.id, submission.findings, submission.missing, consent=consent, now=now)
        found.append(submission)
        progress(done, len(entries))
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
        return _judged(bare, (*handed.unreadable, finding), "", record)


def _understood(handed: HandedIn, close: date | None, record: Record, networks: Sequence[Bounded]) -> Submission:
    name, files, read = handed.name, handed.files, handed.extracts
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    text = clean(raw)
    submission = understood(name, files, text, read, record.kind(name))
    problems = (*handed.unreadable, *_noticed(handed.opened), *_found_in(handed.opened, submission.parts.country))
    received = _received(read, raw, files or (handed.entry,))
    told = (*(remark for extract in read for remark in extract.remarks), *remarks(submission.media, networks))
    late = close is not None and received.date() > close
    submission = replace(submission, received=received, late=late, remarks=told)
    return _judged(submission, (*problems, *_unclear(submission, text, problems)), text, record)


def _noticed(read: list[Opened]) -> Iterator[Finding]:
    for each in read:
        for kind, words in each.extract.noticed:
            yield Finding(kind=kind, text=words, file=each.file, blocks=kind is not FindingKind.GPS)


def _found_in(read: list[Opened], country: str | None) -> Iterator[Finding]:
    region = region_of(country)
    for each in read:
        yield from findings(each.extract.text, each.file, region=region)


# --- what follows from it ---------------------------------------------------------------------------------------------


def _consent_words(submission: Submission) -> str:
    return "" if any(each.kind is FindingKind.CONSENT for each in submission.findings) else "all uses named in the form"


def _received(read: list[Extract], raw: str, files: tuple[Path, ...]) -> datetime:
    """When it came: the mail's date, what the form says, what the file says of itself, else the file's own time."""
    stated = date_in(" ".join(section.body for section in sections(raw) if section.part == "date"))
    sent = next((extract.sent for extract in read if extract.sent), None)
    if stated:
        return datetime(stated.year, stated.month, stated.day, 12, tzinfo=UTC)
    return sent or datetime.fromtimestamp(max(file.lstat().st_mtime for file in files), UTC)


def _judged(submission: Submission, problems: tuple[Finding, ...], text: str, record: Record) -> Submission:
    """Its status, what is missing, and every finding with who cleared it."""
    cleared = record.cleared(submission.id)
    problems = (*problems, *_without_consent(submission, text, record))
    marked = tuple(replace(finding, cleared_by=cleared.get(key_of(finding), "")) for finding in problems)
    missing = tuple(part for part in _missing(submission) if missing_key(part) not in cleared)
    held = any(finding.blocks and not finding.cleared_by for finding in marked)
    status = Readiness.HELD if held else Readiness.INCOMPLETE if missing else Readiness.READY
    return replace(submission, findings=marked, missing=missing, status=status)


def _without_consent(submission: Submission, text: str, record: Record) -> Iterator[Finding]:
    said, is_yes = stated_consent(sections(text))
    if record.consent_given(submission.id) or (is_yes and not record.withdrawn(submission.id)):
        return
    words = f"The form does not say plainly yes: “{said[:_QUOTED]}”" if said and not is_yes else _NOBODY
    yield Finding(kind=FindingKind.CONSENT, text=words, file=_first(submission))


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
