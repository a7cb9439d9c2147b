"""The lines at the end with which somebody signs: name, title, organisation and country, one or two a line."""

import re

from scheduler.submissions.bylines import Who, can_be_a_name, from_one_line
from scheduler.submissions.posts import is_a_title
from scheduler.submissions.regions import region_of

_MOST_LINES, _LONGEST = 6, 90
_REACHED = re.compile(
    r"@|www\.|https?:|^\W*(?:tel|tél|phone|mobile|cell|whatsapp|e-?mail|skype)\b|\+?\d[\d ()-]{6,}", re.IGNORECASE
)


def signed(text: str) -> tuple[str, Who]:
    """The text without its signature, and who signed it; the text as it is and {} when nobody did."""
    paragraphs = re.split(r"\n\s*\n", text.rstrip())
    for back in (1, 2):
        if len(paragraphs) > back:
            lines = [line.strip() for line in "\n".join(paragraphs[-back:]).split("\n") if line.strip()]
            if who := _who(lines):
                return "\n\n".join(paragraphs[:-back]), who
    # Below the last sentence, without an empty line between.
    lines = text.rstrip().split("\n")
    for start in range(max(1, len(lines) - _MOST_LINES), len(lines) - 1):
        if lines[start - 1].rstrip().endswith((".", "!", "?", "”", "»")) and (
            who := _who([line.strip() for line in lines[start:]])
        ):
            return "\n".join(lines[:start]), who
    return text, {}


def _who(lines: list[str]) -> Who:
    lines = [line for line in lines if line and not _REACHED.search(line)]
    if not 1 <= len(lines) <= _MOST_LINES or any(len(line) > _LONGEST or line[-1] in '.!?:;”»"' for line in lines):
        return {}
    name, *pieces = [piece.strip() for line in lines for piece in re.split(r",\s*|\s[|–—]\s", line) if piece.strip()]
    name = name.lstrip("–—- ").strip()
    if not can_be_a_name(name) or len(name.split()) < 2 or not pieces:
        return {}
    if len(lines) == 1:
        placed = len(pieces) > 1 and region_of(pieces[-1]) is not None
        return from_one_line(lines[0].lstrip("–—- ")) if placed or any(map(is_a_title, pieces)) else {}
    return _told({"name": name}, pieces)


def _told(found: Who, pieces: list[str]) -> Who:
    rest = []
    for piece in pieces:
        if "title" not in found and is_a_title(piece):
            found["title"] = piece
        elif region_of(piece):
            found["country"] = piece
        else:
            rest.append(piece)
    if not {"title", "country"} & found.keys():
        return {}
    return {**found, **({"organisation": rest[0]} if rest else {})}
