"""What would go wrong with a calendar's content, said before it does, each at the line to mend."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scheduler.calendar_file.compose import channels_of, fingerprint, platform_of, says_something, variants
from scheduler.calendar_file.digests import check_digest
from scheduler.calendar_file.fields import by_place, place_of
from scheduler.calendar_file.times import NO_WEEK
from scheduler.calendar_file.together import problems_together
from scheduler.errors import Place, Problem, Severity
from scheduler.models import Calendar, Media, Post, Status, Variant
from scheduler.photos import shortcomings
from scheduler.pictures import NotAPicture, kind_of
from scheduler.platforms import names
from scheduler.platforms.rules import Remark, not_there


def check(calendar: Calendar, *, unread: Collection[int] | None = None) -> tuple[Problem, ...]:
    """Every problem of every post, of the posts together and of the daily e-mail, in the order of the file.

    `unread`: the lines on which the file has errors of form; what stands there is not to be reported as missing too.
    """
    by_email = check_digest(calendar) if unread is None else ()  # what it misses may stand where nothing could be read
    if unread is not None:
        calendar = _readable_part(calendar, unread)
    found = [problem for post in calendar.posts for problem in (*check_post(post, calendar), *_plan(post, calendar))]
    return tuple(sorted(_once([*found, *problems_together(calendar), *by_email]), key=by_place))


def _readable_part(calendar: Calendar, unread: Collection[int]) -> Calendar:
    channels = {name: channel for name, channel in calendar.channels.items() if channel.platform in names()}
    part = replace(calendar, channels=channels)
    begins = [post.places[""].line if "" in post.places else 0 for post in part.posts]
    ends = [*begins[1:], sys.maxsize]
    # A post that has nothing to say may have said it under a key, or in a value, that could not be read.
    readable = (
        post
        for post, begin, end in zip(part.posts, begins, ends, strict=False)
        if all(map(says_something, variants(post, part))) or not any(begin <= line < end for line in unread)
    )
    return replace(part, posts=tuple(readable))


def check_post(post: Post, calendar: Calendar) -> tuple[Problem, ...]:
    """What keeps one post from going out as it should, on all its channels or on one."""
    if post.status is Status.CANCELLED:
        return ()
    found = [*check_files(post, calendar)]
    for variant in variants(post, calendar):
        found += check_variant(variant, post, calendar)
    return _once(found)


def check_approved(post: Post, calendar: Calendar) -> tuple[Problem, ...]:
    """What would keep a post at home if somebody approved it now."""
    approved = replace(post, status=Status.APPROVED, approval=None)
    return _once([*check_post(approved, calendar), *_plan(approved, calendar)])


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each once. What networks limit differently is one fact (`rules.Remark`): "…; X takes 5; Facebook takes 4."."""
    found: dict[object, Problem] = {}
    for problem in problems:
        fact, _, limit = problem.what.partition("; ")
        key = (problem.place, problem.severity, problem.remedy, fact)
        known = found.setdefault(key, problem)
        if limit not in known.what:
            found[key] = replace(known, what=f"{known.what.removesuffix('.')}; {limit}")
    return tuple(found.values())


# --- one channel ----------------------------------------------------------------------------------------------------


def check_variant(variant: Variant, post: Post, calendar: Calendar) -> Iterator[Problem]:
    """What keeps a post from going out on one channel: the publisher holds it there for any error among these."""
    yield from _silences(variant, post, calendar)
    for problem in platform_of(variant.channel, calendar).problems(variant):
        yield _placed(problem, post, variant, calendar)


def _silences(variant: Variant, post: Post, calendar: Calendar) -> Iterator[Problem]:
    for part in variant.parts():
        if not says_something(part):
            what, *places = _silence(part, post, calendar, in_thread=bool(variant.thread))
            yield Problem(what=what, remedy="Give it a text, a card or media.", place=place_of(post, *places))


def _silence(part: Variant, post: Post, calendar: Calendar, *, in_thread: bool) -> tuple[str, ...]:
    """What is wrong, and where that may be."""
    own = f"variants.{part.channel}"
    if in_thread:
        return f"Part {part.part} of the thread is empty.", f"{own}.thread.{part.part - 1}"
    if any(map(says_something, variants(post, calendar))):
        return f"{post.id} has nothing to say on {part.channel}.", f"{own}.text", own, "text"
    return f"{post.id} has nothing to say.", "text"


def _placed(problem: Problem, post: Post, variant: Variant, calendar: Calendar) -> Problem:
    """The network's problem at the value it is about, with its files as the calendar names them."""
    about = problem.about if isinstance(problem, Remark) else "thread" if variant.thread else "text"
    steps = about.split(".")
    own = f"variants.{variant.channel}."
    begin = own if f"{own}{steps[0]}" in post.places else ""
    keys = [begin + ".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    place = place_of(post, *keys, f"{own}thread", f"{own}text", "text", "media", "card")
    return Problem(
        what=_from_here(problem.what, calendar),
        remedy=_from_here(problem.remedy, calendar),
        place=place,
        severity=problem.severity,
    )


def _from_here(words: str, calendar: Calendar) -> str:
    """Paths in the campaign's folder as they stand in posts.yaml."""
    return words.replace(f"{calendar.folder.absolute()}{os.sep}", "")


# --- files ----------------------------------------------------------------------------------------------------------


def check_files(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """Files that a post names and that are not there, or are not what they should be."""
    for portrait, place in _portraits(post):
        yield from _outside(portrait, place, calendar)
        yield from _missing(portrait, place, calendar) or _no_portrait(calendar.folder / portrait, place)
    for key, media in _media_with_places(post):
        yield from _outside(media.file, place_of(post, f"{key}.file"), calendar)
        if media.captions:
            place = place_of(post, f"{key}.captions")
            yield from _outside(media.captions, place, calendar)
            yield from _missing(media.captions, place, calendar)


def _portraits(post: Post) -> Iterator[tuple[Path, Place | None]]:
    cards = [("card.portrait", post.card)] + [
        (f"variants.{name}.card.portrait", override.card) for name, override in post.overrides.items()
    ]
    for key, card in cards:
        if card and card.portrait:
            yield card.portrait, place_of(post, key, "card")


def _poor_portraits(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """Photos that can be shown but will not look well."""
    for portrait, place in _portraits(post):
        for what, remedy in shortcomings(calendar.folder / portrait):
            yield Problem(what=what, remedy=remedy, place=place, severity=Severity.WARNING)


def _media_with_places(post: Post) -> Iterator[tuple[str, Media]]:
    for number, media in enumerate(post.media):
        yield f"media.{number}", media
    for name, override in post.overrides.items():
        for number, media in enumerate(override.media or ()):
            yield f"variants.{name}.media.{number}", media


def _outside(file: Path, place: Place | None, calendar: Calendar) -> Iterator[Problem]:
    whole = os.path.realpath(calendar.folder / file)
    if not Path(whole).is_relative_to(os.path.realpath(calendar.folder)):
        what = f"{file} lies outside the campaign's folder: it does not travel with it."
        yield Problem(what=what, remedy="Copy it into assets/.", place=place, severity=Severity.WARNING)


def _missing(file: Path, place: Place | None, calendar: Calendar) -> list[Problem]:
    missing = not_there(calendar.folder.absolute() / file)
    if missing is None:
        return []
    what, remedy = _from_here(missing.what, calendar), _from_here(missing.remedy, calendar)
    return [replace(missing, what=what, remedy=remedy, place=place)]


def _no_portrait(file: Path, place: Place | None) -> list[Problem]:
    try:
        kind_of(file)
    except NotAPicture as error:
        return [Problem(what=error.what, remedy=error.remedy, place=place)]
    return []


# --- when, whether and where it goes out: said, but never a reason to hold it back ----------------------------------


def _plan(post: Post, calendar: Calendar) -> Iterator[Problem]:
    if post.status is Status.CANCELLED:
        return
    yield from _unused(post, calendar)
    yield from _poor_portraits(post, calendar)
    goes_out = post.status is Status.APPROVED or not calendar.campaign.approval_required
    if goes_out:
        yield from _approval(post, calendar)
    if post.at is None:
        if goes_out and not {"at", "slot"} & post.places.keys():
            what = f"{post.id} is to go out, but has no time."
            yield Problem(what=what, remedy="Give it at: or slot:.", place=place_of(post, "status"))
    elif calendar.campaign.starts > NO_WEEK and not _in_the_week(post, calendar):
        yield _warning(post, f"{post.id} is outside the campaign's week.", "Is the date right?", "at", "slot")


def _in_the_week(post: Post, calendar: Calendar) -> bool:
    return post.at is not None and calendar.campaign.starts <= post.at.date() <= calendar.campaign.ends


def _unused(post: Post, calendar: Calendar) -> Iterator[Problem]:
    for name in post.overrides.keys() - set(channels_of(post, calendar)):
        if name in calendar.channels:
            what = f"{post.id} does not go to {name}: this variant is not used."
            yield _warning(post, what, f"Add {name} to its channels, or take the variant out.", f"variants.{name}")


def _approval(post: Post, calendar: Calendar) -> Iterator[Problem]:
    if post.approval is None:
        return
    again = f"Look at it, then: scheduler approve {post.id}"
    if not post.approval.content:
        what = f"The approval is bound to no content: if {post.id} changes, it goes out all the same."
        yield _warning(post, what, again, "approval")
    elif post.at and post.approval.content != fingerprint(post, calendar):
        what = f"{post.id} was changed after {post.approval.by} approved it, and is held."
        yield _warning(post, what, again, "approval")


def _warning(post: Post, what: str, remedy: str, *keys: str) -> Problem:
    return Problem(what=what, remedy=remedy, place=place_of(post, *keys), severity=Severity.WARNING)
