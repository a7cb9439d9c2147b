"""What an answer of the mail server means for a copy, its domain and the whole mailing: pure.

accepted            2xx to the final dot
deferred            4xx to the recipient or the dot: again later
failed              5xx that is about this recipient or this message
pending, and stop   5.7.x (policy: they refuse *our* mail, not this person), a refused sender
pending             the connection was lost before the final dot was written: it cannot have arrived
unknown             it was lost after that, or the answer cannot be read: it may have
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.errors import as_sentence
from scheduler.ledger.mailings import Mark
from scheduler.models import MailState

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_NOT_THERE = frozenset({"5.1.1", "5.1.6", "5.1.10", "5.2.1"})
"""The mailbox does not exist, moved, or is closed (RFC 3463, RFC 7505): it will not take the next one either."""
_GREYLISTED = re.compile(r"gr[ea]y-?\s?list", re.IGNORECASE)
_TOO_MUCH = frozenset({421, 452})
_POLICY = "5.7."
_OF_RECIPIENTS = ("5.1.", "5.2.")
_LONGEST_REPLY = 500
_MOST_TRIES = 8
"""With the default first wait the eighth comes after some ten hours: a day's digest is no news then."""
_LONGEST_WAIT = timedelta(hours=6)


class Stage(StrEnum):
    """To what the server answered."""

    GREETING = "connecting"
    LOGIN = "the login"
    SENDER = "the sender"
    RECIPIENT = "the recipient"
    DATA = "the message"
    DOT = "the end of the message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; `words` may be several lines. A `code` that is none: nobody can read the answer."""

    stage: Stage
    code: int
    words: str

    @property
    def enhanced(self) -> str:
        """RFC 2034's code at the beginning of the words, if there is one."""
        found = _ENHANCED.match(self.words)
        return ".".join(found.groups()) if found else ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 400

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.words.split())}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a copy. `counts`: it was a try; `stops`: why nothing more goes out; `slow_down`: of its domain.

    `of_content`: the message was refused, not its recipient. `begun`: when its content began to be written, where
    that is worth knowing.
    """

    state: MailState
    code: int = 0
    reply: str = ""
    of_content: bool = False
    counts: bool = True
    suppress: bool = False
    slow_down: bool = False
    stops: str = ""
    begun: datetime | None = None


def outcome_of(
    reply: Reply, *, tries: int = 0, last_code: int = 0, fresh: bool = False, proven: bool = False
) -> Outcome:
    """`tries`, `last_code`: earlier ones of the same copy; `fresh`: nothing was taken on this connection yet.

    `proven`: our mail as such is taken, because other copies were just now.
    """
    words = str(reply)[:_LONGEST_REPLY]
    if reply.stage is Stage.DOT and 200 <= reply.code < 300:
        return Outcome(state=MailState.ACCEPTED, code=reply.code, reply=words)
    told = Outcome(state=MailState.UNKNOWN, code=reply.code, reply=words)
    if reply.stage is Stage.DOT and not 400 <= reply.code < 600:
        return told
    if reply.code == 421 and reply.stage is not Stage.DOT and not fresh:
        return replace(told, state=MailState.PENDING, counts=False)  # the server ends this connection, no more
    if reply.enhanced.startswith(_POLICY):
        return _policy(told, again=proven and tries > 0 and last_code == reply.code)
    if 500 <= reply.code < 600:
        return _refused(told, reply)
    if tries + 1 >= _MOST_TRIES:
        return replace(told, state=MailState.FAILED)
    return replace(told, state=MailState.DEFERRED, slow_down=_wants_less(reply))


def lost(*, wrote_dot: bool, again: bool) -> Outcome:
    """The connection broke; `again`: as it did the last time with this copy, which then waits a while."""
    if wrote_dot:
        return Outcome(state=MailState.UNKNOWN, reply="The connection was lost before the answer.")
    state = MailState.DEFERRED if again else MailState.PENDING
    return Outcome(state=state, reply="The connection was lost before the message was sent.", counts=again)


def mark_of(subscriber: int, outcome: Outcome, *, tries: int, now: datetime, retry_after: timedelta) -> Mark:
    """How the ledger keeps it. A copy that is put off waits twice as long each time."""
    wait = min(retry_after * 2**tries, max(_LONGEST_WAIT, retry_after))
    return Mark(
        subscriber=subscriber,
        state=outcome.state,
        attempts=tries + outcome.counts,
        wake=now + wait if outcome.state is MailState.DEFERRED else now,
        code=outcome.code,
        reply=outcome.reply,
        suppress=outcome.suppress,
        begun=outcome.begun,
    )


def without_address(words: str, address: str) -> str:
    """A server's words without the person: they are kept, and shown to whoever looks."""
    local = address.rpartition("@")[0]
    if local.lower() not in words.lower():
        return words
    hidden = re.sub(re.escape(address), "…", words, flags=re.IGNORECASE)
    return re.sub(rf"\b{re.escape(local)}@[\w.-]+", "…", hidden, flags=re.IGNORECASE)


def _policy(told: Outcome, *, again: bool) -> Outcome:
    """Such a refusal stops everything; if it comes again while others are taken, it is about this recipient."""
    if again:
        return replace(told, state=MailState.FAILED)
    return replace(told, state=MailState.PENDING, stops=f"The mail server refuses our mail: {as_sentence(told.reply)}")


def _refused(told: Outcome, reply: Reply) -> Outcome:
    if reply.stage is Stage.SENDER:
        words = f"The mail server refuses the sender: {as_sentence(told.reply)}"
        return replace(told, state=MailState.PENDING, counts=False, stops=words)
    no_good = reply.stage in {Stage.RECIPIENT, Stage.DOT} and reply.enhanced in _NOT_THERE
    of_content = reply.stage is Stage.DOT and not reply.enhanced.startswith(_OF_RECIPIENTS)
    return replace(told, state=MailState.FAILED, suppress=no_good, of_content=of_content)


def _wants_less(reply: Reply) -> bool:
    limits = reply.code in _TOO_MUCH or reply.enhanced.startswith("4.7.")
    return limits and not _GREYLISTED.search(reply.words)
