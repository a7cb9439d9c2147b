"""Answers that never come, of every kind, at the first request of each post: still one visible post each."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.delivery.campaign import Campaign, Post, Verdict, accounts, calendar, until, verdict
from benchmarks.delivery.networks import Networks
from benchmarks.delivery.trouble import KINDS, LONGER_THAN_A_TIMEOUT, SLOW

LANE = 8
"""What one channel is thought to carry at once: it says on how many channels the slow kinds are spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What came of the posts whose first answer was lost in this way. `alone`: settled without a person."""

    name: str
    network: str
    verdict: Verdict

    @property
    def alone(self) -> float:
        return 1 - len(self.verdict.unsettled) / self.verdict.wanted


def lost_answers(of_each: int, folder: Path, *, database: str = "", spread: int = 4) -> list[Kind]:
    """So many of each kind on X and on Facebook, over `spread` accounts of each network."""
    channels = accounts(spread, spread)
    with Networks(channels) as networks, Campaign(folder=folder, networks=networks, database=database) as campaign:
        due = datetime.now(UTC) + timedelta(seconds=6)  # planned in time: else it would be looked for first
        posts = {
            (kind, network): [
                Post(
                    id=f"{network}-{kind}-{number}",
                    channel=f"{network}-{number % spread}",
                    due=due,
                    text=f"Number {number}, first {kind}",
                )
                for number in range(of_each)
            ]
            for kind in sorted(KINDS, key=lambda kind: kind not in SLOW)
            for network in ("x", "page")
        }
        every = [post for some in posts.values() for post in some]
        campaign.write(calendar(channels, every))
        campaign.start()
        _settled(campaign, len(every), of_each, spread)
        rows, shown = campaign.status(), networks.seen()
        return [
            Kind(name=kind, network=network, verdict=verdict(some, shown, rows))
            for (kind, network), some in posts.items()
        ]


def _settled(campaign: Campaign, wanted: int, of_each: int, spread: int) -> None:
    """Waits until all are published or wait for a person; what is visible tells when asking is worth it."""
    rounds = 1 + of_each * len(SLOW) // (LANE * spread)
    patience = 60 + rounds * LONGER_THAN_A_TIMEOUT + wanted / 20
    until(lambda: campaign.networks.count() >= wanted, within=patience, every=0.5, what="all posts to be visible")
    until(lambda: _at_rest(campaign), within=60, every=1, what="every delivery to be settled")


def _at_rest(campaign: Campaign) -> bool:
    states = Counter(row["state"] for row in campaign.status().values())
    return not states.keys() & {"planned", "publishing", "retrying"} and not _looked_for(campaign)


def _looked_for(campaign: Campaign) -> bool:
    return any(row["state"] == "unconfirmed" and "Look there" not in row["words"] for row in campaign.status().values())
