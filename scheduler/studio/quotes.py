"""The contributor's own words: those that a card may quote, and where each of a post's sentences stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from scheduler import drafts
from scheduler.models import Post, Submission
from scheduler.studio.reading import Inbox


def candidates(request: Request, post: Post) -> tuple[str, ...] | None:
    """Quotes of the post's submission, the best first; None while it is being read."""
    if not post.submission:
        return ()
    found = _submissions(request)
    if found is None:
        return None
    submission = next((each for each in found if each.id == post.submission), None)
    return tuple(quote.text for quote in drafts.quotes(submission)) if submission else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A sentence of the post. `said`: the source's own, with what stands around it; "": nobody sent it."""

    words: str
    said: str = ""
    before: str = ""
    after: str = ""


def origins(request: Request, post: Post) -> tuple[Origin, ...]:
    """Of every sentence of the post's text, once its submission is read; none where it tells of no submission."""
    source = next((each.text for each in _submissions(request) or () if each.id == post.submission), "")
    return tuple(_origins(post.text, source)) if source else ()


_AROUND = 120
_MARKS = '“”«»„‟"「」 '


def _origins(text: str, source: str) -> Iterator[Origin]:
    for sentence in drafts.sentences_of(text):
        words = sentence.text.strip(_MARKS)
        if not any(sign.isalpha() for sign in words) or words.startswith(("#", "http")):
            continue
        place = drafts.place_of(words, source)
        if place is None:
            yield Origin(words=words)
        else:
            before, after = source[max(0, place.start - _AROUND) : place.start], source[place.end : place.end + _AROUND]
            yield Origin(words=words, said=place.text, before=before, after=after)


def _submissions(request: Request) -> Sequence[Submission] | None:
    """What came in; None while it is being read."""
    inbox: Inbox = request.app.state.inbox
    return inbox.look().found
