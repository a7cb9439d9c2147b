"""What each channel's followers will get of a post: the one place where it is put together.

`check`, approval, rehearsal, studio and publisher all use it, so what was approved is what goes out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from scheduler.calendar_file.looks import files_of_theme
from scheduler.calendar_file.stamps import Stamp as Stamp
from scheduler.calendar_file.stamps import stamp as stamp
from scheduler.models import BY_EMAIL, Calendar, Card, Json, Media, Override, Post, Variant
from scheduler.platforms import load
from scheduler.platforms.base import Platform
from scheduler.settings import Credentials
from scheduler.text import tagged

_FINGERPRINT_DIGITS = 8


def variants(post: Post, calendar: Calendar) -> tuple[Variant, ...]:
    """One variant for each of the post's channels, in the calendar's order of channels."""
    return tuple(_variant(post, name, calendar) for name in channels_of(post, calendar))


def channels_of(post: Post, calendar: Calendar) -> tuple[str, ...]:
    """The channels a post goes to: its own, else its slot's, else all."""
    slot = next((slot for slot in calendar.slots if slot.name == post.slot), None) if post.slot else None
    asked = post.channels or (slot.channels if slot else ()) or tuple(calendar.channels)
    return tuple(name for name in calendar.channels if name in asked)


def by_email(post: Post, channel: str, calendar: Calendar) -> Variant:
    """What the daily e-mail says of a post: what that channel's followers get, with links that tell of the e-mail."""
    told = _variant(post, channel, calendar)
    own = post.overrides.get(channel, _NOTHING_OF_ITS_OWN).link
    link = post.link if own is None else own
    return replace(told, channel=BY_EMAIL, link=tagged(link, _tags(post, BY_EMAIL, calendar)))


_NOTHING_OF_ITS_OWN = Override()


def _variant(post: Post, channel: str, calendar: Calendar) -> Variant:
    own = post.overrides.get(channel, _NOTHING_OF_ITS_OWN)
    link = post.link if own.link is None else own.link
    media = post.media if own.media is None else own.media
    return Variant(
        post=post.id,
        channel=channel,
        text="" if own.thread else (post.text if own.text is None else own.text).rstrip(),
        thread=tuple(part.rstrip() for part in own.thread),
        link=tagged(link, _tags(post, channel, calendar)),
        media=tuple(_located(each, calendar.folder.absolute()) for each in media) if media else (),
        card=own.card or post.card,
    )


def _located(media: Media, folder: Path) -> Media:
    return replace(media, file=folder / media.file, captions=folder / media.captions if media.captions else None)


def _tags(post: Post, channel: str, calendar: Calendar) -> Mapping[str, str]:
    tags = calendar.campaign.link_tags
    return {"utm_source": channel, "utm_content": post.id, **tags} if tags else {}


def platform_of(channel: str, calendar: Calendar) -> Platform:
    """The channel's network, for its rules alone: it knows no secrets."""
    known = calendar.channels[channel]
    return load(known.platform)(known, Credentials(channel=channel))


def says_something(variant: Variant) -> bool:
    return bool(variant.text.strip() or variant.thread or variant.media or variant.card)


def fingerprint(post: Post, calendar: Calendar, told: Iterable[Variant] | None = None) -> str:
    """`approval.content`: eight hex digits over all that followers will get, the pictures' bytes too.

    `told`: the post's variants, where they are at hand.
    """
    told = variants(post, calendar) if told is None else told
    everything: Json = {
        "at": post.at.astimezone(UTC).isoformat() if post.at else None,
        "channels": {variant.channel: _content(variant, calendar) for variant in told},
    }
    return hashlib.sha256(_CANONICAL.encode(everything).encode()).hexdigest()[:_FINGERPRINT_DIGITS]


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _content(variant: Variant, calendar: Calendar) -> Json:
    return {
        "text": variant.text,
        "thread": list(variant.thread),
        "link": variant.link,
        "media": [_media(media) for media in variant.media],
        "card": _card(variant.card, calendar) if variant.card else None,
    }


def _media(media: Media) -> Json:
    captions = _digest(media.captions) if media.captions else None
    return {"alt": media.alt, "file": _digest(media.file), "captions": captions}


def _card(card: Card, calendar: Calendar) -> Json:
    mapping = {name: value for name, value in asdict(card).items() if value}
    return {
        **{name: str(value) for name, value in mapping.items()},
        "portrait": _digest(calendar.folder / card.portrait) if card.portrait else None,
        "theme": [card.theme, *map(_digest, _look_of(calendar))],
    }


def files_of(post: Post, calendar: Calendar) -> tuple[Path, ...]:
    """Every file that decides what followers get of a post, and whether it can go out."""
    if not (post.media or post.card or post.overrides):
        return ()
    folder = calendar.folder.absolute()
    media = (*post.media, *(each for own in post.overrides.values() for each in own.media or ()))
    cards = [card for card in (post.card, *(own.card for own in post.overrides.values())) if card]
    named = [file for each in media for file in (each.file, each.captions) if file]
    named += [card.portrait for card in cards if card.portrait]
    named += _look_of(calendar) if cards else []
    return tuple(folder / file for file in named)


def _look_of(calendar: Calendar) -> tuple[Path, ...]:
    """The theme file, and the logos and fonts that it names."""
    theme = calendar.folder.absolute() / calendar.campaign.theme_file
    return theme, *files_of_theme(theme)


def _digest(file: Path) -> str:
    try:
        stat = file.stat()
        return _digest_of(file, stat.st_mtime_ns, stat.st_size, stat.st_ino)
    except OSError:
        return "missing"


@lru_cache(maxsize=4096)
def _digest_of(file: Path, _changed: int, _size: int, _inode: int) -> str:
    """Read once for as long as the file stays the same, and piece by piece: a film is larger than our memory."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
