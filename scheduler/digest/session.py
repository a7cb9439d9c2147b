"""One connection after another, and what became of each message on it."""

import time
from collections.abc import Callable
from dataclasses import replace

from scheduler.digest.outcomes import Outcome, Reply, Stage, lost, outcome_of, without_address
from scheduler.digest.relay import Connection, Lost, Refused
from scheduler.digest.smtp_url import Relay
from scheduler.errors import DigestError, as_sentence
from scheduler.ledger.claiming import Claim
from scheduler.models import Letter, MailState, Subscriber

_FIRST_REST, _LONGEST_REST = 0.5, 30.0
_SLICE = 0.1


class Unreachable(Exception):  # noqa: N818
    """There is no connection to be had just now; `why` in words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Session:
    """For one thread: it stays connected, and connects anew when it must, at first soon, then less often."""

    def __init__(self, relay: Relay, ended: Callable[[], bool]) -> None:
        """`ended`: whether nobody waits any more for a connection."""
        self._relay, self._ended = relay, ended
        self._connection: Connection | None = None
        self._failures = 0

    def deliver(
        self, claim: Claim, letter: Letter, begun: Callable[[], None], *, lost_before: bool, proven: bool
    ) -> Outcome:
        """Unreachable when nothing could be tried; DigestError when a person must act."""
        connection = self._connected()
        fresh = not connection.taken
        try:
            reply = connection.deliver(letter, begun)
        except Refused as refused:
            reply = refused.reply
        except Lost as gone:
            self._failures += fresh
            return lost(wrote_dot=gone.wrote_dot, again=lost_before)
        words = without_address(reply.words, letter.recipient)
        told = reply if words == reply.words else replace(reply, words=words)
        outcome = outcome_of(told, tries=claim.attempts, last_code=claim.code, fresh=fresh, proven=proven)
        self._failures = 0 if outcome.state is MailState.ACCEPTED else self._failures
        return outcome

    def part(self) -> None:
        if self._connection is not None:
            self._connection.part()

    def _connected(self) -> Connection:
        if self._connection is not None and self._connection.sock is not None:
            return self._connection
        self._rest()
        try:
            self._connection = Connection(self._relay)
        except Lost:
            self._failures += 1
            raise Unreachable(f"The mail server {self._relay} cannot be reached.") from None
        except Refused as refused:
            self._failures += 1
            raise self._turned_away(refused.reply) from None
        return self._connection

    def _turned_away(self, reply: Reply) -> Exception:
        words = as_sentence(str(reply))
        if reply.stage is Stage.LOGIN and reply.code >= 500:
            remedy = "Mend user and password in SMTP_URL, then say it again."
            return DigestError(f"The mail server {self._relay} refuses the login: {words}", remedy)
        if reply.enhanced.startswith("5.7."):
            return DigestError(f"The mail server {self._relay} does not let us in: {words}")
        return Unreachable(f"The mail server {self._relay} answers: {words}")

    def _rest(self) -> None:
        """Before a connection is tried again that did not come to anything."""
        if self._failures:
            end = time.monotonic() + min(_FIRST_REST * 2 ** (self._failures - 1), _LONGEST_REST)
            while not self._ended() and (left := end - time.monotonic()) > 0:
                time.sleep(min(left, _SLICE))


def send_one(relay: Relay, letter: Letter, subscriber: Subscriber) -> Outcome:
    """Sends a letter that belongs to no mailing; DigestError when it cannot even be tried."""
    session = Session(relay, lambda: True)
    claim = Claim(subscriber=subscriber, domain="", attempts=0, code=0)
    try:
        return session.deliver(claim, letter, lambda: None, lost_before=False, proven=False)
    except Unreachable as nobody:
        raise DigestError(nobody.why) from None
    finally:
        session.part()
