"""CPU time of reading posts.yaml: ours (strict, every value with its place, checked) beside PyYAML's C loader.

`python benchmarks/calendar_file.py [POSTS]` prints seconds and the ratio, for 1,000 posts and for a file of some 10 MB.
PyYAML's `CSafeLoader` only builds dictionaries: no places, no refusals, no dates in a zone.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from scheduler.calendar_file import check, load

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


def text_of(posts: int) -> str:
    """A calendar of so many posts, invented."""
    items = (
        POST.format(number=number, day=23 + number % 7, hour=8 + number // 7 % 12, minute=number // 84 % 60)
        for number in range(posts)
    )
    return HEAD + "".join(items)


def seconds(do: Callable[[], object]) -> float:
    begin = time.process_time()
    do()
    return time.process_time() - begin


def compare(posts: int) -> None:
    text = text_of(posts)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.yaml"
        file.write_text(HEAD)
        load(file)  # imports the networks
        file.write_text(text)
        theirs = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader))
        ours = seconds(lambda: load(file))
        whole = seconds(lambda: check(load(file)))
    print(f"{posts:7,} posts, {len(text) / 1e6:5.1f} MB: CSafeLoader {theirs:.2f} s, ours {ours:.2f} s", end="")
    print(f" = {ours / theirs:.2f} of it; read and checked {whole:.2f} s")


if __name__ == "__main__":
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 45_000]:
        compare(count)
