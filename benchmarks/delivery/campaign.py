"""A campaign on disk and its services as processes: written, started, killed, asked, as its users would."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.delivery.networks import ROOT, Networks, Shown
from scheduler.models import Channel

COMMAND = [sys.executable, "-m", "scheduler"]
SETTLE = "0,0.5,2"
PATIENCE = 120.0

_HEAD = """\
campaign: {name: Proof, theme: Once and on time, timezone: UTC, starts: 2023-11-06, ends: 2023-11-10, max_late: 12h}
channels:
"""


class TookTooLong(Exception):  # noqa: N818
    """What was waited for did not happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of one delivery."""

    id: str
    channel: str
    due: datetime
    text: str


def accounts(x: int, facebook: int) -> list[Channel]:
    """So many channels of each network."""
    pages = ({"page": str(104_000_000_000_000 + number)} for number in range(facebook))
    return [
        *(Channel(name=f"x-{number}", platform="x") for number in range(x)),
        *(Channel(name=f"page-{n}", platform="facebook", options=page) for n, page in enumerate(pages)),
    ]


def calendar(channels: Iterable[Channel], posts: Iterable[Post]) -> str:
    """posts.yaml with approved posts of one channel each."""
    lines = [_HEAD]
    for channel in channels:
        page = f', page: "{channel.options["page"]}"' if channel.options else ""
        lines.append(f"  {channel.name}: {{platform: {channel.platform}{page}}}\n")
    lines.append("posts:\n")
    for post in posts:
        at = f"{post.due.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        where = f"channels: [{post.channel}]"
        lines.append(f"  - {{id: {post.id}, at: {at}, status: approved, {where}, text: {json.dumps(post.text)}}}\n")
    return "".join(lines)


@dataclass(slots=True, kw_only=True)
class Campaign:
    """A folder for each machine, the same posts.yaml in each, one database; a context manager, which ends all it began.

    `database`: an SQLAlchemy address; "" = SQLite in the (only) folder.
    """

    folder: Path
    networks: Networks
    machines: int = 1
    database: str = ""
    settle: str = SETTLE
    running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __enter__(self) -> Self:
        for machine in range(self.machines):
            self.home(machine).mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for machine in list(self.running):
            self.kill(machine)

    def home(self, machine: int = 0) -> Path:
        return self.folder / f"machine-{machine}"

    @property
    def environment(self) -> dict[str, str]:
        """What the service is told: the networks' addresses, and to look back soon."""
        database = {"SCHEDULER_DATABASE": self.database} if self.database else {}
        asked = {"SCHEDULER_RECONCILE_AFTER": self.settle, "PYTHONPATH": str(ROOT)}
        return {**os.environ, **self.networks.environment, **database, **asked}

    def write(self, text: str) -> None:
        """Saves posts.yaml as an editor does: whole, or not at all."""
        for machine in range(self.machines):
            new = self.home(machine) / "posts.yaml.new"
            new.write_text(text, encoding="utf-8")
            new.rename(new.with_suffix(""))

    def start(self, machine: int = 0) -> "subprocess.Popen[bytes]":
        command = [*COMMAND, "-C", str(self.home(machine)), "run"]
        with (self.home(machine) / "log.txt").open("ab") as log:
            made = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        self.running[machine] = made
        return made

    def kill(self, machine: int = 0) -> None:
        process = self.running.pop(machine)
        process.kill()
        process.wait()

    def log(self) -> str:
        """What all its services have said."""
        texts = []
        for machine in range(self.machines):
            with suppress(FileNotFoundError):
                texts.append((self.home(machine) / "log.txt").read_text(encoding="utf-8", errors="replace"))
        return "".join(texts)

    def status(self) -> dict[str, dict[str, Any]]:
        """`scheduler status --json`, delivery by delivery."""
        command = [*COMMAND, "-C", str(self.home()), "status", "--json"]
        told = subprocess.run(command, env=self.environment, capture_output=True, check=True, timeout=PATIENCE)
        rows = json.loads(told.stdout)["deliveries"]
        return {f"{row['post']}/{row['channel']}": row for row in rows}


def until(done: Callable[[], bool], *, within: float = PATIENCE, every: float = 0.1, what: str = "it") -> float:
    """Seconds until `done`; TookTooLong after `within`."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > within:
            raise TookTooLong(f"Waited {within:.0f} s for {what}.")
        time.sleep(every)
    return time.monotonic() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the networks and the ledger say in the end; `disagree`: published with another id than what is shown."""

    wanted: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    disagree: tuple[str, ...]
    unsettled: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.disagree or self.unsettled)

    def __str__(self) -> str:
        told = f"{self.wanted} deliveries: {len(self.lost)} lost, {len(self.doubled)} doubled"
        for name in ("lost", "doubled", "disagree", "unsettled"):
            if rows := getattr(self, name):
                told += f"\n  {name}: {', '.join(rows[:8])}{' …' if len(rows) > 8 else ''}"
        return f"{told}, {len(self.disagree)} disagree, {len(self.unsettled)} unsettled" if self.clean else told


def verdict(posts: Iterable[Post], shown: Iterable[Shown], rows: dict[str, dict[str, Any]]) -> Verdict:
    """Judges by the words: each post has its own."""
    ids: dict[tuple[str, str], list[str]] = {}
    for seen in shown:
        ids.setdefault((seen.channel, seen.text), []).append(seen.id)
    wanted = {f"{post.id}/{post.channel}": ids.get((post.channel, post.text), []) for post in posts}
    told = {key: rows.get(key, {"state": "unknown", "id": None, "words": ""}) for key in wanted}
    return Verdict(
        wanted=len(wanted),
        lost=tuple(key for key, found in wanted.items() if not found),
        doubled=tuple(key for key, found in wanted.items() if len(found) > 1),
        disagree=tuple(
            key for key, found in wanted.items() if told[key]["state"] == "published" and told[key]["id"] not in found
        ),
        unsettled=tuple(
            f"{key} {row['state']}: {row['words']}" for key, row in told.items() if row["state"] != "published"
        ),
    )
