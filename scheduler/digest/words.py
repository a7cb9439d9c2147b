"""A post's text as an e-mail tells it: heading and paragraphs, without its last hashtags, cut between sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.models import Variant
from scheduler.submissions.sentences import sentences
from scheduler.text import hashtags, normalised

MOST = 700
"""Characters of a text that its link tells to the end."""
_LONGEST_HEADING = 140
_SHORTEST_TITLE, _LONGEST_TITLE = 20, 90
_CLAUSE = re.compile(r"\s?[:;–—؛]\s")
_ENDS = re.compile(r"[.!?…。！？؟۔।።:][\s\"'”“»›」』’)\]]*$")
_OPENS = tuple('“„«‹「『"')
_SLOTS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`heading` and `byline` are "" where a text begins at once. `whole`: nothing of it was left out."""

    heading: str = ""
    byline: str = ""
    paragraphs: tuple[str, ...] = ()
    whole: bool = True


def told(variant: Variant) -> Told:
    """The variant's words; where it has a link, as many whole paragraphs, or sentences, as an e-mail has room for."""
    parts = [part for text in (variant.text, *variant.thread) for part in _paragraphs(text)]
    heading, byline = _heading(parts)
    rest = parts[1:] if heading else parts
    kept = _within(rest, MOST) if variant.link else rest
    return Told(heading=heading, byline=byline, paragraphs=tuple(kept), whole=kept == rest)


def clean(text: str) -> str:
    """Without the private signs that mark what is filled in later."""
    return _SLOTS.sub("", text)


def title_of(paragraphs: Sequence[str]) -> str:
    """What a text without a heading is called: its first sentence; of a long one the first clauses, or words."""
    first = " ".join(next((each.text for part in paragraphs for each in sentences(part)), "").split())
    clauses = [mark.start() for mark in _CLAUSE.finditer(first) if mark.start() <= _LONGEST_TITLE]
    if len(first) > _LONGEST_TITLE and clauses and clauses[-1] >= _SHORTEST_TITLE:
        return first[: clauses[-1]]
    return shortened(first, _LONGEST_TITLE)


def shortened(text: str, most: int) -> str:
    """At most so many characters, ending at a word, with an ellipsis if something is missing."""
    if len(text) <= most:
        return text
    head = text[:most]
    return f"{(head.rsplit(None, 1)[0] if ' ' in head else head[: most - 1]).rstrip(' ,;:–—-')}…"


def says(paragraphs: Sequence[str], quote: str) -> bool:
    """Whether the quote stands in them word by word."""
    return _bare(quote) in _bare(" ".join(paragraphs))


def _bare(text: str) -> str:
    return normalised(re.sub(r"[\"“”„«»‹›「」『』.…]", " ", text.replace("’", "'")))


def _paragraphs(text: str) -> Iterator[str]:
    parts = [part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip()]
    while parts and not (last := _without_tags(parts[-1])):
        parts.pop()
    if parts:
        parts[-1] = last
    yield from parts


def _without_tags(part: str) -> str:
    """A paragraph without the hashtags at its end; those within a sentence are words of it."""
    words = part.rstrip()
    while found := hashtags(words):
        if not words.endswith(found[-1]):
            break
        before = words[: -len(found[-1])]
        if before.strip() and not _ENDS.search(before) and hashtags(before)[-1:] != before.split()[-1:]:
            break
        words = before.rstrip()
    return words


def _heading(parts: Sequence[str]) -> tuple[str, str]:
    """The first paragraph, when it is no sentence and something follows: a title, and who says it."""
    lines = [line.strip() for line in parts[0].splitlines()] if len(parts) > 1 else []
    if not lines or len(lines) > 2 or any(_ENDS.search(line) or len(line) > _LONGEST_HEADING for line in lines):
        return "", ""
    return lines[0], " ".join(lines[1:])


def _within(parts: Sequence[str], most: int) -> list[str]:
    """Whole paragraphs; of a first one that is too long, whole sentences. At least one."""
    kept: list[str] = []
    for part in parts:
        if kept and sum(map(len, kept)) + len(part) > most:
            break
        kept.append(part)
    if len(kept) == 1 and len(kept[0]) > most and not kept[0].startswith(_OPENS):
        return [_first_sentences(kept[0], most)]
    return kept


def _first_sentences(part: str, most: int) -> str:
    ends = [each.end for each in sentences(part)]
    return part[: max((end for end in ends if end <= most), default=ends[0])]
