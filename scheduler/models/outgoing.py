"""What followers will get, on its way to them, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.models.intent import Card, Media
from scheduler.models.values import Json


def parent_key(post: str, channel: str, part: int) -> str | None:
    """The name of the thread's part before this one; None: it is the first."""
    return f"{post}/{channel}/{part - 1}" if part > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What one channel's followers will get of one post, complete: the link is tagged, paths are absolute.

    A thread has its texts in `thread` and none in `text`; `parts()` gives what is delivered one by one.
    `card` is drawn into `media` just before sending. `reply_to` is the network's id of the part before this one.
    """

    post: str
    channel: str
    text: str = ""
    thread: tuple[str, ...] = ()
    link: str = ""
    media: tuple[Media, ...] = ()
    card: Card | None = None
    part: int = 1
    reply_to: str = ""

    @property
    def key(self) -> str:
        """The delivery's name in the ledger: post/channel/part."""
        return f"{self.post}/{self.channel}/{self.part}"

    @property
    def parent_key(self) -> str | None:
        return parent_key(self.post, self.channel, self.part)

    def parts(self) -> tuple["Variant", ...]:
        """One variant a delivery: pictures go with the first part of a thread, the link with the last."""
        if not self.thread:
            return (self,)
        last = len(self.thread)
        return tuple(
            replace(
                self,
                text=text,
                thread=(),
                part=number,
                link=self.link if number == last else "",
                media=self.media if number == 1 else (),
                card=self.card if number == 1 else None,
            )
            for number, text in enumerate(self.thread, start=1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The one visible request, complete and in JSON values only: the ledger keeps it, a restart can still find it."""

    request: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The network's own id and public address of what is out."""

    id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose account a channel's credentials open. `expires` None: they do not, as far as the network says.

    `quota`: how much of what it allows is used, in words; "": the network does not say.
    """

    id: str
    name: str
    permissions: tuple[str, ...] = ()
    expires: datetime | None = None
    warnings: tuple[str, ...] = ()
    quota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One post as the account itself shows it now.

    `text` is what followers read: links stand whole where the network says what its short ones stand for. `at` is by
    the network's clock. `reply_to` is the post that it answers, `media` are the ids of its pictures, `link` is what it
    shows as a card: each as far as the network says.
    """

    id: str
    url: str
    text: str
    at: datetime
    reply_to: str = ""
    media: frozenset[str] = frozenset()
    link: str = ""

    @property
    def receipt(self) -> Receipt:
        return Receipt(id=self.id, url=self.url)
