"""The addresses that alerts go to: e-mail, webhooks, messengers, whatever apprise knows.

An address holds secrets: it is never shown. People read its place in ALERT_URLS and its scheme; the ledger keeps a
digest of it without its password.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from scheduler.alerts.news import Message
from scheduler.errors import SettingsError
from scheduler.settings import Secret

SEND_SECONDS = 30.0
"""How long one sending may take at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address. `listener` is its name in the ledger, `label` its name for people."""

    listener: str
    label: str
    service: Any = field(repr=False)

    def send(self, message: Message) -> bool:
        """True when the other side took it; never raises, never takes much longer than the time it is given."""
        apprise = _apprise()
        courier = apprise.Apprise(asset=self.service.asset)
        courier.add(self.service)
        kind = apprise.NotifyType.SUCCESS if message.over else apprise.NotifyType.WARNING
        try:
            sent = courier.notify(title=message.title, body=message.body, notify_type=kind, body_format="text")
        except Exception:  # a fault of one of its hundred plugins, whose text may hold the address
            return False
        return bool(sent)


def addresses(urls: Iterable[Secret], *, seconds: float = SEND_SECONDS) -> tuple[Address, ...]:
    """Where alerts go. SettingsError, without the address, for one that apprise cannot use."""
    alike: Counter[str] = Counter()
    found = []
    for place, url in enumerate(urls, 1):
        scheme, service = url.reveal().partition("://")[0].lower(), _service(url, place, seconds)
        name = f"{scheme}:{sha256(service.url(privacy=True).encode()).hexdigest()[:8]}"
        alike[name] += 1  # two that differ in their passwords only are still two
        label = f"{scheme}:// (address {place} in ALERT_URLS)"
        found.append(Address(listener=f"{name}.{alike[name]}", label=label, service=service))
    return tuple(found)


def _service(url: Secret, place: int, seconds: float) -> Any:
    apprise = _apprise()
    asset = apprise.AppriseAsset(app_id="scheduler", app_desc="campaign-scheduler", service_timeout=seconds)
    service = apprise.Apprise.instantiate(url.reveal(), asset=asset)
    if service is None:
        raise SettingsError(
            f"Address {place} in ALERT_URLS is none that alerts can be sent to.",
            "Write it as apprise does, for example mailto://user:password@example.org or json://host/path, "
            "with special characters of a password as %40 and the like: https://appriseit.com/services/",
        )
    return service


def _apprise() -> Any:
    """The library, on first use: it costs a tenth of a second and 18 MB."""
    import apprise

    logging.getLogger("apprise").disabled = True  # it logs addresses; what fails is told by whoever sends
    return apprise
