"""Finds the parts that the call asks for, in whatever order, under whatever headings. What is not there is None."""

import re

from scheduler.models import Parts
from scheduler.submissions.bylines import Who, split_country
from scheduler.submissions.cues import Listener, tongues_of
from scheduler.submissions.interviews import speakers
from scheduler.submissions.names import who
from scheduler.submissions.quoted import bare_quote, own_words, signed_quote, standing_alone, tells_of_another
from scheduler.submissions.regions import region_of
from scheduler.submissions.sections import Section
from scheduler.submissions.sentences import sentences
from scheduler.submissions.told import PROSE, tell

_WHO = ("name", "title", "organisation", "country")
_NO_ANSWER = re.compile(
    r"[\W_]*|\W*(?:n\.?\s?/?\s?[ad]\.?|none|nil|nothing|not (?:applicable|available|provided|yet)|see (?:above"
    r"|below|attached)"
    r"|(?:to be )?(?:confirmed|completed|filled in|added|decided|announced)(?: later)?|to (?:follow|come)"
    r"|will follow|coming soon|I(?:['’]ll| will) (?:think|send|write|get back|add|answer)\b[^.\n]{0,60}"
    r"|tb[acd]|pending|later|blank|empty|no (?:answer|response|comment)|same as above|left blank|x{2,}|\?+"
    r"|néant|rien|vide|sans (?:objet|réponse)|(?:à|a) (?:compléter|completer|remplir|venir|préciser|suivre)"
    r"|en attente|voir (?:plus haut|ci-\w+)"
    r"|nada|ningun[oa]|no aplica|sin respuesta|por (?:completar|definir|confirmar|rellenar)|pendiente"
    r"|a completar|vacío"
    r"|nenhum|nenhuma|não (?:se aplica|aplicável|há)|sem resposta|a (?:preencher|completar|definir|confirmar)"
    r"|por preencher|pendente|vazio"
    r"|لا يوجد|لا شيء|لاحق[اً]*|يتبع|غير متوفر|غير متاح|لا ينطبق|يستكمل لاحق[اً]*|keine?|folgt|entfällt)\W*",
    re.IGNORECASE,
)
"""What stands below a question when somebody has left it out."""
_WORDS_OF_SIGNATURE = 3
_KEPT = {*_WHO, *PROSE, "quote", "person", "post"}


def find(text: str, cut: list[Section], *, third_person: bool, signed: Who) -> Parts:
    """The parts of a profile. The quote is the worker's own words: in somebody else's text only what is quoted.

    `signed`: who signed below. What no heading asks for is looked for in the running text.
    """
    found: dict[str, str] = {}
    for section in cut:
        if section.part in _KEPT and section.body and not _is_left_out(section.body):
            found[section.part] = _joined(found.get(section.part), section.body, section.part)
    found |= {part: words for part, words in {**who(text, found), **signed}.items() if words and part not in found}
    running = "\n\n".join(section.body for section in cut if not section.part and section.body)
    heard = tell(running, found.get("name", ""), third_person=third_person or tells_of_another(running))
    found |= {part: words for part, words in heard.items() if part not in found}
    if third_person and "qualifications" not in found:
        found |= _split_off(text, found)
    told = {part: _one_line(found[part]) for part in _WHO if part in found}
    if "country" in told and "organisation" not in told and region_of(told["country"]) is None:
        told |= _where(told["country"])  # "Where: Open Hand, Ireland"
    if "organisation" in told:
        told["organisation"], country = split_country(told["organisation"])
        told |= {"country": country} if country and "country" not in found else {}
    if "country" in told:
        told["country"] = split_country(told["country"])[1] or told["country"]
    return Parts(
        **told,
        **{part: found[part] for part in PROSE if part in found},
        quote=_quote(text, found, third_person=third_person),
    )


def _split_off(text: str, found: dict[str, str]) -> dict[str, str]:
    """A paragraph of an answer that tells of studies: in a magazine no heading asks for them. What stands below it
    goes on with neither."""
    listener = Listener(tongues_of(text), found.get("name", ""), third_person=True)
    for part in PROSE:
        paragraphs = found.get(part, "").split("\n\n")
        for number, paragraph in enumerate(paragraphs[1:], start=1):
            if listener.part_of(sentences(paragraph)[0].text) == "qualifications":
                return {part: "\n\n".join(paragraphs[:number]), "qualifications": paragraph}
    return {}


def _is_left_out(answer: str) -> bool:
    """Whether it says only that there is none, or none yet; a name may stand below that."""
    first, _, signed = answer.strip().partition("\n\n")
    return _NO_ANSWER.fullmatch(first) is not None and len(signed.split()) <= _WORDS_OF_SIGNATURE


def _where(said: str) -> dict[str, str]:
    organisation, country = split_country(said)
    return {"organisation": organisation, "country": country} if country and "," in said else {}


def _joined(before: str | None, body: str, part: str) -> str:
    """Two answers to one question are one; of two names the first counts."""
    if not before or part in _WHO:
        return before or body
    return f"{before}\n\n{body}"


def _one_line(text: str) -> str:
    first = text.split("\n", 1)[0]
    bare = re.sub(r"\s*\((?=[A-Z])[^)]*\)$", "", first).strip() or first.strip()
    return re.sub(r"(?<=[a-zà-ÿ]{3})\.$", "", bare)


def _quote(text: str, found: dict[str, str], *, third_person: bool) -> str | None:
    name = found.get("name", "")
    if "quote" in found:
        return bare_quote(found["quote"], name)
    if third_person or (is_interview(text) and not speakers(text)[1]):
        return max(own_words(text, name), key=len, default=None) if name or not third_person else None
    return standing_alone(text, name) or signed_quote(text, name)


def is_interview(text: str) -> bool:
    """Whether it says that it is one, or reads like one."""
    said = re.search(r"\binterview|entretien|entrevista|conversation with", text[:400], re.IGNORECASE)
    return bool(said) or bool(speakers(text)[1])
