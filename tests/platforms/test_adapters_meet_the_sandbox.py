"""The real adapters against the stand-in networks: what is sent is what followers see, and it is found again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from PIL import Image

from scheduler.errors import Duplicate, NeedsPerson, Rejected, Unavailable, Unconfirmed
from scheduler.models import Channel, Media, Variant
from scheduler.platforms import load, names
from scheduler.platforms.base import Platform
from scheduler.sandbox import GARBAGE, LOST, RESET, Answer, Sandbox
from scheduler.settings import Settings

NOW = datetime(2023, 11, 6, 14, 0, tzinfo=UTC)
CHANNELS = {
    name: Channel(name=name, platform=name, options=dict.fromkeys(load(name).options, "104000000000001"))
    for name in names()
}
LINK = "https://www.example.org/stories/1?utm_source=x&utm_content=one"


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(CHANNELS.values(), clock=clock) as running:
        yield running


def account(name: str, sandbox: Sandbox, **wrong: str) -> Platform:
    kind = load(name)
    settings = Settings(folder=Path(), values={**sandbox.environment(), **wrong})
    made = kind(CHANNELS[name], settings.credentials(name, kind.secrets))
    if hasattr(made, "sleep"):
        made.sleep = lambda _seconds: None
    return made


@pytest.fixture(params=names())
def network(request: pytest.FixtureRequest, sandbox: Sandbox) -> Platform:
    return account(request.param, sandbox)


def variant(network: Platform, **parts: object) -> Variant:
    plain = Variant(post="one", channel=network.channel.name, text="The week begins: “hello” & welcome, ሰላም!")
    return replace(plain, **parts)  # type: ignore[arg-type]


def picture(folder: Path, name: str, kind: str = "JPEG") -> Path:
    file = folder / name
    Image.new("RGB", (640, 360), "teal").save(file, kind)
    return file


def pictures(folder: Path, number: int) -> tuple[Media, ...]:
    return tuple(Media(file=picture(folder, f"{n}.jpg"), alt=f"Picture {n}, «alt» ሰላም") for n in range(number))


def film(folder: Path) -> Media:
    file = folder / "film.mp4"
    file.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(9_000_000))
    return Media(file=file, alt="A short film")


def test_a_text_with_a_link_arrives_as_it_was_composed(network: Platform, sandbox: Sandbox) -> None:
    wanted = variant(network, link=LINK)
    receipt = network.publish(network.prepare(wanted, "k"), "k")
    (seen,) = sandbox.seen()
    assert (seen.id, seen.text) == (receipt.id, network.compose(wanted))
    assert LINK in seen.text + seen.link
    assert receipt.url.startswith("https://")


@pytest.mark.parametrize("number", [1, 2, 4])
def test_pictures_arrive_with_their_words(network: Platform, sandbox: Sandbox, tmp_path: Path, number: int) -> None:
    media = pictures(tmp_path, number)
    network.publish(network.prepare(variant(network, media=media, link=LINK), "k"), "k")
    (seen,) = sandbox.seen()
    assert [(shown.data, shown.alt) for shown in seen.pictures] == [
        (each.file.read_bytes(), each.alt) for each in media
    ]
    assert LINK in seen.text


def test_a_video_arrives_whole(network: Platform, sandbox: Sandbox, tmp_path: Path) -> None:
    media = film(tmp_path)
    network.publish(network.prepare(variant(network, media=(media,)), "k"), "k")
    (seen,) = sandbox.seen()
    assert seen.video
    assert seen.video.data == media.file.read_bytes()


def test_preparing_shows_nothing(network: Platform, sandbox: Sandbox, tmp_path: Path) -> None:
    network.prepare(variant(network, media=pictures(tmp_path, 2)), "k")
    assert sandbox.seen() == ()


@pytest.mark.parametrize("media", [0, 2])
def test_what_is_out_is_found_and_what_is_not_is_not(
    network: Platform, sandbox: Sandbox, clock: Clock, tmp_path: Path, media: int
) -> None:
    wanted = network.prepare(variant(network, media=pictures(tmp_path, media), link=LINK), "k")
    assert network.find(wanted, "k", NOW) is None
    for number in range(30):  # it is not among the newest: pages must be turned
        network.publish(network.prepare(variant(network, text=f"Something else {number}"), "k"), "k")
    receipt = network.publish(wanted, "k")
    for number in range(130):
        network.publish(network.prepare(variant(network, text=f"Later {number}"), "k"), "k")
    found = network.find(wanted, "k", NOW)
    assert found
    assert found.id == receipt.id
    clock.now += timedelta(days=1)
    assert network.find(wanted, "k", clock.now) is None  # not what stood there before the attempt


def test_what_another_delivery_has_its_receipt_for_is_not_found_again(network: Platform) -> None:
    prepared = network.prepare(variant(network), "k")
    receipt = network.publish(prepared, "k")
    assert network.find(prepared, "k", NOW, taken={receipt.id}) is None


def test_a_lost_answer_is_unconfirmed_and_then_found(network: Platform, sandbox: Sandbox) -> None:
    wanted = network.prepare(variant(network, link=LINK), "k")
    for fault in (LOST, GARBAGE):
        sandbox.fail(network.channel.name, "create", fault)
        with pytest.raises(Unconfirmed):
            network.publish(wanted, "k")
        assert network.find(wanted, "k", NOW)
        for seen in sandbox.seen():
            network.delete(network.find(wanted, "k", NOW) or pytest.fail(seen.id))
        wanted = network.prepare(variant(network, text="And another one"), "k")


def test_a_connection_that_breaks_before_anything_is_done_is_unconfirmed_too(
    network: Platform, sandbox: Sandbox
) -> None:
    wanted = network.prepare(variant(network), "k")
    sandbox.fail(network.channel.name, "create", RESET)
    with pytest.raises(Unconfirmed):
        network.publish(wanted, "k")
    assert network.find(wanted, "k", NOW) is None
    network.publish(wanted, "k")


@pytest.mark.parametrize("fault", [RESET, LOST, GARBAGE, Answer(500, {}), Answer(503, "<html>")])
def test_a_broken_upload_has_sent_nothing(network: Platform, sandbox: Sandbox, tmp_path: Path, fault: object) -> None:
    sandbox.fail(network.channel.name, "media", fault)  # type: ignore[arg-type]
    wanted = variant(network, media=pictures(tmp_path, 1))
    with pytest.raises(Unavailable):
        network.prepare(wanted, "k")
    network.publish(network.prepare(wanted, "k"), "k")
    assert len(sandbox.seen()) == 1


def test_nothing_is_posted_on_x_without_its_alt_text(sandbox: Sandbox, tmp_path: Path) -> None:
    x = account("x", sandbox)
    sandbox.fail("x", "alt", Answer(500, {}), times=3)
    with pytest.raises(NeedsPerson):
        x.prepare(variant(x, media=pictures(tmp_path, 1)), "k")


def test_a_part_that_is_too_large_for_x_is_sent_in_smaller_ones(sandbox: Sandbox, tmp_path: Path) -> None:
    x, media = account("x", sandbox), film(tmp_path)
    sandbox.fail("x", "media", Answer(413, {"detail": "Payload Too Large"}), after=1)
    x.publish(x.prepare(variant(x, media=(media,)), "k"), "k")
    (seen,) = sandbox.seen()
    assert seen.video
    assert seen.video.data == media.file.read_bytes()


def test_what_x_takes_in_no_size_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    x = account("x", sandbox)
    sandbox.fail("x", "media", Answer(413, {"detail": "Payload Too Large"}), times=2)
    with pytest.raises(Rejected, match="Too Large"):
        x.prepare(variant(x, media=(film(tmp_path),)), "k")


@pytest.mark.parametrize(("hours", "which"), [(-1, "ahead of"), (1, "behind")])
def test_a_wrong_clock_of_ours_is_not_a_dead_token(sandbox: Sandbox, hours: int, which: str) -> None:
    x = account("x", sandbox)
    date = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    sandbox.fail("x", "create", Answer(401, {"detail": "Unauthorized"}, {"Date": date}))
    with pytest.raises(Unavailable, match=f"clock is (59|60|61) minutes {which} X's"):
        x.publish(x.prepare(variant(x), "k"), "k")


def test_the_same_words_twice_are_a_duplicate(network: Platform) -> None:
    wanted = network.prepare(variant(network), "k")
    network.publish(wanted, "k")
    with pytest.raises(Duplicate):
        network.publish(wanted, "k")


def test_a_thread_is_a_chain_of_replies(sandbox: Sandbox) -> None:
    x = account("x", sandbox)
    parent = ""
    for part in variant(x, text="", thread=("one", "two", "three"), link=LINK).parts():
        wanted = x.prepare(replace(part, reply_to=parent), "k")
        parent = x.publish(wanted, "k").id
        found = x.find(wanted, "k", NOW)
        assert found
        assert found.id == parent
    one, two, three = sandbox.seen()
    assert (one.reply_to, two.reply_to, three.reply_to) == ("", one.id, two.id)
    assert LINK in three.text
    assert LINK not in one.text + two.text


def test_the_same_words_elsewhere_in_a_thread_are_not_taken_for_the_part(sandbox: Sandbox) -> None:
    x = account("x", sandbox)
    first = x.publish(x.prepare(variant(x, text="same"), "k"), "k")
    reply = x.prepare(variant(x, text="same", reply_to=first.id), "k")
    assert x.find(reply, "k", NOW) is None


def test_a_post_is_found_even_if_x_does_not_say_what_its_short_links_stand_for(sandbox: Sandbox) -> None:
    x = account("x", sandbox)
    shown = {"id": "7", "text": "Tom &amp; Ann met.\n\nhttps://t.co/abc123 https://t.co/def456"}
    sandbox.fail("x", "read", Answer(200, {"data": [shown], "meta": {"result_count": 1}}), times=2)
    wanted = x.prepare(variant(x, text="Tom & Ann met.", link=LINK), "k")
    assert x.find(wanted, "k", NOW)
    assert x.find(x.prepare(variant(x, text="Tom met.", link=LINK), "k"), "k", NOW) is None


def test_a_wrong_token_needs_a_person(sandbox: Sandbox) -> None:
    x = account("x", sandbox, X_ACCESS_TOKEN_SECRET="wrong")
    facebook = account("facebook", sandbox, FACEBOOK_PAGE_TOKEN="wrong")
    with pytest.raises(Unavailable) as refused:  # for half an hour, X may have an outage
        x.publish(x.prepare(variant(x), "k"), "k")
    assert isinstance(refused.value.then, NeedsPerson)
    with pytest.raises(NeedsPerson):
        facebook.publish(facebook.prepare(variant(facebook), "k"), "k")


def test_check_tells_whose_account_it_is(network: Platform) -> None:
    assert network.channel.name in network.check().name


def test_what_is_taken_down_is_gone(network: Platform, sandbox: Sandbox) -> None:
    network.delete(network.publish(network.prepare(variant(network), "k"), "k"))
    assert sandbox.seen() == ()


def test_what_is_too_long_is_refused_by_x_itself(sandbox: Sandbox) -> None:
    x = account("x", sandbox)
    with pytest.raises(Rejected, match="too long"):
        x.publish(x.prepare(variant(x, text="a" * 281), "k"), "k")


def test_a_picture_that_facebook_cannot_read_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    facebook = account("facebook", sandbox)
    (tmp_path / "notes.jpg").write_text("These are notes.")
    with pytest.raises(Rejected, match="Missing or invalid image"):
        facebook.prepare(variant(facebook, media=(Media(file=tmp_path / "notes.jpg"),)), "k")
