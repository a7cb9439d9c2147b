"""What every network must offer, and the one way in which we speak HTTP to any of them.

A new network is one file in this folder with a subclass of `Platform`, named `PLATFORM` at its end, and its test.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

from scheduler.errors import Problem
from scheduler.models import Account, Channel, Prepared, Receipt, Variant
from scheduler.settings import Credentials

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a network takes. `text` and `alt` are in the units of `Platform.count`; sizes in bytes; video in seconds."""

    text: int
    alt: int
    images: int
    image_bytes: int
    image_types: frozenset[str]
    video_bytes: int
    video_seconds: tuple[float, float]
    thread: int = 1
    link_length: int | None = None
    card_size: tuple[int, int]


class Platform(ABC):
    """One account on one network. Making one does no I/O and needs no secrets; sending and reading do.

    Instances belong to one thread. Every method that talks to the network raises a `PublishError`, and no other error.
    """

    label: ClassVar[str]
    limits: ClassVar[Limits]
    secrets: ClassVar[tuple[str, ...]]
    options: ClassVar[tuple[str, ...]] = ()
    """Keys that a channel of this platform must have in posts.yaml, beside `platform`."""

    def __init__(self, channel: Channel, credentials: Credentials) -> None:
        self.channel = channel
        self.credentials = credentials

    @abstractmethod
    def count(self, text: str) -> int:
        """The text's length as the network counts it."""

    @abstractmethod
    def compose(self, variant: Variant) -> str:
        """The words that followers will read, byte for byte; with the link where this network has it in the text."""

    @abstractmethod
    def problems(self, variant: Variant) -> Iterator[Problem]:
        """What the network would refuse or spoil, in sentences for people; looks at files, never at the net."""

    @abstractmethod
    def prepare(self, variant: Variant, key: str) -> Prepared:
        """All that is invisible and repeatable: uploads and alt texts. `key` names the attempt."""

    @abstractmethod
    def publish(self, prepared: Prepared, key: str) -> Receipt:
        """The ONE visible step: one request, no retries, no redirects."""

    @abstractmethod
    def find(self, prepared: Prepared, key: str, since: datetime) -> Receipt | None:
        """Whether it is out after all: reads the account back until before `since`. None: it is not there."""

    @abstractmethod
    def check(self) -> Account:
        """Whose account it is and what its credentials may do."""

    @abstractmethod
    def delete(self, receipt: Receipt) -> None:
        """Take it down; that it is already gone is no error."""


class Wire(HTTPAdapter):
    """The transport under every library: other hosts when asked, a timeout always, never a retry or a redirect.

    `last` is the newest response, for the status and headers that some libraries hide.
    """

    def __init__(self, base_url: str = "") -> None:
        self.base_url = base_url
        self.last: requests.Response | None = None
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        self.last = None
        if self.base_url:
            _turn_to(request, self.base_url)
        kwargs["timeout"] = kwargs.get("timeout") or (CONNECT_SECONDS, READ_SECONDS)
        response = super().send(request, *args, **kwargs)
        self.last = response
        if response.is_redirect:
            raise requests.TooManyRedirects(f"HTTP {response.status_code} points elsewhere", response=response)
        return response


def _turn_to(request: requests.PreparedRequest, base_url: str) -> None:
    """Same path and query, other host. OAuth 1.0a signs the original address: a sandbox needs it to verify."""
    original = request.url or ""
    asked, base = urlsplit(original), urlsplit(base_url)
    request.headers["X-Original-Url"] = original
    request.url = urlunsplit((base.scheme, base.netloc, asked.path, asked.query, ""))
