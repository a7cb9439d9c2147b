"""Ready submissions into drafts for posts.yaml: words, card or media, and a place in the week."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from scheduler import slots
from scheduler.drafts.advice import Adviser
from scheduler.drafts.agreed import may_be_drafted, note_on, too_late, within
from scheduler.drafts.balance import organisation, spread
from scheduler.drafts.person import name_of, said
from scheduler.drafts.quotes import Quote, quotes
from scheduler.drafts.safety import is_safe
from scheduler.drafts.variants import texts
from scheduler.drafts.voices import own_sentences
from scheduler.models import Calendar, Card, Kind, Media, Post, Readiness, Slot, Submission
from scheduler.platforms import load

Place = tuple[datetime, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft, why it stands where it stands, and the quotes that a person may choose from."""

    post: Post
    note: str
    quotes: tuple[Quote, ...] = ()


def draft(submissions: Iterable[Submission], calendar: Calendar, adviser: Adviser | None = None) -> list[Drafted]:
    """A draft for every ready submission that no post of the calendar is about, in the order of their places.

    `adviser`: who chooses the sentences of summaries, where the campaign has set one.
    """
    known = {name for post in calendar.posts for name in (post.id, post.submission)}
    ready = (each for each in submissions if each.status is Readiness.READY and may_be_drafted(each))
    waiting = [each for each in ready if each.id not in known]
    places: list[Place] = list(slots.free(calendar))
    order = spread(waiting)
    pairs = list(zip_longest(order, places[: len(order)]))
    return [
        _drafted(one, place, before, calendar, adviser)
        for (one, place), before in zip(pairs, [None, *order], strict=False)
    ]


def _drafted(
    submission: Submission, place: Place | None, before: Submission | None, calendar: Calendar, adviser: Adviser | None
) -> Drafted:
    found = quotes(submission)
    note = _note(submission, place, before)
    if place and too_late(submission.agreed, place[0]):
        place = None
    post = Post(
        id=submission.id,
        submission=submission.id,
        at=place[0] if place else None,
        slot=place[1].name if place else "",
        link=calendar.campaign.link,
        card=_card(submission, found[0], calendar.folder) if found else None,
    )
    if not post.card:
        post = replace(post, media=tuple(_media(submission, calendar)))
    post = within(post, submission, calendar)
    words = texts(submission, post, calendar, adviser)
    post = replace(post, text=words.text, overrides=words.overrides)
    return Drafted(post=post, note=" ".join(filter(None, [note, words.remark])), quotes=found)


def _card(submission: Submission, quote: Quote, folder: Path) -> Card:
    parts = submission.parts
    pictures = [media.file for media in submission.media if not media.is_video]
    return Card(
        quote=quote.text,
        name=name_of(submission),
        title=said(parts.title),
        organisation=said(parts.organisation),
        country=said(parts.country),
        portrait=_from(folder, pictures[0]) if pictures else None,
        lang=submission.language,
    )


def _media(submission: Submission, calendar: Calendar) -> Iterator[Media]:
    """One film, or as many pictures as every channel takes; described as the contributor did, else by the caption.

    A description that tells of a child, or how to reach somebody, is none.
    """
    films = [media for media in submission.media if media.is_video][:1]
    most = min((load(channel.platform).limits.images for channel in calendar.channels.values()), default=0)
    caption = _caption(submission) if submission.kind is Kind.MULTIMEDIA else ""
    for media in films or submission.media[:most]:
        captions = _from(calendar.folder, media.captions) if media.captions else None
        alt = media.alt if is_safe(media.alt, submission) else ""
        yield Media(file=_from(calendar.folder, media.file), alt=alt or caption, captions=captions)


def _caption(submission: Submission) -> str:
    """Its first sentence that harms nobody; "" when there is none."""
    return next((" ".join(each.text.split()) for each in own_sentences(submission.text, submission)), "")


def _from(folder: Path, file: Path) -> Path:
    """The file's path as posts.yaml writes it: relative to the folder in which it stands."""
    return Path(Path(os.path.relpath(file.absolute(), folder.absolute())).as_posix())


# --- why it stands there ----------------------------------------------------------------------------------------------


def _note(submission: Submission, place: Place | None, before: Submission | None) -> str:
    terms = note_on(submission.agreed)
    if not place:
        where = "Draft without a time: every place of the week is taken. Give it a time, or add a slot."
        return f"{where} {terms}".strip()
    at, slot = place
    if too_late(submission.agreed, at):
        return f"Draft without a time: the next free place is {at:%A} {at.day} {at:%B}. {terms}"
    where = f"Draft for {slot.name}, {at:%A} {at.day} {at:%B}: the next free place."
    return " ".join(filter(None, [where, *_reasons(submission, before), terms]))


def _reasons(submission: Submission, before: Submission | None) -> Sequence[str]:
    """What the order was chosen for, as far as it is true of this place."""
    if not before:
        return ()
    if organisation(submission) == organisation(before):
        return (f"It follows {before.id} of the same organisation: no other was left to stand between.",)
    changes = [
        name
        for name, one, other in (
            ("kind", submission.kind, before.kind),
            ("country", submission.parts.country, before.parts.country),
            ("language", submission.language, before.language),
        )
        if one and other and one != other
    ]
    return (f"After {before.id}: another {', another '.join(changes)}.",) if changes else ()
