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
from scheduler.submissions.cleaner import clean
from scheduler.submissions.consent import stated_consent
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.guidelines import missing_parts
from scheduler.submissions.readers import read_file
from scheduler.submissions.reading import understood
from scheduler.submissions.record import Record, key_of, missing_key
from scheduler.submissions.regions import region_of
from scheduler.submissions.safeguarding import findings
from scheduler.submissions.sections import sections
from scheduler.submissions.theme import with_theme
from scheduler.submissions.twice import told_apart

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
    theme: str = "",
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Submission]:
    """Every submission of the folder, by name. One that cannot be read is held, and never stops the others.

    `close`: the last day; `theme`: what blog posts are to be about; `work`: where attachments are taken out to;
    `progress` hears how many of how many are read.
    """
    entries = named(folder)
    found = []
    for done, (name, entry) in enumerate(entries.items(), start=1):
        found.append(read_one(entry, name, close=close, record=record, work=work, theme=theme))
        progress(done, len(entries))
    found = [_settled(each, record) for each in told_apart(found)]
    for each in found:
        record.note(each.id, each.findings, each.missing, consent=_consent_words(each), now=now)
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


def read_one(entry: Path, name: str, *, close: date | None, record: Record, work: Path, theme: str = "") -> Submission:
    """One file, or one folder with all its files."""
    files = tuple(sorted(_files(entry))) if entry.is_dir() and not entry.is_symlink() else (entry,)
    opened, unreadable = _read_all(files, work)
    read = [each.extract for each in opened]
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    text = clean(raw)
    submission = with_theme(understood(name, files, text, read, record.kind(name)), theme)
    problems = (*unreadable, *_noticed(opened), *_found_in(opened, submission.parts.country))
    if (
        not text
        and submission.kind is Kind.UNKNOWN
        and not any(each.kind is FindingKind.UNREADABLE for each in problems)
    ):
        problems = (*problems, _without_words(submission))
    received = _received(read, raw, files or (entry,))
    submission = replace(submission, received=received, late=close is not None and received.date() > close)
    return _judged(submission, problems, text, record)


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


def _noticed(opened: list[_Read]) -> Iterator[Finding]:
    for each in opened:
        for kind, words in each.extract.noticed:
            yield Finding(kind=kind, text=words, file=each.file, blocks=kind is not FindingKind.GPS)


def _found_in(opened: list[_Read], country: str | None) -> Iterator[Finding]:
    region = region_of(country)
    for each in opened:
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
    problems = (*problems, *_without_consent(submission, text, record))
    return _settled(replace(submission, findings=problems, missing=missing_parts(submission)), record)


def _settled(submission: Submission, record: Record) -> Submission:
    """With what people have said of each finding and each missing part, and the status that follows."""
    cleared = record.cleared(submission.id)
    marked = tuple(replace(finding, cleared_by=cleared.get(key_of(finding), "")) for finding in submission.findings)
    missing = tuple(part for part in submission.missing if missing_key(part) not in cleared)
    # Of what nobody can tell yet what it is, that is asked first; the consent is asked for in the same reply.
    asks = {FindingKind.CONSENT} if "kind" in missing else set()
    held = any(each.blocks and not each.cleared_by and each.kind not in asks for each in marked)
    declined = record.declined(submission.id)
    status = (
        Readiness.DECLINED
        if declined
        else Readiness.HELD
        if held
        else Readiness.INCOMPLETE
        if missing
        else Readiness.READY
    )
    return replace(submission, findings=marked, missing=missing, declined=declined, status=status)


def _without_consent(submission: Submission, text: str, record: Record) -> Iterator[Finding]:
    said, is_yes = stated_consent(sections(text))
    if record.consent_given(submission.id) or (is_yes and not record.withdrawn(submission.id)):
        return
    words = f"The form does not say plainly yes: “{said[:_QUOTED]}”" if said and not is_yes else _NOBODY
    yield Finding(kind=FindingKind.CONSENT, text=words, file=_first(submission))


def _without_words(submission: Submission) -> Finding:
    words = "It holds no words. Ask for it again, as Word, PDF or plain text."
    return Finding(kind=FindingKind.UNREADABLE, text=words, file=_first(submission))


def _first(submission: Submission) -> Path:
    return submission.files[0] if submission.files else Path()
