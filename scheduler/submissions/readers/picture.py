"""Pictures: whether they are any, and whether they tell where they were taken."""

import warnings
from pathlib import Path

from PIL import Image

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind
from scheduler.submissions.extract import Extract

_GPS = 0x8825


def read(file: Path, _work: Path) -> Extract:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file) as picture:
                picture.verify()
            with Image.open(file) as picture:  # anew: PNG reads on for its EXIF, and what was verified cannot be read
                located = bool(picture.getexif().get_ifd(_GPS))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise SubmissionError(
                f"{file.name} has far too many pixels to be safe.", "Ask for a smaller one."
            ) from None
    # The place is taken out before a picture is sent, but the file that came in keeps it, and git does.
    noticed = ((FindingKind.GPS, "The photo tells where it was taken; that is removed before it is sent."),)
    return Extract(media=(file,), noticed=noticed if located else ())
