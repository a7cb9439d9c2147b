"""The campaign's pictures and films: which there are, and how one more is let in."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scheduler.errors import SchedulerError
from scheduler.films import film_of
from scheduler.models import Calendar
from scheduler.pictures import kind_of

PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
FILMS = {".mp4", ".mov", ".m4v"}
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
"""Of what is let in, by what it is; never by what its name says."""
ASSETS = Path("assets")
UPLOADS = ASSETS / "uploads"
MOST_SHOWN = 300
MOST_PICTURE_BYTES = 30_000_000
MOST_FILM_BYTES = 500_000_000
_CHUNK = 1_000_000
_LONGEST_NAME = 80


def assets_of(calendar: Calendar) -> list[Path]:
    """Pictures and films in assets/, as posts.yaml would name them; the first 300 by name."""
    found = sorted(_below(calendar.folder / ASSETS))
    return [file.relative_to(calendar.folder) for file in found[:MOST_SHOWN]]


def _below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.suffix.lower() in PICTURES | FILMS and file.is_file():
            yield file


def inside(name: str, calendar: Calendar, kinds: set[str]) -> Path:
    """A picture or film in the campaign's folder, whole; SchedulerError for everything else that a name may lead to."""
    folder = calendar.folder.resolve()
    try:
        file = (folder / name).resolve(strict=True)
    except (OSError, ValueError):
        raise SchedulerError("There is no such file in the campaign's folder.") from None
    hidden = file.is_relative_to(folder) and any(part.startswith(".") for part in file.relative_to(folder).parts)
    if not file.is_relative_to(folder) or hidden or file.suffix.lower() not in kinds or not file.is_file():
        raise SchedulerError("There is no such file in the campaign's folder.")
    return file


def let_in(name: str, data: BinaryIO, calendar: Calendar) -> Path:
    """Puts an upload into assets/uploads, under a safe name, once it was looked through; its path as posts.yaml has it.

    SchedulerError, and nothing kept, when it is no picture or film that networks take, or too large.
    """
    room = calendar.folder / UPLOADS
    wanted = Path(name.replace("\\", "/")).name
    film = Path(wanted).suffix.lower() in FILMS
    # Not shown before it was looked through: what begins with a dot is no asset.
    waiting = room / f".{secrets.token_hex(8)}{'.mp4' if film else ''}"
    try:
        room.mkdir(parents=True, exist_ok=True)
        digest = _copied(data, waiting, MOST_FILM_BYTES if film else MOST_PICTURE_BYTES)
        target = _target(room, _safe(Path(wanted).stem), _suffix(waiting, wanted, film=film), digest)
        waiting.replace(target)
    except OSError as error:
        raise SchedulerError(f"The file cannot be kept: {error.strerror}.", "Mend the folder or make room.") from None
    finally:
        waiting.unlink(missing_ok=True)
    return target.relative_to(calendar.folder)


def _copied(data: BinaryIO, target: Path, most: int) -> str:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while chunk := data.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise SchedulerError(f"This file is larger than {most // 1_000_000} MB.", "Save it smaller.")
            digest.update(chunk)
            out.write(chunk)
    if not size:
        raise SchedulerError("No file was chosen, or it is empty.", "Choose one, then press Upload.")
    return digest.hexdigest()


def _suffix(file: Path, name: str, *, film: bool) -> str:
    """By what the file is: a film that MediaInfo reads, or a picture that networks take."""
    if film:
        with file.open("rb") as opened:
            if b"ftyp" not in opened.read(12):
                raise SchedulerError(f"{name} is not a film.", "Export it again as MP4 (H.264).")
        film_of(file)
        return Path(name).suffix.lower()
    try:
        kind = kind_of(file)
    except SchedulerError as error:
        raise SchedulerError(error.what.replace(file.name, name), error.remedy) from None
    if kind not in SUFFIXES:
        raise SchedulerError(f"{name} is a {kind} picture, which not every network takes.", "Save it as JPEG or PNG.")
    return SUFFIXES[kind]


def _safe(stem: str) -> str:
    """Letters and digits of any script, and dashes."""
    words = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", stem)).strip("-_").lower()
    return words[:_LONGEST_NAME] or "upload"


def _target(room: Path, stem: str, suffix: str, digest: str) -> Path:
    """A name that is free, or that of the very same file."""
    plain = room / f"{stem}{suffix}"
    if not plain.exists() or _digest(plain) == digest:
        return plain
    return room / f"{stem}-{digest[:8]}{suffix}"


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
