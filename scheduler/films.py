"""Films: how long, how large, and how they are coded, read by MediaInfo without loading the file."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scheduler.errors import SchedulerError


class NotAFilm(SchedulerError):  # noqa: N818
    """The file holds no moving pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """`seconds`, `width` and `height` (in pixels, as it is shown) are 0 and `codec` is "" where the file does not say.

    `codec` as MediaInfo names it: AVC (which everybody else calls H.264), HEVC, VP9, MPEG-4 Visual …
    """

    seconds: float
    width: int
    height: int
    codec: str
    sound: str


def film_of(file: Path) -> Film:
    """What the file holds; NotAFilm, in words, when it is none. Remembered for as long as it is not written again."""
    try:
        now = file.stat()
    except OSError:
        raise NotAFilm(f"The file {file.name} is not there.", "Mend the path, or add the file.") from None
    film = _looked_through(file, now.st_size, now.st_mtime_ns)
    if film is None:
        raise NotAFilm(f"{file.name} holds no film that can be read.", "Ask for it as MP4 (H.264).")
    return film


@lru_cache(maxsize=512)
def _looked_through(file: Path, _size: int, _written: int) -> Film | None:
    from pymediainfo import MediaInfo

    tracks = MediaInfo.parse(file).tracks
    seen = next((track for track in tracks if track.track_type == "Video"), None)
    if seen is None:
        return None
    whole = next((track for track in tracks if track.track_type == "General"), seen)
    heard = next((track for track in tracks if track.track_type == "Audio"), None)
    turned = float(seen.rotation or 0) % 180 == 90
    width, height = int(seen.width or 0), int(seen.height or 0)
    return Film(
        seconds=float(seen.duration or whole.duration or 0) / 1000,
        width=height if turned else width,
        height=width if turned else height,
        codec=seen.format or "",
        sound=(heard.format or "") if heard else "",
    )


def in_words(seconds: float) -> str:
    """ "3 min 10 s", "2 min 20 s", "45 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return " ".join(filter(None, (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "")))
