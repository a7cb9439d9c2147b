"""What every network checks, in words: lengths, threads, pictures, videos, alt texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from scheduler.errors import Problem, Severity
from scheduler.models import Media, Variant
from scheduler.pictures import NotAPicture, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a network takes. `text` is in the units of `Platform.count`, `alt` in characters, sizes in bytes.

    `image_types` are Pillow's names of formats; `thread` is the most parts of one; `card_size` is in pixels.
    """

    text: int
    alt: int
    images: int
    image_bytes: int
    image_types: frozenset[str]
    video_bytes: int
    video_types: frozenset[str] = frozenset({".mp4", ".mov"})
    thread: int = 1
    card_size: tuple[int, int]


class Measured(Protocol):
    """What the rules need to know of a network."""

    @property
    def label(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    def count(self, text: str) -> int: ...

    def compose(self, variant: Variant) -> str: ...


def text_problems(network: Measured, variant: Variant) -> Iterator[Problem]:
    """Too long (as the network counts), or a thread where there are none."""
    limits = network.limits
    parts = variant.parts()
    if len(parts) > limits.thread:
        most = "has no threads" if limits.thread == 1 else f"takes at most {limits.thread} parts"
        yield Problem(what=f"{network.label} {most}; this one has {len(parts)}.", remedy="Give it one text.")
    for part in parts:
        over = network.count(network.compose(part)) - limits.text
        if over > 0:
            which = f"Part {part.part} is" if len(parts) > 1 else "The text is"
            yield Problem(
                what=f"{which} {over} too long for {network.label} ({limits.text + over} of {limits.text}).",
                remedy=f"Shorten it, or give {variant.channel} its own text under variants.",
            )


def media_problems(network: Measured, variant: Variant) -> Iterator[Problem]:
    """Too many, missing, of a wrong kind, too large, or without words for those who cannot see them."""
    videos = [media for media in variant.media if media.is_video]
    pictures = len(variant.media) - len(videos) + (variant.card is not None)
    if len(videos) > 1 or (videos and pictures):
        yield Problem(what=f"{network.label} takes one video, and no picture beside it.", remedy="Take the others out.")
    elif pictures > network.limits.images:
        yield Problem(
            what=f"{network.label} takes at most {network.limits.images} pictures; this post has {pictures}.",
            remedy="Take some out, or make a second post.",
        )
    for media in variant.media:
        yield from _file_problems(network, media)
        yield from _alt_problems(network, media)


def _file_problems(network: Measured, media: Media) -> Iterator[Problem]:
    name = media.file.name
    if not media.file.is_file():
        yield Problem(what=f"The file {name} is not there.", remedy="Mend the path; it is relative to posts.yaml.")
        return
    size, most = media.file.stat().st_size, network.limits.image_bytes
    if media.is_video:
        most = network.limits.video_bytes
        yield from _video_problems(network, media.file)
    else:
        yield from _picture_problems(network, media.file)
    if size > most:
        yield Problem(
            what=f"{name} is {_mb(size)}; {network.label} takes {_mb(most)} at most.",
            remedy="Save it smaller.",
        )


def _video_problems(network: Measured, file: Path) -> Iterator[Problem]:
    if file.suffix.lower() not in network.limits.video_types:
        kinds = ", ".join(sorted(network.limits.video_types))
        yield Problem(what=f"{network.label} takes no {file.suffix} videos.", remedy=f"Convert {file.name} to {kinds}.")
    elif b"ftyp" not in _beginning(file):
        yield Problem(what=f"{file.name} is not a video.", remedy="Export it again as MP4.")


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(12)


def _picture_problems(network: Measured, file: Path) -> Iterator[Problem]:
    try:
        kind = kind_of(file)
    except NotAPicture as error:
        yield Problem(what=error.what, remedy=error.remedy)
    else:
        if kind not in network.limits.image_types:
            yield Problem(what=f"{network.label} takes no {kind} pictures.", remedy=f"Save {file.name} as JPEG or PNG.")


def _alt_problems(network: Measured, media: Media) -> Iterator[Problem]:
    most = network.limits.alt
    if not media.alt.strip():
        yield Problem(
            what=f"{media.file.name} has no alt text: people who cannot see it are left out.",
            remedy="Say in a sentence what is to be seen: alt: …",
            severity=Severity.WARNING if media.is_video else Severity.ERROR,
        )
    elif len(media.alt) > most:
        yield Problem(
            what=f"The alt text of {media.file.name} is {len(media.alt)} characters; {network.label} takes {most}.",
            remedy="Shorten it.",
        )


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
