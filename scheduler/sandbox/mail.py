"""A stand-in mail server over real SMTP on loopback: it takes what it is told to take, and delivers nothing.

Each message that it accepts is a line of the acceptance log, written before the answer, as a real server writes its
queue; `log` is what Postfix would have logged. Things go wrong on purpose: see `MailFaults`.
"""

import re
import socket
import socketserver
import ssl
import threading
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

_ADDRESS = re.compile(rb"<([^>]*)>")
_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
_DOT = b"\r\n.\r\n"
_BLOCK = 1 << 16


@dataclass(slots=True, kw_only=True)
class MailFaults:
    """What goes wrong; every one of them may be changed at any time.

    `drop_before_dot`, `lose_after_dot`, `drop_after_dot`: with each so-manieth message the connection breaks while the
    content comes; after it was accepted, in place of the answer; after all of it came, and nothing was accepted.
    """

    greylist: bool = False
    drop_before_dot: int = 0
    lose_after_dot: int = 0
    drop_after_dot: int = 0
    slow: float = 0.0
    most_per_connection: int = 0
    refused_domain: str = ""
    busy_domain: str = ""
    nobody: frozenset[str] = frozenset()
    spam: bool = False
    policy_after: int = -1
    """After so many accepted messages every further one is refused with 5.7.26; -1: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTerms:
    """What it offers. `user`, `password`: nothing is taken without; `certificate`: STARTTLS, or TLS from the start."""

    pipelining: bool = True
    smtputf8: bool = True
    user: str = ""
    password: str = ""
    certificate: Path | None = None
    tls_at_once: bool = False


class MailServer:
    """Serves while it is open. `accepted` counts messages by recipient, `ids` by Message-ID."""

    def __init__(
        self,
        *,
        port: int = 0,
        faults: MailFaults | None = None,
        terms: MailTerms | None = None,
        accepted_file: Path | None = None,
        log: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.faults = faults or MailFaults()
        self.terms = terms or MailTerms()
        self.accepted: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.moments: list[float] = []
        self.last = b""
        self.connections = 0
        self.seen: Counter[str] = Counter()
        self._clock = clock
        self._lock = threading.Lock()
        self._messages = 0
        self._files = [file.open("ab", buffering=0) if file else None for file in (accepted_file, log)]
        self._server = _Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()
        for file in self._files:
            if file:
                file.close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """For SMTP_URL."""
        user = f"{self.terms.user}:{self.terms.password}@" if self.terms.user else ""
        return f"{'smtps' if self.terms.tls_at_once else 'smtp'}://{user}127.0.0.1:{self.port}"

    def next_message(self) -> int:
        with self._lock:
            self._messages += 1
            return self._messages

    def accept(self, recipient: str, message: bytes) -> str:
        """The number in the queue. It is on the disk before anybody is told."""
        found = _ID.search(message)
        message_id = found[1].decode("utf-8", "replace") if found else "<>"
        with self._lock:
            self.accepted[recipient] += 1
            self.ids[message_id] += 1
            self.moments.append(time.monotonic())
            self.last = message
            number = f"Q{len(self.moments):07X}"
            self.write(0, f"{message_id}\t{recipient}")
        self.log(f"postfix/cleanup[1]: {number}: message-id={message_id}")
        self.log(f"postfix/qmgr[1]: {number}: from=<>, size={len(message)}, nrcpt=1 (queue active)")
        return number

    def log(self, words: str) -> None:
        if self._files[1]:
            self.write(1, f"{self._clock().isoformat(timespec='microseconds')} sandbox {words}")

    def write(self, which: int, line: str) -> None:
        file = self._files[which]
        if file:
            file.write(f"{line}\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, mail: MailServer, port: int) -> None:
        self.mail = mail
        self.wires: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Client)

    def hang_up(self) -> None:
        for wire in tuple(self.wires):
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news."""


class _Gone(Exception):  # noqa: N818
    """The client left, or we leave."""


class _Client(socketserver.BaseRequestHandler):
    """One connection."""

    server: _Server

    def setup(self) -> None:
        self.mail, self.wire = self.server.mail, self.request
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.wires.add(self.wire)
        self.mail.connections += 1
        self.name = f"postfix/smtpd[{self.mail.connections}]"
        self.buffer = b""
        self.taken, self.sender, self.recipient = 0, False, ""
        self.trusted = not self.mail.terms.user

    def handle(self) -> None:
        self.mail.log(f"{self.name}: connect from localhost[127.0.0.1]")
        with suppress(_Gone, OSError):
            if self.mail.terms.tls_at_once:
                self._encrypt()
            self._say("220 sandbox.example ESMTP")
            while True:
                self._answer(self._line())

    def finish(self) -> None:
        self.server.wires.discard(self.wire)
        self.mail.log(f"{self.name}: disconnect from localhost[127.0.0.1]")
        with suppress(OSError):
            self.wire.close()

    # ------------------------------------------------------------------------------------------------------------------

    def _answer(self, line: bytes) -> None:
        known: dict[bytes, Callable[[bytes], None]] = {
            b"EHLO": self._greet,
            b"HELO": self._greet,
            b"STARTTLS": self._start_tls,
            b"AUTH": self._log_in,
            b"MAIL": self._take_sender,
            b"RCPT": self._take_recipient,
            b"DATA": self._take_message,
            b"QUIT": self._part,
            b"RSET": self._reset,
        }
        known.get(line.split(maxsplit=1)[0].upper() if line.strip() else b"", self._wonder)(line)

    def _greet(self, _line: bytes) -> None:
        self._say(*self._offers())

    def _start_tls(self, _line: bytes) -> None:
        self._say("220 2.0.0 Ready")
        self._encrypt()

    def _part(self, _line: bytes) -> None:
        self._say("221 2.0.0 Bye")
        raise _Gone

    def _reset(self, _line: bytes) -> None:
        self.sender, self.recipient = False, ""
        self._say("250 2.0.0 Ok")

    def _wonder(self, _line: bytes) -> None:
        self._say("502 5.5.2 Unknown command")

    def _offers(self) -> list[str]:
        terms = self.mail.terms
        offered = {
            "PIPELINING": terms.pipelining,
            "STARTTLS": terms.certificate and not terms.tls_at_once and not isinstance(self.wire, ssl.SSLSocket),
            "AUTH PLAIN": terms.user,
            "SMTPUTF8": terms.smtputf8,
            "ENHANCEDSTATUSCODES": True,
        }
        lines = ["sandbox.example", *(name for name, there in offered.items() if there)]
        return [f"250-{line}" for line in lines[:-1]] + [f"250 {lines[-1]}"]

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.mail.terms.certificate))
        self.server.wires.discard(self.wire)
        self.wire = context.wrap_socket(self.wire, server_side=True)
        self.server.wires.add(self.wire)

    def _log_in(self, line: bytes) -> None:
        _, user, password = b64decode(line.split()[-1]).decode().split("\0")
        self.trusted = (user, password) == (self.mail.terms.user, self.mail.terms.password)
        self._say("235 2.7.0 Welcome" if self.trusted else "535 5.7.8 Authentication credentials invalid")

    def _take_sender(self, _line: bytes) -> None:
        most = self.mail.faults.most_per_connection
        if most and self.taken >= most:
            self._say("421 4.7.0 Enough messages on this connection")
            raise _Gone
        self.sender = self.trusted
        self._say("250 2.1.0 Ok" if self.trusted else "530 5.7.0 Authentication required")

    def _take_recipient(self, line: bytes) -> None:
        found = _ADDRESS.search(line)
        address = found[1].decode("utf-8", "replace") if found else ""
        refusal = self._refusal(address)
        self.recipient = "" if refusal or not self.sender else address
        self._say(refusal or "250 2.1.5 Ok")

    def _refusal(self, address: str) -> str:
        faults, domain = self.mail.faults, address.rpartition("@")[2].lower()
        self.mail.seen[address] += 1
        if faults.refused_domain == domain:
            return f"550 5.1.2 <{address}>: Recipient address rejected: Domain not found"
        if faults.busy_domain == domain:
            return f"452 4.7.28 <{address}>: Too much mail for this domain"
        if address in faults.nobody:
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        if faults.greylist and self.mail.seen[address] == 1:
            return f"450 4.2.0 <{address}>: Recipient address rejected: Greylisted"
        return ""

    def _take_message(self, _line: bytes) -> None:
        if not self.recipient:
            self._say("554 5.5.1 Error: no valid recipients")
            return
        self._say("354 End data with <CR><LF>.<CR><LF>")
        number, faults = self.mail.next_message(), self.mail.faults
        message = self._content(cut=_nth(number, faults.drop_before_dot))
        if _nth(number, faults.drop_after_dot):
            raise _Gone
        if faults.slow:
            time.sleep(faults.slow)
        if 0 <= faults.policy_after <= len(self.mail.moments):
            self._say("550 5.7.26 This mail has been blocked because the sender is unauthenticated")
            return
        if faults.spam:
            self._say("554 Message rejected as spam")
            return
        queued = self.mail.accept(self.recipient, message)
        if _nth(number, faults.lose_after_dot):
            raise _Gone
        self.taken += 1
        self.sender, self.recipient = False, ""
        self._say(f"250 2.0.0 Ok: queued as {queued}")

    def _content(self, *, cut: bool) -> bytes:
        pieces = [self.buffer]
        tail = self.buffer[-len(_DOT) :]
        while _DOT not in tail:
            if cut and len(pieces) > 1:
                raise _Gone
            block = self._received()
            pieces.append(block)
            tail = tail[-len(_DOT) :] + block
        message, _, self.buffer = b"".join(pieces).partition(_DOT)
        if cut:
            raise _Gone
        return message

    def _line(self) -> bytes:
        while b"\r\n" not in self.buffer:
            self.buffer += self._received()
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line

    def _received(self) -> bytes:
        block: bytes = self.wire.recv(_BLOCK)
        if not block:
            raise _Gone
        return block

    def _say(self, *lines: str) -> None:
        self.wire.sendall("".join(f"{line}\r\n" for line in lines).encode())


def _nth(number: int, every: int) -> bool:
    return every > 0 and number % every == 0
