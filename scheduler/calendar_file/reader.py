"""Reads posts.yaml: bytes → tree → calendar, with every problem found on the way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.calendar_file import parsing, schema
from scheduler.calendar_file.checks import check
from scheduler.calendar_file.chunks import Layout, taken_apart
from scheduler.calendar_file.collecting import no_garbage_collection
from scheduler.calendar_file.fields import Findings, by_place
from scheduler.calendar_file.keeping import kept
from scheduler.calendar_file.kept import KeptPosts
from scheduler.calendar_file.memory import Memory
from scheduler.calendar_file.nodes import Document
from scheduler.calendar_file.parts import bare_of, mistakes_of, placed, posts_of
from scheduler.errors import CalendarError, Place, Problem, Severity
from scheduler.models import Calendar, Post


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
    data = _bytes_of(path)
    if isinstance(data, Reading):
        return data
    with no_garbage_collection():
        return _in_parts(data, path) or _interpreted(data, path)[0]


def _bytes_of(path: Path) -> bytes | Reading:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror}."
        problem = Problem(what=what, remedy="Is this the campaign's folder?")
        return Reading(calendar=None, problems=(problem,), version="")


def _layout(data: bytes, path: Path) -> Layout | None:
    return None if parsing.unusable(data, path) else taken_apart(data)


def _in_parts(data: bytes, path: Path) -> Reading | None:
    """Every post by its own lines, which takes less memory than the tree of all; None where anything is wrong."""
    layout = _layout(data, path)
    found = bare_of(layout, path) if layout else None
    posts = posts_of(layout.chunks, layout, found[0]) if layout and found else None
    if layout is None or found is None or posts is None or len({post.id for post in posts}) < len(posts):
        return None
    return _sound(found, tuple(placed(posts, layout.chunks, layout.first_line)), data)


def _sound(found: tuple[Calendar, tuple[Problem, ...]], posts: Sequence[Post], data: bytes) -> Reading:
    (bare, warnings), version = found, hashlib.sha256(data).hexdigest()
    return Reading(calendar=replace(bare, version=version, posts=posts), problems=warnings, version=version)


class Reader:
    """Reads one posts.yaml again and again, and keeps its posts in little (`KeptPosts`): a post whose lines are as
    before is not read anew, it has the very same outline.

    Where posts cannot be told apart by their lines, and where anything is wrong, the file is read as a whole, which
    takes long when it is large. `brief`: if only values in edited posts are wrong, tell these, and nothing else.
    `memory`: of what was made of posts by an earlier process.
    """

    def __init__(self, path: Path, *, brief: bool = False, memory: Memory | None = None) -> None:
        self._path = path
        self._brief = brief
        self._memory = memory
        self._known: KeptPosts | None = None

    def read(self) -> Reading:
        """What stands in the file now."""
        data = _bytes_of(self._path)
        if isinstance(data, Reading):
            return data
        with no_garbage_collection():
            layout = _layout(data, self._path)
            reading = self._in_little(layout, data) if layout else None
            return reading or _interpreted(data, self._path)[0]

    def _in_little(self, layout: Layout, data: bytes) -> Reading | None:
        found, known = bare_of(layout, self._path), self._known
        posts = kept(layout, found[0], known, self._memory) if found else None
        if found is None or posts is None:
            wrong = mistakes_of(layout, self._path, known.layout, known.bare) if self._brief and known else ()
            version = hashlib.sha256(data).hexdigest()
            return Reading(calendar=None, problems=wrong, version=version) if wrong else None
        self._known = posts
        return _sound(found, posts, data)


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
