"""The way to the mail server: the standard library's smtplib, which is told to say how far a message came.

smtplib alone raises the same error whether the connection broke before or after the final dot; and it leaves the
small packets at the end of each message waiting for an acknowledgement (Nagle), which over TLS costs 40 ms a message.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from scheduler.digest.addresses import a_label
from scheduler.digest.outcomes import Reply, Stage
from scheduler.digest.smtp_url import Relay, Security
from scheduler.errors import DigestError, as_sentence
from scheduler.models import Letter

_CONNECT_SECONDS = 30.0
_NO_UTF8 = "The mail server cannot write to an address with such letters before the @ (it offers no SMTPUTF8)."


class Lost(Exception):  # noqa: N818 - it is what happened, not a mistake
    """The connection broke. `wrote_dot`: all of the message was written, it may have arrived."""

    def __init__(self, *, wrote_dot: bool) -> None:
        super().__init__()
        self.wrote_dot = wrote_dot


class Refused(Exception):  # noqa: N818
    """The server answered that it does not take the message, or anything at all."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


class Connection(smtplib.SMTP):
    """One connection that is ready to send. Raises Lost, Refused, or DigestError where a person must act."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self.wrote_content = self.wrote_dot = False
        self.taken = 0
        self._needs_reset = False
        try:
            super().__init__(relay.host, relay.port, local_hostname="localhost", timeout=_CONNECT_SECONDS)
            self._introduce()
        except smtplib.SMTPResponseException as error:
            self.close()
            stage = Stage.LOGIN if isinstance(error, smtplib.SMTPAuthenticationError) else Stage.GREETING
            raise Refused(_reply(stage, error.smtp_code, error.smtp_error)) from None
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise _distrusted(relay, error) from None
        except (OSError, smtplib.SMTPException):
            self.close()
            raise Lost(wrote_dot=False) from None
        except DigestError:
            self.close()
            raise

    def deliver(self, letter: Letter, begun: Callable[[], None]) -> Reply:
        """The answer to the final dot; `begun` is called just before the first byte of the content is written.

        Lost or Refused when it does not come so far.
        """
        self.wrote_content = self.wrote_dot = False
        try:
            return self._deliver(letter, begun)
        except (OSError, smtplib.SMTPException):  # SMTPServerDisconnected, a line that never ends, a time-out
            self.close()
            raise Lost(wrote_dot=self.wrote_dot) from None

    def part(self) -> None:
        """Ends it politely, without waiting long."""
        if self.sock is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.sock.settimeout(1)
                self.quit()
        self.close()

    # ------------------------------------------------------------------------------------------------------------------

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        wire = socket.create_connection((host, port), timeout, self.source_address)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._relay.security is Security.TLS:
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        return wire

    def _introduce(self) -> None:
        wire = self._open()
        wire.settimeout(self._relay.timeout)
        self.local_hostname = _our_name(wire)
        self.ehlo_or_helo_if_needed()
        if self._relay.security in {Security.REQUIRED, Security.IF_OFFERED}:
            self._encrypt()
        if self._relay.user:
            self._log_in()

    def _open(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        return self.sock

    def _encrypt(self) -> None:
        if self.has_extn("starttls"):
            self.starttls(context=ssl.create_default_context())
            self.ehlo()
        elif self._relay.security is Security.REQUIRED or (self._relay.user and not self._relay.is_here):
            raise DigestError(
                f"The mail server {self._relay} offers no encryption (STARTTLS).",
                "Ask whoever runs it; for one in your own network, say starttls=never in SMTP_URL.",
            )

    def _log_in(self) -> None:
        try:
            self.login(self._relay.user, self._relay.password.reveal())
        except smtplib.SMTPNotSupportedError:
            raise DigestError(
                f"The mail server {self._relay} takes no login.", "Leave user and password out of SMTP_URL."
            ) from None

    def _deliver(self, letter: Letter, begun: Callable[[], None]) -> Reply:
        if self._needs_reset:
            self._needs_reset = False
            self.rset()
        self._envelope(*self._commands(letter))
        self.wrote_content = True
        begun()
        self._open().sendall(letter.data + b".\r\n")
        self.wrote_dot = True
        reply = _reply(Stage.DOT, *self.getreply())
        self.taken += reply.is_good
        if reply.code == 421:
            self.close()
        return reply

    def _commands(self, letter: Letter) -> tuple[bytes, bytes]:
        sender, recipient = a_label(letter.sender), a_label(letter.recipient)
        option = ""
        if not (sender.isascii() and recipient.isascii()):
            if not self.has_extn("smtputf8"):
                raise Refused(Reply(stage=Stage.RECIPIENT, code=553, words=f"5.6.7 {_NO_UTF8}"))
            option = " SMTPUTF8"
        return f"MAIL FROM:<{sender}>{option}\r\n".encode(), f"RCPT TO:<{recipient}>\r\n".encode()

    def _envelope(self, sender: bytes, recipient: bytes) -> None:
        """All three commands in one packet where the server says that it can (PIPELINING, RFC 2920)."""
        wire, stages = self._open(), ((sender, Stage.SENDER), (recipient, Stage.RECIPIENT), (b"DATA\r\n", Stage.DATA))
        if not self.has_extn("pipelining"):
            for command, stage in stages:
                wire.sendall(command)
                self._expect(_reply(stage, *self.getreply()))
            return
        wire.sendall(sender + recipient + b"DATA\r\n")
        replies = []
        for _, stage in stages:
            replies.append(_reply(stage, *self.getreply()))
            if replies[-1].code == 421:
                self._expect(replies[-1])  # nothing comes after it
        if replies[2].code == 354 and not (replies[0].is_good and replies[1].is_good):
            wire.sendall(b".\r\n")  # it waits for content all the same; there is nobody whom it could go to
            self.getreply()
        for reply in replies:
            self._expect(reply)

    def _expect(self, reply: Reply) -> None:
        wanted = reply.code == 354 if reply.stage is Stage.DATA else 200 <= reply.code < 300
        if not wanted:
            self._needs_reset = True
            if reply.code == 421 or reply.code < 200:
                self.close()
            raise Refused(reply)


def _our_name(wire: socket.socket) -> str:
    """How we introduce ourselves: our name if it is a whole one, else our address; asking for it may take minutes."""
    name = socket.gethostname()
    if "." in name:
        return name
    address = str(wire.getsockname()[0])
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _reply(stage: Stage, code: int, words: bytes | str) -> Reply:
    return Reply(stage=stage, code=code, words=words.decode("utf-8", "replace") if isinstance(words, bytes) else words)


def _distrusted(relay: Relay, error: ssl.SSLCertVerificationError) -> DigestError:
    return DigestError(
        f"The mail server {relay} does not prove who it is: {as_sentence(error.verify_message)}",
        "Name it in SMTP_URL as its certificate does. A certificate of your own goes into the file that the "
        "environment's SSL_CERT_FILE names.",
    )
