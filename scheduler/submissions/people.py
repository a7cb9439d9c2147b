"""Children and clients who could be recognised: the sentences that tell an age, a class or an illness of somebody.

Tables of patterns, one row a way of saying it, in the six languages of most submissions. They find the place; a person
decides. What is told of a group ("children aged 5 to 17"), of a thing ("our 12-year-old network") or of the writer's
own childhood is let be.
"""

import re
from collections.abc import Iterator

from scheduler.submissions.regions import region_of
from scheduler.submissions.sentences import sentences

_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is|diecisiete"
    r"|dois|duas|três|quatro|sete|oito|nove|dez|doze|treze|catorze|dez[ae]sseis|dez[ae]ssete"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn"
)
_N = rf"(?<![\w.,-])(?<!ty )(?<!ty-)(?<! y )(?P<age>\d{{1,2}}|{_WORDS})"
"""A number below 18 in figures of any script or in words; of "twenty-five" and "treinta y cinco" it is only a part."""
_TIME = r"(?:years?|yrs?|months?|weeks?|days?|ans|mois|años|meses|anos|Jahren?|Monaten?|سنة|سنوات|عام|عاما|أعوام)"
_NO_NAME = (
    r"The|A|An|In|On|At|I|We|It|And|But|He|She|They|His|Her|My|Our|This|That|These|There|Who|When|Then|One|Some|Every|All"
    r"|Chapter|Page|Part|Table|Figure|Section|Grade|Class|Article|Question|Day|Year|Step|Group"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Elle|Il|Le|La|Les|Un|Une|Ella|Él|El|Los|Ela|Ele|O|Os|Sie|Er|Der|Die|Das"
)
_NAME = rf"(?-i:\b(?!(?:{_NO_NAME})\b)[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-ÿ][\w’'-]*(?:\s(?!I\b)[A-ZÀ-ÖØ-Þ][\w’'.-]*){{0,3}})"
_CHILD = (
    r"(?:child|boy|girl|baby|infant|toddler|son|daughter|teenager|orphan|pupil|brother|sister|niece|nephew"
    r"|enfant|garçon|fille|fillette|bébé|fils|adolescente?|élève|niñ[oa]|hij[oa]|muchach[oa]|criança|menin[oa]|filh[oa]"
    r"|Kind|Mädchen|Junge|Tochter|Sohn|Baby|طفل|طفلة|فتاة|فتى|ولد|بنت|الطفل|الطفلة|الفتاة|الفتى)"
)
_WHO = rf"(?:{_NAME}|\b(?:he|she|who|{_CHILD}))"
_THING = (
    r"(?:organi[sz]ation|network|alliance|association|cent(?:re|er)|project|programme|program|initiative|law|policy"
    r"|act|ngo|charity|foundation|school|church|house|building|car|bus|war|conflict|partnership|campaign|service"
    r"|réseau|projet|organización|red|proyecto|organização|rede|projeto|Verein|Netzwerk|Projekt)"
)

_AGES = (
    rf"\b(?:aged?|ages)\s(?:of\s)?{_N}\b",  # Carys, aged nine · at the age of 9
    rf"{_N}[\s-](?:years?|yrs?|months?|weeks?|days?)[\s-]?old\b|{_N}\s?(?:y/o|yo)\b",  # a 13-year-old · 16-yr-old
    # Maria Tembo, 14, · Carlos Mbele (15) · Moses, 8 months,
    rf"{_NAME},?\s?[(,،]\s?{_N}(?:\s{_TIME})?(?=\s?[,،);–—]|\.(?!\d)|$)",
    # Zola, only nine
    rf"{_NAME},?\s(?:who\s)?(?:is|was|has|had)?\s?(?:just|only|now|barely|nearly)\s(?:turned\s)?{_N}\b",
    rf"{_WHO}\s(?:is|was|turned|turns|became)\s(?:just\s|only\s|now\s)?{_N}"
    r"(?=\s(?:when|and|at|in|then|now|last|this|years?)\b|\s?[,.;)]|$)",  # John was 12 when · who is 12 and
    rf"\b{_CHILD}\sof\s(?:just\s|only\s|about\s)?{_N}\b",  # a girl of fifteen
    rf"\bat\s{_N},?\s(?:he|she)\b|{_N}\s(?:years|months)\sof\sage\b|\bboth\s{_N}\b",  # at 14 she · both 7
    rf"\bâgée?s?\sde\s{_N}\s(?:ans|mois)|\b(?:a|avait|aura|eu|fêté)\s(?<!y a ){_N}\sans\b",  # âgée de 16 ans
    rf"\b(?:à|l['’]âge\sde|{_CHILD}\sde)\s{_N}\sans\b",  # une fille de quinze ans · à neuf ans
    # tenía doce años
    rf"\b(?:tiene|tenía|cumplió|tem|tinha|fez|completou)\s{_N}\s(?:años|anos)(?!\sde\s(?!edad|idade))",
    rf"(?:{_NAME},?|{_CHILD})\s(?:de|con|com)\s(?:apenas\s|solo\s|só\s)?{_N}\s(?:años|anos|meses)"
    r"(?!\sde\s(?!edad|idade))",  # Luis, de 12 años
    rf"\b(?:con|com)\s(?:sólo|solo|apenas|só)\s{_N}\s(?:años|anos)\b(?!\sde\s(?!edad|idade))",  # con solo trece años
    rf"\b(?:a\slos|aos)\s{_N}\s(?:años|anos)\b",  # a los doce años
    # 5 Jahre alt
    rf"{_N}\sJahren?\s(?:alt|jung)|{_N}-?jährige[mnrs]?\b|\bmit\s{_N}\sJahren(?!\sErf)|\bAlter\svon\s{_N}\b",
    rf"\b{_CHILD}\svon\s{_N}\b|\b(?:war|ist)\s(?:erst|gerade|noch)\s{_N}\b",  # ein Mädchen von zehn · war erst zwölf
    r"\w،\s?(?P<age>\d{1,2})\s?(?:سنة|سنوات|أعوام|عاما?ً?)\s?،",  # محمد، ٩ سنوات،
    rf"(?:عمر[هاي]*|العمر|تبلغ|يبلغ|بلغت?)\s(?:من\sالعمر\s)?(?P<age>\d{{1,2}}|\w+)\s?{_TIME}",  # عمرها ١٢ سنة
    r"في\sال\w+(?:\sعشرة?)?\sمن\s(?:ال)?عمر",  # في الثالثة عشرة من عمرها
    rf"{_CHILD}[^.؟!\n]{{0,24}}\s(?P<age>\d{{1,2}})\s?(?:سنة|سنوات|عاما?ً?|أعوام)",  # طفلة ... ١٢ سنة
    r"የ?(?P<age>\d{1,2})\sዓመት\s(?:ልጅ|ታዳጊ|ሕፃን|ሴት|ወንድ)",  # የ12 ዓመት ልጅ
    r"(?:\(|,\s)born\s(?:in\s|on\s)?[\w\s.]{0,14}(?:200[6-9]|20[1-9]\d)",  # Lena (born 2014)
    rf"{_WHO}\s(?:was|is)\sborn\s(?:in|on)\s[\w\s.]{{0,14}}(?:200[6-9]|20[1-9]\d)",  # she was born in 2014
    r"\bnée?\sen\s(?:200[6-9]|20[1-9]\d)|\bna(?:s)?cid[oa]\s(?:en|em)\s(?:200[6-9]|20[1-9]\d)",  # née en 2014
    r"\bgeboren\s(?:am\s[\d.]+|im\s\w+\s)?(?:200[6-9]|20[1-9]\d)|مواليد\s(?:عام\s)?20[01]\d",  # geboren 2014
)
"""How an age below 18 is told."""

_SCHOOL = (
    r"\b(?:is|was|now|learner|pupil|student)\sin\s(?:grade|class|standard|form|primary|year)\s\w+",  # is in Grade 6
    # a Grade 6 pupil
    r"\b(?:a|the)\s(?:grade|class|standard|primary)\s(?:\d|one|two|three|four|five|six|seven)\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth)[\s-]grader?\b",
    r"\b(?<!every )(?<!each )pupil\s(?:at|of|in|from)\s",  # a pupil at
    r"\b(?:attends|goes\sto|went\sback\sto|is\sat)\s(?-i:[A-Z])[\w’'.\s-]{0,30}(?:primary|secondary|school)",
    r"\b(?:élève\s(?:à|de|en|au|du)|(?:est\s)?en\s(?:CP|CE1|CE2|CM1|CM2|sixième|cinquième|6e|5e|4e|3e)\b)",  # élève à
    r"\balumn[oa]\sde|\balun[oa]\sd[aoe]|\b(?:cursa|estuda)\s(?:el|o|na|no)\s|\bSchülerin?\s(?:der|an|in|am)\s",
    r"تلميذة?\s(?:في|ب)|في\sالصف\sال",  # تلميذة في
)
"""That somebody goes to school, which tells as much as an age: with a name only."""

_CHILD_NAMES = (
    rf"\b(?:little|baby)\s(?!Rock|Sisters|Flowers?|Friendly|Village|Theatre|Boy|Box)({_NAME})",  # Little Amara Nwosu
    rf"\b{_CHILD},?\s(?:named|called|who\sis\scalled|nommée?|appelée?|llamad[oa]|chamad[oa]|namens|اسمها|اسمه)\s\w",
    rf"(?-i:\b(?:the|a|this|that)\s(?:girl|boy|toddler|infant))\s({_NAME})",  # the girl Blessing
    rf"\b(?:la\spetite|le\spetit|la\spequeña|el\spequeño|a\spequena|o\spequeno|die\skleine|der\skleine)\s({_NAME})",
    r"(?:الطفلة|الطفل|الفتاة|الطفلة الصغيرة)\s(?!في|من|الذي|التي|على|إلى|و)\w{3,}",  # الطفلة سارة
)
"""A child called by name."""

_PRIVATE = re.compile(
    r"\bHIV|\bAIDS\b|abus|\brap(?:e|ed|ist)\b|pregnan|prison|orphan|disab|traffick|abandon|epileps|married|school in"
    r"|primary school|village of|\bviolée?s?\b|abusad|enceinte|grávida|embarazad|Down syndrome"
    r"|\bmy (?:son|daughter|niece|nephew|brother|sister|child)\b",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(
    r"(?:\b(?:under|over|below|above|between|until|from|to|up to)\s(?:the\s)?|"
    r"\b(?:children|adolescents|girls|boys|youth|youths|pupils|people|those|infants|babies|toddlers|enfants|jeunes|filles"
    r"|garçons|niñ[oa]s|jóvenes|crianças|jovens|menin[oa]s|Kinder|Jugendliche)\s(?:\w+\s){0,2})$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    r"\s?(?:to|–|-|and|or|bis|à|a|y|e|et|o|ou)\s?(?:\d|above|under|below|over|older|younger|plus)", re.IGNORECASE
)
_THING_BEFORE = re.compile(rf"\b{_THING}[,\s]+(?:(?:is|was|turned|turns|became|just|now|est|era)\s)*$", re.IGNORECASE)
_THING_AFTER = re.compile(rf"(?:\s\w+)?\s{_THING}\b", re.IGNORECASE)
_OWN_BEFORE = re.compile(
    r"(?:\bI(?:['’]m|\sam|\swas|\sturned)|\bj['’]avais|\byo\s(?:tenía|tengo)|\beu\stinha|\bich\swar)"
    r"(?:\s(?:just|only|about|a))?\s?$",
    re.IGNORECASE,
)
_OWN_START = re.compile(
    r"(?:When I was|I was|Cuando (?:yo )?tenía|Quand j[’']avais|Quando (?:eu )?tinha|Als ich|Mit) "
    r"(?:only |just |aged? |nur |apenas )?(?:\d|(?:" + _WORDS + r")\b)",
    re.IGNORECASE,
)
_OWN_AFTER = re.compile(r",?\s(?:I|my|je|yo|eu|ich)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(?:He|She|His|Her|Elle|Il|Ella|Él|Ela|Ele|Sie|Er|هي|هو|كان|كانت)\b")
_ANY_NAME = re.compile(_NAME)
_CAPITAL_OF_PLACE = re.compile(
    r"^[\W_]*[A-ZÀ-Þ][\w’'-]*(?=\s(?!(?:is|was|turned|has|had|lives|tiene|tenía|tem|tinha|a|avait|est|vit|ist|war)\b)[^A-Z(])"
)
"""A first word with a capital, unless what follows is said of somebody."""
_CASED = re.compile(r"[A-Za-zÀ-ÿ]")
_ADULT = 18

_ILL = (
    r"(?:HIV[\s-]positive|(?:lives?|living)\swith\s(?:HIV|AIDS)|\bis\s(?:pregnant|an\saddict)|(?:was|is|been)\s(?:raped"
    r"|beaten|abused|trafficked)|beats\s(?:her|him)|rapes?\s(?:her|him)|séropositi\w+|vive\scon\sVIH|vive\scom\sHIV"
    r"|a\sété\sviolée|fue\sviolada|foi\sviolada)"
)
_CLIENTS = (
    rf"(?-i:(?<![\w-])(?:client|patient|beneficiary|survivor|cliente|bénéficiaire|paciente|Klientin|Patientin))\s{_NAME}",
    rf"\b(?:Mrs?|Ms|Miss|Mme|Madame|Sra?|Señora|Dona|Frau|Herr)\.?\s{_NAME}[^.!?]*?{_ILL}",
    rf"{_NAME},?\s(?:who\s|qui\s|que\s)?(?:is\s|has\sbeen\s)?{_ILL}",
)
"""A grown-up who is told of with what is nobody's business."""


def _table(rows: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    # Alternatives of one row may each name the age: only one of them can match, and Python wants names once.
    return tuple(re.compile(_once_named(row), re.IGNORECASE) for row in rows)


def _once_named(row: str) -> str:
    first, *rest = row.split("(?P<age>")
    return first + "".join(f"(?P<age{number}>{part}" for number, part in enumerate(rest))


_TOLD_AGES, _AT_SCHOOL, _CALLED, _TOLD_CLIENTS = map(_table, (_AGES, _SCHOOL, _CHILD_NAMES, _CLIENTS))


def minors(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence begins in which a child could be recognised, and the sentence."""
    before = ""
    for start, sentence in _sentences(text):
        if _tells_of_a_minor(sentence, before):
            yield start, sentence
        before = sentence


def clients(text: str) -> Iterator[tuple[int, str]]:
    """The same for grown-ups who are told of with an illness or a crime done to them."""
    for start, sentence in _sentences(text):
        if any(row.search(sentence) for row in _TOLD_CLIENTS):
            yield start, sentence


def _tells_of_a_minor(sentence: str, before: str) -> bool:
    if any(row.search(sentence) for row in _CALLED):
        return True
    if any(row.search(sentence) and _names_somebody(row.sub(" ", sentence), before) for row in _AT_SCHOOL):
        return not _OWN_START.match(sentence)
    told = any(_is_a_childs(match, sentence) for row in _TOLD_AGES for match in row.finditer(sentence))
    return told and (_names_somebody(sentence, before) or _PRIVATE.search(sentence) is not None)


def _names_somebody(sentence: str, before: str) -> bool:
    """In it, or in the sentence before when this one says only "she". Scripts without capitals do not tell."""
    if not _CASED.search(sentence):
        return True
    around = f"{before} {sentence}" if _POINTS_BACK.match(sentence) else sentence
    return _ANY_NAME.search(_CAPITAL_OF_PLACE.sub("", around)) is not None


def _is_a_childs(match: re.Match[str], sentence: str) -> bool:
    """Whether the age is one, of one person, and not the writer's own."""
    ages = [int(age) for name, age in match.groupdict().items() if age and age.isdecimal()]
    if any(age >= _ADULT for age in ages):
        return False
    before, after = sentence[: match.start()], sentence[match.end() :]
    group = _GROUP_BEFORE.search(before) or _RANGE_AFTER.match(after)
    thing = _THING_BEFORE.search(before) or _THING_AFTER.match(after) or _is_thing(match.group())
    own = _OWN_BEFORE.search(before) or _OWN_START.match(sentence) or _OWN_AFTER.match(after)
    return not (group or thing or own)


def _is_thing(words: str) -> bool:
    """A country or an organisation that stands where a name would: "Zambia (12)", "The Alliance turned 10"."""
    found = _ANY_NAME.match(words)
    name = found[0] if found else ""
    return region_of(name) is not None or re.search(rf"{_THING}$", name, re.IGNORECASE) is not None


_WRAPPED = re.compile(r"(?<=[^\n]{45})(?<![.!?:;])\n(?=[^\s#*•-])")


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Every sentence with its place. Lines that a mail program broke are whole again; other lines end a sentence."""
    start = 0
    for line in _WRAPPED.sub(" ", text).split("\n"):
        for sentence in sentences(line):
            bare = sentence.text.lstrip("#- ")
            yield start + sentence.end - len(bare), bare
        start += len(line) + 1
