"""Each ledger has a mark of its own, named after its file: practice and the real week never take one for the other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from deliveries import NOON, row

from scheduler.ledger import Ledger

Open = Callable[[str], Ledger]
Fill = Callable[[str, int], Ledger]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the ledger at an address, its mark in this folder."""
    with ExitStack() as ledgers:
        yield lambda address: ledgers.enter_context(closing(Ledger(address, tmp_path)))


@pytest.fixture
def filled(tmp_path: Path, opened: Open) -> Fill:
    """Opens a file in which so many deliveries were planned."""

    def fill(name: str, keys: int) -> Ledger:
        ledger = opened(f"sqlite:///{tmp_path}/{name}")
        ledger.add([row(post=f"p{number}") for number in range(keys)], NOON)
        ledger.remember()
        return ledger

    return fill


def test_after_practice_the_first_real_ledger_is_no_older_copy(filled: Fill) -> None:
    filled("practice.db", 3)
    assert filled("ledger.db", 1).forgotten_until() is None


def test_practice_beside_a_live_campaign_leaves_the_live_mark_as_it_is(tmp_path: Path, filled: Fill) -> None:
    live = filled("ledger.db", 3)
    before = (tmp_path / "ledger.mark").read_text()
    filled("practice.db", 1)
    assert (tmp_path / "ledger.mark").read_text() == before
    assert live.forgotten_until() is None


def test_a_postgresql_without_the_history_of_the_file_before_it_is_told(
    filled: Fill, opened: Open, database: str
) -> None:
    filled("ledger.db", 3)
    assert opened(database).forgotten_until() == NOON


def test_a_postgresql_after_practice_on_a_file_is_new(filled: Fill, opened: Open, database: str) -> None:
    filled("practice.db", 3)
    assert opened(database).forgotten_until() is None
