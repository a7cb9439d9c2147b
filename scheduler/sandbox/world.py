"""What the stand-in networks remember: accounts, pictures, posts."""

import io
import itertools
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PIL import Image

from scheduler import text
from scheduler.sandbox.faults import Faults

KEPT = timedelta(hours=24)
"""How long an upload can be used, and the same words are a duplicate."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes as they arrived, and the words for those who cannot see them."""

    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One post as a follower meets it. `text` is as it was sent; `link` is shown as a card below it (Facebook)."""

    network: str
    channel: str
    id: str
    url: str
    text: str
    at: datetime
    link: str = ""
    pictures: tuple[Picture, ...] = ()
    video: Picture | None = None
    reply_to: str = ""


@dataclass(slots=True, kw_only=True)
class Upload:
    """A picture or video that no post shows yet. `polls`: how often still it is said to be in the works."""

    id: str
    owner: str
    at: datetime
    data: bytes = b""
    alt: str = ""
    video: bool = False
    finished: bool = True
    polls: int = 0


@dataclass(slots=True)
class World:
    """Everything that all networks of one sandbox share. `lag`: how long a post is out before it stands in a list."""

    clock: Callable[[], datetime]
    faults: Faults = field(default_factory=Faults)
    lock: threading.RLock = field(default_factory=threading.RLock)
    posts: list[Seen] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    uploads: dict[str, Upload] = field(default_factory=dict)
    lag: timedelta = timedelta()
    _said: dict[tuple[str, str], list[Seen]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def number(self) -> int:
        """1, 2, 3 …: the same on every run, so that two runs look alike."""
        return next(self._numbers)

    def show(self, post: Seen) -> None:
        self.posts.append(post)
        self._said.setdefault((post.channel, text.normalised(post.text)), []).append(post)

    def fresh(self, channel: str, words: str) -> Iterator[Seen]:
        """What the channel posted with the same words within a day, also what was taken down since."""
        now = self.clock()
        said = self._said.get((channel, text.normalised(words)), ())
        return (post for post in said if now - post.at < KEPT)

    def visible(self, channel: str) -> list[Seen]:
        """The channel's posts that are still up, newest first."""
        return [post for post in reversed(self.posts) if post.channel == channel and post.id not in self.deleted]

    def listed(self, channel: str) -> list[Seen]:
        """What a reader is told of: all that is visible, but for the newest when the lists lag behind."""
        newest = self.clock() - self.lag
        return [post for post in self.visible(channel) if not self.lag or post.at <= newest]


def picture_kind(data: bytes) -> str | None:
    """Pillow's name for what the bytes are; None when they are no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as picture:
                picture.verify()
                return picture.format
    except Exception:  # whatever a decoder stumbles over, it is no picture for us
        return None
