"""Who says what stands within quotation marks: the worker, or somebody who is only quoted beside."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scheduler.submissions.folding import folded

Span = tuple[int, int]

_QUOTED = re.compile(r"[“«„\"][^“”«»„\"]{2,1200}(?:[”»\"]|$)")
SAID = (
    r"(?:says?|said|tells?|told|writes?|wrote|explain(?:s|ed)|recall(?:s|ed)|add(?:s|ed)|ask(?:s|ed)|answer(?:s|ed)"
    r"|remember(?:s|ed)|smil(?:es|ed)|laugh(?:s|ed)|confirm(?:s|ed)|sum(?:s|med) up|puts? it|admit(?:s|ted)"
    r"|insist(?:s|ed)|repl(?:ies|ied)|reflect(?:s|ed)|shar(?:es|ed)|not(?:es|ed)|sighs?|jokes?|call(?:s|ed) it"
    r"|dit|disait|explique|raconte|ajoute|confie|sourit|précise|affirme|témoigne|rit|répond|lance|conclut|écrit"
    r"|se souvient|résume|reconnaît|avoue"
    r"|dice|dijo|decía|cuenta|explica|afirma|recuerda|comenta|relata|añade|agrega|confiesa|sonríe|ríe|responde|señala"
    r"|asegura|concluye|escribe|resume|suele decir"
    r"|diz|disse|conta|recorda|lembra|acrescenta|sorri|ri|confessa|escreve|conclui|garante|brinca|costuma dizer"
    r"|sagt|erzählt|erklärt|lacht"
    r"|(?:و?(?:ي|ت)(?:قول|ضيف|روي|تذكر|ؤكد|حكي|شرح|بتسم))|و?(?:قالت?|أضافت?|روت|أكدت?))"
)
_NAME = (
    r"[A-ZÀ-Þ][\w’'.-]+(?: (?:d[aeo]s?|del|la|bin|al|[A-ZÀ-Þ][\w’'.-]+)){0,4}"
    r"|[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3}"
)
_THEY = r"(?:-t)?-?(?:[Ss]he|[Hh]e|I|[Ee]lle|[Ii]l|[Jj]e|[Ee]lla|[Éé]l|[Yy]o|[Ee]la|[Ee]le|[Ee]u|[Ii]ch|[Ss]ie|[Ee]r)\b"
_SOMEBODY = (
    r"(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Oo]ur|[Mm]y|[Hh]er|[Hh]is|[Tt]heir|[Uu]ne?|[Ll][ea]s?|[Ll][’']|[Mm]on|[Mm]a"
    r"|[Ss]on|[Ss]a|[Nn]otre|[Uu]na?|[Ee]l|[Ll]os|[Ll]as|[Mm]i|[Ss]u|[Uu]ma?|[Oo]s?|[Aa]s|(?:[Oo] "
    r"|[Aa] )?(?:[Ss]eu|[Ss]ua"
    r"|[Mm]eu|[Mm]inha))\b"
)
_BEHIND = re.compile(
    rf"^,?\s*(?:[–—-]\s*)?(?:(?:y |et |and |e )?{SAID}(?P<they>[ -]?{_THEY})|{SAID}\s+(?P<after>{_SOMEBODY}|{_NAME})"
    rf"|(?P<before>{_NAME}|{_SOMEBODY}[^.!?“«\"]{{2,50}}?)\s{SAID}\b|(?P<pronoun>{_THEY})\s{SAID}\b)(?!\s*:)"
)
_WITHIN = re.compile(rf", {SAID}(?:(?P<they>[ -]?{_THEY})|\s+(?P<after>{_SOMEBODY}|{_NAME}))")
_BEFORE = re.compile(
    rf"(?:^|[.!?”»\"]\s+|\n)(?P<who>[^.!?”»\"\n]{{0,120}}?)\b{SAID}\b(?P<after>[^.!?”»\"\n]{{0,60}})[:،,]\s*$"
)
"""In Arabic who speaks stands behind the verb."""


@lru_cache(maxsize=64)
def of_others(text: str, name: str) -> tuple[Span, ...]:
    """Where somebody else than `name` is quoted, with the words that say so; who speaks goes on until another does."""
    return tuple(span for span, other in _quotes(text, name) if other)


def _quotes(text: str, name: str) -> Iterator[tuple[Span, bool]]:
    at = 0
    for paragraph in text.split("\n\n"):
        other = False
        for match in _QUOTED.finditer(paragraph):
            said = _who(paragraph, match)
            other = other if said is None else _is_other(said, name)
            yield (at + match.start(), at + match.end()), other
        at += len(paragraph) + 2


def _who(paragraph: str, quote: re.Match[str]) -> str | None:
    """Who says it: a name, "a neighbour", "she"; None when nothing says it."""
    if behind := _BEHIND.match(paragraph[quote.end() : quote.end() + 90]):
        return _told(behind)
    before = paragraph[max(0, quote.start() - 220) : quote.start()]
    if before.rstrip()[-1:] in {":", "،", ","} and (found := _BEFORE.search(before)):
        return found["who"].strip() or found["after"].strip()
    within = _WITHIN.search(quote[0])
    return _told(within) if within else None


def _told(found: re.Match[str]) -> str:
    return next((words for words in found.groups() if words), "").strip(" -")


def _is_other(said: str, name: str) -> bool:
    mine = {word for word in re.findall(r"\w+", folded(name)) if len(word) > 2}
    words = set(re.findall(r"\w+", folded(said)))
    if words & mine or re.fullmatch(_THEY, said.strip()):
        return False
    return bool(re.search(rf"{_NAME}|^{_SOMEBODY}|\s{_SOMEBODY}", said)) and not re.search(rf"\b{_THEY}", said)
