"""Looks at one account that wait at the same time are answered by one reading of it, and by none that is too old."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.errors import Unavailable
from scheduler.models import Shown
from scheduler.platforms.looks import UNTOLD, Looks

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
SECONDS = 10
Asked = Future[Shown | None]


def post(text: str, at: datetime = NOON) -> Shown:
    return Shown(id=text, url=f"https://example.org/{text}", text=text, at=at)


@dataclass
class Account:
    """What it shows. A reading begins by taking down what stands there, and goes on when it may."""

    posts: list[Shown] = field(default_factory=list)
    read_from: list[datetime] = field(default_factory=list)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    goes_on: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    breaks: bool = False

    def shown(self, since: datetime) -> Iterator[Shown]:
        seen = tuple(self.posts)
        self.read_from.append(since)
        self.begun.release()
        assert self.goes_on.acquire(timeout=SECONDS)
        yield from seen
        if self.breaks:
            raise Unavailable("The next page cannot be read.")


@dataclass
class Watch:
    """Looks from threads of their own: the first reads, the others come while it does."""

    account: Account
    pool: ThreadPoolExecutor
    looks: Looks = field(default_factory=Looks)

    def reads(self, text: str, since: datetime = NOON) -> Asked:
        asked = self._look(text, since)
        assert self.account.begun.acquire(timeout=SECONDS)
        return asked

    def waits(self, text: str, since: datetime = NOON) -> Asked:
        before = len(self.looks._waiting)
        asked = self._look(text, since)
        while len(self.looks._waiting) == before:
            time.sleep(0.001)
        return asked

    def _look(self, text: str, since: datetime) -> Asked:
        return self.pool.submit(self.looks.first, self.account.shown, since, lambda shown: shown.text == text)


@pytest.fixture
def watch() -> Iterator[Watch]:
    with ThreadPoolExecutor(8) as pool:
        yield Watch(Account(), pool)


def test_looks_that_came_while_one_was_read_share_the_next_reading(watch: Watch) -> None:
    watch.account.posts = [post("one"), post("two"), post("three")]
    first = watch.reads("one")
    others = [watch.waits(text) for text in ("two", "three", "none of them")]
    watch.account.goes_on.release(2)
    found = [asked.result(SECONDS) for asked in (first, *others)]
    assert [shown and shown.text for shown in found] == ["one", "two", "three", None]
    assert len(watch.account.read_from) == 2


def test_what_appears_after_a_reading_began_is_seen_by_a_look_that_was_asked_for_then(watch: Watch) -> None:
    early = watch.reads("new")
    watch.account.posts = [post("new")]
    late = watch.waits("new")
    watch.account.goes_on.release(2)
    assert early.result(SECONDS) is None
    assert late.result(SECONDS) == post("new")


def test_a_shared_reading_reaches_as_far_back_as_the_farthest_look_and_gives_each_its_own(watch: Watch) -> None:
    hour = timedelta(hours=1)
    watch.account.posts = [post("same", NOON - hour)]
    first = watch.reads("busy")
    near, far = watch.waits("same", NOON), watch.waits("same", NOON - 2 * hour)
    watch.account.goes_on.release(2)
    first.result(SECONDS)
    assert near.result(SECONDS) is None
    assert far.result(SECONDS) == watch.account.posts[0]
    assert watch.account.read_from == [NOON, NOON - 2 * hour]


def test_a_reading_that_breaks_off_has_answered_those_only_who_found_theirs(watch: Watch) -> None:
    watch.reads("busy")
    found, other = watch.waits("one"), watch.waits("two")
    watch.account.posts, watch.account.breaks = [post("one")], True
    watch.account.goes_on.release(2)
    assert found.result(SECONDS) == post("one")
    with pytest.raises(Unavailable, match="next page"):
        other.result(SECONDS)


@pytest.mark.parametrize("at", [NOON.replace(microsecond=0), UNTOLD])
def test_times_that_a_network_tells_in_whole_seconds_or_not_at_all_hide_nothing(at: datetime, watch: Watch) -> None:
    watch.account.posts = [post("one", at)]
    watch.account.goes_on.release()
    asked = watch.reads("one", NOON.replace(microsecond=700_000))
    assert asked.result(SECONDS)
