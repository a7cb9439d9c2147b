"""Small campaigns on disk, sandbox networks beside them, and a clock that stands still until told."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.assembly import assemble
from scheduler.dispatch import Dispatch
from scheduler.ledger import Ledger
from scheduler.models import Channel, Delivery, Moment, State
from scheduler.sandbox import Sandbox
from scheduler.settings import Watched

NINE = datetime(2023, 11, 6, 14, 0, tzinfo=UTC)
"""Monday of the week, 09:00 in New York."""

HEAD = """\
campaign:
  name: Our week
  theme: A decade
  timezone: America/New_York
  starts: 2023-11-06
  ends: 2023-11-10
  max_late: 2h
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
posts:
"""
CHANNELS = (
    Channel(name="x", platform="x"),
    Channel(name="facebook", platform="facebook", options={"page": "104000000000001"}),
)


def post(id_: str, at: str = "2023-11-06 09:00", status: str = "approved", more: str = "") -> str:
    """A post as the team would write it; `more` are further lines of it."""
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    text = "" if "text:" in more else f"    text: This is {id_}\n"
    return f"  - id: {id_}\n    at: {at}\n    status: {status}\n{text}{lines}"


@dataclass
class Clock:
    now: datetime = NINE
    skew: timedelta = timedelta(0)
    boot: str = "first"

    def __call__(self) -> datetime:
        return self.now

    def moment(self) -> Moment:
        return Moment(at=self.now, tick=(self.now - self.skew).timestamp(), boot=self.boot)

    def set_by(self, **parts: float) -> None:
        """Somebody sets the clock: time has not passed."""
        self.now += timedelta(**parts)
        self.skew += timedelta(**parts)

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass
class Stage:
    """One campaign, its networks and its service, driven step by step."""

    folder: Path
    clock: Clock
    sandbox: Sandbox
    dispatch: Dispatch

    @property
    def ledger(self) -> Ledger:
        return self.dispatch.publisher.ledger

    def write(self, *posts: str) -> None:
        (self.folder / "posts.yaml").write_text(HEAD + "".join(posts), encoding="utf-8")

    def cycle(self) -> list[Delivery]:
        """What the service does when it wakes; the rows that it settled or moved."""
        self.dispatch.publisher.recover()
        self.dispatch.catch_up()
        moved = [self.dispatch.work(row) for row in self.dispatch.agenda().rows]
        return [row for row in moved if row]

    def play(self, *, until: timedelta = timedelta(days=1)) -> None:
        """Cycles until nothing falls due within `until`, the clock going from one wake-up to the next."""
        end = self.clock.now + until
        while True:
            while self.cycle():
                pass
            wake = self.dispatch.agenda().wake
            if wake is None or wake > end:
                return
            self.clock.now = wake

    def states(self) -> dict[str, State]:
        return {key: row.state for key, row in self.ledger.deliveries().items()}

    def texts(self, channel: str) -> list[str]:
        return [seen.text for seen in self.sandbox.seen() if seen.channel == channel]

    def restart(self) -> None:
        """As after a crash: everything in memory is gone, the files and the networks stay."""
        self.ledger.close()
        self.dispatch = wired(self.folder, self.sandbox, self.clock)

    def start_over(self, *, minutes: int) -> None:
        """Somebody removes the whole folder of the ledger, and starts the service again so much later."""
        self.ledger.close()
        shutil.rmtree(self.folder / ".scheduler")
        self.clock.forward(minutes=minutes)
        self.dispatch = wired(self.folder, self.sandbox, self.clock)


def wired(folder: Path, sandbox: Sandbox, clock: Clock, *, environment: bool = True, **settings: str) -> Dispatch:
    """`environment`: the sandbox's keys and address are set; else they must stand in the folder's `.env`."""
    known = sandbox.environment() if environment else {}
    return assemble(
        folder / "posts.yaml",
        settings=Watched(folder, {**known, **settings}),
        ledger=Ledger(f"sqlite:///{folder}/.scheduler/ledger.db", folder / ".scheduler"),
        clock=clock.moment,
    )


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    clock = Clock()
    with Sandbox(CHANNELS, clock=clock) as sandbox:
        yield Stage(folder, clock, sandbox, wired(folder, sandbox, clock))


__all__ = ["CHANNELS", "HEAD", "NINE", "Clock", "Stage", "post", "staged", "wired"]
