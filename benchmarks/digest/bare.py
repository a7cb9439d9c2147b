"""The same sending without a ledger: what is to be sent comes from a list, and what became of it is forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.digest import stage
from scheduler.delivery import Traffic
from scheduler.digest import DayComposer, sending
from scheduler.ledger.claiming import Claim, Order
from scheduler.ledger.mailings import Mark, Turn
from scheduler.models import Mailing, MailingState, MailState


class InMemory:
    """Answers as `Mailings` does."""

    def __init__(self, claims: list[Claim]) -> None:
        self._claims, self._total = claims, len(claims)

    def begin(self, _day: date, _now: datetime) -> bool:
        return True

    def take(self, *_: object) -> bool:
        return True

    def release(self, *_: object) -> None:
        pass

    def unmarked(self, *_: object) -> list[Any]:
        return []

    def unknown(self, *_: object) -> list[Any]:
        return []

    def turn(self, _day: date, _run: str, _now: datetime, _marks: tuple[Mark, ...], order: Order) -> Turn:
        some, self._claims = self._claims[: order.wanted], self._claims[order.wanted :]
        return Turn(state=MailingState.RUNNING, claims=tuple(some))

    def mailing(self, day: date) -> Mailing:
        counts = dict.fromkeys(MailState, 0) | {MailState.PENDING: len(self._claims)}
        return Mailing(day=day, state=MailingState.RUNNING, words="", since=stage.MORNING, counts=counts)


class _NoJournal:
    def __init__(self, *_: object) -> None:
        pass

    def __getattr__(self, _name: str) -> Any:
        return lambda *_: None


class _NoLedger:
    def __init__(self, mailings: InMemory) -> None:
        self.mailings, self.subscribers = mailings, None

    def traffic(self) -> Traffic:
        """Nothing is held."""
        return Traffic()


def bare(folder: Path, url: str, recipients: int, composer: DayComposer) -> dict[str, float]:
    ledger = stage.ledger_of(folder)
    known = [each.subscriber for each in ledger.subscribers.all()]
    ledger.close()
    claims = [Claim(subscriber=each, domain="d.example", attempts=0, code=0) for each in known]
    with _without(InMemory(claims)):
        return stage.measured(folder, url, recipients, composer)


@contextmanager
def _without(mailings: InMemory) -> Iterator[None]:
    """Puts the list in the ledger's place, in this process."""
    journal, made = sending.Journal, stage.ledger_of
    sending.Journal = _NoJournal  # type: ignore[misc, assignment]
    ledger: Any = _NoLedger(mailings)
    ledger.close = lambda: None
    stage.ledger_of = lambda _folder: ledger  # type: ignore[assignment]
    yield
    sending.Journal, stage.ledger_of = journal, made  # type: ignore[misc]
