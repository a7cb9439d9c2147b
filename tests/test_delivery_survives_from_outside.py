"""Issue 3's proofs on the service as a process, some of each; all: `python -m benchmarks.delivery`."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from benchmarks.delivery.campaign import accounts
from benchmarks.delivery.kills import Run, kills
from benchmarks.delivery.lost import lost_answers
from benchmarks.delivery.networks import Networks
from benchmarks.delivery.points import Survived, call_points, line_points, spread, survive, traceable

pytestmark = pytest.mark.slow


@pytest.fixture
def networks() -> Iterator[Networks]:
    with Networks(accounts(1, 1)) as made:
        yield made


def all_survived(lives: list[Survived]) -> bool:
    """At every point that was reached, and most were."""
    bad = [f"{', then '.join(map(str, life.deaths))}: {life.verdict}" for life in lives if not life.verdict.clean]
    assert not bad, "\n".join(bad)
    return sum(life.reached for life in lives) * 2 > len(lives)


def test_killed_at_random_while_answers_are_lost_each_post_is_out_once_and_the_ledger_knows_it(tmp_path: Path) -> None:
    run = Run(deliveries=300, channels=6, seconds=8, kills=5, seed=3)
    assert kills(run, tmp_path).clean, run


def test_whatever_becomes_of_the_first_answer_each_post_is_out_once_and_no_person_is_asked(tmp_path: Path) -> None:
    kinds = lost_answers(20, tmp_path, spread=6)
    bad = [f"{kind.name} on {kind.network}: {kind.verdict}" for kind in kinds if not kind.verdict.clean]
    assert not bad, "\n".join(bad)


def test_killed_at_any_line_of_a_delivery_it_is_out_once(tmp_path: Path, networks: Networks) -> None:
    lines = line_points(networks, tmp_path)
    points = [*spread(lines, 4), *spread(lines[len(lines) * 3 // 4 :], 9)]  # it is sent and settled late in its life
    assert all_survived(survive([(point,) for point in points], networks, tmp_path))


def test_killed_again_at_any_line_of_the_recovery_it_is_out_once(tmp_path: Path, networks: Networks) -> None:
    points = line_points(networks, tmp_path)
    late = points[len(points) * 3 // 4 : -len(points) // 20]
    sooner = points[len(points) // 3 : len(points) * 3 // 5]  # a recovery has fewer lines than a whole delivery
    assert all_survived(survive(product(spread(late, 3), spread(sooner, 2)), networks, tmp_path))


def test_killed_at_any_system_call_of_a_delivery_it_is_out_once(tmp_path: Path, networks: Networks) -> None:
    if not traceable():
        pytest.skip("strace is not here, or may not look into processes; the lines prove the same")
    points = spread(call_points(networks, tmp_path), 12)
    assert all_survived(survive([(point,) for point in points], networks, tmp_path))
