"""Alerts over real sockets: an e-mail, a webhook, both beside each other; and no address is ever shown."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Queue

import pytest
from alerts.mail_server import mail_server
from alerts.scenes import NINE, fault, scene
from campaigns import Clock
from wire_end import CUT, Answer, WireEnd

from scheduler import models
from scheduler.alerts import Alerts, InMemory, Message, Messenger, Scene, Store, addresses, look
from scheduler.errors import LedgerError, SettingsError
from scheduler.settings import Secret, Settings

MESSAGE = Message(title="فيسبوك متوقف · Our week", body="Since 09:00: “No.” <b>{{x}}</b> \\n\n\nscheduler resume x")
HOOK = "/hook/t0psecret"


def urls(*texts: str) -> tuple[Secret, ...]:
    return tuple(map(Secret, texts))


def hook(end: WireEnd, *answers: Answer) -> str:
    """The webhook's address, with three secrets in it: a password, a path and a parameter."""
    end.on("POST", HOOK, *(answers or (Answer(),)))
    return f"{end.url.replace('http://', 'json://user:passw0rd@')}{HOOK}?-token=k3y"


def bodies(end: WireEnd) -> list[dict[str, str]]:
    return [json.loads(asked.body) for asked in end.asked]


def test_an_email_arrives_as_it_was_written() -> None:
    with mail_server() as mailbox:
        (address,) = addresses(urls(f"mailto://127.0.0.1:{mailbox.port}?from=w@example.org&to=team@example.org"))
        assert address.send(MESSAGE)
    (mail,) = mailbox.mails
    assert mail["To"] == "team@example.org"
    assert mail["Subject"] == MESSAGE.title
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().split() == MESSAGE.body.split()


def test_a_webhook_gets_title_and_text(wire_end: WireEnd) -> None:
    (address,) = addresses(urls(hook(wire_end)))
    assert address.send(MESSAGE)
    (body,) = bodies(wire_end)
    assert (body["title"], body["message"], body["type"]) == (MESSAGE.title, MESSAGE.body, "warning")


def test_a_mail_server_that_refuses_has_not_taken_it() -> None:
    with mail_server(refuses=1) as mailbox:
        (address,) = addresses(urls(f"mailto://127.0.0.1:{mailbox.port}?from=w@example.org&to=team@example.org"))
        assert not address.send(MESSAGE)


@pytest.mark.parametrize("answer", [Answer(500), Answer(404), CUT, Answer(drip=0.2)])
def test_a_webhook_that_fails_breaks_or_never_ends_has_not_taken_it(wire_end: WireEnd, answer: Answer) -> None:
    slow = Answer(body=b"x" * 20, drip=answer.drip) if answer.drip else answer
    (address,) = addresses(urls(hook(wire_end, slow)), seconds=0.5)
    assert not address.send(MESSAGE)


@pytest.mark.parametrize(
    "text", ["hello", "nothing://s3cret@host", "mailto://", "slack://s3cret", "https://example.org/s3cret", "json://"]
)
def test_an_address_that_cannot_be_used_is_named_by_its_place_only(
    text: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SettingsError, match="Address 2 in ALERT_URLS") as raised:
        addresses(urls("json://host", text))
    said = f"{raised.value!r} {caplog.text} {capfd.readouterr()}"
    assert "s3cret" not in said
    assert "hello" not in said


def test_no_secret_of_an_address_is_in_the_log_or_in_the_store(
    wire_end: WireEnd, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    text = hook(wire_end, Answer(500, {"error": "passw0rd"}), Answer())
    (address,) = addresses(urls(text))
    store = InMemory()
    messenger = Messenger(address, store)
    messenger.see(look(scene(pauses={"x": fault()})))
    assert messenger.tell() is not None
    assert messenger.tell() is None
    said = f"{caplog.text} {address!r} {store!r}"
    assert "json:// (address 1 in ALERT_URLS)" in said
    for secret in ("passw0rd", "t0psecret", "k3y"):
        assert secret not in said


def test_addresses_that_differ_in_a_password_only_are_two_listeners() -> None:
    found = addresses(urls("json://me:one@host/", "json://me:two@host/", "json://host/"))
    assert len({address.listener for address in found}) == 3


class Told(InMemory):
    """A store that hands on each line that is noted."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Queue[str] = Queue()

    def tell(self, listener: str, told: models.Told) -> None:
        super().tell(listener, told)
        self._lines.put(f"{listener.partition(':')[0]}: {told.cause}")

    def over(self, listener: str, cause: str) -> None:
        super().over(listener, cause)
        self._lines.put(f"{listener.partition(':')[0]}: over {cause}")

    def next(self) -> str:
        return self._lines.get(timeout=60)


@dataclass
class Service:
    """What alerts ask a running service; a story changes it while they watch."""

    scene: Scene
    urls: tuple[Secret, ...]
    ledger_works: bool = True
    looks: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def look(self) -> Scene:
        self.looks.release()
        if not self.ledger_works:
            raise LedgerError("The disk is full.", "Make room.")
        return self.scene


@contextmanager
def watched(service: Service, store: Store, clock: Callable[[], datetime] = lambda: NINE) -> Iterator[None]:
    alerts = Alerts(scene=service.look, urls=lambda: service.urls, store=store, clock=clock, every=0.01)
    alerts.start()
    try:
        yield
    finally:
        alerts.stop()


def test_a_service_tells_every_address_and_one_that_is_down_delays_no_other(wire_end: WireEnd) -> None:
    store, service = Told(), Service(scene(pauses={"x": fault()}), ())
    down, up = hook(wire_end, CUT), f"{wire_end.url.replace('http:', 'form:')}/up"
    wire_end.on("POST", "/up", Answer())
    with mail_server() as mailbox, watched(service, store):
        service.urls = urls(down, up, f"mailto://127.0.0.1:{mailbox.port}?from=w@example.org&to=team@example.org")
        assert {store.next(), store.next()} == {"form: paused/x", "mailto: paused/x"}
    assert [mail["Subject"] for mail in mailbox.mails] == ["x is paused · Our week"]


def _still_working() -> list[str]:
    """The threads of alerts that do not end, those of addresses that were replaced too."""
    mine = [thread for thread in threading.enumerate() if thread.name.startswith("alerts")]
    for thread in mine:
        thread.join(timeout=60)
    return [thread.name for thread in mine if thread.is_alive()]


def test_an_address_that_is_mended_while_the_service_runs_is_used_at_once(
    wire_end: WireEnd, caplog: pytest.LogCaptureFixture
) -> None:
    store, service = Told(), Service(scene(pauses={"x": fault()}), urls(hook(wire_end)))
    with watched(service, store):
        assert store.next() == "json: paused/x"
        service.urls, service.looks = urls("nothing://s3cret"), threading.Semaphore(0)
        for _ in range(3):
            assert service.looks.acquire(timeout=60)
        service.scene = scene()
        assert store.next() == "json: over paused/x"
        service.urls = urls(hook(wire_end).replace("json:", "form:"))
        service.scene = scene(pauses={"x": fault()})
        assert store.next() == "form: paused/x"
    assert not _still_working()
    assert caplog.text.count("Address 1 in ALERT_URLS") == 1
    assert "s3cret" not in caplog.text


def test_a_ledger_that_cannot_be_read_is_told_by_what_is_in_memory(wire_end: WireEnd) -> None:
    clock = Clock(NINE)
    store, service = Told(), Service(scene(), urls(hook(wire_end)), ledger_works=False)

    def later() -> datetime:
        clock.forward(seconds=30)
        return clock.now

    with watched(service, store, later):
        assert store.next() == "json: ledger"
        service.ledger_works = True
        assert store.next() == "json: over ledger"
    assert bodies(wire_end)[0]["message"].endswith("The disk is full. Nothing is sent without it.\n\nMake room.")


def test_a_wrong_address_is_said_before_the_service_runs() -> None:
    with pytest.raises(SettingsError, match="Address 1 in ALERT_URLS"):
        Alerts(scene=scene, urls=lambda: urls("hello"), store=InMemory(), clock=lambda: NINE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("json://a mailto://b?to=c,d", ["json://a", "mailto://b?to=c,d"]),
        ("json://a,mailto://b,", ["json://a", "mailto://b"]),
        (" json://a ,\n mailto://b; slack://c ", ["json://a", "mailto://b", "slack://c"]),
        ("", []),
        ("team@example.org", ["team@example.org"]),
    ],
)
def test_addresses_stand_apart_by_spaces_or_commas(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = Settings.load(tmp_path, {"ALERT_URLS": text}).alert_urls
    assert [address.reveal() for address in found] == expected


def test_addresses_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "alerts.txt").write_text("json://a\nmailto://b\n")
    found = Settings.load(tmp_path, {"ALERT_URLS_FILE": "alerts.txt"}).alert_urls
    assert [address.reveal() for address in found] == ["json://a", "mailto://b"]
