"""Those who get the digest, and those who must not: read and changed by token or by the hash of an address.

The hash is all that is kept of somebody who was forgotten; who is suppressed stays so, whatever is imported later.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from scheduler.ledger.database import Database
from scheduler.ledger.tables import bounces, mail, subscribers, suppressed
from scheduler.ledger.writing import chunks
from scheduler.models import Subscriber, Subscription, Suppression

_TOKEN_BYTES = 16
_AT_ONCE = 500
_KNOWN = sa.select(subscribers, suppressed.c.reason).outerjoin(suppressed, suppressed.c.hash == subscribers.c.hash)
_TOKEN = subscribers.c.token == sa.bindparam("of_token")
_BY_TOKEN = _KNOWN.where(_TOKEN)
_CHANGE = subscribers.update().where(subscribers.c.hash == sa.bindparam("of_hash"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list that is imported; the address is a valid one. `confirmed`: nothing more need be asked."""

    email: str
    name: str = ""
    language: str = ""
    consent: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import, by the addresses' hashes: `suppressed` ones are kept as they were, and get nothing."""

    added: frozenset[str]
    changed: frozenset[str]
    suppressed: Mapping[str, Suppression]


def address_hash(email: str) -> str:
    """Of an address as it is compared: without regard to capitals."""
    return sha256(email.strip().casefold().encode()).hexdigest()


class Subscribers:
    """Every method raises LedgerError, in words, when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- who they are -------------------------------------------------------------------------------------------------

    def by_token(self, token: str) -> Subscription | None:
        return self._one(_BY_TOKEN.params(of_token=token))

    def by_address(self, email: str) -> Subscription | None:
        return self._one(_KNOWN.where(subscribers.c.hash == address_hash(email)))

    def all(self) -> Iterator[Subscription]:
        """In the order in which they came; they are read as they are asked for."""
        return map(_subscription, self._database.stream(_KNOWN.order_by(subscribers.c.id)))

    def some(self, ids: Sequence[int]) -> dict[int, Subscriber]:
        """Those of them that are still known."""
        query = sa.select(subscribers).where(subscribers.c.id.in_(ids))
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return {row.id: subscriber(row) for row in rows}

    def suppressed(self, hash_: str) -> Suppression | None:
        """Why this address, known or not, gets no mail."""
        query = sa.select(suppressed.c.reason).where(suppressed.c.hash == hash_)
        reason = self._database.read(lambda connection: connection.scalar(query))
        return Suppression(reason) if reason else None

    def suppressions(self) -> dict[Suppression, int]:
        """How many addresses there are of each reason, forgotten ones included."""
        query = sa.select(suppressed.c.reason, sa.func.count()).group_by(suppressed.c.reason)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return {Suppression(reason): count for reason, count in rows}

    # --- coming and going ---------------------------------------------------------------------------------------------

    def bring(self, entries: Sequence[Entry], now: datetime) -> Imported:
        """Adds those who are new and changes the others' name, language and consent; all or nothing.

        No address may come twice. Who has a token keeps it, who confirmed once stays confirmed, and who chose name and
        language on their own page keeps those.
        """

        def change(connection: sa.Connection) -> Imported:
            wanted = {address_hash(entry.email): entry for entry in entries}
            known = {row.hash: row for row in _in_chunks(connection, subscribers, wanted)}
            barred = {row.hash: Suppression(row.reason) for row in _in_chunks(connection, suppressed, wanted)}
            new = [_row(hash_, entry, now) for hash_, entry in wanted.items() if hash_ not in known]
            other = [hash_ for hash_, row in known.items() if _differs(row, wanted[hash_])]
            if new:
                connection.execute(subscribers.insert(), new)
            if other:
                connection.execute(_CHANGE, [_changed(known[hash_], wanted[hash_]) for hash_ in other])
            return Imported(added=frozenset(wanted.keys() - known), changed=frozenset(other), suppressed=barred)

        return self._database.write(change)

    def forget(self, hash_: str, now: datetime) -> bool:
        """Deletes all that is kept but the hash, which stays suppressed; True when the address was known."""

        def change(connection: sa.Connection) -> bool:
            _suppress(connection, hash_, Suppression.FORGOTTEN, now)
            mine = sa.select(subscribers.c.id).where(subscribers.c.hash == hash_)
            connection.execute(mail.update().where(mail.c.subscriber.in_(mine)).values(reply=""))
            return connection.execute(subscribers.delete().where(subscribers.c.hash == hash_)).rowcount > 0

        return self._database.write(change)

    def suppress(self, hash_: str, reason: Suppression, now: datetime) -> bool:
        """From now on this address gets no mail, also of a mailing that runs; False: it got none before either."""
        return self._database.write(lambda connection: _suppress(connection, hash_, reason, now))

    def restore(self, hash_: str, reason: Suppression) -> bool:
        """Takes back a suppression for this very reason; False: there was none."""
        which = (suppressed.c.hash == hash_) & (suppressed.c.reason == reason.value)
        return self._database.write(
            lambda connection: connection.execute(suppressed.delete().where(which)).rowcount > 0
        )

    # --- what they wish -----------------------------------------------------------------------------------------------

    def confirm(self, token: str, now: datetime) -> bool:
        """They said yes to our question; False: there is no such subscriber. The first yes counts."""
        first = sa.func.coalesce(subscribers.c.confirmed, sa.bindparam("now", type_=subscribers.c.confirmed.type))
        return self._change(token, confirmed=first, now=now)

    def prefer(self, token: str, *, name: str, language: str) -> bool:
        """False: there is no such subscriber."""
        return self._change(token, name=name, language=language, own=True)

    def pause(self, token: str, until: datetime | None) -> bool:
        """No mail before `until`; None: from now on again. False: there is no such subscriber."""
        return self._change(token, paused_until=until)

    def pause_hash(self, hash_: str, until: datetime) -> bool:
        """`pause` of an address that bounces for a while."""
        update = subscribers.update().where(subscribers.c.hash == hash_).values(paused_until=until)
        return self._database.write(lambda connection: connection.execute(update).rowcount > 0)

    # --- bounces ------------------------------------------------------------------------------------------------------

    def note_bounce(self, mark: str, hash_: str, kind: str, at: datetime) -> bool:
        """Keeps a bounce by its own `mark`; False: it was counted already."""

        def change(connection: sa.Connection) -> bool:
            if connection.execute(sa.select(bounces.c.mark).where(bounces.c.mark == mark)).first():
                return False
            connection.execute(bounces.insert().values(mark=mark, hash=hash_, kind=kind, at=at))
            return True

        return self._database.write(change)

    def heard(self, mark: str) -> bool:
        """Whether this very bounce was counted already."""
        query = sa.select(bounces.c.mark).where(bounces.c.mark == mark)
        return self._database.read(lambda connection: connection.scalar(query)) is not None

    def bounced(self, hash_: str, kind: str, since: datetime) -> int:
        """How many bounces of the kind there were of the address since then."""
        which = (bounces.c.hash == hash_) & (bounces.c.kind == kind) & (bounces.c.at >= since)
        query = sa.select(sa.func.count()).select_from(bounces).where(which)
        return self._database.read(lambda connection: connection.scalar(query)) or 0

    # ------------------------------------------------------------------------------------------------------------------

    def _one(self, query: sa.Select[Any]) -> Subscription | None:
        row = self._database.read(lambda connection: connection.execute(query).first())
        return _subscription(row) if row else None

    def _change(self, token: str, now: datetime | None = None, **values: Any) -> bool:
        update, given = subscribers.update().where(_TOKEN).values(values), {"of_token": token}
        if now:
            given["now"] = now  # type: ignore[assignment]
        return self._database.write(lambda connection: connection.execute(update, given).rowcount > 0)


def suppress_many(connection: sa.Connection, ids: Sequence[int], reason: Suppression, now: datetime) -> None:
    """`suppress` within a transaction that does more."""
    for hash_ in connection.scalars(sa.select(subscribers.c.hash).where(subscribers.c.id.in_(ids))).all():
        _suppress(connection, hash_, reason, now)


def subscriber(row: Any) -> Subscriber:
    return Subscriber(id=row.id, email=row.email, name=row.name, language=row.language, token=row.token)


def _subscription(row: Any) -> Subscription:
    names = ("hash", "consent", "since", "confirmed", "paused_until")
    same = {name: getattr(row, name) for name in names}
    return Subscription(subscriber=subscriber(row), suppressed=Suppression(row.reason) if row.reason else None, **same)


def _suppress(connection: sa.Connection, hash_: str, reason: Suppression, now: datetime) -> bool:
    """The first reason stays, but for "forgotten", which is for good."""
    known = connection.scalar(sa.select(suppressed.c.reason).where(suppressed.c.hash == hash_))
    values = {"reason": reason.value, "at": now}
    if known is None:
        connection.execute(suppressed.insert().values(hash=hash_, **values))
    elif reason is Suppression.FORGOTTEN:
        connection.execute(suppressed.update().where(suppressed.c.hash == hash_).values(values))
    return known is None


def _in_chunks(connection: sa.Connection, table: sa.Table, hashes: Mapping[str, object]) -> Iterator[sa.Row[Any]]:
    for few in chunks(list(hashes), _AT_ONCE):
        yield from connection.execute(sa.select(table).where(table.c.hash.in_(few)))


def _row(hash_: str, entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "hash": hash_,
        "email": entry.email,
        "domain": entry.email.rpartition("@")[2].lower(),
        "name": entry.name,
        "language": entry.language,
        "consent": entry.consent,
        "token": secrets.token_urlsafe(_TOKEN_BYTES),
        "since": now,
        "own": False,
        "confirmed": now if entry.confirmed else None,
    }


def _changed(row: Any, entry: Entry) -> dict[str, Any]:
    theirs = row if row.own else entry
    return {"of_hash": row.hash, "name": theirs.name, "language": theirs.language, "consent": entry.consent}


def _differs(row: Any, entry: Entry) -> bool:
    return any(getattr(row, name) != value for name, value in _changed(row, entry).items() if name != "of_hash")
