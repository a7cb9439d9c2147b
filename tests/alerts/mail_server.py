"""A mail server on loopback that takes mail, or refuses it."""

from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """What aiosmtpd hands its mail to. `refuses`: how many mails are refused before one is taken."""

    refuses: int = 0
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuses > 0:
            self.refuses -= 1
            return "451 Try again later"
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


class _AnyPort(Controller):
    """A controller that knows which port it was given."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(*, refuses: int = 0) -> Iterator[Mailbox]:
    mailbox = Mailbox(refuses)
    server = _AnyPort(mailbox, hostname="127.0.0.1", port=0)
    server.start()
    try:
        mailbox.port = server.port
        yield mailbox
    finally:
        server.stop()
