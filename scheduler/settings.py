"""What a deployment sets: the environment, and a `.env` beside posts.yaml. `NAME_FILE` works for every `NAME`.

Secrets are kept in `Secret`, which shows nothing when printed. Nothing here is ever written to posts.yaml, the ledger
or a log.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from scheduler.databases import for_sqlalchemy
from scheduler.errors import SettingsError

RECONCILE_AFTER = (0.0, 15.0, 60.0, 300.0)
LEAST_SETTLE_SECONDS = 120
"""What a real network may need until it shows what it was sent: a minute to take it, and a minute to list it. Whoever
takes it for absent sooner, sends it a second time. Practice networks answer at once."""
_LONGEST_WAIT = 86_400
_BETWEEN_ADDRESSES = re.compile(r"[,;]*\s[,;\s]*|[,;]+(?=[A-Za-z][A-Za-z0-9]*://)")


class Secret:
    """A value that is never printed: `reveal()` is the only way to read it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """One channel's secrets by their short names (`API_KEY`) and the address that replaces the network's hosts.

    `in_files`: some of them stand in files of their own, which may be written anew at any time.
    """

    channel: str
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    base_url: str = ""
    in_files: bool = False

    def __getitem__(self, name: str) -> str:
        """The secret's text; SettingsError, naming the variable, when it is not set."""
        try:
            return self.secrets[name].reveal()
        except KeyError:
            variable = f"{prefix(self.channel)}_{name}"
            raise SettingsError(
                f"{variable} is not set.",
                f"Put it in the environment or in .env, or its file's path in {variable}_FILE.",
            ) from None

    def missing(self, names: Iterable[str]) -> list[str]:
        """The full names of the variables that are not set."""
        return [f"{prefix(self.channel)}_{name}" for name in names if name not in self.secrets]


def prefix(channel: str) -> str:
    """The channel's name as it begins environment names: capitals, `_` for anything else."""
    return "".join(letter if letter.isalnum() else "_" for letter in channel.upper())


class Watched:
    """The settings of a folder whenever asked: what a person mends in `.env` counts at once."""

    def __init__(self, folder: Path, environ: Mapping[str, str] | None = None) -> None:
        self._folder, self._file, self._environ = folder, folder / ".env", environ
        self._known: tuple[tuple[int, int, int] | None, Settings] | None = None

    def __call__(self) -> "Settings":
        stamp = _stamp(self._file)
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, Settings.load(self._folder, self._environ)
        return self._known[1]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment of one campaign folder. `values` are never printed."""

    folder: Path
    values: Mapping[str, str] = field(repr=False)

    @classmethod
    def load(cls, folder: Path, environ: Mapping[str, str] | None = None) -> "Settings":
        """The environment wins over `.env`. SettingsError when `.env` cannot be read."""
        path = folder / ".env"
        try:
            from_file = {name: value for name, value in dotenv_values(path).items() if value is not None}
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{path} cannot be read: {_cause(error)}.", "Save it as UTF-8 text, one NAME=value a line."
            ) from None
        return cls(folder=folder, values={**from_file, **(os.environ if environ is None else environ)})

    def get(self, name: str, default: str = "") -> str:
        """`NAME`, else the content of the file that `NAME_FILE` names, else `default`. Empty counts as not set."""
        if value := self.values.get(name, "").strip():
            return value
        file = self.values.get(f"{name}_FILE", "").strip()
        if not file:
            return default
        try:
            return (self.folder / file).read_text(encoding="utf-8").strip() or default
        except (OSError, UnicodeDecodeError) as error:
            what = f"{name}_FILE names {file}, which cannot be read: {_cause(error)}."
            raise SettingsError(what, "Mend the path; it starts at the campaign's folder.") from None

    @property
    def database(self) -> str:
        """An SQLAlchemy address; SQLite in `.scheduler/` beside posts.yaml unless SCHEDULER_DATABASE says otherwise."""
        address = self.get("SCHEDULER_DATABASE", "sqlite:///.scheduler/ledger.db")
        scheme, _, path = address.partition(":///")
        if scheme == "sqlite" and path and not Path(path).is_absolute():
            return f"sqlite:///{self.folder.absolute() / path}"
        return for_sqlalchemy(address)

    @property
    def reconcile_after(self) -> tuple[float, ...]:
        """Seconds after an unclear answer at which the account is looked at; the last is the whole settle time."""
        text = self.get("SCHEDULER_RECONCILE_AFTER")
        if not text:
            return RECONCILE_AFTER
        try:
            seconds = tuple(float(part) for part in text.split(","))
        except ValueError:
            seconds = ()
        rising = list(seconds) == sorted(seconds) and all(0 <= each <= _LONGEST_WAIT for each in seconds)
        if not seconds or not rising:
            raise SettingsError(
                f"SCHEDULER_RECONCILE_AFTER is {text!r}.",
                "Give rising seconds, a day at most, for example 0,15,60,300.",
            )
        return seconds

    @property
    def retention(self) -> timedelta | None:
        """How long a submission may be kept after it came in; None: nobody has said."""
        text = self.get("SCHEDULER_RETENTION")
        if not text:
            return None
        found = re.fullmatch(r"([1-9]\d{0,4})\s*(?:d|days?)?", text)
        if not found:
            raise SettingsError(f"SCHEDULER_RETENTION is {text!r}.", "Give a number of days, for example 365.")
        return timedelta(days=int(found[1]))

    @property
    def studio_logins(self) -> dict[str, Secret]:
        """Who may log in to the studio from elsewhere: `name:password`, one a line (or apart by spaces)."""
        pairs = [entry.partition(":") for entry in self.get("STUDIO_LOGINS").split()]
        if any(not name or not password for name, _, password in pairs):
            raise SettingsError("STUDIO_LOGINS has an entry without a name or a password.", "Write name:password.")
        return {name: Secret(password) for name, _, password in pairs}

    @property
    def alert_urls(self) -> tuple[Secret, ...]:
        """Where alerts go, as apprise writes addresses: apart by white space, or by a comma before the next one."""
        text = self.get("ALERT_URLS").strip(",;")
        return tuple(Secret(address) for address in _BETWEEN_ADDRESSES.split(text) if address)

    def credentials(self, channel: str, names: Iterable[str]) -> Credentials:
        """The channel's secrets that are set, and its base address (checked: http or https, no path).

        SettingsError also where it speaks to a real network, and SCHEDULER_RECONCILE_AFTER does not wait for that.
        """
        begin = prefix(channel)
        base_url = _base_url(f"{begin}_BASE_URL", self.get(f"{begin}_BASE_URL"))
        if not base_url:
            self._mind_the_settle_time(channel)
        found = {name: value for name in names if (value := self.get(f"{begin}_{name}"))}
        return Credentials(
            channel=channel,
            secrets={name: Secret(value) for name, value in found.items()},
            base_url=base_url,
            in_files=any(name.startswith(f"{begin}_") and name.endswith("_FILE") for name in self.values),
        )

    def _mind_the_settle_time(self, channel: str) -> None:
        last = self.reconcile_after[-1]
        if last < LEAST_SETTLE_SECONDS:
            raise SettingsError(
                f"SCHEDULER_RECONCILE_AFTER ends after {last:g} seconds, but {channel} speaks to a real network.",
                f"Its last number must be {LEAST_SETTLE_SECONDS} at least, for example 0,15,60,300; less is for "
                f"practice ({prefix(channel)}_BASE_URL).",
            )


def _base_url(name: str, text: str) -> str:
    if text and not _is_base(text):
        remedy = "Give scheme, host and port only, for example http://127.0.0.1:8900."
        raise SettingsError(f"{name} is no address of a server.", remedy)
    return text.rstrip("/")


def _is_base(text: str) -> bool:
    try:
        parts = urlsplit(text)
        plain = parts.port is None or parts.port > 0
    except ValueError:
        return False
    known = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    return bool(known and plain and parts.path in {"", "/"} and not parts.query and not parts.fragment)


def _cause(error: OSError | UnicodeDecodeError) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror or error)
