"""What would go wrong with a calendar's content, said before it does, each at the line to mend."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.calendar_file.compose import channels_of, fingerprint, variants
from scheduler.calendar_file.fields import by_place
from scheduler.calendar_file.times import NO_WEEK
from scheduler.errors import Place, Problem, Severity
from scheduler.models import Calendar, Media, Post, Status, Variant
from scheduler.pictures import NotAPicture, kind_of
from scheduler.platforms import load, names
from scheduler.platforms.base import Platform
from scheduler.settings import Credentials
from scheduler.slots import minute_of
from scheduler.text import normalised

_FORGOTTEN = timedelta(days=1)
"""For so long a network knows what it was told before (measured of X: failures of 2026)."""


def check(calendar: Calendar, *, partly_read: bool = False) -> tuple[Problem, ...]:
    """Every problem of every post, and of the posts together, in the order of the file.

    `partly_read`: the file has errors of form, and what could not be read is not to be reported as missing too.
    """
    if partly_read:
        calendar = _readable_part(calendar)
    found = [
        problem for post in calendar.posts for problem in (*check_post(post, calendar), *_about_time(post, calendar))
    ]
    found += _clashes(calendar)
    found += repeated(calendar, _alive(calendar)).values()
    return tuple(sorted(found, key=by_place))


def _readable_part(calendar: Calendar) -> Calendar:
    channels = {name: channel for name, channel in calendar.channels.items() if channel.platform in names()}
    part = replace(calendar, channels=channels)
    # A post that has nothing to say may have said it under a key, or in a value, that could not be read.
    silent = {post.id for post in part.posts if not all(map(_says_something, variants(post, part)))}
    return replace(part, posts=tuple(post for post in part.posts if post.id not in silent))


def check_post(post: Post, calendar: Calendar) -> tuple[Problem, ...]:
    """What keeps one post from going out as it should, on all its channels or on one."""
    if post.status is Status.CANCELLED:
        return ()
    found = [*check_files(post, calendar)]
    for variant in variants(post, calendar):
        found += check_variant(variant, post, calendar)
    return tuple(dict.fromkeys(found))


def check_variant(variant: Variant, post: Post, calendar: Calendar) -> Iterator[Problem]:
    """What keeps a post from going out on one channel: the publisher holds it there for any error among these."""
    if not _says_something(variant):
        yield Problem(
            what=f"{post.id} has nothing to say on {variant.channel}.",
            remedy="Give it a text, a card or media.",
            place=_place(post, f"variants.{variant.channel}", "text"),
        )
    for problem in _platform(variant.channel, calendar).problems(variant):
        yield _placed(problem, post, variant)


def _platform(channel: str, calendar: Calendar) -> Platform:
    known = calendar.channels[channel]
    return load(known.platform)(known, Credentials(channel=channel))


def _placed(problem: Problem, post: Post, variant: Variant) -> Problem:
    """The network's problem at the value it is about: the media file that it names, else the text."""
    own = f"variants.{variant.channel}"
    media = next((f"{key}.file" for key, each in _media_with_places(post) if each.file.name in problem.what), None)
    keys = [media] if media else []
    keys += [f"{own}.thread", f"{own}.text", "text", "media", "card"]
    return replace(problem, place=_place(post, *keys))


def _place(post: Post, *keys: str) -> Place | None:
    """Where the first of `keys` that the post has stands; else the post itself."""
    return next((post.places[key] for key in (*keys, "id", "") if key in post.places), None)


# --- one post -------------------------------------------------------------------------------------------------------


def _says_something(variant: Variant) -> bool:
    return bool(variant.text.strip() or variant.thread or variant.media or variant.card)


def check_files(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """Files that a post names and that are not there, or are not what they should be."""
    cards = [("card.portrait", post.card)] + [
        (f"variants.{name}.card.portrait", override.card) for name, override in post.overrides.items()
    ]
    for key, card in cards:
        if card and card.portrait:
            place = _place(post, key, "card")
            yield from _about_file(card.portrait, place, calendar, must_exist=True)
            yield from _about_portrait(calendar.folder / card.portrait, place)
    for key, media in _media_with_places(post):
        yield from _about_file(media.file, _place(post, f"{key}.file"), calendar, must_exist=False)
        if media.captions:
            yield from _about_file(media.captions, _place(post, f"{key}.captions"), calendar, must_exist=True)


def _media_with_places(post: Post) -> Iterator[tuple[str, Media]]:
    for number, media in enumerate(post.media):
        yield f"media.{number}", media
    for name, override in post.overrides.items():
        for number, media in enumerate(override.media or ()):
            yield f"variants.{name}.media.{number}", media


def _about_file(file: Path, place: Place | None, calendar: Calendar, *, must_exist: bool) -> Iterator[Problem]:
    whole = (calendar.folder / file).resolve()
    if not whole.is_relative_to(calendar.folder.resolve()):
        what = f"{file} lies outside the campaign's folder: it does not travel with it."
        yield Problem(what=what, remedy="Copy it into assets/.", place=place, severity=Severity.WARNING)
    if must_exist and not whole.is_file():
        yield Problem(what=f"The file {file} is not there.", remedy="Mend the path, or add the file.", place=place)


def _about_portrait(file: Path, place: Place | None) -> Iterator[Problem]:
    try:
        if file.is_file():
            kind_of(file)
    except NotAPicture as error:
        yield Problem(what=error.what, remedy=error.remedy, place=place)


def _about_time(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """What concerns when and whether it goes out: said, but never a reason to hold it back."""
    campaign = calendar.campaign
    goes_out = post.status is Status.APPROVED or (not campaign.approval_required and post.status is Status.DRAFT)
    if post.at is None:
        if goes_out and not {"at", "slot"} & post.places.keys():
            yield Problem(
                what=f"{post.id} is to go out, but has no time.",
                remedy="Give it at: or slot:.",
                place=_place(post, "status"),
            )
        return
    if campaign.starts > NO_WEEK and not campaign.starts <= post.at.date() <= campaign.ends:
        yield _warning(post, f"{post.id} is outside the campaign's week.", "Is the date right?", "at", "slot")
    if goes_out and post.approval and post.approval.content not in {"", fingerprint(post, calendar)}:
        what = f"{post.id} was changed after {post.approval.by} approved it, and is held."
        yield _warning(post, what, f"Look at it, then: scheduler approve {post.id}", "approval")


def _warning(post: Post, what: str, remedy: str, *keys: str) -> Problem:
    return Problem(what=what, remedy=remedy, place=_place(post, *keys), severity=Severity.WARNING)


# --- posts together -------------------------------------------------------------------------------------------------


def _clashes(calendar: Calendar) -> Iterator[Problem]:
    """Two posts of one channel in the same minute."""
    first: dict[object, Post] = {}
    for post in _alive(calendar):
        for channel in channels_of(post, calendar) if post.at else ():
            other = first.setdefault((channel, minute_of(post.at)), post) if post.at else post
            if other is not post:
                what = f"{post.id} and {other.id} go out on {channel} in the same minute."
                yield _warning(post, what, "Move one of them.", "at", "slot")


def repeated(calendar: Calendar, posts: Iterable[Post]) -> dict[tuple[str, str], Problem]:
    """Those of `posts` that say on a channel what an earlier one says within a day, by post and channel.

    Networks refuse the same words twice, and after a lost answer nobody could tell which of the two is out.
    """
    said: dict[tuple[str, str], Post] = {}
    found = {}
    for post in sorted(posts, key=_when):
        for variant in variants(post, calendar):
            for words in _words_of(variant, calendar):
                twin = said.get((variant.channel, words))
                if twin and _when(post) - _when(twin) < _FORGOTTEN:
                    found[post.id, variant.channel] = _same_words(post, twin, variant.channel)
                said[variant.channel, words] = post
    return found


def _when(post: Post) -> datetime:
    return post.at or datetime.max.replace(tzinfo=UTC)


def _words_of(variant: Variant, calendar: Calendar) -> list[str]:
    platform = _platform(variant.channel, calendar)
    return [words for part in variant.parts() if (words := normalised(platform.compose(part)))]


def _same_words(post: Post, twin: Post, channel: str) -> Problem:
    return Problem(
        what=f"{post.id} says on {channel} exactly what {'another part of it' if twin is post else twin.id} says.",
        remedy="Change one of them: the network would refuse the second.",
        place=_place(post, f"variants.{channel}.text", f"variants.{channel}.thread", "text"),
    )


def _alive(calendar: Calendar) -> Iterator[Post]:
    return (post for post in calendar.posts if post.status is not Status.CANCELLED)
