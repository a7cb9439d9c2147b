"""When many are due at once, answers wait until all requests have left; alone, nobody waits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scheduler import right_of_way
from scheduler.right_of_way import RightOfWay

SECONDS = 10


def test_who_sends_alone_does_not_wait() -> None:
    way = RightOfWay()
    for _ in range(3):
        with way:
            pass


def test_whoever_has_sent_goes_on_when_the_last_has_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "PATIENCE_SECONDS", SECONDS)
    way, may_send, told = RightOfWay(), threading.Event(), list[str]()

    def slow() -> None:
        with way:
            assert may_send.wait(SECONDS)
            told.append("the last has sent")

    def quick() -> None:
        with way:
            threading.Timer(0.05, may_send.set).start()
        told.append("an answer is read")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(slow)
        while not way._senders:
            pass
        pool.submit(quick).result(SECONDS)
        first.result(SECONDS)
    assert told == ["the last has sent", "an answer is read"]


def test_nobody_waits_for_ever_for_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "PATIENCE_SECONDS", 0.01)
    way, over = RightOfWay(), threading.Event()

    def hangs() -> None:
        with way:
            over.wait(SECONDS)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(hangs)
        with way:
            pass
        over.set()
