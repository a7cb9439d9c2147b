"""What every network checks, in words: lengths, threads, pictures, videos, alt texts."""

import difflib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from scheduler.errors import Problem, Severity
from scheduler.films import NotAFilm, film_of, in_words
from scheduler.models import Media, Variant
from scheduler.pictures import NotAPicture, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a network takes. `text` is in the units of `Platform.count`, `alt` in characters, sizes in bytes.

    `image_types` are Pillow's names of formats, `video_codecs` MediaInfo's; `video_seconds` is the longest film, and
    `video_side` its longest side in pixels (0: any); `thread` is the most parts of one; `card_size` is in pixels.
    `catch_up` is the least time between two posts that are late: a queue that waited goes out as the network lets it,
    never at once.
    """

    text: int
    alt: int
    images: int
    image_bytes: int
    image_types: frozenset[str]
    video_bytes: int
    video_types: frozenset[str] = frozenset({".mp4", ".mov"})
    video_codecs: frozenset[str] = frozenset({"AVC"})
    video_seconds: int = 0
    video_side: int = 0
    thread: int = 1
    card_size: tuple[int, int]
    catch_up: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How the network shows a post to followers: for previews, nothing that is sent rests on it.

    `fold_characters`, `fold_lines`: what stands above "See more" (0: nothing is folded); `link_characters`: so much of
    a link is shown (0: all of it).
    """

    fold_characters: int = 0
    fold_lines: int = 0
    link_characters: int = 0


class Bounded(Protocol):
    """What the rules about files need to know of a network."""

    @property
    def label(self) -> str: ...

    @property
    def limits(self) -> Limits: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Just that, without the network's library."""

    label: str
    limits: Limits


class Measured(Bounded, Protocol):
    """What the other rules need to know of it."""

    def count(self, text: str) -> int: ...

    def compose(self, variant: Variant) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Problem):
    """A problem that says which value of the variant it is about: "text", "thread.0", "media", "media.0.alt".

    Where networks differ, `what` is a fact and, behind a semicolon, the network's limit; files stand with whole paths.
    """

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A key of its own that a channel of some platform has in posts.yaml; `shape` is a regular expression."""

    shape: str
    remedy: str

    def problem(self, value: str) -> Problem | None:
        """What is wrong with a value of it."""
        if re.fullmatch(self.shape, value):
            return None
        return Problem(what=f"{value!r} cannot be right here." if value else "A value is missing.", remedy=self.remedy)


# --- the text -------------------------------------------------------------------------------------------------------


def text_problems(network: Measured, variant: Variant) -> Iterator[Problem]:
    """Too long (as the network counts), or a thread where there are none."""
    limits = network.limits
    parts = variant.parts()
    if len(parts) > limits.thread:
        most = "has no threads" if limits.thread == 1 else f"takes at most {limits.thread}"
        what = f"The thread has {len(parts)} parts; {network.label} {most}."
        yield Remark(what=what, remedy="Give it one text.", about="thread")
    for part in parts:
        over = network.count(network.compose(part)) - limits.text
        if over > 0:
            which = f"Part {part.part} is" if len(parts) > 1 else "The text is"
            yield Remark(
                what=f"{which} {over} too long for {network.label} ({limits.text + over} of {limits.text}).",
                remedy=f"Shorten it, or give {variant.channel} its own text under variants.",
                about=f"thread.{part.part - 1}" if variant.thread else "text",
            )


# --- pictures and videos --------------------------------------------------------------------------------------------


def media_problems(network: Measured, variant: Variant) -> Iterator[Problem]:
    """Too many, missing, of a wrong kind, too large, or without words for those who cannot see them."""
    videos = [media for media in variant.media if media.is_video]
    pictures = len(variant.media) - len(videos) + (variant.card is not None)
    if len(videos) > 1 or (videos and pictures):
        what = f"A video stands beside other media; {network.label} takes one video, and no picture beside it."
        yield Remark(what=what, remedy="Take the others out.", about="media")
    elif pictures > network.limits.images:
        what = f"This post has {pictures} pictures; {network.label} takes at most {network.limits.images}."
        yield Remark(what=what, remedy="Take some out, or make a second post.", about="media")
    for number, media in enumerate(variant.media):
        for problem in file_problems(network, media):
            yield _about(problem, f"media.{number}.file")
        yield from _alt_problems(network, media, f"media.{number}")
        if media.captions:
            what = "Captions are not sent with a film yet: people who cannot hear it get none."
            remedy = "Burn them into the film, or add them on the network's own page."
            yield Remark(what=what, remedy=remedy, severity=Severity.WARNING, about=f"media.{number}.captions")


def _about(problem: Problem, value: str) -> Remark:
    return Remark(what=problem.what, remedy=problem.remedy, severity=problem.severity, about=value)


def not_there(file: Path) -> Problem | None:
    """Why there is no such file to read; None when there is one."""
    try:
        mode = file.stat().st_mode
    except (OSError, ValueError):
        near = _near(file)
        remedy = f"Did you mean {near}?" if near else "Mend the path, or add the file; it is relative to posts.yaml."
        return Problem(what=f"The file {file} is not there.", remedy=remedy)
    if stat.S_ISDIR(mode):
        return Problem(what=f"{file} is a folder, not a file.", remedy="Name a file in it.")
    if not stat.S_ISREG(mode) or not os.access(file, os.R_OK):
        return Problem(what=f"{file} cannot be read.", remedy="Look at its permissions.")
    return None


def _near(file: Path) -> Path | None:
    """A file beside it whose name is nearly the same, in other capitals first of all."""
    try:
        there = sorted(each.name for each in file.parent.iterdir())
    except OSError:
        return None
    same = [name for name in there if name.casefold() == file.name.casefold()]
    near = same or difflib.get_close_matches(file.name, there, n=1, cutoff=0.8)
    return file.with_name(near[0]) if near else None


def file_problems(network: Bounded, media: Media) -> Iterator[Problem]:
    """Why the network would not take this file as it is."""
    if missing := not_there(media.file):
        yield missing
        return
    size, most = media.file.stat().st_size, network.limits.image_bytes
    if media.is_video:
        most = network.limits.video_bytes
        yield from _video_problems(network, media.file)
    else:
        yield from _picture_problems(network, media.file)
    if size > most:
        what = f"{media.file.name} is {_mb(size)}; {network.label} takes {_mb(most)} at most."
        yield Problem(what=what, remedy="Save it smaller.")


def _video_problems(network: Bounded, file: Path) -> Iterator[Problem]:
    if file.suffix.lower() not in network.limits.video_types:
        kinds = ", ".join(sorted(network.limits.video_types))
        what = f"{file.name} is a {file.suffix} video; {network.label} takes none of that kind."
        yield Problem(what=what, remedy=f"Convert it to {kinds}.")
    elif b"ftyp" not in _beginning(file):
        yield Problem(what=f"{file.name} is not a video.", remedy="Export it again as MP4.")
    else:
        yield from _film_problems(network, file)


def _film_problems(network: Bounded, file: Path) -> Iterator[Problem]:
    """What is wrong with its length, its size on the screen and its coding, as far as the file tells them."""
    limits, name = network.limits, file.name
    try:
        film = film_of(file)
    except NotAFilm as error:
        yield Problem(what=error.what, remedy=error.remedy)
        return
    if 0 < limits.video_seconds < int(film.seconds):
        most = in_words(limits.video_seconds)
        yield Problem(what=f"{name} is {in_words(film.seconds)} long; {network.label} takes {most}.", remedy="Cut it.")
    if 0 < limits.video_side < max(film.width, film.height):
        what = f"{name} is {film.width} x {film.height}; {network.label} takes {limits.video_side} pixels at most."
        yield Problem(what=what, remedy="Export it smaller.", severity=Severity.WARNING)
    if film.codec and film.codec not in limits.video_codecs:
        what = f"{name} is coded as {film.codec}; {network.label} may not show that."
        yield Problem(what=what, remedy="Export it again as MP4 (H.264).", severity=Severity.WARNING)


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(12)


def _picture_problems(network: Bounded, file: Path) -> Iterator[Problem]:
    try:
        kind = kind_of(file)
    except NotAPicture as error:
        yield Problem(what=error.what, remedy=error.remedy)
    else:
        if kind not in network.limits.image_types:
            what = f"{file.name} is a {kind} picture; {network.label} takes none of that kind."
            yield Problem(what=what, remedy="Save it as JPEG or PNG.")


def _alt_problems(network: Measured, media: Media, value: str) -> Iterator[Remark]:
    words, name = media.alt.strip(), media.file.name
    if not words:
        yield Remark(
            what=f"{name} has no alt text: people who cannot see it are left out.",
            remedy="Say in a sentence what is to be seen: alt: …",
            severity=Severity.WARNING if media.is_video else Severity.ERROR,
            about=f"{value}.file",
        )
    elif words in {name, media.file.stem}:
        yield Remark(
            what=f"The alt text of {name} is only its name.",
            remedy="Say in a sentence what is to be seen.",
            severity=Severity.WARNING,
            about=f"{value}.alt",
        )
    elif len(media.alt) > network.limits.alt:
        what = f"The alt text of {name} is {len(media.alt)} characters; {network.label} takes {network.limits.alt}."
        yield Remark(what=what, remedy="Shorten it.", about=f"{value}.alt")


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
