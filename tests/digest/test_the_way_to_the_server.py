"""One connection: encryption, and what is said when there is none; refusals where the server reads ahead."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from digest.postbag import Plain

from scheduler.digest.outcomes import Stage
from scheduler.digest.relay import Connection, Lost, Refused
from scheduler.digest.smtp_url import Relay, relay_of
from scheduler.errors import DigestError
from scheduler.models import Letter, Subscriber
from scheduler.sandbox.mail import MailFaults, MailServer, MailTerms

LETTER = Plain().letter(Subscriber(id=1, email="ada@example.org", token=""))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return file


def deliver(relay: Relay, letter: Letter = LETTER) -> tuple[str, list[str]]:
    """The answer, and what was noted when the content began."""
    noted: list[str] = []
    connection = Connection(relay)
    try:
        return str(connection.deliver(letter, lambda: noted.append("begun"))), noted
    finally:
        connection.part()


@pytest.mark.parametrize("at_once", [True, False], ids=["smtps", "starttls"])
def test_it_is_encrypted(certificate: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    terms = MailTerms(certificate=certificate, tls_at_once=at_once, user="week", password="s3cret")
    with MailServer(terms=terms) as server:
        reply, _ = deliver(relay_of(f"{server.address}?starttls=required"))
    assert reply.startswith("250")
    assert server.accepted == {"ada@example.org": 1}


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with (
        MailServer(terms=MailTerms(certificate=certificate)) as server,
        pytest.raises(DigestError, match="does not prove who it is"),
    ):
        Connection(relay_of(f"{server.address}?starttls=required"))
    assert not server.accepted


def test_where_encryption_is_required_and_not_offered_nothing_is_sent() -> None:
    with MailServer() as server, pytest.raises(DigestError, match="offers no encryption"):
        Connection(relay_of(f"{server.address}?starttls=required"))


def test_a_server_that_takes_no_login_is_told_of() -> None:
    with MailServer() as server, pytest.raises(DigestError, match="takes no login"):
        Connection(relay_of(server.address.replace("://", "://week:s3cret@")))


def test_a_refused_recipient_costs_no_connection() -> None:
    with MailServer(faults=MailFaults(nobody=frozenset({"ada@example.org"}))) as server:
        connection = Connection(relay_of(server.address))
        with pytest.raises(Refused) as refused:
            connection.deliver(LETTER, lambda: pytest.fail("nothing was to be written"))
        assert (refused.value.reply.stage, refused.value.reply.enhanced) == (Stage.RECIPIENT, "5.1.1")
        server.faults.nobody = frozenset()
        assert connection.deliver(LETTER, lambda: None).code == 250
        connection.part()
    assert server.connections == 1


@contextmanager
def scripted(*answers: bytes) -> Iterator[tuple[Relay, list[bytes]]]:
    """A server that reads whatever comes and gives one answer after another; what it read."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            wire, _ = listener.accept()
            with wire:
                for answer in answers:
                    wire.sendall(answer)
                    heard.append(wire.recv(65536))

        thread = threading.Thread(target=serve)
        thread.start()
        yield relay_of(f"smtp://127.0.0.1:{listener.getsockname()[1]}?timeout=5"), heard
        thread.join()


GREETING, OFFERS = b"220 hello\r\n", b"250-hello\r\n250 PIPELINING\r\n"


def test_a_server_that_waits_for_content_though_it_takes_nobody_gets_an_empty_one() -> None:
    """RFC 2920, 3.1: else it would take our next commands for the message."""
    three = b"250 Ok\r\n550 5.1.1 Nobody\r\n354 Go on\r\n"
    with scripted(GREETING, OFFERS, three, b"554 No recipients\r\n") as (relay, heard):
        connection = Connection(relay)
        with pytest.raises(Refused, match="Nobody"):
            connection.deliver(LETTER, lambda: pytest.fail("nothing was to be written"))
        connection.close()
    assert heard[2] == b".\r\n"


def test_a_connection_that_ends_after_the_dot_says_so() -> None:
    with scripted(GREETING, OFFERS, b"250 Ok\r\n250 Ok\r\n354 Go on\r\n") as (relay, _):
        connection = Connection(relay)
        with pytest.raises(Lost) as lost:
            connection.deliver(LETTER, lambda: None)
    assert lost.value.wrote_dot


def test_a_connection_that_ends_before_the_content_says_so() -> None:
    with scripted(GREETING, OFFERS) as (relay, _):
        connection = Connection(relay)
        with pytest.raises(Lost) as lost:
            connection.deliver(LETTER, lambda: pytest.fail("nothing was to be written"))
    assert not lost.value.wrote_dot
