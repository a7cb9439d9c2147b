"""posts.yaml taken apart, by its looks, into each post's own lines and the rest. Pure.

Whether the cuts are right is for YAML to say (`reader`): the rest alone must have its list of posts where `list_line`
is, and each chunk, alone below `posts:`, must be a list of exactly one. Then the whole is the sum of its parts: a quote
or a bracket that reaches over a cut would be left open in one of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LIST = re.compile(r"^posts:[ ]*(#.*)?\r?\n", re.MULTILINE)
_FIRST = re.compile(r"(?:[ ]*(?:#.*)?\r?\n)*(?P<indent>[ ]*)- ")
"""Empty lines and comments, then the first post's dash."""
_TOP_KEY = re.compile(r"\n(?=[^\s#-])")
_DOCUMENT_ENDS = "\n..."
_LIST_ALONE = "posts:\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`rest` is the file without its posts; their lines are left empty where more stands below, so that places count
    on. A chunk is a post's lines behind its `dash`, with what stands above the next one. Lines count from 1."""

    rest: str
    list_line: int
    dash: str
    chunks: list[str]
    first_line: int

    def list_of(self, chunks: Iterable[str]) -> str:
        """A file with nothing in it but these posts; the first stands on line 2."""
        return "".join((_LIST_ALONE, *(self.dash + chunk for chunk in chunks)))


def taken_apart(text: str) -> Layout | None:
    """None where there are no posts on lines of their own, or one might not end where it seems to."""
    listed = _LIST.search(text)
    first = listed and _FIRST.match(text, listed.end())
    if not listed or not first or _DOCUMENT_ENDS in text:
        return None
    begin = first.start("indent")
    below = _TOP_KEY.search(text, begin)
    end = below.end() if below else len(text)
    dash = first["indent"] + "- "
    chunks = text[first.end() : end].split("\n" + dash)
    for number in range(len(chunks) - 1):
        chunks[number] += "\n"
    return Layout(
        rest=text[:begin] + ("\n" * text.count("\n", begin, end) + text[end:] if below else ""),
        list_line=text.count("\n", 0, listed.start()) + 1,
        dash=dash,
        chunks=chunks,
        first_line=text.count("\n", 0, begin) + 1,
    )
