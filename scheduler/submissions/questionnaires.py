"""Whether a text is a form or an interview: what asks in it asks one worker."""

import re

from scheduler.submissions.extract import HEADING
from scheduler.submissions.folding import folded
from scheduler.submissions.headings import asked_by, part_of

LABEL = re.compile(r"^(?P<label>[^:：\n]{1,60})[:：]\s*(?P<value>.*)$")
DASHED_IN_A_FORM = re.compile(r"^(?P<label>\S+(?: \S+){0,5})\s+[-–—]\s+(?P<value>\S.*)$")
YOU = re.compile(
    r"(?:\w{3,}(?:aste|iste)\b|\b(?:tienes|haces|eres|hacés|tenés|sos|tens|fazes|és)\b|\b(?:you|your|tu|vous|votre|vos|toi|usted|tus?|te|você|seu|sua|Sie|Ihre?|dein|deine)\b).*[?؟]$",
    re.IGNORECASE,
)
LONGEST_LABEL = 110
_ANSWERED_QUESTION = re.compile(r"^(?:\(?\d{1,2}\s*[.)]\s*)?(?P<label>[^?؟.!\n]{2,90}[?؟])\s+\S")
_QUESTIONS = 3
"""With so many lines that ask "you", it is an interview of which the marks were lost."""
MARKED = 2
"""With this many marked headings that ask for parts, a line without a mark is no heading."""
_WHO, _TOLD = (
    {"name", "person", "title", "organisation", "country", "post"},
    {"why", "role", "support", "love", "quote"},
)
_OF_A_BLOG = re.compile(r"^(author|auteur|autor|by\b|(title of )?(the )?blog|article)")
_OF_HER = re.compile(
    r"\b(?:does|did|has|is|was|ask(?:ed)?) (?:she|he|her|him)\b|\bI (?:began by |started by |then )?ask"
    r"|\b(?:je|on) (?:lui )?demande|\ble pregunt|\bpergunt"
    r"|(?:\w-(?:t-)?(?:elle|il)\b|\b(?:elle|il|ella|él|ela|ele)\b).*\?",
    re.IGNORECASE,
)
"""What a magazine asks of its worker, or says that it asked."""
_MINE = re.compile(r"\b(i|my|me|je|j'|m'|mon|ma|mes|yo|mi|mis|eu|meus?|minhas?)\b|(عملي|دوري|احب)")


def is_a_form(lines: list[str]) -> bool:
    """Whether several labels ask for what the form of a worker asks; the labels of a blog post name its author."""
    labels = [label for line in lines if (label := _what_may_ask(line))]
    if any(_OF_A_BLOG.search(folded(label)) for label in labels):
        return False
    asked = {part for label in labels if (part := part_of(label))}
    mine = {asked_by(label) for label in labels if _MINE.search(folded(label))} - {None, ""}
    named = "name" in asked or "person" in asked
    shouted = {asked_by(label) for label in labels if label.isupper()} - {None, ""}
    if (named and (len(asked & _WHO) > 1 or len(shouted) > 1)) or len(asked & _TOLD) > 1 or len(mine) > 1:
        return True
    answered = {asked_by(match["label"]) for line in lines if (match := _ANSWERED_QUESTION.match(line))} - {None, ""}
    if len(answered) >= _QUESTIONS:
        return True
    questions = (re.match(r"[^?؟]*[?؟]", line) for line in lines)
    asking = sum(YOU.search(each[0]) is not None and len(each[0]) <= LONGEST_LABEL for each in questions if each)
    return asking >= _QUESTIONS


def _what_may_ask(line: str) -> str:
    bare = line.removeprefix(HEADING)
    field = LABEL.match(bare) or DASHED_IN_A_FORM.match(bare)
    label = field["label"] if field else bare
    return (
        label.strip() if len(label) <= LONGEST_LABEL and not label.rstrip().endswith((".", "!", ",", ";", "”")) else ""
    )


def is_a_magazine(lines: list[str]) -> bool:
    """Whether its headings ask of one worker: "What does he do all day?". No other line asks there."""
    heads = [line.removeprefix(HEADING) for line in lines if line.startswith(HEADING)]
    of_one = sum(_OF_HER.search(head) is not None for head in heads)
    return of_one >= MARKED and sum(asked_by(head) in _TOLD for head in heads) >= _QUESTIONS
