"""The moment of the visible step: a request that is ready to leave asks whether it may."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.errors import NeedsPerson, PublishError, SettingsError, Unconfirmed
from scheduler.models import Prepared, Receipt
from scheduler.platforms.base import Platform
from scheduler.surprise import log_surprise


class _Withheld(BaseException):
    """Through whatever library is about to send: nothing leaves. No `except Exception` on its way may keep it."""


@dataclass(slots=True)
class _Gate:
    """`launch` says whether it may leave; `trouble` is what went wrong there, which is no trouble of the network's."""

    launch: Callable[[], bool]
    gone: Callable[[], None]
    trouble: Exception | None = None

    def ready(self) -> None:
        try:
            if self.launch():
                return
        except Exception as error:
            self.trouble = error
        raise _Withheld


def publish(
    platform: Platform, prepared: Prepared, key: str, launch: Callable[[], bool], gone: Callable[[], None]
) -> Receipt | None:
    """The visible step, once `launch` allows it. None: it did not, and nothing was sent; what it raises is raised.

    `gone` is told when the request has left. Anything else that is not one of the named outcomes leaves it unconfirmed.
    """
    gate = _Gate(launch, gone)
    try:
        return _launched(platform, prepared, key, gate)
    except _Withheld:
        if gate.trouble:
            raise gate.trouble from None
        return None


def _launched(platform: Platform, prepared: Prepared, key: str, gate: _Gate) -> Receipt:
    try:
        return platform.launch(prepared, key, gate)
    except PublishError:
        raise
    except SettingsError as error:
        raise NeedsPerson(error.what, error.remedy) from None
    except Exception as error:
        log_surprise(key, error)
        raise Unconfirmed(f"It may be out: {type(error).__name__} while sending.") from None
