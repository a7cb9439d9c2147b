"""Children and clients who could be recognised: the sentences that tell an age, a class or an illness of somebody.

The tables (`ages`, `children`) say how it is told, one row a way of saying it; here it is judged. They find the place;
a person decides. What is told of a group ("children aged 5 to 17"), of a thing ("our 12-year-old network") or of the
writer's own childhood is let be.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import decimal

from scheduler.submissions.ages import AGES, MAY_BE_ONE, NAME, NUMBER_WORDS, WORDS, YOUNG
from scheduler.submissions.children import FROM, HINTS, NAMED, NAMED_IN_ARABIC, ONE_CHILD, PRIVATE, SCHOOL
from scheduler.submissions.clients import CLIENTS, THE_ONLY_ONE
from scheduler.submissions.clients import HINTS as CLIENT_HINTS
from scheduler.submissions.combined import is_known_by_it_all
from scheduler.submissions.nobodys import is_of_nobody
from scheduler.submissions.regions import region_of
from scheduler.submissions.screening import Screen, screened
from scheduler.submissions.sentences import sentences

_ADULT = 18
_THING = (
    r"(?:organi[sz]ations?|networks?|alliance|association|cent(?:re|er)s?|projects?|programmes?|programs?"
    r"|initiative|law"
    r"|policy|act|ngo|charity|foundation|schools?|church|house|home|building|car|bus|war|conflict|partnership|campaign"
    r"|services?|club|clinic|office|agency|ministry|shelter|union|system|plan|strategy|group|team|country"
    r"|ideas?|circle|collective|institute|institution|choir|tradition|garden|cooperative|federation|newsletter|magazine"
    r"|company|commission|committee|council|league|library|theatre|theater|museum|museo|fund"
    r"|idée|cercle|collectif|institut|institution|chorale|tradition|coopérative|fédération|comité|revue"
    r"|idea|círculo|colectivo|instituto|institución|coro|tradición|cooperativa|federación|revista"
    r"|ideia|coletivo|instituição|tradição|federação|comitê"
    r"|réseau|projet|programme|centre|équipe|loi|fondation|foyer|école|organización|organizaci[oó]n|red"
    r"|asociación|centro"
    r"|programa|proyecto|equipo|ley|escuela|fundación|organização|rede|associação|projeto|projecto|equipa|lei|escola"
    r"|fundação|Verein|Netzwerk|Projekt|Programm|Zentrum|البرنامج|المشروع|المركز|الجمعية|الشبكة|المنظمة|المدرسة|فريق)"
)
_PLURAL = (
    r"(?:children|adolescents|teenagers|girls|boys|youth|youths|kids|pupils|students|people|those|infants"
    r"|babies|toddlers"
    r"|orphans|enfants|jeunes|filles|garçons|élèves|bébés|niñ[oa]s|jóvenes|chic[oa]s|alumn[oa]s|adolescentes|crianças"
    r"|jovens|menin[oa]s|alun[oa]s|raparigas|rapazes|Kinder|Jugendliche|[أا]طفال|الأطفال|الاطفال|فتيات|[أا]ولاد)"
)
_FEW = re.compile(
    r"\b(?:two|three|four|both|deux|trois|dos|tres|dois|duas|três|zwei|drei|her|his|their|ses|leurs|sus|seus|suas)"
    r"(?: \w+)? (?:sisters|brothers|siblings|twins|boys|girls|children|kids|daughters|sons|orphans|sœurs|frères|enfants"
    r"|filles|fils|hermanas|hermanos|hij[oa]s|niñ[oa]s|irmãs|irmãos|filh[oa]s|crianças|menin[oa]s|Kinder|Schwestern)"
    r"(?:[ ,(]*(?:aged|de|âgée?s de|of|im Alter von))?[ ,(]*$|\b(?:and|et|y|e) (?:his|her|son|sa|su|seu|sua) $",
    re.IGNORECASE,
)
"""Some of whom each can be recognised, however many they are."""
_GROUP_BEFORE = re.compile(
    rf"(?:\b(?:under|over|below|above|between|until|from|to|up to|moins de|plus de|entre|menores de|mayores de"
    rf"|unter|über"
    rf"|dès|every|each|any) (?:the )?|\b{_PLURAL},? (?:\w+ ){{0,2}}"
    rf"|(?:\d|\b(?!one\b|un\b)(?:{WORDS})) (?:à|a|to|bis|et|y|e|-|–)? ?)$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    r" ?(?:to|–|-|and|or|bis|à|a|y|e|et|o|ou|[إا]لى|و) ?(?:\d|above|under|below|over|older|younger|plus|más|mais)",
    re.IGNORECASE,
)
_THING_BEFORE = re.compile(
    rf"\b{_THING}[,\s]+(?:(?:is|was|turned|turns|became|just|now|est|era|a fêté|fête|fêtait|ha|tem|tiene"
    rf"|cumplió|cumple|fez"
    r"|completou|que|qui|which|ses|will be|has)\s)*$",
    re.IGNORECASE,
)
_ANY_THING = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
_THING_AFTER = re.compile(
    rf"(?: (?!from|in|at|of|who|with|and|was|is|has|de|du|en|da|do|em|que|qui)\w+)? {_THING}\b", re.IGNORECASE
)
_AS_IF = re.compile(r"\b(?:(?:heart|spirit|energy|mind|soul) of|like|as if|as) an? $", re.IGNORECASE)
_OWN_BEFORE = re.compile(
    r"(?:\bI(?:'m| am| was| turned| had turned)|\bj'(?:avais|ai|étais)|\byo (?:tenía|tengo)|\beu (?:tinha"
    r"|tenho)|\bich war"
    r"|\bcuando tenía|\bquando tinha|عمري)(?: (?:just|only|about|a|an|in|at))* ?$|(?:كنت|كنا|وأنا)(?: \S+)? ?$",
    re.IGNORECASE,
)
_SIBLING = re.compile(
    r"(?:\b(?:my|ma|mon|mi|minha|meu|meine?)(?: \w+){0,2} (?:brother|sister|sibling|sœur|soeur|frère|herman[oa]"
    r"|irmão|irmã|Bruder"
    r"|Schwester)(?: \w+){0,3} (?:was|were|turned|avait|tenía|tinha|war)|[أا]خي|[أا]ختي)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:our|we|I|notre|nous|je|j'\w+|nuestr[oa]|yo|noss[oa]|eu|unser\w*|ich)\b|والدنا|والدينا|كنت", re.IGNORECASE
)
"""A brother of long ago, whose sister tells it: their childhood is hers, too."""
_OWN_START = re.compile(
    r"(?:When I was|I was|I am|Cuando (?:yo )?tenía|Quand j'avais|Quando (?:eu )?tinha|Als ich|Mit|Tengo|Tenho|J'ai) "
    r"(?:only |just |aged? |nur |apenas |in )?(?:\d|(?:" + WORDS + r")\b|(?:grade|class|form|primary))",
    re.IGNORECASE,
)
_OWN_AFTER = re.compile(
    r",? (?:I|my|je|yo|eu|ich|mi|meu|minha|mon|ma)\b|,? j'"
    r"|,? (?:ya |já |me )?(?!foi\b|mi\b|así\b|allí\b|ahí\b)(?:\w{2,}(?:é|í|ei)|\w{3,}[rdtcl]i|fui|tuve|hice"
    r"|vine|pude|tive|fiz"
    r"|vim|pude|era yo)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"(?:^|[ “\"«])(?:I|my|me|je|j'\w+|mon|ma|yo|mi|eu|meu|minha|ich|mein\w*)\b|كنت|عمري|درست|[أا]مي\b|[أا]بي\b"
)
_OWN_CHILDHOOD = re.compile(
    r"\bI (?:was|am|grew)\b|\bmy (?:own )?(?:childhood|mother|father)\b|\bj'étais|\b(?:de|como) niñ[oa]\b"
    r"|\bals Kind\b|كنت",
    re.IGNORECASE,
)
_TELLS_OF_ONESELF = re.compile(
    r"\bI (?:was|have been|had been)\b[^.;]*\b(?:age of|aged|since birth|pupil|child|boy|girl|years? old)\b"
    r"|\bj'(?:étais (?:une? )?(?:petite? )?(?:enfant|fille|garçon|élève)|ai (?:commencé|perdu|quitté|grandi|appris))\b"
    r"|\bfui (?:una? )?(?:niñ[oa]|hij[oa])\b|\bcuando (?:yo )?era niñ[oa]\b"
    r"|\ba los \w+ años .*\b(?!bebé\b|café\b|qué\b|así\b|ahí\b|allí\b|aquí\b)\w{3,}[éí]\b"
    r"|^à [\w-]+ ans,.*\bje \w+(?:ais|ai)\b|\bde niñ[oa],? a los \w+ años\b"
    r"|\baos \w+ anos,.*\b(?:vi|ouvi|perdi|aprendi|fui|vivi|\w{3,}ei)\b"
    r"|\bquando (?:eu )?era (?:criança|menin[oa]|pequen[oa])\b|\bquando eu tinha\b|^(?:eu tinha|yo tenía) "
    r"|^(?!.*\b(?:mi|minha|meu) (?:hij|sobrin|niet|niñ|filh|net))(?:con|com|a los|aos|(?:cuando )?tenía"
    r"|(?:quando )?tinha)"
    r" [\w-]+ (?:años|anos)\b.*\b(?:mi|minha|meu) (?:padre|madre|papá|mamá|abuel[oa]|herman[oa]|t[íi][oa]|pai|mãe"
    r"|av[óô]"
    r"|irmão?|irmã)\b"
    r"|\bit (?:is|was|turn(?:s|ed)) (?:now |only |just )?[\w-]+ years? old\b",
    re.IGNORECASE,
)
"""Somebody's own childhood, long ago; or the age of a thing."""
_LABEL = re.compile(r"^\w+(?: \w+){0,2} ?: ")
_DONE_TO = re.compile(r"\b(?:rap(?:e|ed)|abus|viol|beat|assault|HIV|VIH|AIDS)", re.IGNORECASE)
_QUOTED = re.compile(r"[“”\"«»„]")
_SAID_BY_ONE = re.compile(r"[“”\"] (?:s?he|the \w+) (?:said|told|says|tells|whispered)", re.IGNORECASE)
_IS_THE_ONLY_ONE_MYSELF = re.compile(
    r"\b(?:I(?:'m| am| was)|we(?:'re| are)|je suis|nous sommes|soy|somos|sou|ich bin)\b(?: \w+)?"
    r" (?:the|la|le|el|a|o|die|der) (?:only|seule?|únic[oa]|einzige)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:He|She|His|Her|Elle|Il|Ella|Él|Ela|Ele|Sie|Er|هي|هو|كان|كانت)\b")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|elle|il|ella|él|ela|ele|sie|er)\b", re.IGNORECASE)
_TEACHES = re.compile(r"\b(?:teach\w*|taught|enseign\w+|enseñ\w+|ensin\w+|classrooms?|volunteer\w*|university)\b", re.I)
_IN_MONTHS = re.compile(
    r"\d[ -](?:months?|weeks?|days?|mois|semaines|jours|meses|semanas|Monat\w*|Wochen|شهرا|[أا]شهر"
    r"|[أا]سابيع)",
    re.IGNORECASE,
)
_IS_SOMEBODY = re.compile(r"(?:who|he|she)\b", re.IGNORECASE)
_PLACES = re.compile(
    r"\b(?:offices?|branch(?:es)?|members|clinics|districts?|teams?|staff|centres|schools|counties|provinces)\b",
    re.IGNORECASE,
)
_ADULT_AGE = re.compile(r"[,(] ?(?:1[89]|[2-9]\d)\b")
_CAPITAL_OF_PLACE = re.compile(
    r"^[\W_]*[A-ZÀ-Þ][\w'’-]*(?= (?!(?:is|was|turned|has|had|lives|tiene|tenía|tem|tinha|a|avait|est|vit|ist"
    r"|war)\b)[^A-Z(])"
)
"""A first word with a capital, unless what follows is said of somebody."""
_CASED = re.compile(r"[A-Za-zÀ-ÿ]")
_DIGITS = re.compile(r"(?<![\d.,])(?:\d{1,2}|20[012]\d)(?![\d%])|birthday")
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u064a]")


def _table(rows: tuple[str, ...]) -> Screen[re.Pattern[str]]:
    return screened(map(_pattern, rows))


def _pattern(row: str) -> re.Pattern[str]:
    # Alternatives of one row may each name the age: only one of them can match, and Python wants names once.
    first, *rest = row.split("(?P<age>")
    return re.compile(first + "".join(f"(?P<age{number}>{part}" for number, part in enumerate(rest)), re.IGNORECASE)


_AT_SCHOOL, _CALLED, _TOLD_CLIENTS, _ALONE = map(_table, (SCHOOL, NAMED, CLIENTS, THE_ONLY_ONE))
_CALLED_IN_ARABIC = _table((*NAMED_IN_ARABIC, *NAMED))
_TOLD_AGES = Screen(
    (row, (mark, row))
    for mark, rows in ((re.compile(marks, re.IGNORECASE), map(_pattern, rows)) for marks, rows in AGES)
    for row in rows
)
_MAY_BE_ONE = re.compile(MAY_BE_ONE, re.IGNORECASE)
_ANY_NAME, _ONE_CHILD, _PRIVATE, _FROM = (
    re.compile(NAME),
    *(re.compile(row, re.I) for row in (ONE_CHILD, PRIVATE, FROM)),
)
_YOUNG = re.compile(YOUNG, re.IGNORECASE)
_POINTS = re.compile("[\u0640\u064b-\u0652]")
_FOREIGN_FIGURE = re.compile(r"[^\D0-9]")


def minors(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence begins in which a child could be recognised, and the sentence."""
    before = ""
    for start, sentence in _sentences(text):
        plain = _plain(sentence)
        if _tells_of_a_minor(plain, before):
            yield start, sentence
        before = plain


def clients(text: str) -> Iterator[tuple[int, str]]:
    """The same for grown-ups told of with an illness, a crime done to them, or as the only one of their kind."""
    for start, sentence in _sentences(text):
        if _is_a_client_told_of(sentence) or is_known_by_it_all(sentence):
            yield start, sentence


def _is_a_client_told_of(sentence: str) -> bool:
    """By name, or as the only one of their kind in a place, with what is nobody's business."""
    hints = {word[:4] for word in _LETTERS.findall(sentence.lower())}
    if hints.isdisjoint(CLIENT_HINTS):
        return False
    return any(row.search(sentence) for row in _TOLD_CLIENTS.may_fit(sentence)) or _is_the_only_one(sentence)


def _is_the_only_one(sentence: str) -> bool:
    """Somebody, not a house, of whose kind there is no other; and not the writer, who may say it of herself."""
    if _IS_THE_ONLY_ONE_MYSELF.search(sentence) and not _PRONOUN.search(sentence):
        return False
    found = (row.search(sentence) for row in _ALONE.may_fit(sentence))
    return any(match and not _ANY_THING.search(match["who"]) for match in found)


def _plain(sentence: str) -> str:
    """As the tables are written: our figures, single spaces, straight apostrophes, Arabic without its points."""
    if not sentence.isascii():
        sentence = _FOREIGN_FIGURE.sub(lambda sign: str(decimal(sign[0])), _POINTS.sub("", sentence)).replace("’", "'")
    return " ".join(sentence.split())


@lru_cache(maxsize=4096)
def _tells_of_a_minor(sentence: str, before: str) -> bool:
    told = _seems_to_tell_of_a_minor(sentence, before)
    return told and not _is_of_oneself(sentence) and not is_of_nobody(sentence)


def _seems_to_tell_of_a_minor(sentence: str, before: str) -> bool:
    words = frozenset(_LETTERS.findall(sentence.lower()))
    arabic = _ARABIC.search(sentence) is not None
    numbered = _DIGITS.search(sentence) or not words.isdisjoint(NUMBER_WORDS) or _MAY_BE_ONE.search(sentence)
    if (arabic or numbered) and _tells_a_childs_age(sentence):
        return True
    if not arabic and HINTS.isdisjoint({*words, *(word[:6] for word in words)}):
        return False
    called = _CALLED_IN_ARABIC if arabic else _CALLED
    if not _ADULT_AGE.search(sentence) and any(
        _is_somebody(match) for row in called.may_fit(sentence) for match in row.finditer(sentence)
    ):
        return True
    return _goes_to_school(sentence, before) or _is_known_in_the_village(sentence)


def _is_of_oneself(sentence: str) -> bool:
    """Whether it tells of the writer's own childhood, and of nobody else."""
    if not _TELLS_OF_ONESELF.search(sentence) or _PRONOUN.search(sentence) or _DONE_TO.search(sentence):
        return False
    _, _, behind = _LABEL.sub("", sentence).partition(" ")
    names = (found[0] for found in _ANY_NAME.finditer(behind))
    return all(name == "I" or name.startswith(("I'", "J'", "I ")) for name in names)


def _tells_a_childs_age(sentence: str) -> bool:
    rows = (row for marks, row in _TOLD_AGES.may_fit(sentence) if marks.search(sentence))
    return any(_is_a_childs(match, sentence) for row in rows for match in row.finditer(sentence))


def _is_somebody(match: re.Match[str]) -> bool:
    """Whether what stands where a name would is none of a country or an organisation."""
    names = [found[0] for found in _ANY_NAME.finditer(match.group())]
    return not names or not all(region_of(name) or _ANY_THING.search(name) for name in names)


def _goes_to_school(sentence: str, before: str) -> bool:
    """That somebody who is named, or one child, goes to a school that is said."""
    if _OWN_START.match(sentence) or _TEACHES.search(sentence) or _ADULT_AGE.search(sentence):
        return False
    for row in _AT_SCHOOL.may_fit(sentence):
        found = row.search(sentence)
        if not found or (_FIRST_PERSON.search(sentence) and not _YOUNG.search(sentence)):
            continue
        rest = sentence[: found.start()] + " " + sentence[found.end() :]
        if _names_somebody(rest, before) or _ONE_CHILD.search(sentence):
            return True
    return False


def _is_known_in_the_village(sentence: str) -> bool:
    """One child with what is nobody's business, and the place where everybody knows whom that is about."""
    return all(row.search(sentence) for row in (_ONE_CHILD, _PRIVATE, _FROM)) and not _OWN_CHILDHOOD.search(sentence)


def _names_somebody(sentence: str, before: str) -> bool:
    """In it, or in the sentence before when this one says only "she". Scripts without capitals do not tell."""
    if not _CASED.search(sentence):
        return True
    around = f"{before} {sentence}" if _POINTS_BACK.match(sentence) else sentence
    return _ANY_NAME.search(_CAPITAL_OF_PLACE.sub("", around)) is not None


def _is_a_childs(match: re.Match[str], sentence: str) -> bool:
    """Whether the age is one, of one person, and not the writer's own."""
    ages = [int(age) for name, age in match.groupdict().items() if age and age.isdecimal()]
    before, after = sentence[: match.start()], sentence[match.end() :]
    if any(age >= _ADULT for age in ages) and not _IN_MONTHS.search(match.group() + after[:10]):
        return False
    if _is_own(match.group(), before, after, sentence) or _AS_IF.search(before):
        return False
    # What a name begins is nobody's "from 12 to 17": "a letter from Esther, 17,".
    named = _ANY_NAME.match(match.group()) and not _is_thing(match.group())
    group = (not named and _GROUP_BEFORE.search(before)) or _RANGE_AFTER.match(after)
    if group and not _FEW.search(before):
        return False
    counted = re.search(r"\(\d{1,2}$", match.group()) and _PLACES.search(sentence)
    of_a_thing = not _IS_SOMEBODY.match(match.group()) and _THING_BEFORE.search(before)
    return not (counted or of_a_thing or _THING_AFTER.match(after) or _is_thing(match.group()))


def _is_own(words: str, before: str, after: str, sentence: str) -> bool:
    """Whether the writer tells their own age; what a child says of itself is quoted."""
    if words.lstrip('“"«„ ').startswith(("I am", "I'm")):
        return not (_QUOTED.search(sentence) and (_YOUNG.search(sentence) or _SAID_BY_ONE.search(sentence)))
    if _SIBLING.search(before + words) and _OURS.search(sentence):
        return True
    own = _OWN_BEFORE.search(before) or _OWN_START.match(sentence) or _OWN_AFTER.match(after) or "عمري" in sentence
    return own is not None and bool(own)


def _is_thing(words: str) -> bool:
    """A country or an organisation that stands where a name would: "Zambia (12)", "The Alliance turned 10"."""
    found = _ANY_NAME.match(words)
    name = found[0] if found else ""
    return region_of(name) is not None or re.search(rf"{_THING}$", name, re.IGNORECASE) is not None


_WRAPPED = re.compile(r"(?<=[^\n]{45})(?<![.!?:;])\n(?=[^\s#*•-])")


@lru_cache(maxsize=2)
def _sentences(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Every sentence with its place. Lines that a mail program broke are whole again; other lines end a sentence."""
    start = 0
    for line in _WRAPPED.sub(" ", text).split("\n"):
        for sentence in sentences(line):
            bare = sentence.text.lstrip("#- ")
            yield start + sentence.end - len(bare), bare
        start += len(line) + 1
