"""How fast the studio answers with a full week, beside a plain file server in the same run.

`python -m benchmarks.studio [POSTS]` prints the week's page (bytes, first byte), an edit, and how often the same bytes
come from a file. Everything runs on loopback.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import requests
from PIL import Image

from scheduler import clock
from scheduler.ledger import Ledger
from scheduler.settings import Watched
from scheduler.studio.app import studio
from scheduler.studio.desk import Desk
from scheduler.studio.guard import Doors
from scheduler.studio.serving import LOOPBACK, Server

HEAD = """\
campaign: {name: A week, theme: Many posts, timezone: Europe/Berlin, starts: 2099-03-02, ends: 2099-03-08}
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
slots:
  - {name: morning, days: [mon, tue, wed, thu, fri, sat, sun], at: "09:00"}
posts:
"""
TIMES = 20


def post(number: int) -> str:
    day, hour = 2 + number % 7, 8 + number // 7 % 12
    return (
        f"  - id: post-{number}\n    at: 2099-03-{day:02} {hour:02}:{number // 84 % 60:02}\n"
        f"    status: {'draft' if number % 3 else 'approved'}\n"
        f'    text: "Post {number} tells of people who do their work well, and of what they hope for. #AWeek"\n'
        f"    link: https://www.example.org/stories/{number}\n    media: [{{file: sun.png, alt: A sun}}]\n"
    )


def spent(do: Callable[[], object]) -> float:
    """Milliseconds, the median."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        do()
        found.append((time.perf_counter() - began) * 1000)
    return median(found[2:])


def measure(folder: Path, count: int) -> None:
    Image.new("RGB", (640, 360), "gold").save(folder / "sun.png")
    (folder / "posts.yaml").write_text(HEAD + "".join(map(post, range(count))))
    watched = Watched(folder, {})
    desk = Desk(file=folder / "posts.yaml", ledger=Ledger(watched().database), settings=watched, clock=clock.now)
    doors = Doors()
    server = Server(studio(desk, doors, hosts=(LOOPBACK,)), LOOPBACK, 0)
    ready = threading.Event()
    serving = threading.Thread(target=server.serve_until_stopped, args=(ready.set,))
    serving.start()
    ready.wait()
    address, browser = f"http://{LOOPBACK}:{server.port}", requests.Session()
    browser.get(f"{address}/login/{doors.link('Ada')}")
    week = f"{address}/?day=2099-03-02"
    page = browser.get(week).content
    (folder / "page.html").write_bytes(page)
    places = iter(f"2099-03-03T{9 + number // 50:02}:{number % 50:02}:00+01:00" for number in range(600))
    headers = {"Sec-Fetch-Site": "same-origin"}

    def edit() -> None:
        fields = {"place": next(places)}
        answer = browser.post(f"{address}/posts/post-1/move", fields, headers=headers, allow_redirects=False)
        assert answer.status_code == 303, answer.text

    try:
        get, write = spent(lambda: browser.get(week)), spent(edit)
    finally:
        server.stop()
        serving.join()
    sent = int(browser.get(f"{plain(folder)}/page.html").headers["content-length"])
    file = spent(lambda: browser.get(f"{plain(folder)}/page.html"))
    print(f"{count} posts: page {sent / 1000:.0f} KB, {get:.0f} ms (wanted 150); edit {write:.0f} ms (wanted 100)")
    print(f"the same bytes from a file server: {file:.1f} ms; the studio takes {get / file:.0f} times as long")


def plain(folder: Path, _open: dict[Path, str] = {}) -> str:  # noqa: B006 - one server a folder
    """The address of a file server of that folder, as Python brings it."""
    if folder not in _open:
        handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        files = ThreadingHTTPServer((LOOPBACK, 0), partial(handler, directory=str(folder)))
        threading.Thread(target=files.serve_forever, daemon=True).start()
        _open[folder] = f"http://{LOOPBACK}:{files.server_address[1]}"
    return _open[folder]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("posts", nargs="?", type=int, default=200)
    count = parser.parse_args().posts
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), count)


if __name__ == "__main__":
    main()
