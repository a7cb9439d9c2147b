"""One thread cuts whatever is late, and only that: a connection may carry the next request a moment later."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from scheduler.platforms.deadlines import Deadlines, TooSlow, Way

PATIENCE = 30.0
LATE = 0.05


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(PATIENCE)
        theirs.settimeout(PATIENCE)
        yield ours, theirs


def waits_for_an_answer(deadlines: Deadlines, wire: socket.socket, seconds: float) -> bytes:
    with deadlines.within(seconds) as way:
        way.leave(wire)
        if not (answer := wire.recv(10)):
            raise requests.ConnectionError
    return answer


def test_what_is_late_is_cut(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(TooSlow):
        waits_for_an_answer(Deadlines(), pair[0], LATE)
    assert pair[1].recv(10) == b""


def test_among_many_only_the_late_ones_are_cut_whoever_began_first() -> None:
    deadlines, pairs = Deadlines(), [socket.socketpair() for _ in range(40)]
    seconds = [LATE if number % 4 == 3 else PATIENCE for number in range(len(pairs))]
    with ThreadPoolExecutor(len(pairs)) as pool:
        under_way = [
            pool.submit(waits_for_an_answer, deadlines, ours, its)
            for (ours, _), its in zip(pairs, seconds, strict=True)
        ]
        late = [isinstance(each.exception(), TooSlow) for each in under_way[3::4]]
        for (_, theirs), its in zip(pairs, seconds, strict=True):
            if its == PATIENCE:
                theirs.sendall(b"here")
        answers = [each.result() for each, its in zip(under_way, seconds, strict=True) if its == PATIENCE]
    assert late == [True] * 10
    assert answers == [b"here"] * 30
    for pair in pairs:
        for each in pair:
            each.close()


def test_they_share_one_thread(pair: tuple[socket.socket, socket.socket]) -> None:
    deadlines, before = Deadlines(), threading.active_count()
    for _ in range(20):
        with deadlines.within(PATIENCE) as way:
            way.leave(pair[0])
    assert threading.active_count() == before + 1


def test_what_has_ended_is_never_cut(pair: tuple[socket.socket, socket.socket]) -> None:
    way = Way()
    way.leave(pair[0])
    way.end()
    way.cut()
    pair[1].sendall(b"for the next one")
    assert pair[0].recv(20) == b"for the next one"
    assert not way.was_cut


def test_what_is_late_before_it_leaves_does_not_leave(pair: tuple[socket.socket, socket.socket]) -> None:
    way = Way()
    way.cut()
    with pytest.raises(TooSlow):
        way.leave(pair[0])
    assert not way.left
