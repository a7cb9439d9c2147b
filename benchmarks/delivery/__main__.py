"""`python -m benchmarks.delivery [numbers | kills | lost | points]`: all of issue 3's counts, in plain text.

numbers   ours beside the naive design: one APScheduler job a post (some minutes)
kills     10,000 deliveries and ten times kill -9, counted by the sandbox
lost      1,000 lost answers of each kind on X and on Facebook, in five rounds (half an hour)
points    kill -9 at each line and each system call of a delivery, and again during its recovery
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import product
from pathlib import Path

from benchmarks.delivery import numbers
from benchmarks.delivery.campaign import accounts
from benchmarks.delivery.kills import Run, kills
from benchmarks.delivery.lost import lost_answers
from benchmarks.delivery.networks import Networks
from benchmarks.delivery.points import Deaths, call_points, line_points, spread, survive, traceable


@contextmanager
def _kept_if_bad(name: str) -> Iterator[tuple[Path, list[str]]]:
    """A folder, and a list for what went wrong: then the folder stays, and the exit code is 1."""
    folder, bad = Path(tempfile.mkdtemp(prefix=f"{name}-")), list[str]()
    began = time.monotonic()
    yield folder, bad
    print(f"{name}: {time.monotonic() - began:.0f} s")
    if bad:
        print("\n".join(bad))
        sys.exit(f"{folder} is kept.")
    shutil.rmtree(folder)


def run_numbers(_: argparse.Namespace) -> None:
    print(numbers.HEAD)
    for measure in (numbers.same_second, numbers.intents, numbers.recovery, numbers.sample_memory, numbers.many_posts):
        for row in measure():
            print(row, flush=True)


def run_kills(asked: argparse.Namespace) -> None:
    run = Run(**{field.name: getattr(asked, field.name) for field in fields(Run)})
    print(run, flush=True)
    with _kept_if_bad("kills") as (folder, bad):
        judged = kills(run, folder)
        print(judged)
        bad += [] if judged.clean else [f"To repeat it: {run}"]


def run_lost(asked: argparse.Namespace) -> None:
    """In rounds, each with accounts of its own: what these show is read back, and grows."""
    for _ in range(asked.rounds):
        _lost_once(asked)


def _lost_once(asked: argparse.Namespace) -> None:
    with _kept_if_bad("lost") as (folder, bad):
        for kind in lost_answers(asked.of_each, folder, database=asked.database, spread=asked.channels):
            print(f"{kind.name:>9} on {kind.network:4} settled alone {kind.alone:6.1%}; {kind.verdict}")
            if kind.verdict.lost or kind.verdict.doubled or kind.verdict.disagree or kind.alone < 0.95:
                bad.append(f"{kind.name} on {kind.network}: {kind.verdict}")


def run_points(asked: argparse.Namespace) -> None:
    with _kept_if_bad("points") as (folder, bad), Networks(accounts(2, 2)) as networks:
        lines = line_points(networks, folder)
        calls = call_points(networks, folder) if traceable() else []
        print(f"{len(lines)} lines, {len(calls)} system calls{'' if calls else ': strace is not here'}", flush=True)
        chance = random.Random(asked.seed)
        every: list[Deaths] = [(point,) for point in [*spread(lines, asked.lines), *calls]]
        again = list(product(lines, lines)), list(product(calls, calls))
        every += [pair for pairs in again for pair in chance.sample(pairs, min(len(pairs), asked.doubles // 2))]
        lives = survive(every, networks, folder)
        bad += [f"{', then '.join(map(str, life.deaths))}: {life.verdict}" for life in lives if not life.verdict.clean]
        reached = sum(life.reached for life in lives)
        print(
            f"{len(lives)} points, {reached} reached: {len(bad)} deliveries not out once and known (seed {asked.seed})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("numbers")
    at_random = commands.add_parser("kills")
    for field in fields(Run):
        at_random.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    lost = commands.add_parser("lost")
    lost.add_argument("--of-each", type=int, default=200)
    lost.add_argument("--rounds", type=int, default=5)
    lost.add_argument("--channels", type=int, default=50)
    lost.add_argument("--database", default="")
    points = commands.add_parser("points")
    points.add_argument("--lines", type=int, default=100_000)
    points.add_argument("--doubles", type=int, default=400)
    points.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    run = {"kills": run_kills, "lost": run_lost, "points": run_points}.get(asked.command, run_numbers)
    run(asked)


if __name__ == "__main__":
    main()
