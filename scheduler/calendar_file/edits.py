"""Edits of posts.yaml by splice: the lines an edit is about change, every other byte stays.

Each edit works on the newest file, under a lock. Only when the result reads back as the old calendar plus exactly this
edit is the file replaced, whole or not at all.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from scheduler.calendar_file import writing
from scheduler.calendar_file.changes import changes
from scheduler.calendar_file.compose import fingerprint
from scheduler.calendar_file.fields import closest
from scheduler.calendar_file.nodes import Document, Table
from scheduler.calendar_file.reader import Reading, interpret
from scheduler.calendar_file.saving import rewrite
from scheduler.calendar_file.splices import Splice, appended, removed, spliced, tables_by_id
from scheduler.calendar_file.trees import Tree, tree_of
from scheduler.errors import CalendarError, Conflict, Problem
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


def approve(path: Path, ids: Sequence[str], *, by: str, at: datetime, seen: Mapping[str, str] | None = None) -> None:
    """Sets the posts' status to approved, with who, when (UTC, to the second), and the fingerprint of the content.

    CalendarError, and the file untouched, when one of them is not there or the file cannot be read or written.
    """
    if ids:
        change_posts(path, dict.fromkeys(ids, approval(by, at)), seen=seen)


Change = Callable[[Post, Calendar], Post]


def approval(by: str, at: datetime) -> Change:
    """Approves a post as it stands when the change is made: bound to the fingerprint of what followers will get."""
    when = at.astimezone(UTC).replace(microsecond=0)

    def approved(post: Post, calendar: Calendar) -> Post:
        bound = Approval(by=by, at=when, content=fingerprint(post, calendar))
        return replace(post, status=Status.APPROVED, approval=bound)

    return approved


def change_posts(path: Path, wanted: Mapping[str, Change], *, seen: Mapping[str, str] | None = None) -> Calendar:
    """Makes each post what its change makes of it as it stands in the file; only the lines of what differs change.

    `seen`: by post, the `version_of` what the editor saw; Conflict when it is another by now. CalendarError when one
    is not there or the file cannot be read or written. Whatever is raised, the file is untouched.

    The calendar as it is now in the file.
    """

    def changed(calendar: Calendar) -> dict[str, Post]:
        return {post.id: wanted[post.id](post, calendar) for post in calendar.posts if post.id in wanted}

    def expected(calendar: Calendar) -> Calendar:
        new = changed(calendar)
        return replace(calendar, posts=tuple(new.get(post.id, post) for post in calendar.posts))

    def cuts(calendar: Calendar, document: Document) -> list[Splice]:
        tables, new = tables_by_id(document, "posts"), changed(calendar)
        _refuse_unknown(list(wanted), tables)
        old = {post.id: tree_of(post, calendar) for post in calendar.posts if post.id in wanted}
        if stale := [name for name in old if seen and name in seen and seen[name] != _version(old[name])]:
            raise Conflict(stale)
        return [
            cut
            for name, tree in old.items()
            for cut in changes(tables[name], tree, tree_of(new[name], calendar), document.text)
        ]

    return _edit(path, cuts, expected)


def version_of(post: Post, calendar: Calendar) -> str:
    """Another one whenever something in the post is another: what an editor saw is told by it."""
    return _version(tree_of(post, calendar))


def _version(tree: Mapping[str, Tree]) -> str:
    return sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()[:12]


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
    return [*writing.comment(note), *writing.items([tree_of(post, calendar)])]


def _refuse_doubles(posts: Sequence[Post]) -> None:
    for name, times in Counter(post.id for post in posts).items():
        if times > 1:
            raise _refused(f"There would be two posts {name!r}.", "Give the new one another id.")


def _refuse_unknown(ids: Sequence[str], tables: Mapping[str, Table]) -> None:
    unknown = [name for name in ids if name not in tables]
    if unknown:
        wrong = [Problem(what=f"There is no post {name!r}.", remedy=closest(name, tables)) for name in unknown]
        raise CalendarError([*wrong, Problem(what="Nothing was changed.", remedy="Mend the name, and say it again.")])


def _refused(what: str, remedy: str) -> CalendarError:
    return CalendarError([Problem(what=what, remedy=remedy)])


# --- the one way to write ---------------------------------------------------------------------------------------------

Cuts = Callable[[Calendar, Document], list[Splice]]


def _edit(path: Path, cuts: Cuts, expected: Callable[[Calendar], Calendar]) -> Calendar:
    proven: list[Calendar] = []

    def edited(saved: bytes) -> bytes:
        data = _ended(saved)
        reading, document = _interpreted(data, path)
        if reading.calendar is None:
            raise CalendarError(reading.problems)
        text = spliced(document.text, cuts(reading.calendar, document))
        after = (_BOM if data.startswith(_BOM) else b"") + text.encode()
        proven[:] = [_prove(after, path, expected(reading.calendar))]
        return after if after != data else saved

    rewrite(path, edited)
    return proven[0]


@lru_cache(maxsize=2)
def _interpreted(data: bytes, path: Path) -> tuple[Reading, Document]:
    """What the last edit left behind is what the next one begins with, mostly."""
    return interpret(data, path)


def _ended(data: bytes) -> bytes:
    """With an end of its last line: what is added below it must not become part of it."""
    return data if data.endswith(b"\n") else data + (b"\r\n" if b"\r\n" in data else b"\n")


def _prove(data: bytes, path: Path, expected: Calendar) -> Calendar:
    """Reads the edited file as the service will; anything but the old calendar with this edit is refused."""
    reading, _ = _interpreted(data, path)
    if reading.calendar is None:
        raise CalendarError(reading.problems)
    if _comparable(reading.calendar) != _comparable(expected):
        raise _refused("This edit would change more than it should.", "Nothing was written; make it by hand.")
    return reading.calendar


def _comparable(calendar: Calendar) -> Calendar:
    """Without what an edit may change: the version, and how many empty lines a text keeps at its end."""
    posts = tuple(replace(post, text=post.text.rstrip("\n")) for post in calendar.posts)
    return replace(calendar, version="", posts=posts)
