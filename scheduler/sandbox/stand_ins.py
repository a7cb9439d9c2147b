"""Finds the stand-in of a network: the module here that has its platform's name."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Protocol

from werkzeug import Request, Response

from scheduler.errors import SettingsError
from scheduler.models import Channel
from scheduler.sandbox.pages import AccountShown
from scheduler.sandbox.world import World


class StandIn(Protocol):
    """All accounts that one sandbox has on one network."""

    accounts: Mapping[str, AccountShown]

    def secrets(self) -> dict[str, dict[str, str]]:
        """By channel, what its adapter asks for."""

    def takes(self, request: Request) -> bool:
        """Whether the request is meant for this network."""

    def answer(self, request: Request) -> Response:
        """As the network would."""


class _Makes(Protocol):
    def __call__(self, world: World, channels: Iterable[Channel], /) -> StandIn: ...


def stand_in(platform: str) -> _Makes:
    """What the platform's module calls `STAND_IN`; SettingsError when there is none."""
    try:
        made: _Makes = import_module(f"scheduler.sandbox.{platform}").STAND_IN
    except (ModuleNotFoundError, AttributeError):
        what = f"The sandbox has no stand-in for the platform {platform!r}."
        raise SettingsError(what, f"Write scheduler/sandbox/{platform}.py with a STAND_IN, as x.py has it.") from None
    return made
