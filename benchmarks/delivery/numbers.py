"""The numbers of issue 3, ours beside the naive design in the same run."""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.delivery.campaign import COMMAND, Campaign, Post, accounts, calendar, until
from benchmarks.delivery.networks import ROOT, Networks, Shown
from scheduler.ledger import Ledger
from scheduler.models import Channel, Delivery, State, Variant
from scheduler.platforms import load
from scheduler.settings import Settings

ANSWERS_IN = 0.05
DUE_IN = 30.0
"""Seconds until the common second: the naive design needs most of them to store its jobs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table; numbers in `unit`. `limit`: what the issue asks for; for rates it is the least."""

    what: str
    unit: str
    ours: float
    naive: float | None = None
    limit: float | None = None

    def __str__(self) -> str:
        small, large = (self.ours, self.naive) if self.unit != "/s" else (self.naive, self.ours)
        ratio = f"{large / small:8.1f}" if large and small else " " * 8
        naive = f"{self.naive:10.2f}" if self.naive is not None else " " * 10
        limit = f"{self.limit:8.1f}" if self.limit is not None else " " * 8
        return f"{self.what:58} {self.ours:10.2f} {naive} {ratio} {limit}  {self.unit}"


HEAD = f"{'':58} {'ours':>10} {'naive':>10} {'better':>8} {'limit':>8}"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="delivery-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _all_at_once(channels: list[Channel], many: int, due: datetime) -> list[Post]:
    return [
        Post(id=f"p{number}", channel=channels[number % len(channels)].name, due=due, text=f"This is number {number}")
        for number in range(many)
    ]


# --- 1,000 in the same second -----------------------------------------------------------------------------------------


def same_second(many: int = 1_000, of: int = 20) -> list[Row]:
    """When the last request left, how many were dropped, and where the CPU went."""
    ours, ours_cpu, networks_cpu = _burst(_service, many, of)
    naive, naive_cpu, _ = _burst(_naive, many, of)
    adapters = adapter_cost()
    return [
        Row(what=f"{many} due at once on {of} channels: last request sent after", unit="s", ours=max(ours),
            naive=max(naive), limit=1.0),
        Row(what="  half of the requests sent after", unit="s", ours=statistics.median(ours),
            naive=statistics.median(naive)),
        Row(what="  dropped", unit="deliveries", ours=many - len(ours), naive=many - len(naive), limit=0),
        Row(what="  CPU of the service, a delivery", unit="ms", ours=1000 * ours_cpu / many,
            naive=1000 * naive_cpu / max(1, len(naive))),
        Row(what="  … of which the adapter for X alone (tweepy, requests)", unit="ms", ours=adapters["x"]),
        Row(what="  … of which the adapter for Facebook alone", unit="ms", ours=adapters["facebook"]),
        Row(what="  CPU of the sandbox, a delivery (same two cores)", unit="ms", ours=1000 * networks_cpu / many),
    ]  # fmt: skip


Start = Callable[[Campaign, list[Channel], list[Post]], "subprocess.Popen[bytes]"]


def _burst(start: Start, many: int, of: int) -> tuple[list[float], float, float]:
    """Seconds after the common second of each request, CPU seconds of the sender, and of the networks."""
    channels = accounts(of - of // 2, of // 2)
    with (
        _folder() as folder,
        Networks(channels, {"delay": ANSWERS_IN}, ears=True) as networks,
        Campaign(folder=folder, networks=networks) as campaign,
    ):
        due = (datetime.now(UTC) + timedelta(seconds=DUE_IN)).replace(microsecond=0)
        process = start(campaign, channels, _all_at_once(channels, many, due))
        time.sleep((due - datetime.now(UTC)).total_seconds() - 1)
        before, networks_before = _cpu_seconds(process.pid), networks.cpu_seconds()
        shown = _when_quiet(networks)
        spent = _cpu_seconds(process.pid) - before
        return [(one.at - due).total_seconds() for one in shown], spent, networks.cpu_seconds() - networks_before


def _service(campaign: Campaign, channels: list[Channel], posts: list[Post]) -> "subprocess.Popen[bytes]":
    campaign.write(calendar(channels, posts))
    return campaign.start()


def _naive(campaign: Campaign, channels: list[Channel], posts: list[Post]) -> "subprocess.Popen[bytes]":
    by_name = {channel.name: channel for channel in channels}
    jobs = [
        [post.due.isoformat(), post.channel, by_name[post.channel].platform,
         by_name[post.channel].options.get("page", ""), post.text]
        for post in posts
    ]  # fmt: skip
    (campaign.home() / "jobs.json").write_text(json.dumps(jobs))
    with (campaign.home() / "log.txt").open("ab") as log:
        command = [sys.executable, "-m", "benchmarks.delivery.naive", str(campaign.home())]
        made = subprocess.Popen(command, env=campaign.environment, cwd=ROOT, stdout=log, stderr=log)
    campaign.running[0] = made
    return made


def _when_quiet(networks: Networks) -> list[Shown]:
    """What is visible when nothing has come for some seconds."""
    time.sleep(5)
    before, quiet = -1, 0
    while quiet < 3:
        time.sleep(1)
        now = networks.count()
        before, quiet = now, quiet + 1 if now == before else 0
    return networks.seen()


def _cpu_seconds(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def adapter_cost(many: int = 100) -> dict[str, float]:
    """CPU milliseconds of one request by each adapter alone, one after the other, in this process."""
    channels = accounts(1, 1)
    with _folder() as folder, Networks(channels) as networks:
        found = {}
        for channel in channels:
            kind = load(channel.platform)
            network = kind(channel, Settings.load(folder, networks.environment).credentials(channel.name, kind.secrets))
            variants = [Variant(post=str(n), channel=channel.name, text=f"Number {n}") for n in range(many + 1)]
            prepared = [network.prepare(variant, variant.post) for variant in variants]
            network.publish(prepared.pop(), "first")
            begin = time.process_time()
            for each in prepared:
                network.publish(each, "next")
            found[channel.platform] = 1000 * (time.process_time() - begin) / many
        return found


# --- the ledger -------------------------------------------------------------------------------------------------------


def intents(many: int = 4_000, threads: int = 64) -> list[Row]:
    """Rows armed durably (committed and synced) a second, one call of `put` each, from many threads."""
    with _folder() as folder:
        ledger, now = Ledger(f"sqlite:///{folder}/ledger.db"), datetime.now(UTC)
        new = [Delivery(post=f"p{n}", channel="x", part=1, state=State.PLANNED, due=now, wake=now) for n in range(many)]
        rows = [row for row in ledger.put_all(new, now) if row]
        begin = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            stored = list(pool.map(lambda row: ledger.put(replace(row, state=State.PUBLISHING), now), rows))
        rate = many / (time.perf_counter() - begin)
        assert all(stored)
        ledger.close()
    return [
        Row(what=f"durable intents from {threads} threads", unit="/s", ours=rate, naive=_jobs_a_second(), limit=1000)
    ]


def _jobs_a_second(many: int = 300) -> float:
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    with _folder() as folder:
        scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{folder}/jobs.db")})
        scheduler.start(paused=True)
        begin, later = time.perf_counter(), datetime.now(UTC) + timedelta(days=1)
        for _ in range(many):
            scheduler.add_job("benchmarks.delivery.naive:publish", "date", run_date=later, args=["", "", "", "", ""])
        rate = many / (time.perf_counter() - begin)
        scheduler.shutdown()
    return rate


# --- many posts, recovery, memory -------------------------------------------------------------------------------------


def many_posts(many: int = 100_000) -> list[Row]:
    """From exec to the first due post being out, cold and after kill -9, and from an edit to its post being out."""
    channels = accounts(1, 1)
    with (
        _folder() as folder,
        Networks(channels) as networks,
        Campaign(folder=folder, networks=networks, settle="0,0.2") as campaign,  # a ledger that is new waits as long
    ):
        later = datetime.now(UTC) + timedelta(days=30)
        posts = [replace(post, due=later + timedelta(minutes=number)) for number, post in enumerate(
            _all_at_once(channels, many, later))]  # fmt: skip
        soon = _next_due(campaign, channels, posts, 0)
        campaign.start()
        cold = _out(networks, soon, within=600)
        soon = _next_due(campaign, channels, posts, 1)
        edit = _out(networks, soon, within=600)
        size = _memory(campaign.running[0].pid)
        campaign.kill()
        soon = _next_due(campaign, channels, posts, 2)
        campaign.start()
        again = _out(networks, soon, within=600)
        size_again = _memory(campaign.running[0].pid)
    return [
        Row(what=f"{many:,} posts: first start until a due post is out", unit="s", ours=cold),
        Row(what="  an edit saved until its post is out", unit="s", ours=edit, limit=0.5),
        Row(what="  kill -9 and start until a due post is out", unit="s", ours=again, limit=3),
        Row(what="  memory at most, first start and edit", unit="MB", ours=size, limit=120),
        Row(what="  memory at most, the start after that", unit="MB", ours=size_again, limit=120),
    ]


def _next_due(campaign: Campaign, channels: list[Channel], posts: list[Post], which: int) -> Post:
    """Brings one post forward to now, by an edit of the file."""
    posts[which] = replace(posts[which], due=datetime.now(UTC) - timedelta(seconds=1))
    campaign.write(calendar(channels, posts))
    return posts[which]


def _out(networks: Networks, post: Post, *, within: float) -> float:
    return until(lambda: post.text in {one.text for one in networks.seen()}, within=within, every=0.02)


def recovery(many: int = 400) -> list[Row]:
    """A crash in the middle of a burst: from the new start until posts go out again."""
    channels = accounts(2, 2)
    with (
        _folder() as folder,
        Networks(channels, {"delay": ANSWERS_IN}) as networks,
        Campaign(folder=folder, networks=networks, settle="0,15,60,300") as campaign,
    ):
        due = datetime.now(UTC) + timedelta(seconds=5)
        campaign.write(calendar(channels, _all_at_once(channels, many, due)))
        campaign.start()
        until(lambda: networks.count() > many // 4, every=0.01)
        campaign.kill()
        before = networks.count()
        campaign.start()
        return [Row(what="kill -9 in a burst: start until the next post is out", unit="s", limit=5,
                    ours=until(lambda: networks.count() > before, every=0.01))]  # fmt: skip


def sample_memory() -> list[Row]:
    """The whole sample campaign, cards and all, drafted, approved and sent at once by one service."""
    channels = [
        Channel(name="x", platform="x"),
        Channel(name="facebook", platform="facebook", options={"page": "104000000000001"}),
    ]
    with _folder() as folder, Networks(channels) as networks, Campaign(folder=folder, networks=networks) as campaign:
        subprocess.run([*COMMAND, "-C", str(folder), "demo"], check=True, env=campaign.environment, capture_output=True)
        campaign.home().rmdir()
        (folder / "demo").rename(campaign.home())
        file = campaign.home() / "posts.yaml"
        file.write_text(re.sub(r"max_late: \w+", "max_late: 9999d", file.read_text(encoding="utf-8")), encoding="utf-8")
        process = campaign.start()
        shown = _when_quiet(networks)
        return [Row(what=f"memory, the sample campaign ({len(shown)} sent with cards)", unit="MB", limit=120,
                    ours=_memory(process.pid))]  # fmt: skip


def _memory(pid: int) -> float:
    """Its most so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
