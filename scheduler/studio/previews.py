"""What followers will see of a post on each of its channels: put together by the code that sends it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from scheduler import cards, text
from scheduler.calendar_file import stamp, variants
from scheduler.calendar_file.compose import platform_of
from scheduler.models import Calendar, Card, Media, Post, Variant
from scheduler.platforms.base import Platform
from scheduler.platforms.rules import Feed
from scheduler.studio.findings import CARD_SIZES, undrawable


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a text; `marked`: a link or a hashtag, which networks show in another colour."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`address` is "" where it cannot be shown; `words` then says why."""

    address: str
    alt: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One post of the feed. `hidden`: what stands below "See more"; `film`: an address; `host`: of the link's card."""

    shown: tuple[Run, ...]
    hidden: tuple[Run, ...]
    pictures: tuple[Picture, ...]
    film: str
    film_alt: str
    link: str
    host: str
    count: int
    limit: int

    @property
    def over(self) -> int:
        return max(0, self.count - self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    channel: str
    platform: str
    label: str
    parts: tuple[Part, ...]


def previews(post: Post, calendar: Calendar) -> tuple[Preview, ...]:
    """One a channel, in the calendar's order."""
    return tuple(_preview(variant, calendar) for variant in variants(post, calendar))


def _preview(variant: Variant, calendar: Calendar) -> Preview:
    network = platform_of(variant.channel, calendar)
    return Preview(
        channel=variant.channel,
        platform=network.channel.platform,
        label=network.label,
        parts=tuple(_part(part, network, calendar) for part in variant.parts()),
    )


def _part(part: Variant, network: Platform, calendar: Calendar) -> Part:
    words = network.compose(part)
    at = fold(words, network.feed)
    films = [media for media in part.media if media.is_video]
    # A network makes a card of a link where nothing else is to be seen.
    link = "" if part.media or part.card else part.link
    return Part(
        shown=tuple(runs(words[:at], network.feed)),
        hidden=tuple(runs(words[at:], network.feed)),
        pictures=tuple(_pictures(part, network, calendar)),
        film=address_of(films[0].file, calendar, "film") if films else "",
        film_alt=films[0].alt if films else "",
        link=link,
        host=(urlsplit(link).hostname or "").removeprefix("www."),
        count=network.count(words),
        limit=network.limits.text,
    )


def fold(words: str, feed: Feed) -> int:
    """How many characters stand above the fold."""
    lines = words.split("\n")
    most, rows = feed.fold_characters or len(words), feed.fold_lines or len(lines)
    if len(words) <= most and len(lines) <= rows:
        return len(words)
    at = len("\n".join(lines[:rows]))
    if at <= most:
        return at
    between = words.rfind(" ", 0, most + 1)
    return between if between > 0 else most


def runs(words: str, feed: Feed) -> Iterator[Run]:
    """The text in pieces, with links as the network shows them."""
    place = 0
    for start, end in text.links(words):
        yield from _tagged(words[place:start])
        yield Run(text=_link(words[start:end], feed.link_characters), marked=True)
        place = end
    yield from _tagged(words[place:])


def _link(link: str, most: int) -> str:
    if not most:
        return link
    bare = (link.partition("://")[2] or link).removeprefix("www.").rstrip("/")
    return bare if len(bare) <= most else f"{bare[: most - 1]}…"


def _tagged(words: str) -> Iterator[Run]:
    place = 0
    for tag in text.hashtags(words):
        start = words.index(tag, place)
        yield Run(text=words[place:start])
        yield Run(text=tag, marked=True)
        place = start + len(tag)
    if place < len(words):
        yield Run(text=words[place:])


def _pictures(part: Variant, network: Platform, calendar: Calendar) -> Iterator[Picture]:
    if part.card:
        yield _of_card(part.card, network.limits.card_size, calendar)
    for media in part.media:
        if not media.is_video:
            yield _of_media(media, calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A card in one size, width by height."""

    size: tuple[int, int]
    picture: Picture


def sizes_of(card: Card | None, calendar: Calendar) -> tuple[Sized, ...]:
    """The card in every size in which a network shows one."""
    return tuple(Sized(size=size, picture=_of_card(card, size, calendar)) for size in CARD_SIZES) if card else ()


def _of_card(card: Card, size: tuple[int, int], calendar: Calendar) -> Picture:
    if wrong := undrawable(card, size, calendar):
        return Picture(address="", alt="", words=wrong.what)
    theme = cards.load_theme(calendar.folder / calendar.campaign.theme_file)
    return Picture(address=card_address(card, size, calendar), alt=card.alt or cards.alt_text(card, theme))


def _of_media(media: Media, calendar: Calendar) -> Picture:
    if not media.file.is_file():
        return Picture(address="", alt=media.alt, words=f"{media.file.name} is not there.")
    return Picture(address=address_of(media.file, calendar, "asset"), alt=media.alt)


# --- where pictures can be had ----------------------------------------------------------------------------------------


def address_of(file: Path, calendar: Calendar, kind: str, **more: str) -> str:
    """Where the page finds a file of the campaign ("asset": as a picture, small); another when it was saved anew."""
    whole = calendar.folder / file
    known = stamp(whole)
    inside = os.path.relpath(whole.absolute(), calendar.folder.absolute())
    return f"/{kind}?{urlencode({'file': Path(inside).as_posix(), 'v': _short(known), **more})}"


def card_address(card: Card, size: tuple[int, int], calendar: Calendar) -> str:
    """Where the page finds the card as it would be drawn, saved or not: the address says all of it."""
    words = {
        name: getattr(card, name) for name in ("quote", "name", "title", "organisation", "country", "lang", "theme")
    }
    focus = {"focus": ",".join(map(str, card.focus))} if card.focus else {}
    files = [calendar.folder / calendar.campaign.theme_file]
    files += [calendar.folder / card.portrait] if card.portrait else []
    said = {
        **words,
        "portrait": str(card.portrait or ""),
        **focus,
        "v": "-".join(_short(stamp(file)) for file in files),
    }
    return f"/card/{size[0]}x{size[1]}?{urlencode({name: value for name, value in said.items() if value})}"


def _short(known: tuple[int, ...] | None) -> str:
    return f"{known[0]:x}{known[2]:x}" if known else "none"
