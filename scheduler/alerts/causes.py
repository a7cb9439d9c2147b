"""What people must be alerted to now, cause by cause. Pure: what is known goes in, alerts come out.

One outage is one cause, however many posts it stops: what waits for the same reason on the same channel is one alert
with a count. A pause that a person made is none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import groupby

from scheduler.delivery import NOT_YET
from scheduler.errors import as_sentence
from scheduler.models import Delivery, Pause, State, Trouble
from scheduler.text import counted

PATIENCE = timedelta(minutes=1)
"""How long posts.yaml is broken, or the ledger unusable, before anybody is woken: an editor saves twice."""

LONG_REST = timedelta(minutes=20)
"""From here on a rest that a network asks for is told: keys that it may have dropped, a limit of hours; not a window of
its rate limits."""

LISTED = 3
"""How many deliveries an alert names; it counts the others."""

_LONGEST_WORDS = 500
_PASSING = re.compile(r"""\S*://\S*|"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|«[^»]*»|\S*[\d/\\@#_]\S*""")
"""What is different each time the same thing goes wrong: addresses, quoted names, numbers, files, keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that a person must mend, in words for a phone at six in the morning.

    `cause` names it for as long as it lasts; another `mark` under the same cause is another fault, and told anew.
    """

    cause: str
    title: str
    what: str
    remedy: str
    since: datetime
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that alerts are made of.

    `rows` must hold every delivery that is failed, missed, unconfirmed or held; of those that are on their way, all
    that are due, and the next of each paused channel; what went out in the last minutes, and what is out twice.
    """

    campaign: str
    now: datetime
    zone: tzinfo = UTC
    rows: Sequence[Delivery] = ()
    pauses: Mapping[str, Pause] = field(default_factory=dict)
    calendar: Trouble | None = None
    ledger: Trouble | None = None
    digest: Trouble | None = None

    def moment(self, at: datetime) -> str:
        """The moment on the campaign's clocks."""
        return f"{at.astimezone(self.zone):%a %d %b %H:%M %Z}"


def causes(scene: Scene) -> dict[str, Alert]:
    """Every cause of an alert by its name, the oldest first."""
    found = (*_troubles(scene), *_digest(scene), *_pauses(scene), *_waiting(scene), *_copies(scene))
    return {alert.cause: alert for alert in sorted(found, key=lambda alert: (alert.since, alert.cause))}


def listed(keys: Iterable[str]) -> str:
    """The first few keys, and how many more there are."""
    every = list(keys)
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return ", ".join(every[:LISTED]) + more


def short(words: str) -> str:
    """Somebody's words as one line that a phone can show, ending like a sentence."""
    line = " ".join(words.split())
    return as_sentence(line if len(line) <= _LONGEST_WORDS else f"{line[:_LONGEST_WORDS].rstrip()}…")


def gist(words: str) -> str:
    """The same for the same kind of fault: eight letters of its words without what is different each time."""
    lasting = " ".join(_PASSING.sub(" ", words).casefold().split())
    return sha256(lasting.encode()).hexdigest()[:8]


def _troubles(scene: Scene) -> Iterator[Alert]:
    told = (
        ("calendar", "posts.yaml cannot be used", scene.calendar, "The last good version stays in force."),
        ("ledger", "The ledger cannot be used: nothing goes out", scene.ledger, "Nothing is sent without it."),
    )
    for cause, title, trouble, holds_up in told:
        if trouble and scene.now - trouble.since >= PATIENCE:
            what = f"Since {scene.moment(trouble.since)}: {short(trouble.what)} {holds_up}"
            yield Alert(cause=cause, title=title, what=what, remedy=trouble.remedy, since=trouble.since)


def _digest(scene: Scene) -> Iterator[Alert]:
    if trouble := scene.digest:
        what = f"Since {scene.moment(trouble.since)}: {short(trouble.what)}"
        title, mark = "The daily e-mail needs you", gist(trouble.what)
        yield Alert(cause="digest", mark=mark, title=title, what=what, remedy=trouble.remedy, since=trouble.since)


def _pauses(scene: Scene) -> Iterator[Alert]:
    for channel, pause in scene.pauses.items():
        if pause.by or (pause.until and not _is_told(pause, pause.until, scene.now)):
            continue
        rests = pause.until and f"It goes on by itself {scene.moment(pause.until)}. Sooner, when"
        yield Alert(
            cause=f"paused/{channel}",
            mark=pause.since.astimezone(UTC).isoformat(),
            title=f"{channel} rests" if rests else f"{channel} is paused",
            what=f"Since {scene.moment(pause.since)}: {short(pause.words)} {_kept(scene, channel)}",
            remedy=f"{rests or 'When'} it is mended: scheduler resume {channel}",
            since=pause.since,
        )


def _is_told(pause: Pause, until: datetime, now: datetime) -> bool:
    return until - pause.since >= LONG_REST and now < until


def _kept(scene: Scene, channel: str) -> str:
    """What a pause holds up."""
    queue = sorted((row for row in scene.rows if row.channel == channel and row.state in NOT_YET), key=_order)
    due = [row.key for row in queue if row.due <= scene.now]
    if due:
        return f"Its queue is kept; {counted(len(due), 'post')} should be out already: {listed(due)}."
    if queue:
        return f"Its queue is kept; nothing is late yet, the next is due {scene.moment(queue[0].due)}: {queue[0].key}."
    return "Nothing waits for it yet."


def _waiting(scene: Scene) -> Iterator[Alert]:
    """What waits for a person, delivery by delivery, gathered to one alert a cause."""
    rows = sorted((row for row in scene.rows if waits_for_person(row, scene.now)), key=_cause)
    for cause, members in groupby(rows, key=_cause):
        group = sorted(members, key=_order)
        keys, since = [row.key for row in group], min(_since(row) for row in group)
        title, remedy = _TEXTS[group[0].state](counted(len(keys), "post"), group[0].channel, keys)
        what = f"Since {scene.moment(since)}: {listed(keys)}. {short(group[0].words)}"
        yield Alert(cause=cause, title=title, what=what, remedy=remedy, since=since)


def waits_for_person(row: Delivery, now: datetime) -> bool:
    """Nothing more happens with it until somebody decides; a post that is held may wait until it is due."""
    if row.state is State.UNCONFIRMED:
        return row.wake is None
    return row.state in {State.FAILED, State.MISSED} or (row.state is State.HELD and row.due <= now)


def _cause(row: Delivery) -> str:
    """Which outage or mistake it belongs to: the reason, and the channel where that matters."""
    if row.state is State.HELD:
        return f"held/{gist(row.words)}"
    reason = f"/{gist(row.words)}" if row.state is State.FAILED else ""
    return f"{row.state}/{row.channel}{reason}"


def _since(row: Delivery) -> datetime:
    return row.at or row.since or row.due


def _order(row: Delivery) -> tuple[datetime, str]:
    return row.due, row.key


Texts = Callable[[str, str, Sequence[str]], tuple[str, str]]
"""Title and remedy for so many posts, on this channel, with these keys."""


def _failed(posts: str, channel: str, keys: Sequence[str]) -> tuple[str, str]:
    return f"{posts} failed on {channel}", f"Mend it, then: scheduler retry {_typed(keys)}{_or_skip(keys)}"


def _missed(posts: str, channel: str, keys: Sequence[str]) -> tuple[str, str]:
    return f"{posts} missed on {channel}", f"To send it all the same: scheduler retry {_typed(keys)}{_or_skip(keys)}"


def _unclear(posts: str, channel: str, keys: Sequence[str]) -> tuple[str, str]:
    key = keys[0]
    remedy = f"Look at the account. If it is out: scheduler resolve {key} --out ADDRESS"
    return f"{posts} on {channel}: out or not?", f"{remedy}\nIf it is not: scheduler resolve {_typed(keys)} --not-out"


def _held(posts: str, _channel: str, keys: Sequence[str]) -> tuple[str, str]:
    remedy = f"It goes out by itself when that is mended in time. To let it be: scheduler skip {_typed(keys)}"
    return f"{posts} held although due", remedy


_TEXTS: Mapping[State, Texts] = {
    State.FAILED: _failed,
    State.MISSED: _missed,
    State.UNCONFIRMED: _unclear,
    State.HELD: _held,
}


def _typed(keys: Sequence[str]) -> str:
    """The keys as a command takes them; those that are not listed are found by `scheduler status`."""
    more = " … (all keys: scheduler status)" if len(keys) > LISTED else ""
    return " ".join(keys[:LISTED]) + more


def _or_skip(keys: Sequence[str]) -> str:
    return f"\nOr let it be: scheduler skip {_typed(keys)}"


def _copies(scene: Scene) -> Iterator[Alert]:
    for row in scene.rows:
        if row.twice and row.receipt:
            yield Alert(
                cause=f"copies/{row.key}",
                title=f"{row.key} is out twice",
                what=f"Found on the account: {row.receipt.url} {row.twice}",
                remedy=f"Delete one there, by hand. Then: scheduler resolve {row.key} --out ADDRESS of the other",
                since=row.at or row.due,
            )
