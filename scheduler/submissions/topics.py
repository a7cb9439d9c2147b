"""What somebody who talks into a telephone is about to tell: "so, why I do this", "my day", "¿logros? …"."""

import re
from dataclasses import dataclass, replace

from scheduler.submissions.cues import Listener, tongues_of
from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import asked_by

_FILLERS = re.compile(
    r"^(?:(?:so|um+|uh+|ok(?:ay)?|right|well|and|now|then|yeah|yes|let me see|anyway|bueno|pues|a ver|y|eh|este|mmm"
    r"|alors|donc|bon|euh|ben|voilà|et|puis|então|bem|olha|pronto|pois|e|é|طيب|يعني|و)\b[,.…]*\s*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[,\s]+(?:um+|uh+|ok(?:ay)?|well|pues|eh|bueno|euh|ben|bon|então|bem|for me|para mí|pour moi))+[\s.…]*$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"^(?:is that (?:enough|ok|all)|that[’']?s (?:it|all|me|great|everything)\b|thank|thanks|eso (?:es|sería|era)\b"
    r"|ya\b|perfecto|gracias|voilà|c[’']est tout|merci|é isso|é tudo|obrigad|pronto|bye|chau|adiós"
    r"|tchau|au revoir|شكرا)",
    re.IGNORECASE,
)
_WORDS, _WORDS_BEFORE_A_COMMA, _WORDS_BEFORE_IS = 5, 4, 7
_POINTS = re.compile(
    r"^(?:my|the|why|what|how|an?|one|mi|mis|los|las|lo|por qué|un|mon|ma|mes|une|le|les|la|ce|pourquoi|o|a|os"
    r"|as|um|uma|meu|minha)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"^{HEADING}|^[^a-zà-ÿ\u0600-\u06ff]*[A-ZÀ-Þ]{{4}}[^a-zà-ÿ\u0600-\u06ff]*$|^[^:]{{2,40}}:(?: |$)", re.MULTILINE
)
"""Headings, capitals, labels: nobody speaks so."""
_IS = re.compile(r"\s(?:is|are|es|son|est|c[’']est|é|são)\s")
_SAID_OUTRIGHT = {"love", "qualifications", "quote"}
"""What somebody says that they love is that, wherever it comes; "my work is hard" announces nothing."""
_PARTS = {"why", "role", "support", *_SAID_OUTRIGHT}
_FEWEST_PARTS = 3
_UNENDED = 0.6
"""A text of which more lines than this end without a full stop is a transcript: its lines are its sentences."""
_FEW_LINES, _SHORT = 4, 90
_ENDS = (".", "!", "?", "…", "؟", ".”", '."', ".»", "”", "»", ":")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a line announces ("" when it takes leave), in which words, and what it tells of it already."""

    part: str
    label: str
    told: str


def topics(text: str) -> list[Topic]:
    """A transcript cut where its speaker announces what comes; [] for any other text, and where they announce little.
    What comes before the first has no label."""
    if not is_a_transcript(text) or len(_WRITTEN.findall(text)) > 1:
        return []
    lines = [line for line in text.split("\n") if line.strip()]
    announced = [announced_by(line) for line in lines]
    parts = {each.part for each in announced if each} - {""}
    if len(parts) < _FEWEST_PARTS:
        return []
    listener = Listener(tongues_of(text), "", third_person=False)
    cut, bodies = [Topic("", "", "")], list[list[str]]([[]])
    for line, topic in zip(lines, announced, strict=True):
        told = "" if topic else listener.part_of(line)
        if topic or (told and told not in parts):  # what is never announced is told by the way
            cut.append(topic or Topic(told, "", ""))
            bodies.append([topic.told] if topic else [line])
        else:
            bodies[-1].append(line)
    return [replace(each, told="\n".join(filter(None, body))) for each, body in zip(cut, bodies, strict=True)]


def is_a_transcript(text: str) -> bool:
    """Whether it was spoken, and written down without full stops."""
    lines = [line for line in text.split("\n") if line.strip()]
    unended = sum(not line.rstrip().endswith(_ENDS) and len(line) < _SHORT for line in lines)
    return len(lines) > _FEW_LINES and unended > _UNENDED * len(lines)


def announced_by(line: str) -> Topic | None:
    """None when the line only goes on with what was told before it."""
    bare = _TRAILING.sub("", _FILLERS.sub("", line.strip())).strip()
    if _CLOSES.match(bare) and len(bare.split()) <= _WORDS:
        return Topic("", bare, "")
    asks = re.match(r"^(?P<head>[^?؟]{2,60}[?؟])\s*(?P<rest>.*)$", bare)
    if asks and (part := asked_by(asks["head"])) in _PARTS:
        return Topic(part or "", asks["head"], asks["rest"])
    head, comma, _ = bare.partition(",")
    words = len(head.split())
    points = words == 1 or _POINTS.match(head) is not None
    if points and words <= (_WORDS_BEFORE_A_COMMA if comma else _WORDS) and (part := asked_by(head)) in _PARTS:
        return Topic(part or "", head, line if comma else "")
    head, *rest = _IS.split(bare, maxsplit=1)
    if (
        rest
        and _POINTS.match(head)
        and len(head.split()) <= _WORDS_BEFORE_IS
        and (part := asked_by(head)) in _SAID_OUTRIGHT
    ):
        return Topic(part or "", head, line)
    return None
