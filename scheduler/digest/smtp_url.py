"""SMTP_URL: which mail server takes the digest, and how much of it at a time.

smtp[s]://[user:password@]host[:port][?option=value&…]

    connections=10     how many are open at once
    per_second=N       no more messages a second than this, all together; 0.5 is one in two seconds
    per_domain=N       no more a second to one domain (what stands behind the @)
    warm_up=SECONDS    the pace rises evenly, from a tenth of per_second to all of it, in the first SECONDS of a sending
    retry_after=300    seconds before the first new try of what was put off; each further one waits twice as long
    starttls=required  or if_offered, or never. Never is what is meant for a server on this very machine
    timeout=600        seconds to wait for an answer; less than the standard's ten minutes can double a message
"""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from scheduler.errors import SettingsError
from scheduler.settings import Secret

_PORTS = {"smtp": 587, "smtps": 465}
_LOCAL_PORT = 25
_EXAMPLE = "smtps://user:password@mail.example.org?connections=10&per_second=50"
_MOST_CONNECTIONS = 100


class Security(StrEnum):
    """How the connection is kept from being read."""

    TLS = "tls"
    REQUIRED = "required"
    IF_OFFERED = "if_offered"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Messages a second: all together, to one domain (0: as fast as it goes); `warm_up` in seconds."""

    per_second: float = 0
    per_domain: float = 0
    warm_up: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The mail server that sends for us."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: Secret = field(default_factory=lambda: Secret(""))
    connections: int = 10
    pace: Pace = field(default_factory=Pace)
    retry_after: timedelta = timedelta(seconds=300)
    timeout: float = 600

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine: nobody can listen between us."""
        return is_loopback(self.host)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def relay_of(address: str) -> Relay:
    """SMTP_URL taken apart; SettingsError, which never shows the password, when it is none."""
    if not address:
        raise SettingsError("SMTP_URL is not set.", f"Name the mail server, for example {_EXAMPLE}")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else [])
    except ValueError:
        raise _wrong("it is no address of a mail server") from None
    if parts.scheme not in _PORTS or not host or parts.path not in {"", "/"}:
        raise _wrong("it is no address of a mail server")
    security = _security(options.pop("starttls", ""), parts, host)
    numbers = {name: _number(name, text) for name, text in options.items()}
    return Relay(
        host=host,
        port=port or (_LOCAL_PORT if is_loopback(host) and parts.scheme == "smtp" else _PORTS[parts.scheme]),
        security=security,
        user=unquote(parts.username or ""),
        password=Secret(unquote(parts.password or "")),
        connections=int(numbers.get("connections", 10)),
        pace=Pace(**{name: numbers.get(name, 0) for name in ("per_second", "per_domain", "warm_up")}),
        retry_after=timedelta(seconds=numbers.get("retry_after", 300)),
        timeout=numbers.get("timeout", 600),
    )


def _security(starttls: str, parts: SplitResult, host: str) -> Security:
    if parts.scheme == "smtps":
        return Security.TLS
    try:
        security = Security(starttls or ("never" if is_loopback(host) else "required"))
    except ValueError:
        security = Security.TLS
    if security is Security.TLS:
        raise _wrong("starttls is neither required, if_offered nor never")
    if security is Security.NEVER and parts.username and not is_loopback(host):
        raise _wrong("it would send the password readable for everybody on the way (starttls=never)")
    return security


_LIMITS = {
    "connections": (1, _MOST_CONNECTIONS),
    "per_second": (0.001, 100_000),
    "per_domain": (0.001, 100_000),
    "warm_up": (0, 86_400),
    "retry_after": (0.1, 86_400),
    "timeout": (0.1, 3600),
}


def _number(name: str, text: str) -> float:
    if name not in _LIMITS:
        raise _wrong(f"there is no option {name!r}; there are {', '.join((*_LIMITS, 'starttls'))}")
    least, most = _LIMITS[name]
    try:
        number = float(text)
    except ValueError:
        number = -1
    whole = name != "connections" or number == int(number)
    if not (least <= number <= most and whole):
        raise _wrong(f"{name} must be a number from {least:g} to {most:g}")
    return number


def _wrong(why: str) -> SettingsError:
    return SettingsError(f"SMTP_URL cannot be used: {why}.", f"Write for example {_EXAMPLE}")
