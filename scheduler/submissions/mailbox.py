"""Fetches what came by e-mail (IMAP, through IMAPClient) into a folder: each mail a file, once.

The mailbox is only read: nothing in it is marked, moved or deleted. `.fetched` in the folder remembers, as fingerprints
of their Message-IDs, what was fetched, so that a mail that a person took out of the folder does not come again.
"""

import hashlib
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from scheduler.errors import SchedulerError, SettingsError, SubmissionError
from scheduler.settings import Secret
from scheduler.submissions.opening import slug

REMEMBERED = ".fetched"
_PATIENCE = 30.0
"""Seconds for which the server may be silent."""
_LARGEST = 40_000_000
"""Bytes of one mail: most servers take 25 MB, a third more when it is packed for the way."""
_AT_ONCE = 200
_HEAD = b"BODY[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT)]"
_ASK_HEAD = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT)]"
_EXAMPLE = "Write it as imaps://user:password@host/Folder, with %40 for an @ in the user's name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the mailbox is, as `setting` says. `str()` of it holds no password."""

    host: str
    port: int
    user: str
    password: Secret
    folder: str
    encrypted: bool
    setting: str = "MAILBOX_URL"

    def __str__(self) -> str:
        return f"{self.user} on {self.host}, folder {self.folder}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of it: the new files, and what a person should know."""

    files: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


def address(url: str, setting: str = "MAILBOX_URL") -> Address:
    """The setting in its parts; SettingsError, which never quotes it, when it is no address of a mailbox."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingsError(f"{setting} is no address of a mailbox.", _EXAMPLE) from None
    if parts.scheme not in {"imaps", "imap"} or not host or not parts.username or parts.password is None:
        raise SettingsError(f"{setting} is no address of a mailbox.", _EXAMPLE)
    encrypted = parts.scheme == "imaps"
    if not encrypted and not _is_here(host):
        what = f"{setting} begins with imap://, which sends the password for everybody to read."
        raise SettingsError(what, "Begin it with imaps://.")
    return Address(
        host=host,
        port=port or (993 if encrypted else 143),
        user=unquote(parts.username),
        password=Secret(unquote(parts.password)),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        encrypted=encrypted,
        setting=setting,
    )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def fetch(
    where: Address,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    most: int = _LARGEST,
) -> Fetched:
    """Every mail that was not fetched before. What hinders it is told in words; what had come by then is kept."""
    files, problems = list[Path](), list[str]()
    try:
        with _signed_in(where) as server:
            for each in _new(server, folder, progress, most):
                if isinstance(each, Path):
                    files.append(each)
                else:
                    problems.append(each)
    except SchedulerError as error:
        problems.append(str(error))
    except (OSError, IMAPClientError, ValueError, IndexError, KeyError, TypeError) as error:
        # Their words are the server's, which may quote what it was told.
        what = f"The mailbox ({where}) stopped answering properly ({type(error).__name__})."
        problems.append(f"{what} What came before is kept; try again later.")
    return Fetched(files=tuple(files), problems=tuple(problems))


def _signed_in(where: Address) -> IMAPClient:
    server = _connected(where)
    try:
        server.login(where.user, where.password.reveal())
    except LoginError:
        _leave(server)
        remedy = (
            f"Look at the user and the password in {where.setting}; many providers want a password made for programs."
        )
        raise SubmissionError(f"The mailbox ({where}) refuses the password.", remedy) from None
    try:
        server.select_folder(where.folder, readonly=True)
    except IMAPClientError:
        known = _folders(server)
        _leave(server)
        raise SubmissionError(f"The mailbox ({where}) has no such folder.", f"It has: {known}.") from None
    return server


def _connected(where: Address) -> IMAPClient:
    secure: dict[str, Any] = {"ssl": where.encrypted}
    if where.encrypted:
        secure["ssl_context"] = ssl.create_default_context()
    try:
        return IMAPClient(where.host, port=where.port, timeout=_PATIENCE, **secure)
    except ssl.SSLCertVerificationError as error:
        what = f"The certificate of {where.host} is not trusted: {error.verify_message}."
        raise SubmissionError(what, f"Look at the host in {where.setting}, or ask who runs it.") from None
    except ssl.SSLError:
        remedy = f"Look at the port in {where.setting}: 993 is usual."
        raise SubmissionError(f"{where.host}:{where.port} does not speak TLS.", remedy) from None
    except (OSError, IMAPClientError) as error:
        cause = getattr(error, "strerror", None) or "it does not answer as a mail server"
        what = f"The mail server {where.host}:{where.port} cannot be reached: {cause}."
        raise SubmissionError(
            what, f"Look at {where.setting} and at the network; what is in the folder is read."
        ) from None


def _folders(server: IMAPClient) -> str:
    try:
        return ", ".join(sorted(name for _flags, _between, name in server.list_folders())[:30])
    except (OSError, IMAPClientError):
        return "none that it tells of"


def _leave(server: IMAPClient) -> None:
    try:
        server.logout()
    except (OSError, IMAPClientError):
        server.shutdown()


def _new(server: IMAPClient, folder: Path, progress: Callable[[int, int], None], most: int) -> Iterator[Path | str]:
    """Each mail that is new, as a file, or in words why it is not fetched."""
    memory = _Memory(folder)
    wanted = [head for head in _heads(server) if head.mark not in memory]
    for done, head in enumerate(wanted, start=1):
        if head.size > most:
            remedy = f"Save it into {folder} by hand, without what is too large."
            yield f"{head} is {head.size / 1_000_000:.0f} MB; more than {most / 1_000_000:.0f} is not fetched. {remedy}"
        elif content := _content(server, head.uid, most):
            yield _kept(content, head, folder)
            memory.add(head.mark)
        progress(done, len(wanted))


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of a mail before it is fetched."""

    uid: int
    size: int
    message: EmailMessage
    raw: bytes

    @property
    def mark(self) -> str:
        """A fingerprint of its Message-ID; of all that is known when it has none."""
        named = " ".join(str(self.message.get("Message-ID", "")).split())
        return hashlib.sha256(named.encode() if named else self.raw + str(self.size).encode()).hexdigest()[:24]

    @property
    def sender(self) -> str:
        name, mail = parseaddr(_told(self.message, "From"))
        return name or mail.partition("@")[0]

    @property
    def day(self) -> str:
        try:
            return f"{parsedate_to_datetime(_told(self.message, 'Date')):%Y-%m-%d}"
        except (ValueError, TypeError):
            return "undated"

    def __str__(self) -> str:
        return f"The mail “{_told(self.message, 'Subject')[:80]}” of {self.sender or 'somebody'} ({self.day})"


def _told(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # the library stumbles over odd heads
        return ""


def _heads(server: IMAPClient) -> Iterator[_Head]:
    uids = sorted(server.search("UNDELETED"))
    for start in range(0, len(uids), _AT_ONCE):
        answers: Mapping[int, Mapping[bytes, Any]] = server.fetch(
            uids[start : start + _AT_ONCE], [_ASK_HEAD, "RFC822.SIZE"]
        )
        for uid, answer in sorted(answers.items()):
            raw = answer.get(_HEAD) or b""
            message = message_from_bytes(raw, policy=policy.default)
            assert isinstance(message, EmailMessage)
            yield _Head(uid, int(answer.get(b"RFC822.SIZE") or 0), message, raw)


def _content(server: IMAPClient, uid: int, most: int) -> bytes:
    """The whole mail, and never more than it may be, whatever the server said of its size."""
    answer: Mapping[bytes, Any] = server.fetch([uid], [f"BODY.PEEK[]<0.{most + 1}>"]).get(uid, {})
    content = next((value for key, value in answer.items() if key.startswith(b"BODY[]")), b"") or b""
    return content if len(content) <= most else b""


def _kept(content: bytes, head: _Head, folder: Path) -> Path:
    """The mail as a file whose name says whose it is; written whole or not at all."""
    file = folder / f"mail-{head.day}-{slug(head.sender)[:40]}-{head.mark[:6]}.eml"
    part = folder / f".{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SubmissionError(
            f"{file} cannot be written: {error.strerror}.", "Look at the disk and the folder."
        ) from None
    return file


@dataclass
class _Memory:
    """The fingerprints of what was fetched, one a line."""

    folder: Path
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        try:
            self.known = set(re.findall(r"^[0-9a-f]{24}", self._file.read_text(encoding="ascii"), re.MULTILINE))
        except FileNotFoundError:
            self.known = set()

    @property
    def _file(self) -> Path:
        return self.folder / REMEMBERED

    def __contains__(self, mark: str) -> bool:
        return mark in self.known

    def add(self, mark: str) -> None:
        with self._file.open("a", encoding="ascii") as out:
            out.write(f"{mark}\n")
        self.known.add(mark)
