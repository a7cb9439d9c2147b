"""Takes down what is out: asks the network, looks when it refuses, and puts what came of it into the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler import delivery
from scheduler.errors import PublishError, SettingsError
from scheduler.ledger import Ledger
from scheduler.models import Decision, Delivery, State
from scheduler.platforms.base import CLOCKS_APART, Platform

_CHANGED = "It changed at this very moment: look at `scheduler status`, then take it down again."
_UNCLEAR = "It may be out: look at the account and settle it with `scheduler resolve`, then take it down again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one delivery: whether it is down, and in words why not, or how."""

    row: Delivery
    down: bool
    words: str = ""

    @property
    def url(self) -> str:
        return self.row.receipt.url if self.row.receipt else ""


def out(rows: Iterable[Delivery]) -> list[Delivery]:
    """Those of which something is out, or may be; the last part of a thread first."""
    there = (row for row in rows if row.state in delivery.BEYOND_EDITS)
    return sorted(there, key=lambda row: (row.post, row.channel, -row.part))


def take_down(
    row: Delivery, platform: Callable[[str], Platform], ledger: Ledger, *, by: str, why: str, now: datetime
) -> Outcome:
    """Deletes it on its network. What is gone already counts as down; whatever the network refuses is told."""
    if row.state is not State.PUBLISHED or row.receipt is None:
        return Outcome(row=row, down=False, words=_UNCLEAR)
    try:
        refusal = _refusal(row, platform(row.channel))
    except (PublishError, SettingsError) as error:
        return Outcome(row=row, down=False, words=str(error))
    if refusal is not None:
        return Outcome(row=row, down=False, words=refusal)
    wanted = delivery.taken_down(row, by, why, now)
    stored = ledger.decide(Decision(at=now, by=by, what="takedown", about=row.key, words=why), wanted)
    return Outcome(row=stored or row, down=stored is not None, words="" if stored else _CHANGED)


def _refusal(row: Delivery, platform: Platform) -> str | None:
    """Asks the network to delete it; its words when it does not, and the account still shows the post."""
    assert row.receipt is not None
    try:
        platform.delete(row.receipt)
    except PublishError as error:
        return None if _is_gone(row, platform) else error.advice
    return None


def _is_gone(row: Delivery, platform: Platform) -> bool:
    """Whether the account was read back and shows it no more. Raises a PublishError when it cannot be read."""
    if row.since is None or row.receipt is None:
        return False
    shown = platform.shown(row.since - CLOCKS_APART)
    return not any(
        each.id == row.receipt.id or (row.prepared and platform.matches(row.prepared, each)) for each in shown
    )
