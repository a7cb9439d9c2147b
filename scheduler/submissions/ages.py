"""How an age below 18 is told, and the words for children: tables, one row a way of saying it, in six languages.

Each row is written for `plain` text (see `people`): figures of every script as ours, Arabic without its points,
straight apostrophes. Capitals do not count, but for names.
"""

WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is|diecisiete"
    r"|dois|duas|três|quatro|sete|oito|nove|dez|doze|treze|catorze|dez[ae]sseis|dez[ae]ssete"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn"
)
_AR_UNIT = r"(?:ثلاثة?|[أا]ربعة?|خمسة?|ستة?|سبعة?|ثمان(?:ية?)?|تسعة?|عشرة?)"
AR_WORDS = rf"(?:{_AR_UNIT}(?: عشرة?)?|[إا]حدى عشرة?|[أا]حد عشر|[إا]ثن(?:ي|ا|تي|تا) عشرة?|سنتين|عامين)"
AR_ORDINAL = (
    r"ال(?:ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|حادية|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)"
)
N = rf"(?<![\w.,-])(?<!ty )(?<!ty-)(?<! y )(?P<age>\d{{1,2}}(?![\d%]|[.,:]\d)|{WORDS})"
"""A number below 18 in figures or in words; of "twenty-five" and "treinta y cinco" it is only a part."""
_AN = rf"(?:(?P<age>(?<!\d)\d{{1,2}}(?!\d))|{AR_WORDS})"
TIME = r"(?:years?|yrs?|months?|weeks?|days?|ans|mois|semaines|jours|años?|meses|semanas|anos?|Jahren?|Monaten?|Wochen)"
_AR_TIME = r"(?:سن(?:ة|وات|ين)|عاما?|[أا]عوام|شهرا?|[أا]شهر|ربيعا)"
ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|\d{1,2}(?:st|nd|rd|th))"
)
NO_NAME = (
    r"The|A|An|In|On|At|I|We|It|And|But|He|She|They|His|Her|My|Our|This|That|These|There|Who|When|Then|One|Some"
    r"|Every|All"
    r"|Each|No|Not|If|As|By|For|From|With|After|Before|Since|Today|Now|Yet|Still|Only|Just|So|Or|Of|To|You|Your"
    r"|Its|Their"
    r"|What|Where|Why|How|Last|Next|Both|Two|Three|Mr|Mrs|Ms|Dr"
    r"|Chapter|Page|Part|Table|Figure|Section|Grade|Class|Article|Question|Day|Year|Step|Group|Room|Act|Case"
    r"|Volume|Unit"
    r"|Block|Phase|Round|Session|Module|Level|Lesson|Week|Month|Goal|Target|Resolution|Annex|Box|Route|Ward|Zone|Line"
    r"|Standard|Form|Primary|Age|Aged|Number|Item|Point|Note|Version|Edition|Convention"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer"
    r"|Autumn|Winter"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Elle|Il|Ils|Elles|Le|La|Les|L|Un|Une|Je|Nous|Et|Mais|Dans"
    r"|Chez|À|Au|En"
    r"|Ce|Cette|Son|Sa|Ses|Mon|Ma|Quand|Après|Depuis|Chaque|Ella|Él|El|Los|Las|Una|Yo|Y|Pero|Su|Mi|Cuando|Con"
    r"|Cada|Tengo"
    r"|Después|Desde|Hace|Ela|Ele|O|Os|As|Eu|E|Mas|Um|Uma|Seu|Sua|Meu|Minha|Quando|Com|Cada|Há|Depois|Na|No|Aos"
    r"|Às|Tenho"
    r"|Sie|Er|Der|Die|Das|Ein|Eine|Ich|Und|Wir|Als|Mit|Im|Am|Bei|Nach"
    r"|Within|Over|Under|During|About|Around|Through|Until|Between|Among|Across|Nearly|Almost|Another|Any|Most|Many|Few"
    r"|Several|Perhaps|Maybe|Even|Also|Because|While|Although|Though|Here|Nobody|Somebody|Everybody"
    r"|Pendant|Durant|Pour|Par|Sur|Sous|Sans|Avec|Plus|Moins|Tous|Toutes|Entre|Vers|Puis|Déjà|Encore|Hier|Des|Du|De"
    r"|Por|Para|Sin|Del|Al|Hasta|Durante|Tras|Según|Solo|Sólo|Unos|Unas|Nuestr[oa]s?|Ya|Aún|Hoy|Ayer|Más|Casi|Como"
    r"|Em|Nos|Nas|Ao|Pel[oa]|Num|Numa|Dos|Das|Do|Da|Já|Ainda|Só|Até|Sem|Sob|Sobre|Uns|Umas|Hoje|Ontem|Noss[oa]s?|Quase"
)
NAME = rf"(?-i:\b(?!(?:{NO_NAME})\b)[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-ÿ][\w'’-]*(?:\s(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’.-]*){{0,3}})"
YOUNG = (
    r"(?:teenage (?:mother|mum|bride|girl|boy)|child (?:bride|mother|soldier)|child|kid|boy|girl|baby|infant"
    r"|toddler|newborn|teenager|teen|adolescent|orphan|pupil|schoolgirl|schoolboy"
    r"|schoolchild|youngster|learner|foundling|grandson|granddaughter|grandchild|stepson|stepdaughter"
    r"|enfant|gar[çc]on|gar[çc]onnet|fillette|bébé|nourrisson|nouveau-né|adolescente?|orpheline?|gamine?"
    r"|écoli(?:er|ère)"
    r"|lycéen(?:ne)?|collégien(?:ne)?|petit-fils|petite-fille"
    r"|niñ[oa]|niñit[oa]|chic[oa]|chiquill[oa]|muchach[oa]|beb[eé]|huérfan[oa]|niet[oa]|escolar|jovencit[oa]"
    r"|criança|menin[oa]|beb[êé]|órfã|órfão|garot[oa]|rapaz|rapariga|mi[úu]d[oa]|net[oa]"
    r"|Kind|Mädchen|Junge|Säugling|Waisenkind|Schülerin|Schüler"
    r"|(?<!\w)(?:ال)?(?:طفلة?|فتاة|فتى|ولد|بنت|رضيعة?|يتيمة?|صبية?|مراهقة?|حفيدة?|تلميذة?)(?!\w))"
)
"""One child; no plural, and nobody who may as well be grown up."""
OFFSPRING = (
    r"(?:son|daughter|(?<=sa )fille|(?<=une )fille|(?<=la )fille|(?<=cette )fille|(?<=jeune )fille|fils|hij[oa]"
    r"|filh[oa]"
    r"|Tochter|Sohn|(?<!\w)ابن(?:ها|ه|هما|تها|ته|تهما))"
)
CHILD = (
    rf"(?:{YOUNG}|{OFFSPRING}|fille|brother|sister|sibling|twin|niece|nephew|minor|frère|sœur|soeur|nièce|neveu|élève"
    r"|mineure?|herman[oa]|sobrin[oa]|alumn[oa]|irmão?|irmã|sobrinh[oa]|alun[oa]|Bruder|Schwester)"
)
_WHO = rf"(?:{NAME}|\b(?:he|she|who|youngest|eldest|oldest|{CHILD}))"
_JUST = (
    r"(?:(?:just|only|now|barely|about|around|nearly|almost|still|not yet|not even|hardly|already|then|merely|scarcely"
    r"|seulement|à peine|tout juste|déjà|encore|même pas|que|sólo|solo|apenas|ya|casi|recién|aún|só|já|quase|ainda|erst"
    r"|gerade|noch|knapp"
    r"|maybe|perhaps|roughly|approximately|probably|possibly|some|no more than|environ|peut-être|à peu près|dans les"
    r"|près de"
    r"|presque|cerca de|alrededor de|unos|como|quizás?|tal vez|más o menos|aproximadamente|talvez|uns|mais ou menos"
    r"|por volta de|perto de) ){0,2}"
)
_NOT_OF_WORK = r"(?! (?:de|d'|of) (?!edad|idade|age|âge))"

_FIGURE = rf"(?:\d|(?:{WORDS})\b)"
_KIDS = (
    r"(?:sisters|brothers|siblings|twins|boys|girls|children|kids|daughters|sons|orphans|cousins|filles|fils"
    r"|garçons|enfants"
    r"|sœurs|frères|jumelles|jumeaux|hij[oa]s|niñ[oa]s|herman[oa]s|gemel[oa]s|filh[oa]s|menin[oa]s|crianças"
    r"|irmãs|irmãos"
    r"|gémeos|Kinder|Töchter|Söhne)"
)
_FEW = (
    rf"\b(?:two|three|four|both|his|her|their|my|deux|trois|ses|leurs|dos|tres|sus|dois|duas|três|suas"
    rf"|seus)(?: \w+){{0,2}} {_KIDS}(?: del[ae]s?)?"
)
_SEVERAL = rf"{N}(?:, (?:\d{{1,2}}|(?:{WORDS})))*,? (?:and|&|et|y|e|und) (?:\d|1[0-7]|(?:{WORDS}))\b"
_LASTS = (
    r"(?:experi[eê]nci|expérienc|per[ií]od|périod|pla[zc]o|prazo|pena|peine|condena|guerr|histor|histoire"
    r"|vid[ae]\b|vie\b"
    r"|servi|traba[jl]|travail|contrat|curs|cours|carre|carri|forma|plan|esf|luch|lut|effort|combat|camin"
    r"|chemin|década|tr[eè]g"
    r"|proces|matrim|casam|mariage|relac|garant|estud(?!i?ante)|étude\b|espera|attent|silenc|mandat|dipl[oô]m"
    r"|licen|maest|mestr"
    r"|m[áa]ster|beca|bols|bourse|ausenc|absenc|campañ|campanh)"
)
"""How the nouns begin of what takes years."""

AGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"[(,:] ?(?:[\w']+ ){{0,3}}{_FIGURE}",
        (
            # Maria Tembo, 14, · Carlos Mbele (15) · Moses, 8 months,
            rf"(?:{NAME}(?:'s)?|\b{CHILD}|\b(?-i:(?:[A-Z]\.){{1,3}})),? ?[(,،:] ?{_JUST}{N}"
            rf"(?:(?= ?[,،);–—]|\.(?!\d)|$| (?:and|et|y|e) \d{{1,2}} ?[,;)])|(?: {TIME})\b(?! (?:later|ago|after|before"
            rf"|in|of|de|más"
            r"|mais|plus|depois|antes|old (?:organi|net)))(?! d'))",
        ),
    ),
    (
        rf"(?:is|'s|was|turn(?:ed|s)|became|be),? (?:\w+ ){{0,3}}{_FIGURE}",
        (
            rf"{_WHO}(?: is|'s| was| turned| turns| became|(?: had| has)(?: just)? turned| will (?:soon )?be| would be"
            rf"|, is|, was) {_JUST}{N}"
            r"(?= (?:when|and|at|in|then|now|last|this|that|but|with|years?|months?|weeks?)\b| ?[,.;)!–—]"
            r"|$)",  # John was 12 when · who is 12 and
        ),
    ),
    (
        rf" of (?:\w+ )?{_FIGURE}",
        (
            # a girl of fifteen; no son of two cooks
            rf"\b(?!{OFFSPRING} of (?:one|two|three|four|[1-4]) (?!years|months|who|with|in|from|and|was|is)\w)"
            rf"{CHILD} of {_JUST}{N}(?! (?:who|families|children))\b",
        ),
    ),
    (
        r"\bI(?:'m| am)\b|\b(?:be|been|just|only|now|barely|nearly|not yet|not even|hardly|at|by)\b",
        (
            rf"\b(?:can(?:no|')t|could(?:n't| not)) (?:be|have been) (?:any )?(?:more|older) than {N}\b",
            rf"{NAME},? (?:who )?(?:is|was|has|had)? ?(?:just|only|now|barely"
            rf"|nearly) (?:turned )?{N}\b",  # Zola, only nine
            rf"(?:^|[“\"«„] ?)I(?:'m| am) {_JUST}{N}(?= ?[,.;”\"»]| years)",  # “I am twelve,” the girl said
            r"(?<!morning )(?<!evening )(?<!night )(?<!day )"
            rf"\b(?:at|by) {_JUST}{N}(?:,? (?:he|she|the (?:boy|girl|child))|, {NAME})\b",  # at 14 she
            rf"(?:^|[,(–—] ?|\band )(?:not yet|not even|barely|hardly|only just|only|just|merely)"
            rf" {N}(?= ?[,.;)–—]| and| when"
            rf"|$)",  # Not yet fifteen,
        ),
    ),
    (
        rf" (?:and|&|et|y|e|und) {_FIGURE}",
        (
            # her daughters, 6 and 9 · Ruth and Naomi, 11 and 8
            rf"(?:{_FEW}|\bof the {_KIDS}|{NAME} (?:and|et|y|e|und) {NAME}|\b(?:twins|sisters|brothers))[ ,(]+"
            rf"(?:aged |ages |of |de |âgée?s de |com |con )?{_SEVERAL}",
        ),
    ),
    (
        r"\b(?:aged?|ages|old|y/?o|y\.o|\d+yo|birthday|both|seasons|harvests|summers|winters)\b|\b(?:year"
        r"|month|week|day|an|moi|semaine|año|ano|mese)s\b",
        (
            rf"\b(?:aged?|ages) (?:of )?{_JUST}{N}\b",  # Carys, aged nine · at the age of only 9
            rf"{N}[ -]?(?:years?|yrs?|months?|weeks?|days?)[ -]old\b|{N}[ -]?(?:y/o|yo"
            rf"|y\.o\.)(?!\w)",  # 13-year-old · 16yo
            rf"{N} (?:years|months) of age\b|\bboth {N}(?= ?[,.;)]|$)",
            rf"\b(?:his|her|{NAME}'s) {ORDINAL} birthday\b",
            rf"\b(?:saw|seen|lived) {N} (?:rainy seasons|harvests|summers|winters)\b",
            rf"\b{YOUNG}[^.!?;:]{{0,25}}? (?:of|about|maybe|perhaps|some|only|environ|peut-être|quizás|talvez|unos|uns)"
            rf" (?:\w+ )?{N} {TIME}\b(?! (?:ago|later|of|in))",
        ),
    ),
    (
        r"\b(?:ans|mois|semaines|jours)\b",
        (
            rf"\bâgée?s? (?:de |d')?{_JUST}{N} (?:ans|mois|semaines|jours)",  # âgée de 16 ans
            rf"\b(?:a|avait|avoir|aurait|aura|ayant|n'avait|n'a|fêt\w+|célébr\w+)(?<!y a) (?:ses "
            rf"|fêté ses )?{_JUST}{N} (?:ans|mois)\b"
            r"(?! (?:d['e]|plus|après))",
            rf"\b(?:à|l'âge de|dès) {_JUST}{N} ans\b(?! (?:de |d'|plus|près))",  # à neuf ans
            rf"\b(?:une?|la|le|cette?) (?!{_LASTS})\w+ (?:de |d'){_JUST}{N} (?:ans|mois)\b(?! (?:de |d'|plus))",
            rf"\b{CHILD},? (?:de |d')?{_JUST}{N} (?:ans|mois|semaines)\b",  # une fille de quinze ans
        ),
    ),
    (
        r"\bannées\b|\bteens\b",
        (
            rf"\b{CHILD} d'une (?:petite )?(?:dizaine|douzaine|quinzaine) d'années\b",
            r"\b(?:is|was|still|a \w+) in (?:his|her|their) (?:early |mid-?|late )?teens\b",
        ),
    ),
    (
        r"\b(?:años?|anos?|meses|semanas|cumpl|fez|faz|complet|a los|aos)",
        (
            # tenía doce años · acaba de cumplir dieciséis
            rf"\b(?:tiene|tenía|tendría|tendrá|tener|ten[íi]endo|tem|tinha|teria|terá|ter|tendo) {_JUST}{N} (?:años"
            rf"|anos|meses){_NOT_OF_WORK}",
            rf"\b(?:cumpl\w+|fez|faz|fazer|fizera|complet\w+) {_JUST}(?:los |os )?{N}(?: (?:años|anos"
            rf"|meses)\b{_NOT_OF_WORK}|(?= ?[,.;]| y | e |$))",
            rf"(?:{NAME},?|{CHILD},?) (?:de|con|com) {_JUST}{N} (?:años|anos|meses"
            rf"|semanas){_NOT_OF_WORK}",  # Luis, de 12 años
            rf"{NAME},? {N} (?:años|anos)(?= ?[,.;)])|, (?:de|com?n?) {N} (?:años|anos|meses)(?= ?[,.;)])",
            rf"\b(?:un[ao]?|uma?|el|la|o|a|est[ea]|es[ae]|ess[ae]) (?!{_LASTS})\w+ de {_JUST}{N} (?:años|anos"
            rf"|meses){_NOT_OF_WORK}",
            rf"\b(?:con|com) (?:sólo|solo|apenas|só) {N} (?:años|anos|meses)\b{_NOT_OF_WORK}",  # con solo trece años
            rf"\b(?:a los|aos|hasta los|desde los) {_JUST}{N} (?:años|anos)\b{_NOT_OF_WORK}",  # a los doce años
            rf"{N} (?:años|anos) de (?:edad|idade)\b",
            rf"\b(?:a los|aos) {N}(?= ?[,.;)]| y | e | ya | já |$)",  # embarazada a los catorce
        ),
    ),
    (
        r"Jahr|Monat|Woche|jährig|Alter|\b(?:von|war|ist)\b",
        (
            # 5 Jahre alt
            rf"{N} (?:Jahre?|Monate?|Wochen?) (?:alt|jung)|{N}-?jährige[mnrs]?\b|\bmit {N} Jahren(?! Erf)"
            rf"|\bAlter von {N}\b",
            rf"\b{CHILD} von {N}\b|\b(?:war|ist) (?:erst|gerade|noch) {N}\b",  # ein Mädchen von zehn · war erst zwölf
        ),
    ),
    (
        r"[ء-ي]",
        (
            rf"\w، ?{_AN} ?{_AR_TIME} ?(?=[،.)])",  # محمد، ٩ سنوات،
            rf"(?:ابنتاها|ابناها|ابنتاه|ابناه|طفل(?:ين|تين|ان|تان)|شقيق(?:ين|تين|ان|تان)|[أا]خت(?:ان"
            rf"|ين))[،, ]+{_AN} و ?\S+ ?{_AR_TIME}",
            rf"عمر(?:ها|ه|هما) (?:كان |لا يتجاوز |لم يتجاوز )?(?:حوالي |نحو )?{_AN} ?{_AR_TIME}?",  # عمرها ١٢ سنة
            rf"(?:تبلغ|يبلغ|بلغت?|البالغة?|[أا]تمت?) (?:من العمر )?(?:حوالي |نحو )?{_AN} ?{_AR_TIME}",
            rf"(?:في|بلغت?|دون|[أا]تمت?|يبلغ"
            rf"|تبلغ) (?:سن )?{AR_ORDINAL}(?: عشرة?)? من (?:ال)?عمر(?!ي)",  # في الثالثة عشرة من عمرها
            rf"(?:وهي|وهو|بعد|سن|بلغت?|كانت|كان) (?:لا تزال |لا يزال |بعد )?(?:في )?{AR_ORDINAL} عشرة?(?! (?:صباح|مساء"
            rf"|ظهر|ليل))",
            rf"{CHILD}(?: (?!منذ|قبل|خلال|لمدة|بعد)\S+){{0,4}}? (?:في )?{_AN} ?{_AR_TIME}",  # طفلة ... ١٢ سنة
            rf"{CHILD} في {AR_ORDINAL}",
            rf"(?:ذو|ذات|ذي|ذا|ابنة|ابن|بعمر|عن عمر|في عمر) (?:ال)?{_AN}(?: ربيعا"
            rf"| عشرة?)? ?{_AR_TIME}?(?! (?:منذ|من العمل))",
            rf"لم (?:ي|ت)(?:تجاوز|بلغ|كمل|تم)(?: \S+){{0,2}} (?:{_AN}|{AR_ORDINAL})",
        ),
    ),
    (
        r"ዓመት",
        (
            r"የ?(?P<age>\d{1,2}) ዓመት (?:ልጅ|ታዳጊ|ሕፃን|ሴት|ወንድ)",  # የ12 ዓመት ልጅ
        ),
    ),
    (
        r"20[012]\d",
        (
            r"(?:\(|, )born (?:in |on )?[\w .]{0,14}(?:200[89]|201\d|202\d)",  # Lena (born 2014)
            rf"{_WHO} (?:was|is) born (?:in|on) [\w .]{{0,14}}(?:200[89]|201\d|202\d)",  # she was born in 2014
            r"\bnée?(?: à \w+)? (?:en|le) [\w/. -]{0,16}(?:200[89]|201\d|202\d)",  # née en 2014
            r"\b(?:na(?:s)?cid[oa]|nació|nasceu)(?: \w+ \w+)? (?:en|em|el|a|no dia) [\w/. -]{0,18}(?:200[89]|201\d"
            r"|202\d)",
            r"\b(?:birth|D\.?O\.?B|naissance|nacimiento|nascimento|Geburtsdatum)\W{0,3}[\w/. -]{0,18}(?:200[89]|201\d"
            r"|202\d)",
            r"\bgeboren (?:am [\d.]+|im \w+ )?(?:200[89]|201\d|202\d)",
            r"(?:تاريخ (?:ال)?(?:ميلاد|ولادة)\W{0,3}|(?:مواليد|ولدت?)(?: \w+)? ?(?:في )?)[\w/. -]{0,16}(?:200[89]"
            r"|201\d|202\d)",
        ),
    ),
)
"""How an age below 18 is told: groups of rows, each with what every sentence has that one of its rows fits."""

NUMBER_WORDS = frozenset(WORDS.replace("[ée]", "e").split("|")) - {"one", "un", "once", "dos"} | {
    "diecisiete",
    "dezasseis",
}
"""Those of which a sentence with an age in words has one; the commonest are articles as well (see `MAY_BE_ONE`)."""
MAY_BE_ONE = (
    r"\b(?:one|un|once|dos)[ -](?:years?|months?|weeks?|mois|an|años|anos|meses)\b|jährig"
    r"|\bd(?:iecis|ez)[a-zé]+|\bteens\b|d'années\b"
)
