"""A planner that hung and was replaced: what it still plans is refused, what it sent is kept."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from cluster.clusters import until
from deliveries import NOON, RECEIPT, row

from scheduler import delivery
from scheduler.engine import open_planner
from scheduler.ledger import Ledger
from scheduler.models import Event, State

key_of = attrgetter("key")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return str(request.getfixturevalue("database"))


@pytest.fixture
def ledgers(address: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Of a machine that planned until now, and of one that took over."""
    with closing(Ledger(address)) as hung, closing(Ledger(address)) as other:
        hung.lead()
        assert hung.put_all([row()], NOON, planned=True) == [row(fence=1)]
        other.lead()
        yield hung, other


def test_what_a_replaced_planner_still_plans_is_refused(ledgers: tuple[Ledger, Ledger]) -> None:
    hung, other = ledgers
    late = [row(due=NOON, fence=1, words="An older file said so."), row(post="new")]
    assert hung.put_all(late, NOON, planned=True) == [None, None]
    assert hung.add([row(post="new")], NOON) == set()
    assert other.deliveries() == {row().key: row(fence=1)}
    assert other.put_all([row(State.HELD, fence=1)], NOON, planned=True) == [row(State.HELD, fence=2)]


def test_what_is_planned_for_the_first_time_is_stored_as_any_other_row(ledgers: tuple[Ledger, Ledger]) -> None:
    _, other = ledgers
    held, late = row(State.HELD, post="held", wake=None, words="No consent."), row(post="late", doubt=NOON)
    missed = row(State.MISSED, post="missed", wake=None, at=NOON, content="abcd", words="Too late.")
    assert other.add([late, row(), held, missed], NOON) == {each.key for each in (late, held, missed)}
    stored = {each.key: replace(each, fence=1) for each in (row(), late, held, missed)}
    assert other.deliveries() == stored
    told = [Event(key=each.key, fence=1, at=NOON, state=each.state, words=each.words) for each in stored.values()]
    assert sorted(other.history(), key=key_of) == sorted(told, key=key_of)


def test_what_it_sent_is_kept(ledgers: tuple[Ledger, Ledger]) -> None:
    hung, _ = ledgers
    assert hung.put(delivery.published(row(fence=1), RECEIPT, NOON), NOON)


def test_it_may_plan_again_when_it_is_its_turn(ledgers: tuple[Ledger, Ledger]) -> None:
    hung, other = ledgers
    hung.lead()
    assert other.put_all([row(fence=1)], NOON, planned=True) == [None]
    assert hung.put_all([replace(row(), fence=1)], NOON, planned=True) == [row(fence=2)]


def test_a_lease_that_is_granted_anew_is_another_term(database: str) -> None:
    """Though this machine never heard that another had it meanwhile."""
    with closing(open_planner(database)) as planner, closing(open_planner(database)) as other:
        assert planner.lease.acquire()
        assert planner.lease.acquire()
        assert planner.lease.terms == 1
        planner.close()
        until(other.lease.acquire)
        other.close()
        until(planner.lease.acquire)
        assert planner.lease.terms == 2
