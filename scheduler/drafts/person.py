"""Who it is about, as a post and a card say it: name, title, organisation, country."""

import re
from dataclasses import replace

from scheduler.drafts.safety import children_named, gives_the_name, may_stand
from scheduler.drafts.words import main
from scheduler.models import Kind, Submission, Use

_COMMAS = {**dict.fromkeys(("ar", "fa", "ur", "ps", "ckb"), "، "), **dict.fromkeys(("am", "ti"), "፣ ")}
_OTHER_CAPITALS = {"tr", "az"}
"""Here I is not the capital of i: their names stay as they are."""
_VOWEL = re.compile("[AEIOUYÀ-ÖØ-Ý]")


def person(submission: Submission) -> str:
    """Name, title, organisation (Country); what is not known, or must not be said, is left out. Whoever is not to be
    named is not told by their organisation either: a title in a small one is as good as a name."""
    parts = submission.parts
    if Use.NAME not in submission.agreed.uses:
        named = gives_the_name(parts.title or "", submission)
        parts = replace(parts, organisation=None, title=None if named else parts.title)
    comma = _COMMAS.get(main(submission.language), ", ")
    pieces = [name_of(submission), said(parts.title), said(parts.organisation), said(parts.country)]
    if pieces[0] != (parts.name or submission.author):  # capitals are how they write, not an abbreviation
        pieces = [not_shouted(piece) for piece in pieces]
    *known, country = pieces
    line = comma.join(filter(None, known))
    return " ".join(f"{line} ({country})".split()) if line and country else " ".join(line.split())


def name_of(submission: Submission) -> str:
    """The worker's or the author's name; "" when there is none, when they do not want to be named, or when it is a
    child's of whom the text tells."""
    if Use.NAME not in submission.agreed.uses:
        return ""
    name = said(submission.parts.name or submission.author)
    if submission.kind is not Kind.PROFILE and name in children_named(submission):
        return ""
    return name if main(submission.language) in _OTHER_CAPITALS else not_shouted(name)


def said(piece: str | None) -> str:
    """What stands beside a name, unless it holds a way to reach somebody or tells of a child."""
    return piece if piece and may_stand(piece) else ""


def not_shouted(name: str) -> str:
    """A name of two words or more that is in capitals throughout, as it is written elsewhere. One word may be an
    abbreviation, and a name with any small letter is written as its owner wants it."""
    words = name.split()
    return " ".join(map(_with_a_capital, words)) if name.isupper() and len(words) > 1 else name


def _with_a_capital(word: str) -> str:
    if len(word) <= 2 and not _VOWEL.search(word):  # initials: JP
        return word
    if word.startswith("MC") and len(word) > 4:
        return f"Mc{word[2:].title()}"
    return word.title()
