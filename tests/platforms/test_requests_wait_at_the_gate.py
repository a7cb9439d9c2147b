"""A request is composed, on an open connection, before its hour; it asks before its first byte leaves."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.errors import Unavailable
from scheduler.models import Channel, Receipt, Variant
from scheduler.platforms import load, names
from scheduler.platforms.base import Platform
from scheduler.sandbox import LOST, Sandbox
from scheduler.settings import Settings

NOW = datetime(2023, 11, 6, 14, 0, tzinfo=UTC)
CHANNELS = {
    "x": Channel(name="x", platform="x"),
    "facebook": Channel(name="facebook", platform="facebook", options={"page": "104000000000001"}),
}


class Withheld(BaseException):
    """What whoever holds the gate says when nothing may leave."""


def nothing() -> None:
    pass


@dataclass
class Gate:
    ready: Callable[[], None] = nothing
    gone: Callable[[], None] = nothing


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(CHANNELS.values(), clock=lambda: NOW) as running:
        yield running


@pytest.fixture(params=names())
def network(request: pytest.FixtureRequest, sandbox: Sandbox) -> Platform:
    kind = load(request.param)
    settings = Settings(folder=Path(), values=sandbox.environment())
    return kind(CHANNELS[request.param], settings.credentials(request.param, kind.secrets))


def launched(network: Platform, gate: Gate, text: str = "Hello") -> Receipt:
    variant = Variant(post="one", channel=network.channel.name, text=text)
    return network.launch(network.prepare(variant, "k"), "k", gate)


def texts(sandbox: Sandbox) -> list[str]:
    return [seen.text for seen in sandbox.seen()]


def test_at_the_gate_a_connection_is_open_and_nothing_has_been_seen(network: Platform, sandbox: Sandbox) -> None:
    found: list[list[str]] = []

    def ready() -> None:
        while not sandbox.connections:
            time.sleep(0.001)
        found.append(texts(sandbox))

    receipt = launched(network, Gate(ready=ready))
    assert found == [[]]
    assert [seen.id for seen in sandbox.seen()] == [receipt.id]


def test_whoever_holds_the_gate_shut_has_nothing_sent(network: Platform, sandbox: Sandbox) -> None:
    def ready() -> None:
        raise Withheld

    with pytest.raises(Withheld):
        launched(network, Gate(ready=ready))
    assert texts(sandbox) == []
    assert launched(network, Gate(), "Another time")
    assert texts(sandbox) == ["Another time"]


def test_only_the_one_visible_request_passes_the_gate(network: Platform, sandbox: Sandbox) -> None:
    asked: list[str] = []
    receipt = launched(network, Gate(ready=lambda: asked.append("ready"), gone=lambda: asked.append("gone")))
    network.check()
    network.delete(receipt)
    assert asked == ["ready", "gone"]


def test_the_gate_is_told_that_the_request_left_before_its_answer_is_known(network: Platform, sandbox: Sandbox) -> None:
    left: list[bool] = []
    sandbox.fail(network.channel.name, "create", LOST)
    with pytest.raises(Exception, match="broke"):
        launched(network, Gate(gone=lambda: left.append(True)))
    assert left == [True]


def test_a_line_that_dies_at_the_gate_is_exchanged_for_a_new_one(network: Platform, sandbox: Sandbox) -> None:
    def ready() -> None:
        sandbox.hang_up(times=0)
        while sandbox.connections:
            time.sleep(0.001)

    assert launched(network, Gate(ready=ready))
    assert texts(sandbox) == ["Hello"]


def test_a_network_that_is_gone_when_the_gate_opens_was_sent_nothing(network: Platform, sandbox: Sandbox) -> None:
    gone = sandbox.down()
    with pytest.raises(Unavailable, match="no connection"):
        launched(network, Gate(ready=gone.__enter__))
    gone.__exit__(None, None, None)
    assert texts(sandbox) == []
