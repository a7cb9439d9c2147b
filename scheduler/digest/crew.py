"""The threads that send: one connection each."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from scheduler.digest.desk import Desk
from scheduler.digest.journal import Journal
from scheduler.digest.outcomes import Outcome
from scheduler.digest.session import Session, Unreachable
from scheduler.digest.smtp_url import Relay
from scheduler.errors import DigestError, as_sentence
from scheduler.ledger.claiming import Claim
from scheduler.models import Composer, MailState

GIVE_UP = 60.0
"""Seconds without any connection after which the sending ends; it can be begun again."""

_BREAKS = 2
"""After so many connections that broke with the same copy, it waits: it may be what breaks them."""

_REFUSED_IN_A_ROW = 10
"""With so many messages refused one after the other, not their recipients, a person should look."""


class Crew:
    """Takes copies from the desk until it is closed."""

    def __init__(
        self, relay: Relay, composer: Composer, desk: Desk, journal: Journal, now: Callable[[], datetime]
    ) -> None:
        self._relay, self._composer, self._desk, self._journal, self._now = relay, composer, desk, journal, now
        self._lost: Counter[int] = Counter()
        self._accepted = self._refused_in_a_row = 0
        self._trouble_since: float | None = None
        self._threads = [
            threading.Thread(target=self._work, name=f"mail {number + 1}", daemon=True)
            for number in range(relay.connections)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether somebody has not finished yet; with the desk closed, everybody does."""
        return any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        session = Session(self._relay, lambda: self._desk.closed)
        try:
            while (claim := self._desk.next()) is not None:
                self._send(claim, session)
        except BaseException as error:  # what nobody foresaw must end the sending, in the open
            self._desk.fail(error)
        session.part()

    def _send(self, claim: Claim, session: Session) -> None:
        """Every copy comes back to the desk, with what became of it."""
        outcome = Outcome(state=MailState.PENDING, counts=False)
        try:
            outcome = self._delivered(claim, session)
        except Unreachable as nobody:
            self._mind_the_time(nobody.why)
        finally:
            self._desk.done(claim, outcome)

    def _delivered(self, claim: Claim, session: Session) -> Outcome:
        number, written = claim.subscriber.id, []

        def begun() -> None:
            written.append(self._now())
            self._journal.begin(number, written[0])

        letter = self._composer.letter(claim.subscriber)
        lost_before, proven = self._lost[number] >= _BREAKS, self._accepted > 0
        outcome = session.deliver(claim, letter, begun, lost_before=lost_before, proven=proven)
        if outcome.state is MailState.UNKNOWN:
            outcome = replace(outcome, begun=written[0])
        outcome = self._minded(outcome)
        self._journal.end(number, outcome)
        self._note(number, outcome)
        return outcome

    def _minded(self, outcome: Outcome) -> Outcome:
        """Where the server refuses one message after the other, it is the message, and the others shall not be lost."""
        self._refused_in_a_row = self._refused_in_a_row + 1 if outcome.of_content else 0
        if self._refused_in_a_row < _REFUSED_IN_A_ROW:
            return outcome
        words = f"The mail server refuses one message after the other: {as_sentence(outcome.reply)}"
        return replace(outcome, state=MailState.PENDING, stops=words)

    def _note(self, number: int, outcome: Outcome) -> None:
        self._accepted += outcome.state is MailState.ACCEPTED
        self._lost[number] += outcome.state is MailState.PENDING
        if outcome.code:
            self._trouble_since = None
        else:
            self._mind_the_time("The mail server breaks off every connection.")

    def _mind_the_time(self, why: str) -> None:
        self._trouble_since = self._trouble_since or time.monotonic()
        if time.monotonic() - self._trouble_since > GIVE_UP:
            raise DigestError(why, "Nothing is lost: say it again once it answers, and it goes on.")
