"""What a run that ended had claimed and never marked: what its journal tells of it. Pure but for reading that file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from scheduler.digest.journal import Note, read
from scheduler.digest.lease import Run
from scheduler.digest.outcomes import Outcome, mark_of
from scheduler.ledger.mailings import Left, Mark
from scheduler.models import MailState

_NOT_BEGUN = Outcome(state=MailState.PENDING, counts=False)
_BEING_WRITTEN = Outcome(state=MailState.UNKNOWN, reply="It was being written when the sending ended.")
_NOBODY_KNOWS = Outcome(state=MailState.UNKNOWN, reply="It may have been written when the sending ended.")


def recovered(left: Iterable[Left], journal: Path, us: Run, now: datetime, retry_after: timedelta) -> Iterator[Mark]:
    """Nothing begun: it is pending again. Begun and no end noted: unknown; so is all without a journal to trust."""
    for run, copies in groupby(sorted(left, key=attrgetter("run")), key=attrgetter("run")):
        notes = read(journal, run, us)
        for copy in copies:
            outcome = _NOBODY_KNOWS if notes is None else _outcome(notes.get(copy.subscriber))
            yield mark_of(copy.subscriber, outcome, tries=copy.attempts, now=now, retry_after=retry_after)


def _outcome(note: Note | None) -> Outcome:
    if note is None:
        return _NOT_BEGUN
    return replace(note.outcome or _BEING_WRITTEN, begun=note.begun)
