"""Puts it together: each file or folder becomes a submission that is ready, incomplete or held, and says why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import Finding, FindingKind, Kind, Media, Parts, Readiness, Submission
from scheduler.submissions import parts as profile_parts
from scheduler.submissions.cleaner import clean
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import HEADING, Extract
from scheduler.submissions.guidelines import PARTS
from scheduler.submissions.language import language_of
from scheduler.submissions.parts import sections
from scheduler.submissions.readers import read_file
from scheduler.submissions.record import Record, key_of
from scheduler.submissions.regions import region_of
from scheduler.submissions.safeguarding import findings

_YES = re.compile(r"^(?:yes|oui|s[íi]|sim|نعم|أوافق|አዎ|I (?:agree|consent)|j[’']accepte)\b|^(?:نعم|አዎ)", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|non|pas|n[ãa]o|لا|አይ)\b", re.IGNORECASE)
"""With a yes, it is a form that nobody filled in ("Yes / No") or a condition: a person must read it."""
_BLOG_WORDS = 120
_PROSE_PARTS = ("why", "role", "support", "love", "qualifications")
_ABOUT = {"consent", "date", "alt", "summary", "caption"}


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
    if not folder.is_dir():
        raise SubmissionError(
            f"The submissions folder {folder} is not there.", "Make it, or mend submissions: in posts.yaml."
        )
    entries = sorted(entry for entry in folder.iterdir() if _is_submission(entry))
    names = Counter(_name(entry) for entry in entries)
    found = []
    for done, entry in enumerate(entries, start=1):
        # Two of one name must not share a consent: the second part of the name tells them apart.
        name = _name(entry) if names[_name(entry)] == 1 else slug(entry.name)
        submission = read_one(entry, name, close=close, record=record, work=work)
        record.note(submission.id, submission.findings, consent=_consent_words(submission), now=now)
        found.append(submission)
        progress(done, len(entries))
    return found


def _is_submission(entry: Path) -> bool:
    return not entry.name.startswith((".", "~$")) and entry.stem.upper() != "README"


def _name(entry: Path) -> str:
    return slug(entry.name if entry.is_dir() else entry.stem)


def read_one(entry: Path, name: str, *, close: date | None, record: Record, work: Path) -> Submission:
    """One file, or one folder with all its files."""
    files = tuple(sorted(_files(entry))) if entry.is_dir() else (entry,)
    opened, unreadable = _read_all(files, work)
    read = [each.extract for each in opened]
    raw = "\n\n".join(extract.text for extract in read if extract.text)
    submission = _understood(name, files, raw, read)
    problems = (
        *unreadable,
        *_noticed(opened),
        *_found_in(opened, submission.parts.country),
    )
    received = _received(read, raw, files or (entry,))
    submission = replace(submission, received=received, late=close is not None and received.date() > close)
    return _judged(submission, problems, record, given=bool(_stated_consent(raw)))


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


# --- what it says -----------------------------------------------------------------------------------------------------


def _understood(name: str, files: tuple[Path, ...], raw: str, read: list[Extract]) -> Submission:
    text = clean(raw)
    third_person = _is_third_person(text)
    found = profile_parts.find(text, third_person=third_person)
    media = tuple(path for extract in read for path in extract.media)
    kind = _kind(text, found, media)
    about = {section.part: section.body for section in sections(text) if section.part in _ABOUT}
    body, title = _body(text, kind)
    alt = " ".join(about.get("alt", "").split())
    author = next((extract.author for extract in read if extract.author), "")
    if kind is Kind.PROFILE and found.name is None and author:
        found = replace(found, name=author)
    return Submission(
        id=name,
        files=files,
        kind=kind,
        language=language_of(body or text),
        title=title,
        author=found.name or _byline(text) or author,
        text=about.get("caption", body) if kind is Kind.MULTIMEDIA else body,
        own_summary=_plain_list(about.get("summary", "")),
        parts=found,
        third_person=third_person,
        media=tuple(Media(file=path, alt=alt) for path in media),
    )


def _kind(text: str, found: Parts, media: tuple[Path, ...]) -> Kind:
    told = sum(getattr(found, part) is not None for part in _PROSE_PARTS)
    if told >= 2:
        return Kind.PROFILE
    if any(Media(file=path).is_video for path in media) or (media and len(text.split()) < _BLOG_WORDS):
        return Kind.MULTIMEDIA
    if re.search(r"\bmy name is\b|\bI am an? [\w -]{0,40}(?:work|carer|counsel)", text[:400], re.IGNORECASE) or (
        told and found.name
    ):
        return Kind.PROFILE
    if len(text.split()) >= _BLOG_WORDS:
        return Kind.BLOG
    return Kind.UNKNOWN


def _is_third_person(text: str) -> bool:
    """Somebody else tells it: the worker speaks only within quotation marks."""
    outside = re.sub(r"[“«\"][^”»\"]{2,600}[”»\"]", " ", text)
    own = len(re.findall(r"\b(?:I|my|je|j[’']|mon|ma|yo|mi|eu|meu|minha)\b", outside))
    others = len(re.findall(r"\b(?:she|he|her|his|elle|il|ella|él|su|sus|ela|ele)\b", outside, re.IGNORECASE))
    quoted = re.search(r"[“«\"][^”»\"]{12,}[”»\"]", text) is not None
    return quoted and others > own


def _body(text: str, kind: Kind) -> tuple[str, str]:
    """The running text without labels, and the title. Of a profile: its parts one after the other."""
    cut = sections(text)
    title = next((section.label for section in cut if section.label and not section.part), "")
    if kind is Kind.PROFILE:
        told = [section.body for section in cut if section.part in {"why", "role", "support", "love"} and section.body]
        return "\n\n".join(told) or _without_headings(text), title
    kept = (
        section.body
        for section in cut
        if section.body and section.part not in {*_ABOUT, "name", "title", "organisation", "country"}
    )
    paragraphs = [each for body in kept for each in body.split("\n\n") if each and not _BYLINE.match(each)]
    return "\n\n".join(paragraphs), title


_BYLINE = re.compile(r"^(?:A blog post )?[Bb]y (?P<name>[^,\n]{3,60})(?:,.*)?$", re.DOTALL)


def _byline(text: str) -> str:
    found = next((_BYLINE.match(line) for line in text.split("\n")[:12] if _BYLINE.match(line)), None)
    return found["name"].strip() if found else ""


def _without_headings(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(HEADING)).strip()


def _plain_list(text: str) -> str:
    """Key messages as sentences after each other."""
    items = [re.sub(r"^[-•*]\s*", "", line).strip() for line in text.split("\n") if line.strip()]
    return " ".join(items)


# --- what follows from it ---------------------------------------------------------------------------------------------


def _stated_consent(text: str) -> str:
    """The words with which the form itself gives consent; "" when it does not."""
    bodies = (section.body for section in sections(clean(text)) if section.part == "consent")
    return next((" ".join(body.split()) for body in bodies if _YES.match(body.strip()) and not _NO.search(body)), "")


def _consent_words(submission: Submission) -> str:
    return "" if any(each.kind is FindingKind.CONSENT for each in submission.findings) else "all uses named in the form"


def _received(read: list[Extract], raw: str, files: tuple[Path, ...]) -> datetime:
    """When it came: the mail's date, what the form says, what the file says of itself, else the file's own time."""
    stated = date_in(" ".join(section.body for section in sections(raw) if section.part == "date"))
    sent = next((extract.sent for extract in read if extract.sent), None)
    if stated:
        return datetime(stated.year, stated.month, stated.day, 12, tzinfo=UTC)
    return sent or datetime.fromtimestamp(max(file.lstat().st_mtime for file in files), UTC)


def _judged(submission: Submission, problems: tuple[Finding, ...], record: Record, *, given: bool) -> Submission:
    """Its status, what is missing, and every finding with who cleared it."""
    cleared = record.cleared(submission.id)
    agreed = record.consent_given(submission.id) or (given and not record.withdrawn(submission.id))
    if not agreed:
        words = "Nobody has agreed yet that this is shared."
        problems = (
            *problems,
            Finding(kind=FindingKind.CONSENT, text=words, file=submission.files[0] if submission.files else Path()),
        )
    marked = tuple(replace(finding, cleared_by=cleared.get(key_of(finding), "")) for finding in problems)
    missing = _missing(submission)
    held = any(finding.blocks and not finding.cleared_by for finding in marked) or submission.kind is Kind.UNKNOWN
    status = Readiness.HELD if held else Readiness.INCOMPLETE if missing else Readiness.READY
    return replace(submission, findings=marked, missing=missing, status=status)


def _missing(submission: Submission) -> tuple[str, ...]:
    if submission.kind is Kind.PROFILE:
        return tuple(part for part in PARTS if getattr(submission.parts, part) is None)
    if submission.kind is Kind.BLOG:
        return tuple(name for name, there in (("title", submission.title), ("author", submission.author)) if not there)
    if submission.kind is Kind.MULTIMEDIA:
        described = all(media.alt for media in submission.media)
        return tuple(name for name, there in (("caption", submission.text), ("alt text", described)) if not there)
    return ()
