"""The planner's lease, and what is said when the database cannot be reached."""

import subprocess
import sys

import pytest
from cluster.clusters import cut_connections, until

from scheduler.engine import open_planner, open_worker
from scheduler.engine.planning import Planner
from scheduler.errors import LedgerError, SettingsError


def test_the_lease_is_one_machines_until_its_connection_ends(database: str, planner: Planner) -> None:
    other = open_planner(database)
    assert planner.lease.acquire()
    assert planner.lease.acquire()
    assert not other.lease.acquire()
    planner.close()
    until(other.lease.acquire)
    assert not planner.lease.acquire()
    other.close()


def test_a_planner_whose_connection_was_cut_asks_for_the_lease_anew(database: str, planner: Planner) -> None:
    other = open_planner(database)
    assert planner.lease.acquire()
    cut_connections(database)
    until(other.lease.acquire)
    assert not planner.lease.acquire()
    other.close()


def test_a_database_that_is_not_there_is_said_without_its_password() -> None:
    planner = open_planner("postgresql://anna:s3cret@127.0.0.1:1/posts")
    with pytest.raises(LedgerError) as refused:
        planner.lease.acquire()
    assert "127.0.0.1:1/posts cannot be used" in str(refused.value)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("address", ["sqlite:///ledger.db", "postgresql://host/x?nonsense=1", "postgresql://[::1/x"])
def test_an_address_that_cannot_do_is_refused_in_words(address: str) -> None:
    with pytest.raises(SettingsError, match="SCHEDULER_DATABASE"):
        open_planner(address)
    with pytest.raises(SettingsError, match="SCHEDULER_DATABASE"):
        open_worker(address, lambda _key: None)


@pytest.mark.parametrize("missing", ["procrastinate", "psycopg"])
def test_without_its_packages_the_remedy_is_said(missing: str) -> None:
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from scheduler.engine import open_planner\n"
        "from scheduler.errors import SettingsError\n"
        "try: open_planner('postgresql://host/name')\n"
        "except SettingsError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'campaign-scheduler[cluster]'" in told.stdout
