"""Plain text and Markdown: its marks taken away, its headings and tables kept as what they say."""

import re
from collections.abc import Iterator
from pathlib import Path

from scheduler.submissions.extract import HEADING, Extract, heading
from scheduler.submissions.headings import heading_of_the_page
from scheduler.submissions.readers.encodings import decoded, mended
from scheduler.submissions.readers.tabular import lines_of

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and spaces without width. Joiners stay: Persian, Hindi and many emoji are written with them."""
_NOT_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_LONGEST_HEADING = 110
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")


def read(file: Path, _work: Path) -> Extract:
    return Extract(text=tidy(decoded(file.read_bytes())))


def tidy(text: str) -> str:
    """Mojibake mended, what nobody sees and Markdown's marks taken away, its headings kept as headings."""
    lines = mended(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_UNSEEN).translate(_NOT_TEXT)
    return "\n".join(_lines([line.rstrip() for line in lines.split("\n")]))


def _lines(lines: list[str]) -> Iterator[str]:
    table: list[list[str]] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if len(line) > 2 and line[0] == line[-1] == "|":
            if not _RULE.fullmatch(line):
                table.append([_line(cell.strip()) for cell in line[1:-1].split("|")])
            continue
        if table:
            yield from lines_of(table)
            table = []
        if number and _is_underlined(lines[number - 1], line):
            continue
        yield heading(_line(line)) if _is_underlined(line, below) else _line(line)
    yield from lines_of(table)


def _is_underlined(line: str, below: str) -> bool:
    """A heading with "=====" below it, as Markdown has them."""
    return bool(re.fullmatch(r"={3,}", below)) and 0 < len(line) <= _LONGEST_HEADING and not line.startswith(HEADING)


def _line(line: str) -> str:
    if found := re.match(r"#{1,6}\s+(.*)", line):
        return heading(re.sub(r"[*_]{1,2}([^*_]+)[*_]{1,2}", r"\1", found[1]))
    line = _BOLD_FIRST.sub(_as_a_label, line)
    # Bounded, because what is never closed would be looked for to the end of the text, again and again.
    line = re.sub(r"(\*\*|__)(.{1,400}?)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])\*([^*\n]{1,400})\*(?![\w*])", r"\1", line)
    line = re.sub(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,2000}\)", r"\1", line)
    return re.sub(r"^>\s?", "", line)


_BOLD_FIRST = re.compile(
    r"^(?P<mark>(?:[-*+]\s+|\d{1,2}[.)]\s+)?)(?P<bold>\*\*|__)(?P<label>[^*_\n]{8,110}(?<![\s.:!?؟]))(?P=bold)[ \t]+"
    r"(?=[A-ZÀ-Þ\u0600-\u06ff“«])"
)


def _as_a_label(found: re.Match[str]) -> str:
    """A heading of the page for members in bold before its answer: once the bold is gone, where it ends is, too."""
    return f"{found['mark']}{found['label']}: " if heading_of_the_page(found["label"]) else found[0]
