"""Stories that somebody else tells of one worker: magazine portraits, "meet the team", short features."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scheduler.submissions.bylines import WHOLE_NAME, is_byline
from scheduler.submissions.extract import HEADING
from scheduler.submissions.quoted import outside, same_person
from scheduler.submissions.topmost import is_credit, is_whole_name

_LONGEST_HEADLINE, _NEAR, _SHORTEST = 120, 24, 2
_MENTIONS, _MOST_OF_US = 2, 2
_US = re.compile(
    r"\b(?:we|our|us|nous|notre|nos|nosotr[oa]s|nuestr[oa]s?|nós|noss[oa]s?|nuestr[oa]s?)\b|\b(?:نحن|نرى|ندعو)\b",
    re.IGNORECASE,
)
"""Who speaks for many argues, and tells of nobody."""
_OUGHT = re.compile(
    r"\b(?:should|must|ought to|il faut|devraient?|doivent|deben?|deberían?|hay que|devem?|deveriam?|é preciso)\b"
    r"|يجب|ينبغي|لا بد",
    re.IGNORECASE,
)
_ARABIC_JOINS = "على|في|من|إلى|عن|هو|هي|مع|منذ|أن|لا|خلف|أمام|قرب|عند|بين|كل|حين|التي|الذي|وهي|وهو|تحت|فوق|كانت?|ب"
_ARABIC_NAME = rf"(?: (?!(?:{_ARABIC_JOINS}) )[\u0621-\u064a]+){{1,2}}?(?=[،,.]| (?:{_ARABIC_JOINS})\b)"
_OF_A_PLACE = re.compile(
    r"(?i:associa\w+|asocia\w+|fond\w+|fund\w+|rede?|réseau|centr\w|maison|casa|ong|asbl|foyer|club|university"
    r"|université|universidade?|street|rue|calle|rua|cooperativa|coopérative|projec?to|programa|bairro|barrio|quartier"
    r"|haute|école|escuela|escola|saint|sainte|san|são)(?: (?:de|da|do|del|la|le))? $"
)

_PLACE = re.compile(
    r"\b(?:Street|Road|Lane|Hostel|Shelter|Church|Park|Bay|Ward|Valley|District|County|State|River|Lake|Port|Islands?"
    r"|Council|Clinic|Market|Station|Bridge|Consolidated|Rights|Day|Award|Act|Fund|Alliance|Union|Platform|Trust)\b"
)
_OPENS = re.compile(
    r"À|Au|Aux|En|Dans|Chez|Depuis|Quand|Avec|Pour|No|Na|Em|Ao|Com|Quando|Desde|Cuando|Con|Para|El|La|Le|Les|Los|Que"
    r"|Dona|Doña|Don|Madame|Monsieur|When|After|Before|With|For|Since|While|Today|But|And|Then|Here"
)
"""With a capital only because a sentence begins with it, or because of who follows."""


@lru_cache(maxsize=16)
def people_in(text: str) -> dict[str, int]:
    """What is called by a whole name, people above all, and how often by any part of it; no bylines."""
    told = without_bylines(text)
    names: dict[str, int] = {}
    for name in _names(outside(told)):
        if not any(same_person(each, name) for each in names):
            names[name] = mentions(told, name)
    return names


def _names(told: str) -> Iterator[str]:
    for match in WHOLE_NAME.finditer(told):
        # "À Charleroi", "When Faisal Rahimi": the first word of a sentence may be none of the name.
        first, _, rest = match[0].partition(" ")
        name = rest if _OPENS.fullmatch(first) else match[0]
        if is_whole_name(name) and not _PLACE.search(name) and not _OF_A_PLACE.search(told[: match.start()][-_NEAR:]):
            yield name


def mentions(text: str, name: str) -> int:
    """How often anybody is called by the name, or by the part of it that comes most."""
    words = [word for word in name.split() if len(word) > _SHORTEST and not word.islower()]
    return max((len(re.findall(rf"\b{re.escape(word)}\b", text)) for word in words), default=0)


def headlined(text: str) -> str:
    """The whole name of whom the headline calls by a part of it: "Solène, the ear of the fourth floor"."""
    lines = [line for line in without_bylines(text).split("\n") if line.strip()]
    head = lines[0].removeprefix(HEADING).strip() if lines else ""
    if len(head) > _LONGEST_HEADLINE or head[-1:] in {"", ".", ";", ","}:
        return ""
    told = "\n".join(lines[1:])
    found = dict.fromkeys(name for name in _names(told) if _is_called(name, head))
    if len(found) == 1:
        return next(iter(found))
    first = head.split()[0].strip("،,:")
    arabic = re.search(rf"(?<!\w){re.escape(first)}{_ARABIC_NAME}", told) if first > "\u0600" else None
    return arabic[0] if arabic else ""


def _is_called(name: str, words: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", words) for word in name.split() if len(word) > _SHORTEST)


def hero(text: str) -> str:
    """Whose whole name comes once and a part of it again, as people are called and places are not; the one of whom
    most is told."""
    told = outside(without_bylines(text))
    again = {name: often for name, often in people_in(text).items() if _is_called(name, told.replace(name, " "))}
    best = max(again, key=lambda name: again[name], default="")
    return best if sum(often == again[best] for often in again.values()) == 1 else ""


def is_about_one(text: str, name: str) -> bool:
    """Whether the text tells of this worker more than of anybody else, and does not speak for many."""
    told = without_bylines(text)
    mine = mentions(told, name)
    others = (often for other, often in people_in(text).items() if not same_person(other, name))
    of_us = len(_US.findall(outside(told)))
    return mine >= _MENTIONS and mine >= max(others, default=0) and of_us <= _MOST_OF_US


def argues(text: str) -> bool:
    """Whether it says, outside of what is quoted, what people should do."""
    return _OUGHT.search(outside(text)) is not None


def without_bylines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not is_byline(line) and not is_credit(line))
