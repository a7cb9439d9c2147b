"""What is proposed for a submission whether it is drafted or not: its quotes, and summaries of some lengths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from scheduler.drafts.quotes import Quote, quotes
from scheduler.drafts.summary import summarise
from scheduler.models import Kind, Parts, Submission
from scheduler.submissions.apart import ask, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """`summaries`: by the most characters that each may have; "" where nothing fits."""

    quotes: tuple[Quote, ...]
    summaries: dict[int, str]


_ANY_WORDS = "I love the walk home. My sister Ruth was 12 then, and the road was new."


def proposals(submissions: Sequence[Submission], lengths: Sequence[int]) -> Iterator[Proposed]:
    """Of each, in their order; several are thought about at once, in the helpers."""
    return in_order(lambda each: ask(each.id, _proposed, each, lengths), submissions)


def practise() -> None:
    """Does in little what helpers are asked to, for them: see `scheduler.submissions.helper`."""
    parts = Parts(name="Achola Sample", love=_ANY_WORDS)
    _proposed(Submission(id="anybody", files=(), kind=Kind.PROFILE, language="en", text=_ANY_WORDS, parts=parts), [240])


def _proposed(submission: Submission, lengths: Sequence[int]) -> Proposed:
    return Proposed(
        quotes=quotes(submission),
        summaries={most: summarise(submission, partial(_is_within, most)).text for most in lengths},
    )


def _is_within(most: int, text: str) -> bool:
    return len(text) <= most
