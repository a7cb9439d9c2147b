"""What keeps a file from being YAML, said where the mistake was made and in words for people who do not know YAML.

libyaml complains where it can go on no longer: behind a quote that nobody closed, that is the end of the file. The
mistake is told from where it began what it could not finish, and from the last value that it had read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from scheduler.calendar_file.nodes import Node, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """Where reading came to an end: offsets in `text`.

    `began` begins what could not be finished, `last` is the value that was read before, `bracket` the last one that is
    still open.
    """

    said: str
    text: str
    began: int
    stopped: int
    last: Node | None
    bracket: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """`place` is an offset in the text."""

    place: int
    what: str
    remedy: str


def mistake(error: yaml.YAMLError, text: str, *, last: Node | None, bracket: int | None) -> Mistake:
    """What was done wrong, given libyaml's complaint, the value that it had read before, and the open bracket."""
    stop = _stop(error, text, last, bracket)
    place, what, remedy = next(_matching(stop))
    return Mistake(place=place, what=f"This is not YAML: {what or stop.said}.", remedy=remedy)


def _stop(error: Any, text: str, last: Node | None, bracket: int | None) -> _Stop:
    stopped = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    began = getattr(error, "context_mark", None) or stopped
    return _Stop(
        said=str(getattr(error, "problem", None) or error),
        text=text,
        began=began.index if began else 0,
        stopped=stopped.index if stopped else 0,
        last=last,
        bracket=bracket,
    )


def _matching(stop: _Stop) -> Iterator[tuple[int, str, str]]:
    for sign, place_of, seen, what, remedy in _SIGNS:
        place = place_of(stop) if sign in stop.said else None
        if place is not None and re.compile(seen).match(stop.text, place):
            yield place, what, remedy


# --- where the mistake may be: an offset, or None -------------------------------------------------------------------


def _where_it_began(stop: _Stop) -> int:
    return stop.began


def _where_it_stopped(stop: _Stop) -> int:
    return stop.stopped


def _bracket_left_open(stop: _Stop) -> int | None:
    """The bracket that was to be closed on an earlier line than the one on which reading stopped."""
    between = stop.text[stop.bracket or 0 : stop.stopped + 1]
    return stop.bracket if "\n" in between or stop.stopped >= len(stop.text) else None


def _below_a_block(stop: _Stop) -> int | None:
    """The line right below a text that stands below | or >."""
    if not isinstance(stop.last, Scalar) or stop.last.style not in {"|", ">"}:
        return None
    line = _next_sign(stop.last.end, stop.text, " \r\n")
    return line if line in {stop.began, stop.stopped} else None


def _value_before(stop: _Stop) -> int | None:
    """The value in quotes or brackets behind which, on its last line, the trouble begins."""
    if stop.last is None or not stop.text.startswith(('"', "'", "[", "{"), stop.last.start):
        return None
    behind = _next_sign(stop.last.end, stop.text, " ")
    return stop.last.start if behind in {stop.began, stop.stopped} and stop.text[behind : behind + 1].strip() else None


def _value_of_many_lines(stop: _Stop) -> int | None:
    place = _value_before(stop)
    return place if stop.last and "\n" in stop.text[stop.last.start : stop.last.end] else None


def _plain_text_before(stop: _Stop) -> int | None:
    """The text without quotes in which, or behind which, the trouble is."""
    return stop.last.start if stop.last and stop.last.end == stop.stopped else None


def _next_sign(place: int, text: str, passed: str) -> int:
    while place < len(text) and text[place] in passed:
        place += 1
    return place


# --- what it is: libyaml's words, where to look, what stands there (any of it: ""), our words ------------------------

_NO_SPACE = ("there is no space behind this key's colon", "Write key: value.")
_OWN_MEANING = ("this sign has a meaning of its own in YAML", "Put the whole text in quotes.")
_INDENTED = ("this line is not indented like those around it", "Begin it right below the key that it stands beside.")
_LEFT_OPEN = ("a bracket opens here and is not closed", "Close it; text with brackets in it goes in quotes.")
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"

_SIGNS: tuple[tuple[str, Callable[[_Stop], int | None], str, str, str], ...] = (
    (
        "",
        _below_a_block,
        "",
        "the text below | or > is over, because this line is indented less",
        "If it belongs to the text, indent it below | like the rest; if not, like the keys around it.",
    ),
    (
        "",
        _value_of_many_lines,
        "[\"']",
        "the quote that opens here is closed lines below, in front of other words",
        "Close it where the text ends.",
    ),
    (
        "',' or",
        _value_before,
        "[\"']",
        "behind this quoted text a comma is missing, or the text is to go on",
        "Write the comma, or put the whole text in quotes.",
    ),
    (
        "",
        _value_before,
        "'",
        "more words stand behind the closing quote",
        'Put the whole text in double quotes: "…".',
    ),
    (
        "",
        _value_before,
        '"',
        "more words stand behind the closing quote",
        "Put the whole text in quotes, single ones: '…'.",
    ),
    ("", _value_before, "", "more stands behind the closing bracket", "If it is a text, put the whole text in quotes."),
    (
        "unexpected end of stream",
        _where_it_began,
        "",
        "a quote opens here and is never closed",
        "Close it where the text ends.",
    ),
    ("alphabetic or numeric", _where_it_began, "", *_OWN_MEANING),
    (
        "did not find expected",
        _bracket_left_open,
        r"[^\n]*[\[{,\s]#\w",
        "everything after # is dropped, the closing bracket too",
        'Put what has a # in quotes: ["#one", "#two"].',
    ),
    ("did not find expected", _bracket_left_open, "", *_LEFT_OPEN),
    ("sequence entries", _bracket_left_open, "", *_LEFT_OPEN),
    (
        "',' or",
        _where_it_stopped,
        "",
        "a text in brackets ends here",
        "If it is to go on, put the whole text in quotes.",
    ),
    (
        "expected ':'",
        _where_it_began,
        rf"[\w.-]+[:：][{_SPACES}]",
        "the space behind this key's colon is not an ordinary one",
        "Type it anew with the space bar.",
    ),
    (
        "expected ':'",
        _where_it_began,
        r"[\w.-]+：",
        "the colon behind this key is not an ordinary one",
        "Type : and a space.",
    ),
    ("expected ':'", _where_it_began, r"[\w.-]+:\S", *_NO_SPACE),
    (
        "expected ':'",
        _where_it_began,
        "",
        "this line is no key with a value",
        "Write key: value; what goes on from the line above is indented deeper than its key.",
    ),
    ("mapping values", _plain_text_before, r"[\w.-]+:\S", *_NO_SPACE),
    (
        "mapping values",
        _where_it_stopped,
        "",
        "a colon and a space stand inside a text",
        "Such a text must be in quotes; a key begins right below the key above it.",
    ),
    (
        "unknown escape",
        _where_it_stopped,
        "",
        "a backslash has a meaning of its own in double quotes",
        "Put the text in single quotes: '…'.",
    ),
    (
        "comment or line break",
        _where_it_began,
        "",
        "words stand on the line of | or >",
        "Begin them on the next line, indented; or put the whole text in quotes.",
    ),
    ("cannot start any token", _where_it_began, "", *_OWN_MEANING),
    ("not allowed in this context", _where_it_stopped, "", *_OWN_MEANING),
    ("node content", _where_it_stopped, "", *_OWN_MEANING),
    ("expected key", _where_it_stopped, "", *_INDENTED),
    ("'-' indicator", _where_it_stopped, "", *_INDENTED),
    ("", _where_it_stopped, "", "", "Compare it with the lines around it."),
)
