"""What only a person can settle: somebody who looked, or who decides that it is to go, or not."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from scheduler.delivery.outcomes import published
from scheduler.delivery.states import BEYOND_EDITS
from scheduler.errors import SchedulerError, as_sentence
from scheduler.models import Delivery, Receipt, State

_NUMBER = re.compile(r"[0-9]+(?:_[0-9]+)?")


def resolved_out(row: Delivery, url: str, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is out, at `url`; of two copies, this is the one that stays."""
    if not row.twice and not _waits_in_doubt(row):
        _only(row, {State.UNCONFIRMED}, "resolve")
    # The longest number in the address: people copy it with a picture's number or a tracking tag behind.
    numbers = _NUMBER.findall(url)
    if not numbers:
        raise SchedulerError(f"{url!r} is no address of a post.", "Open the post itself and copy its address.")
    receipt = Receipt(id=max(numbers, key=len), url=url)
    return replace(published(row, receipt, now, f"{by} looked: it is out."), twice="")


def resolved_not_out(row: Delivery, by: str, now: datetime) -> Delivery:
    """Somebody looked: it is not out. It is sent, however late."""
    if not _waits_in_doubt(row):
        _only(row, {State.UNCONFIRMED}, "resolve")
    words = f"{by} looked: it is not out."
    return replace(row, state=State.RETRYING, wake=now, tick=None, late_ok=True, doubt=None, words=words)


def retried(row: Delivery, by: str, now: datetime) -> Delivery:
    """Send what failed or was missed, now, however late."""
    _only(row, {State.FAILED, State.MISSED}, "retry")
    again = replace(row, state=State.RETRYING, wake=now, tick=None, at=None, late_ok=True, tries=0)
    # What failed because it was seen is meant to go out once more; what was missed was never looked for.
    doubt = row.doubt if row.state is State.MISSED else None
    return replace(again, doubt=doubt, words=f"{by} sends it again.")


def resumed(row: Delivery, now: datetime) -> Delivery:
    """Its channel was mended: it need not wait any longer."""
    return replace(row, wake=now, tick=None, looks=0) if row.state is State.RETRYING and row.wake else row


def skipped(row: Delivery, by: str, now: datetime) -> Delivery:
    """It is not to go out, whatever the calendar says, until its content or time is edited.

    Not what may be out: an edit would send it a second time. Whoever looked resolves it first.
    """
    _only(row, set(State) - BEYOND_EDITS - {State.CANCELLED}, "skip")
    return replace(row, state=State.CANCELLED, wake=None, tick=None, at=now, words=f"{by} skipped it.")


def taken_down(row: Delivery, by: str, why: str, now: datetime) -> Delivery:
    """Somebody took it down. Its receipt stays and says that it was out: no edit plans it again."""
    _only(row, {State.PUBLISHED}, "takedown")
    words = f"{by} took it down. {as_sentence(why)}".strip()
    return replace(row, state=State.CANCELLED, wake=None, tick=None, at=now, words=words)


def _waits_in_doubt(row: Delivery) -> bool:
    """It waits to be looked for: whoever has looked knows more."""
    return row.state is State.RETRYING and row.doubt is not None


def _only(row: Delivery, states: Collection[State], command: str) -> None:
    if row.state not in states:
        allowed = ", ".join(sorted(states))
        raise SchedulerError(f"{row.key} is {row.state}.", f"`{command}` is for what is {allowed}.")
