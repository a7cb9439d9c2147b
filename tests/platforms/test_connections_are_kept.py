"""One connection for many requests, and everything that may be wrong with it."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests
from accounts import facebook_at, x_at
from wire_end import Answer, WireEnd

from scheduler.errors import Unconfirmed
from scheduler.models import Prepared
from scheduler.platforms import line, wire
from scheduler.platforms.wire import Wire, session
from scheduler.settings import Credentials

SENT = Prepared(request={"text": "Hello"})
SENT_TO_PAGE = Prepared(request={"message": "Hello"})
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def asking(url: str) -> requests.Session:
    return session(Wire(Credentials(channel="any", base_url=url)))


@contextmanager
def server(talk: "Talk") -> Iterator[str]:
    """A server that does what it is told with its first connection; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: talk(listening.accept()[0]))
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


class Talk:
    """Reads so many whole requests, after `patience` seconds, and answers each; over TLS if it has a certificate."""

    def __init__(self, patience: float = 0.0, over: ssl.SSLContext | None = None, times: int = 1) -> None:
        self.patience, self.over, self.times = patience, over, times

    def __call__(self, wire: socket.socket) -> None:
        with suppress(OSError), wire, self._secured(wire) as secured, secured.makefile("rb") as heard:
            time.sleep(self.patience)
            for _ in range(self.times):
                size = 0
                while (line := heard.readline().lower()) not in {b"\r\n", b""}:
                    size = int(line.partition(b":")[2]) if line.startswith(b"content-length:") else size
                heard.read(size)
                secured.sendall(ANSWER)

    def _secured(self, wire: socket.socket) -> socket.socket:
        return self.over.wrap_socket(wire, server_side=True) if self.over else wire.dup()


@pytest.mark.parametrize("name", ["x", "facebook"])
def test_one_connection_carries_many_requests(wire_end: WireEnd, name: str) -> None:
    wire_end.on("POST", "/", Answer(200, {"id": "1", "data": {"id": "1"}}))
    network, sent = (x_at(wire_end.url), SENT) if name == "x" else (facebook_at(wire_end.url), SENT_TO_PAGE)
    for _ in range(3):
        network.publish(sent, "k")
    assert len({asked.port for asked in wire_end.asked}) == 1


def test_a_connection_that_was_idle_for_long_is_not_asked_over_again(
    wire_end: WireEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_IDLE_SECONDS", 0.05)
    wire_end.on("POST", "/", Answer(200, {"data": {"id": "1"}}))
    x = x_at(wire_end.url)
    x.publish(SENT, "k")
    time.sleep(0.2)
    x.publish(SENT, "k")
    assert len({asked.port for asked in wire_end.asked}) == 2


def test_a_connection_that_the_other_side_has_left_is_not_used_again(wire_end: WireEnd) -> None:
    wire_end.on("POST", "/", Answer(200, {"data": {"id": "1"}}))
    x = x_at(wire_end.url)
    x.publish(SENT, "k")
    wire_end.hang_up()
    x.publish(SENT, "k")
    assert len({asked.port for asked in wire_end.asked}) == 2


def test_a_connection_that_breaks_is_not_asked_over_again_but_the_next_request_has_a_new_one(wire_end: WireEnd) -> None:
    wire_end.on("POST", "/", Answer(200, {"data": {"id": "1"}}), Answer(cut=True), Answer(200, {"data": {"id": "2"}}))
    x = x_at(wire_end.url)
    x.publish(SENT, "k")
    with pytest.raises(Unconfirmed, match="broke"):
        x.publish(SENT, "k")
    assert len(wire_end.asked) == 2
    assert x.publish(SENT, "k").id == "2"


def test_a_packed_answer_is_unpacked(wire_end: WireEnd) -> None:
    packed = gzip.compress(b'{"data": {"id": "7"}}')
    wire_end.on("POST", "/", Answer(200, packed, {"Content-Encoding": "gzip"}))
    assert x_at(wire_end.url).publish(SENT, "k").id == "7"


@pytest.mark.parametrize("body", [b"plain", gzip.compress(b"{}")[:-9]], ids=["not packed", "cut short"])
def test_an_answer_that_cannot_be_unpacked_is_unconfirmed(wire_end: WireEnd, body: bytes) -> None:
    wire_end.on("POST", "/", Answer(200, body, {"Content-Encoding": "gzip"}))
    with pytest.raises(Unconfirmed):
        x_at(wire_end.url).publish(SENT, "k")


def test_sending_much_may_take_longer_than_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.1)
    with server(Talk(patience=0.5)) as host:
        assert asking(f"http://{host}").post("http://any/", data=bytes(20_000_000)).status_code == 200


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of localhost, signed by itself, with its key."""
    file = tmp_path / "own.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    try:
        subprocess.run([*command.split(), "-keyout", file, "-out", f"{file}.c"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("There is no openssl here to make a certificate with.")
    file.write_text(file.read_text() + Path(f"{file}.c").read_text())
    return file


@pytest.fixture
def tls(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """A server that can prove to be localhost, to who knows its certificate."""
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate)
    monkeypatch.setattr(line, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    line._tls.cache_clear()
    yield theirs
    line._tls.cache_clear()


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_only_who_proves_his_name_is_asked(tls: ssl.SSLContext, known: bool) -> None:
    with server(Talk(over=tls)) as host:
        asks = asking("")
        address = f"https://{host.replace('127.0.0.1', 'localhost') if known else host}/"  # it proves one name only
        if known:
            assert asks.post(address, data=b"{}").status_code == 200
        else:
            with pytest.raises(requests.ConnectionError):
                asks.post(address, data=b"{}")
        assert asks.get_adapter(address).left is known  # type: ignore[attr-defined]
        asks.close()


def test_who_is_vouched_for_by_nobody_is_not_asked(tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with server(Talk(over=tls)) as host, pytest.raises(requests.ConnectionError):
        asking("").post(f"https://{host.replace('127.0.0.1', 'localhost')}/", data=b"{}")


def test_what_tls_says_by_itself_ends_no_connection(tls: ssl.SSLContext) -> None:
    with server(Talk(over=tls, times=2)) as host:  # which talks to one connection only
        asks, address = asking(""), f"https://{host.replace('127.0.0.1', 'localhost')}/"
        for _ in range(2):
            assert asks.post(address, data=b"{}").status_code == 200
            time.sleep(0.3)  # for its tickets
        asks.close()
