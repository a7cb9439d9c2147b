"""Deliveries, what is wanted of them, and moments: what stories about the core's decisions are made of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.models import Delivery, Moment, Receipt, State, Variant, Wish

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
LOOKS = (0.0, 15.0, 60.0, 300.0)
RECEIPT = Receipt(id="7", url="https://x.com/i/web/status/7")
NEVER_AGAIN = [State.PUBLISHING, State.UNCONFIRMED, State.PUBLISHED]


def wish(**change: object) -> Wish:
    variant = Variant(post="welcome", channel="x", text="Hello")
    return replace(Wish(variant=variant, due=NOON, max_late=timedelta(hours=2), content="aaaa"), **change)  # type: ignore[arg-type]


def row(state: State = State.PLANNED, **change: object) -> Delivery:
    new = Delivery(post="welcome", channel="x", part=1, state=state, due=NOON, content="aaaa", wake=NOON)
    return replace(new, **change)  # type: ignore[arg-type]


def moment(at: datetime = NOON, boot: str = "") -> Moment:
    return Moment(at=at, tick=at.timestamp(), boot=boot)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)
