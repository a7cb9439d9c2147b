"""What somebody is, and where, as sentences say it: "I work as a case worker with Hope House in Zambia"."""

import re
from functools import cache

from scheduler.submissions.folding import folded
from scheduler.submissions.regions import region_of

Who = dict[str, str]

_TRADES = re.compile(
    folded(
        r"\b(?:\w*work(?:er)?s?|volunteer|coordinator|counsell?or|officer|manager|superviso\w*|director|nurse"
        r"|teacher|educat(?:or|eur|rice)\w*"
        r"|psycholog\w+|therapist|carer|advis[eo]r|advocate|facilitator|mentor|assistant\w*|mobili[sz]er"
        r"|promot\w+|lead(?:er)?"
        r"|trainer|caseworker|interpreter|mediator|specialist|head of [\w ]+|practitioner|navigator|chaplain"
        r"|lecturer|fieldworker|administrator|aide|attendant|helper|companion|midwife|paralegal|lawyer|attorney"
        r"|monitor|matron"
        r"|warden|guardian|instructor|professor|researcher|registrar|responder|organi[sz]er|planner|clerk"
        r"|president|founder"
        r"|auxiliaires?|surveillante?|chargee? d\w+|charge de \w+|juriste|formatri\w+|formateur\w*|monitri\w+"
        r"|moniteur\w*"
        r"|chef\w*|presidente?|fondat\w+|aidante?|infirmi\w+|enseignante?|sage-femme|referente?|puericult\w+"
        r"|cuidador\w*|defensor\w*|auxiliar\w*|monitor\w*|abogad\w+|advogad\w+|pedagog\w+|sociolog\w+|terapeut\w+"
        r"|jefe?a?|encargad\w+|director\w*|diretor\w*|docente|profesor\w*|professor\w*|acompanante|animador\w*"
        r"|mediador\w*"
        r"|dinamizador\w*|fundador\w*|cuidador\w*|supervisor\w*|conselheir\w+|visitador\w*|agente|parteira|partera"
        r"|travailleu\w+|intervenante?|responsable|coordinat\w+|conseill\w+|animat\w+|accompagnat\w+|benevole"
        r"|mediat\w+|directri\w+"
        r"|directeu\w+|psicolog\w+|trabajador\w*|asistente|promotor\w*|orientador\w*|voluntari\w+"
        r"|facilitador\w*|tecnic\w+"
        r"|trabalhador\w*|assistente|gestor\w*|a[ck]tivista|agente|tutor\w*|consejer\w+|enfermer\w+|maestr\w+"
        r"|educador\w*"
        r"|sozialarbeit\w+|leiter\w*)\b"
        r"|(?:ا?خصائي|مرشد|باحث|عامل|منسق|مدير|مشرف|متطوع|ممرض|معلم|مستشار|مساعد|موظف|مرب|ممرض|رئيس|طبيب|محام"
        r"|ناشط|مدرب|مسعف|وسيط)"
    )
)
_NOT_IN_A_TITLE = re.compile(
    r"\b(?:i|to be|who|that|which|because|my|our|not|proud|happy|called|one of|member|part|going|glad|sure|of"
    r"|than|when"
    r"|if|and i|works? (?:as|for)|je travaille|qui|que|pas|fiere?|heureu\w+|orgullos\w+|feliz|mi|mon|ma|meu|minha"
    r"|porque|quien|where|was|were|is|are|has|have|years?|will|can|their|them|your?)\b"
)
_CAPITAL = r"(?:[dlDL][’'])?[A-ZÀ-Þ0-9][\w’'&.()-]*"
_JOINS = (
    r"(?:of|for|and|the|de|du|des|la|le|les|el|los|las|da|do|dos|das|d[’'e]|del|y|et|e|&|in|on|pour|para|à|a|au|von"
    r"|für)"
)
_GENERIC = (
    r"(?:(?:the |la |le |l[’']|el |a |o )?(?:association|asociación|associação|ong|ngo|organi[sz]ation"
    r"|organización|organização"
    r"|fondation|fundación|fundação|centre|centro|institut|instituto|foyer|réseau|red|rede|maison|casa|coopérative"
    r"|cooperativa|collectif|colectivo|coletivo|projet|proyecto|projeto|programme|programa) )"
)
"""A plain word before the name of an organisation."""
_ORGANISATION = re.compile(
    rf"{_GENERIC}?"
    rf"(?:[Tt]he |[Ll]a |[Ll]e |[Ll][’']|[Ee]l |[Aa] |[Oo] |[Ll]os |[Ll]as )?"
    rf"(?P<name>{_CAPITAL}(?: (?:{_JOINS} ){{0,2}}{_CAPITAL})*)"
)
_PLACE = re.compile(r"(?:,| (?=ب)| in| en| em| au| aux| no| na| à| from| du| de| do| da| -|\s\(| في)+\s*(?=[^\s,])")
_VERBS = (
    r"(?:[Ii](?: am|[’']m)(?: currently| now)?|(?:and|[Ii]) (?:work|serve|volunteer) as|am|works? as|serves? as"
    r"|[Jj]e suis|[Jj]e travaille comme|suis|travaille comme|exerce comme"
    r"|[Ss]oy|[Tt]rabajo como|trabaja como|[Ss]ou|[Tt]rabalho como|trabalha como"
    r"|[Ii]ch bin)"
)
_OF_THE_WORKER = (
    r"(?:{name}|[Ss]he|[Hh]e|[Ee]lle|[Ii]l|[Ee]lla|[ÉE]l|[Ee]la|[Ee]le)[^.!?\n]{{0,30}}?"
    r" (?:is|works as|has worked as|est|travaille comme|es|trabaja como|é|trabalha como)"
)
_ARTICLE = r"(?:\s+(?:an?|the|une?|una?|uma?|el|la|os?|as?|eine?)(?=\s))?"
_AT = (
    r"(?:at|with|for|in|from|of|@|à|au|aux|chez|pour|au sein d[eu](?: la)?|dans|en(?: el| la)?"
    r"|de(?:l| la| los| las)?|da|do|na|no|em|com|con|avec|bei)"
)
_TITLE = r"(?P<title>(?:(?!\b(?:and I|and i|et je|y trabajo|e trabalho)\b)[^.,;:!?()\n“”«»\"]){4,60}?)"
_PROPER = rf"(?={_GENERIC}?(?:the |[Ll]a |[Ll]e |[Ee]l |[Ll]os |[Ll]as |[oa] |[dl][’'])?[A-ZÀ-Þ])"
"""What follows is a name: "educadora de calle" ends with the street."""
_REST = r"(?P<rest>[^.;:!?\n“”«»\"]{2,140})?"
_ANY_PLACE = re.compile(
    r"Cent(?:re|er)|Office|Hospital|School|Home|Church|Clinic|Camp|Shelter|Ministry|Foundation|Centro|Oficina"
    r"|Escuela|Casa"
    r"|Maison|Bureau|École|Hôpital|Escola|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I"
)
"""What is no name of its own."""
_PLAIN_PLACE = re.compile(r"\s(?:at|with|for|from|chez|dans|auprès)\s")
_ARABIC = re.compile(
    r"(?:أعمل|اعمل|أنا|تعمل|يعمل)(?: ك)?\s*(?P<title>[^.،,:\n]{4,40}?)\s+(?:في|لدى|مع)\s+(?P<rest>[^.،:\n]{2,80})"
)
_WORKS_AT = re.compile(r"\b[Ii] (?:work|volunteer)(?: here)? (?:with|for|at) (?P<rest>[^.;:!?\n]{2,120})")
_OUR = re.compile(
    r"\b(?:[Oo]ur|[Nn]otre|[Nn]uestr[oa]|[Nn]oss[oa]) (?P<title>[^.,;:!?()\n“”«»\"]{4,50}?),?"
    r" (?P<name>[A-ZÀ-Þ][\w’'-]+)"
)


def post_in(text: str, name: str) -> Who:
    """Title, organisation and country, from a sentence that says all or some of it of the speaker or of `name`."""
    joined = re.sub(r"(?<![.!?:\n])\n(?=[a-zà-ÿ])", " ", text)
    found: Who = {}
    for pattern in _patterns(name):
        for match in pattern.finditer(joined):
            title = _PLAIN_PLACE.split(" ".join((match["title"] or "").split()))[0]
            if not is_a_title(title):
                continue
            found = {"title": title, **place_of(match["rest"] or ""), **found}
            break
    if "organisation" not in found and (works := _WORKS_AT.search(joined)):
        found = {**place_of(works["rest"]), **found}
    return found


def tells_a_trade(words: str) -> bool:
    return _TRADES.search(folded(words)) is not None


def is_a_title(words: str) -> bool:
    plain = folded(words)
    return 0 < len(words) <= 60 and _TRADES.search(plain) is not None and not _NOT_IN_A_TITLE.search(plain)


def place_of(rest: str) -> Who:
    """ "Hope House in Lusaka, Zambia since 2012": the organisation and the country, as far as they are named."""
    rest = rest.strip().lstrip(",").strip()
    found: Who = {}
    if country := _first_country(rest):
        found["country"] = country
    if (named := _organisation(rest)) and not region_of(named):
        found["organisation"] = named
    return found


def _organisation(rest: str) -> str:
    if re.match(r"[\u0600-\u06ff]", rest):
        before = re.split(r"\s+(?:في|منذ|و(?=\w{3}))", rest)[0].strip()
        if region_of(before.split()[-1].removeprefix("ب")):  # بتونس: in Tunisia
            before = " ".join(before.split()[:-1])
        return before if len(before.split()) > 1 else ""
    match = _ORGANISATION.match(rest)
    if not match:
        return ""
    name = match["name"].strip(" .,")
    # "Hope House in Zambia" ends before its country.
    while (
        inside := re.search(r"^(.*)(?:,| in| en| em| au| aux| no| na| à| from| du| de| do| da) ([^,]+)$", name)
    ) and region_of(_bare(inside[2])):
        name = inside[1].strip(" .,")
    return name if len(name) > 2 and not _ANY_PLACE.fullmatch(name) else ""


def _first_country(rest: str) -> str:
    """The first country that is named behind a comma or a preposition, or at the very beginning."""
    starts = [0, *(match.end() for match in _PLACE.finditer(rest))]
    for start in starts:
        words = rest[start:].replace("\u200f", "").split()
        for length in range(min(5, len(words)), 0, -1):
            said = _bare(" ".join(words[:length]))
            said = said.removeprefix("ب") if region_of(said.removeprefix("ب")) else said
            if region_of(said) and (said[:1].isupper() or said[:1] > "\u0600" or said.lower().startswith("the ")):
                return said
    return ""


def _bare(words: str) -> str:
    return words.strip(" .,;)(،").removeprefix("l’").removeprefix("l'")


def country_in(text: str) -> str:
    """The one country that the beginning of a text names as the place; "" when there is none, or more."""
    found = {}
    for sentence in re.split(r"[.!?\n]", text[:500]):
        if re.search(
            r"\b(?:fled|moved|born|studied|degree|came|return\w*|grew up|nacid?o?|naci|nee?|estudi\w+)\b",
            folded(sentence),
        ):
            continue
        for match in re.finditer(r"\b(?:in|from|en|au|aux|em|no|na|of|across)\s+|, ", sentence):
            if (
                country := _first_country(sentence[match.end() :][:40])
                if sentence[match.end() : match.end() + 1].isupper()
                else ""
            ):
                found[region_of(country)] = country
    return next(iter(found.values())) if len(found) == 1 else ""


def title_before(text: str, name: str) -> str:
    """ "Meet our social worker Prossy" """
    for match in _OUR.finditer(text[:300]):
        if name and match["name"] == name.split()[0] and is_a_title(match["title"]):
            return " ".join(match["title"].split())
    return ""


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    named = "|".join(re.escape(each) for each in dict.fromkeys((name, *name.split()[:1])) if each) or r"(?!)"
    who = _OF_THE_WORKER.format(name=named)
    return (
        re.compile(rf"\b{_VERBS}{_ARTICLE}\s+{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{_PROPER}{_REST}"),
        re.compile(rf"\b{_VERBS}{_ARTICLE}\s+{_TITLE}(?P<rest>)(?=[.;!?\n])"),
        re.compile(rf"\b(?:{who}){_ARTICLE}\s+{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{_PROPER}{_REST}"),
        re.compile(rf"\b(?:{who}){_ARTICLE}\s+{_TITLE}(?P<rest>)(?=[.;!?\n])"),
        re.compile(
            rf"\b(?:an?|une?|una|um|uma)\s+{_TITLE}(?P<rest>)\s+(?:called|named|llamad[oa]|appelée?"
            rf"|chamad[oa])\s+(?:{named})"
        ),
        re.compile(rf"\b[Aa]s an?\s+{_TITLE}(?P<rest>),? I\b"),
        # In Kinshasa everybody knows Béatrice. Social worker with Centre Bolingo since 2009, she …
        re.compile(rf"(?:(?<=[.!?»”]\s)|^)(?:An? |The )?(?=[A-ZÀ-Þ]){_TITLE}\s+{_AT}\s+{_PROPER}{_REST}"),
        # Somchai Prasert, home visit worker of Rim Nam Foundation, Thailand
        re.compile(rf"\b(?:{named}),{_ARTICLE}\s*{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{_PROPER}{_REST}"),
        re.compile(rf"\b(?:{named}),{_ARTICLE}\s*{_TITLE}(?P<rest>)(?=[,.;!?\n])"),
        _ARABIC,
    )
