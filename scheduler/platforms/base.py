"""What every network must offer.

A new network is one file in this folder with a subclass of `Platform`, named `PLATFORM` at its end, and its test.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from scheduler.errors import Problem
from scheduler.models import Account, Channel, Prepared, Receipt, Shown, Variant
from scheduler.platforms import rules
from scheduler.platforms.alike import alike
from scheduler.platforms.gate import Gate
from scheduler.platforms.looks import Looks
from scheduler.platforms.rules import Feed, Limits, Option
from scheduler.platforms.uploads import Uploads
from scheduler.settings import Credentials

if TYPE_CHECKING:
    from scheduler.platforms.wire import Wire

CLOCKS_APART = timedelta(hours=2)
"""How far a look-back reaches behind the moment at which a post was armed: that is a time of our clock, and ours may be
wrong by an hour, or be set right between the two. Too far costs a page of reading, too near costs a second copy."""


class Platform(ABC):
    """One account on one network. Making one does no I/O and needs no secrets; sending and reading do.

    Instances belong to one thread. Every method that talks to the network raises a `PublishError`, and no other error.
    `looks` and `uploads`: several instances for one account share theirs, and with it what they read and sent up.
    """

    label: ClassVar[str]
    limits: ClassVar[Limits]
    feed: ClassVar[Feed] = Feed()
    secrets: ClassVar[tuple[str, ...]]
    """Environment names without the channel's prefix, all needed."""
    options: ClassVar[Mapping[str, Option]] = {}
    """Keys that a channel of this platform must have in posts.yaml, beside `platform`."""

    def __init__(self, channel: Channel, credentials: Credentials) -> None:
        self.channel = channel
        self.credentials = credentials
        self.looks = Looks()
        self.uploads = Uploads()

    @cached_property
    def _wire(self) -> "Wire":
        """The way to the network; most instances only count and check, and never need it."""
        from scheduler.platforms.wire import Wire  # its library takes longer to load than a card to draw

        return Wire(self.credentials)

    @abstractmethod
    def count(self, text: str) -> int:
        """The text's length as the network counts it."""

    @abstractmethod
    def compose(self, variant: Variant) -> str:
        """The words that followers will read, byte for byte; with the link where this network has it in the text."""

    def problems(self, variant: Variant) -> Iterator[Problem]:
        """What the network would refuse or spoil, in sentences for people; looks at files, never at the net."""
        yield from rules.text_problems(self, variant)
        yield from rules.media_problems(self, variant)

    def price(self, variant: Variant) -> float:
        """What sending it costs, in US dollars; most networks ask nothing."""
        return 0.0

    @abstractmethod
    def prepare(self, variant: Variant, key: str) -> Prepared:
        """All that is invisible and repeatable: uploads and alt texts. `key` names the attempt."""

    def upload_ahead(self, variant: Variant) -> None:
        """What of `prepare` takes minutes, some time before the hour: the next `prepare` finds it done.

        Here nothing does: most networks show at once what they take.
        """
        return None

    def likeness(self, variant: Variant, key: str) -> Prepared:
        """As much of what `prepare` would give as can be told without asking the network: the words and the link.

        A network whose `prepare` asks it something even where there is nothing to upload has its own.
        """
        words = self.compose(variant)
        link = "" if variant.link in words else variant.link
        return self.prepare(replace(variant, text=words, link=link, media=(), card=None), key)

    def says(self, likeness: Prepared, prepared: Prepared) -> bool:
        """Whether a request says all that the likeness does, by whatever name: a film's words are called otherwise.

        What has no words says nothing, and is like nothing.
        """
        said = [value for value in likeness.request.values() if isinstance(value, str) and value.strip()]
        there = [value for value in prepared.request.values() if isinstance(value, str)]
        rest = {name: value for name, value in likeness.request.items() if not isinstance(value, str)}
        same = all(prepared.request.get(name) == value for name, value in rest.items())
        return bool(said) and same and all(any(alike(words, value) for value in there) for words in said)

    @abstractmethod
    def publish(self, prepared: Prepared, key: str) -> Receipt:
        """The ONE visible step: one request, no retries, no redirects."""

    def launch(self, prepared: Prepared, key: str, gate: Gate) -> Receipt:
        """`publish`, through a gate: its request is composed, on an open connection, when it asks to pass.

        A network that is not spoken to over `_wire` has its own, which asks first and publishes then.
        """
        self._wire.gate = gate
        try:
            return self.publish(prepared, key)
        finally:
            self._wire.gate = None

    @abstractmethod
    def shown(self, since: datetime) -> Iterator[Shown]:
        """Every post that the account shows, newest first, back to `since` by the network's clock.

        Raises while it is read on when a page cannot be read: what came before is then not all.
        """

    @abstractmethod
    def matches(self, prepared: Prepared, shown: Shown) -> bool:
        """Whether that post shows what was prepared, after all that the network does to it."""

    def find(self, prepared: Prepared, key: str, since: datetime, taken: Collection[str] = ()) -> Receipt | None:
        """Whether it is out after all: reads the account back until well before `since`. None: it is not there.

        `taken`: ids that other deliveries have receipts for; two may say the same, and one must not pass for the other.
        """
        found = self.seen(prepared, key, since, taken)
        return found.receipt if found else None

    def seen(self, prepared: Prepared, key: str, since: datetime, taken: Collection[str] = ()) -> Shown | None:
        """`find`, with all that the account shows of it."""

        def is_it(shown: Shown) -> bool:
            return shown.id not in taken and shown.media.isdisjoint(taken) and self.matches(prepared, shown)

        return self.looks.first(self.shown, since - CLOCKS_APART, is_it)

    def in_the_works(self, prepared: Prepared) -> timedelta:
        """For how long after its request the account may not show it although all is well."""
        return timedelta(0)

    @abstractmethod
    def check(self) -> Account:
        """Whose account it is and what its credentials may do."""

    @abstractmethod
    def delete(self, receipt: Receipt) -> None:
        """Take it down; that it is already gone is no error."""
