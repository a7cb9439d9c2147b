"""What can go wrong on purpose, and how a step goes wrong with it."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from werkzeug import Response


class Break(Enum):
    """Ways in which an answer does not arrive, or is the last one that does."""

    RESET = "the connection breaks before anything is done"
    LOST = "it is done, and the connection breaks before the answer"
    HANG = "nothing is done and nothing comes"
    LATE = "it is done, and nothing comes"
    DRIP = "it is done, and the answer comes byte by byte and never ends"
    GARBAGE = "it is done, and the answer cannot be read"
    LAST = "it is done and answered, and from then on the token is dead"


RESET, LOST, HANG, LATE = Break.RESET, Break.LOST, Break.HANG, Break.LATE
DRIP, GARBAGE, LAST = Break.DRIP, Break.GARBAGE, Break.LAST
_DRIP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """The network answers this instead of doing what it was asked; `done`: after doing it all the same."""

    status: int
    body: object = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    done: bool = False


Fault = Break | Answer


class CutConnection(Exception):  # noqa: N818
    """The server closes the socket instead of answering."""


class Faults:
    """Which steps of which channel go wrong, and how often still; `dead` are the channels whose tokens are no good."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], list[Fault | None]] = defaultdict(list)
        self._lock = threading.Lock()
        self.released = threading.Event()
        self.dead: set[str] = set()

    def add(self, channel: str, step: str, fault: Fault, times: int, after: int) -> None:
        with self._lock:
            self._waiting[channel, step] += [None] * after + [fault] * times

    def around(self, channel: str, step: str, do: Callable[[], Response]) -> Response:
        """Does the step, or lets it go wrong if it is to."""
        with self._lock:
            waiting = self._waiting[channel, step]
            fault = waiting.pop(0) if waiting else None
        match fault:
            case None:
                return do()
            case Answer():
                if fault.done:
                    do()
                return _as_response(fault)
        return self._broken(fault, channel, do)

    def _broken(self, fault: Break, channel: str, do: Callable[[], Response]) -> Response:
        nothing_done = fault in {Break.RESET, Break.HANG}
        answer = Response() if nothing_done else do()
        match fault:
            case Break.GARBAGE:
                return Response("<html>OK", content_type="text/html")
            case Break.DRIP:
                return Response(self._drops(), answer.status, content_type="application/json")
            case Break.LAST:
                self.dead.add(channel)
                return answer
            case Break.HANG | Break.LATE:
                self.released.wait()
        raise CutConnection

    def _drops(self) -> Iterator[bytes]:
        while not self.released.wait(_DRIP_SECONDS):
            yield b" "


def _as_response(answer: Answer) -> Response:
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, {"Content-Type": "text/html", **answer.headers})
    return json_response(answer.body, answer.status, answer.headers)


def json_response(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer as the networks' APIs give it."""
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Response(json.dumps(body, ensure_ascii=False), status, {**kind, **(headers or {})})
