"""Addresses of databases: what a person writes, what SQLAlchemy and psycopg want, and what may be shown.

A person writes `postgresql://user:password@host/name` as everywhere else, also with a socket's folder:
`postgresql://user@/name?host=/run/postgresql`.
"""

from urllib.parse import parse_qs

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


_ITS_END = (
    "-c idle_in_transaction_session_timeout=6s "
    "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000"
)
LIVELY = {
    "connect_timeout": "5",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "3",
    "tcp_user_timeout": "5000",
    "options": _ITS_END,
}
"""How to connect to PostgreSQL: both ends give up on a silent network after five seconds, ours to come back, the
server's (`options`) to free what we held: a lease, rows half written. Its own default is two hours."""


def is_postgresql(address: str) -> bool:
    return address.partition("://")[0] in _SCHEMES


def for_sqlalchemy(address: str) -> str:
    """The same database with the driver that we install; other addresses as they are."""
    return _with_scheme("postgresql+psycopg", address) if is_postgresql(address) else address


def for_psycopg(address: str) -> str:
    """The same database as libpq reads it; other addresses as they are."""
    return _with_scheme("postgresql", address) if is_postgresql(address) else address


def shown(address: str) -> str:
    """Host and name, for a person: never user, password or options."""
    # What stands before the last @ may be a password with any sign in it, also one that ends a host in an address.
    place = address.partition("://")[2].rpartition("@")[2]
    host, _, name = place.partition("?")[0].partition("/")
    return f"{host or parse_qs(place.partition('?')[2]).get('host', [''])[0]}/{name}"


def _with_scheme(scheme: str, address: str) -> str:
    return f"{scheme}://{address.partition('://')[2]}"
