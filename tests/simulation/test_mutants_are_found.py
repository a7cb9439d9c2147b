"""The simulation sees what it is there to see: a core with one thing left out is found within a few hundred seeds."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from simulation import machine
from simulation.execution import Seams, play

from scheduler import delivery, dispatch
from scheduler.delivery import Now, Step, outcomes, persons, planning, protocol, steps
from scheduler.editions import Editions
from scheduler.errors import PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.models import Delivery, Moment, Receipt, State, Wish

SEEDS = 600
STEP = steps.step
Looks = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """What is put in the place of what: `(module or class, name, other)`; or what the world around it lacks."""

    patches: tuple[tuple[object, str, object], ...] = ()
    seams: Seams = field(default_factory=Seams)


def _send_again(row: Delivery, now: Moment, _looks: Looks, words: str) -> Delivery:
    return replace(row, state=State.RETRYING, wake=now.at, tick=None, words=words)


def _absent_at_once(
    row: Delivery, found: Receipt | None, wish: Wish | None, now: Moment, looks: Looks, parent: Delivery | None
) -> Delivery:
    return outcomes.after_look(replace(row, looks=99), found, wish, now, looks, parent)


def _taken_as(kind: type[PublishError]) -> Any:
    def after_error(row: Delivery, error: PublishError, now: Moment, looks: Looks) -> Delivery:
        other = kind(error.what) if isinstance(error, Unconfirmed) else error
        return outcomes.after_error(row, other, now, looks)

    return after_error


def _sent_anew(row: Delivery, now: Moment, looks: Looks) -> Delivery:
    if row.state is State.PUBLISHING:
        return replace(row, state=State.RETRYING, wake=now.at, words="It was not finished.")
    return outcomes.recovered(row, now, looks)


def _left_alone(row: Delivery, now: Moment, looks: Looks) -> Delivery:
    return row if row.state is State.PUBLISHING else outcomes.recovered(row, now, looks)


def _never_looks(row: Delivery, wish: Wish | None, parent: Delivery | None, now: Moment) -> Step:
    what = STEP(row, wish, parent, now)
    return Step.WAIT if what is Step.LOOK else what


def _orphan(row: Delivery, wish: Wish | None, parent: Delivery | None, now: Moment) -> Step:
    return STEP(replace(row, part=1), wish, parent, now)


def _measured_after_the_commit(_began: Moment) -> Any:
    began = yield Now()
    now = yield Now()
    if now.tick - began.tick > protocol.SEND_SECONDS:
        raise Unavailable("Too slow.")


def _by_the_wall(row: Delivery, now: Moment) -> bool:
    return row.wake is not None and row.wake <= now.at


def _unchanged(row: Delivery, _now: Moment) -> Delivery:
    return row


def _awake_now(row: Delivery, now: Moment) -> Delivery:
    return replace(row, wake=now.at, tick=None) if row.wake and row.tick else row


def _never_in_doubt(_row: Delivery, _parent: Delivery | None) -> bool:
    return False


def _listed_at_once(*_: object) -> bool:
    return False


def _in_doubt_when_new(_wish: Wish, fact: Delivery, _now: datetime) -> datetime | None:
    return fact.doubt


def _never_older(_ours: Editions, _planned: Editions) -> list[str]:
    return []


def _any_order(_row: Delivery, _wish: Wish) -> bool:
    return True


DANGEROUS = {
    "no look-back: sent again at once": Mutant(patches=((outcomes, "unconfirmed", _send_again),)),
    "no settle time: absent after the first look": Mutant(patches=((protocol, "after_look", _absent_at_once),)),
    "no allowance for late arrival and read-back": Mutant(patches=((machine, "LOOKS", (0.0, 2.0, 5.0)),)),
    "a lost answer taken as a refusal": Mutant(patches=((protocol, "after_error", _taken_as(Rejected)),)),
    "a lost answer taken as not sent": Mutant(patches=((protocol, "after_error", _taken_as(Unavailable)),)),
    "the fence ignored": Mutant(seams=Seams(fenced=False)),
    "an armed row sent anew at recovery": Mutant(patches=((delivery, "recovered", _sent_anew),)),
    "an armed row forgotten at recovery": Mutant(patches=((delivery, "recovered", _left_alone),)),
    "unconfirmed rows never looked at": Mutant(patches=((steps, "step", _never_looks),)),
    "edits plan again what is or may be out": Mutant(patches=((planning, "BEYOND_EDITS", frozenset()),)),
    "a cancel while sending taken as not out": Mutant(
        patches=((planning, "BEYOND_EDITS", delivery.BEYOND_EDITS - {State.PUBLISHING}),)
    ),
    "a skip of what may be out": Mutant(
        patches=((persons, "BEYOND_EDITS", delivery.BEYOND_EDITS - {State.UNCONFIRMED}),)
    ),
    "no deadline for the request": Mutant(patches=((protocol, "SEND_SECONDS", 1e9),), seams=Seams(standing_still=True)),
    "the deadline measured after the commit": Mutant(
        patches=((protocol, "_in_time", _measured_after_the_commit),), seams=Seams(standing_still=True)
    ),
    "waits by the wall's clock": Mutant(
        patches=(
            (steps, "_time_has_come", _by_the_wall),
            (delivery, "rewoken", _unchanged),
            (outcomes, "rewoken", _unchanged),
        )
    ),
    "every wait over when the clock is set": Mutant(patches=((delivery, "rewoken", _awake_now),)),
    "what is planned after its time is sent unlooked": Mutant(patches=((protocol, "_may_be_out", _never_in_doubt),)),
    "a ledger that is new looks once": Mutant(
        patches=((protocol, "may_be_unlisted", _listed_at_once),), seams=Seams(forgetful=True)
    ),
    "what is wanted again after its time is sent unlooked": Mutant(
        patches=((planning, "_doubt", _in_doubt_when_new),), seams=Seams(renaming=True)
    ),
    "a renamed post is looked for on the account only": Mutant(seams=Seams(kin=False, renaming=True)),
    "older files planned from": Mutant(patches=((dispatch, "older", _never_older),)),
    "a part does not wait for the one before it": Mutant(
        patches=tuple((place, "step", _orphan) for place in (steps, protocol, delivery))
    ),
    "a pause ignored when arming": Mutant(seams=Seams(brake=False, standing_still=True)),
    "the account read back only for a minute, under a clock that is ahead": Mutant(
        seams=Seams(look_back=timedelta(seconds=60))
    ),
}

HARMLESS = {
    # The row's fence has moved whenever the calendar's newer version was planned.
    "the planned content not compared once more": Mutant(patches=((protocol, "_as_planned", _any_order),)),
    # The machine's own count decides; what is set anew is only when to look whether it has come.
    "times not set anew after a clock step, on a machine that stays up": Mutant(
        patches=((steps, "_time_has_come", _by_the_wall),)
    ),
}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def _found_after(mutant: Mutant, monkeypatch: pytest.MonkeyPatch, seeds: int) -> int | None:
    with monkeypatch.context() as patched:
        for place, name, other in mutant.patches:
            patched.setattr(place, name, other)
        return next((seed for seed in range(seeds) if play(seed, mutant.seams)[1]), None)


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_dangerous_mutant_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _found_after(DANGEROUS[name], monkeypatch, SEEDS) is not None


@pytest.mark.parametrize("name", HARMLESS)
def test_a_second_net_may_be_missing_while_the_first_holds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _found_after(HARMLESS[name], monkeypatch, 100) is None
