"""What an account shows: all of it, newest first, whatever the clocks say and whatever was done to the texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from accounts import facebook_at, x_at
from failure_tables import ROWS, Row
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wire_end import Answer as Scripted
from wire_end import WireEnd

from scheduler.errors import NeedsPerson, PublishError, Rejected, Unavailable
from scheduler.models import Channel, Prepared, Shown, Variant
from scheduler.platforms import load, names
from scheduler.platforms.alike import alike
from scheduler.platforms.answers.facebook import used
from scheduler.platforms.base import Platform
from scheduler.sandbox import Sandbox
from scheduler.settings import Settings

NOW = datetime(2023, 11, 6, 14, 0, tzinfo=UTC)
CHANNELS = {
    "x": Channel(name="x", platform="x"),
    "facebook": Channel(name="facebook", platform="facebook", options={"page": "104000000000001"}),
}
HOUR = timedelta(hours=1)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def running(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(CHANNELS.values(), clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with running(clock) as made:
        yield made


def account(name: str, sandbox: Sandbox) -> Platform:
    kind = load(name)
    return kind(CHANNELS[name], Settings(folder=Path(), values=sandbox.environment()).credentials(name, kind.secrets))


@pytest.fixture(params=names())
def network(request: pytest.FixtureRequest, sandbox: Sandbox) -> Platform:
    return account(request.param, sandbox)


def sent(network: Platform, text: str, link: str = "", **more: str) -> Prepared:
    variant = Variant(post="one", channel=network.channel.name, text=text, link=link, **more)  # type: ignore[arg-type]
    prepared = network.prepare(variant, "k")
    network.publish(prepared, "k")
    return prepared


# --- all of it --------------------------------------------------------------------------------------------------------


def test_everything_since_then_is_shown_newest_first(network: Platform, clock: Clock) -> None:
    for number in range(130):
        sent(network, f"Post {number}")
        clock.now += timedelta(minutes=1)
    shown = list(network.shown(NOW + timedelta(minutes=10)))
    assert [each.text for each in shown] == [f"Post {number}" for number in range(129, 9, -1)]
    assert shown[-1].at == NOW + timedelta(minutes=10)
    assert len({each.id for each in shown}) == 120


def test_what_was_taken_down_is_not_shown(network: Platform) -> None:
    sent(network, "Post")
    (shown,) = network.shown(NOW)
    network.delete(network.find(sent(network, "Another"), "k", NOW) or pytest.fail("not found"))
    assert list(network.shown(NOW)) == [shown]


def test_an_account_without_posts_shows_none(network: Platform) -> None:
    assert list(network.shown(NOW)) == []


def test_two_copies_of_one_delivery_are_both_recognised(sandbox: Sandbox, clock: Clock, network: Platform) -> None:
    prepared = sent(network, "Tom & Ann: https://example.org/a?b=1&c=2 «ሰላም»")
    clock.now += timedelta(hours=25)  # the networks' own guard against doubles is over
    network.publish(prepared, "k")
    assert [network.matches(prepared, each) for each in network.shown(NOW)] == [True, True]
    assert not network.matches(prepared, Shown(id="1", url="", text="Tom", at=NOW))


# --- what cannot be read is never "nothing there" ---------------------------------------------------------------------

UNREADABLE = [{}, [], {"errors": [{"title": "Not authorised"}]}, {"ok": 1}, {"meta": {"result_count": 3}}, {"data": 7}]


@pytest.mark.parametrize("body", UNREADABLE, ids=str)
def test_an_answer_without_a_list_is_not_an_empty_account(wire_end: WireEnd, body: object) -> None:
    wire_end.on("GET", "/2/users/me", Scripted(200, {"data": {"id": "7", "username": "week"}}))
    wire_end.on("GET", "/2/users/7/tweets", Scripted(200, body))
    wire_end.on("GET", "/v26.0/", Scripted(200, body))
    for network, request in ((x_at(wire_end.url), {"text": "Hi"}), (facebook_at(wire_end.url), {"message": "Hi"})):
        with pytest.raises(Unavailable):
            network.find(Prepared(request=request), "k", NOW)


@pytest.mark.parametrize("post", [7, {}, {"id": "1", "entities": 3, "attachments": 3}], ids=str)
def test_a_post_that_cannot_be_read_is_not_passed_over(wire_end: WireEnd, post: object) -> None:
    wire_end.on("GET", "/2/users/me", Scripted(200, {"data": {"id": "7", "username": "week"}}))
    wire_end.on("GET", "/2/users/7/tweets", Scripted(200, {"data": [post], "meta": {"result_count": 1}}))
    wire_end.on("GET", "/v26.0/", Scripted(200, {"data": [post]}))
    for network in (x_at(wire_end.url), facebook_at(wire_end.url)):
        with pytest.raises(Unavailable, match="cannot be read"):
            list(network.shown(NOW))


@pytest.mark.parametrize("row", [row for row in ROWS if row.unseen], ids=str)
def test_every_failure_of_reading_is_told_and_never_absence(row: Row) -> None:
    with running(Clock()) as sandbox:
        network = account(row.network, sandbox)
        prepared = sent(network, "Hello")
        sandbox.fail(row.network, "read", row.fault)
        with pytest.raises(PublishError) as raised:
            network.find(prepared, "k", NOW)
        assert isinstance(raised.value, Unavailable | NeedsPerson | Rejected)
        assert row.says in raised.value.words
        assert network.find(prepared, "k", NOW)


# --- clocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("apart", [-HOUR, timedelta(), HOUR], ids=["behind", "the same", "ahead"])
def test_a_post_is_found_though_the_clocks_are_an_hour_apart(network: Platform, clock: Clock, apart: timedelta) -> None:
    armed = clock.now
    clock.now = armed + apart
    prepared = sent(network, "Hello")
    found = network.find(prepared, "k", armed)
    assert found
    assert network.find(prepared, "k", armed, taken={found.id}) is None


# --- texts ------------------------------------------------------------------------------------------------------------

LINKS = ["https://example.org/a?b=1&c=2", "example.org", "http://a.example.org/", "https://t.co/abc"]
SIGNS = ["&amp;", "&", "<b>", "&copy", "“three”", "#week", "\n\n", "  ", "\u00a0", "\u200b"]
LETTERS = ["\u00e9", "e\u0301", "👩🏾\u200d🏫", "ሰላም", "مرحبا", "one", "two"]
PIECES = st.sampled_from([*LINKS, *SIGNS, *LETTERS])
TEXTS = st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=8).map(" ".join).filter(str.strip)


@pytest.fixture(scope="module")
def open_for_all() -> Iterator[tuple[Sandbox, Clock]]:
    with running(clock := Clock()) as sandbox:
        yield sandbox, clock


@pytest.mark.parametrize("name", names())
@settings(max_examples=50)
@given(words=TEXTS.filter(lambda words: len(words) < 120 and "\x00" not in words))
@example(words="Tom &amp; Ann & <b> &copy é https://example.org/a?b=1&c=2 example.org")
def test_any_text_is_recognised_after_all_that_a_network_does_to_it(
    open_for_all: tuple[Sandbox, Clock], name: str, words: str
) -> None:
    sandbox, clock = open_for_all
    network = account(name, sandbox)
    clock.now += timedelta(days=2)  # so that no text is a duplicate of the one before
    try:
        prepared = sent(network, words)
    except Rejected:
        return  # too long, or nothing but space, for this network
    (shown,) = network.shown(clock.now - HOUR)
    assert network.matches(prepared, shown)
    other = sent(network, f"{words} otherwise"[-200:])
    assert not network.matches(other, shown)


@given(words=TEXTS, more=st.sampled_from(["a", "é", "7", "!"]))
def test_what_networks_change_is_forgiven_and_nothing_else(words: str, more: str) -> None:
    assert alike(words, words.replace("&", "&amp;").replace("<", "&lt;").replace(" ", " \u00a0"))
    assert not alike(words, f"{words} {more}")


def test_a_link_without_words_is_known_by_the_link(sandbox: Sandbox) -> None:
    facebook = account("facebook", sandbox)
    one = sent(facebook, "", link="https://example.org/1?a=b")
    two = sent(facebook, "", link="https://example.org/2")
    assert [facebook.matches(one, each) for each in facebook.shown(NOW)] == [False, True]
    assert [facebook.matches(two, each) for each in facebook.shown(NOW)] == [True, False]


def test_a_link_behind_facebooks_own_redirect_is_seen_whole(wire_end: WireEnd) -> None:
    link = "https://example.org/1?a=b&c=d"
    wrapped = f"https://l.facebook.com/l.php?u={quote(link, safe='')}&h=AT0"
    post = {"id": "1_2", "created_time": "2023-11-06T14:00:00+0000", "attachments": {"data": [{"url": wrapped}]}}
    wire_end.on("GET", "/v26.0/", Scripted(200, {"data": [post]}))
    (shown,) = facebook_at(wire_end.url).shown(NOW)
    assert shown.link == link


# --- catching up ------------------------------------------------------------------------------------------------------


def test_every_network_says_how_fast_a_queue_that_waited_may_go_out(network: Platform) -> None:
    assert timedelta(seconds=10) <= network.limits.catch_up <= timedelta(minutes=5)
    assert timedelta(days=1) / network.limits.catch_up <= 2400


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        ('{"call_count": 28, "total_time": 25, "total_cputime": 3}', "28 % of the calls that Facebook allows are used"),
        ("", ""),
        ("[]", ""),
        ('{"call_count": null}', ""),
        ("{}", ""),
    ],
)
def test_the_quota_is_read_where_it_is_told(usage: str, words: str) -> None:
    assert used({"X-App-Usage": usage}) == words
