"""Every way in which something can go wrong, and what the caller must decide.

SchedulerError                 words for a person, with the remedy; the command line prints it, never a traceback
├── SettingsError              an environment value is missing or wrong
├── CalendarError              posts.yaml cannot be used as it stands; carries its problems with their places
│   └── Conflict               a post is no longer what its editor saw: nothing was written
├── SubmissionError            a submission cannot be read
├── CardError                  a card cannot be drawn right (a script without a font, a picture that is none)
├── LedgerError                the database cannot be used: nothing is sent
├── DigestError                the daily e-mail cannot be made, or nothing stands in it
└── PublishError               what a network said, in four kinds:
    ├── Rejected               for good; the words go to a person
    │   └── Duplicate          it says it has this already: perhaps from an attempt that seemed to fail
    ├── NeedsPerson            credential, permission, money, policy: pauses the channel, keeps its queue
    ├── Unavailable            nothing was sent; try again, at a time if the network names one
    └── Unconfirmed            it may be out: find first, never send blindly
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path


def as_sentence(words: str) -> str:
    """A network's words so that another sentence can follow them."""
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."


class Severity(StrEnum):
    """ERROR: cannot go out like this. WARNING: can, but a person should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A position in a file; `line` and `column` count from 1."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should mend: what is wrong, where, and how to mend it, in plain sentences."""

    what: str
    remedy: str = ""
    place: Place | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.severity}: {self.what}{remedy}"


class SchedulerError(Exception):
    """Base of all: `what` happened and its `remedy`, in words for a person; never holds a secret."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class SettingsError(SchedulerError):
    pass


class CalendarError(SchedulerError):
    """`problems` has at least one error, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Conflict(CalendarError):  # noqa: N818
    """Somebody changed `posts` (their ids) since they were shown."""

    def __init__(self, posts: Iterable[str]) -> None:
        self.posts = tuple(posts)
        remedy = "Nothing was written. Look at it as it is now, then decide."
        super().__init__(
            Problem(what=f"{post} was changed in posts.yaml meanwhile.", remedy=remedy) for post in self.posts
        )


class SubmissionError(SchedulerError):
    pass


class CardError(SchedulerError):
    pass


class LedgerError(SchedulerError):
    pass


class DigestError(SchedulerError):
    pass


class NothingToSend(DigestError):  # noqa: N818
    """A day without posts has no e-mail."""


def _writable(words: str) -> str:
    """A network's words without what no database takes: half a character, NUL."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")


class PublishError(SchedulerError):
    """What a network answered; `words` are the network's own, without secrets."""

    def __init__(self, what: str, remedy: str = "", *, words: str = "") -> None:
        super().__init__(what, remedy)
        self.words = _writable(words or what)

    @property
    def advice(self) -> str:
        """The network's words as a sentence, and what to do."""
        return f"{as_sentence(self.words)} {self.remedy}".strip()


class Rejected(PublishError):  # noqa: N818 - the names are the contract
    pass


class Duplicate(Rejected):
    """The network has this text already: after an unclear attempt, a sign that the first one worked."""


class NeedsPerson(PublishError):  # noqa: N818
    pass


class Unavailable(PublishError):  # noqa: N818
    """Nothing was sent. Again at `retry_at`, else `retry_in` from now; with neither, soon: the publisher chooses.

    `for_all`: the network wants nothing more of this account until then, not only not this post. `then`: what it means
    when the next try ends in the very same words; None: the same as before.
    """

    def __init__(
        self,
        what: str,
        remedy: str = "",
        *,
        words: str = "",
        retry_at: datetime | None = None,
        retry_in: timedelta | None = None,
        for_all: bool = False,
        then: PublishError | None = None,
    ) -> None:
        super().__init__(what, remedy, words=words)
        self.for_all = for_all
        self.retry_at = retry_at
        self.retry_in = retry_in
        self.then = then

    def after(self, before: str) -> PublishError:
        """What it means when the try before ended in the words `before`."""
        return self.then if self.then is not None and before == self.words else self


class Unconfirmed(PublishError):  # noqa: N818
    pass
