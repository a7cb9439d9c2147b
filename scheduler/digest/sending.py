"""Sends one day's digest: brings copies to those who send, and tells the ledger what became of them.

One thread speaks to the ledger: about thirty times a second it marks what is done and claims what comes next, in one
transaction. Everything else happens between two of these turns, so a copy costs next to nothing of the database.
"""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from scheduler.digest import lease
from scheduler.digest.crew import Crew
from scheduler.digest.desk import Desk
from scheduler.digest.journal import Journal
from scheduler.digest.outcomes import Outcome, mark_of
from scheduler.digest.pacing import Pacing
from scheduler.digest.reconciling import Enquiry
from scheduler.digest.recovering import recovered
from scheduler.digest.resting import Rests
from scheduler.digest.smtp_url import Relay
from scheduler.digest.timing import held
from scheduler.errors import DigestError, SchedulerError
from scheduler.ledger import Ledger
from scheduler.ledger.claiming import Claim, Order
from scheduler.ledger.mailings import Mark, Turn
from scheduler.models import Calendar, Composer, Digest, Mailing, MailingState, MailState, Moment
from scheduler.settings import Settings

_CLAIM = 64
_TURN = 0.03
"""Seconds between two turns: what is done in between is committed together. (A process that is killed meanwhile has
it in its journal.)"""
_SHOW = 0.5
_IDLE = 0.25
"""Seconds until the next turn when nothing happens: so soon a pause is seen, and whoever left is passed by."""
_AHEAD = 0.5
"""Seconds for which copies are claimed in advance, at the pace at which they go."""
SOON = timedelta(seconds=60)
"""What is due within this is waited for; the rest when it is said again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`journal`: a file of this day's own. `relay_log`: the mail server's, where it can be read. `resend`: what
    nobody can tell anything of is sent once more."""

    relay: Relay
    journal: Path
    relay_log: Path | None = None
    resend: bool = False


def terms_of(calendar: Calendar, digest: Digest, day: date, settings: Settings, relay: Relay) -> Terms:
    """As posts.yaml and the environment say; the journal is the day's own."""
    log = settings.get("RELAY_LOG")
    return Terms(
        relay=relay,
        journal=calendar.folder / ".scheduler" / f"digest-{day}.journal",
        relay_log=calendar.folder / log if log else None,
        resend=digest.on_unknown == "resend",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How the mailing stands now. `words`: why it ended before its end; `interrupted`: somebody stopped it."""

    mailing: Mailing
    words: str = ""
    interrupted: bool = False


@dataclass(slots=True)
class _Stretch:
    """How many went lately, for the number to claim."""

    since: float = 0.0
    count: int = 0
    rate: float = field(default=float("inf"))

    def note(self, done: int, now: float) -> None:
        self.count += done
        if now - self.since >= 1:
            self.rate = self.count / (now - self.since) if self.since else self.rate
            self.since, self.count = now, 0


class Sending:
    """One day's digest, sent by this process. LedgerError, DigestError, SettingsError where a person must act."""

    def __init__(
        self,
        ledger: Ledger,
        day: date,
        composer: Composer,
        terms: Terms,
        *,
        clock: Callable[[], Moment],
        stop: threading.Event,
        told: Callable[[Mailing], None] = lambda _mailing: None,
    ) -> None:
        """`stop`: set it, and what is on its way gets its answer, the rest stays for the next time."""
        self._ledger, self._mailings, self._day, self._terms, self._clock = ledger, ledger.mailings, day, terms, clock
        self._stop, self._told = stop, told
        self._run = lease.this_run(clock())
        self._pacing = Pacing(terms.relay.pace, clock().tick)
        self._rests = Rests(terms.relay.retry_after.total_seconds())
        self._desk = self._new_desk()
        self._enquiry = Enquiry(ledger, day, composer, terms.relay_log, resend=terms.resend)
        self._composer = composer
        self._lately = _Stretch()
        self._words, self._shown, self._put_off = "", 0.0, False

    def send(self) -> Ended:
        """Goes on until nothing is due within a minute."""
        now = self._clock().at
        self._mailings.begin(self._day, now)
        if self._mailings.mailing(self._day) is None:
            raise DigestError("There is nobody to send it to.", "Bring them in: scheduler subscribers import FILE.csv")
        self._take_the_lease(now)
        try:
            state = self._recover()
            while state is MailingState.RUNNING and not self._stop.is_set():
                self._with_a_crew()
                if not self._learned_more():
                    break
        finally:
            self._mailings.release(self._day, str(self._run))
        return Ended(mailing=self._mailing(), words=self._words, interrupted=self._stop.is_set())

    # ------------------------------------------------------------------------------------------------------------------

    def _take_the_lease(self, now: datetime) -> None:
        def free(run: str, beat: datetime | None) -> bool:
            return lease.is_free(run, beat, self._run, now)

        if not self._mailings.take(self._day, str(self._run), now, free):
            raise DigestError(
                f"The digest of {self._day} is being sent already, by another process.",
                "Watch it with `scheduler digest status`. One that died on another machine is replaced after a minute.",
            )

    def _recover(self) -> MailingState | None:
        """How the mailing stands, once all is marked that a run before us left behind."""
        left = self._mailings.unmarked(self._day, str(self._run))
        marks = recovered(left, self._terms.journal, self._run, self._clock().at, self._terms.relay.retry_after)
        state = self._turn(marks, Order(wanted=0)).state
        self._put_off = self._mailing().counts[MailState.DEFERRED] > 0
        return state

    def _with_a_crew(self) -> None:
        """Sends until nothing is due soon. All connections are closed then."""
        self._desk = self._new_desk()
        journal = Journal(self._terms.journal, self._run)
        crew = Crew(self._terms.relay, self._composer, self._desk, journal, lambda: self._clock().at)
        crew.start()
        try:
            while not self._desk.closed and self._step(journal):
                self._wait()
        finally:
            self._until_all_is_answered(crew)
            journal.close()
        self._turn((*self._marks(), *self._given_back()), Order(wanted=0))
        if self._desk.error:
            raise self._desk.error

    def _until_all_is_answered(self, crew: Crew) -> None:
        """Hands out nothing more, and waits for what is on its way."""
        self._desk.close()
        while crew.is_busy:
            self._wait()
            with suppress(SchedulerError):  # what cannot be marked now stands in the journal, for the next run
                self._turn(self._marks(), Order(wanted=0))

    def _step(self, journal: Journal) -> bool:
        """Whether there is more to do."""
        turn = self._turn((*self._marks(), *self._given_back()), self._order())
        journal.claim(claim.subscriber.id for claim in turn.claims)
        now = self._clock().tick
        self._desk.put(turn.claims, now + lease.HOLDS)
        if now - self._shown >= _SHOW:
            self._shown = now
            self._told(self._mailing())
            if words := held(self._ledger):
                self._words = words
                self._stop.set()
        goes_on = turn.state is MailingState.RUNNING and not self._stop.is_set()
        return goes_on and (bool(turn.claims) or self._desk.busy or self._is_more_to_come())

    def _turn(self, marks: Iterable[Mark], order: Order) -> Turn:
        turn = self._mailings.turn(self._day, str(self._run), self._clock().at, tuple(marks), order)
        if turn.state is None:
            raise DigestError(
                f"Another process sends the digest of {self._day} now.", "This one stood still for too long, and ends."
            )
        return turn

    def _order(self) -> Order:
        """As many as go in half a second: of whoever leaves, no more than that is on its way already."""
        pace = self._terms.relay.pace
        rate = min(self._lately.rate, pace.per_second or float("inf"))
        least = 1 if pace.per_second else self._terms.relay.connections
        room = int(min(_CLAIM, max(least, rate * _AHEAD))) - self._desk.waiting
        share = max(1, int(pace.per_domain * _AHEAD)) + 1 if pace.per_domain else 0
        tired = self._rests.tired(self._clock().tick)
        held = self._desk.held() if share else {}
        return Order(wanted=max(0, room), again=self._put_off, without=tired, share=share, held=held)

    def _marks(self) -> list[Mark]:
        """What became of the copies that were tried since the last time."""
        now, marks = self._clock(), []
        for each in self._desk.collect():
            marks.append(self._mark(each.claim, each.outcome, now.at))
            self._put_off |= each.outcome.state is MailState.DEFERRED
            if each.outcome.stops and not self._words:
                self._words = each.outcome.stops
                self._mailings.turn_to(self._day, MailingState.PAUSED, self._words)
        self._lately.note(len(marks), now.tick)
        return marks

    def _given_back(self) -> list[Mark]:
        """What nobody has begun, and is not to be begun now."""
        tired = self._rests.tired(self._clock().tick)
        back = self._desk.recall(None if self._desk.closed else tired)
        return [self._mark(claim, Outcome(state=MailState.PENDING, counts=False), self._clock().at) for claim in back]

    def _mark(self, claim: Claim, outcome: Outcome, now: datetime) -> Mark:
        number, retry = claim.subscriber.id, self._terms.relay.retry_after
        return mark_of(number, outcome, tries=claim.attempts, now=now, retry_after=retry)

    def _is_more_to_come(self) -> bool:
        """Whether anything is due within a minute."""
        now, mailing = self._clock(), self._mailing()
        rest = self._rests.wait(now.tick) if mailing.counts[MailState.PENDING] else None
        put_off = mailing.next_wake
        return (put_off is not None and put_off <= now.at + SOON) or (rest is not None and rest <= SOON.total_seconds())

    def _learned_more(self) -> bool:
        """Asks about what nobody knows, as long as an answer may come soon; whether anything is to be sent then.

        Nobody is connected meanwhile: a client that is still there might be the one whose message is missing.
        """
        question: datetime | None = self._clock().at
        while question is not None and question <= self._clock().at + SOON and not self._stop.is_set():
            answers, question = self._enquiry.ask(self._clock().at)
            self._turn(answers, Order(wanted=0))
            if any(answer.state is MailState.PENDING for answer in answers):
                return True
            self._stop.wait(_IDLE if question else 0)
        return False

    def _new_desk(self) -> Desk:
        return Desk(self._pacing, self._rests, lambda: self._clock().tick, self._terms.relay.connections)

    def _wait(self) -> None:
        """Until there is something to do; what is done within a turn's time is told together."""
        began = time.monotonic()
        self._desk.changed.wait(_IDLE)
        self._desk.changed.clear()
        rest = _TURN - (time.monotonic() - began)
        if rest > 0 and self._desk.waiting >= self._terms.relay.connections:
            time.sleep(rest)

    def _mailing(self) -> Mailing:
        found = self._mailings.mailing(self._day)
        if found is None:
            raise RuntimeError("it was begun above")
        return found
