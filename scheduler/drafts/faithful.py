"""Whether words are the contributor's own: the check that every summary and every quote passes before anybody sees it.

A summary's sentence is ONE sentence of the source, less what may be left out: a list's dash before it, a connective
that leads it, a parenthesis, and a last clause in whose place "…" stands. Never what holds a negation or a condition:
leaving out can change a meaning, too. A quote may have […], … and [a word] put in by an editor, marked like this.
Everything else is a foreign word, and the answer is no.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from scheduler.drafts.turns import turns
from scheduler.drafts.words import LEADING_CONNECTIVE, may_go
from scheduler.submissions.sentences import Sentence, sentences

_SAME = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»‹›″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"), None),
}
_PARENTHESIS = re.compile(r"\s?\([^()]*\)")
_LIST_MARK = re.compile(r"(?:[-*•·▪◦]|\d{1,2}[.)])\s+")
_CLAUSE_MARK = re.compile(r"[,;:،؛](?=\s)|(?=\s-\s)")
_MARKED = re.compile(r"\[[^\[\]]*\]|…")
_WORD = re.compile(r"\w")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text as two honest copies of it agree: one form of each quotation mark, dash and space, three dots as one."""
    text = unicodedata.normalize("NFKC", text.replace("…", "\ue000")).replace("\ue000", "…").replace("...", "…")
    return " ".join(text.translate(_SAME).split())


@lru_cache(maxsize=64)
def sentences_of(source: str) -> tuple[Sentence, ...]:
    """The source's sentences; remembered, because every channel's summary asks for the same ones.

    In a conversation each speaker's label is one by itself: "Ines:" is not a part of what Ines says.
    """
    talk = turns(source)
    cuts = [0, *(place for turn in talk for place in (turn.start, turn.words)), len(source)]
    return tuple(each for start, end in pairwise(cuts) for each in _moved(sentences(source[start:end]), start))


def _moved(found: Iterable[Sentence], by: int) -> Iterator[Sentence]:
    return (Sentence(each.text, each.start + by, each.end + by) for each in found)


@lru_cache(maxsize=16)
def _plain_source(source: str) -> str:
    return plain(source)


@lru_cache(maxsize=64)
def _plain_sentences(source: str) -> dict[str, None]:
    return dict.fromkeys(plain(sentence.text) for sentence in sentences_of(source))


def verbatim(summary: Iterable[str], source: str) -> bool:
    """Whether each of the summary's sentences is one of the source's, whole or less what may be left out."""
    known = _plain_sentences(source)
    return all(plain(line) in known or any(reduces(line, whole) for whole in known) for line in summary)


def place_of(line: str, source: str) -> Sentence | None:
    """The source's sentence that the line is, whole or less what may be left out; None: it is somebody else's."""
    return next((whole for whole in sentences_of(source) if reduces(line, whole.text)), None)


def reduces(line: str, whole: str) -> bool:
    """Whether `line` is the sentence `whole`, or what the rules above leave of it."""
    line = plain(line)
    return bool(line) and any(_matches(line, form) for form in _beginnings(plain(whole)))


def clause_ends(sentence: str) -> list[int]:
    """Where a sentence may end early with "…": after a clause, when nothing behind it may not go."""
    places = [mark.start() for mark in _CLAUSE_MARK.finditer(sentence)]
    return [place for place in places if may_go(sentence[place:])]


def _beginnings(whole: str) -> Iterator[str]:
    """The sentence, without its list mark, and without the connective that leads it."""
    bare = whole
    if mark := _LIST_MARK.match(whole):
        bare = whole[mark.end() :]
        yield bare
    yield whole
    if connective := LEADING_CONNECTIVE.match(bare):
        rest = bare[connective.end() :]
        yield rest
        yield rest[:1].upper() + rest[1:]


def _matches(line: str, whole: str) -> bool:
    if _without_parentheses(line, whole):
        return True
    if not line.endswith("…"):
        return False
    head = line.removesuffix("…").rstrip()
    return any(_without_parentheses(head, whole[:place]) for place in clause_ends(whole))


def _without_parentheses(line: str, whole: str) -> bool:
    """Whether `line` is `whole` with some of its harmless parentheses left out; every way is followed at once."""
    reached, place = {0}, 0
    for aside in _PARENTHESIS.finditer(whole):
        reached = _after(line, whole[place : aside.start()], reached)
        through = _after(line, aside.group(), reached)
        reached = through | reached if may_go(aside.group()) else through
        place = aside.end()
    return len(line) in _after(line, whole[place:], reached)


def _after(line: str, piece: str, places: set[int]) -> set[int]:
    return {place + len(piece) for place in places if line.startswith(piece, place)}


def verbatim_quote(quote: str, source: str) -> bool:
    """Whether the quote's words stand in the source in this order, apart from marked cuts and [words put in]."""
    text, place = _plain_source(source), 0
    pieces = [piece.strip() for piece in _MARKED.split(plain(quote))]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    for piece in pieces:
        place = _end_of(piece, text, place)
        if place < 0:
            return False
    return bool(pieces)


def _end_of(piece: str, text: str, start: int) -> int:
    """Where the piece ends in the text, from `start` on, as whole words; -1 when it is not there."""
    while (found := text.find(piece, start)) >= 0:
        end = found + len(piece)
        if not (_WORD.match(text[found - 1 : found]) or _WORD.match(text[end : end + 1])):
            return end
        start = found + 1
    return -1
