"""What the mail server's own log tells of copies of which nobody knows whether they arrived.

Postfix's log, as syslog writes it: `cleanup` names a message's id and its queue's, `qmgr` that the message was queued,
`smtpd` when a client came and went. A message that was queued was accepted. One of which the log has no such line,
though it covers the time and every client of that time is gone, was not.
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scheduler.errors import SettingsError
from scheduler.ledger import Ledger
from scheduler.ledger.mailings import Left, Mark
from scheduler.models import Composer, MailState

GRACE = timedelta(seconds=5)
"""A line may come a little after the client was gone."""
SETTLED = timedelta(seconds=60)
"""Where the log does not tell when clients came and went: by then the server has noticed that ours is gone."""
LAST = timedelta(seconds=600)
"""While a client of that time is still there: it may be ours, and the server may wait for it so long (RFC 5321)."""
_BETWEEN_LOOKS = 1.0
_CLOCKS = timedelta(seconds=1)
"""Traditional syslog cuts its times to the second."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\S+|[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d) .*?postfix[^\s\[]*/(\w+)\[(\d+)\]: (.*)")
_ID = re.compile(r"([0-9A-Za-z]+): (?:resent-)?message-id=(<[^>]*>)")
_QUEUED = re.compile(r"([0-9A-Za-z]+): (?:from=.*queue active|removed|.*\bstatus=)")


class RelayLog:
    """Read as it grows; after it was rotated, the part that was rotated away is read first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._inode, self._position = 0, 0
        self._queue_ids: defaultdict[str, set[str]] = defaultdict(set)
        self._queued: set[str] = set()
        self._clients: dict[str, datetime] = {}
        self._tells_of_clients = False
        self.first: datetime | None = None
        self.last: datetime | None = None

    def read(self, now: datetime) -> None:
        """Whatever came since the last time. SettingsError when it cannot be read."""
        try:
            if not self._inode and (rotated := self._file.with_name(f"{self._file.name}.1")).is_file():
                self._take(rotated.read_bytes(), now)
            stat = self._file.stat()
            if stat.st_ino != self._inode or stat.st_size < self._position:
                self._inode, self._position = stat.st_ino, 0
            with self._file.open("rb") as log:
                log.seek(self._position)
                self._position += self._take(log.read(), now)
        except OSError as error:
            raise SettingsError(
                f"RELAY_LOG names {self._file}, which cannot be read: {error.strerror}.",
                "Mend the path or the rights, or leave it out: then a person decides about what nobody knows.",
            ) from None

    def accepted(self, message_id: str) -> bool:
        return not self._queued.isdisjoint(self._queue_ids.get(message_id, ()))

    def is_complete(self, begun: datetime, lost: datetime, now: datetime) -> bool:
        """Whether a message that was written between these times would stand in it by now, if it was accepted."""
        if self.first is None or self.last is None or self.first > begun + _CLOCKS or self.last < lost - _CLOCKS:
            return False
        if not self._tells_of_clients:
            return now >= lost + SETTLED
        is_there = any(came <= lost + _CLOCKS for came in self._clients.values())
        return now >= lost + (LAST if is_there else GRACE)

    def _take(self, data: bytes, now: datetime) -> int:
        """Reads whole lines; how many bytes they were."""
        end = data.rfind(b"\n") + 1
        for line in data[:end].decode("utf-8", "replace").split("\n"):
            if found := _LINE.match(line):
                self._note(_moment(found[1], now), found[2], found[3], found[4])
        return end

    def _note(self, at: datetime, daemon: str, process: str, words: str) -> None:
        self.first, self.last = self.first or at, at
        if daemon == "cleanup" and (named := _ID.match(words)):
            self._queue_ids[named[2]].add(named[1])
        elif queued := _QUEUED.match(words):
            self._queued.add(queued[1])
        elif daemon == "smtpd" and words.startswith("connect from"):
            self._tells_of_clients = True
            self._clients[process] = at
        elif daemon == "smtpd" and words.startswith("disconnect from"):
            self._clients.pop(process, None)


class Enquiry:
    """Asks about one day's unknown copies, and says what is to be done with those of which nothing can be learned."""

    def __init__(self, ledger: Ledger, day: date, composer: Composer, log: Path | None, *, resend: bool) -> None:
        self._ledger, self._day, self._composer, self._resend = ledger, day, composer, resend
        self._log = RelayLog(log) if log else None
        self._looked = 0.0

    def ask(self, now: datetime) -> tuple[list[Mark], datetime | None]:
        """What is known of them now, and when it is worth asking again; None: it is not."""
        unknown = self._ledger.mailings.unknown(self._day)
        if not unknown or not (self._log or self._resend):
            return [], None
        if self._log is None:
            return [_mark(copy, MailState.PENDING, "Sent again, as `on_unknown` says.", now) for copy in unknown], None
        if time.monotonic() - self._looked < _BETWEEN_LOOKS:
            return [], now
        self._looked = time.monotonic()
        self._log.read(now)
        answers = list(self._answers(unknown, self._log, now))
        return answers, self._next_question(unknown, answers, now)

    def _answers(self, unknown: Iterable[Left], log: RelayLog, now: datetime) -> Iterator[Mark]:
        known = self._ledger.subscribers.some([copy.subscriber for copy in unknown])
        for copy in unknown:
            subscriber = known.get(copy.subscriber)
            if subscriber is None:
                yield _mark(copy, MailState.LEFT, "", now)
            elif log.accepted(self._composer.message_id(subscriber)):
                yield _mark(copy, MailState.ACCEPTED, "The mail server's log says that it took it.", now)
            elif log.is_complete(copy.begun, copy.lost, now):
                yield _mark(copy, MailState.PENDING, "The mail server's log says that it never got it.", now)
            elif self._resend and now >= copy.lost + LAST:
                yield _mark(copy, MailState.PENDING, "Sent again, as `on_unknown` says.", now)

    def _next_question(self, unknown: list[Left], answers: list[Mark], now: datetime) -> datetime | None:
        answered = {mark.subscriber for mark in answers}
        waits = [copy.lost + wait for copy in unknown for wait in (GRACE, SETTLED, LAST)]
        open_ones = len(answered) < len(unknown)
        return min((moment for moment in waits if moment > now), default=None) if open_ones else None


def _mark(copy: Left, state: MailState, words: str, now: datetime) -> Mark:
    return Mark(subscriber=copy.subscriber, state=state, attempts=copy.attempts, wake=now, reply=words)


def _moment(text: str, now: datetime) -> datetime:
    """RFC 3339, or syslog's own: local time without a year, which is the last in which it is not in the future."""
    if text[0].isdigit():
        return datetime.fromisoformat(text).astimezone(UTC)
    told = datetime.strptime(f"{now.astimezone().year} {' '.join(text.split())}", "%Y %b %d %H:%M:%S")  # noqa: DTZ007
    moment = told.astimezone(UTC)
    return moment.replace(year=moment.year - 1) if moment > now + timedelta(days=1) else moment
