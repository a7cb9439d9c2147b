"""Puts it together: each file or folder becomes a submission that is ready, incomplete or held, and says why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from scheduler.errors import SchedulerError, SubmissionError
from scheduler.models import Finding, FindingKind, Kind, Readiness, Submission
from scheduler.platforms.rules import Bounded, Bounds
from scheduler.submissions import readers
from scheduler.submissions.agreeing import agreed_to, consent_forms
from scheduler.submissions.apart import LostError, ask, in_order
from scheduler.submissions.cleaner import clean
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.fitting import remarks
from scheduler.submissions.guidelines import missing_parts
from scheduler.submissions.opening import HandedIn, opened, slug
from scheduler.submissions.reading import understood
from scheduler.submissions.record import Record, cleared_by, missing_key
from scheduler.submissions.safeguarding import found_in
from scheduler.submissions.sections import sections
from scheduler.submissions.theme import with_theme
from scheduler.submissions.twice import told_apart

_USUAL_FORMS = ("pdf", "web", "word")
"""Whose libraries take longest to load."""
_ANYBODY = """Name: Achola Sample

Country: Kenya

Why did you choose this work?
My name is Achola. I was 20 when the office opened, and I am glad that I stayed: 0700 123 456.

“The child was 12,” she said. He is the only one in the village of whom I know that he goes to school.
"""
"""Has something of all that is looked for."""


def read_folder(
    folder: Path,
    *,
    close: date | None,
    record: Record,
    work: Path,
    now: datetime,
    theme: str = "",
    networks: Sequence[Bounded] = (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Submission]:
    """Every submission of the folder, by name. One that cannot be read is held, and never stops the others.

    `close`: the last day; `theme`: what blog posts are to be about; `work`: where attachments are taken out to;
    `networks`: whose limits the media are held against; `progress` hears how many of how many are read.
    """
    entries = named(folder)
    found = list[Submission]()
    rows = dict[str, str]()
    asked = partial(_ask_about, theme, record, [Bounds(label=each.label, limits=each.limits) for each in networks])
    for done, stamp, (submission, problems) in in_order(asked, opened(entries, work, record.row_stamp)):
        late = close is not None and submission.received is not None and submission.received.date() > close
        found.append(replace(submission, findings=problems, missing=missing_parts(submission), late=late))
        rows[submission.id] = stamp
        progress(done, len(entries))
    # Which of two copies stands depends on what each waits for, and what follows from that is settled again.
    found = [_settled(each, record) for each in told_apart([_settled(each, record) for each in found])]
    record.note(found, now)
    record.note_rows(rows, now)
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


def practise() -> None:
    """Does in little what helpers are asked to, for them: see `helper.main`."""
    for form in _USUAL_FORMS:
        import_module(f"{readers.__name__}.{form}")
    extract = Extract(text=_ANYBODY)
    told = understood("anybody", (), clean(_ANYBODY), [extract], None)
    with_theme(replace(told, kind=Kind.BLOG), _ANYBODY)
    list(found_in([(Path(), extract)], told.parts.country))


Understood = tuple[Submission, tuple[Finding, ...]]


def _ask_about(
    theme: str, record: Record, networks: Sequence[Bounds], numbered: tuple[int, HandedIn]
) -> tuple[int, str, Understood]:
    """What it says, as a helper finds out; what we stumble over is held, and never stops the others."""
    done, handed = numbered
    try:
        return done, handed.stamp, ask(handed.name, _understood_or_held, handed, theme, record, networks)
    except LostError:
        return done, handed.stamp, _not_understood(handed, "it takes too long")


def _understood_or_held(handed: HandedIn, theme: str, record: Record, networks: Sequence[Bounded]) -> Understood:
    try:
        return _understood(handed, theme, record, networks)
    except SchedulerError:
        raise
    except Exception as error:
        return _not_understood(handed, type(error).__name__)


def _not_understood(handed: HandedIn, why: str) -> Understood:
    words = f"It was read, but not understood ({why}). Read it by hand, and please report this."
    bare = Submission(id=handed.name, files=handed.files, kind=Kind.UNKNOWN)
    return bare, (*handed.unreadable, _unreadable(bare, words))


def _understood(handed: HandedIn, theme: str, record: Record, networks: Sequence[Bounded]) -> Understood:
    files, signed = consent_forms((each.file, each.extract) for each in handed.opened)
    read = [extract for _, extract in files]
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    text = clean(raw)
    by_words = _by_words(handed.files, files)
    submission = with_theme(understood(handed.name, by_words, text, read, record.kind(handed.name)), theme)
    submission, asked = agreed_to(submission, text, files, signed, record)
    problems = [*handed.unreadable, *found_in(files, submission.parts.country), *asked]
    said = any(each.kind is FindingKind.UNREADABLE for each in problems)
    if not text and submission.kind is Kind.UNKNOWN and not said:
        words = "It holds no words. Ask for it again, as Word, PDF or plain text."
        problems.insert(0, _unreadable(submission, words))
    told = (*(remark for extract in read for remark in extract.remarks), *remarks(submission.media, networks))
    received = _received(read, raw, handed.files or (handed.entry,))
    return replace(submission, received=received, remarks=told), tuple(problems)


def _by_words(files: tuple[Path, ...], read: Iterable[tuple[Path, Extract]]) -> tuple[Path, ...]:
    """The file with most of the words first: what is said of the whole submission is said of that one."""
    words = {file: len(extract.text) for file, extract in read}
    main = max(files, key=lambda file: words.get(file, 0), default=None)
    return tuple(sorted(files, key=lambda file: file != main))


def _unreadable(submission: Submission, words: str) -> Finding:
    return Finding(kind=FindingKind.UNREADABLE, text=words, file=(submission.files or (Path(),))[0])


# --- what follows from it ---------------------------------------------------------------------------------------------


def _received(read: list[Extract], raw: str, files: tuple[Path, ...]) -> datetime:
    """When it came: the mail's date, what the form says, what the file says of itself, else the file's own time."""
    stated = date_in(" ".join(section.body for section in sections(raw) if section.part == "date"))
    sent = next((extract.sent for extract in read if extract.sent), None)
    if stated:
        return datetime(stated.year, stated.month, stated.day, 12, tzinfo=UTC)
    return sent or datetime.fromtimestamp(max(file.lstat().st_mtime for file in files), UTC)


def _settled(submission: Submission, record: Record) -> Submission:
    """With what people have said of each finding and each missing part, and the status that follows."""
    cleared, declined = record.cleared(submission.id), record.declined(submission.id)
    marked = tuple(replace(each, cleared_by=cleared_by(each, cleared)) for each in submission.findings)
    missing = tuple(part for part in submission.missing if missing_key(part) not in cleared)
    status = Readiness.DECLINED if declined else _readiness(marked, missing)
    return replace(submission, findings=marked, missing=missing, declined=declined, status=status)


def _readiness(findings: Sequence[Finding], missing: Sequence[str]) -> Readiness:
    # Of what nobody can tell yet what it is, that is asked first; the consent is asked for in the same reply.
    asked = {FindingKind.CONSENT} if "kind" in missing else set()
    if any(each.blocks and not each.cleared_by and each.kind not in asked for each in findings):
        return Readiness.HELD
    return Readiness.INCOMPLETE if missing else Readiness.READY
