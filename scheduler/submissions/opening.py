"""From what lies in the folder to what is to be understood: files read, tables cut into rows, nothing left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import Finding, FindingKind
from scheduler.submissions.apart import in_order
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers import read_file
from scheduler.submissions.readers.inside import is_junk

StampOf = Callable[[str], str]
"""By which stamp a row is known that bore a name before; "" when none did."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and what it holds."""

    file: Path
    extract: Extract


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission, before it is understood: where it lies, its files, what they hold, and what could not be read.
    `stamp`: of a row of a table, what it is known by when the table is exported again."""

    name: str
    entry: Path
    files: tuple[Path, ...]
    opened: list[Opened]
    unreadable: list[Finding]
    stamp: str = ""

    @property
    def extracts(self) -> list[Extract]:
        return [each.extract for each in self.opened]


def slug(name: str) -> str:
    """A stable id: letters, digits and dashes; letters of any script stay."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", bare).lower()).strip("-") or "submission"


def opened(
    entries: Mapping[str, Path], work: Path, stamp_of: StampOf = lambda _name: ""
) -> Iterator[tuple[int, HandedIn]]:
    """What each file or folder hands in: one submission, or of a table of answers one a row. With how many are read.

    One entry after the other is read, because what they bring along may have the same name; the next ones are read
    while one is understood.
    """
    taken = set(entries)
    lying = in_order(lambda named: _read_entry(*named, work), entries.items(), at_once=1)
    return ((done, handed) for done, read in enumerate(lying, start=1) for handed in _handed_in(read, taken, stamp_of))


@dataclass(frozen=True, slots=True)
class _Lying:
    """An entry of the folder, with its files read."""

    name: str
    entry: Path
    files: tuple[Path, ...]
    read: list[Opened]
    unreadable: list[Finding]


def _read_entry(name: str, entry: Path, work: Path) -> _Lying:
    try:
        files = tuple(sorted(_files(entry))) if entry.is_dir() and not entry.is_symlink() else (entry,)
    except OSError as error:
        words = f"{entry.name} cannot be opened: {error.strerror}. Look at its permissions."
        return _Lying(name, entry, (entry,), [], [_unreadable(entry, words)])
    read, unreadable = _read_all(files, work)
    return _Lying(name, entry, files, read, unreadable)


def _handed_in(lying: _Lying, taken: set[str], stamp_of: StampOf) -> Iterator[HandedIn]:
    name, entry, files, read = lying.name, lying.entry, lying.files, lying.read
    rows = [row for each in read for row in each.extract.rows]
    if files == (entry,) and rows:
        taken.discard(name)  # none of the rows bears it
        namesakes = Counter(slug(row.name) for row in rows)
        for row in rows:
            called = _free(slug(row.name), name, taken)
            # Of several of one name, the one that bore it alone before keeps it: what people decided hangs on it.
            if namesakes[slug(row.name)] > 1 and stamp_of(called) != row.stamp:
                called = _free(slug(f"{row.name} {row.stamp}"), name, taken)
            taken.add(called)
            yield HandedIn(called, entry, files, [Opened(entry, row.extract)], [], row.stamp)
        return
    many = [each for each in read if len(each.extract.rows) > 1]
    unreadable = [*lying.unreadable, *(_unreadable(each.file, _many_rows(each)) for each in many)]
    whole = [Opened(each.file, _only_row(each.extract)) for each in read if each not in many]
    yield HandedIn(name, entry, files, whole, unreadable)


def _free(called: str, table: str, taken: set[str]) -> str:
    """The row's own name, so that it stays the same when the table is exported again; with the table's, if it must."""
    if called not in taken:
        return called
    known = f"{called}-{table}"
    return known if known not in taken else f"{known}-{len(taken)}"


def _only_row(extract: Extract) -> Extract:
    return extract.rows[0].extract if extract.rows else extract


def _many_rows(each: Opened) -> str:
    many = len(each.extract.rows)
    return f"{each.file.name} has {many} rows, each a submission. Put it into the submissions folder itself."


def _files(folder: Path) -> Iterator[Path]:
    found = (file for file in folder.rglob("*") if not file.is_dir() or file.is_symlink())
    return (file for file in found if not is_junk(str(file.relative_to(folder))))


def _read_all(files: tuple[Path, ...], work: Path) -> tuple[list[Opened], list[Finding]]:
    read, broken = list[Opened](), list[Finding]()
    for file in files:
        try:
            if file.is_symlink():  # it may lead anywhere on this machine
                raise SubmissionError(f"{file.name} is a link.", "Put the file itself here.")
            read.append(Opened(file, read_file(file, work)))
        except SubmissionError as error:
            broken.append(_unreadable(file, str(error)))
    if not files:
        broken.append(_unreadable(Path(), "The folder is empty."))
    return read, broken


def _unreadable(file: Path, words: str) -> Finding:
    return Finding(kind=FindingKind.UNREADABLE, text=words, file=file)
