"""What somebody agreed to: which of theirs may be used, where, and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Use(StrEnum):
    """What may be used (words, name, picture) and where it may stand (social media, e-mail)."""

    WORDS = "words"
    NAME = "name"
    PICTURE = "picture"
    SOCIAL = "social media"
    EMAIL = "e-mail"


EVERY_USE = frozenset(Use)
BY_EMAIL = "email"
"""The channel of what the daily e-mail says: no account, but consent is asked for it as for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One person's consent as it stands. `person` "": whoever handed it in, or is portrayed in it.

    `channels` (): every one; `until` is the last day on which it counts, None: for good; `how` it was given.
    """

    person: str = ""
    uses: frozenset[Use] = EVERY_USE
    channels: tuple[str, ...] = ()
    until: date | None = None
    how: str = ""


EVERYTHING = Agreement()
