"""The design that most people write first: one APScheduler job a post, in a job store on SQLite, default settings.

`python -m benchmarks.delivery.naive FOLDER` schedules what FOLDER/jobs.json names (unless FOLDER/jobs.db is there
already), says so, and runs. It sends with our adapters: only the scheduling differs.
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.models import Channel, Variant
from scheduler.platforms import load
from scheduler.platforms.base import Platform
from scheduler.settings import Settings

_mine = threading.local()


def publish(folder: str, channel: str, platform: str, page: str, text: str) -> None:
    """The job."""
    network = _networks()(folder, channel, platform, page)
    variant = Variant(post=text, channel=channel, text=text)
    network.publish(network.prepare(variant, text), text)


def _networks() -> Callable[[str, str, str, str], Platform]:
    """One of each a thread."""
    if not hasattr(_mine, "network"):
        _mine.network = cache(_network)
    made: Callable[[str, str, str, str], Platform] = _mine.network
    return made


def _network(folder: str, channel: str, platform: str, page: str) -> Platform:
    kind = load(platform)
    credentials = Settings.load(Path(folder)).credentials(channel, kind.secrets)
    return kind(Channel(name=channel, platform=platform, options={"page": page} if page else {}), credentials)


def main(folder: Path) -> None:
    known = (folder / "jobs.db").exists()
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{folder}/jobs.db")})
    scheduler.start()
    if not known:
        for due, *words in json.loads((folder / "jobs.json").read_text()):
            scheduler.add_job(publish, "date", run_date=datetime.fromisoformat(due), args=[str(folder), *words])
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    from benchmarks.delivery import naive

    naive.main(Path(sys.argv[1]))  # by its whole name: the store keeps the job as a reference
