"""`scheduler run` on several machines with one PostgreSQL: any of them may be lost, and each post is out once."""

import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cluster.relay import Relay

from benchmarks.delivery.campaign import Campaign, Post, accounts, calendar, until, verdict
from benchmarks.delivery.kills import Run, kills
from benchmarks.delivery.networks import Networks
from scheduler.ledger import Ledger
from scheduler.models import State

CHANNELS = accounts(1, 1)


@pytest.fixture
def campaign(database: str, tmp_path: Path) -> Iterator[Campaign]:
    with (
        Networks(CHANNELS, {"delay": 0.02}) as networks,
        Campaign(folder=tmp_path, networks=networks, machines=2, database=database) as made,
    ):
        yield made


def posts(seconds: range) -> list[Post]:
    began = datetime.now(UTC)
    return [
        Post(id=f"p{number}", channel=channel.name, due=began + timedelta(seconds=number), text=f"This is {number}")
        for number in seconds
        for channel in CHANNELS[number % 2 :][:1]
    ]


def all_out(campaign: Campaign, wanted: list[Post]) -> bool:
    return verdict(wanted, campaign.networks.seen(), campaign.status()).clean


@pytest.mark.slow
def test_machines_are_killed_at_random_while_answers_are_lost(database: str, tmp_path: Path) -> None:
    run = Run(deliveries=200, channels=4, seconds=8, kills=4, machines=2, database=database, seed=5)
    assert kills(run, tmp_path).clean, run


@pytest.mark.slow
def test_machines_are_restarted_one_after_the_other_as_for_an_update(campaign: Campaign) -> None:
    wanted = posts(range(4, 14))
    campaign.write(calendar(CHANNELS, wanted))
    processes = [campaign.start(machine) for machine in range(2)]
    until(lambda: campaign.networks.count() >= 2)
    for machine, process in enumerate(processes):
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        campaign.start(machine)
    until(lambda: all_out(campaign, wanted), every=0.5)
    assert "Traceback" not in campaign.log()


@pytest.mark.slow
def test_a_machine_whose_network_swallows_everything_is_replaced_and_doubles_nothing_when_it_comes_back(
    campaign: Campaign, database: str
) -> None:
    """It plans and works, and nothing tells it that it is cut off: what it was sending to the database arrives late."""
    wanted = posts(range(4, 18))
    campaign.write(calendar(CHANNELS, wanted))
    with Relay(database) as network:
        campaign.database = network.address
        campaign.start(0)
        until(lambda: campaign.networks.count() >= 2)
        campaign.database = database
        campaign.start(1)
        until(lambda: campaign.networks.count() >= 4)
        network.cut()
        until(lambda: all_out(campaign, wanted), every=0.5)
        network.mend()
        again = [replace(post, id=f"again-{post.id}", text=f"Again {post.id}") for post in posts(range(3, 7))]
        campaign.write(calendar(CHANNELS, [*wanted, *again]))
        until(lambda: all_out(campaign, [*wanted, *again]), every=0.5)
    assert "Traceback" not in campaign.log()


@pytest.mark.slow
def test_a_machine_with_older_files_takes_over_and_undoes_no_cancellation(campaign: Campaign, database: str) -> None:
    """It sends and plans nothing before it has the newer ones."""
    wanted = posts(range(15, 21))
    gone = replace(wanted[3], id="gone", text="Cancelled meanwhile")
    campaign.write(calendar(CHANNELS, [*wanted[:4], gone, *wanted[4:5]]))
    campaign.start(0)
    until(lambda: state(database, gone) is State.PLANNED)
    newer = calendar(CHANNELS, wanted)
    (campaign.home(0) / "posts.yaml").write_text(newer)
    until(lambda: state(database, gone) is State.CANCELLED)
    campaign.start(1)
    campaign.kill(0)
    until(lambda: "older than what another machine planned from" in campaign.log())
    until(lambda: datetime.now(UTC) > wanted[3].due + timedelta(seconds=1))
    assert campaign.networks.seen() == []
    (campaign.home(1) / "posts.yaml").write_text(newer)
    until(lambda: all_out(campaign, wanted), every=0.5)
    assert gone.text not in {shown.text for shown in campaign.networks.seen()}


def state(database: str, post: Post) -> State | None:
    with closing(Ledger(database)) as ledger:
        row = ledger.delivery(f"{post.id}/{post.channel}/1")
        return row.state if row else None


@pytest.mark.slow
def test_an_edit_is_followed_by_whoever_plans_and_a_machine_with_another_file_sends_nothing_of_it(
    campaign: Campaign,
) -> None:
    """The file of the second machine is older: it must never send what is not approved any more."""
    wanted = posts(range(5, 9))
    campaign.write(calendar(CHANNELS, wanted))
    campaign.start(0)
    until(lambda: ", 4 deliveries" in campaign.log())
    (campaign.home(1) / "posts.yaml").write_text(
        calendar(CHANNELS, [Post(id=p.id, channel=p.channel, due=p.due, text="Words of yesterday") for p in wanted])
    )
    campaign.start(1)
    until(lambda: all_out(campaign, wanted), every=0.5)
    assert {shown.text for shown in campaign.networks.seen()} == {post.text for post in wanted}
