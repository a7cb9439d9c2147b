"""Thousands of executions under every kind of trouble, and no promise broken in any. One seed, one execution."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from simulation.execution import Finding, play, traced

AT_ONCE = 50


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """What the core would log of each failure is not wanted here."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("first", range(0, 2000, AT_ONCE))
def test_every_seed_keeps_every_promise(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        _, finding = play(seed)
        if finding:
            pytest.fail(_told(finding))


@pytest.mark.parametrize("first", range(0, 200, AT_ONCE))
def test_what_comes_later_than_any_bound_is_found_and_told(first: int) -> None:
    """A request that arrives after the whole settle time may make a second copy: then a person is told of it."""
    for seed in range(first, first + AT_ONCE):
        _, finding = play(seed, beyond=True)
        if finding:
            pytest.fail(_told(finding))


def test_a_seed_goes_the_same_way_each_time_in_every_process() -> None:
    command = [sys.executable, "-c", "from simulation.execution import traced; print('\\n'.join(traced(7)))"]
    runs = [
        subprocess.run(
            command,
            env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{Path(__file__).parents[1]}", "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") > 20


def _told(finding: Finding) -> str:
    trace = "\n".join(traced(finding.seed, beyond=finding.beyond))
    return f"seed {finding.seed}: {finding.problem}\nAgain: {finding.replay}\n{trace}"
