"""Plain text and Markdown: its marks taken away, its headings and tables kept as what they say."""

import re
from collections.abc import Iterator
from pathlib import Path

from scheduler.submissions.extract import HEADING, Extract, heading
from scheduler.submissions.readers.encodings import decoded, mended

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and spaces without width. Joiners stay: Persian, Hindi and many emoji are written with them."""
_NOT_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_LONGEST_HEADING = 110
_NUMBER = re.compile(r"(?:No|Nr|N[º°]|#|Q?\d{1,2})[.):]?", re.IGNORECASE)
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")


def read(file: Path, _work: Path) -> Extract:
    return Extract(text=tidy(decoded(file.read_bytes())))


def tidy(text: str) -> str:
    """Mojibake mended, what nobody sees and Markdown's marks taken away, its headings kept as headings."""
    lines = mended(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_UNSEEN).translate(_NOT_TEXT)
    return "\n".join(_lines([line.rstrip() for line in lines.split("\n")]))


def table_row(cells: list[str]) -> Iterator[str]:
    """A question and its answer; a number before them says nothing."""
    cells = [cell for cell in cells if cell]
    if len(cells) == 3 and _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    if len(cells) == 2:
        yield heading(cells[0])
        yield cells[1]
    elif cells:
        yield " ".join(cells)


def _lines(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if _RULE.fullmatch(line) or (number and _is_underlined(lines[number - 1], line)):
            continue
        if len(line) > 2 and line[0] == line[-1] == "|":
            yield from table_row([_line(cell.strip()) for cell in line[1:-1].split("|")])
        elif _is_underlined(line, below):
            yield heading(_line(line))
        else:
            yield _line(line)


def _is_underlined(line: str, below: str) -> bool:
    """A heading with "=====" below it, as Markdown has them."""
    return bool(re.fullmatch(r"={3,}", below)) and 0 < len(line) <= _LONGEST_HEADING and not line.startswith(HEADING)


def _line(line: str) -> str:
    if found := re.match(r"#{1,6}\s+(.*)", line):
        return heading(re.sub(r"[*_]{1,2}([^*_]+)[*_]{1,2}", r"\1", found[1]))
    # Bounded, because what is never closed would be looked for to the end of the text, again and again.
    line = re.sub(r"(\*\*|__)(.{1,400}?)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])\*([^*\n]{1,400})\*(?![\w*])", r"\1", line)
    line = re.sub(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,2000}\)", r"\1", line)
    return re.sub(r"^>\s?", "", line)
