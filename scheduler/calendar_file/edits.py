"""Edits of posts.yaml by splice: the lines an edit is about change, every other byte stays.

Each edit works on the newest file, under a lock. Only when the result reads back as the old calendar plus exactly this
edit is the file replaced, whole or not at all.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scheduler.calendar_file import writing
from scheduler.calendar_file.compose import fingerprint
from scheduler.calendar_file.fields import closest
from scheduler.calendar_file.nodes import Document, Table
from scheduler.calendar_file.reader import interpret
from scheduler.calendar_file.saving import rewrite
from scheduler.calendar_file.splices import Splice, appended, removed, set_values, spliced, tables_by_id
from scheduler.errors import CalendarError, Problem
from scheduler.models import Approval, Calendar, Post, Status

_BOM = b"\xef\xbb\xbf"


def append_posts(path: Path, posts: Sequence[Post], notes: Mapping[str, str] | None = None) -> None:
    """Adds `posts` below those that are there, in the file's own indentation; `notes` puts a comment line above a post.

    CalendarError, and the file untouched, when it cannot be read or written, or a post cannot stand in it.
    """

    def cuts(calendar: Calendar, document: Document) -> list[Splice]:
        _refuse_doubles([*calendar.posts, *posts])
        items = [_item(post, calendar, (notes or {}).get(post.id, "")) for post in posts]
        cut = isinstance(document.root, Table) and appended(document.root, "posts", items, document.text)
        if not cut:
            raise _refused("The posts are written in brackets.", "Write each on lines of its own, after a dash.")
        return [cut]

    if posts:
        _edit(path, cuts, lambda calendar: replace(calendar, posts=(*calendar.posts, *posts)))


def approve(path: Path, ids: Sequence[str], *, by: str, at: datetime) -> None:
    """Sets the posts' status to approved, with who, when (UTC, to the second), and the fingerprint of the content.

    CalendarError, and the file untouched, when one of them is not there or the file cannot be read or written.
    """
    when = at.astimezone(UTC).replace(microsecond=0)

    def approved(post: Post, calendar: Calendar) -> Post:
        bound = Approval(by=by, at=when, content=fingerprint(post, calendar))
        return replace(post, status=Status.APPROVED, approval=bound) if post.id in ids else post

    def expected(calendar: Calendar) -> Calendar:
        return replace(calendar, posts=tuple(approved(post, calendar) for post in calendar.posts))

    def cuts(calendar: Calendar, document: Document) -> list[Splice]:
        tables = tables_by_id(document, "posts")
        _refuse_unknown(ids, tables)
        done = (post for post in expected(calendar).posts if post.id in ids)
        return [cut for post in done for cut in _approval(tables[post.id], post, document.text)]

    if ids:
        _edit(path, cuts, expected)


def remove_posts(path: Path, ids: Sequence[str]) -> None:
    """Takes those posts out, with the comments right above them; ids that are not there are no error.

    CalendarError, and the file untouched, when it cannot be read or written, or the posts are written in brackets.
    """

    def cuts(_calendar: Calendar, document: Document) -> list[Splice]:
        cut = removed(document, "posts", ids)
        if cut is None:
            raise _refused("The posts are written in brackets.", "Take them out by hand.")
        return cut

    def expected(calendar: Calendar) -> Calendar:
        return replace(calendar, posts=tuple(post for post in calendar.posts if post.id not in ids))

    if ids:
        _edit(path, cuts, expected)


def _item(post: Post, calendar: Calendar, note: str) -> list[str]:
    head, *rest = writing.post_lines(post, calendar)
    return [*writing.comment(note), f"- {head}", *(f"  {line}" if line else line for line in rest)]


def _approval(table: Table, post: Post, text: str) -> Iterator[Splice]:
    values = writing.approval(post.approval) if post.approval else {}
    there = table.get("approval")
    if isinstance(there, Table):
        yield from set_values(there, values, text, after=())
        yield from set_values(table, {"status": post.status}, text, after=_PLACE_OF_STATUS)
    else:
        whole = {"status": post.status, "approval": writing.in_braces(values)}
        yield from set_values(table, whole, text, after=("status", *_PLACE_OF_STATUS))


_PLACE_OF_STATUS = ("at", "slot", "id")


def _refuse_doubles(posts: Sequence[Post]) -> None:
    for name, times in Counter(post.id for post in posts).items():
        if times > 1:
            raise _refused(f"There would be two posts {name!r}.", "Give the new one another id.")


def _refuse_unknown(ids: Sequence[str], tables: Mapping[str, Table]) -> None:
    unknown = [name for name in ids if name not in tables]
    if unknown:
        wrong = [Problem(what=f"There is no post {name!r}.", remedy=closest(name, tables)) for name in unknown]
        raise CalendarError([*wrong, Problem(what="Nothing was approved.", remedy="Mend the name, and say it again.")])


def _refused(what: str, remedy: str) -> CalendarError:
    return CalendarError([Problem(what=what, remedy=remedy)])


# --- the one way to write ---------------------------------------------------------------------------------------------

Cuts = Callable[[Calendar, Document], list[Splice]]


def _edit(path: Path, cuts: Cuts, expected: Callable[[Calendar], Calendar]) -> None:
    def edited(data: bytes) -> bytes:
        reading, document = interpret(data, path)
        if reading.calendar is None:
            raise CalendarError(reading.problems)
        text = spliced(document.text, cuts(reading.calendar, document))
        after = (_BOM if data.startswith(_BOM) else b"") + text.encode()
        _prove(after, path, expected(reading.calendar))
        return after

    rewrite(path, edited)


def _prove(data: bytes, path: Path, expected: Calendar) -> None:
    """Reads the edited file as the service will; anything but the old calendar with this edit is refused."""
    reading, _ = interpret(data, path)
    if reading.calendar is None:
        raise CalendarError(reading.problems)
    if _comparable(reading.calendar) != _comparable(expected):
        raise _refused("This edit would change more than it should.", "Nothing was written; make it by hand.")


def _comparable(calendar: Calendar) -> Calendar:
    """Without what an edit may change: the version, and the line end that a last line without one gets."""
    posts = tuple(replace(post, text=post.text.rstrip("\n")) for post in calendar.posts)
    return replace(calendar, version="", posts=posts)
