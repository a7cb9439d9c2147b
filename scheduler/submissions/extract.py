"""What a reader takes out of a file: words line by line, media, and what it noticed on the way."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.models import FindingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """`text` has headings as lines that begin with "## ", and an empty line between paragraphs.

    `address`: the sender's e-mail address. `sent`: when the contributor sent or wrote it, as far as the file says.
    `noticed`: what needs a person's eye.
    """

    text: str = ""
    media: tuple[Path, ...] = ()
    author: str = ""
    address: str = ""
    subject: str = ""
    sent: datetime | None = None
    noticed: tuple[tuple[FindingKind, str], ...] = ()


HEADING = "## "


def heading(text: str) -> str:
    return HEADING + " ".join(text.split())
