"""What a consent covers, and whether one channel's post keeps within it: pure, in words for people.

Uses are written as people say them: "all", "words and picture", "words, not the picture", "social media but not
e-mail". Whatever is not named where something of its sort is named is not agreed to, but for the name: it is given
unless it is excluded. The record keeps each use by name, those that are excluded too, so that it means the same when
it is read back.
"""

import re
from collections.abc import Set
from datetime import date, datetime
from itertools import combinations

from scheduler.errors import SubmissionError
from scheduler.models import BY_EMAIL, EVERY_USE, Agreement, Use, Variant
from scheduler.submissions.folding import folded, unmarked

_SAID = {
    Use.WORDS: r"words?|text|texts|story|stories|quotes?|answers?|interview|profile|blog|posts?|paroles?|mots?"
    r"|texte|recit|palabras?|historia|texto|palavras?|كلمات\w*|كلماتي",
    Use.NAME: r"names?|nom|nombre|nome|اسم\w*",
    Use.PICTURE: r"pictures?|photos?|photographs?|portraits?|images?|films?|videos?|media|foto|fotos|fotografia|imagen"
    r"|imagem|retrato|صور\w*",
    Use.SOCIAL: r"social|socials|reseaux|sociaux|redes|sociales|sociais|online|التواصل",
    Use.EMAIL: r"e-?mails?|mails?|newsletters?|digests?|courriels?|correos?|البريد",
}
_PATTERNS = {use: re.compile(rf"(?:{words})") for use, words in _SAID.items()}
_WHAT, _WHERE = (Use.WORDS, Use.NAME, Use.PICTURE), (Use.SOCIAL, Use.EMAIL)
_ALL = re.compile(r"all|everything|any|anything|every|full|tout|toutes?|tous|todos?|todas?|tudo|yes|كل")
_NOT = re.compile(r"\b(?:but not|not|no|without|except(?: for)?|sans|sin|sem|pas|sauf|excepto|بدون)\b")
_ANONYMOUS = re.compile(r"\banon[iy]m\w*")
_EXCLUDES_NOTHING = re.compile(r"\s*(?:[,;.)]|$)")
"""What stands behind the "no" of "name: no, picture: yes"."""
_FILLERS = re.compile(
    "a|an|the|my|her|his|their|your|our|and|or|in|on|of|for|with|to|by|be|is|are|it|as|that|only|just|uses?|used|named"
    "|form|campaigns?|week|networks?|media|sites?|le|la|les|et|de|des|du|sur|y|el|los|las|en|con|o|e|os|as|na|no|nas|com"
)


def uses_in(text: str) -> frozenset[Use]:
    """The uses that the words name. SubmissionError when they name none, or say something that is not known here."""
    said, unknown = _read(text)
    if _excludes_nothing(text):
        what = f"Nobody can tell what the “not” in “{text}” excludes."
        raise SubmissionError(what, "Say it like this: words, picture, not the name")
    if unknown or said is None:
        what = f"“{unknown or text}” is no use that is known here."
        raise SubmissionError(
            what, "Say all, or some of: words, name, picture, social media, e-mail. A “not” excludes."
        )
    if not said:
        raise SubmissionError(f"“{text}” agrees to nothing.", "That is no consent: scheduler withdraw SUBMISSION")
    return said


def on_record(uses: Set[Use]) -> str:
    """The uses as the record keeps them: every one, either as agreed to or as excluded."""
    excluded = _listed(EVERY_USE - uses)
    return f"{_listed(uses)}; not {excluded}".removeprefix("; ") if excluded else "all"


def _listed(uses: Set[Use]) -> str:
    return ", ".join(use for use in Use if use in uses)


_EVERY_SET = [frozenset(some) for number in range(len(Use) + 1) for some in combinations(Use, number)]
_ON_RECORD = {form(uses): uses for form in (_listed, on_record) for uses in _EVERY_SET}
"""Older records have the bare list; whatever is not in it was excluded."""


def uses_on_record(text: str) -> frozenset[Use]:
    """The same for what records hold. What older ones hold in free words excludes nothing where it cannot be told."""
    if (kept := _ON_RECORD.get(text)) is not None:
        return kept
    said, _ = _read(text)
    return EVERY_USE if said is None else said


def uses_named(text: str) -> frozenset[Use]:
    """The uses that are named, whatever else is said."""
    return frozenset(_named(folded(text))[0])


SHOWN = 120
"""So many characters of what was said instead of yes are shown."""


def wished_uses(finding: str) -> str:
    """What somebody asks for who excludes something in words that are quoted in a finding, as `--uses` takes it;
    "" where only a person can tell."""
    quoted = re.fullmatch(r".*“(?P<said>.*)”", finding, re.DOTALL)
    said = quoted["said"] if quoted else ""
    uses, _ = _read(said)
    if uses is None or Use.WORDS not in uses or uses == EVERY_USE or _excludes_nothing(said) or len(said) >= SHOWN:
        return ""
    return on_record(uses)


def excludes_the_name(line: str) -> bool:
    """Whether a line of somebody's own words asks that they are not named."""
    plain = folded(line)
    denied = " ".join(_NOT.split(plain)[1:])
    return _ANONYMOUS.search(plain) is not None or re.search(_MY_NAME, denied) is not None


_MY_NAME = r"\b(?:my|mon|mi|o meu|meu) (?:\w+ )?(?:name|nom|nombre|nome)\b|اسمي"


def granted(given: Set[Use], offered: Set[Use]) -> frozenset[Use]:
    """What is agreed to by whoever was offered these uses and gave those: of a sort that nobody asked about, all."""
    whole = [set(sort) & given if offered & set(sort) else set(sort) for sort in (_WHAT, _WHERE)]
    named = {Use.NAME} if given and Use.NAME not in offered else set[Use]()
    return frozenset(named.union(*whole))


def _read(text: str) -> tuple[frozenset[Use] | None, str]:
    """The uses (None: none is named), and the first word that is not known."""
    plain, anonymous = _ANONYMOUS.subn(" ", folded(text))
    wanted, *excluded = _NOT.split(plain)
    yes, unknown = _named(wanted)
    no = {Use.NAME} if anonymous or any(re.search(r"\bnamed\b", part) for part in excluded) else set[Use]()
    for part in excluded:
        more, other = _named(part)
        no |= more
        unknown = unknown or other
    every = _ALL.search(wanted) is not None
    if not yes and not no and not every:
        return None, unknown
    return granted(yes, yes) - no, unknown


def _excludes_nothing(text: str) -> bool:
    return any(_EXCLUDES_NOTHING.match(part) for part in _NOT.split(_ANONYMOUS.sub(" ", folded(text)))[1:])


def _named(words: str) -> tuple[set[Use], str]:
    found, unknown = set[Use](), ""
    for word in re.findall(r"[^\s,;.:/&()+]+", words):
        uses = {use for use, pattern in _PATTERNS.items() if pattern.fullmatch(word)}
        known = uses or _FILLERS.fullmatch(word) or _ALL.fullmatch(word)
        found |= set() if word == "media" and "social" in words else uses
        unknown = unknown or ("" if known else word)
    return found, unknown


def in_words(agreement: Agreement) -> str:
    """What was agreed to, as a person would say it."""
    what, excluded = _listed(agreement.uses), _listed(EVERY_USE - agreement.uses)
    what = what if excluded else f"everything ({what})"
    where = f", on {', '.join(agreement.channels)}" if agreement.channels else ""
    until = f", until {agreement.until:%d %B %Y}".replace(" 0", " ") if agreement.until else ""
    return f"{what}{where}{until}" + (f"; not {excluded}" if excluded else "")


def reason_against(
    agreement: Agreement, whose: str, variant: Variant | None, due: datetime | None, channel: str = ""
) -> str:
    """Why this must not go out at that time as far as one person's consent goes; "" when it may.

    Without a variant: what can be told without its words and pictures, from its channel alone.
    """
    if due and agreement.until and due.date() > agreement.until:
        return f"The consent {whose} ran out on {_day(agreement.until)}."
    channel = variant.channel if variant else channel
    if channel and agreement.channels and channel not in agreement.channels:
        return f"The consent {whose} is for {', '.join(agreement.channels)} only, not for {channel}."
    where = Use.EMAIL if channel == BY_EMAIL else Use.SOCIAL
    used = [*([where] if channel else []), *(_used(variant) if variant else [])]
    missing = next((use for use in used if use not in agreement.uses), None)
    return f"The consent {whose} does not cover {_WORDS_FOR[missing]}." if missing else ""


def _used(variant: Variant) -> list[Use]:
    uses = [Use.WORDS] if said_in(variant).strip() else []
    return [*uses, Use.PICTURE] if shows_picture(variant) else uses


_WORDS_FOR = {
    Use.WORDS: "words",
    Use.NAME: "the name",
    Use.PICTURE: "a picture",
    Use.SOCIAL: "social media",
    Use.EMAIL: "e-mail",
}


def shows_picture(variant: Variant) -> bool:
    return bool(variant.media or (variant.card and variant.card.portrait))


def said_in(variant: Variant) -> str:
    """Every word that followers get, alt texts and the card's included."""
    card = variant.card
    on_card = (card.quote, card.name, card.title, card.organisation, card.alt) if card else ()
    return "\n".join((variant.text, *variant.thread, *on_card, *(media.alt for media in variant.media)))


def names(variant: Variant, person: str) -> bool:
    """Whether the person is named in it, be it by a part of the name only."""
    return is_named_in(said_in(variant), person)


def is_named_by_the_link(variant: Variant, person: str) -> bool:
    """Whether the link tells the post's id, and that has the person's name."""
    return variant.post in (variant.link or "") and is_named_in(variant.post.replace("_", " ").title(), person)


def is_named_in(told: str, person: str) -> bool:
    """Whether the person is named there, be it by a part of the name only, in capitals or with other accents."""
    parts = [part for part in re.split(r"[\s.]+", person) if len(part) > 2 and not _FILLERS.fullmatch(folded(part))]
    bare = [unmarked(part) for part in (person, *parts)]
    forms = "|".join(re.escape(form) for part in bare if part for form in (part, part.upper(), part.title()))
    return bool(forms) and re.search(rf"(?<!\w)(?:{forms})(?!\w)", unmarked(told)) is not None


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
