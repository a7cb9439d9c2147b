"""Ready submissions into drafts for posts.yaml: words, card or media, and a place in the week."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler import slots
from scheduler.drafts.advice import Adviser
from scheduler.drafts.agreed import may_be_drafted, note_on, too_late, within
from scheduler.drafts.balance import Place, Placed, country, organisation, spread
from scheduler.drafts.person import name_of, said
from scheduler.drafts.quotes import Quote, quotes
from scheduler.drafts.safety import is_safe
from scheduler.drafts.variants import texts
from scheduler.drafts.voices import own_sentences
from scheduler.models import Calendar, Card, Kind, Media, Post, Readiness, Status, Submission, Use
from scheduler.platforms import load, names
from scheduler.submissions.apart import ask, in_order
from scheduler.submissions.called import country_name, language_name

_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft, why it stands where it stands, and the quotes that a person may choose from."""

    post: Post
    note: str
    quotes: tuple[Quote, ...] = ()


def practise() -> None:
    """What helpers need to draft, loaded for them: see `scheduler.submissions.helper`."""
    for name in names():
        load(name)


def draft(submissions: Iterable[Submission], calendar: Calendar, adviser: Adviser | None = None) -> list[Drafted]:
    """A draft for every ready submission that no post of the calendar is about, in the order of their places.

    `adviser`: who chooses the sentences of summaries, where the campaign has set one.
    """
    every = {each.id: each for each in submissions}
    known = {name for post in calendar.posts for name in (post.id, post.submission)}
    ready = (each for each in every.values() if each.status is Readiness.READY and may_be_drafted(each))
    waiting = [each for each in ready if not _is_told(each, known, calendar)]
    standing = [
        (post.at, every[post.submission])
        for post in calendar.posts
        if post.at and post.submission in every and post.status is not Status.CANCELLED
    ]
    placed = spread(waiting, list(slots.free(calendar)), standing)
    made = _made(placed, replace(calendar, posts=()), adviser)
    return [
        replace(one, note=" ".join(filter(None, [_note(each), one.note])))
        for each, one in zip(placed, made, strict=True)
    ]


def _made(placed: Sequence[Placed], calendar: Calendar, adviser: Adviser | None) -> Iterator[Drafted]:
    """The drafts: by helpers, several at once; one after the other where somebody else is asked for advice."""
    if adviser:
        return (_drafted(each.submission, each.place, calendar, adviser) for each in placed)
    return in_order(lambda each: ask(each.submission.id, _drafted, each.submission, each.place, calendar), placed)


def _is_told(submission: Submission, known: set[str], calendar: Calendar) -> bool:
    """Whether a post is about it already, or about another version of it that was not taken back."""
    live = {post.submission for post in calendar.posts if post.status is not Status.CANCELLED}
    return submission.id in known or any(version in live for version in submission.versions)


def _drafted(
    submission: Submission, place: Place | None, calendar: Calendar, adviser: Adviser | None = None
) -> Drafted:
    """Its note tells only what went wrong."""
    found = quotes(submission)
    if place and too_late(submission.agreed, place[0]):
        place = None
    post = Post(
        id=_id(submission),
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
    return Drafted(post=post, note=words.remark, quotes=found)


def _id(submission: Submission) -> str:
    """Its submission's; links tell it to followers, so who is not to be named gets one that says nothing."""
    if Use.NAME in submission.agreed.uses:
        return submission.id
    return f"{submission.kind}-{hashlib.sha256(submission.id.encode()).hexdigest()[:_DIGITS]}"


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


def _note(placed: Placed) -> str:
    agreed = placed.submission.agreed
    terms = note_on(agreed)
    if not placed.place:
        where = "Draft without a time: every place of the week is taken. Give it a time, or add a slot."
        return f"{where} {terms}".strip()
    at, slot = placed.place
    day = f"{at:%A} {at.day} {at:%B}"
    if too_late(agreed, at):
        return f"Draft without a time: the next free place is {day}. {terms}"
    where = f"Draft for {slot.name}, {day}: the next free place."
    why = (*_of_the_day(placed), *_reasons(placed.submission, placed.before), terms)
    return " ".join(filter(None, [where, *why]))


def _of_the_day(placed: Placed) -> Iterator[str]:
    """What it brings to its day that no other there does."""
    others, one = placed.same_day, placed.submission
    if others and one.language and one.language not in {each.language for each in others}:
        yield f"The day’s first in {language_name(one.language)}."
    if others and country(one) and country(one) not in {country(each) for each in others}:
        yield f"The day’s first from {country_name(one.parts.country)}."


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
            ("country", country(submission), country(before)),
            ("language", submission.language, before.language),
        )
        if one and other and one != other
    ]
    return (f"After {before.id}: another {', another '.join(changes)}.",) if changes else ()
