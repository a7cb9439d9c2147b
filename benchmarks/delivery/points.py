"""kill -9 at every point of one delivery, and at a second point while it recovers: still one visible post."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.delivery.campaign import Campaign, Post, TookTooLong, Verdict, calendar, verdict
from benchmarks.delivery.lives import Point, calls_counted, lines_counted, live, state
from benchmarks.delivery.networks import Networks
from scheduler.ledger import Ledger
from scheduler.models import Delivery, State

_SETTLE = "0,0.1,0.3"
_HOUR_COMES = 2.0
"""Seconds from the start of a life until its delivery is due, where calls count only once it is planned."""
AT_ONCE = 4

Deaths = tuple[Point, ...]
"""Where the first life of a service ends, and the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """One delivery whose service died at `deaths`; `reached`: at all of them."""

    deaths: Deaths
    reached: bool
    verdict: Verdict


def survive(every: Iterable[Deaths], networks: Networks, folder: Path) -> list[Survived]:
    """Plays each, some at once; the folders of those that went well are removed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda each: _survive(each[1], networks, folder / f"{each[0]}"), enumerate(every)))


def _survive(deaths: Deaths, networks: Networks, folder: Path) -> Survived:
    with Campaign(folder=folder, networks=networks, settle=_SETTLE) as campaign:
        post = _planned(campaign, later=any(death.later for death in deaths))
        died = [live(campaign, death) for death in deaths]
        with suppress(TookTooLong):  # the verdict tells what became of it
            live(campaign)
        rows = state(campaign)
        judged = verdict([post], networks.seen(), rows)
    if judged.clean:
        shutil.rmtree(folder)
    return Survived(deaths=deaths, reached=all(died), verdict=judged)


def _planned(campaign: Campaign, *, later: bool) -> Post:
    channels = list(campaign.networks.channels)
    channel = channels[sum(campaign.folder.name.encode()) % len(channels)]
    due = datetime.now(UTC) + timedelta(seconds=_HOUR_COMES if later else -1)
    post = Post(id="one", channel=channel.name, due=due, text=f"The only one of {campaign.folder}")
    campaign.write(calendar([channel], [post]))
    _with_a_past(campaign, channel.name)
    return post


def _with_a_past(campaign: Campaign, channel: str) -> None:
    """A ledger that is new waits before it sends what is late: how many lines that are is a matter of chance."""
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    before = Delivery(post="before", channel=channel, part=1, state=State.CANCELLED, due=long_ago, words="It was.")
    ledger = Ledger(f"sqlite:///{campaign.home()}/.scheduler/ledger.db")
    ledger.add([before], long_ago)
    ledger.close()


def spread(points: Sequence[Point], most: int) -> list[Point]:
    """At most so many of them, evenly spread, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    return [points[round(index * (len(points) - 1) / (most - 1))] for index in range(most)]


def line_points(networks: Networks, folder: Path) -> list[Point]:
    """Every line of ours that a delivery executes."""
    with Campaign(folder=folder / "lines", networks=networks, settle=_SETTLE) as campaign:
        _planned(campaign, later=False)
        live(campaign, Point(nth=0))
        return [Point(nth=nth) for nth in range(1, lines_counted(campaign) + 1)]


def call_points(networks: Networks, folder: Path) -> list[Point]:
    """Every system call of the start (in the main thread), then every one once the delivery waits for its hour."""
    return [
        Point(nth=nth, call=call, later=later)
        for later in (False, True)
        for call, many in _calls(networks, folder / f"calls-{later}", later=later).items()
        for nth in range(1, many + 1)
    ]


def _calls(networks: Networks, folder: Path, *, later: bool) -> dict[str, int]:
    """How many system calls of each kind one thread makes at most in a delivery."""
    with Campaign(folder=folder, networks=networks, settle=_SETTLE) as campaign:
        _planned(campaign, later=later)
        live(campaign, Point(nth=0, call="all", later=later))
        return calls_counted(campaign)


def traceable() -> bool:
    """Whether strace is here and may attach to our own processes."""
    if shutil.which("strace") is None:
        return False
    sleeper = subprocess.Popen(["sleep", "5"])
    strace = [
        "strace",
        "-q",
        "-e",
        "trace=none",
        "-o",
        os.devnull,
        "-e",
        "inject=getpid:signal=KILL",
        "-p",
        str(sleeper.pid),
    ]
    tracer = subprocess.Popen(strace, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        tracer.wait(0.5)
        return False  # it gave up
    except subprocess.TimeoutExpired:
        return True
    finally:
        sleeper.kill()
        sleeper.wait()
        tracer.wait()
