"""ZIP archives: read as a folder with the same files would be."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.inside import MOST_BYTES, MOST_FILES, is_junk, read_inside, taken_out, together

_MOST_TEXTS = 2
_UTF8_NAME = 0x800


def read(file: Path, work: Path) -> Extract:
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not is_junk(entry.filename)]
        _refuse(file, entries)
        inside = list(_inside(archive, entries, work, work / file.stem))
    texts = sum(bool(each.text) for each in inside)
    remark = f"{file.name} holds {texts} texts. If they are of several people, unpack it into the submissions folder."
    return together(Extract(remarks=(remark,) if texts > _MOST_TEXTS else ()), inside)


def _refuse(file: Path, entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise SubmissionError(f"{file.name} is an empty archive.", "Ask for it again.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise SubmissionError(
            f"{file.name} is locked with a password.", "Unpack it with the password, and put that in."
        )
    if len(entries) > MOST_FILES:
        what = f"{file.name} holds {len(entries)} files; more than {MOST_FILES} are not read."
        raise SubmissionError(what, "Unpack it, and put in what belongs here.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        what = f"{file.name} would unpack to more than any submission needs."
        raise SubmissionError(what, "Ask for the files one by one.")


def _inside(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], work: Path, folder: Path) -> Iterator[Extract]:
    for entry in sorted(entries, key=lambda entry: entry.filename):
        name = _name(entry)
        if stat.S_ISLNK(entry.external_attr >> 16):  # it may lead anywhere on this machine
            words = f"{name} is a link, not a file. Ask for the file itself."
            yield Extract(noticed=((FindingKind.UNREADABLE, words),))
            continue
        try:
            with archive.open(entry) as opened:
                path = taken_out(opened, name, folder)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
            words = f"{name} within {Path(archive.filename or '').name} is damaged. Ask for it again."
            yield Extract(noticed=((FindingKind.UNREADABLE, words),))
        else:
            yield read_inside(path, work)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
