"""How a child is told of without an age: by name, by school, by village and what happened: tables in six languages."""

from scheduler.submissions.ages import CHILD, NAME, OFFSPRING, ORDINAL, WORDS, YOUNG

_NUMBER = rf"(?:\d{{1,2}}[a-z]?|{WORDS})"
_ES_ORDINAL = r"(?:primero?|segundo|tercero?|cuarto|quinto|sexto|s[ée]ptimo|octavo|\d{1,2} ?[º°.]?o?)"
_PT_ORDINAL = (
    r"(?:primeir[oa]|segund[oa]|terceir[oa]|quart[oa]|quint[oa]|sext[oa]|sétim[oa]|oitav[oa]|\d{1,2} ?[ªº.]?[ao]?)"
)

SCHOOL = (
    rf"\b(?:in|of|from|to|into|finished|started|repeating|now) (?:the )?(?:grade|class|standard|std\.?|form"
    rf"|primary|year|P\.?)"
    rf" ?{_NUMBER}\b(?! (?:of|teacher|classroom|and \d))",  # is in Grade 6
    rf"\b(?:a|the|an) (?:grade|class|standard|primary|form|year)[ -]{_NUMBER} (?:pupil|student|learner|girl|boy|child)",
    rf"\b{ORDINAL}[ -]grader?\b|\bin (?:the )?{ORDINAL} (?:class|form|year of (?:primary|secondary|school))\b",
    r"\b(?<!every )(?<!each )(?:pupil|schoolgirl|schoolboy|learner) (?:at|of|in|from) ",  # a pupil at
    r"\bstudent (?:at|of|in) (?-i:[A-Z])[\w'’. -]{0,30}(?:primary|secondary|high school|girls|boys)",
    r"\b(?:attends|attended|attending|goes to|went back to|went to|is at|enrolled (?:in|at)|dropped out of"
    r"|expelled from"
    r"|left) (?-i:[A-Z])[\w'’. -]{0,30}(?:primary|secondary|school|academy|nursery)",
    r"\b(?:still in|attends|attending|started|finished|dropped out of|goes to|not yet in) (?:the )?"
    r"(?:local |village )?(?:primary|nursery|elementary|junior|secondary|high|pre-?)[ -]?school\b"
    r"|\bkindergarten(?:er)?\b"
    r"|\bprimary (?:school )?(?:leaving )?exam\w*|\b(?:JHS|SHS|JSS|SSS|Std|Gr)\.? ?\d\b",
    r"\bélève (?:à|de|en|au|du)\b|\ben (?:classe de )?(?-i:CP|CE1|CE2|CM1|CM2|6e|5e|4e|3e|6ème|5ème|4ème|3ème)\b",
    r"\ben (?:classe de )?(?:sixième|cinquième|quatrième|troisième)\b|\b(?:à|de) l'école (?:primaire|maternelle)\b"
    r"|\ben (?:maternelle|primaire)\b",
    rf"\b{_ES_ORDINAL} (?:grado|de primaria|de secundaria|básico|de básica)\b|\balumn[oa] de\b"
    r"|\b(?:cursa|estudia)(?: \w+){0,3} (?:primaria|secundaria|grado)\b|\b(?:jardín de (?:niños|infantes)"
    r"|inicial de)\b",
    rf"\b(?:n[ao]|d[ao]) {_PT_ORDINAL} (?:classe|ano (?:do ensino|da escola|de escolaridade)|série"
    rf"|ano)\b(?! (?:de|da|do) (?!escola|ensino))"
    r"|\balun[oa] d[aoe]\b|\bestuda n[ao] (?-i:[A-Z])|\bjardim de infância\b",
    r"\bSchülerin? (?:der|an|in|am)\b|\b\d{1,2}\. Klasse\b",
    r"(?:تلميذ|طالب)ة? (?:في|ب)(?!ال?جامع)|(?:في|ب)الصف ال|في الصف ال|في الروضة|(?:ال)?مدرسة (?:\S+ )?الابتدائية",
)
"""That somebody goes to school, which tells as much as an age: with a name, or of one child."""

_A = (
    r"(?:an?|the|this|that|one|another|une?|le|la|l'|cette?|una?|el|este|esta|ese|esa|uma?|o|a|este|esta|eine?"
    r"|der|die|das)"
)
_OF_SOMEBODY = r"(?:his|her|their|my|our|whose|'s|son|sa|leur|mon|ma|su|mi|seu|sua|meu|minha|dele|dela|seine?|ihre?)"
_LAST_BORN = (
    r"(?:youngest|benjamine?|cadette?|petite dernière|petit dernier|(?:hij[oa] )?menor"
    r"|(?:hij[oa] )?más pequeñ[oa]|filh[oa] mais nov[oa]|benjamín|benjamina|caçula)"
)
"""A child of somebody, whom no noun calls one; the eldest may well be grown up."""
_ADJECTIVE = r"(?:[\w-]+ ){0,2}"
_CALLED = (
    r"(?:named|called|who is called|whose name (?:is|was)|by the name of|(?:pré)?nommée?|appelée?|qui s'appelle"
    r"|du nom de|llamad[oa]|de nombre|que se llama|chamad[oa]|de nome|que se chama|namens)"
)

_AR_NO_NAME = (
    r"(?:ال|ب|ل|و(?!ليد|سام|ائل|سيم|جدان)|ف(?!اطمة|هد|راس|رح|يصل|ادي)|س(?:ي|ت|ن))|(?:ي(?!وسف|اس|زن|حي|ارا|عقوب"
    r"|ونس)|ت(?!الا|سنيم|قى|يم|امر|وفيق))\w"
    r"|(?:في|من|على|عن|مع|هو|هي|كل|كان|كانت|ذات|ذو|لم|لا|لن|حق|بعد|قبل|منذ|عمر\w*|[أا]ن|جاء\w*|فقد\w*|نفس\w*"
    r"|[أا]مام|[أا]كثر"
    r"|[أا]ول|[أا]و|[أا]م|قد|كما|حين|عندما|هناك|هذا|هذه|ذلك|[أا]يضا|لكن|حتى|مثل|خلال|داخل|خارج|تحت|فوق|قرب"
    r"|قال\w*|صار\w*"
    r"|[أا]صبح\w*|ليس\w*|[إا]لى|غير|عند|دون|حول|حق\w*|ضد|نحو|مرة|كيف|لماذا|متى|[أا]ين|آخر|[أا]خرى|واحد\w*"
    r"|صغير\w*|جديد\w*)(?!\w)"
)
"""What may follow "the child" in Arabic, which has no capitals, and is no name."""

NAMED = (
    rf"\b{YOUNG}\b[^.!?]{{0,70}}? (?:was|were|is|has been) (?:named|called) {NAME}",
    rf"\b{CHILD}(?:,? [\w'’-]+){{0,4}}?,? {_CALLED} {NAME}",  # a teenage girl from Sampleton named Akello
    rf"(?:\b{_OF_SOMEBODY} |\w's ){_ADJECTIVE}(?-i:(?:{YOUNG}|{OFFSPRING})),? {NAME}",  # her son Joseph
    rf"\b{_OF_SOMEBODY} {_LAST_BORN},? {NAME}",  # her youngest, Blessing
    rf"\b{_A}(?: [\w-]+){{0,2}} (?-i:{YOUNG}),? (?!Guides?|Scouts?){NAME}",  # the eldest child, Nomsa
    rf"\b(?:little|baby) (?!Rock|Sisters|Flowers?|Friendly|Village|Theatre|Boy|Box|Things?|Steps?|By){NAME}",
    rf"\b(?:la petite|le petit|la pequeña|el pequeño|a pequena|o pequeno|die kleine|der kleine) {NAME}",
    rf"(?:\byoung (?!\w+s\b)|\ble jeune |\bla jeune |\bel joven |\bla joven |\bo jovem |\ba jovem ){NAME}",
    # Kofi, a street child · Moses, barely a teenager · Zola is a shy girl
    rf"{NAME},? (?:(?:who |qui |que )?(?:is|was|est|était|es|era|é|ist|war) )?"
    rf"(?:(?:just|only|still|barely|hardly|almost|encore|à peine|aún|apenas|ainda|noch) )*(?:an?|une?|una?|uma?|eine?) "
    rf"{_ADJECTIVE}{YOUNG}\b(?! (?:and youth|protection|rights|welfare|care|of (?:god|the))\b)",
)
"""A child called by name."""

NAMED_IN_ARABIC = (
    rf"{CHILD}(?: \S+){{0,3}} (?:و?اسم(?:ها|ه)|ي?ت?دعى) \w",
    r"(?<!نجدة )(?<!حماية )(?<!حقوق )"
    rf"(?<!\w)(?:و|ل|ب)?(?:ابن(?:ها|ه|هما|تها|ته|تهما)|(?:ال|لل)(?:طفلة?|فتاة|فتى|رضيعة?|صبية?|ولد|بنت)(?: الصغيرة?)?)"
    rf" (?!{_AR_NO_NAME})\w{{3,}}",  # الطفلة سارة
    r"\w+، (?:ال)?(?:طفلة?|فتاة|فتى|يتيمة?|صبية?)(?!\w)",
)
"""The same in a script without capitals."""

_HINT_WORDS = """
youngest benjamin benjamín cadet cadette dernier dernière caçula
teenager teenage grader stepdaughter granddaughter grandchild schoolchild petite
alumna aluna nieta neta niñito niñita gamine
écolière kleine kleiner waisenkind miúda garota mineure menina bebés primaires jovencita
child kid boy girl baby infant toddler newborn teen adolescent orphan pupil schoolgirl youngster learner
foundling grandson stepson son daughter twin brother sister sibling niece nephew minor little young school grade
class standard std form year primary kindergarten nursery exam jhs shs jss sss gr p enfant garçon garcon
fillette fille fils bébé nourrisson nouveau orphelin gamin écolier lycéen collégien petit frère sœur soeur neveu
nièce élève mineur jeune classe école maternelle niño niña hijo hija chico chica chiquill muchach bebé huérfano
nieto escolar jovencit joven hermano sobrino alumno primaria secundaria grado básico jardín cursa estudia menor
pequeño criança menino menina bebê órfã órfão garoto rapaz rapariga miúdo neto filho filha irmão irmã sobrinho
aluno pequen jovem série ano kind mädchen junge säugling waise schüler tochter sohn bruder schwester klasse
klein cp ce cm ème e
"""
HINTS = frozenset(
    form for word in _HINT_WORDS.split() for form in ((word[:6],) if len(word) > 5 else (word, f"{word}s"))
)
"""Of every sentence that a row of these tables fits (but those in Arabic) one word, or its first six letters."""

ONE_CHILD = (
    rf"\b(?:{_A}|{_OF_SOMEBODY}|\w+'s) {_ADJECTIVE}(?:{YOUNG}|{OFFSPRING})\b"
    r"|\b(?:el|la|un|una|o|um) menor\b(?! de)|(?<!\w)(?:طفلة?|فتاة|فتى|رضيعة?|صبية?|الطفلة?|الفتاة|الفتى|الولد"
    r"|البنت|ابن(?:ها|ه|تها|ته))(?!\w)"
)
"""Somebody who is one child, named or not."""

FROM = (
    r"\b(?:from|in|near|of|at|outside) (?:the )?(?:(?:village|hamlet|settlement|camp|town|slum|estate|island"
    r"|area) (?:of )?)?"
    r"(?-i:(?!God|Social|Child|Africa|Europe|Asia)[A-Z][\w'’-]+)(?! (?:and|or) (?-i:[A-Z]))"
    r"|\b(?:de|du|d'|à|au village de|del?|en|da|do|na aldeia de|em|aus|in) (?:(?:village|quartier|camp|caserío"
    r"|comunidad|pueblo"
    r"|aldea|aldeia|bairro|barrio|povoado) (?:de |d'|du |da |do )?)?(?-i:[A-ZÀ-Þ][\w'’-]+)"
    r"|(?:قرية|مخيم|بلدة|حي|مدينة|حارة) \w+"
)
"""Where somebody is from."""

PRIVATE = (
    r"\bHIV|\bAIDS\b|\bVIH\b|\bSIDA\b|\bpositive\b|abus|\brap(?:e|ed|ist)\b|\bdefil|pregnan|prison|\bjail|arrest|orphan"
    r"|disab|traffick|abandon|epilep|\bdeaf\b|\bblind\b|albin|autis|cerebral palsy|sickle|cleft|malnour|\bcancer\b"
    r"|\bmarried\b|\bbride\b|\bcircumcis|\bmutilat|lost (?:both|her|his|their) (?:parents|mother|father|leg|arm|hand)"
    r"|\bdrugs?\b|\bsuicid|\bbeaten\b|\bran away\b|\bstabbed\b|\bshot\b|school in|primary school|village of"
    r"|Down syndrome"
    r"|\bviol(?:ée?s?|ad[oa])\b|abusad|enceinte|grávida|embarazad|seropositi|séropositi|épilep|handicap"
    r"|sourde?\b|aveugle"
    r"|orphelin|mariée|abandonn|incarcér|drépanocyt|paralys|parálisis|paralisia|discapaci|deficien|epilepsia|sord[oa]\b"
    r"|surd[oa]\b|cieg[oa]\b|ceg[oa]\b|huérfan|órfã|casad[oa]\b|abandonad|presa\b|preso\b|desnutri|maltrat"
    r"|\bmy (?:son|daughter|niece|nephew|brother|sister|child)\b"
    r"|مصاب|حامل|اغتص|يتيم|معاق|إعاقة|اعاقة|الشلل|الصرع|الإيدز|الايدز|تزوجت|زُ?وجت|فقد|اعتدى|ضرب|صم|كفيف|سجن"
)
"""What is nobody's business."""
