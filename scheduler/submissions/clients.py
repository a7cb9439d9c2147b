"""How a grown-up is told of who could be recognised, with what is nobody's business: tables in six languages."""

from scheduler.submissions.ages import NAME
from scheduler.submissions.children import FROM

_HINT_WORDS = """
hiv aids vih client patient beneficiary bénéficiaire paciente survivor cliente klientin pregnant addict raped
beaten beats rapes abused trafficked séropositif violée violada only seul unique única único einzige الوحيد الوحيدة
"""
HINTS = frozenset(word[:4] for word in _HINT_WORDS.split())
"""Of every sentence that a row of these tables fits the first four letters of one word."""

_ILL = (
    r"(?:HIV[\s-]positive|(?:lives?|living)\swith\s(?:HIV|AIDS)|\bis\s(?:pregnant|an\saddict)|(?:was|is|been)\s(?:raped"
    r"|beaten|abused|trafficked)|beats\s(?:her|him)|rapes?\s(?:her|him)|séropositi\w+|vive\scon\sVIH|vive\scom\sHIV"
    r"|a\sété\sviolée|fue\sviolada|foi\sviolada)"
)
CLIENTS = (
    rf"(?-i:(?<![\w-])(?:client|patient|beneficiary|survivor|cliente|bénéficiaire|paciente|Klientin"
    rf"|Patientin))\s{NAME}",
    rf"\b(?:Mrs?|Ms|Miss|Mme|Madame|Sra?|Señora|Dona|Frau|Herr)\.?\s{NAME}[^.!?]*?{_ILL}",
    rf"{NAME},?\s(?:who\s|qui\s|que\s)?(?:is\s|has\sbeen\s)?{_ILL}",
)
"""By name."""

_ONLY = r"\b(?:the only|la seule|le seul|l['’]unique|la única|el único|a única|o único|die einzige|der einzige)"
_NOT_OF_WORK = r"(?!(?:for|with|who|that|to|of|in|at|on|pour|avec|qui|para|con|com|que|de|des|du|da|do|für|mit)\b)"
_MARKED = (
    r"(?:blind|deaf|mute|disabled|paraly[sz]ed|albin\w+|epileptic|HIV[ -]positive|pregnant|widow(?:er|ed)?|divorced"
    r"|homeless|raped|abused|beaten|trafficked|transgender|lesbian|gay|aveugle|sourde?|muette?|handicapée?|veuve|veuf"
    r"|divorcée?|enceinte|séropositi\w+|violée?|battue?|cieg[oa]|sord[oa]|mud[oa]|discapacitad[oa]|viud[oa]"
    r"|divorciad[oa]|embarazada|seropositiv\w+|violad[oa]|golpead[oa]|maltratad[oa]|ceg[oa]|surd[oa]|viúv[oa]"
    r"|divorciad[oa]|grávida|soropositiv\w+|espancad[oa]|blinde|gehörlose|schwangere|verwitwete|geschiedene|Witwe)"
)
_HAS_BEEN = (
    r"(?:who|qui|que|die|der|is|was|has|been|had|est|était|a|été|fut|es|está|era|fue|ha|sido|é|foi|tinha|tem|ist|war)"
)
THE_ONLY_ONE = (
    # the only blind widow of Nkhata ward · la única mujer ciega de Nkhata
    rf"(?P<who>{_ONLY} (?:{_NOT_OF_WORK}[\w'’-]+ ){{0,3}}?{_MARKED}(?: \w+)?)\b[^.!?]{{0,120}}?(?:{FROM})",
    # la seule sage-femme du quartier Zogbo, battue par son mari
    rf"(?P<who>{_ONLY} [^.!?,]{{1,60}}?) (?:{FROM})(?: [\w'’-]+)?, (?:{_HAS_BEEN} ){{0,3}}{_MARKED}\b",
    r"(?P<who>(?:الأرملة|الارملة|الكفيفة?|الصماء|الأصم|المعاقة?|المطلقة|الحامل|المصابة?)(?: \S+){0,2}"
    r" الوحيدة?) (?:في|ب|من)",
)
"""Without a name, but there is no other of the kind in that place."""
