"""The networks. Each is one module, whose name is its name in posts.yaml; found by folder, imported on first use."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError

if TYPE_CHECKING:
    from scheduler.platforms.base import Platform

_NOT_NETWORKS = {"__init__", "alike", "base", "deadlines", "gate", "line", "looks", "oauth", "rules", "uploads", "wire"}


@cache
def names() -> tuple[str, ...]:
    """Every platform there is, in alphabetical order, without importing any."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in _NOT_NETWORKS))


@cache
def load(name: str) -> "type[Platform]":
    """The platform's class; SettingsError when there is none of that name."""
    if name not in names():
        raise SettingsError(f"There is no platform {name!r}.", f"Choose one of: {', '.join(names())}.")
    module = import_module(f"scheduler.platforms.{name}")
    found: type[Platform] = module.PLATFORM
    return found
