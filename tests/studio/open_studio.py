"""A studio on loopback for a small campaign, with a clock that stands still, and somebody who is logged in."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from campaigns import HEAD, Clock, post
from PIL import Image
from starlette.applications import Starlette

from scheduler.calendar_file import load
from scheduler.ledger import Ledger
from scheduler.models import Calendar
from scheduler.settings import Secret, Watched
from scheduler.studio.app import studio
from scheduler.studio.desk import Desk
from scheduler.studio.guard import Doors
from scheduler.studio.serving import LOOPBACK, Server

SLOTS = """\
slots:
  - {name: morning, days: [mon, tue, wed, thu, fri], at: "09:00"}
  - {name: afternoon, days: [mon, wed], at: "15:30"}
"""
WEEK = HEAD.replace("posts:\n", SLOTS + "posts:\n")


@dataclass
class Open:
    """`browser` is logged in as Ada and follows redirects."""

    folder: Path
    clock: Clock
    ledger: Ledger
    desk: Desk
    doors: Doors
    address: str
    app: Starlette
    browser: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        return self.browser.get(self.address + path, timeout=10)

    def post(self, path: str, /, **fields: str) -> requests.Response:
        """As the page's own form would."""
        return self.browser.post(self.address + path, fields, headers={"Sec-Fetch-Site": "same-origin"}, timeout=10)

    def seen(self, name: str, page: str = "/") -> str:
        """The version of a post on which the forms of a page build."""
        found = re.search(rf'data-post="{name}" data-seen="(\w+)"', self.get(page).text)
        assert found, f"{name} is not on {page}"
        return found[1]

    def write(self, *posts: str, head: str = WEEK) -> None:
        (self.folder / "posts.yaml").write_text(head + "".join(posts), encoding="utf-8")

    def calendar(self) -> Calendar:
        return load(self.folder / "posts.yaml")

    def text(self) -> str:
        return (self.folder / "posts.yaml").read_text(encoding="utf-8")


@contextmanager
def opened(
    folder: Path, *posts: str, clock: Clock | None = None, logins: dict[str, Secret] | None = None
) -> Iterator[Open]:
    """The studio of a campaign with these posts; the clock stands at Monday of its week, 08:00 in New York."""
    clock = clock or Clock()
    if clock.now.hour == 14:
        clock.forward(hours=-1)
    (folder / "assets").mkdir(exist_ok=True)
    Image.new("RGB", (64, 36), "gold").save(folder / "assets" / "sun.png")
    file = folder / "posts.yaml"
    file.write_text(WEEK + "".join(posts or (post("welcome"),)), encoding="utf-8")
    ledger = Ledger(f"sqlite:///{folder}/.scheduler/ledger.db")
    doors = Doors(logins)
    desk = Desk(file=file, ledger=ledger, settings=Watched(folder, {}), clock=clock)
    app = studio(desk, doors, hosts=(LOOPBACK, "localhost"))
    server = Server(app, LOOPBACK, 0)
    ready = threading.Event()
    thread = threading.Thread(target=server.serve_until_stopped, args=(ready.set,))
    thread.start()
    try:
        assert ready.wait(10)
        page = Open(folder, clock, ledger, desk, doors, f"http://{LOOPBACK}:{server.port}", app)
        page.get(f"/login/{doors.link('Ada')}")
        with page.browser:
            yield page
    finally:
        server.stop()
        thread.join(10)
        ledger.close()
