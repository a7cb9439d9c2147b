"""Reads posts.yaml: bytes → tree → calendar, with every problem found on the way."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.calendar_file import parsing, posts, schema
from scheduler.calendar_file.checks import check
from scheduler.calendar_file.chunks import taken_apart
from scheduler.calendar_file.collecting import no_garbage_collection
from scheduler.calendar_file.fields import Findings, by_place
from scheduler.calendar_file.nodes import Document
from scheduler.calendar_file.parts import Parts, mistakes_of, parts_of
from scheduler.errors import CalendarError, Place, Problem, Severity
from scheduler.models import Calendar, Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`calendar` is None when there is any error of form; then `problems` are those of the content too.

    `version` is the SHA-256 of the bytes that were read.
    """

    calendar: Calendar | None
    problems: tuple[Problem, ...]
    version: str


def read(path: Path) -> Reading:
    """Never raises for what stands in the file, or for a file that is not there: that is a problem like any other."""
    return Reader(path).read()


class Reader:
    """Reads one posts.yaml again and again. A post whose lines are as before is not read anew: the calendar has the
    very same `Post`, and its places follow it up and down the file.

    Where posts cannot be told apart by their lines, and where anything is wrong, the file is read as a whole, which
    takes long when it is large. `brief`: if only values in edited posts are wrong, tell these, and nothing else.
    """

    def __init__(self, path: Path, *, brief: bool = False) -> None:
        self._path = path
        self._brief = brief
        self._known: Parts | None = None

    def read(self) -> Reading:
        """What stands in the file now."""
        try:
            data = self._path.read_bytes()
        except OSError as error:
            what = f"{self._path} cannot be read: {error.strerror}."
            problem = Problem(what=what, remedy="Is this the campaign's folder?")
            return Reading(calendar=None, problems=(problem,), version="")
        with no_garbage_collection():
            return self._in_parts(data) or _interpreted(data, self._path)[0]

    def _in_parts(self, data: bytes) -> Reading | None:
        layout = None if parsing.unusable(data, self._path) else taken_apart(data.decode("utf-8-sig"))
        if layout is None:
            return None
        version, parts = hashlib.sha256(data).hexdigest(), parts_of(layout, self._path, self._known)
        if parts is None:
            wrong = mistakes_of(layout, self._path, self._known) if self._brief and self._known else ()
            return Reading(calendar=None, problems=wrong, version=version) if wrong else None
        self._known = parts
        calendar = replace(parts.bare, version=version, posts=parts.posts())
        return Reading(calendar=calendar, problems=parts.warnings, version=version)


def interpret(data: bytes, path: Path) -> tuple[Reading, Document]:
    """What the bytes say, and the tree with the places of every value in them."""
    with no_garbage_collection():
        return _interpreted(data, path)


def _interpreted(data: bytes, path: Path) -> tuple[Reading, Document]:
    version = hashlib.sha256(data).hexdigest()
    document = parsing.parse(data, path)
    findings = Findings(list(document.problems))
    calendar = None
    if document.root is not None:
        calendar = schema.calendar(document.root, file=path, version=version, findings=findings)
    elif not findings.problems:
        place = Place(file=path, line=1, column=1)
        findings.error(place, "The file is empty.", "`scheduler init FOLDER` makes one to begin with.")
    wrong = any(problem.severity is Severity.ERROR for problem in findings.problems)
    if wrong and calendar:
        lines = {problem.place.line for problem in findings.problems if problem.place}
        findings.problems += check(calendar, unread=lines)
    problems = tuple(sorted(findings.problems, key=by_place))
    return Reading(calendar=None if wrong else calendar, problems=problems, version=version), document


def load(path: Path) -> Calendar:
    """The calendar; CalendarError, with every problem, when the file cannot be used."""
    reading = read(path)
    if reading.calendar is None:
        raise CalendarError(reading.problems)
    return reading.calendar


def read_card(path: Path) -> Card:
    """A file that holds nothing but one card's mapping (`scheduler card`); CalendarError, with every problem, else."""
    try:
        document = parsing.parse(path.read_bytes(), path)
    except OSError as error:
        raise CalendarError([Problem(what=f"{path} cannot be read: {error.strerror}.")]) from None
    findings = Findings(list(document.problems))
    card = posts.card(document.root, findings) if document.root is not None else None
    if card is None or findings.problems:
        nothing = Problem(what=f"{path} holds no card.", remedy="It needs a quote and a name.")
        raise CalendarError(sorted(findings.problems, key=by_place) or [nothing])
    return card
