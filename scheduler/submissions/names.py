"""Who it is: name, title, organisation and country, where labels do not say it. Better nobody than the wrong one."""

import re
from collections.abc import Iterator

from scheduler.submissions.extract import HEADING
from scheduler.submissions.folding import folded
from scheduler.submissions.headings import part_of
from scheduler.submissions.interviews import speakers
from scheduler.submissions.quoted import in_third_person, outside, same_person, speaker
from scheduler.submissions.regions import region_of

Who = dict[str, str]

_WORD = r"(?:(?:Dr|Prof|Mrs?|Ms|Mme)\.|[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)"
_NAME = rf"{_WORD}(?: (?:de|da|do|dos|del|la|van|von|bin|al|el|{_WORD})){{0,4}}"
_WHOLE_NAME = re.compile(rf"{_WORD}(?: (?:de|da|do|dos|del|la|van|von|bin|al|el|{_WORD})){{1,4}}")
_NO_NAME = re.compile(
    r"\b(?:days?|weeks?|years?|works?|workers?|workforce|social|services?|profiles?|forms?|interview|network|newsletter"
    r"|meet|story|blog|post|the|an?|of|and|our|my|no|question|answer|project|house|home|cent(?:re|er)|north|south|east"
    r"|west|world|national|ministry|department|office|children|families|community|care|support|key|messages?|page|draft"
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
    rf"(?-i:(?P<name>{_NAME}(?: (?:and|et|y|e|&) {_NAME})?))(?P<rest>(?:\s*[,–—|(-].*)?)$",
    re.IGNORECASE,
)
_INTRODUCTIONS = (
    # One name is enough after these …
    rf"(?:[Mm]y name is|[Jj]e m[’']appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]eu nome é)\s+({_NAME})",
    rf"(?:[Cc]hamo-me|[Ii]ch heiße|[Mm]ein Name ist)\s+({_NAME})",
    # … and two after "I am", because "I am Kenyan" is none.
    rf"\b(?:I am|I[’']m|[Jj]e suis|[Yy]o soy|[Ee]u sou|[Ii]ch bin)\s+({_WHOLE_NAME.pattern})",
    rf"^I[’']m\s+({_WORD}),\s",
)
_DESCRIBED = re.compile(rf"\b({_WHOLE_NAME.pattern}) (?:is|works as) an? (?:[\w-]+ ){{0,4}}?[\w-]*(?:{_WORKER})")
"""How a story tells what its worker is."""
_HEADLINES = (
    rf"\b[Mm]eet\s(?:our\s[a-z\s]*?)?({_NAME})",  # Meet our social worker Prossy
    rf"\b(?:social|case|care) worker\s({_NAME})",  # A conversation with our social worker Sreymom
    rf"(?:[Ii]nterview|[Cc]onversation|[Ee]ntretien|[Ee]ntrevista)\s(?:with|avec|con|com)\s({_NAME})",
    rf"^(?:[Ww]orker\s)?(?:[Ii]nterview|[Pp]rofile|[Pp]rofil|[Pp]erfil):\s*({_NAME})",  # Worker profile: Sophea Chan
)
_WHO_AND_WHERE = re.compile(r"^(?P<title>[^|\n]{3,80}) \| (?P<country>[^|\n]{3,40})$")
_POST_AT = re.compile(r"\s+(?:at|with|en|à|na|no|bei)\s+(?=[A-ZÀ-Þ])|\s*[,|/–—]\s*")
_LONGEST_BYLINE, _LONGEST_WHO_LINE = 160, 90
_BEGINNING = 4
"""So many lines at the top may say who it is."""


def who(text: str, labelled: Who) -> Who:
    """What labels do not say, from the byline-like lines at the top, introductions and who is quoted."""
    if "person" in labelled:
        return _from_one_line(labelled["person"])
    lines = [line.removeprefix(HEADING).strip() for line in text.split("\n") if line.strip()]
    found = next(_who_lines(text, lines), {})
    for line in lines[:8]:
        if where := _WHO_AND_WHERE.match(line):
            found |= {"title": where["title"], "country": where["country"]}
    if (announced := named_in_headline(lines)) and (line := _who_in_headline(lines, announced)):
        found = {**_from_one_line(line), **found}
    name = next(
        filter(None, (*_introduced(text), _described(text, announced), found.get("name"), announced, *_speaking(text))),
        "",
    )
    return {**found, **({"name": name} if name else {}), **_post(labelled.get("post", ""))}


def written_by(text: str) -> Who:
    """The author, from "By Nadia Osei, Adviser" or "Nadia Osei, Sample Network, Ghana"; {} when no line says it."""
    for line in text.split("\n")[:12]:
        if is_byline(line) and (found := _BYLINE.match(line.removeprefix(HEADING).strip())):
            rest = re.sub(r"^[\s,–—|-]+", "", found["rest"].split("|")[0])
            return _from_one_line(f"{found['name'].strip()}, {rest}" if rest else found["name"].strip())
    lines = [line.removeprefix(HEADING).strip() for line in text.split("\n") if line.strip()][:_BEGINNING]
    return next((_from_one_line(line) for line in lines if is_who_line(line)), {})


def is_byline(line: str) -> bool:
    """Whether the line says only who wrote it."""
    bare = line.removeprefix(HEADING).strip()
    found = _BYLINE.match(bare)
    if not found or len(bare) > _LONGEST_BYLINE or ". " in found["rest"]:
        return False
    # "By Tuesday, the road was open" tells of no author.
    return _can_be_a_name(found["name"].split(" and ")[0]) and (" " in found["name"] or not found["rest"])


def is_who_line(line: str) -> bool:
    """ "Chileshe Zulu, Hope House, Zambia" and nothing else."""
    name, comma, rest = line.partition(",")
    return bool(comma) and len(line) <= _LONGEST_WHO_LINE and line[-1:] not in ".!?:;" and _tells_who(name, rest)


def split_country(organisation: str) -> tuple[str, str | None]:
    """ "The Office, Nakuru, Kenya" as the organisation and the country; None when the last piece is no country."""
    before, comma, last = organisation.rpartition(",")
    is_country = bool(comma) and region_of(last.strip()) is not None
    return (before.strip(), last.strip()) if is_country else (organisation, None)


def _from_one_line(line: str) -> Who:
    """ "Amina Okello, Case Worker, Family Network, Gulu, Uganda": the country is last, places before it are its own."""
    pieces = [piece.strip() for piece in line.split("\n")[0].split(",") if piece.strip()]
    found = dict(zip(("name", "title", "organisation"), pieces, strict=False))
    if len(pieces) > 3:
        found["country"] = pieces[-1]
    elif len(pieces) == 3 and region_of(pieces[-1]):
        found = {"name": pieces[0], "organisation": pieces[1], "country": pieces[2]}
    return found


def _post(line: str) -> Who:
    pieces = _POST_AT.split(line.split("\n")[0].strip(), maxsplit=1)
    return dict(zip(("title", "organisation"), filter(None, pieces), strict=False))


def _who_lines(text: str, lines: list[str]) -> Iterator[Who]:
    """Lines at the top that are a name, or a name with what somebody is, and nothing else."""
    for number, line in enumerate(lines[:_BEGINNING]):
        if len(line) > _LONGEST_WHO_LINE or line[-1:] in ".!?:;" or is_byline(line) or line.isupper():
            continue
        if is_who_line(line):
            yield _from_one_line(line) if line.count(",") > 1 else {"name": line.partition(",")[0]}
        elif "," not in line and _can_be_a_name(line) and _is_told_again(line, text, lines[number + 1 :]):
            yield {"name": line}


def _tells_who(name: str, rest: str) -> bool:
    if not re.fullmatch(_NAME, name) or _NO_NAME.search(name):
        return False
    known = re.search(_WORKER, rest, re.IGNORECASE) is not None or region_of(rest.split(",")[-1].strip()) is not None
    return known and (len(name.split()) > 1 or rest.strip()[:1].islower())


def _can_be_a_name(words: str) -> bool:
    bare = words.strip().strip(",")
    return bool(re.fullmatch(_NAME, bare)) and not _NO_NAME.search(bare) and part_of(bare) is None


def _is_told_again(line: str, text: str, rest: list[str]) -> bool:
    """Two words with capitals may be a title: a name is told again, or has a post and a country below it."""
    first = folded(line.split()[0])
    again = len(re.findall(rf"\b{re.escape(first)}\b", folded(text))) > 1
    return len(line.split()) > 1 and (again or bool(rest and _WHO_AND_WHERE.match(rest[0])))


def _introduced(text: str) -> Iterator[str]:
    """What somebody who tells it says of themselves: never what is quoted from somebody else."""
    told = outside(text)
    for pattern in _INTRODUCTIONS:
        yield from (match[1] for match in re.finditer(pattern, told, re.MULTILINE) if not _NO_NAME.search(match[1]))


def named_in_headline(lines: list[str]) -> str:
    """Whom the first lines announce: "Meet our social worker Prossy"."""
    for line in lines[:2]:
        for pattern in _HEADLINES:
            if (found := re.search(pattern, line)) and not _NO_NAME.search(found[1]):
                return found[1].rstrip(".,:")
    return ""


def _who_in_headline(lines: list[str], name: str) -> str:
    """ "Sreymom Keo, Social Worker, Lotus House, Cambodia", behind "Interview with"."""
    line = next(line[line.index(name) :] for line in lines[:2] if name in line)
    return line if line.count(",") > 1 and line[-1] not in ".!?" else ""


def _speaking(text: str) -> Iterator[str]:
    """Who answers an interview, and whose words alone are quoted."""
    answering = speakers(text)[1]
    if answering and _can_be_a_name(answering) and part_of(answering) is None:
        yield answering
    if in_third_person(text):
        yield speaker(text)


def _described(text: str, announced: str) -> str:
    """The whole name of whom a story is about: "Meet Pak Harun" … "Harun Wijaya is a community social worker"."""
    found = _DESCRIBED.search(outside(text)) if in_third_person(text) else None
    return found[1] if found and (not announced or same_person(found[1], announced)) else ""
