"""What is wrong with one post, all of it: its words, files and plan, the people in it, its card."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from scheduler.calendar_file import Reading, variants
from scheduler.calendar_file.together import problems_together
from scheduler.cards import load_theme, placed
from scheduler.cards.compose import compose
from scheduler.cards.portraits import portrait
from scheduler.checking import errors_in, every_problem
from scheduler.errors import CardError, Problem, Severity
from scheduler.models import Calendar, Card, Post, Status
from scheduler.platforms import load

CARD_SIZES = ((1600, 900), (1200, 630), (1080, 1080), (1080, 1350), (1080, 1920), (1200, 600))
"""Every size in which a network shows a card, width by height."""


def findings(post: Post, calendar: Calendar, now: datetime) -> tuple[Problem, ...]:
    """Every problem of the post as it stands, errors first."""
    if post.status is Status.CANCELLED:
        return ()
    alone = every_problem(Reading(version="", calendar=replace(calendar, posts=(post,)), problems=()), now)
    found = [*alone, *_beside_others(post, calendar), *card_problems(post, calendar)]
    here = [replace(problem, remedy=_here(problem.remedy, post)) for problem in _once(found)]
    return tuple(sorted(here, key=lambda problem: problem.severity is not Severity.ERROR))


def _here(remedy: str, post: Post) -> str:
    """What the command line calls a command is a button here."""
    return remedy.replace(f"scheduler approve {post.id}", "press Approve.")


def hindrances(post: Post, calendar: Calendar, now: datetime) -> tuple[Problem, ...]:
    """Why it could not go out if it were approved now."""
    found = [*errors_in(post, calendar, now), *card_problems(post, calendar)]
    if post.at is None:
        found.append(Problem(what="It has no time yet.", remedy="Give it one first."))
    return tuple(problem for problem in _once(found) if problem.severity is Severity.ERROR)


def _once(problems: list[Problem]) -> list[Problem]:
    """Each once, wherever it stands."""
    return list({(problem.what, problem.remedy): problem for problem in reversed(problems)}.values())[::-1]


def _beside_others(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """Where another post goes out at the same time, or says the same."""
    posts = (*(each for each in calendar.posts if each.id != post.id), post)
    for problem in problems_together(replace(calendar, posts=posts)):
        if problem.what.startswith(f"{post.id} "):
            yield problem


def card_problems(post: Post, calendar: Calendar) -> Iterator[Problem]:
    """Why its cards cannot be drawn: on one of its channels an error, in a size that none of them uses a warning."""
    wanted: dict[str, tuple[Card, set[tuple[int, int]]]] = {}
    for variant in variants(post, calendar):
        if variant.card:
            size = load(calendar.channels[variant.channel].platform).limits.card_size
            wanted.setdefault(repr(variant.card), (variant.card, set()))[1].add(size)
    for card, used in wanted.values():
        yield from _card_problems(card, used, calendar)


def _card_problems(card: Card, used: set[tuple[int, int]], calendar: Calendar) -> Iterator[Problem]:
    for size in sorted({*CARD_SIZES, *used}, key=lambda size: size not in used):
        if wrong := undrawable(card, size, calendar):
            where = "" if size in used else f" (At {size[0]} × {size[1]}, which no channel of this post uses.)"
            severity = Severity.ERROR if size in used else Severity.WARNING
            yield Problem(what=f"{wrong.what}{where}", remedy=wrong.remedy, severity=severity)
            return


def undrawable(card: Card, size: tuple[int, int], calendar: Calendar) -> CardError | None:
    """Why the card cannot be drawn right in that size; it is measured, not drawn."""
    try:
        theme = load_theme(calendar.folder / calendar.campaign.theme_file)
        whole = placed(card, calendar.folder)
        compose(whole, size, theme)
        if whole.portrait:
            portrait(whole.portrait, (48, 60))
    except CardError as error:
        return CardError(error.what.replace(f"{calendar.folder}/", ""), error.remedy)
    return None
