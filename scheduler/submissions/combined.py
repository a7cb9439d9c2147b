"""Somebody without a name who is known all the same: by what they are, where they live and what befell them, together.

"A widow from the fishing village of X whose two sons drowned." One of these alone tells nobody who it is; a place with
enough of the rest does. Each row of `MARKS` is worth points; the place must be there, and a single person. It is never
the writer, a colleague or the writer's own kin, and nobody who is named: consent is asked of those.
"""

import re

from scheduler.submissions.ages import NAME
from scheduler.submissions.regions import region_of

_ONE = (
    r"\b(?:an?|one|another|the only|the former|the (?:old|last|first|young|blind|deaf)|former"
    r"|une?|l'(?:ancien(?:ne)?|unique|ex-)|(?:la|le) (?:seule?|veuve|veuf|dernière?|premi(?:er|ère)|vieille|vieux)"
    r"|una?|el (?:único|antiguo|ex|último|viejo)|la (?:única|antigua|viuda|última|vieja)"
    r"|uma?|o (?:único|antigo|ex|último|velho)|a (?:única|antiga|viúva|última|velha))\b"
)
_PERSON = (
    r"(?:man|woman|lady|gentleman|widow(?:er)?|mother|father|grandmother|grandfather|couple|twins|family|refugee"
    r"|veteran"
    r"|survivor|farmer|fisher(?:man|woman)|shepherd|tailor|carpenter|baker|butcher|barber|driver|miner|teacher"
    r"|head(?:master"
    r"|mistress|teacher)|principal|midwife|singer|player|musician|drummer|poet|imam|priest|pastor|nun|monk|chief|mayor"
    r"|councillor|judge|lawyer|soldier|policeman|policewoman|officer|sailor|ferryman|weaver|potter|seamstress|trader"
    r"|vendor"
    r"|shopkeeper|mechanic|welder|guard|cook|postman|postwoman|bell-?ringer|footballer|boxer|champion|engineer|doctor"
    r"|homme|femme|dame|monsieur|veuve|veuf|mère|père|couple|jumelles|jumeaux|famille|réfugiée?|pêcheu(?:r|se)|bergère?"
    r"|tailleur|couturière|menuisier|boulang(?:er|ère)|coiffeu(?:r|se)|chauffeur|mineur|institut(?:eur|rice)|directeur"
    r"|directrice|sage-femme|chanteu(?:r|se)|musicien(?:ne)?|poète|prêtre|chef|maire|soldat|gendarme|carillonneur"
    r"|sonneur"
    r"|vendeu(?:r|se)|marchande?|mécanicien(?:ne)?|gardien(?:ne)?|cuisini(?:er|ère)|facteur|factrice|griot(?:te)?"
    r"|forgeron"
    r"|hombre|mujer|señora?|viud[oa]|madre|padre|pareja|gemel[oa]s|familia|refugiad[oa]|pescador[a]?|pastora?|sastre"
    r"|costurera|carpintero|panader[oa]|peluquer[oa]|chofer|taxista|miner[oa]|maestr[oa]|director[a]?|partera|cantante"
    r"|músic[oa]|poeta|sacerdote|alcalde(?:sa)?|soldado|policía|campanero|vendedor[a]?|mecánic[oa]|guardia|cociner[oa]"
    r"|homem|mulher|senhora?|viúv[oa]|mãe|pai|casal|gémeas|gémeos|família|refugiad[oa]|pescador[a]?|pastora?|alfaiate"
    r"|costureira|carpinteiro|padeir[oa]|barbeiro|cabeleireir[oa]|motorista|mineiro|professor[a]?|diretor[a]?|parteira"
    r"|cantora?|músic[oa]|padre|soldado|polícia|sineiro|vendedor[a]?|mecânic[oa]|guarda|cozinheir[oa])"
)
WHO = re.compile(
    rf"(?<!my )(?<!our )(?<!am )(?<!j'étais )(?<!suis )(?<!soy )(?<!sou )(?<!fui )(?<!era )"
    rf"{_ONE} (?:[\w'-]+ ){{0,3}}?{_PERSON}\b",
    re.IGNORECASE,
)
"""One person, or a family, told of without a name."""
_NAME = r"(?-i:(?!(?:God|Social|Africa|Europe|Asia|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)[A-ZÀ-Þ][\w'-]+)"
_THE = r"(?:(?:the|la|le|el|o|a|l')\s?)"
WHERE = re.compile(
    rf"\b(?:from|in|near|of|at|outside|above|behind|beside|à|de|du|d'|en|em|da|do|près de|cerca de|junto a|perto de) "
    rf"?(?:{_THE}?(?:[\w-]+ ){{0,3}}(?:of|de|du|d'|da|do)? ?)?(?P<place>{_NAME})",
    re.IGNORECASE,
)
_LIFE = r"(?:husband|wife|sons?|daughters?|child(?:ren)?|baby|parents|mother|father|brothers?|sisters?)"
MARKS: tuple[tuple[int, str], ...] = (
    (
        2,  # there is, or was, one of the kind only
        r"\b(?:the only|the former|a former|former|ex-\w+|seule?|l'ancien(?:ne)?|l'unique|unique|únic[oa]|antigu[oa]"
        r"|antig[oa])\b",
    ),
    (
        1,  # everybody knows
        r"\b(?:every(?:body|one) knows|cannot be named|the whole (?:village|town|street)|tout le (?:quartier|village"
        r"|monde)"
        r"|tod[oa] (?:el|o|a|la) (?:pueblo|barrio|aldea|aldeia|bairro|mundo))\b",
    ),
    (
        2,  # whose
        r"\b(?:whose|dont (?:le|la|les|l')|cuy[oa]s?|cuj[oa]s?)\b",
    ),
    (
        1,  # who has lost them
        r"\b(?:widow(?:er|ed)?|veuve|veuf|viud[oa]|viúv[oa]|twins|jumelles|jumeaux|gemel[oa]s|gémeas|gémeos)\b",
    ),
    (
        1,  # bereaved, or a body that is not as others'
        r"\blost (?:her|his|both|all|two|three|their)\b|\b(?:blind|deaf|mute|amput\w+|paraly[sz]ed|one-legged|albin\w+"
        r"|wheelchair|aveugle|sourde?|muette?|paralysée?|infirme|cieg[oa]|sord[oa]|manc[oa]|ceg[oa]|surd[oa])\b"
        r"|\b(?:a|ont) perdu\b|\bperd(?:ió|ieron|eu|eram)\b",
    ),
    (
        1,  # what befell them, or is nobody's business
        r"\b(?:drown\w*|died|dead|killed|murder\w+|burn(?:ed|t)|beaten|raped|abused|stabbed|shot|jail\w*|prison\w*"
        r"|arrested"
        r"|divorc\w+|pregnant|HIV|abandon\w+|trafficked|addict\w*|suicide|kidnapped|disappeared|evicted|homeless"
        r"|noyée?s?|morte?s?|tuée?s?|décédée?s?|brûlée?s?|battue?|violée?|prison|enceinte|abandonnée?|partie?|expulsée?"
        r"|ahogó|ahogaron|ahogad[oa]s?|muri(?:ó|eron)|muert[oa]s?|asesinad[oa]s?|quemad[oa]|golpead[oa]|violad[oa]"
        r"|cárcel"
        r"|pres[oa]|embarazada|desaparecid[oa]s?|desapareció|afogou|afogad[oa]s?|morre(?:u|ram)|mort[oa]s?"
        r"|assassinad[oa]s?"
        r"|queimad[oa]|espancad[oa]|cadeia|grávida|desaparecid[oa])\b",
    ),
    (
        1,  # a household that can be counted, a place to sleep that can be found
        rf"\bwith (?:two|three|four|five|six|seven|eight|\d) {_LIFE}\b|\b(?:sleeps|lives) (?:above|behind|under|near"
        rf"|at)\b"
        r"|\b(?:dort|vit|duerme|vive|dorme) (?:près|sous|derrière|junto|cerca|detrás|bajo|debajo|perto|atrás|na|no)\b",
    ),
)
_ENOUGH = 3
_MARKS = tuple((points, re.compile(row, re.IGNORECASE)) for points, row in MARKS)
_TOLD_OF_OURS = re.compile(
    r"\b(?:my|our|mon|ma|notre|mi|nuestr[oa]|meu|minha|noss[oa]) (?:\w+ )?(?:mother|father|grandmother|grandfather"
    r"|aunt|uncle"
    r"|sister|brother|husband|wife|teacher|director|colleague|manager|supervisor|founder|chair\w*|mère|père|grand-\w+"
    r"|tante"
    r"|oncle|sœur|frère|mari|femme|directrice|directeur|collègue|madre|padre|abuel[oa]|t[ií][oa]|herman[oa]|jefa?"
    r"|director[a]?"
    r"|colega|mãe|pai|avó|avô|irmão?|irmã|diretor[a]?|chefe)\b"
    r"|\b(?:I am|I'm|I was|she is|he is|je suis|elle est|il est|soy|es|sou|é) (?:an?|the|une?|la|le|l'|una?|el|uma?|o"
    r"|a) ?"
    r"(?:only|former|seule?|ancien(?:ne)?|únic[oa]|antigu[oa]|antig[oa])?\b(?= \w)",
    re.IGNORECASE,
)
_IN_ARABIC = re.compile(
    r"(?<!\w)(?:أرملة|ارملة|أرمل|امرأة|رجل|صياد|خياطة?|بائعة?) (?:\S+ ){0,3}?(?:من|في|ب) ?(?:قرية|مخيم|بلدة|حي|جزيرة"
    r"|حارة) "
    r"[^.!؟]*?(?:فقدت?|غرق\w*|مات\w*|توفي\w*|قتل\w*|كفيفة?|مشلولة?|أعمى|عمياء|مبتورة?|سجن\w*|احترق\w*)"
)
_NAMED = re.compile(rf"{NAME}(?:, | (?:is|was|est|était|es|era|é) )$")
_QUICK = re.compile(
    r"\b(?:who|whose|only|former|widow|seule?|ancien|veuve|veuf|dont|qui|cuy|únic|antigu|viud|que|cuj|antig|viúv)",
    re.IGNORECASE,
)


def is_known_by_it_all(sentence: str) -> bool:
    """Whether the sentence tells of one person by enough to be recognised by."""
    if _IN_ARABIC.search(sentence):
        return True
    sentence = sentence.replace("’", "'")
    if not _QUICK.search(sentence) or _TOLD_OF_OURS.search(sentence):
        return False
    told = WHO.search(sentence)
    if not told or _NAMED.search(sentence[: told.start()]):
        return False
    return _has_a_place(sentence) and sum(points for points, row in _MARKS if row.search(sentence)) >= _ENOUGH


def _has_a_place(sentence: str) -> bool:
    """One that is smaller than a country."""
    return any(region_of(found["place"]) is None for found in WHERE.finditer(sentence))
