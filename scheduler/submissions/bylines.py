"""Lines that say nothing but who it is: bylines, and "Chileshe Zulu, Hope House, Zambia"."""

import re

from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import part_of
from scheduler.submissions.posts import is_a_title
from scheduler.submissions.regions import region_of

Who = dict[str, str]

WORD = r"(?:(?:Dr|Prof|Mrs?|Ms|Mme)\.|[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)"
_BETWEEN = r"(?:(?:de|da|do|dos|del|la|van|von|der|bin|al|el|ould|y|e) ){0,2}"
NAME = rf"{WORD}(?: {_BETWEEN}{WORD}){{0,4}}"
WHOLE_NAME = re.compile(rf"{WORD}(?: {_BETWEEN}{WORD}){{1,4}}")
NO_NAME = re.compile(
    r"\b(?:days?|weeks?|years?|works?|workers?|workforce|social|services?|profiles?|forms?|interview|network|newsletter"
    r"|meet|story|blog|post|the|an?|of|and|our|my|no|question|answer|project|house|home|cent(?:re|er)|north|south|east"
    r"|west|world|national|ministry|department|office|children|families|community|care|support|key|messages?|page|draft"
    r"|foundation|society|association|trust|collective|institute|initiative|alliance|federation|charity|cooperative"
    r"|hospital|university|clinic|ngo|ong|fundación|fondation|asociación|instituto|colectivo|fundação|associação"
    r"|dear|hello|hi|hola|bonjour|bonsoir|ch[eè]re?s?|estimad[oa]s?|querid[oa]s?|car[oa]s|olá|oi|salut"
    r"|formularios?|perfil|ficha|fiche|formulaire|profil|semaine|semana|trabajo|travail|trabalho|entrevista|entretien"
    r"|how|why|what|when|where|who|in|on|at|for|to|with|from|is|are|i|we|your?|council|committee|site|content|team)\b"
    r"|(?-i:^[A-Z]{3,}$)",
    re.IGNORECASE,
)
"""Words that no name holds. Whoever is written in capitals only is an abbreviation."""
_WORKER = (
    r"work|social|direct|officer|nurse|teacher|counsel|coordinat|coordina|psycholog|manager|carer|volunt|superv|assist"
    r"|educa|técnic|adviser|advisor|trabaj|travail|erzieher|pädagog|lead|promot|chief|head of"
)
_BYLINE = re.compile(
    rf"^(?:an? (?:blog post|article|story) )?(?:written |posted |escrito )?(?:by|par|por|von):?\s+"
    rf"(?-i:(?P<name>{NAME}(?: (?:and|et|y|e|&) {NAME})?))(?P<rest>(?:\s*[,–—|(-].*)?)$",
    re.IGNORECASE,
)
_ARABIC_BYLINE = re.compile(r"^(?:بقلم|كتبته?ا?|إعداد)(?:\s*:\s*|(?<=بقلم) )(?P<who>(?:[دأم]\. ?)?[^.!؟:]{4,120})$")
_TITLE_AT = re.compile(
    r"(?P<title>.+?)\s+(?:at|with|for|في|لدى|à|au|chez|en|de la|del|da|do|na|no)\s+(?P<place>[A-ZÀ-Þ\u0600-\u06ff].+)"
)
_LONGEST_BYLINE, LONGEST_WHO_LINE = 160, 90
BEGINNING = 4
"""So many lines at the top may say who it is."""


def written_by(text: str) -> Who:
    """The author, from "By Nadia Osei, Adviser" or "Nadia Osei, Sample Network, Ghana"; {} when no line says it."""
    for line in text.split("\n")[:12]:
        if arabic := _ARABIC_BYLINE.match(line.removeprefix(HEADING).strip()):
            return from_one_line(arabic["who"].replace("،", ","))
        if is_byline(line) and (found := _BYLINE.match(line.removeprefix(HEADING).strip())):
            rest = re.sub(r"^[\s,–—|-]+", "", found["rest"].split("|")[0])
            return from_one_line(f"{found['name'].strip()}, {rest}" if rest else found["name"].strip())
    lines = [line.removeprefix(HEADING).strip() for line in text.split("\n") if line.strip()][:BEGINNING]
    return next((from_one_line(line) for line in lines if is_who_line(line)), {})


def is_byline(line: str) -> bool:
    """Whether the line says only who wrote it."""
    bare = line.removeprefix(HEADING).strip()
    if _ARABIC_BYLINE.match(bare):
        return True
    found = _BYLINE.match(bare)
    if not found or len(bare) > _LONGEST_BYLINE or ". " in found["rest"]:
        return False
    # "By Tuesday, the road was open" tells of no author.
    return can_be_a_name(found["name"].split(" and ")[0]) and (" " in found["name"] or not found["rest"])


def is_who_line(line: str) -> bool:
    """ "Chileshe Zulu, Hope House, Zambia" and nothing else."""
    name, comma, rest = line.partition(",")
    return bool(comma) and len(line) <= LONGEST_WHO_LINE and line[-1:] not in ".!?:;" and _tells_who(name, rest)


def split_country(organisation: str) -> tuple[str, str | None]:
    """ "The Office, Nakuru, Kenya" as the organisation and the country; None when the last piece is no country."""
    before, comma, last = organisation.rpartition(",")
    is_country = bool(comma) and region_of(last.strip()) is not None
    return (before.strip(), last.strip()) if is_country else (organisation, None)


def from_one_line(line: str) -> Who:
    """ "Amina Okello, Case Worker, Family Network, Gulu, Uganda": the country is last, places before it are its own."""
    pieces = [piece.strip() for piece in line.split("\n")[0].split(",") if piece.strip()]
    found = dict(zip(("name", "title", "organisation"), pieces, strict=False))
    if len(pieces) > 3:
        found["country"] = pieces[-1]
    elif len(pieces) == 3 and region_of(pieces[-1]):
        found = {"name": pieces[0], **_title_and_place(pieces[1]), "country": pieces[2]}
    return found


def _title_and_place(piece: str) -> Who:
    """ "Case Worker at Hope House", or only one of them."""
    both = _TITLE_AT.match(piece)
    if both and is_a_title(both["title"]):
        return {"title": both["title"], "organisation": both["place"]}
    return {"title": piece} if is_a_title(piece) else {"organisation": piece}


def _tells_who(name: str, rest: str) -> bool:
    if not re.fullmatch(NAME, name) or NO_NAME.search(name):
        return False
    if is_a_title(name):
        return False
    known = re.search(_WORKER, rest, re.IGNORECASE) is not None or region_of(rest.split(",")[-1].strip()) is not None
    return known and (len(name.split()) > 1 or rest.strip()[:1].islower())


def can_be_a_name(words: str) -> bool:
    bare = words.strip().strip(",")
    return bool(re.fullmatch(NAME, bare)) and not NO_NAME.search(bare) and part_of(bare) is None
