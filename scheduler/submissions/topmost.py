"""Who the lines at the top say it is: a name with a post and a place, on one line or on several."""

import re
from collections.abc import Iterator

from scheduler.submissions.extract import HEADING
from scheduler.submissions.headings import asked_by, part_of
from scheduler.submissions.posts import bare_title, is_a_title, place_of
from scheduler.submissions.regions import region_of

Who = dict[str, str]

_TOP, _BELOW, _LONGEST = 9, 4, 140
"""So many lines may hold a name, so many below it what somebody is; a longer line tells a story."""
_MOST_PIECES = 6
_LABEL_ENDS = 24
_APART = re.compile(r"\s*[,،;|·•(]\s*|\s+[–—/-]\s+|\s+[–—-](?=[A-ZÀ-Þ])")
_AT = re.compile(
    r"^(?P<title>.+?)\s+(?:at|with|for|à|au|chez|en|na|no|da|do|del|de la|في|لدى)(?: the| la| el| los| las)?"
    r"\s+(?P<place>[A-ZÀ-Þ\u0600-\u06ff].+)$"
)
_IN = re.compile(r"[\s,]+(?:in|en|au|aux|em|no|na|à|from|du|de|do|da|في)\s+")
_LABEL = re.compile(
    r"^(?:(?:an? )?(?:interview|conversation|talk|profile|portrait|perfil|profil|retrato|entrevista|entretien"
    r"|conversa|charla|[\w-]+ (?:questions?|preguntas|perguntas|minutes|minutos)"
    r"|in (?:her|his|their|my) own words|today|meet|introducing|hoy|hoje|aujourd[’']hui|rencontre|حوار|مقابلة"
    r"|لقاء)[^,:|–—\n]{0,24}?"
    r"(?:\s(?:with|of|for|to|avec|de|con|com|a|à|para|مع)\s|\s?[:|–—-]\s)|meet\s|introducing\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\((?:[a-zà-ÿ]|\d)[^()]{0,60}\)")
"""(formerly kinship care lead)"""
_ARTICLE = re.compile(
    r"^(?:(?:an?|une?|una|uma?|the|la|le|el|o|our|notre|nuestr[oa]|noss[oa])\s+|l[’'])", re.IGNORECASE
)
_OF = re.compile(r"^(?:of|at|from|with|du|de l[’']|de la|del|de|do|da|des)\s?(?=[A-ZÀ-Þ])")
_CRUMBS = re.compile(r"\S\s+[/›»>]\s+\S.*\s[/›»>]\s+\S|^(?:home|accueil|inicio|início)\s*[/›»>|]", re.IGNORECASE)
_CREDIT = re.compile(
    r"^(?i:words?|texte?s?|textos?|story|photos?|photography|fotos?|fotograf[ií]as?|reportage|reporter|reportaje"
    r"|propos recueillis|recogido|text and interview|interview and text)\b[^,.]{0,24}?(?:\b(?:by|par|por|de)\s+|:\s*)"
    r"[A-ZÀ-Þ][\w’'.-]+ [A-ZÀ-Þ][\w’' -]{1,40}(?:[.,|–—]|$| (?:and|et|y|e) )"
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽƠƯȘȚẠ-Ỹ]\.|[A-ZÀ-ÖØ-ÞĀ-ŽƠƯȘȚẠ-Ỹ][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:d[aeiou]s?|del|la|le|les|van|von|der|den|bin|bint|ben|ibn|al|el|y|e|abu|ould)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_PARTICLE}|{_CAPITAL})){{1,5}}")
_TITLE_AND_NAME = re.compile(
    r"^(?P<title>(?!(?:yo )?(?:soy|sou|am|is|es|est|suis)\b)[a-zà-ÿ][^A-ZÀ-Þ]*?)"
    rf"(?<!\b(?:de|of|at|in|en|du|da|do|la|au))(?<! à) (?P<name>{_NAME.pattern})$"
)
_ARABIC_JOINS = {"مع", "في", "من", "عن", "على", "إلى", "كل", "يعرف", "تعمل", "يعمل", "أعمل", "عملت", "عمل"}
_ARABIC_NAME = re.compile(r"[\u0621-\u064a\u064b-\u0652]{2,}(?: [\u0621-\u064a\u064b-\u0652]{2,}){1,4}")
_NO_NAME = re.compile(
    r"\b(?:work(?:s|ers?|ing|force)?|social|services?|profile|form|interview|network|newsletter|story|stories|blog|the|of|and|our"
    r"|my|project"
    r"|house|home|cent(?:re|er)|world|national|ministry|department|office|children|famil\w+|community|care"
    r"|support|week|day"
    r"|voices?|people|team|association|foundation|society|federation|programme|program|trust|mission|action"
    r"|school|college"
    r"|hospital|university|collective|initiative|perfil|ficha|fiche|profil|semaine|semana|trabajo|travail"
    r"|trabalho|casa"
    r"|fundaci[oó]n|asociaci[oó]n|associação|centro|centre|red|rede|réseau|instituto|institut|corporación|how"
    r"|why|what|when"
    r"|where|who|in|on|at|for|to|with|from|is|are|i|we|you|your|as|by|part|page|draft|title|summary)\b",
    re.IGNORECASE,
)


def at_the_top(text: str) -> Who:
    """Name, title, organisation and country, as far as lines that say nothing else say them; {} without a name that
    has a post or a country beside or below it."""
    lines = list(_top_lines(text))
    for number, line in enumerate(lines):
        name, *rest = _titled(_pieces(line))
        if not is_whole_name(name) and 0 < line.find(":") <= _LABEL_ENDS:
            name, *rest = _titled(_pieces(line.partition(":")[2].strip() or ":"))
        if is_whole_name(name) and (found := _told(rest, lines[number + 1 : number + 1 + _BELOW])):
            return {"name": name, **found}
    return _of_a_sentence(lines[0]) if lines else {}


def _of_a_sentence(line: str) -> Who:
    """ "خديجة بنعمر أخصائية اجتماعية في جمعية الأمل بتونس.": Arabic says it without a verb."""
    bare = _LABEL.sub("", line)
    words = re.split(r"[.،]", bare)[0].split()
    if bare != line and words and is_a_title(words[0]) and is_whole_name(" ".join(words[1:])):
        return {"name": " ".join(words[1:]), "title": words[0]}
    first = next((number for number, word in enumerate(words) if is_a_title(word)), 0)
    name = " ".join(word for word in words[:first] if word not in {"هو", "هي"})
    if (
        not 2 <= first <= 6
        or _ARABIC_JOINS & set(words[:first])
        or not _ARABIC_NAME.fullmatch(name)
        or not is_whole_name(name)
    ):
        return {}
    title, _, rest = " ".join(words[first:]).partition(" في ")
    return {"name": name, "title": title, **place_of(rest)} if len(title) <= 40 else {}


def is_credit(line: str) -> bool:
    """ "Words by Lena Brandt | photos by Ama Kusi": who wrote it down, or took the pictures."""
    return len(line) <= _LONGEST and _CREDIT.match(line) is not None


def is_whole_name(words: str) -> bool:
    """Two words or more that can be nothing but a name."""
    shaped = _NAME.fullmatch(words) or _ARABIC_NAME.fullmatch(words)
    return bool(shaped) and not (
        _NO_NAME.search(words) or region_of(words) or is_a_title(words) or part_of(words) or words.isupper()
    )


def _top_lines(text: str) -> Iterator[str]:
    bare = (line.removeprefix(HEADING).strip(" *_\t") for line in text.split("\n"))
    for number, line in enumerate(line for line in bare if line):
        if number >= _TOP or (number and _begins_to_tell(line)):
            return
        if not _CRUMBS.search(line) and not is_credit(line):
            yield line


def _begins_to_tell(line: str) -> bool:
    """A question or a heading that asks; a sentence or a quotation may still stand above a name."""
    asks = asked_by if line.endswith(("?", "؟")) else part_of
    return len(line) <= _LONGEST and asks(line) is not None


def _pieces(line: str) -> list[str]:
    if len(line) > _LONGEST or line[-1] in "!?؟;”»":
        return [""]
    bare = _ASIDE.sub("", _LABEL.sub("", line.rstrip(".:")))
    pieces = (piece.strip(" ()") for piece in _APART.split(bare))
    return [each for piece in pieces if piece for each in _without_country(piece)] or [""]


def _titled(pieces: list[str]) -> list[str]:
    """ "the social worker Jucilene Barreto" as the name and the title, in front of the other pieces."""
    before = _ARTICLE.sub("", pieces[0])
    named = _TITLE_AND_NAME.match(before)
    if named and is_a_title(named["title"]) and is_whole_name(named["name"]):
        return [named["name"], named["title"], *pieces[1:]]
    return pieces


def _without_country(piece: str) -> tuple[str, ...]:
    """ "Hope House in Zambia" as two pieces."""
    if " في مدينة " in piece:
        piece = piece.partition(" في مدينة ")[0]
    cuts = ((piece[: match.start()], piece[match.end() :]) for match in _IN.finditer(piece))
    return next(((before, country) for before, country in cuts if before and region_of(country)), (piece,))


def _told(beside: list[str], below: list[str]) -> Who:
    """What the pieces beside the name say, else the lines below it."""
    if not beside:
        return _told_below(below)
    if below and not any(map(_country, beside)) and below[0][-1] not in ".!?:؟”»":
        placed = _pieces(below[0])
        if len(placed) > 1 and _country(placed[-1]) and not is_a_title(_at(placed[0])[0]):
            beside = [*beside, *placed]
    found = _classified(beside)
    if found and "country" not in found and below and (country := _country(below[0])):
        found["country"] = country
    if found and "title" not in found and below and below[0][-1] not in ".!?:؟”»":
        found |= {**_classified_post(_pieces(below[0])), **found}
    return found


def _classified_post(pieces: list[str]) -> Who:
    """What a line below says, when it is a title with what belongs to it."""
    return _classified(pieces) if is_a_title(_at(_ARTICLE.sub("", pieces[0]))[0]) else {}


def _told_below(lines: list[str]) -> Who:
    """What lines say up to the one that names the country; without one, only what the first says, or a title."""
    pieces: list[str] = []
    found: Who = {}
    for line in lines:
        if line[-1] in ".!?:؟”»" or line[0] in "“«\"'" or len(line) > _LONGEST:
            break
        is_first = not pieces
        pieces += _pieces(line)
        now = _classified(pieces)
        if "country" in now:
            return now
        found = found or (now if is_first else {part: words for part, words in now.items() if part == "title"})
    return found


def _classified(pieces: list[str]) -> Who:
    if not pieces or len(pieces) > _MOST_PIECES or any(len(piece) > 90 for piece in pieces):
        return {}
    last = next((number for number, piece in enumerate(pieces) if _country(piece)), None)
    before = pieces if last is None else pieces[:last]
    found: Who = {} if last is None else {"country": _country(pieces[last])}
    titled = next((number for number, piece in enumerate(before) if is_a_title(bare_title(piece))), None)
    if titled is None and not found:
        return {}
    if titled is None:
        titled = 0 if len(before) > 1 else None
    rest = before
    if titled is not None:
        title, place = _at(_ARTICLE.sub("", before[titled]))
        found["title"] = title
        rest = [*([place] if place else []), *before[titled + 1 :], *before[:titled]]
    if rest and not region_of(rest[0]):
        found["organisation"] = _OF.sub("", rest[0])
    return found


def _country(piece: str) -> str:
    bare = re.sub(r"^(?:in|en|au|aux|em|no|na|from|في) ", "", piece.strip(". "))
    return bare if region_of(bare) else ""


def _at(piece: str) -> tuple[str, str]:
    """ "Case Worker at Hope House" as its two sides."""
    both = _AT.match(piece)
    return (both["title"], both["place"]) if both and is_a_title(both["title"]) else (bare_title(piece), "")
