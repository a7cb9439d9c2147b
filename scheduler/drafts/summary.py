"""A submission in a few of its own sentences.

Safety first: what could harm somebody is not even looked at. Then the contributor's own summary, where there is one;
else the text's first sentences that fit, which was measured to be as good as any cleverer choice. The check that every
sentence is the contributor's stands in `Summary` itself: one that is not faithful cannot be made.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.drafts.faithful import clause_ends, reduces, sentences_of
from scheduler.drafts.safety import safe_sentences
from scheduler.drafts.words import first_persons, leans_back
from scheduler.models import Kind, Submission
from scheduler.submissions.sentences import Sentence

Fits = Callable[[str], bool]
Passages = Sequence[Sequence["Extract"]]
Fit = Callable[[Sequence["Extract"]], bool]
Shown = Callable[[Sequence["Extract"]], str]
_PROFILE_PARTS = ("role", "support", "love")
_END_MARKS = tuple(".!?…؟۔։。！？።፧፨।॥။៕")
_CLOSING = "\"'”’»)]」』 \u00a0"
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """One sentence of a summary and its place: in `passage` ("text", "own_summary" or a part's name), start to end."""

    text: str
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences of one submission, in the order of reading. ValueError when one is not its contributor's own."""

    submission: Submission
    extracts: tuple[Extract, ...] = ()

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
    """The words of a submission that go by this name; "" when there are none."""
    if passage in {"text", "own_summary"}:
        return str(getattr(submission, passage))
    return getattr(submission.parts, passage) or ""


def summarise(submission: Submission, fits: Fits, *, most: int | None = None, shown: Shown = joined) -> Summary:
    """As many whole sentences as fit together, `most` at most; else one that is cut at a clause, marked with "…"; else
    an empty summary. `fits` is asked about each candidate as it will be `shown`."""

    def fit(extracts: Sequence[Extract]) -> bool:
        return fits(shown(extracts))

    for find in (_whole, _cut):
        for passages in _preferences(submission):
            if choice := find(passages, fit, most or len(submission.text)):
                return Summary(submission=submission, extracts=tuple(choice))
    return Summary(submission=submission)


def key_messages(submission: Submission) -> tuple[Extract, ...]:
    """The contributor's own summary, sentence by sentence; () when they gave none."""
    return tuple(_passage(submission, "own_summary"))


def _preferences(submission: Submission) -> Iterator[Passages]:
    """Where to take the sentences from: the first choice, then what to do when nothing of it fits."""
    yield [_passage(submission, "own_summary")]
    if submission.kind is Kind.PROFILE:
        yield [_passage(submission, part) for part in _PROFILE_PARTS if _stands_alone(submission, part)]
        yield [_passage(submission, "why")]
    yield [_passage(submission, "text")]


def _stands_alone(submission: Submission, part: str) -> bool:
    """Whether an answer reads without its question: "Being waved at" does not, "I love being waved at" does."""
    text = passage_text(submission, part)
    first = sentences_of(text)[0].text if text.strip() else ""
    return part != "love" or (not submission.third_person and bool(first_persons(first, submission.language)))


def _passage(submission: Submission, passage: str) -> list[Extract]:
    text = passage_text(submission, passage)
    return [
        Extract(text=_bare(sentence.text), passage=passage, start=sentence.start, end=sentence.end)
        for sentence in safe_sentences(text, submission)
        if _is_sayable(sentence, whole=passage != "own_summary")
    ]


def _bare(sentence: str) -> str:
    """On one line, without a list's mark."""
    words = " ".join(sentence.split())
    return words[2:].lstrip() if words[:2] in {"- ", "* ", "• ", "· ", "– "} else words


def _is_sayable(sentence: Sentence, *, whole: bool) -> bool:
    """Not a heading, a lone "Yes!" or an address on the web."""
    if "://" in sentence.text or (whole and not _is_sentence(sentence.text)):
        return False
    return sum(map(str.isalpha, sentence.text)) >= _FEWEST_LETTERS


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_END_MARKS)


def _whole(passages: Passages, fit: Fit, most: int) -> list[Extract]:
    """The first sentence of each passage, then the second of each …, as long as all of them together fit."""
    chosen: list[Extract] = []
    for extract in _in_turn(passages):
        if len(chosen) < most and _stands(extract, chosen, passages):
            longer = sorted([*chosen, extract], key=lambda each: _order(each, passages))
            if fit(longer):
                chosen = longer
    return chosen


def _in_turn(passages: Passages) -> Iterator[Extract]:
    for number in range(max(map(len, passages), default=0)):
        yield from (passage[number] for passage in passages if number < len(passage))


def _stands(extract: Extract, chosen: list[Extract], passages: Passages) -> bool:
    """Whether it can be understood: This and They need the sentence before them."""
    if not leans_back(extract.text):
        return True
    passage = next(passage for passage in passages if extract in passage)
    place = passage.index(extract)
    return place > 0 and passage[place - 1] in chosen


def _order(extract: Extract, passages: Passages) -> tuple[int, int]:
    return next(number for number, passage in enumerate(passages) if extract in passage), extract.start


def _cut(passages: Passages, fit: Fit, _most: int) -> list[Extract]:
    """The first sentence that can stand first, ended early at the last clause that fits."""
    first = next((each for passage in passages for each in passage if not leans_back(each.text)), None)
    for place in reversed(clause_ends(first.text)) if first else []:
        shorter = replace(first, text=f"{first.text[:place].rstrip()}…") if first else None
        if shorter and fit([shorter]):
            return [shorter]
    return []
