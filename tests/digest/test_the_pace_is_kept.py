"""SMTP_URL's numbers: how many a second, to whom, and how it begins. In simulated seconds."""

from collections import Counter
from collections.abc import Callable

import pytest

from scheduler.digest.pacing import Bucket, Pacing
from scheduler.digest.smtp_url import Pace, Security, relay_of
from scheduler.errors import SettingsError


def run(pacing: Pacing, seconds: float, domain: Callable[[int], str] = lambda _number: "example.org") -> list[float]:
    """When each went, if there is always one to send, and each takes a millisecond."""
    now = 0.0
    went: list[float] = []
    while now < seconds:
        name = domain(len(went))
        now += max(pacing.wait(now), pacing.wait_of(name, now))
        pacing.take(name, now)
        went.append(now)
        now += 0.001
    return went


@pytest.mark.parametrize("rate", [0.5, 3, 14, 100, 500])
def test_it_is_what_was_asked_for_within_a_hundredth(rate: float) -> None:
    went = run(Pacing(Pace(per_second=rate), 0), 1000)
    assert len(went) / 1000 == pytest.approx(rate, rel=0.01)


def test_no_second_has_more_than_it_may() -> None:
    went = run(Pacing(Pace(per_second=50), 0), 20)
    assert max(Counter(int(moment) for moment in went).values()) <= 51


def test_a_hiccup_is_made_good_for_a_long_pause_is_not() -> None:
    bucket = Bucket(lambda _now: 10)
    bucket.take(0)
    for _ in range(4):
        assert bucket.wait(0.45) == 0
        bucket.take(0.45)
    assert bucket.wait(0.45) > 0
    bucket.take(100)
    at_once = 0
    while bucket.wait(100) == 0:
        bucket.take(100)
        at_once += 1
    assert at_once <= 6


def test_a_domain_has_a_pace_of_its_own() -> None:
    pacing = Pacing(Pace(per_domain=5), 0)
    went = run(pacing, 20)
    assert len(went) == pytest.approx(100, abs=1)
    assert pacing.wait_of("another.example", 20) == 0


def test_it_warms_up_from_a_tenth_to_all() -> None:
    went = run(Pacing(Pace(per_second=100, warm_up=100), 0), 200)
    counts = Counter(int(moment // 20) for moment in went)
    assert counts[0] == pytest.approx(20 * 19, rel=0.03)
    assert counts[4] == pytest.approx(20 * 91, rel=0.03)
    assert counts[7] == pytest.approx(2000, rel=0.01)


def test_an_address_says_all() -> None:
    relay = relay_of("smtps://week%40example.org:p%2Fw@mail.example.org?connections=4&per_second=14&retry_after=60")
    assert (relay.host, relay.port, relay.security) == ("mail.example.org", 465, Security.TLS)
    assert (relay.user, relay.password.reveal()) == ("week@example.org", "p/w")
    assert (relay.connections, relay.pace.per_second, relay.retry_after.total_seconds()) == (4, 14, 60)
    assert "p/w" not in repr(relay)


def test_what_is_not_said_is_safe() -> None:
    assert relay_of("smtp://mail.example.org").security is Security.REQUIRED
    assert relay_of("smtp://127.0.0.1:2525").security is Security.NEVER
    assert relay_of("smtp://localhost").port == 25
    assert relay_of("smtp://mail.example.org").port == 587


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "not set"),
        ("mail.example.org", "no address of a mail server"),
        ("http://mail.example.org", "no address of a mail server"),
        ("smtp://mail.example.org:port", "no address of a mail server"),
        ("smtp://u:secret@mail.example.org?starttls=never", "readable for everybody"),
        ("smtp://u:secret@mail.example.org?starttls=maybe", "neither required"),
        ("smtp://u:secret@mail.example.org?connection=3", "no option 'connection'"),
        ("smtp://u:secret@mail.example.org?connections=0", "from 1 to 100"),
        ("smtp://u:secret@mail.example.org?connections=1.5", "from 1 to 100"),
        ("smtp://u:secret@mail.example.org?per_second=nan", "per_second must be a number"),
        ("smtp://u:secret@mail.example.org?per_second=fast", "per_second must be a number"),
    ],
)
def test_what_cannot_be_used_is_told_without_the_password(address: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why) as caught:
        relay_of(address)
    assert "secret" not in str(caught.value)
