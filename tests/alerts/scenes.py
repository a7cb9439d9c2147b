"""Scenes of a campaign in which something has gone wrong, and somebody who is told."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.alerts import Message, Messenger, Scene, Store, View, look
from scheduler.models import Delivery, Pause, State

NINE = datetime(2023, 11, 6, 14, 0, tzinfo=UTC)
"""Monday, 09:00 in New York."""


def after(**parts: float) -> datetime:
    return NINE + timedelta(**parts)


def row(key: str, state: State, words: str = "", due: datetime = NINE, **more: object) -> Delivery:
    """A delivery by its key; what goes on by itself has its next time, what waits for a person has none."""
    post, channel, part = key.split("/")
    plain = Delivery(post=post, channel=channel, part=int(part), state=state, due=due, words=words)
    return replace(plain, **more)  # type: ignore[arg-type]


def scene(*rows: Delivery, now: datetime = NINE, **more: object) -> Scene:
    plain = Scene(campaign="Our week", now=now, zone=ZoneInfo("America/New_York"), rows=rows)
    return replace(plain, **more)  # type: ignore[arg-type]


def fault(words: str = "The token has expired.", since: datetime = NINE) -> Pause:
    return Pause(words=words, since=since)


@dataclass
class Phone:
    """Somebody's phone: keeps what comes, or is out of reach."""

    reached: bool = True
    messages: list[Message] = field(default_factory=list)
    listener: str = "phone"
    label: str = "the phone"

    def send(self, message: Message) -> bool:
        if self.reached:
            self.messages.append(message)
        return self.reached

    @property
    def titles(self) -> list[str]:
        return [message.title.removesuffix(" · Our week") for message in self.messages]


@dataclass
class Watch:
    """A service that looks at one scene after the other and tells one phone."""

    store: Store
    phone: Phone = field(default_factory=Phone)
    view: View | None = None

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.view, self.messenger = None, Messenger(self.phone, self.store)

    def sees(self, seen: Scene) -> timedelta | None:
        self.view = look(seen, self.view)
        self.messenger.see(self.view)
        return self.messenger.tell()
