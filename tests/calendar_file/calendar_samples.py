"""Small calendars to read and to spoil. Everything in them is invented."""

from pathlib import Path

from PIL import Image

from scheduler.calendar_file import check, load, read
from scheduler.errors import Problem
from scheduler.models import Calendar, Post

HEAD = """\
campaign:
  name: Week
  theme: Together
  timezone: Europe/Berlin
  starts: 2026-03-23
  ends: 2026-03-29
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
slots:
  - {name: morning, days: [mon, tue, wed, thu, fri], at: "09:00"}
  - {name: night, days: [sun], at: "02:30", channels: [x]}
"""
POSTS = "posts:\n"
FIRST = len((HEAD + POSTS).splitlines()) + 1
"""The line on which the first post of `HEAD + POSTS + …` begins."""


def folder_with(folder: Path, text: str | bytes) -> Path:
    """A campaign folder with this posts.yaml and a picture; gives the path of posts.yaml."""
    (folder / "assets").mkdir(exist_ok=True)
    if not (folder / "assets" / "sun.png").exists():
        Image.new("RGB", (8, 8), "gold").save(folder / "assets" / "sun.png")
    file = folder / "posts.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def calendar_of(folder: Path, posts: str, head: str = HEAD) -> Calendar:
    return load(folder_with(folder, head + POSTS + posts))


def post_of(folder: Path, post: str) -> tuple[Post, Calendar]:
    calendar = calendar_of(folder, post)
    return calendar.posts[0], calendar


def problems_of(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    """What `scheduler check` would print."""
    reading = read(folder_with(folder, text))
    return (*reading.problems, *(check(reading.calendar) if reading.calendar else ()))


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Line:column, severity unless it is an error, and all the words."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.what} {problem.remedy}"
        if problem.place
        else problem.what
        for problem in problems
    ]
