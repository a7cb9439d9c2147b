"""Up to three sentences of a worker that could stand on their card; a person chooses, the worker agrees.

The quote that they handed in comes first. In their answers the first person is the signal: it was measured to tell more
than feeling words do. What tells of harm, of children or families, or names a way to reach somebody is never proposed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, pairwise

import regex

from scheduler.drafts.contrast import needing_next
from scheduler.drafts.faithful import clause_ends, sentences_of, verbatim_quote
from scheduler.drafts.harm import tells_of_harm
from scheduler.drafts.safety import is_safe, open_paragraphs
from scheduler.drafts.summary import passage_text
from scheduler.drafts.voices import own_sentences, quoted_from, speaks
from scheduler.drafts.words import (
    LEADING_CONNECTIVE,
    first_persons,
    leans_back,
    tells_of_clients,
    tells_of_days,
    tells_of_kin,
    tells_of_sending,
    tells_what_counts,
)
from scheduler.models import Kind, Submission
from scheduler.submissions.sentences import Sentence

LONGEST = 280
"""Characters that a card shows well."""
_MOST = 3
_SHORT = 60
_LENGTHS = range(50, 171)
"""Characters that a card shows best; what is shorter or longer loses points."""
_THRESHOLD = 1.6
_PASSAGES = {"love": 1.0, "why": 0.6, "support": 0.2, "role": -0.3, "text": 0.0}
"""Where a quote may come from, and what each place adds to its score (section prior of the measured selector)."""
_QUOTED = re.compile(
    r"“([^“”]+)”|«\s*([^«»]+?)\s*»|„([^„“”]+)[“”]|「([^「」]+)」|\"([^\"]+)\"|(?<!\w)‘([^‘]+?)’(?!\w)", re.DOTALL
)
_ATTRIBUTION = re.compile(r"[\s,]*[^\s.!?;:“”«»\"]+(?: [^\s.!?;:“”«»\"]+){0,4}[\s,]*")
_VERB = (
    r"(?:says?|said|adds?|added|explains?|explained|recalls?|recalled|remembers?|remembered|tells?|told|laughs?|jokes?"
    r"|continues?|dit|explique|raconte|ajoute|confie|plaisante|poursuit|dice|cuenta|explica|afirma|recuerda|añade|diz"
    r"|conta|afirma|lembra|acrescenta|sagt|erzählt|erklärt|meint)"
)
_NAME = r"(?P<name>\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){0,3})"
_SAYS = regex.compile(
    r"\A[\s,.!?…\"”»’]*"
    rf"(?:{_VERB}(?:-t)?[ -](?:{_NAME}|(?:s?he|il|elle|his|her|the|a|one|le|la|son|sa|su|el|o|seu|sua)\b)"
    rf"|{_NAME} {_VERB}\b|(?:s?he|il|elle|ella|él|ela|ele|er|sie) {_VERB}\b)"
)
_SAYS_BEFORE = regex.compile(
    rf"(?:{_NAME} {_VERB}|(?i:selon|según|segundo|according to) (?:[\p{{Ll}}’']+ ?){{0,3}}(?:{_NAME})?)"
    r"[\s,:]*[“«\"„]?\s*\Z"
)
_PERSON = regex.compile(
    r"(?!(?:One|The|His|Her|Every|When|That|This)\b)\p{Lu}[\p{L}’'-]{2,}(?=[\s,.’'])"
    r"|\b(?:client|mother|father|supervisor|colleague|director|neighbour|directeur|directrice|mère|collègue|madre|jefa"
    r"|colega|mãe|chefe)\b"
)
"""Somebody told of, by name or by what they are."""
_MARKS = '"“„«»「'
_CLOSING_MARK = re.compile(r"\s?[\"”“»」][.,]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words for a card; `source` is the part of the submission that they stand in, `reason` why they are proposed."""

    text: str
    source: str
    reason: str


def quotes(submission: Submission) -> tuple[Quote, ...]:
    """At most three, the best first; none when nothing fits. Only profiles have a worker to quote."""
    if submission.kind is not Kind.PROFILE:
        return ()
    found = chain(_handed_in(submission), _found(submission))
    return tuple(islice(_apart(quote for quote in found if _holds(quote, submission)), _MOST))


def _holds(quote: Quote, submission: Submission) -> bool:
    return len(quote.text) <= LONGEST and verbatim_quote(quote.text, passage_text(submission, quote.source))


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


# --- the quote that came with the form ------------------------------------------------------------------------------


def _handed_in(submission: Submission) -> Iterator[Quote]:
    field = quoted_from(submission.parts.quote or "", submission)
    told = [each for each in _said_by_them(submission) if _key(field) in _key(each)] if submission.third_person else []
    words = told[0] if told else _worker_words(field, submission)
    flagged = tells_of_harm(words) or tells_of_kin(words) or (told and tells_of_clients(words))
    if flagged or not is_safe(words, submission) or not (text := fitted(words)):
        return
    shortened = "" if text == words else ", shortened to fit a card"
    if told:
        yield Quote(text=text, source="text", reason=f"what they are quoted with{shortened}")
    else:
        yield Quote(text=text, source="quote", reason=f"handed in as the quote{shortened}")


def _worker_words(field: str, submission: Submission) -> str:
    """The field without its quotation marks; of somebody else's text only what the worker is quoted with."""
    spoken = _spoken(field)
    if submission.third_person and not _is_spoken(field, submission):
        return spoken[0] if spoken else ""
    return _without_marks(" ".join(field.split()))


def _without_marks(text: str) -> str:
    """Without a quotation mark that opens or closes the whole: the card sets its own. What closes before a full stop
    takes that with it."""
    if spoken := _QUOTED.fullmatch(text.rstrip(".,")):
        return str(next(filter(None, spoken.groups()))).strip()
    if _QUOTED.search(text):
        return text
    closing = _CLOSING_MARK.search(text)
    return (text[: closing.start()] if closing else text).lstrip(_MARKS).strip()


def _is_spoken(field: str, submission: Submission) -> bool:
    """Whether somebody else's text gives the whole field as the worker's words."""
    if first_persons(field, submission.language):
        return True
    return any(_key(field) in _key(words) for words in _spoken(submission.text))


def fitted(words: str) -> str:
    """The words themselves where a card has room for them; else its first whole sentences, else a clause and […]."""
    if len(words) <= LONGEST:
        return words
    text = ""
    for sentence in sentences_of(words):
        if len(words[: sentence.end]) > LONGEST:
            break
        text = words[: sentence.end]
    return text or _cut(words)


def _cut(words: str) -> str:
    mark, sentence = " […]", sentences_of(words)[0].text
    places = [place for place in clause_ends(sentence) if place <= LONGEST - len(mark)]
    whole = [place for place in places if place > _SHORT and LEADING_CONNECTIVE.match(sentence[place:].lstrip(",; "))]
    return f"{words[: (whole or places)[-1]].rstrip()}{mark}" if places else ""


# --- what else they say ---------------------------------------------------------------------------------------------


def _found(submission: Submission) -> Iterator[Quote]:
    """The best first. What may not be shown is looked for last, because that takes longest."""
    candidates = {text: passage for text, passage in reversed(list(_candidates(submission))) if len(text) <= LONGEST}
    scored = [
        (_score(text, passage, submission.language), -number, text, passage)
        for number, (text, passage) in enumerate(reversed(candidates.items()))
    ]
    for points, _, text, passage in sorted(scored, reverse=True):
        if points >= _THRESHOLD and _may_be_shown(text, submission):
            yield Quote(text=text, source=passage, reason=_reason(passage))


def _apart(found: Iterable[Quote]) -> Iterator[Quote]:
    """Each once: a pair of sentences and one of them are the same proposal."""
    kept: list[str] = []
    for quote in found:
        key = _key(quote.text)
        if not any(key in other or other in key for other in kept):
            kept.append(key)
            yield quote


def _reason(passage: str) -> str:
    where = "in their text" if passage == "text" else f"in what they say under {passage!r}"
    return f"speaks in the first person {where}"


def _may_be_shown(text: str, submission: Submission) -> bool:
    name = submission.parts.name
    if name and name.casefold() in text.casefold():  # a card has it below the words already
        return False
    flagged = tells_of_harm(text) or tells_of_clients(text) or tells_of_sending(text)
    return not flagged and is_safe(text, submission)


def _candidates(submission: Submission) -> Iterator[tuple[str, str]]:
    for passage in _PASSAGES:
        source = passage_text(submission, passage)
        yield from ((text, passage) for text in _said(source, passage, submission))


def _said(source: str, passage: str, submission: Submission) -> Iterable[str]:
    """What the worker says in it; in somebody else's text that is what stands in quotation marks."""
    if speaks(submission, passage):
        own = own_sentences(source, submission)
        return _sentences(source, own, language=submission.language, opens_answer=passage != "text")
    told = open_paragraphs(source, submission)
    return [words for words in _spoken(told) if not _says_another(words, told, submission)]


def _said_by_them(submission: Submission) -> list[str]:
    return [words for words in _spoken(submission.text) if not _says_another(words, submission.text, submission)]


def _says_another(words: str, told: str, submission: Submission) -> bool:
    """Whether somebody else is quoted with it: it has the worker's name in it, or another name says it."""
    own = set(regex.findall(r"\p{L}{3,}", (submission.parts.name or "").casefold()))
    if own & set(regex.findall(r"\p{L}+", words.casefold())):
        return True
    first, last = words.split(" […] ")[0], words.split(" […] ")[-1]
    begin = told.find(first.split("\n")[0][:30])
    end = told.find(last[-30:], max(begin, 0)) + len(last[-30:])
    said = _SAYS.search(told[end : end + 60]) or _SAYS_BEFORE.search(told[max(begin - 60, 0) : max(begin, 0)])
    if said and said["name"]:
        return not own & set(regex.findall(r"\p{L}+", said["name"].casefold()))
    return bool(said) and _another_was_named(told[: max(begin, 0)], own)


def _another_was_named(before: str, own: set[str]) -> bool:
    """Whether the paragraph's last person before it is not the worker: "One of his clients …", "His supervisor …"."""
    paragraph = before.rsplit("\n\n", 1)[-1]
    persons = list(_PERSON.finditer(paragraph))
    return bool(persons) and persons[-1].group().casefold() not in own


def _sentences(source: str, own: Sequence[Sentence], *, language: str, opens_answer: bool) -> Iterator[str]:
    """Single sentences, and what goes only together; a short one in the first person together with its next, too."""
    whole = sentences_of(source)
    places = {sentence.start: number for number, sentence in enumerate(whole)}
    needing = needing_next([each.text for each in whole], opens_answer=opens_answer)
    halves = needing | {number + 1 for number in needing}
    free = [each for each in own if places[each.start] not in halves and not _is_headline(each, source)]
    yield from (" ".join(each.text.split()) for each in free)
    yield from _short_pairs(source, free, language)
    starts = {each.start for each in own}
    for first in sorted(needing - {number + 1 for number in needing}):
        last = next(number for number in count(first) if number not in needing)
        if all(whole[number].start in starts for number in range(first, last + 1)):
            yield " ".join(source[whole[first].start : whole[last].end].split())


def _is_headline(sentence: Sentence, source: str) -> bool:
    """Whether it ends without a mark, and the text goes on below."""
    return sentence.text[-1].isalnum() and source.startswith("\n\n", sentence.end)


def _short_pairs(source: str, own: Sequence[Sentence], language: str) -> Iterator[str]:
    for first, second in pairwise(own):
        between = source[first.end : second.start]
        speaks_of_them = first_persons(first.text, language) > 0 and not tells_of_days(first.text)
        goes_on = len(first.text) <= _SHORT or leans_back(second.text)
        if speaks_of_them and goes_on and not between.strip() and "\n" not in between:
            yield " ".join(source[first.start : second.end].split())


def _spoken(text: str) -> list[str]:
    """What stands in quotation marks; two pieces around a short "said she" are one, with […] between."""
    found: list[str] = []
    end = -1
    for match in _QUOTED.finditer(text):
        words = " ".join(next(filter(None, match.groups())).split())
        if found and _ATTRIBUTION.fullmatch(text[end : match.start()]):
            found[-1] = f"{found[-1].rstrip(' ,')} […] {words}"
        else:
            found.append(words)
        end = match.end()
    return [words.rstrip(" ,") for words in found]


def _score(text: str, passage: str, language: str) -> float:
    """Points for the first person (without it none), for what they think and not only do, the place and the length; off
    for numbers, questions, what happened to them or what their days hold, a small first letter, and "This …"."""
    persons = min(first_persons(text, language), 3)
    if not persons:
        return 0.0
    points = 1.5 + persons / 4 + _PASSAGES[passage] + 0.6 * tells_what_counts(text)
    points -= max(_LENGTHS[0] - len(text), len(text) - _LENGTHS[-1], 0) / 80
    points -= 0.5 * len(re.findall(r"\d+", text)) + ("?" in text or "؟" in text) + 1.5 * leans_back(text)
    return points - 1.0 * tells_of_days(text) - 1.5 * text[:1].islower()
