"""The stand-ins keep a connection open for the next request, and never take the rest of one for another."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, RemoteDisconnected

import pytest

from scheduler.errors import SettingsError
from scheduler.models import Channel
from scheduler.sandbox import LOST, Answer, Sandbox

PAGE = "104000000000001"
FEED = f"/v26.0/{PAGE}/feed"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    channels = [Channel(name="facebook", platform="facebook", options={"page": PAGE}), Channel(name="x", platform="x")]
    with Sandbox(channels, clock=lambda: datetime.now(UTC)) as running:
        yield running


@pytest.fixture
def line(sandbox: Sandbox) -> Iterator[HTTPConnection]:
    made = HTTPConnection(sandbox.url.removeprefix("http://"))
    yield made
    made.close()


def posted(line: HTTPConnection, sandbox: Sandbox, words: str) -> int:
    token = sandbox.environment()["FACEBOOK_PAGE_TOKEN"]
    line.request(
        "POST", FEED, f"message={words}&access_token={token}", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = line.getresponse()
    answer.read()
    return answer.status


def test_one_connection_carries_many_requests(line: HTTPConnection, sandbox: Sandbox) -> None:
    assert [posted(line, sandbox, words) for words in ("one", "two", "two", "three")] == [200, 200, 400, 200]
    assert [seen.text for seen in sandbox.seen()] == ["one", "two", "three"]
    assert sandbox.connections == 1


def test_what_was_not_read_is_not_the_next_request(line: HTTPConnection, sandbox: Sandbox) -> None:
    line.request("POST", "/2/tweets", b"x" * 300_000, {"Content-Type": "application/json"})
    answer = line.getresponse()
    answer.read()
    assert (answer.status, posted(line, sandbox, "next")) == (401, 200)


def test_an_answer_on_purpose_leaves_the_connection_as_it_is(line: HTTPConnection, sandbox: Sandbox) -> None:
    sandbox.fail("facebook", "create", Answer(503, {}))
    assert [posted(line, sandbox, "one"), posted(line, sandbox, "one")] == [503, 200]
    assert sandbox.connections == 1


def test_a_lost_answer_ends_it(line: HTTPConnection, sandbox: Sandbox) -> None:
    sandbox.fail("facebook", "create", LOST)
    with pytest.raises(RemoteDisconnected):
        posted(line, sandbox, "one")
    assert [seen.text for seen in sandbox.seen()] == ["one"]


def test_who_was_there_before_is_hung_up_on_too(line: HTTPConnection, sandbox: Sandbox) -> None:
    posted(line, sandbox, "one")
    sandbox.hang_up(1)
    for _ in range(2):  # the connection that was open, and the next one
        with pytest.raises(ConnectionError):
            posted(line, sandbox, "two")
        line.close()
    assert posted(line, sandbox, "two") == 200


def test_a_network_without_a_stand_in_is_told_by_name() -> None:
    with pytest.raises(SettingsError, match="no stand-in for the platform 'toot'"):
        Sandbox([Channel(name="t", platform="toot")], clock=lambda: datetime.now(UTC))
