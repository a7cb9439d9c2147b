"""What came back about our mailings, carried into the ledger: each mail counts once, however often it is read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from scheduler.digest.bounces import Heard, Meaning, hear
from scheduler.digest.headers import token_hash
from scheduler.digest.returned import Who
from scheduler.digest.timing import QUEUE
from scheduler.ledger import Ledger
from scheduler.models import MailingState, Subscription, Suppression

OFTEN, WITHIN, BREAK = 3, timedelta(days=7), timedelta(days=30)
"""After so many bounces that may pass, within so long, nothing is sent for so long."""
LARGEST = 2_000_000
"""Bytes of one mail that is read: a report with all of our letter in it has some hundred thousand."""
_SUPPRESSED = {
    Meaning.GONE: Suppression.BOUNCED,
    Meaning.COMPLAINT: Suppression.COMPLAINED,
    Meaning.UNSUBSCRIBE: Suppression.UNSUBSCRIBED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one mail led to. `again`: it was counted before; `words`: for a person, without addresses."""

    meaning: Meaning
    words: str
    again: bool = False

    @property
    def needs_person(self) -> bool:
        return self.meaning in {Meaning.UNCLEAR, Meaning.REFUSED}


class Returns:
    """Takes what comes back."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger, self._clock = ledger, clock

    def take(self, raw: bytes) -> Done:
        """Does what follows from the mail; LedgerError when it cannot be kept."""
        now = self._clock()
        heard = hear(raw, now)
        if heard.meaning in {Meaning.NOTHING, Meaning.UNCLEAR}:
            return Done(meaning=heard.meaning, words=heard.words)
        whom = self._find(heard.who)
        if whom is None:  # anybody may send a mail that looks like a report
            return Done(meaning=Meaning.UNCLEAR, words=f"Nobody on the list is meant by it. It says: {heard.words}")
        if self._ledger.subscribers.heard(heard.mark):
            return Done(meaning=heard.meaning, words=heard.words, again=True)
        self._act(heard, whom, now)
        self._ledger.subscribers.note_bounce(heard.mark, whom.hash, heard.meaning.value, heard.at)
        self._mind_how_often(heard, whom, now)
        return Done(meaning=heard.meaning, words=heard.words)

    def _act(self, heard: Heard, whom: Subscription, now: datetime) -> None:
        """Before it is noted: after a crash in between, it is done again."""
        if heard.meaning is Meaning.REFUSED:
            stop(self._ledger, f"A mail server does not allow our e-mails: {heard.words}", now)
        elif reason := _SUPPRESSED.get(heard.meaning):
            self._ledger.subscribers.suppress(whom.hash, reason, now)

    def _mind_how_often(self, heard: Heard, whom: Subscription, now: datetime) -> None:
        until = heard.at + BREAK
        if heard.meaning is Meaning.FOR_NOW and until > now:
            subscribers = self._ledger.subscribers
            if subscribers.bounced(whom.hash, heard.meaning.value, heard.at - WITHIN) >= OFTEN:
                subscribers.pause_hash(whom.hash, until)

    # --- whom it is about ---------------------------------------------------------------------------------------------

    def _find(self, who: Who) -> Subscription | None:
        return next(self._candidates(who), None)

    def _candidates(self, who: Who) -> Iterator[Subscription]:
        """Those who are meant, by the surest sign first."""
        subscribers = self._ledger.subscribers
        yield from filter(None, map(subscribers.by_token, who.tokens))
        yield from self._looked_up(who.tokens)  # some servers write all in small letters
        yield from self._looked_up(part for each in who.message_ids for part in each.partition("@")[0].split("."))
        yield from filter(None, map(subscribers.by_address, who.addresses))

    def _looked_up(self, signs: Iterable[str]) -> Iterator[Subscription]:
        tokens = (self._signs.get(sign.casefold(), "") for sign in signs)
        yield from filter(None, map(self._ledger.subscribers.by_token, filter(None, tokens)))

    @cached_property
    def _signs(self) -> dict[str, str]:
        """Each token by what tells it: itself in small letters, and as Message-IDs have it."""
        signs = dict[str, str]()
        for each in self._ledger.subscribers.all():
            token = each.subscriber.token
            signs |= {token.casefold(): token, token_hash(token): token}
        return signs


def stop(ledger: Ledger, words: str, now: datetime) -> None:
    """Stops the mailing that runs, and those of the days to come; alerts tell it until `scheduler resume digest`."""
    ledger.pause(QUEUE, words, now)
    for day in ledger.mailings.days():
        mailing = ledger.mailings.mailing(day)
        if mailing and mailing.state is MailingState.RUNNING:
            ledger.mailings.turn_to(day, MailingState.PAUSED, words)


def mails(folder: Path) -> Iterator[Path]:
    """The mails of a folder, in the order of their names."""
    return (file for file in sorted(folder.glob("*.eml")) if file.is_file() and not file.name.startswith("."))
