"""What stands within quotation marks, and whose words it is."""

import re
from functools import lru_cache

from scheduler.submissions.folding import folded
from scheduler.submissions.posts import tells_a_trade
from scheduler.submissions.saying import SAID, of_others

_QUOTED = re.compile(r"[“«„\"]\s?([^“”«»„\"]{12,600}?)[,.!?…]?\s?[”»\"]")
_OWN = re.compile(
    r"\b(?:I|my|me|we|je|j[’']|mon|ma|yo|mi|me|eu|meu|minha|ich|mein|أنا|عندي|كنت|رأيت|أحب|أعمل|أريد|أشعر|عملي"
    r"|حياتي)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:she|he|her|his|elle|il|ella|él|ela|ele)\b", re.IGNORECASE)
_I = re.compile(
    r"\b(?:I|[Mm]y|[Jj]e|[Jj][’']|[Mm]on|[Mm]a|[Yy]o|[Mm]i|[Ss]oy|[Ee]u|[Mm]eu|[Mm]inha|[Ss]ou|[Ii]ch|[Mm]ein"
    r"|[Mm]eine)\b"
    r"|(?<![\w.])i(?:[’'](?:m|ve|d|ll)| (?:am|was|have|do|want|go|work|love))\b"
)
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ](?:[\w’'-]+|\.)){0,3}"
_NAME_OF_TWO = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'.-]+){1,3}"
_SAYS = re.compile(rf"[”»\"][,،]?\s*(?:[–—-]\s*)?{SAID}\b|\b(?=[\u0600-\u06ff]){SAID}\b[^.:«“\n]{{0,40}}:\s*[«“\"]")
_SPEAKER = re.compile(
    rf"[”»\"],?\s*(?:[–—-]\s*)?(?:{SAID}\s({_NAME})|({_NAME})\s{SAID}\b)"
    rf"|\b(?=[\u0600-\u06ff]){SAID}\s(?!ا?أ?حد|إحدى|بعض|مدير|رئيس|جار|والد|زوج"
    rf"|ال)(?P<ar>[\u0621-\u064a]+(?: [\u0621-\u064a]+){{0,2}})\s?:\s?[«“\"]"
)
_SIGNED = (
    re.compile(r"^[“«„\"](?P<words>[^“”«»„\"]+)[”»\"]\s*(?:[–—―~-]+|\()\s*(?P<who>[A-ZÀ-Þ][^\n“”\"()]{2,60}?)\)?\.?$"),
    re.compile(rf"^(?P<words>.+?)\s+[–—―]\s*(?P<who>{_NAME_OF_TWO})\.?$"),
)
_EPIGRAPH = re.compile(
    r"^[“«„\"][^“”«»„\"]{12,400}[”»\"]\s*\n?\s*(?:[–—―-]+\s*(?P<who>[^\n]{3,60})|\((?P<source>[^()\n]{3,60})\))$"
)
_ON_A_WALL = re.compile(
    r"(?m)^(?P<words>[“«„\"][^“”«»„\"]{8,400}[”»\"])[ \t]*\n?\s?[–—―~-]*\s*(?P<who>[A-ZÀ-Þ][^\n.!?]{3,90})$"
)
_WHOLE = re.compile(r"^[“«\"](?P<words>[^“”«»\"]*)[”»\"]?$")
_EXPLAINED = re.compile(
    r", (?:an?|the|her|his|une?|son|sa|una?|su|uma?|seu|sua|of|from|who|qui|que|de|[a-zà-ÿ]+eu[rs]e?)\b[^.\n]*"
)
_WORDS_OF_A_LINE = 10
_OPEN, _CLOSING = '“«„"', '”»"'


_remembered = lru_cache(maxsize=16)
"""Many ask the same of the few forms of one text."""


@_remembered
def outside(text: str) -> str:
    """The text without what is quoted in it."""
    return re.sub(r"[“«„\"][^“”«»„\"]{2,600}[”»\"]", " ", text)


@_remembered
def in_third_person(text: str) -> bool:
    """Somebody else tells it: the worker speaks only within quotation marks."""
    told = outside(text)
    mine = len(_I.findall(told))
    # Spanish and Portuguese say "she" with the verb alone: there, whoever is quoted is told of.
    told_of = len(_OTHERS.findall(told)) > mine or (not mine and _SAYS.search(text) is not None)
    return told_of and _QUOTED.search(text) is not None


@_remembered
def speaks_of_itself(text: str) -> bool:
    """Whether anybody says "I" outside of what is quoted."""
    return _I.search(outside(text)) is not None


def tells_of_another(text: str) -> bool:
    """A story in which nobody says "I" and "she" comes again."""
    return not speaks_of_itself(text) and len(_OTHERS.findall(outside(text))) > 1


def own_words(text: str, name: str) -> list[str]:
    """What is quoted from `name` in the first person, in order."""
    others = of_others(text, name)
    quoted = (match for match in _QUOTED.finditer(text) if _OWN.search(match[1]))
    return [match[1].strip() for match in quoted if not any(a <= match.start() < z for a, z in others)]


def speaker(text: str) -> str:
    """Whose words they are, by "says Nomvula"; "" when it is nobody, or more than one."""
    said = [(match[1] or match[2] or match["ar"], _explained(text, match.end())) for match in _SPEAKER.finditer(text)]
    known = {name for name, explained in said if not explained}
    # "says Ramesh, a boatman": of whom nothing was said before. A worker may be explained too, when nobody else speaks.
    names = known or {name for name, explained in said if tells_a_trade(explained)}
    firsts = {name.split()[0] for name in names}
    return max(names, key=len) if len(firsts) == 1 and (known or len({name for name, _ in said}) == 1) else ""


def _explained(text: str, end: int) -> str:
    """What is said of whoever speaks, right behind the name."""
    found = _EXPLAINED.match(text, end, end + 80)
    return found[0] if found else ""


def speakers(text: str) -> list[str]:
    """Everybody who says something in quotation marks, by "says Nomvula", in order."""
    return list(dict.fromkeys((match[1] or match[2] or match["ar"]).rstrip(".") for match in _SPEAKER.finditer(text)))


def bare_quote(words: str, name: str) -> str | None:
    """A quote without the marks around it and without the name below it; None when the name is somebody else's."""
    whole = " ".join(words.split())
    for signed in filter(None, (form.match(whole) for form in _SIGNED)):
        return _unmarked(signed["words"].strip()) if same_person(signed["who"], name) else None
    return _unmarked(" ".join(words.split("\n\n")[0].split())) or None


def _unmarked(words: str) -> str:
    """Without the marks around the whole, whichever side of them the full stop stands."""
    stop = words[-1:] if words[-1:] in ".!?" and words[-2:-1] in _CLOSING else ""
    inner = words.removesuffix(stop) if stop else words
    if inner[:1] in _OPEN and inner[-1:] in _CLOSING and not re.search(r"[“”«»„\"]", inner[1:-1]):
        bare = inner[1:-1].strip()
        return bare if bare[-1:] in ".!?…" else bare + stop
    return words


def without_epigraphs(text: str, name: str) -> str:
    """Without paragraphs that only quote somebody else, with the name below."""
    return "\n\n".join(each for each in text.split("\n\n") if not _is_epigraph(each, name))


def _is_epigraph(paragraph: str, name: str) -> bool:
    found = _EPIGRAPH.match(paragraph.strip())
    return found is not None and not (found["who"] and same_person(found["who"], name))


def standing_alone(text: str, name: str) -> str | None:
    """A paragraph that is one quotation in the first person: a pull quote."""
    for paragraph in [*text.split("\n\n"), *text.rstrip().split("\n")[-1:]]:
        line = paragraph.strip()
        alone = len(line) <= 300 and line[:1] in _OPEN and re.search(r"[”»\"][.!?]?$", line)
        if alone and (_OWN.search(line) or speaks_of_itself(text) or (name and not _tells(text, line))):
            return bare_quote(line, name)
    return None


def _tells(text: str, line: str) -> bool:
    """Whether there are sentences beside the line: with a quotation alone, it is the worker's."""
    return any(len(each.split()) > _WORDS_OF_A_LINE for each in text.split("\n") if each.strip() != line)


def signed_quote(text: str, name: str) -> str | None:
    """The first quotation under which the worker's name stands, as on a wall of quotes."""
    for found in _ON_A_WALL.finditer(text):
        if name and same_person(found["who"], name):
            return _unmarked(" ".join(found["words"].split()))
    return None


def unquoted(text: str) -> str:
    """A text that is one quotation from its first word to its last, without the marks."""
    bare = text.strip()
    found = _WHOLE.match(bare)
    return found["words"].strip() if found and "\n" in bare else text


def same_person(one: str, other: str) -> bool:
    """Whether two ways of naming somebody share a part of the name."""
    return bool(set(folded(one).split()) & set(folded(other).split()) - {"de", "da", "of", "the"})
