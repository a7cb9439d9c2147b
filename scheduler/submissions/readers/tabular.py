"""Tables within a text, as lines: which cells are questions and which are answers."""

import re
from collections.abc import Iterator

from scheduler.submissions.extract import heading
from scheduler.submissions.headings import part_of

_NUMBER = re.compile(r"(?:No|Nr|N[º°]|#|Q?\d{1,2})[.):]?", re.IGNORECASE)
_LONGEST_LABEL = 200


def lines_of(rows: list[list[str]]) -> Iterator[str]:
    """Questions above their answers, in a first row; else row by row."""
    filled = [row for row in rows if any(row)]
    if len(filled) > 1 and _are_questions(filled[0]) and not any(_are_questions(row) for row in filled[1:]):
        for row in filled[1:]:
            for label, answer in zip(filled[0], row, strict=False):
                if answer:
                    yield heading(label) if label else ""
                    yield answer
        return
    for row in filled:
        yield from row_lines(row)


def row_lines(cells: list[str]) -> Iterator[str]:
    """A question and its answer, or two of them beside each other; a number before them says nothing."""
    pairs = [(cells[at], cells[at + 1]) for at in range(0, len(cells) - 1, 2)]
    if len(cells) > 2 and len(cells) % 2 == 0 and all(_asks(label) for label, _ in pairs if label):
        for label, answer in pairs:
            yield from filter(None, (heading(label) if label else "", answer))
        return
    cells = [cell for cell in cells if cell]
    if len(cells) == 3 and _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    if len(cells) == 2:
        yield heading(cells[0])
        yield cells[1]
    elif len(cells) == 1 and _asks(cells[0]):
        yield heading(cells[0])
    elif cells:
        yield " ".join(cells)


def _are_questions(row: list[str]) -> bool:
    """Every cell asks for something that we know, and there are several."""
    asked = [cell for cell in row if cell]
    return len(asked) > 1 and len(asked) == len(row) and all(_asks(cell) for cell in asked)


def _asks(label: str) -> bool:
    return len(label) <= _LONGEST_LABEL and "\n" not in label and part_of(label) is not None
