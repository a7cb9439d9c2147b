"""kill -9 at random moments while answers are lost: in the end each post is out once, and the ledger knows it."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.delivery.campaign import Campaign, Post, Verdict, accounts, calendar, verdict
from benchmarks.delivery.networks import Networks

FIRST_DUE = 4.0
QUIET = 300.0
"""Seconds without a new post after which nothing more is expected: what is late comes as slowly as a network likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`deliveries` over `channels`, due within `seconds`; `kills` of one of `machines`; `share` of answers go wrong."""

    deliveries: int = 10_000
    channels: int = 20
    seconds: float = 150.0
    kills: int = 10
    machines: int = 1
    database: str = ""
    share: float = 0.05
    seed: int = 0

    def __str__(self) -> str:
        options = [f"--{name} {getattr(self, name)}" for name in self.__slots__ if getattr(self, name) != ""]
        return "python -m benchmarks.delivery kills " + " ".join(options)


def kills(run: Run, folder: Path) -> Verdict:
    """Plays it in `folder`, which keeps calendar, log and ledger."""
    chance = random.Random(run.seed)
    channels = accounts(run.channels - run.channels // 2, run.channels // 2)
    trouble = {"delay": 0.02, "share": run.share, "seed": run.seed}
    with (
        Networks(channels, trouble) as networks,
        Campaign(folder=folder, networks=networks, machines=run.machines, database=run.database) as campaign,
    ):
        began = datetime.now(UTC) + timedelta(seconds=FIRST_DUE)
        step = run.seconds / run.deliveries
        posts = [
            Post(
                id=f"p{number}",
                channel=channels[number % len(channels)].name,
                due=began + timedelta(seconds=number * step),
                text=f"This is number {number}",
            )
            for number in range(run.deliveries)
        ]
        campaign.write(calendar(channels, posts))
        for machine in range(run.machines):
            campaign.start(machine)
        time.sleep(FIRST_DUE)
        for pause in _pauses(run, chance):
            time.sleep(pause)
            victim = chance.randrange(run.machines)
            campaign.kill(victim)
            campaign.start(victim)
        return _judged(campaign, posts)


def _pauses(run: Run, chance: random.Random) -> list[float]:
    """Between one kill and the next: at random, from the first delivery to the last."""
    moments = sorted(chance.uniform(0, run.seconds) for _ in range(run.kills))
    return [after - before for before, after in zip([0.0, *moments], moments, strict=False)]


def _judged(campaign: Campaign, posts: list[Post]) -> Verdict:
    """When all is settled, or when nothing more has become visible for a while."""
    most, since = 0, time.monotonic()
    while time.monotonic() - since < QUIET:
        time.sleep(1)
        if (count := campaign.networks.count()) > most:
            most, since = count, time.monotonic()
        if count >= len(posts) and not (judged := _verdict(campaign, posts)).unsettled:
            return judged
    return _verdict(campaign, posts)


def _verdict(campaign: Campaign, posts: list[Post]) -> Verdict:
    rows = campaign.status()  # first: what it knows to be out must be shown by the time of the next line
    return verdict(posts, campaign.networks.seen(), rows)
