"""Which copies are claimed next: as many as are wanted, fairly between domains, of nobody who left meanwhile."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from scheduler.ledger.subscribers import subscriber
from scheduler.ledger.tables import Time, mail, subscribers, suppressed
from scheduler.models import MailState, Subscriber

_MOST_ROUNDS = 16
"""So often one claim looks again past domains that have had their share; the next one goes on."""

# Made once: building a statement costs more than executing it.
_OF_DAY = mail.c.day == sa.bindparam("of_day")
_NEXT = (
    sa.select(
        mail.c.subscriber,
        mail.c.domain,
        mail.c.attempts,
        mail.c.code,
        subscribers.c.id,
        subscribers.c.email,
        subscribers.c.name,
        subscribers.c.language,
        subscribers.c.token,
        subscribers.c.confirmed,
        subscribers.c.paused_until,
        suppressed.c.reason,
    )
    .outerjoin(subscribers, subscribers.c.id == mail.c.subscriber)
    .outerjoin(suppressed, suppressed.c.hash == subscribers.c.hash)
    .where(_OF_DAY & (mail.c.state == sa.bindparam("of_state")) & (mail.c.wake <= sa.bindparam("now", type_=Time)))
    .where(mail.c.domain.not_in(sa.bindparam("but_domains", expanding=True)))
    .order_by(mail.c.wake, mail.c.subscriber)
    .limit(sa.bindparam("at_most"))
)
_THESE = _OF_DAY & mail.c.subscriber.in_(sa.bindparam("of_subscribers", expanding=True))
_CLAIM = (
    mail.update()
    .where(_THESE)
    .values(
        state=MailState.CLAIMED.value,
        run=sa.bindparam("of_run"),
        claimed_at=sa.bindparam("now", type_=Time),
    )
)
_LEAVE = mail.update().where(_THESE).values(state=MailState.LEFT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One copy that is ours to send. `attempts`: earlier ones that were answered; `code`: the last answer's."""

    subscriber: Subscriber
    domain: str
    attempts: int
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How many copies are wanted, of which domains none, and of one domain no more than `share` with those `held`.

    `again`: whether there may be some that were put off.
    """

    wanted: int
    again: bool = True
    without: frozenset[str] = frozenset()
    share: int = 0
    held: Mapping[str, int] = field(default_factory=dict)


def claimed(connection: sa.Connection, which: dict[str, Any], run: str, order: Order) -> list[Claim]:
    """What is due again first, then what was not tried yet. A round claims, or finds out whose domain is full."""
    claims: list[Claim] = []
    shares, without = Counter(order.held), set(order.without)
    for state in (MailState.DEFERRED, MailState.PENDING)[not order.again :]:
        for _ in range(_MOST_ROUNDS):
            at_most = order.wanted - len(claims)
            limits = {"at_most": at_most, "but_domains": sorted(without), "of_state": state.value}
            rows = connection.execute(_NEXT, {**which, **limits}).all() if at_most else ()
            gone = [row.subscriber for row in rows if not _may_get_it(row, which["now"])]
            few = [_claim(row) for row in rows if row.subscriber not in gone and _has_room(row.domain, order, shares)]
            _update(connection, _LEAVE, which, gone)
            _update(connection, _CLAIM, {**which, "of_run": run}, [claim.subscriber.id for claim in few])
            claims += few
            without |= {domain for domain, count in shares.items() if order.share and count >= order.share}
            if len(rows) < at_most or not rows:
                break
    return claims


def _has_room(domain: str, order: Order, shares: Counter[str]) -> bool:
    """Whether one more of the domain may be claimed, which counts then."""
    if order.share and shares[domain] >= order.share:
        return False
    shares[domain] += 1
    return True


def _may_get_it(row: Any, now: datetime) -> bool:
    awake = row.paused_until is None or row.paused_until <= now
    return row.id is not None and row.reason is None and row.confirmed is not None and awake


def _update(connection: sa.Connection, update: sa.Update, which: dict[str, Any], ids: Sequence[int]) -> None:
    if ids:
        connection.execute(update, {**which, "of_subscribers": ids})


def _claim(row: Any) -> Claim:
    return Claim(subscriber=subscriber(row), domain=row.domain, attempts=row.attempts, code=row.code)
