"""The engine, call by call: what is handed over once, what waits, what is taken back, and what is given out again."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
from cluster.clusters import Working, until

from scheduler.engine import LANE_WIDTH, Held, Job, Liveness, fitting, open_planner, open_worker
from scheduler.engine.planning import DEAD_AFTER_SECONDS, TASK, Planner


def jobs(lane: str, *keys: str) -> list[Job]:
    return [Job(lane=lane, key=key) for key in keys]


def test_a_key_is_worked_as_soon_as_it_is_handed_over(planner: Planner, working: Working) -> None:
    worked: list[str] = []
    working(worked.append)
    assert planner.engine.submit(jobs("lane", "a", "b")) == ("a", "b")
    until(lambda: sorted(worked) == ["a", "b"])
    until(lambda: planner.engine.liveness().in_hand == {})


def test_a_key_in_hand_is_not_taken_twice_and_may_come_again_when_it_is_done(
    planner: Planner, working: Working, release: threading.Event
) -> None:
    begun = threading.Semaphore(0)

    def work(_key: str) -> None:
        begun.release()
        release.wait()

    assert planner.engine.submit(jobs("lane", "a", "a")) == ("a",)
    assert planner.engine.submit(jobs("lane", "a", "b")) == ("b",)
    working(work)
    assert begun.acquire(timeout=30)
    assert begun.acquire(timeout=30)
    assert planner.engine.submit(jobs("lane", "a", "b")) == ()
    assert planner.engine.liveness().at_work == {"a", "b"}
    release.set()
    until(lambda: planner.engine.submit(jobs("lane", "a")) == ("a",))


def test_two_that_submit_at_the_same_instant_hand_each_key_over_once(database: str) -> None:
    planners = [open_planner(database) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        for count in range(20):
            due = [Job(lane=f"lane{count}", key=f"{count}/{number}") for number in range(LANE_WIDTH)]
            taken = threads.map(lambda planner: planner.engine.submit(due), planners)  # noqa: B023 - asked at once
            assert sorted(key for keys in taken for key in keys) == [job.key for job in due]
    for planner in planners:
        planner.close()


def test_a_lane_that_hangs_does_not_hold_up_another(
    planner: Planner, working: Working, release: threading.Event
) -> None:
    done = threading.Event()

    def work(key: str) -> None:
        if key == "other":
            done.set()
        else:
            release.wait()

    working(work)
    until(lambda: len(planner.engine.liveness().workers) == 1)
    hung = [f"hung{number}" for number in range(50)]
    assert len(planner.engine.submit(jobs("hung", *hung))) == LANE_WIDTH
    until(lambda: len(planner.engine.liveness().at_work) == LANE_WIDTH)
    assert planner.engine.submit(jobs("hung", *hung) + jobs("lane", "other")) == ("other",)
    assert done.wait(30)
    release.set()


def test_what_waits_is_taken_back_and_what_is_at_work_is_not(
    planner: Planner, working: Working, release: threading.Event
) -> None:
    worked: list[str] = []
    begun = threading.Event()

    def work(key: str) -> None:
        worked.append(key)
        begun.set()
        release.wait()

    planner.engine.submit(jobs("lane", "a", "b"))
    assert planner.engine.cancel("a")
    assert not planner.engine.cancel("a")
    working(work)
    assert begun.wait(30)
    assert not planner.engine.cancel("b")
    release.set()
    until(lambda: planner.engine.liveness().in_hand == {})
    assert worked == ["b"]


def test_a_fault_in_the_work_ends_neither_the_worker_nor_the_log(planner: Planner, working: Working) -> None:
    worked: list[str] = []

    def work(key: str) -> None:
        worked.append(key)
        if key == "bad":
            raise ValueError("with a secret")

    working(work)
    planner.engine.submit(jobs("lane", "bad"))
    until(lambda: worked == ["bad"] and planner.engine.liveness().in_hand == {})
    planner.engine.submit(jobs("lane", "good"))
    until(lambda: worked == ["bad", "good"])


def test_a_key_whose_handing_over_was_lost_on_its_way_is_worked_all_the_same(
    database: str, planner: Planner, working: Working
) -> None:
    worked: list[str] = []
    planner.engine.submit(jobs("lane", "lost"))
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("UPDATE procrastinate_jobs SET scheduled_at = 'infinity'")  # nobody else fetches it
        working(worked.append)
        until(lambda: planner.engine.liveness().workers != frozenset())
        connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
            " WHERE task_name = %s",
            [TASK],
        )
    until(lambda: worked == ["lost"])


def test_a_worker_that_the_database_has_forgotten_makes_itself_known_again(
    database: str, planner: Planner, working: Working
) -> None:
    worked: list[str] = []
    working(worked.append)
    until(lambda: planner.engine.liveness().workers != frozenset())
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DELETE FROM procrastinate_workers")
    planner.engine.submit(jobs("lane", "a"))
    until(lambda: worked == ["a"])


def test_a_stopping_worker_is_alive_until_it_has_finished(
    planner: Planner, working: Working, release: threading.Event
) -> None:
    begun = threading.Event()

    def work(_key: str) -> None:
        begun.set()
        release.wait()

    worker = working(work)
    planner.engine.submit(jobs("lane", "long"))
    assert begun.wait(30)
    worker.stop()
    time.sleep(DEAD_AFTER_SECONDS + 1)
    assert planner.engine.stalled() == ()
    assert planner.engine.liveness().at_work == {"long"}
    release.set()
    until(lambda: planner.engine.liveness() == Liveness(workers=frozenset(), in_hand={}))


def test_stopping_a_worker_before_it_began_ends_it_at_once(database: str) -> None:
    worker = open_worker(database, lambda _key: None)
    worker.stop()
    worker.run()


def test_room_in_a_lane_grows_with_the_workers_and_keeps_the_order() -> None:
    due = [Job(lane=lane, key=f"{lane}{number}") for number in range(20) for lane in ("a", "b")]
    held = {"a0": Held(lane="a", worker="1"), "x": Held(lane="b", worker=None)}
    nobody = fitting(due, Liveness(workers=frozenset(), in_hand={}))
    assert [job.key for job in nobody] == [f"{lane}{number}" for number in range(LANE_WIDTH) for lane in ("a", "b")]
    two = fitting(due, Liveness(workers=frozenset({"1", "2"}), in_hand=held))
    assert [job.key for job in two if job.lane == "a"] == [f"a{number}" for number in range(1, 2 * LANE_WIDTH)]
    assert [job.key for job in two if job.lane == "b"] == [f"b{number}" for number in range(2 * LANE_WIDTH - 1)]
