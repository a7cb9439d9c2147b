"""Who it is: name, title, organisation and country, where labels do not say it. Better nobody than the wrong one."""

import re
from collections.abc import Iterator

from scheduler.submissions.bylines import (
    BEGINNING,
    LONGEST_WHO_LINE,
    NAME,
    NO_NAME,
    WHOLE_NAME,
    WORD,
    Who,
    can_be_a_name,
    from_one_line,
    is_byline,
    is_who_line,
)
from scheduler.submissions.extract import HEADING
from scheduler.submissions.folding import folded
from scheduler.submissions.headings import part_of
from scheduler.submissions.interviews import speakers
from scheduler.submissions.portraits import headlined, hero, without_bylines
from scheduler.submissions.posts import (
    arabic_worker,
    country_in,
    described_as,
    is_a_title,
    post_in,
    tells_a_trade,
    title_before,
)
from scheduler.submissions.quoted import in_third_person, outside, same_person, speaker, speaks_of_itself
from scheduler.submissions.regions import region_of
from scheduler.submissions.screening import screened
from scheduler.submissions.sentences import sentences
from scheduler.submissions.standfirsts import standing_first
from scheduler.submissions.topmost import at_the_top, is_whole_name

_NICKNAME = re.compile(r"\s*[“\"(][^“”\"()]{1,20}[”\")]\s*")
""" Rosario "Charing" Villadolid """
_INTRODUCING = (
    # One name is enough after these …
    rf"(?:[Mm]y (?:full |real )?name is|[Jj]e m[’']appelle|[Mm]on (?:vrai )?nom (?:complet )?est|[Mm]e llamo"
    rf"|[Mm]i nombre (?:completo )?es|[Mm]eu nome (?:completo )?é)\s+({NAME})",
    r"(?:اسمي|أنا اسمي|أنا)\s+(?!(?:فقط|لا|لم|لن|من|في|هنا|الآن|مع|على)\s)"
    r"([\u0621-\u064a]{2,}(?: (?!و)[\u0621-\u064a]{2,}){1,3}?)(?=\s+و|[،,.\n]|$)",
    rf"(?:[Cc]hamo-me|[Mm]e chamo|[Ii]ch heiße|[Mm]ein Name ist)\s+({NAME})",
    rf"\b(?:[Tt]his is|[Mm]oi,? c[’']est|[Aa]qu[ií] (?:é (?:a |o )?)?)\s?({WHOLE_NAME.pattern})(?=,| speaking|[.\n]|$)",
    rf"\b({WHOLE_NAME.pattern}) (?:speaking|here)\b(?! in\b| at\b)",
    # … and two after "I am", because "I am Kenyan" is none.
    rf"\b(?:I am|i am|[Ii][’']m|[Jj]e suis|[Yy]o soy|[Ss]oy|(?:[Ee]u )?[Ss]ou(?: [ao])?"
    rf"|[Ii]ch bin)\s+({WHOLE_NAME.pattern})",
    rf"^I[’']m\s+({WORD}),\s",
)
_INTRODUCTIONS = screened(re.compile(row) for row in _INTRODUCING)
_INTRODUCTIONS_IN_A_TEXT = screened(re.compile(row, re.MULTILINE) for row in _INTRODUCING)
_DESCRIBED = re.compile(
    rf"\b({WHOLE_NAME.pattern})(?: (?:is|was|works as|has been|has worked as|est|travaille comme|es|trabaja como|é"
    rf"|trabalha como)"
    r"(?: an?| the| une?| una| uma?)?"
    r"|,(?: an?| une?| una| uma?)?) (?P<title>[^.,;:!?\n]{4,60})"
)
"""How a story tells what its worker is."""
_CALLED = re.compile(
    rf"(?P<what>[^.!?\n]{{4,50}}) (?:called|named|llamad[oa]|appelée?|nommée?|chamad[oa])\s(?P<name>{NAME})"
)
_IS_A = re.compile(r"(?<=[.!?»”] )(?:Es|É|Trabaja como|Trabalha como) (?:una? |uma? )?(?P<title>[^.,;:!?\n]{4,60})")
_OF_A_PERSON = re.compile(
    rf"(?<!\bin )(?<!\bat )(?<!\bof )(?<!\ben )(?<!\bau )(?<!\bde )(?<!\b[ld]a )(?<!\bdo )(?<!\bel )(?<!\bna )"
    rf"(?<!\bno )(?<!\bem )(?<![Tt]he )({WHOLE_NAME.pattern})"
)
_PRONOUNS = re.compile(r"\b(?:she|he|her|his|elle|il|ella|él|ela|ele)\b", re.IGNORECASE)
_HEADLINES = (  # the last: "Worker profile: Sophea Chan"
    r"(?:حوار|مقابلة|لقاء)\s+مع\s+([\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3})",
    rf"\b[Mm]eet\s(?:our\s[a-z\s]*?)?({NAME})",  # Meet our social worker Prossy
    rf"\b[\w-]+ worker,?\s({NAME})",  # A conversation with our social worker Sreymom
    rf"(?:[Ii]nterview|[Cc]onversation|[Dd]ay|[Mm]orning|[Ee]ntretien|[Rr]encontre|[Jj]ournée|[Mm]atinée|[Ee]ntrevista"
    rf"|[Cc]onversación|[Cc]onversa|[Dd][ií]a|[Mm]añana|[Mm]anhã)\s(?:with|avec|con|com|a|à)\s({NAME})",
    rf"^[\w ’']{{2,30}} (?:with|avec|con"
    rf"|com)(?:\s?[….:]+)?\s({WHOLE_NAME.pattern})$",  # Five minutes with … Gethin Rees
    rf"^(?:[\w ]{{0,30}}\s)?(?:[Ii]nterview|[Pp]rofile|[Pp]rofil|[Pp]erfil)(?::|\s[–—-])\s*({NAME})",
)
_WHO_AND_WHERE = re.compile(r"^(?P<title>[^|\n]{3,80}) \| (?P<country>[^|\n]{3,40})$")
_POST_AT = re.compile(r"\s+(?:at|with|en|à|na|no|bei)\s+(?=[A-ZÀ-Þ])|\s*[,|/–—]\s*")


def who(text: str, labelled: Who) -> Who:
    """What labels do not say, from the byline-like lines at the top, introductions and who is quoted."""
    if "person" in labelled and (answered := _answered(labelled["person"])):
        return answered
    lines = [line.removeprefix(HEADING).replace("،", ",").strip() for line in text.split("\n") if line.strip()]
    found = next(_who_lines(text, lines), {})
    for line in lines[:8]:
        where = _WHO_AND_WHERE.match(line)
        if where and (is_a_title(where["title"]) or region_of(where["country"])):
            found |= {"title": where["title"], "country": where["country"]}
        elif post := _post_line(line):
            found = {**post, **found}
    if (announced := named_in_headline(lines)) and (line := _who_in_headline(lines, announced)):
        found = {**from_one_line(line), **found}
    if top := at_the_top(text):
        found = {**found, **top}
    name = next(
        filter(
            None,
            (
                *_introduced(text),
                headlined(text) if in_third_person(text) else "",
                top.get("name"),
                _described(text, announced),
                arabic_worker(text),
                found.get("name"),
                announced,
                *_speaking(text),
            ),
        ),
        "",
    )
    name = _whole(name, text)
    named = {"name": name} if name else {}
    return {**_sentences(text, name, announced), **found, **named, **_post(labelled.get("post", ""))}


def _answered(said: str) -> Who:
    """What the answer to "who are you?" says, in pieces or in sentences."""
    first = sentences(said)[0].text.rstrip(".")
    if top := at_the_top(first) or at_the_top(said):
        return {**post_in(said, top["name"]), **top}
    bare = _NICKNAME.sub(" ", first)
    name = next(_introduced(said), first if can_be_a_name(bare) else "")
    if name:
        return {"name": name, **post_in(said, name)}
    return from_one_line(said) if can_be_a_name(said.split(",")[0]) else {}


def _sentences(text: str, name: str, announced: str) -> Who:
    """What sentences say of the speaker or, in a story, of the one whom it is about."""
    told = text if in_third_person(text) else outside(text)
    found = post_in(told, name)
    if name and "title" not in found and in_third_person(text):
        found = {**described_as(outside(text), name), **found}
    if name and "title" not in found and in_third_person(text):
        found = {**standing_first(outside(without_bylines(text))), **found}
    if "title" not in found and (title := title_before(text, announced or name)):
        found["title"] = title
    if "country" not in found and (country := country_in(told)):
        found["country"] = country
    return found


def is_introduction(sentence: str) -> bool:
    """ "My name is Zola and I work in Sampletown" says who speaks, and tells nothing more."""
    return any(pattern.search(sentence) for pattern in _INTRODUCTIONS.may_fit(sentence))


def _post_line(line: str) -> Who:
    """ "Case Worker, Hope House, Zambia", below a name."""
    pieces = [piece.strip() for piece in line.split(",")]
    if not 2 <= len(pieces) <= 4 or len(line) > LONGEST_WHO_LINE or not is_a_title(pieces[0]):
        return {}
    if not region_of(pieces[-1]) or any(piece[:1].islower() for piece in pieces):
        return {}
    return {"title": pieces[0], "country": pieces[-1], **({"organisation": pieces[1]} if len(pieces) > 2 else {})}


def _post(line: str) -> Who:
    pieces = _POST_AT.split(line.split("\n")[0].strip(), maxsplit=1)
    return dict(zip(("title", "organisation"), filter(None, pieces), strict=False))


def _who_lines(text: str, lines: list[str]) -> Iterator[Who]:
    """Lines at the top that are a name, or a name with what somebody is, and nothing else."""
    for number, line in enumerate(lines[:BEGINNING]):
        if len(line) > LONGEST_WHO_LINE or line[-1:] in ".!?:;" or is_byline(line) or line.isupper():
            continue
        if is_who_line(line):
            yield from_one_line(line) if line.count(",") > 1 else {"name": line.partition(",")[0]}
        elif "," not in line and can_be_a_name(line) and _is_told_again(line, text, lines[number + 1 :]):
            yield {"name": line}


def _is_told_again(line: str, text: str, rest: list[str]) -> bool:
    """Two words with capitals may be a title: a name is told again, or has a post and a country below it."""
    first = folded(line.split()[0])
    again = len(re.findall(rf"\b{re.escape(first)}\b", folded(text))) > 1
    return len(line.split()) > 1 and (again or bool(rest and _WHO_AND_WHERE.match(rest[0])))


def _introduced(text: str) -> Iterator[str]:
    """What somebody who tells it says of themselves: never what is quoted from somebody else."""
    told = outside(text)
    for pattern in _INTRODUCTIONS_IN_A_TEXT.may_fit(told):
        names = (match[1] for match in pattern.finditer(told))
        yield from (name for name in names if not NO_NAME.search(name) and not (name > "\u0600" and is_a_title(name)))


def named_in_headline(lines: list[str]) -> str:
    """Whom the first lines announce: "Meet our social worker Prossy"."""
    for line in lines[:2]:
        for pattern in _HEADLINES:
            if (found := re.search(pattern, line)) and not NO_NAME.search(found[1]):
                return found[1].rstrip(".,:")
    return ""


def _who_in_headline(lines: list[str], name: str) -> str:
    """ "Sreymom Keo, Social Worker, Lotus House, Cambodia", behind "Interview with"."""
    line = next(line[line.index(name) :] for line in lines[:2] if name in line)
    return line if line.count(",") > 1 and line[-1] not in ".!?" else ""


def _speaking(text: str) -> Iterator[str]:
    """Who answers an interview, and whose words alone are quoted."""
    answering = speakers(text)[1]
    if answering and can_be_a_name(answering) and part_of(answering) is None:
        yield answering
    if in_third_person(text):
        yield speaker(text)


def _hero(text: str) -> str:
    """Whom a story is about: the one whole name in it, or the one whose first name comes again and again."""
    text = without_bylines(text)
    told = outside(text)
    if speaks_of_itself(text) or not (in_third_person(text) or len(_PRONOUNS.findall(told)) > 1):
        return ""
    names = dict.fromkeys(filter(None, (_without_opening(match[1]) for match in _OF_A_PERSON.finditer(told))))
    speaks = speaker(text)
    names = {name: None for name in names if not speaks or same_person(name, speaks)}
    again = {name: max(len(re.findall(rf"\b{re.escape(word)}\b", told)) for word in name.split()) for name in names}
    best = max(again, key=lambda name: again[name], default="")
    clear = sum(number >= again.get(best, 0) for number in again.values()) == 1
    return best if best and clear and (again[best] > 1 or len(names) == 1) else ""


def _told_of_next(text: str) -> str:
    """Spanish and Portuguese need no "he": "In the market Hipólito Prueba has a table. Es orientador social …"."""
    told = outside(without_bylines(text))
    for match in _IS_A.finditer(told):
        before = sentences(told[: match.start()].rsplit("\n\n", 1)[-1] or " ")
        said = (each[1] for each in _OF_A_PERSON.finditer(before[-1].text if before else ""))
        names = set(filter(None, map(_without_opening, said)))
        if tells_a_trade(match["title"]) and len(names) == 1:
            return names.pop()
    return ""


def _called_again(text: str) -> str:
    return hero(text) if in_third_person(text) else ""


def _whole(name: str, text: str) -> str:
    """A name of one word as the one whole name in the text that holds it."""
    if not name or (" " in name and not re.match("[\u0621-\u064a]", name)):
        return name
    told = without_bylines(text)
    if arabic := set(re.findall(rf"{re.escape(name)}(?: [\u0621-\u064a]+){{1,2}}(?=[،,.])", told)):
        return arabic.pop() if len(arabic) == 1 else name
    whole = {each for match in _OF_A_PERSON.finditer(told) if name in (each := _without_opening(match[1])).split()}
    return whole.pop() if len(whole) == 1 else name


def _without_opening(words: str) -> str:
    """ "When Faisal Rahimi" is Faisal Rahimi; "" when it is no name of two words."""
    kept = words.split()
    while kept and NO_NAME.search(kept[0]):
        kept = kept[1:]
    while kept and kept[-1][:1].islower():  # "Bolingo de"
        kept = kept[:-1]
    name = " ".join(kept)
    return name if len(kept) > 1 and not NO_NAME.search(name) and is_whole_name(name) else ""


def _above_questions(text: str) -> str:
    """What somebody else says above an interview."""
    lines = text.split("\n")
    asks = (number for number, line in enumerate(lines) if line.rstrip().endswith(("?", "؟")) or part_of(line))
    return "\n".join(lines[: next(asks, 0)])


def _described(text: str, announced: str) -> str:
    """The whole name of whom a story is about: "Meet Pak Harun" … "Harun Wijaya is a community social worker"."""
    if not in_third_person(text) and speaks_of_itself(text):
        text = _above_questions(text)
        if speaks_of_itself(text):
            return ""
    names = (match[1] for match in _DESCRIBED.finditer(outside(without_bylines(text))) if tells_a_trade(match["title"]))
    described = next((name for name in names if not announced or same_person(name, announced)), "")
    called = next((each for each in _CALLED.finditer(text) if tells_a_trade(each["what"])), None)
    return (
        described
        or (called["name"] if called and not announced else "")
        or ("" if announced else _hero(text) or _called_again(text) or _told_of_next(text))
    )
