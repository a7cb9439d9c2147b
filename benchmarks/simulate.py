"""Plays executions of the core under every kind of trouble: `python -m benchmarks.simulate --seeds 1000000`.

One seed is one execution; the same seed always goes the same way. `--from N` begins there, `--trace` tells each step,
`--beyond` lets requests arrive later than the settle time (then two copies are possible, and must be told). Exit code 1
when a promise was broken in any of them.
"""

import argparse
import logging
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from simulation.execution import Finding, play, traced

AT_ONCE = 500


def some(first: int, count: int, beyond: bool) -> tuple[int, list[Finding]]:
    logging.disable()
    played = [play(seed, beyond=beyond) for seed in range(first, first + count)]
    return sum(steps for steps, _ in played), [finding for _, finding in played if finding]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--beyond", action="store_true")
    parser.add_argument("--trace", action="store_true")
    asked = parser.parse_args()
    logging.disable()
    if asked.trace:
        for seed in range(asked.first, asked.first + asked.seeds):
            print("\n".join(traced(seed, beyond=asked.beyond)))
        return 0
    starts = range(asked.first, asked.first + asked.seeds, AT_ONCE)
    counts = [min(AT_ONCE, asked.first + asked.seeds - start) for start in starts]
    with ProcessPoolExecutor(asked.workers) as pool:
        return 1 if told(pool.map(some, starts, counts, [asked.beyond] * len(counts)), counts) else 0


def told(parts: Iterable[tuple[int, list[Finding]]], counts: list[int]) -> int:
    """Prints what goes wrong as it is found and the sums; how many executions broke a promise."""
    begun, all_steps, seeds, broken = time.monotonic(), 0, 0, 0
    for (steps, findings), count in zip(parts, counts, strict=True):
        all_steps, seeds, broken = all_steps + steps, seeds + count, broken + len(findings)
        for finding in findings:
            print(f"seed {finding.seed}: {finding.problem}\n  {finding.replay}", flush=True)
    spent = time.monotonic() - begun
    speed = f"{seeds / spent:.0f} seeds/s, {all_steps / spent:.0f} steps/s"
    print(f"{seeds} seeds, {all_steps} steps in {spent:.0f} s ({speed})")
    print(f"promises broken: {broken}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
