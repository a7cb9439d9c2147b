"""Whether a text tells of a child in a way that lets somebody find out who it is.

A child's age, school year, year of birth or name: in English, French, Spanish, Portuguese, German and Arabic, with
figures and with words. Written apart from what intake looks for, so that one net holds what slips through the other.
Doubt counts as a child, except for what adults say every day: years of work, numbers of families, a founding.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import decimal

import regex

from scheduler.drafts.harm import tells_of_harm
from scheduler.submissions.screening import Screen, screened

_FIGURE = r"(?<![\d.,:/-])(?:1[0-7]|[1-9])(?![\d%]|[.,:/]\d)"
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept"
    "|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince|dieciséis|diecisiete"
    "|dois|duas|três|quatro|sete|oito|nove|dez|doze|quinze|dez[ea]sseis|dez[ea]ssete"
    "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn"
)
"""Not one, which is an article as well; not eleven in Spanish, which in English is "once"."""

_PIECES = {
    "figure": _FIGURE,
    "words": _WORDS,
    "n": rf"(?:{_FIGURE}|(?<![\p{{L}}\d][-–])\b(?:{_WORDS})(?!\p{{L}}))",
    "an": (
        rf"(?:{_FIGURE}|(?:ثلاث|أربع|خمس|ست|سبع|ثمان[يى]?|تسع|عشر)ة?(?: عشرة?)?"
        r"|(?:إحدى|أحد|اثنا|اثني|اثنتا|اثنتي) عشرة?)"
    ),
    "ordinal": r"ال(?:حادية|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة)",
    "name": (
        r"(?-i:(?<!\p{L})(?!(?:It|There|This|That|These|Those|What|Here|The|An|In|At|On|We|Our|My|They|You|And|But|Yes|No"
        r"|Then|Only|Just|Now|When|If|As)\b)"
        r"(?P<name>\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3}|\p{Lo}[\p{Lo}\p{M}]+))"
    ),
    "years": r"(?:years?|yrs?|months?|weeks?|ans|mois|años?|meses|anos?|Jahren?|Monaten?)\b",
    "anyears": r"(?:سنة|سنوات|عام|أعوام)",
    "child": (
        r"(?<!\p{L})(?:child|boy|girl|baby|infant|newborn|toddler|daughter|teen|teenager|kid|orphan|pupil|student|minor"
        r"|learner|schoolgirl|schoolboy|twin|sibling|nephew|niece|grandson|granddaughter|brother|sister"
        r"|(?<=(?:my|his|her|their|the|a|our|whose|['’]s) )son"  # by itself it is Spanish for "are"
        r"|enfant|garçon|fille|fillette|bébé|fils|adolescente?|élève|orpheline?|frère|sœur"
        r"|niñ[oa]|hij[oa]|chic[oa]|bebé|adolescente|alumn[oa]|huérfan[oa]|herman[oa]"
        r"|criança|menin[oa]|filh[oa]|alun[oa]|órfã?o?|irmão?"
        r"|(?-i:Kind|Mädchen|Junge|Tochter|Sohn|Bruder|Schwester|Schülerin|Schüler))"
    ),
    "things": (
        r"(?:organi[sz]ations?|networks?|associations?|cent(?:re|er)s?|program(?:me)?s?|projects?|schools?|charity|agency"
        r"|laws?|polic(?:y|ies)|teams?|offices?|groups?|alliance|services?|clinic|ministry|shelter|union|system|campaign"
        r"|initiative|plan|strategy|career|experience|war|conflict|partnership|foundation|it"
        r"|réseau|programme|projet|équipe|loi|école|fondation"
        r"|organización|red|asociación|centro|programa|proyecto|equipo|ley|escuela|fundación"
        r"|organização|rede|associação|projeto|equip[ea]|lei|escola|fundação"
        r"|Verein|Netzwerk|Projekt|Programm|Zentrum|Stiftung|Erfahrung|Laufzeit|Arbeit|Bestehen|Gesetz|Krieg)\b"
    ),
    "after": (
        r"(?=\s*(?:[,;:.!?…)\]،؛۔–—\"”’»](?!\d)|$|\n|(?:when|and|but|who|with|from|was|is|has|in|at|lives|lived|came"
        r"|then|now|that|last|this|years|quand|et|qui|cuando|y|que|quando|als|und)\b))"
    ),
    "hedge": r"(?:(?:only|just|barely|about|nearly|almost|now|still|then|already|not yet) )?",
    "recent": r"20(?:0[5-9]|[12]\d)\b",
    "when": r"(?:[^\s.,;]+ ){0,3}?",
}
"""{n} is an age of 17 or less; {after} is what may follow one: not the noun of "was 12 kilometres away"."""

_RULES = r"""
{name}[,،፣]\s*(?:(?:now|aged|de) )?{n}(?: {years})?{after}
{name}\s*\(\s*(?:aged? )?{n}\s*(?:[,)]|{years})
{name} [–—-]\s*{n}\s*[–—-]
{child}s?(?: \w+){0,3},? (?<!(?:for|in|over|within|after|during|pendant|depuis|durante|desde) )(?:de )?
    \(?{n}(?: {years}|\)|,)
(?<={child}s?,? )(?:named|called|by the name of|nommée?|appelée?|prénommée?|llamad[oa]|chamad[oa]|namens) {name}
(?-i:boy|girl|toddler|baby|daughter|garçon|fillette|niñ[oa]|hij[oa]|menin[oa]|filh[oa])(?: {name}|, {name},)
(?-i:[Ll]ittle|[Bb]aby|[Pp]etite?|[Pp]equeñ[oa]|[Pp]equen[oa]) (?!(?:Things?|Steps?|Acts?|Rock|Changes?|By|Enfance)\b)
    {name}
young (?!(?:People|Women|Men|Adults|Lives|Leaders|Professionals|Workers|Carers|Mothers|Parents|Persons)\b){name}
\b(?:date of birth|(?-i:DOB)|date de naissance|fecha de nacimiento|data de nascimento|Geburtsdatum)\W{0,3}\d

# English
\baged? (?:of )?{hedge}{n}(?!\s*(?:to|–|-)\s*\d)
(?<!{things} (?:is|was|are|were|turned) {hedge})(?:{n}|\bone)[\s-]*{years}[\s-]*old\b(?![\s-]+{things})
{n}[\s-]?(?:y/?o\b|y\.\s?o\.)
\b(?:I|she|he|who|youngest|oldest|eldest)(?: (?:is|was|am)|['’][sm]) {hedge}{n}{after}
(?!(?:she|he|who|youngest|oldest|eldest)\b|{child}){name}(?: (?:is|was)|['’]s) {hedge}{n}{after}
(?<={child})(?: (?:is|was)|['’]s) {hedge}{n}{after}
(?:{name} )?\bturn(?:ed|s|ing)? {hedge}{n}{after}
(?<={child}s?) of {hedge}{n}{after}
\bat {hedge}{n},? (?:she|he)\b
\b(?:marr(?:y|ied)(?: off)?|pregnant|a mother|arrested|orphaned|gave birth) at {hedge}{n}
\bmy name is {name}[^\n]{0,200}[”"’]\s*(?:said |says )?(?:the|a|one|this) (?:little |young )?{child}
\b(?:at|only|just|barely) {hedge}{n}, {name}
(?:{name} (?:is|was) in )?\bgrade {n}
\b(?:in|of|from|to|finished|started) (?:form|standard|std\.?|primary|class|year) {n}(?! of)
\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)
    [\s-]+grade(?:r|rs)?\b
\b(?:pupil|schoolgirl|schoolboy|learner) (?:at|of|in|from) (?-i:\p{Lu})
\bstudent (?:at|of|in|from) [^.]{0,40}\b(?:primary|secondary|high school)
(?<!{things} (?:was|were|is) )\bborn {when}{recent}

# French
âgée?s? (?:de )?(?:seulement )?{n}
(?<!{things} )(?<!\by )\b(?:a|avait|ayant) (?:que |seulement |à peine )?{n} (?:ans|mois)\b(?! (?:d['’]|de\b))
\bà (?:l['’]âge de )?{n} ans\b
\b(?:ses|leurs) {n} ans\b
\b(?:en|au) (?-i:CP|CE1|CE2|CM1|CM2)\b
\ben (?:classe de )?(?:sixième|cinquième|quatrième|troisième|[3-6]\s?e|[3-6]ème){after}
(?<!{things} (?:est|sont) )\bnée?s? {when}{recent}

# Spanish and Portuguese
(?<!{things} )\b(?:tiene|tenía|cumplió|cumple|tem|tinha|fez|completou|con|com) (?:(?:ya|sólo|solo|só|apenas) )?
    (?:{n}|once) (?:años|anos|meses)\b(?! (?:de (?!edad|idade)|trabaj|como))
(?<=\b(?:{n}|once) )(?:años|anos) de (?:edad|idade)
\b(?:a los|aos) (?:{n}|once) (?:años|anos)\b(?! de (?!edad|idade))
\b(?:primer|segundo|tercer|cuarto|quinto|sexto|[1-9]\s?\.?º) (?:grado|curso|de primaria|de secundaria)\b
\b(?:primeiro|terceiro|quarto|sétimo|oitavo|nono|[1-9]\s?º) ano (?:do ensino|da escola|escolar)
(?<!{things} (?:(?:fue|foi) )?)\b(?:nacid[oa]|nació|nascid[oa]|nasceu) {when}{recent}

# German
(?<!{things} (?:ist|war|wurde) ){n} (?:Jahre?|Monate?|Wochen?) alt\b
(?:{figure}-?|\b(?:{words}))jährig\w*(?! {things})
\bim Alter von {n}
\bmit {n} Jahren\b(?! (?:Erfahrung|Berufs))
\b(?:sie|er) (?:ist|war|wurde) (?:erst |gerade )?{n}{after}
\b\d{1,2}\. Klasse\b
(?<!{things} (?:ist|war|wurde) )\b(?:geboren|Jahrgang) {when}{recent}|{recent} geboren

# Arabic
عمر(?:ها|ه|ى|ي) (?:{an}|[\p{L}]+ {anyears})
(?:تبلغ|يبلغ|بلغت|بلغ) (?:من العمر {an}|{an} {anyears})
(?:بعمر|في سن|ابنة|ابن) (?:{an}|{ordinal})
{ordinal}(?: عشرة?)? من (?:عمر|العمر)
(?:في|بلغت?) {ordinal} عشرة?(?! (?:صباح|مساء|ظهر|ليل|بعد|و))
(?:طفل|طفلة|فتاة|فتى|ولد|بنت)[^.؟!]{0,20}{an}\s*{anyears}
{name}[,،]\s*{an} {anyears}
الصف ال(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)
مواليد (?:عام |سنة )?{recent}
"""
"""A rule a line, indented where it goes on; a space stands for any; the first block is for every language."""

_OWN_PAST = (
    r"\bI (?:was|turned) {hedge}(?:aged? )?{n}(?: years old)?",
    r"\b(?:j['’]|je n['’])avais (?:que )?{n} ans",
    r"\byo tenía {n} años|\beu tinha {n} anos|\bich (?:war )?{n}(?: Jahre alt)?(?: war)?",
)
_QUOTATION = re.compile(r"[\"“”«»„]")
_FOREIGN_FIGURE = re.compile(r"[^\D0-9]")
_ARABIC_POINTS = re.compile("[\u0640\u064b-\u0652]")
_FULL_NAME = regex.compile(r"(?<!\p{L})\p{Lu}[\p{Ll}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*)+")
_SENTENCE_END = re.compile(r"(?<=[^\d\s][.!?؟۔።])\s+|\n[^\S\n]*\n")


def _compiled(rule: str) -> "regex.Pattern[str]":
    while found := re.search(r"\{([a-z]+)\}", rule):  # a piece may hold another
        rule = rule.replace(found.group(), _PIECES[found.group(1)])
    return regex.compile(rule.replace(" ", r"\s+"), regex.IGNORECASE)


def _rules() -> Iterator[str]:
    joined = re.sub(r"\n {4}", "", _RULES)
    return (line for line in joined.splitlines() if line and not line.startswith("#"))


@cache
def _minor() -> Screen["regex.Pattern[str]"]:
    return screened(map(_compiled, _rules()))


@cache
def _own() -> Screen["regex.Pattern[str]"]:
    return screened(map(_compiled, _OWN_PAST))


@lru_cache(maxsize=1024)
def has_minor(text: str) -> bool:
    """Whether somebody under 18 is told of with what gives them away."""
    return next(_found(text), None) is not None


def minors_named(text: str) -> frozenset[str]:
    """The names of those children, with the first name by itself: their other sentences are known by it.

    Every full name in a sentence about a child is taken for the child's.
    """
    names: set[str] = set()
    for match in _found(text) if has_minor(text) else ():
        names |= {full.group() for full in _FULL_NAME.finditer(match.string)}
        if "name" in match.re.groupindex and (name := match.group("name")):
            names |= {name, name.split()[0]}
    return frozenset(" ".join(name.split()) for name in names)


def _found(text: str) -> Iterator["regex.Match[str]"]:
    """Where a rule holds; each match's `string` is the sentence."""
    for sentence in _SENTENCE_END.split(_without_own_past(_readable(text))):
        for rule in _minor().may_fit(sentence):
            yield from rule.finditer(sentence)


def _readable(text: str) -> str:
    """Every script's figures as ours, Arabic words without the points that few people write."""
    if text.isascii():
        return text
    return _ARABIC_POINTS.sub("", _FOREIGN_FIGURE.sub(lambda figure: str(decimal(figure[0])), text))


def _without_own_past(text: str) -> str:
    """The worker's own childhood is theirs to tell, unless it hurts, or somebody else may be speaking."""
    told = [rule for rule in _own().may_fit(text) if rule.search(text)]
    if not told or _QUOTATION.search(text) or tells_of_harm(text):
        return text
    for rule in told:
        text = rule.sub(lambda match: "…" * len(match.group()), text)
    return text
