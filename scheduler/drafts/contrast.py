"""Sentences that say the half of it alone: "Two years ago nobody came." without "Today …", "On the first …" without
"On the second …".

Also an answer's very short opener, "I love the second visit.", and "There is one thing that I would not exchange.",
whose point is the next sentence. Such sentences go together or not at all.
"""

import re
from collections.abc import Sequence

from scheduler.drafts.words import LEADING_CONNECTIVE, whole_words
from scheduler.submissions.screening import screened

_REACH = 2
"""The other half stands at most so many sentences behind the first."""
_SHORT_OPENER = re.compile("[\u0000-\u052f\u2000-\u206f]{1,27}[.!?…][\"'”’»)]*")
"""In alphabets that need so many letters for five words; others say a whole sentence in them. What has no end is a
heading, and opens nothing."""

_ANNOUNCES = re.compile(
    r"\b(?:there (?:is|was) (?:only )?one thing|il y a une(?: seule)? chose|hay una(?: sola)? cosa"
    r"|há uma(?: só)? coisa)\b"
    r"|(?:هناك|ثمة) شيء واحد",
    re.IGNORECASE,
)
_THEN = whole_words(
    """
    the first|on the first|at the first|in the past|back then|at first|in the beginning
    |before|once|earlier|formerly|those days
    |la première|à la première|autrefois|avant|jadis|auparavant|au début|à l'époque|à l’époque
    |antes|antiguamente|al principio|en el pasado
    |antigamente|no início|no passado
    |früher|damals|anfangs|zuerst
    |في البداية|في الماضي|سابقا|من قبل
    """,
    "|",
).pattern
_AGO = (
    r"(?:\S+\s+){1,3}(?:years?|months?|decades?|weeks?)\s+(?:ago|earlier|before)|a\s+decade\s+ago"
    r"|il\s+y\s+a\s+(?:\S+\s+){1,3}(?:ans|mois|années)|voici\s+(?:\S+\s+){1,2}ans"
    r"|hace\s+(?:\S+\s+){1,3}(?:años|meses)|há\s+(?:\S+\s+){1,3}(?:anos|meses)"
    r"|vor\s+(?:\S+\s+){1,2}(?:Jahren|Monaten)"
    r"|قبل\s+(?:\S+\s+){0,2}(?:سنة|سنوات|عام|عاما|عامًا|أعوام|عامين|سنتين)"
)
_USED_TO = re.compile(r"\bused\s+to\b", re.IGNORECASE)
_NOW = whole_words(
    """
    the second|on the second|at the second|today|now|nowadays|these days|last year|last month
    |this year|since then|currently|at present
    |la seconde|la deuxième|à la seconde|à la deuxième
    |aujourd'hui|aujourd’hui|maintenant|désormais|à présent|l'an dernier|l’an dernier|l'année dernière|l’année dernière
    |cette année|depuis lors
    |hoy|ahora|actualmente|el año pasado|este año|desde entonces
    |hoje|agora|atualmente|no ano passado|este ano|desde então
    |heute|jetzt|inzwischen|seither|letztes jahr
    |اليوم|الآن|أما اليوم|العام الماضي|في العام الماضي|السنة الماضية|هذا العام
    """,
    "|",
).pattern
_LEAD = rf"[\W_]*(?:{LEADING_CONNECTIVE.pattern})?(?:yet,?\s+)?"
_BEGINS_THEN = re.compile(rf"\A{_LEAD}(?:{_THEN}|{_AGO})", re.IGNORECASE)
_FIRST_HALVES = screened((_USED_TO, _BEGINS_THEN))
_ANNOUNCING = screened([_ANNOUNCES])
_BEGINS_NOW = re.compile(rf"{_LEAD}(?:{_NOW})", re.IGNORECASE)


def needing_next(sentences: Sequence[str], *, opens_answer: bool) -> frozenset[int]:
    """Numbers of those that go only with the sentence behind them; `opens_answer`: the first one opens an answer."""
    found = {each for place in range(len(sentences)) for each in _up_to_now(sentences, place)}
    found |= {
        place for place, each in enumerate(sentences[:-1]) if any(row.search(each) for row in _ANNOUNCING.may_fit(each))
    }
    if opens_answer and len(sentences) > 1 and _SHORT_OPENER.fullmatch(sentences[0]):
        found.add(0)
    return frozenset(found)


def _up_to_now(sentences: Sequence[str], place: int) -> range:
    """From the first half of a contrast up to before its second; nothing when there is none."""
    if not any(half.search(sentences[place]) for half in _FIRST_HALVES.may_fit(sentences[place])):
        return range(0)
    ends = range(place + 1, min(place + 1 + _REACH, len(sentences)))
    return range(place, next((end for end in ends if _BEGINS_NOW.match(sentences[end])), place))
