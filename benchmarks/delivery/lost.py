"""Answers that never come, of every kind, at the first request of each post: still one visible post each."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.delivery.campaign import Campaign, Post, Verdict, accounts, calendar, until, verdict
from benchmarks.delivery.networks import Networks
from benchmarks.delivery.trouble import KINDS, LONGER_THAN_A_TIMEOUT

PLANNED_IN_A_SECOND, SENT_IN_A_SECOND = 500, 20
"""What the machine is thought to carry at least, with one in seven held up until its timeout."""


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
        kinds = [(kind, network) for kind in KINDS for network in ("x", "page")]
        total = of_each * len(kinds)
        # Planned in time, and never more than can be sent: what is late is looked for first, and goes slowly.
        first = datetime.now(UTC) + timedelta(seconds=6 + total / PLANNED_IN_A_SECOND)
        posts = {
            (kind, network): [
                Post(
                    id=f"{network}-{kind}-{number}",
                    channel=f"{network}-{number % spread}",
                    due=first + timedelta(seconds=(number * len(kinds) + place) / SENT_IN_A_SECOND),
                    text=f"Number {number}, first {kind}",
                )
                for number in range(of_each)
            ]
            for place, (kind, network) in enumerate(kinds)
        }
        every = [post for some in posts.values() for post in some]
        campaign.write(calendar(channels, every))
        campaign.start()
        _settled(campaign, total)
        rows, shown = campaign.status(), networks.seen()
        return [
            Kind(name=kind, network=network, verdict=verdict(some, shown, rows))
            for (kind, network), some in posts.items()
        ]


def _settled(campaign: Campaign, wanted: int) -> None:
    """Waits until all are published or wait for a person; what is visible tells when asking is worth it."""
    patience = 120 + 3 * LONGER_THAN_A_TIMEOUT + wanted / PLANNED_IN_A_SECOND + 1.5 * wanted / SENT_IN_A_SECOND
    until(lambda: campaign.networks.count() >= wanted, within=patience, every=0.5, what="all posts to be visible")
    until(lambda: _at_rest(campaign), within=60, every=1, what="every delivery to be settled")


def _at_rest(campaign: Campaign) -> bool:
    states = Counter(row["state"] for row in campaign.status().values())
    return not states.keys() & {"planned", "publishing", "retrying"} and not _looked_for(campaign)


def _looked_for(campaign: Campaign) -> bool:
    return any(row["state"] == "unconfirmed" and "Look there" not in row["words"] for row in campaign.status().values())
