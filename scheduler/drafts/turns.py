"""Who speaks when a text is a conversation: "Anna: What do you love? / Ines: The walk home."

Only what is surely one is read as one: speakers who take turns, or Q and A. A list such as "Mornings: …" is none.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

QUESTIONS = {"q", "question", "interviewer", "interview", "pregunta", "pergunta", "frage", "سؤال", "س"}
ANSWERS = {"a", "answer", "me", "r", "réponse", "respuesta", "resposta", "antwort", "جواب", "ج"}
_LABEL = regex.compile(
    r"^[ \t]*[*_]*(?P<speaker>\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,3})[*_]*\s?[:：][*_]*[ \t]+",
    regex.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says: `start` is where the label begins, `words` where the words do, up to `end`."""

    speaker: str
    start: int
    words: int
    end: int


def label_of(text: str) -> tuple[str, int]:
    """The speaker whose label opens the text, and where their words begin; ("", 0) when none does."""
    label = _LABEL.match(text)
    return (label["speaker"], label.end()) if label else ("", 0)


@lru_cache(maxsize=64)
def turns(text: str) -> tuple[Turn, ...]:
    """The conversation's turns, up to the text's end; () when it is none."""
    labels = list(_LABEL.finditer(text))
    ends = [*(label.start() for label in labels[1:]), len(text)][: len(labels)]
    found = tuple(
        Turn(speaker=label["speaker"], start=label.start(), words=label.end(), end=end)
        for label, end in zip(labels, ends, strict=True)
    )
    return found if _is_conversation(found, text) else ()


def _is_conversation(found: tuple[Turn, ...], text: str) -> bool:
    speakers = [turn.speaker.casefold() for turn in found]
    if len(set(speakers)) < 2:
        return False
    if len(set(speakers)) < len(speakers) or {*speakers} & QUESTIONS:
        return True
    return any(
        text[one.words : one.end].rstrip().endswith(("?", "؟")) and _is_name(one.speaker) and _is_name(other.speaker)
        for one, other in pairwise(found)
    )


def _is_name(label: str) -> bool:
    """Whether every word of it begins as names do: "Ines Okafor", but not "Consider this"."""
    return not any(word[0].islower() for word in label.split())
