"""What a reader takes out of a file: words line by line, media, and what it noticed on the way."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.models import FindingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """`text` has headings as lines that begin with "## ", and an empty line between paragraphs.

    `address`: the sender's e-mail address. `sent`: when the contributor sent or wrote it, as far as the file says.
    `noticed`: what needs a person's eye; `remarks`: what is good to know. `rows`: of a table of answers, each row; it
    is a submission of its own. `forms`: the consent forms that came within it, by name.
    """

    text: str = ""
    media: tuple[Path, ...] = ()
    author: str = ""
    address: str = ""
    subject: str = ""
    sent: datetime | None = None
    noticed: tuple[tuple[FindingKind, str], ...] = ()
    remarks: tuple[str, ...] = ()
    rows: tuple["Row", ...] = ()
    forms: tuple[tuple[str, "Extract"], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table of answers: who or what it is called, and what it says. `number` counts as the table does."""

    name: str
    number: int
    extract: Extract

    @property
    def stamp(self) -> str:
        """Tells it from others of its name, wherever it stands in the next export."""
        return hashlib.sha256(self.extract.text.encode()).hexdigest()[:6]


HEADING = "## "


def heading(text: str) -> str:
    return HEADING + " ".join(text.split())
