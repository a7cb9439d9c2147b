"""A submission in a few of its own sentences.

Safety first: what could harm somebody is not even looked at. Then the contributor's own summary, where there is one;
else, of a profile, the beginnings of its answers; else a run of sentences from the beginning of the text. The check
that every sentence is the contributor's stands in `Summary` itself: one that is not faithful cannot be made.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scheduler.drafts.advice import AdviceError, Adviser, advised
from scheduler.drafts.choice import Extract, Fit, beginnings, best_run, groups
from scheduler.drafts.contrast import needing_next
from scheduler.drafts.faithful import clause_ends, plain, reduces, sentences_of
from scheduler.drafts.voices import own_sentences, without_label
from scheduler.drafts.words import LEADING_CONNECTIVE, first_persons, leans_back
from scheduler.models import Kind, Submission

Fits = Callable[[str], bool]
Shown = Callable[[Sequence[Extract]], str]

_ANSWERS = ("role", "support", "love", "why")
_END_MARKS = tuple(".!?…؟۔։。！？።፧፨।॥။៕")
_WITHOUT_END_MARKS = re.compile(r"[\u0e00-\u0eff]{8}")
"""Thai and Lao: what is written in them ends without a mark."""
_CLOSING = "\"'”’»)]」』 \u00a0"
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences of one submission, in the order of reading. ValueError when one is not its contributor's own."""

    submission: Submission
    extracts: tuple[Extract, ...] = ()
    remark: str = ""
    """Why an adviser's choice was not taken."""

    def __post_init__(self) -> None:
        for extract in self.extracts:
            source = passage_text(self.submission, extract.passage)
            places = {(sentence.start, sentence.end) for sentence in sentences_of(source)}
            place = (extract.start, extract.end)
            if place not in places or not reduces(extract.text, source[extract.start : extract.end]):
                raise ValueError(f"{extract.text!r} is not what {self.submission.id} says at {place}")

    @property
    def text(self) -> str:
        """The sentences on one line; a line each when they are notes without a full stop."""
        return joined(self.extracts)


def joined(extracts: Sequence[Extract]) -> str:
    """How a summary reads by itself."""
    lines = [extract.text for extract in extracts]
    return (" " if all(map(_is_sentence, lines)) else "\n").join(lines)


def passage_text(submission: Submission, passage: str) -> str:
    """The words of a submission that go by this name: "text", "own_summary" or a part's; "" when there are none."""
    if passage in {"text", "own_summary"}:
        return str(getattr(submission, passage))
    return without_label(getattr(submission.parts, passage) or "", submission)


def summarise(
    submission: Submission,
    fits: Fits,
    *,
    least: int = 1,
    most: int = 1_000,
    one_passage: bool = False,
    shown: Shown = joined,
    adviser: Adviser | None = None,
) -> Summary:
    """Whole sentences that fit together: `most` at most, and `least` of a text where so many fit; else one that is cut
    at a clause, marked with "…"; else none. `fits` is asked about each candidate as it will be `shown`.

    Of a profile the beginnings of several answers, or of the `one_passage` that says most in the room. An `adviser`
    may choose instead, but not against the contributor's own summary; what it says is checked like everything else.
    """

    def fit(extracts: Sequence[Extract]) -> bool:
        return fits(shown(extracts))

    remark = ""
    if adviser and not key_messages(submission) and (offered := _offered(submission)):
        try:
            chosen = advised(adviser, submission, offered, fit, most=most, one_passage=one_passage)
            return Summary(submission=submission, extracts=tuple(chosen))
        except AdviceError as bad:
            remark = f"The summary is our own choice: the language model’s answer could not be used, {bad}."
    own = _chosen(submission, fit, least=least, most=most, one_passage=one_passage)
    return Summary(submission=submission, extracts=tuple(own), remark=remark)


def _offered(submission: Submission) -> list[Extract]:
    """What an adviser may choose from: a profile's answers, else the text."""
    passages = [passage for some in _preferences(submission) for passage in some]
    if not _has_answers(submission):
        passages.append(_sayable(submission, "text"))
    return [each for passage in passages for each in passage]


def _chosen(submission: Submission, fit: Fit, *, least: int, most: int, one_passage: bool) -> Sequence[Extract]:
    for passages in _preferences(submission):
        choices = [beginnings(some, fit, most=most) for some in ([each] for each in passages)] if one_passage else []
        if chosen := max(choices or [beginnings(passages, fit, most=most)], key=_length):
            return chosen
    text = () if _has_answers(submission) else _sayable(submission, "text")
    chosen = best_run(text, fit, title=submission.title, least=least, most=most)
    every: list[list[Sequence[Extract]]] = [*_preferences(submission), [text]]
    for passages in every:
        chosen = chosen or [*_cut(passages, fit)]
    return chosen


def _length(extracts: Sequence[Extract]) -> int:
    return sum(len(extract.text) for extract in extracts)


def key_messages(submission: Submission) -> tuple[Extract, ...]:
    """The contributor's own summary, sentence by sentence; () when they gave none."""
    return _sayable(submission, "own_summary")


def _preferences(submission: Submission) -> Iterator[list[Sequence[Extract]]]:
    """What is better than the text as a whole, the best first."""
    yield [_sayable(submission, "own_summary")]
    if submission.kind is Kind.PROFILE:
        told = ("role", "support", "love") if _love_stands_alone(submission) else ("role", "support")
        yield [_sayable(submission, part) for part in told]
        yield [_sayable(submission, "why")]


def _has_answers(submission: Submission) -> bool:
    """Whether a profile came in parts: its text is the same answers again, run together."""
    return submission.kind is Kind.PROFILE and any(passage_text(submission, part) for part in _ANSWERS)


def _love_stands_alone(submission: Submission) -> bool:
    """Whether it reads without its question: "Being waved at from a balcony" does not, "I love being waved at" does."""
    first = next(iter(own_sentences(passage_text(submission, "love"), submission)), None)
    own_words = first is not None and not submission.third_person
    return own_words and first_persons(first.text if first else "", submission.language) > 0


@lru_cache(maxsize=64)
def _sayable(submission: Submission, passage: str) -> tuple[Extract, ...]:
    """The passage's sentences without what could harm somebody, others' words, headings, a lone "Yes!" and addresses on
    the web; and without the half of what goes only together when the other half is missing. Remembered, because every
    channel's every candidate begins with them."""
    text, title = passage_text(submission, passage), plain(submission.title)
    whole = sentences_of(text)
    numbers = {sentence.start: number for number, sentence in enumerate(whole)}
    needing = needing_next([each.text for each in whole], opens_answer=passage in _ANSWERS)
    found = [
        Extract(
            text=_bare(each.text),
            passage=passage,
            start=each.start,
            end=each.end,
            number=numbers[each.start],
            with_next=numbers[each.start] in needing,
        )
        for each in own_sentences(text, submission)
        if (passage == "own_summary" or _is_sentence(each.text)) and _says_something(each.text)
        if not title or plain(each.text) != title  # it stands above the summary already
    ]
    return _complete(found, needing)


def _complete(found: Sequence[Extract], needing: Collection[int]) -> tuple[Extract, ...]:
    """Those of whom no other half is missing, before them or behind."""
    numbers = {each.number for each in found}
    for number in sorted(needing):
        if number not in numbers:
            numbers.discard(number + 1)
    for number in sorted(needing, reverse=True):
        if number + 1 not in numbers:
            numbers.discard(number)
    return tuple(each for each in found if each.number in numbers)


def _bare(sentence: str) -> str:
    """On one line, without a list's mark."""
    words = " ".join(sentence.split())
    return words[2:].lstrip() if words[:2] in {"- ", "* ", "• ", "· ", "– "} else words


def _says_something(sentence: str) -> bool:
    return "://" not in sentence and sum(map(str.isalpha, sentence)) >= _FEWEST_LETTERS


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_END_MARKS) or bool(_WITHOUT_END_MARKS.search(line))


def _cut(passages: Sequence[Sequence[Extract]], fit: Fit) -> Iterator[Extract]:
    """The first sentence that can stand first, ended early at the last clause that fits: before an "and" if it can be,
    because what stands there is a sentence by itself."""
    alone = [group[0] for passage in passages for group in groups(passage) if len(group) == 1]
    for first in [each for each in alone if not leans_back(each.text)][:1]:
        places = [place for place in clause_ends(first.text) if fit([_ended(first, place)])]
        whole = [place for place in places if LEADING_CONNECTIVE.match(first.text[place:].lstrip(",;: "))]
        yield from [_ended(first, place) for place in (whole or places)[-1:]]


def _ended(extract: Extract, place: int) -> Extract:
    return replace(extract, text=f"{extract.text[:place].rstrip()}…")
