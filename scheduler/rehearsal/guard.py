"""Keeps a rehearsal on this machine: any connection to elsewhere is refused before it begins."""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.errors import SchedulerError

_guarding = False
_installed = False


class LeftTheMachine(SchedulerError):  # noqa: N818
    """Something tried to reach beyond loopback during a rehearsal."""


@contextmanager
def loopback_only() -> Iterator[None]:
    """While it lasts, connecting or sending to any address but loopback raises LeftTheMachine."""
    global _guarding, _installed
    if not _installed:
        sys.addaudithook(_watch)  # an audit hook sees every socket, whatever library opened it; it cannot be removed
        _installed = True
    before, _guarding = _guarding, True
    try:
        yield
    finally:
        _guarding = before


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _guarding or event not in {"socket.connect", "socket.sendto", "socket.getaddrinfo"}:
        return
    target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    if not _is_here(target):
        raise LeftTheMachine(f"A rehearsal stays on this machine, but something wanted to reach {target}.")


def _is_here(target: object) -> bool:
    if isinstance(target, str | bytes):
        host = target.decode() if isinstance(target, bytes) else target
        return host.startswith("/") or host in {"", "localhost"} or _is_loopback(host)
    if isinstance(target, tuple) and target:
        return _is_loopback(str(target[0]))
    return target is None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
