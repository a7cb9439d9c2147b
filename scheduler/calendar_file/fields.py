"""What a value of posts.yaml may be: each function reads one kind from a node, or says what is wrong and gives None."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scheduler.calendar_file.nodes import Node, Scalar, Sequence, Table
from scheduler.errors import Place, Problem, Severity
from scheduler.models import Post
from scheduler.text import hashtags


@dataclass(slots=True)
class Findings:
    """Collects what is wrong, so that one reading finds all of it."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, remedy=remedy, place=place))

    def warning(self, place: Place, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, remedy=remedy, place=place, severity=Severity.WARNING))


def by_place(problem: Problem) -> tuple[int, int, str]:
    """Sorts problems as they stand in the file."""
    place = problem.place
    return (place.line, place.column, problem.what) if place else (0, 0, problem.what)


Read = Callable[[Node, Findings], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: how its value is read, and whether it must be there."""

    read: Read
    required: bool = False


def mapping(node: Node, keys: Mapping[str, Key], findings: Findings, called: str) -> dict[str, Any]:
    """The values of the keys that are there and right; `called` names the mapping in messages."""
    if not isinstance(node, Table):
        findings.error(node.place, f"{called} must be a mapping (key: value).", f"It has the keys {_some(keys)}.")
        return {}
    _check_keys(node, keys, findings, called)
    read = {}
    for name, pair in node.pairs.items():
        if name in keys and (value := keys[name].read(pair.value, findings)) is not None:
            read[name] = value
    return read


def _check_keys(node: Table, keys: Mapping[str, Key], findings: Findings, called: str) -> None:
    for name, pair in node.pairs.items():
        if name not in keys:
            findings.error(pair.key.place, f"{called} has no key {name!r}.", closest(name, keys))
    for name, key in keys.items():
        if key.required and name not in node.pairs:
            findings.error(node.place, f"{called} has no {name}.", f"Add a line {name}: …")


def closest(name: str, known: Iterable[str]) -> str:
    """A hint: the known word that was probably meant, else all of them."""
    known = list(known)
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Choose from: {_some(known)}."


_MOST_NAMED = 20


def _some(words: Iterable[str]) -> str:
    words = list(words)
    more = len(words) - _MOST_NAMED
    return ", ".join(words[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


# --- one value --------------------------------------------------------------------------------------------------------


def text(node: Node, findings: Findings) -> str | None:
    """One line or many, as written; nothing else than text."""
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    findings.error(node.place, "A text belongs here, not a list or mapping.", "Put it in quotes.")
    return None


def prose(node: Node, findings: Findings) -> str | None:
    """Words that people will read: what YAML would drop after ` #` is an error."""
    return None if _is_cut(node, _ANYTHING, findings) else text(node, findings)


_ANYTHING = re.compile("#")
_A_HASHTAG = re.compile(r"#\w")


def _is_cut(node: Node, begins: re.Pattern[str], findings: Findings) -> bool:
    if not isinstance(node, Scalar) or not node.cut or not begins.match(node.cut):
        return False
    what = "YAML drops everything after # here, hashtag and all."
    findings.error(node.place, what, 'Put the text in quotes: "… #…"')
    return True


def name(node: Node, findings: Findings) -> str | None:
    """A text that is not empty; a comment may stand behind it, but not what looks like a hashtag."""
    if _is_cut(node, _A_HASHTAG, findings):
        return None
    found = text(node, findings)
    if found is not None and not found.strip():
        findings.error(node.place, "This is empty.", "Write something here.")
        return None
    return found


_ID = re.compile(r"[\w][\w.-]{0,79}")


def identifier(node: Node, findings: Findings) -> str | None:
    """A name for machines: letters, digits, - _ and . (at most 80)."""
    found = name(node, findings)
    if found is None or _ID.fullmatch(found):
        return found
    findings.error(node.place, f"{found[:90]!r} cannot be a name.", "Use letters, digits, - _ and . (at most 80).")
    return None


_LINK = re.compile(r"https?://[^\s/]+\S*")


def link(node: Node, findings: Findings) -> str | None:
    found = text(node, findings)
    if not found or (_LINK.fullmatch(found) and _can_be_taken_apart(found)):
        return found
    findings.error(node.place, f"{found!r} is not a link.", "A link begins with https:// and has no spaces.")
    return None


def _can_be_taken_apart(address: str) -> bool:
    if address.isascii() and "[" not in address and "]" not in address:
        return True  # nearly every one, and no need to take it apart
    try:
        urlsplit(address)
    except ValueError:  # a bracket in the host, or signs that turn into others
        return False
    return True


_LONGEST_NAME = 255
_LONGEST_PATH = 1_000
"""In bytes: what file systems allow a name, and far less than they allow a path, which begins elsewhere."""


def path(node: Node, findings: Findings) -> Path | None:
    """A file or folder, there or not, beside posts.yaml."""
    found = name(node, findings)
    if found is None:
        return None
    if re.match(r"[A-Za-z]{2,}://", found):
        what = f"{found!r} is an address, not a file."
        findings.error(node.place, what, "Download it into the campaign's folder, and write its path there.")
        return None
    if not _can_be_a_path(found):
        what = f"{found[:60]!r} cannot be the name of a file."
        findings.error(node.place, what, f"It has no line ends or invisible signs, and at most {_LONGEST_NAME} bytes.")
        return None
    return Path(found)


def _can_be_a_path(found: str) -> bool:
    longest = max(len(part.encode()) for part in found.split("/"))
    return (
        longest <= _LONGEST_NAME and len(found.encode()) <= _LONGEST_PATH and not re.search(r"[\x00-\x1f\x7f]", found)
    )


def hashtag(node: Node, findings: Findings) -> str | None:
    found = prose(node, findings)
    if found is None or hashtags(found) == [found]:
        return found
    findings.error(node.place, f"{found!r} is not a hashtag.", 'Write # and one word, in quotes: "#OurWeek".')
    return None


def hashtag_list(node: Node, findings: Findings) -> tuple[str, ...] | None:
    return None if _is_cut(node, _A_HASHTAG, findings) else list_of(hashtag)(node, findings)


def one_of(*choices: str) -> Read:
    def read(node: Node, findings: Findings) -> str | None:
        found = text(node, findings)
        if found is None or found in choices:
            return found
        findings.error(node.place, f"{found!r} is none of the choices here.", closest(found, choices))
        return None

    return read


def fraction(node: Node, findings: Findings) -> float | None:
    found = text(node, findings)
    try:
        number = float(found or "")
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    findings.error(node.place, f"{found!r} is not a part of the picture.", "Write a number from 0 to 1.")
    return None


# --- many values ------------------------------------------------------------------------------------------------------


def list_of(read: Read) -> Read:
    """A list. What is wrong in it is left out, of the tree too: so places count as the values do."""

    def read_all(node: Node, findings: Findings) -> tuple[Any, ...] | None:
        if isinstance(node, Scalar) and node.is_null:
            return ()
        if not isinstance(node, Sequence):
            findings.error(node.place, "A list belongs here.", "Write [one, two], or one a line, each after a dash.")
            return None
        values = [(item, value) for item in node.items if (value := read(item, findings)) is not None]
        node.items = [item for item, _ in values]
        return tuple(value for _, value in values)

    return read_all


ALL_CHANNELS = "Name a channel; or take the key out, then it is every channel."


def some_of(read: Read, remedy: str) -> Read:
    """A list with something in it; `remedy` says what to do about an empty one."""

    def read_some(node: Node, findings: Findings) -> tuple[Any, ...] | None:
        empty = not (isinstance(node, Sequence) and node.items)
        found: tuple[Any, ...] | None = list_of(read)(node, findings)
        if found is not None and empty:
            findings.error(node.place, "This list is empty.", remedy)
        return found or None

    return read_some


def texts_by_name(node: Node, findings: Findings) -> dict[str, str] | None:
    if not isinstance(node, Table):
        findings.error(node.place, "A mapping of names to texts belongs here.", "Write {name: text}.")
        return None
    read = {key: text(pair.value, findings) for key, pair in node.pairs.items()}
    return {key: value for key, value in read.items() if value is not None}


class Places(Mapping[str, Place]):
    """Where the values of one post stand, by their paths within it ("media.0.file"); "" is the post itself.

    They count from the post's own line, which is the only thing that changes when posts above it are edited. `below`:
    so many lines further down than its chunk begins (0, nearly always).
    """

    __slots__ = ("_file", "_node", "_spots", "below", "line")

    def __init__(self, node: Node) -> None:
        self._file = node.file
        self.line = node.mark.line + 1
        self.below = 0
        self._node: Node | None = node
        self._spots: dict[str, tuple[int, int]] = {}

    def _all(self) -> dict[str, tuple[int, int]]:
        """They are looked up when somebody asks: of a thousand posts, nobody asks for those of one."""
        node = self._node
        if node is not None:
            self._spots = {"": (0, node.mark.column + 1), **dict(_spots(node, "", node.mark.line))}
            self._node = None
        return self._spots

    def __getitem__(self, key: str) -> Place:
        below, column = self._all()[key]
        return Place(file=self._file, line=self.line + below, column=column)

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _spots(node: Node, prefix: str, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for step, child in _children(node):
        mark, path = child.mark, f"{prefix}{step}"
        yield path, (mark.line - first, mark.column + 1)
        if not isinstance(child, Scalar):
            yield from _spots(child, f"{path}.", first)


def _children(node: Node) -> Iterable[tuple[object, Node]]:
    if isinstance(node, Table):
        return [(key, pair.value) for key, pair in node.pairs.items()]
    return enumerate(node.items) if isinstance(node, Sequence) else ()


def place_of(post: Post, *keys: str) -> Place | None:
    """Where the first of `keys` that the post has stands; else the post itself."""
    return next((post.places[key] for key in (*keys, "id", "") if key in post.places), None)
