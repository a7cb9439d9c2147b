"""posts.yaml as it is edited: every version of it, and what it wants of each delivery."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from simulation.world import wall

from scheduler.models import Variant, Wish

CHANNELS = ("x1", "x2", "f1")
HELD = "It was changed after Ann approved it."


def said(name: str) -> str:
    """The name that a post, or a delivery, was given first."""
    return name.replace("'", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    id: str
    due: datetime
    channels: tuple[str, ...]
    words: int = 1
    parts: int = 1
    hold: str = ""
    approved: bool = True

    @property
    def said(self) -> str:
        """What its texts say stays the same when it is renamed."""
        return said(self.id)

    @property
    def content(self) -> str:
        """The fingerprint covers words, time, channels and length, as posts.yaml's own does."""
        return f"{self.words}/{self.due:%d %H:%M:%S}/{'+'.join(self.channels)}/{self.parts}"

    def wishes(self, max_late: timedelta) -> Iterator[Wish]:
        for channel in self.channels if self.approved else ():
            for part in range(1, self.parts + 1):
                text = f"{self.said} says {self.words}, part {part}"
                variant = Variant(post=self.id, channel=channel, part=part, text=text)
                yield Wish(variant=variant, due=self.due, max_late=max_late, content=self.content, hold=self.hold)


@dataclass(slots=True)
class Calendar:
    """`versions` are never changed, only added; the newest is what stands in the file."""

    chance: Random
    max_late: timedelta = timedelta(hours=2)
    posts: dict[str, Post] = field(default_factory=dict)
    versions: list[dict[str, Wish]] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)
    _older: list[dict[str, Post]] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.versions) - 1

    def wish(self, key: str) -> Wish | None:
        return self.versions[-1].get(key)

    def wishes_since(self, version: int, key: str) -> Iterator[Wish | None]:
        return (wishes.get(key) for wishes in self.versions[version:])

    def write(self, *posts: Post) -> None:
        """A new version of the file."""
        self.put({**self.posts, **{post.id: post for post in posts}})

    def put(self, posts: dict[str, Post]) -> None:
        """The file is exchanged."""
        if self.posts:
            self._older.append(self.posts)
        self.posts = posts
        before = self.versions[-1] if self.versions else {}  # what is not changed stays the same wish
        new = {wish.key: wish for post in self.posts.values() for wish in post.wishes(self.max_late)}
        self.versions.append({key: before[key] if before.get(key) == wish else wish for key, wish in new.items()})
        self.keys.update(dict.fromkeys(new))

    def begin(self) -> None:
        chance = self.chance
        self.write(
            *(
                Post(
                    id=f"p{number}",
                    due=wall(round(chance.uniform(5, 2400))),
                    channels=tuple(sorted(chance.sample(CHANNELS, chance.choice((1, 1, 2))))),
                    parts=chance.choice((1, 1, 1, 2, 3)),
                )
                for number in range(chance.choice((1, 2, 3)))
            )
        )

    def undo(self) -> None:
        self.put(self._older[-1])

    def rename(self) -> None:
        post = self.chance.choice(list(self.posts.values()))
        others = {id_: each for id_, each in self.posts.items() if each is not post}
        self.put({**others, f"{post.id}'": replace(post, id=f"{post.id}'")})

    def edit(self, now: float) -> None:
        """Somebody edits a post, or puts an older version of the file back."""
        chance, post = self.chance, self.chance.choice(list(self.posts.values()))
        soon = wall(round(now + chance.choice((10, 60, 600, 1800)))) if now else post.due
        match chance.randrange(8):
            case 0 | 1:
                post = replace(post, words=post.words + 1)
            case 2:
                post = replace(post, due=soon)
            case 3:
                post = replace(post, channels=tuple(sorted(chance.sample(CHANNELS, chance.choice((1, 2))))))
            case 4:
                post = replace(post, approved=not post.approved)
            case 5:
                post = replace(post, hold="" if post.hold else HELD)
            case 6:
                post = replace(post, parts=chance.choice((1, 2, 3)))
            case _ if self._older:
                self.put(chance.choice(self._older))
                return
        self.write(post)
