"""CPU time of posts.yaml at any size: ours beside PyYAML's C loader (`CSafeLoader`), on the same file in the same run.

`python benchmarks/calendar_file.py [POSTS …]` prints, for 1,000, 10,000 and 100,000 posts on two channels: reading
cold, after one edit, and at the next start (with what was remembered); the wishes of the first two; one wish as it is
asked for before each sending, its post read anew; and the memory of a process that holds it all. CSafeLoader only
builds dictionaries (no places, no refusals, no dates in a zone, no checks) and has nothing that it could keep from one
edit to the next.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import yaml

from scheduler.calendar_file import Memory, Reader, load
from scheduler.models import Calendar
from scheduler.submissions import Record
from scheduler.wishes import Wishes

HEAD = """\
campaign: {name: Week, theme: Together, timezone: Europe/Berlin, starts: 2026-03-23, ends: 2026-03-29}
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
posts:
"""
POST = """\
  - id: post-{number}
    at: 2026-03-{day} {hour}:{minute:02}
    status: approved
    text: |
      Words of number {number}, which tell a story about the week.
    link: https://www.example.org/stories/{number}
    channels: [x, facebook]
"""
ASKED = 1_000
T = TypeVar("T")


def text_of(posts: int) -> str:
    """A calendar of so many posts, invented."""
    items = (
        POST.format(number=number, day=23 + number % 7, hour=8 + number // 7 % 12, minute=number // 84 % 60)
        for number in range(posts)
    )
    return HEAD + "".join(items)


def seconds(do: Callable[[], T]) -> tuple[float, T]:
    begin = time.process_time()
    done = do()
    return time.process_time() - begin, done


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def theirs(posts: int) -> dict[str, float]:
    text = text_of(posts)
    spent, _kept = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    return {"read": spent, "memory": megabytes()}


def ours(posts: int) -> dict[str, float]:
    text = text_of(posts)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.yaml"
        file.write_text(HEAD + POST.format(number=0, day=23, hour=8, minute=0))
        Wishes(load(file)).all(
            consent := Record(file.with_name("none.jsonl")).reasons_to_hold()
        )  # imports the networks
        reader = Reader(file, memory=Memory(file.with_name("outlines")))

        def read(by: Reader = reader) -> Calendar:
            calendar = by.read().calendar
            assert calendar is not None
            return calendar

        def wish(before: Wishes | None) -> Wishes:
            wishes = Wishes(calendar, before=before)
            wishes.all(consent)
            return wishes

        file.write_text(text)
        found: dict[str, float] = {}
        found["read"], calendar = seconds(read)
        found["wishes"], wishes = seconds(lambda: wish(None))
        file.write_text(text.replace(f"number {posts // 2},", "another number,"))
        found["read after an edit"], calendar = seconds(read)
        found["wishes after an edit"], wishes = seconds(lambda: wish(wishes))
        anew = Reader(file, memory=Memory(file.with_name("outlines")))
        found["read at the next start"], _ = seconds(lambda: read(anew))
        found["one wish"], _ = seconds(lambda: [wishes.one(f"post-{n % posts}/x/1", consent) for n in range(ASKED)])
    return found | {"one wish": found["one wish"] / ASKED, "memory": megabytes()}


def alone(measure: Callable[[int], dict[str, float]], posts: int) -> dict[str, float]:
    """In a process of its own, so that memory is not counted twice."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, posts).result()


def compare(posts: int) -> None:
    peer, own = alone(theirs, posts), alone(ours, posts)
    print(f"{posts:,} posts: CSafeLoader {peer['read']:.2f} s and {peer['memory']:.0f} MB; ours")
    for what, spent in own.items():
        if what == "memory":
            print(f"    {what:22} {spent:8.0f} MB  {spent / peer['memory']:8.3f} of it")
        else:
            print(f"    {what:22} {spent * 1_000:8.3f} ms  {spent / peer['read']:8.3f} of it")


if __name__ == "__main__":
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        compare(count)
