"""Each day's digest at its hour, for a service that looks often: what is due is sent in a thread of its own.

Every decision is made anew at each look, from the calendar and the ledger, so a crash needs no repair: what was begun
goes on, what would be too late is missed, and the lease in the ledger sees to it that two services never both send.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scheduler import slots
from scheduler.digest.timing import Turn, due_at, held, turn_of
from scheduler.errors import NothingToSend, SchedulerError
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Digest, Mailing, MailingState, MailState, Moment, Trouble
from scheduler.settings import Settings
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.digest.sending import Ended

AGAIN = timedelta(minutes=1)
"""After a failure, the next try comes so much later."""

log = logging.getLogger(__name__)


class Daily:
    """`settings` are asked anew for each sending; `trouble` is what a person should know now."""

    def __init__(self, ledger: Ledger, settings: Callable[[], Settings], clock: Callable[[], Moment]) -> None:
        self._ledger, self._settings, self._clock = ledger, settings, clock
        self._stop = threading.Event()
        self._work: threading.Thread | None = None
        self._rests: dict[date, datetime] = {}
        self._failed: Trouble | None = None
        self._seen: Trouble | None = None

    @property
    def trouble(self) -> Trouble | None:
        return self._failed or self._seen

    def look(self, calendar: Calendar | None) -> datetime | None:
        """Begins what is due, stops what is held; when the next digest is due."""
        digest = calendar.digest if calendar else None
        if calendar is None or digest is None:
            return None
        now, is_held = self._clock().at, bool(held(self._ledger))
        if self._work and self._work.is_alive():
            if is_held:
                self._stop.set()
            return None
        days = self._days(calendar, now)
        self._seen = next((told for day in reversed(days) if (told := self._told(day, now))), None)
        if not is_held:
            for day in days:
                self._turn(calendar, digest, day, now)
        waiting = (due_at(calendar, digest, day) for day in slots.week(calendar.campaign))
        return min((due for due in waiting if due > now), default=None)

    def finish(self) -> None:
        """What is on its way gets its answer; the rest stays for the next time."""
        self._stop.set()
        if self._work:
            self._work.join()

    # ------------------------------------------------------------------------------------------------------------------

    def _days(self, calendar: Calendar, now: datetime) -> list[date]:
        """Yesterday and today, where they belong to the campaign: what is due at night may be late by a day."""
        today = now.astimezone(calendar.campaign.timezone).date()
        return [day for day in (today - timedelta(days=1), today) if day in slots.week(calendar.campaign)]

    def _turn(self, calendar: Calendar, digest: Digest, day: date, now: datetime) -> None:
        if now < self._rests.get(day, now) or (self._work and self._work.is_alive()):
            return
        due = due_at(calendar, digest, day)
        turn = turn_of(digest, due, self._ledger.mailings.mailing(day), now)
        if turn is Turn.MISS:
            self._miss(day, due, now)
        elif turn is Turn.SEND:
            self._rests[day] = now + AGAIN
            self._stop.clear()
            self._work = threading.Thread(target=self._send, args=(calendar, digest, day), name=f"digest {day}")
            self._work.start()

    def _miss(self, day: date, due: datetime, now: datetime) -> None:
        words = f"It was due at {due:%H:%M %Z}, and would have been too late when this service could send it."
        if self._ledger.mailings.miss(day, words, now):
            log.error("The e-mail of %s is missed. %s", day, words)

    def _send(self, calendar: Calendar, digest: Digest, day: date) -> None:
        began = self._clock().at
        try:
            ended = self._sent(calendar, digest, day, began)
        except NothingToSend as error:
            self._rests[day] = began + timedelta(days=2)
            log.warning("No e-mail is sent on %s: %s", day, error)
        except SchedulerError as error:
            before = self._failed
            self._failed = _trouble(error, before.since if before else began)
            if self._failed != before:
                log.error("The e-mail of %s could not be sent: %s", day, error)
        else:
            self._failed = None
            log.info("The e-mail of %s: %s.", day, _summed_up(ended))

    def _sent(self, calendar: Calendar, digest: Digest, day: date, now: datetime) -> "Ended":
        # A service that waits for its hour need not hold what draws an e-mail.
        from scheduler.digest.build import compose
        from scheduler.digest.languages import languages_apart
        from scheduler.digest.sending import Sending, terms_of
        from scheduler.digest.smtp_url import relay_of

        settings, mailings = self._settings(), self._ledger.mailings
        terms = terms_of(calendar, digest, day, settings, relay_of(settings.get("SMTP_URL")))
        known = mailings.mailing(day)
        began = known.since if known else now
        with languages_apart() as language_of:
            composer = compose(calendar, self._ledger.deliveries(), day, settings, began, language_of=language_of)
        for problem in composer.problems:
            log.warning("%s", problem)
        mailings.begin(day, began)
        return Sending(self._ledger, day, composer, terms, clock=self._clock, stop=self._stop).send()

    def _told(self, day: date, now: datetime) -> Trouble | None:
        mailing = self._ledger.mailings.mailing(day)
        return trouble_of(mailing) if mailing else None


def trouble_of(mailing: Mailing) -> Trouble | None:
    """What a person should know of a day's digest; None: it goes its way, or a person stopped it."""
    day, since = mailing.day, mailing.since
    if mailing.state is MailingState.MISSED:
        what = f"The e-mail of {day} was missed. {mailing.words}"
        return Trouble(what=what, remedy=f"To send it all the same: scheduler digest send --day {day}", since=since)
    if mailing.state is MailingState.PAUSED and not mailing.words.startswith("Paused by "):
        what = f"The e-mail of {day} is paused. {mailing.words}"
        return Trouble(what=what, remedy=f"When it is mended: scheduler digest resume --day {day}", since=since)
    unknown = mailing.counts.get(MailState.UNKNOWN, 0)
    if mailing.state is MailingState.RUNNING and unknown and not _open(mailing):
        what = f"Of {counted(unknown, 'copy')} of the e-mail of {day} nobody knows whether they arrived."
        remedy = "RELAY_LOG (the mail server's log) can tell, or `on_unknown: resend` in posts.yaml decides."
        return Trouble(what=what, remedy=remedy, since=since)
    return None


def _open(mailing: Mailing) -> int:
    return sum(mailing.counts.get(state, 0) for state in (MailState.PENDING, MailState.CLAIMED, MailState.DEFERRED))


def _trouble(error: SchedulerError, since: datetime) -> Trouble:
    return Trouble(what=f"The digest cannot be sent. {error.what}", remedy=error.remedy, since=since)


def _summed_up(ended: "Ended") -> str:
    counts = ", ".join(f"{count} {state}" for state, count in ended.mailing.counts.items() if count)
    return f"{ended.mailing.state} ({counts})"
