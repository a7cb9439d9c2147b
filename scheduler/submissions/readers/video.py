"""Videos: length, size and codec, read by MediaInfo without loading the file."""

from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.films import Film, NotAFilm, film_of, in_words
from scheduler.submissions.extract import Extract

_KNOWN = {"AVC": "H.264", "HEVC": "H.265 (HEVC)"}


def read(file: Path, _work: Path) -> Extract:
    try:
        film = film_of(file)
    except NotAFilm as error:
        raise SubmissionError(error.what, error.remedy) from None
    return Extract(media=(file,), remarks=(_told(file, film),))


def _told(file: Path, film: Film) -> str:
    """ "story.mp4: 3 min 10 s, 1920 x 1080, H.264, 120.4 MB, without sound." """
    facts = (
        in_words(film.seconds) if film.seconds else "of unknown length",
        f"{film.width} x {film.height}" if film.width else "",
        _KNOWN.get(film.codec, film.codec),
        f"{file.stat().st_size / 1_000_000:.1f} MB",
        "" if film.sound else "without sound",
    )
    return f"{file.name}: {', '.join(filter(None, facts))}."
