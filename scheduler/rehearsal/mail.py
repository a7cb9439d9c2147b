"""The daily e-mails of a rehearsed week, each made at its hour from what is known then."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler import slots
from scheduler.digest import DayComposer, compose
from scheduler.digest.timing import due_at
from scheduler.errors import DigestError, NothingToSend
from scheduler.ledger import Ledger
from scheduler.models import Calendar
from scheduler.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """One day's. `composer` None: it could not be made, `words` say why."""

    day: date
    at: datetime
    composer: DayComposer | None = None
    words: str = ""


class Mailbag:
    """Makes them while the week is played; a day without posts has none."""

    def __init__(self, calendar: Calendar, ledger: Ledger, settings: Settings) -> None:
        self._calendar, self._ledger, self._settings = calendar, ledger, settings
        self._coming = list(slots.week(calendar.campaign)) if calendar.digest else []
        self.made: list[Email] = []

    def until(self, moment: datetime | None) -> None:
        """All that are due by then; None: all that are left."""
        while self._coming and (moment is None or self._due(self._coming[0]) <= moment):
            self._make(self._coming.pop(0))

    def _due(self, day: date) -> datetime:
        assert self._calendar.digest
        return due_at(self._calendar, self._calendar.digest, day)

    def _make(self, day: date) -> None:
        at = self._due(day)
        try:
            composer = compose(self._calendar, self._ledger.deliveries(), day, self._settings, at)
        except NothingToSend:
            return
        except DigestError as error:
            self.made.append(Email(day=day, at=at, words=str(error)))
        else:
            self.made.append(Email(day=day, at=at, composer=composer))
