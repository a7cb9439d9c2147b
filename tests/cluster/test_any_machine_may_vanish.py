"""Machines as processes: killed, stopped, cut off; what is due is worked, and another takes over."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from cluster.clusters import PATIENCE, Cluster, cut_connections
from databases import PostgreSQL


def test_two_machines_that_start_together_on_an_empty_database_work_everything(cluster: Cluster) -> None:
    wanted = [f"k{number}" for number in range(60)]
    for index, key in enumerate(wanted):
        cluster.due(f"lane{index % 4}", key)
    cluster.start()
    cluster.start()
    cluster.until(lambda: set(cluster.keys("done")) == set(wanted))
    assert len(cluster.told("plans")) == 1
    assert cluster.log == ""


def test_a_key_of_a_machine_that_was_killed_is_worked_by_another(cluster: Cluster) -> None:
    first = cluster.start()
    cluster.due("lane", "slow")
    cluster.until(lambda: cluster.told("begun") == [("slow", first.pid)])
    second = cluster.start()
    cluster.kill(first)
    cluster.until(lambda: ("slow", second.pid) in cluster.told("begun"))
    cluster.release()
    cluster.until(lambda: cluster.told("done") == [("slow", second.pid)])
    assert cluster.told("plans") == [("-", first.pid), ("-", second.pid)]


def test_a_machine_that_is_stopped_finishes_what_it_is_at_and_another_plans_meanwhile(cluster: Cluster) -> None:
    first = cluster.start()
    cluster.due("lane", "slow")
    cluster.until(lambda: cluster.keys("begun") == ["slow"])
    first.send_signal(signal.SIGTERM)
    second = cluster.start()
    cluster.until(lambda: ("-", second.pid) in cluster.told("plans"))
    cluster.due("lane", "next")
    cluster.until(lambda: ("next", second.pid) in cluster.told("done"))
    assert first.poll() is None
    cluster.release()
    assert first.wait(PATIENCE) == 0
    assert [process for key, process in cluster.told("begun") if key == "slow"] == [first.pid]


def test_a_machine_that_stands_still_is_taken_for_dead_and_goes_on_when_it_wakes(cluster: Cluster) -> None:
    first = cluster.start()
    cluster.due("lane", "slow")
    cluster.until(lambda: cluster.told("begun") == [("slow", first.pid)])
    second = cluster.start()
    first.send_signal(signal.SIGSTOP)
    cluster.until(lambda: ("slow", second.pid) in cluster.told("begun"))
    first.send_signal(signal.SIGCONT)
    cluster.release()
    cluster.until(lambda: len(cluster.told("done")) == 2)
    cluster.kill(second)
    cluster.due("lane", "next")
    cluster.until(lambda: ("next", first.pid) in cluster.told("done"))
    assert "Traceback" not in cluster.log


def test_cut_connections_are_made_again_without_a_traceback(cluster: Cluster) -> None:
    cluster.start()
    for count in (1, 2, 3):
        cluster.due("lane", f"k{count}")
        cluster.until(lambda: len(cluster.keys("done")) == count)  # noqa: B023 - asked at once
        cut_connections(cluster.address)
    cluster.due("lane", "last")
    cluster.until(lambda: "last" in cluster.keys("done"))
    assert "Traceback" not in cluster.log
    assert cluster.log.count("cannot use the database") <= 2 * 3


def test_a_database_that_restarts_is_waited_for_though_work_hangs(cluster: Cluster, postgres: PostgreSQL) -> None:
    machine = cluster.start()
    cluster.due("hung", "slow")
    cluster.until(lambda: cluster.keys("begun") == ["slow"])
    with away(postgres):
        cluster.until(lambda: cluster.log.count("cannot use the database") == 2)
    cluster.due("lane", "next")
    cluster.until(lambda: ("next", machine.pid) in cluster.told("done"))
    for part in ("planner", "worker"):
        cluster.until(lambda: f"The {part} can use the database" in cluster.log)  # noqa: B023 - asked at once
        assert cluster.log.count(f"The {part} cannot use the database") == 1
    assert "Traceback" not in cluster.log


def test_a_machine_that_starts_before_its_database_waits_for_it(cluster: Cluster, postgres: PostgreSQL) -> None:
    cluster.due("lane", "k")
    with away(postgres):
        cluster.start()
        cluster.until(lambda: cluster.log.count("cannot use the database") == 2)
    cluster.until(lambda: cluster.keys("done") == ["k"])
    assert cluster.log.count("The worker cannot use the database") == 1
    assert cluster.log.count("The planner cannot use the database") == 1
    assert "Traceback" not in cluster.log


def test_a_machine_can_be_stopped_while_the_database_is_away(cluster: Cluster, postgres: PostgreSQL) -> None:
    machine = cluster.start()
    cluster.due("lane", "slow")
    cluster.until(lambda: cluster.keys("begun") == ["slow"])
    with away(postgres):
        cluster.until(lambda: cluster.log.count("cannot use the database") == 2)
        machine.send_signal(signal.SIGTERM)
        cluster.release()
        assert machine.wait(PATIENCE) == 0
    assert cluster.keys("done") == ["slow"]
    assert "Traceback" not in cluster.log


@contextmanager
def away(postgres: PostgreSQL) -> Iterator[None]:
    postgres.stop()
    try:
        yield
    finally:
        postgres.start()
