"""Ages below 18 that are no child's of today: what is said of any child, what grown-ups tell of their beginnings.

"A girl of 14 has the right …", "nobody who is 12 …", "he decided at twelve to become a social worker". Where somebody
is named, or was there once, it is left to be looked at.
"""

import re

from scheduler.submissions.ages import NAME, TIME, WORDS

_N = rf"(?:\d{{1,2}}|{WORDS})"
_ANYBODY = (
    r"\b(?:nobody|no[ -]one|any(?:body|one)|every(?:body|one)|whoever"
    r"|(?:no|any|every|each) (?:child|boy|girl|kid|baby|pupil|teenager|\w+-year-old)"
    r"|personne ne|aucune? (?:enfant|fille|garçon|élève|ado)\w*|(?:tout|chaque) enfant"
    r"|nadie|ning(?:ún|una)|(?:todo|toda|cada) niñ[oa]|ninguém|nenhuma?|(?:toda|cada) (?:criança|menina))\b"
    r"|لا [أا]حد|كل طفلة?|[أا]ي طفلة?"
)
_A_RULE = (
    r"\b(?:(?:has|have) (?:the|a|every) right|by law|laws?|legal(?:ly)?|entitled|minimum age|article \d+|convention"
    r"|droit (?:de|d'|à)|lois?|derecho|ley|leyes|artículo|direito|lei|leis|artigo)\b|الحق في|يحق|القانون"
)
_OF_AGE = (
    rf"(?:{_N}-year-old(?: \w+)?|\w+ of (?:only |just )?{_N}(?: years)?|\w+ (?:aged|who is) {_N}"
    rf"|\w+ de (?:seulement |solo |apenas )?{_N} {TIME})"
)
_MAY = (
    r"(?:is (?:not|never|still)|isn't|can(?:not|'t)?|may|must|should(?:n't)?|ought|needs?|deserves?|does(?: not|n't)"
    r"|has (?:the|a|every) right|never|peut|ne (?:peut|doit|devrait|sait)|doit|devrait|mérite|a (?:le droit|besoin)"
    r"|puede|debe|debería|necesita|merece|no (?:puede|debe|debería|es|entiende|necesita)|tiene derecho"
    r"|pode|deve|devia|deveria|precisa|não (?:pode|deve|devia|deveria|é|entende|precisa)|tem (?:o )?direito)"
)
_IN_GENERAL = re.compile(rf"{_ANYBODY}|{_A_RULE}|\b(?:an?|une?|una?|uma?) {_OF_AGE} {_MAY}\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:he|she|his|her|him|elle|il|ella|él|ela|ele|dele|dela|sie|er|was|were|had|came|knew|saw|asked|did|avait|était"
    r"|savait|venue?|arrivée?|sabía|había|estaba|era|vino|llegó|sabia|havia|estava|veio|chegou|fue|foi)\b"
    r"|(?<!\w)كانت?(?!\w)",
    re.IGNORECASE,
)
"""What tells that one child is meant after all."""
_WORK = (
    r"(?:social work\w*|social service|social care|nurse|teacher|psycholog\w+|counsell?or|(?:this|the) (?:work"
    r"|profession)"
    r"|(?:travailleu\w+|assistante?) social\w*|éducat\w+|infirmi\w+|ce métier|trabajador\w* social\w*|educador\w*"
    r"|enfermer\w+|psicólog\w+|est[ea] (?:oficio|profesión|trabajo)|assistente social|esta profissão|este trabalho)"
)
_A_CALLING = re.compile(
    rf"\b(?:decid\w+|chose|wanted|knew|vowed|swore|dream(?:ed|t)|décidé|choisi|voulait|savait|rêvait|quiso|quería|supo"
    rf"|eligió|soñ\w+|quis|queria|soube|escolheu|sonh\w+)\b[^.!?]*\b{_WORK}\b",
    re.IGNORECASE,
)
_A_VERB_FIRST = re.compile(r"^\W*\w+(?:ó|ou|iu|eu)\b")
_HARMED = re.compile(r"\b(?:rap(?:ed|e)|abus|viol|beat|assault|HIV|VIH|pregnan|enceinte|embaraz|grávid)", re.IGNORECASE)
_ANY_NAME = re.compile(NAME)
_FIRST_WORD = re.compile(r"^[\W_]*\w+(?:'\w+)?")


def is_of_nobody(sentence: str) -> bool:
    """Whether the age in the sentence, in which nobody is named, is any child's, or that of a grown-up at a"
    " beginning."""
    if _ANY_NAME.search(_FIRST_WORD.sub("", sentence)) or _HARMED.search(sentence):
        return False
    if _IN_GENERAL.search(sentence) and not _SOMEBODY.search(sentence):
        return True
    unnamed = not _ANY_NAME.match(sentence.lstrip('"“«')) or _A_VERB_FIRST.match(sentence)
    return bool(unnamed and _A_CALLING.search(sentence))
