"""The tables, the same on SQLite and PostgreSQL, and how a delivery becomes a row."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from scheduler.models import Delivery, Event, Pause, Prepared, Receipt, State, aware


class Time(sa.TypeDecorator[datetime]):
    """An aware time as UTC text of fixed width: sorts as it reads, the same in every database."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> str | None:
        return aware(value).astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


tables = sa.MetaData()
deliveries = sa.Table(
    "deliveries",
    tables,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("due", Time, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("wake", Time, index=True),
    sa.Column("tick", sa.Double),
    sa.Column("boot", sa.Text, nullable=False),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("looks", sa.Integer, nullable=False),
    sa.Column("since", Time),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("uncertain", sa.Boolean, nullable=False),
    sa.Column("late_ok", sa.Boolean, nullable=False),
    sa.Column("absences", sa.Integer, nullable=False),
    sa.Column("twice", sa.Text, nullable=False),
    sa.Column("doubt", Time),
    sa.Column("at", Time),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("receipt_id", sa.Text),
    sa.Column("receipt_url", sa.Text),
    sa.Column("request", sa.Text),
    sa.Index("last_sent", "channel", "since"),
)
history = sa.Table(
    "history",
    tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("at", Time, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("request", sa.Text, nullable=False),
    sa.Column("receipt_id", sa.Text),
    sa.Column("receipt_url", sa.Text),
)
pauses = sa.Table(
    "pauses",
    tables,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("since", Time, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),  # "": the network's answer paused it
    sa.Column("until", Time),  # none: until a person resumes it
)
decisions = sa.Table(
    "decisions",
    tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Time, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
)
planner = sa.Table(  # one row: who plans counts on, and notes which files the plan was made from
    "planner", tables, sa.Column("term", sa.Integer, nullable=False), sa.Column("files", sa.Text, nullable=False)
)

alerts = sa.Table(
    "alerts",
    tables,
    sa.Column("listener", sa.Text, primary_key=True),  # an address in ALERT_URLS, without its password
    sa.Column("cause", sa.Text, primary_key=True),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("since", Time, nullable=False),
    sa.Column("at", Time, nullable=False),
)

subscribers = sa.Table(
    "subscribers",
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),  # of the casefolded address: see `address_hash`
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("domain", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("consent", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False, unique=True),
    sa.Column("since", Time, nullable=False),
    sa.Column("own", sa.Boolean, nullable=False),  # they chose name and language themselves: no import changes those
    sa.Column("confirmed", Time),
    sa.Column("paused_until", Time),
    sqlite_autoincrement=True,  # the number of one who was forgotten is never given to somebody else
)
suppressed = sa.Table(  # outlives the subscriber: who left does not come back with the next import
    "suppressed",
    tables,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", Time, nullable=False),
)
bounces = sa.Table(
    "bounces",
    tables,
    sa.Column("mark", sa.Text, primary_key=True),  # of the bounce itself: read twice, it counts once
    sa.Column("hash", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Time, nullable=False),
)
mailings = sa.Table(
    "mailings",
    tables,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("since", Time, nullable=False),
    sa.Column("run", sa.Text, nullable=False),  # who sends it, or did last; "": nobody
    sa.Column("beat", Time),  # when that one was last heard of
)
mail = sa.Table(
    "mail",
    tables,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("subscriber", sa.Integer, primary_key=True),
    sa.Column("domain", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("wake", Time, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("run", sa.Text, nullable=False),  # who claimed it
    sa.Column("claimed_at", Time),
    sa.Column("code", sa.Integer, nullable=False),
    sa.Column("reply", sa.Text, nullable=False),  # the mail server's words, without the address
    sa.Index("next_mail", "day", "state", "wake", "subscriber"),
)

_ONLY_GROWS = """
CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME; END $$ LANGUAGE plpgsql
"""
_GUARDS = {
    "sqlite": "CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} only ever grows'); END",
    "postgresql": "CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION only_grows()",
}
sa.event.listen(tables, "before_create", sa.DDL(_ONLY_GROWS.replace("%", "%%")).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
for _table in (history, decisions):
    for _dialect, _guard in _GUARDS.items():
        for _event in ("update", "delete"):
            _ddl = sa.DDL(_guard.format(table=_table.name, event=_event))  # type: ignore[no-untyped-call]
            sa.event.listen(_table, "after_create", _ddl.execute_if(dialect=_dialect))

PLAIN = tuple(
    field.name for field in fields(Delivery) if field.name not in {"state", "receipt", "prepared"}
)  # columns that hold a field of Delivery as it is
_plain = attrgetter(*PLAIN)


def values(row: Delivery) -> dict[str, Any]:
    return {**dict(zip(PLAIN, _plain(row), strict=True)), **_told(row), "request": _request(row)}


def line(row: Delivery, at: datetime) -> dict[str, Any]:
    """The line of history for a row that was stored; the request stands where it was armed."""
    request = _request(row) if row.state is State.PUBLISHING else None
    return {**_told(row), "fence": row.fence, "words": row.words, "at": at, "request": request or ""}


def delivery(row: Any) -> Delivery:
    return Delivery(
        **{name: row[name] for name in PLAIN},
        state=State(row["state"]),
        receipt=_receipt(row),
        prepared=_prepared(row),
    )


def event(row: Any) -> Event:
    names = ("key", "fence", "at", "words")
    same = {name: row[name] for name in names}
    return Event(**same, state=State(row["state"]), prepared=_prepared(row), receipt=_receipt(row))


def pause(row: Any) -> Pause:
    return Pause(words=row.words, since=row.since, by=row.by, until=row.until)


def _told(row: Delivery) -> dict[str, Any]:
    receipt = row.receipt
    return {
        "key": row.key,
        "state": row.state.value,
        "receipt_id": receipt and receipt.id,
        "receipt_url": receipt and receipt.url,
    }


def _request(row: Delivery) -> str | None:
    return json.dumps(row.prepared.request, ensure_ascii=False) if row.prepared else None


def _prepared(row: Any) -> Prepared | None:
    return Prepared(request=json.loads(row["request"])) if row["request"] else None


def _receipt(row: Any) -> Receipt | None:
    return Receipt(id=row["receipt_id"], url=row["receipt_url"]) if row["receipt_id"] else None
