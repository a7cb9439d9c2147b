"""What somebody is, and where, as sentences say it: "I work as a case worker with Hope House in Zambia"."""

import re
from functools import cache

from scheduler.submissions.folding import folded
from scheduler.submissions.regions import region_of
from scheduler.submissions.screening import Screen, screened
from scheduler.submissions.trades import TRADES

Who = dict[str, str]
_NOT_IN_A_TITLE = re.compile(
    r"\b(?:i|she|he|they|we|it|elle|ella|ela|ele|to be|who|that|which|because|my|our|not|proud|happy|called"
    r"|one of|member|part|going|glad|sure|of"
    r"|than|when"
    r"|if|and i|works? (?:as|for)|je travaille|qui|que|pas|fiere?|heureu\w+|orgullos\w+|feliz|mi|mon|ma|meu|minha"
    r"|porque|quien|where|was|were|is|are|has|have|years?|will|can|their|them|your?)\b"
)
_CAPITAL = r"(?:[dlDL][’'])?[A-ZÀ-Þ0-9][\w’'&.()-]*"
_JOINS = (
    r"(?:of|for|and|the|de|du|des|la|le|les|el|los|las|da|do|dos|das|d[’'e]|del|y|et|e|&|in|on|pour|para|à|a|au|von"
    r"|für|(?!(?:is|was|has|had|to|as|by|but|or|so|if|at|i|it|we|my|our|her|his|its|you|who|why|how|did|do|not|now|are"
    r"|am|can"
    r"|all|out|up|one|two|est|es|son|que|qui|se|si|ou|où|com|con|sem|su|me|te|lo|no|une?|una|uma?|sur|par)\s)"
    r"[a-zà-ÿ]{2,3})"
)
"""Short words of any language stand within names: Bayanihan sa Dagat, Men nan Men."""
_GENERIC = (
    r"(?:(?:the |la |le |l[’']|el |a |o )?(?:association|asociación|associação|ong|ngo|organi[sz]ation"
    r"|organización|organização"
    r"|fondation|fundación|fundação|centre|centro|institut|instituto|foyer|réseau|red|rede|maison|casa|coopérative"
    r"|cooperativa|collectif|colectivo|coletivo|projet|proyecto|projeto|programme|programa) )"
)
"""A plain word before the name of an organisation."""
_PROPER_NAME = rf"{_CAPITAL}(?: (?:{_JOINS} ){{0,2}}{_CAPITAL})*"
_ORGANISATION = re.compile(
    rf"{_GENERIC}(?P<whole>(?:L[ae]s?|El|Los|As?|Os?) {_PROPER_NAME})"  # association La Clé des Champs
    rf"|{_GENERIC}?"
    rf"(?:[Tt]he |[Ll]a |[Ll]e |[Ll][’']|[Ee]l |[Aa] |[Oo] |[Ll]os |[Ll]as )?"
    rf"(?P<name>{_PROPER_NAME})"
)
_PART_OF = (
    r"(?:\s+(?:the )?(?:rural|(?:[a-z]+-)?(?:north|south|east|west)\w*|central|upper|lower|coastal|l[’']île|la isla)"
    r"(?:-(?:north|south|east|west)\w*)?(?: of| de)?)?"
)
_PLACE = re.compile(
    rf"(?:,| (?=ب)|(?: in| en| em| au| aux| no| na| à| from| of| du| de| do| da){_PART_OF}| -|\s\(| في)+\s*(?=[^\s,])"
)
_MARKS = "ꙮꙭꙫ"
"""Stand for the worker's name, first name and last name: letters, and of no language."""
_THE = re.compile(r"^(?:(?:The|An?|El|La|Le|O|A) |L[’'])(?=[a-zà-ÿ])")
_POST = ("title", "organisation", "country")
_VERBS = (
    r"(?:[Ii](?: am|[’']m)(?: currently| now)?|(?:and|[Ii]) (?:work|serve|volunteer) as|am|works? as|serves? as"
    r"|(?:have|has|[’']ve) been(?: (?:working|serving|volunteering|employed) as)?(?= an?\b)|working as"
    r"|[Jj]e suis|[Jj]e travaille comme|suis|travaille comme|exerce comme"
    r"|[Ss]oy|[Tt]rabajo como|trabaja como|[Ss]ou|[Tt]rabalho como|trabalha como"
    r"|[Ii]ch bin)"
)
_OF_THE_WORKER = (
    r"(?:{name}|[Tt]he [\w-]+-year-old|[Ss]he|[Hh]e|[Ee]lle|[Ii]l|[Ee]lla|[ÉE]l|[Ee]la|[Ee]le)[^.!?\n]{{0,30}}?"
    r" (?:is|works as|has worked as|has been(?= (?:an?|its|the|their)\b)|has been working as|est"
    r"|travaille comme|es|trabaja como|é|trabalha como)"
)
_AGE = r"(?:\s(?:aged )?\d\d(?: ans| años| anos| years old)?,)?"
_ARTICLE = (
    r"(?:\s+(?:the (?:[\w’']+ )?(?:[\w-]+[’']s )?only|an?|its|their|the|une?|una?|uma?|el|la|os?|as?|eine?)(?=\s))?"
)
_AT = (
    r"(?:at|with|for|in|from|of|@|à|au|aux|chez|pour|au sein d[eu](?: la)?|dans|en(?: el| la)?"
    r"|de(?:l| la| los| las)?|da|do|na|no|em|com|con|avec|bei)"
)
_TITLE = r"(?P<title>(?:(?!\b(?:and I|and i|et je|y trabajo|e trabalho)\b)[^.,;:!?()\n“”«»\"]){4,60}?)"
PROPER = rf"(?={_GENERIC}?(?:the |[Ll]a |[Ll]e |[Ee]l |[Ll]os |[Ll]as |[oa] |[dl][’'])?[A-ZÀ-Þ])"
"""What follows is a name: "educadora de calle" ends with the street."""
_REST = r"(?P<rest>(?:[^.;:!?\n“”«»\"]|(?<=[ .][A-Z])\.(?=[A-Z, ])){2,140})?"
"""With the full stops of "Tequio Joven A.C."."""
_SAID = r"(?=[.;!?\n]|, (?:and|but|who|whose|which|that|employed|et|y|e) | (?:since|depuis|desde|há|hace) )"
"""Where a title ends that no place follows."""
_ANY_PLACE = re.compile(
    r"Cent(?:re|er)|Office|Hospital|School|Home|Church|Clinic|Camp|Shelter|Ministry|Foundation|Centro|Oficina"
    r"|Escuela|Casa"
    r"|Maison|Bureau|École|Hôpital|Escola|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I"
)
"""What is no name of its own."""
_PLAIN_PLACE = re.compile(r"\s(?:at|with|for|from|of (?:the|an?|our)|chez|dans|auprès)\s")
_WORKS_AS = re.compile(
    r"[Ii] (?:work|serve) as an?\b|and work as an?\b|travaille comme|[Tt]rabaj[oa] como|[Tt]rabalh[oa] como"
)
"""What follows is a title, whatever it is."""
_LONG_TITLE = 6
_BEGINNING_OF_A_STORY, _NEAR = 900, 240
_DESCRIPTION = re.compile(
    r"(?:[.!?»”,]\s+(?:this|cette|cet|ce|esta?e?|ess[ae])\s|[.!?»”]\s+(?:The|This|Our|Cette|Cet|Ce|Le|La|Esta|Este|El"
    r"|Essa|Esse|A|O)\s|[.!?»”]\s+L[’'])"
    r"(?P<said>[a-zà-ÿ][^.;:!?\n“”«»\"]{4,200})"
)
_PLACED = re.compile(rf"(?P<title>[^,]{{4,60}}?),?\s{_AT}\s?{PROPER}{_REST}")
_ARABIC = re.compile(
    r"(?:أعمل|اعمل|أنا|تعمل|يعمل|هو|هي)(?: ك)?\s*(?P<title>[^.،,:\n]{4,40}?)\s+(?:في|لدى|مع)\s+(?P<rest>[^.،:\n]{2,80})"
)
_WORKS_AT = (
    r"\b(?:(?:[Ii]|{who})(?: now| also| currently)? (?:work|volunteer)s?(?: here)? (?:with|for|at)"
    r"|(?:[Ii] have|(?:{who}|\w*worker|officer|counsellor|educator) has) (?:worked (?:with|for|at)|been with)"
    r"|, (?:working|employed) (?:with|for|at|by)"
    r"|(?:[Ii]|{who}) joined) (?P<rest>{proper}[^.;:!?\n]{{2,120}})"
    r"|\b(?:charity|organi[sz]ation|association|agency|foundation) (?:that|which) [^.,]{{3,40}},"
    r" (?P<apart>{proper}[^.;:!?\n,]{{2,60}}),"
    r"|\b(?:[Tt]ravaille|travaillé|[Tt]rabaj[ao]|[Tt]rabalh[ao]|[Aa]tua|[Cc]olabora)(?: [\w ]{{2,20}}?)? "
    r"(?:pour|chez|à|au|dans|avec|en|con|para|na|no|em|com) (?P<place>{generic}[^.;:!?\n]{{2,120}})"
)
"""Where the name of a place would fit as well, a word such as "association" must say that it is none."""
_GOES_ON = re.compile(r" (?!I\b)[A-ZÀ-Þ]")
_BEHIND_A_COUNTRY = re.compile(
    r"^[^,.\n]{3,30}, (?:at|with|for|au|aux|à|chez|pour|avec|en|con|para|no|na|nos|nas|pelo|pela)(?: the| la| el| le"
    r"| l[’'])? ?"
    r"(?P<rest>[A-ZÀ-Þ].*)"
)
_IN_A_PLACE = re.compile(r"^(.+?) (?:in|en|em|dans|na|no|à)(?: the| las?| el| los| les?)? [^,]+$")
_WHERE = re.compile(rf"\b(?:in|from|en|au|aux|em|no|na|of|across|desde){_PART_OF}\s+|, ", re.IGNORECASE)
_IS = re.compile(r"^(?:Es|Era|É|Est|Is) (?:une? |una |uma? )?")
_OUR = re.compile(
    r"\b(?:[Oo]ur|[Nn]otre|[Nn]uestr[oa]|[Nn]oss[oa]) (?P<title>[^.,;:!?()\n“”«»\"]{4,50}?),?"
    r" (?P<name>[A-ZÀ-Þ][\w’'-]+)"
)


def post_in(text: str, name: str) -> Who:
    """Title, organisation and country, from a sentence that says all or some of it of the speaker or of `name`."""
    stands_for = dict(zip(_MARKS, (name, *name.split()[:1], *name.split()[-1:]), strict=False))
    joined = _marked(re.sub(r"(?<![.!?:\n])\n(?=[a-zà-ÿ])", " ", text), stands_for)
    found: Who = {}
    for pattern in _patterns().may_fit(joined):
        if len(found) < len(_POST):
            found = {**_first_post(pattern, joined), **found}
    if "organisation" not in found and (works := _works_at().search(joined)):
        found = {**place_of(works["rest"] or works["apart"] or works["place"]), **found}
    return {part: _unmarked(words, stands_for) for part, words in found.items()}


def _marked(text: str, stands_for: dict[str, str]) -> str:
    """With one letter for each way of naming the worker, so that patterns need not be made anew for every name."""
    for mark, known in stands_for.items():
        text = re.sub(rf"\b{re.escape(known)}\b", mark, text) if known else text
    return text


def _unmarked(text: str, stands_for: dict[str, str]) -> str:
    for mark, known in stands_for.items():
        text = text.replace(mark, known)
    return text


def described_as(text: str, name: str) -> Who:
    """What a story calls its worker once it has named her: "The care worker of Safe Harbour hangs up her coat"."""
    for mention in re.finditer(rf"\b(?:{_named(name)})\b", text[:_BEGINNING_OF_A_STORY]):
        said = _DESCRIPTION.search(text, mention.end(), mention.end() + _NEAR)
        if said and (found := _description(said["said"])):
            return found
    return {}


def _description(said: str) -> Who:
    placed = _PLACED.match(said)
    if placed and is_a_title(placed["title"]):
        return {"title": placed["title"], **place_of(placed["rest"])}
    trade = TRADES.search(folded(said))
    title = said[: trade.end()] if trade and len(folded(said)) == len(said) else ""
    return {"title": title} if is_a_title(title) else {}


def _first_post(pattern: re.Pattern[str], text: str) -> Who:
    at = 0
    while match := pattern.search(text, at):
        said = _THE.sub("", " ".join(match["title"].split())).strip(f"{_MARKS} ")
        title = _with_name(bare_title(said))[1]
        if is_a_title(title) or (_WORKS_AS.match(match[0]) and len(title.split()) < _LONG_TITLE):
            return {"title": title, **place_of(match["rest"] or "")}
        at = match.start() + 1  # "I'm Meeka, I'm a family worker": what does not fit may hold what does
    return {}


def arabic_worker(text: str) -> str:
    """Who it is in "تعمل سعاد العلمي باحثة اجتماعية في …", where the name stands between verb and title."""
    names = (_with_name(match["title"])[0] for match in _ARABIC.finditer(text))
    return next((name for name in names if name), "")


def _with_name(words: str) -> tuple[str, str]:
    trade = TRADES.search(folded(words)) if words > "\u0600" else None
    name = words[: trade.start()].strip() if trade and len(folded(words)) == len(words) else ""
    return (name, words[len(name) :].strip()) if 2 <= len(name.split()) <= 4 else ("", words)


def bare_title(words: str) -> str:
    """ "mobile social worker of the steppe" without where that is."""
    return _PLAIN_PLACE.split(_IS.sub("", words))[0]


def tells_a_trade(words: str) -> bool:
    return TRADES.search(folded(words)) is not None


def is_a_title(words: str) -> bool:
    plain = folded(words)
    return 0 < len(words) <= 60 and TRADES.search(plain) is not None and not _NOT_IN_A_TITLE.search(plain)


def place_of(rest: str) -> Who:
    """ "Hope House in Lusaka, Zambia since 2012": the organisation and the country, as far as they are named."""
    rest = rest.strip().lstrip(",").strip()
    found: Who = {}
    if country := _first_country(rest):
        found["country"] = country
    if (named := _organisation(rest) or _behind_its_country(rest)) and not region_of(named):
        found["organisation"] = named
    return found


def _behind_its_country(rest: str) -> str:
    """ "Portugal, no Centro Social do Vale": where somebody works, said last."""
    behind = _BEHIND_A_COUNTRY.match(rest)
    return _organisation(behind["rest"]) if behind and _country_at(rest) else ""


def _organisation(rest: str) -> str:
    if re.match(r"[\u0600-\u06ff]", rest):
        before = re.split(r"\s+(?:في|منذ|و(?=\w{3}))", rest)[0].strip()
        if region_of(before.split()[-1].removeprefix("ب")):  # بتونس: in Tunisia
            before = " ".join(before.split()[:-1])
        return before if len(before.split()) > 1 else ""
    match = _ORGANISATION.match(rest)
    country = _country_at(rest)
    if not match or (country and not _GOES_ON.match(rest, len(country))):
        return ""
    name = (match["whole"] or match["name"]).strip(" .,")
    if _PLACE.match(rest, match.end()) and (inside := _IN_A_PLACE.match(name)):
        name = inside[1]  # "Hope House in Kisumu, Kenya"
    # "Hope House in Zambia" ends before its country.
    while (
        inside := re.search(r"^(.*)(?:,| in| en| em| au| aux| no| na| à| from| du| de| do| da) ([^,]+)$", name)
    ) and region_of(_bare(inside[2])):
        name = inside[1].strip(" .,")
        name = placed[1] if (placed := _IN_A_PLACE.match(name)) else name
    return name if len(name) > 2 and not _ANY_PLACE.fullmatch(name) else ""


def _first_country(rest: str) -> str:
    """The first country that is named behind a comma or a preposition, or at the very beginning."""
    starts = [0, *(match.end() for match in _PLACE.finditer(rest))]
    return next(filter(None, (_country_at(rest[start:]) for start in starts)), "")


def _country_at(rest: str) -> str:
    """The country with which the words begin."""
    words = rest.replace("\u200f", "").split(maxsplit=5)[:5]
    for length in range(len(words), 0, -1):
        said = _bare(" ".join(words[:length]))
        said = said.removeprefix("ب") if region_of(said.removeprefix("ب")) else said
        if region_of(said) and (said[:1].isupper() or said[:1] > "\u0600" or said.lower().startswith("the ")):
            return said
    return ""


def _bare(words: str) -> str:
    words = re.sub(r"[’']s$", "", words.split("’s ")[0].split("'s ")[0])
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
        for match in _WHERE.finditer(sentence):
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


def _named(name: str) -> str:
    known = dict.fromkeys((name, *name.split()[:1], *name.split()[-1:]))
    return "|".join(re.escape(each) for each in known if each) or r"(?!)"


@cache
def _works_at() -> re.Pattern[str]:
    who = rf"[Ss]he|[Hh]e|[{_MARKS}]"
    return re.compile(_WORKS_AT.format(who=who, proper=PROPER, generic=_GENERIC))


@cache
def _patterns() -> Screen[re.Pattern[str]]:
    named = f"[{_MARKS}]"
    who = _OF_THE_WORKER.format(name=named)
    rows = (
        rf"\b{_VERBS}{_ARTICLE}\s+{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{PROPER}{_REST}",
        rf"\b{_VERBS}{_ARTICLE}\s+{_TITLE}(?P<rest>)(?=[.;!?\n]|, (?:and |et |y |e )?(?:I|je|trabajo|trabalho)\b)",
        rf"\b(?:{who}){_ARTICLE}\s+{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{PROPER}{_REST}",
        rf"\b(?:{who}){_ARTICLE}\s+{_TITLE}(?P<rest>){_SAID}",
        rf"\b(?:an?|une?|una|um|uma)\s+{_TITLE}(?P<rest>)\s+(?:called|named|llamad[oa]|appelée?"
        rf"|chamad[oa])\s+(?:{named})",
        rf"\b[Aa]s an?\s+{_TITLE}(?P<rest>),? I\b",
        # In Kinshasa everybody knows Béatrice. Social worker with Centre Bolingo since 2009, she …
        rf"(?:(?<=[.!?»”]\s)|^)(?:An? |The )?(?=[A-ZÀ-Þ]){_TITLE}\s+{_AT}\s+{PROPER}{_REST}",
        # Somchai Prasert, home visit worker of Rim Nam Foundation, Thailand
        rf"\b(?:{named}),{_AGE}{_ARTICLE}\s*{_TITLE}\s*(?:\s{_AT}(?=\s)|,)\s*{PROPER}{_REST}",
        rf"\b(?:{named}),{_AGE}{_ARTICLE}\s*{_TITLE}(?P<rest>)(?=[,.;!?\n])",
        _ARABIC.pattern,
        rf"(?:{named})[،,]\s*(?P<title>[\u0621-\u064a][^.،,:\n]{{3,40}}?)\s+(?:في|لدى)\s+(?P<rest>[^.،:\n]{{2,80}})",
    )
    return screened(map(re.compile, rows))
