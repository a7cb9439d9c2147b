"""What can go wrong on purpose, and how a step goes wrong with it."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from werkzeug import Response


class Break(Enum):
    """Ways in which an answer does not arrive."""

    RESET = "the connection breaks before anything is done"
    LOST = "it is done, and the connection breaks before the answer"
    HANG = "nothing is done and nothing comes"
    GARBAGE = "it is done, and the answer cannot be read"


RESET, LOST, HANG, GARBAGE = Break.RESET, Break.LOST, Break.HANG, Break.GARBAGE


@dataclass(frozen=True, slots=True)
class Answer:
    """The network answers this instead of doing what it was asked."""

    status: int
    body: object = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Fault = Break | Answer


class CutConnection(Exception):  # noqa: N818
    """The server closes the socket instead of answering."""


class Faults:
    """Which steps of which channel go wrong, and how often still."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], list[Fault]] = defaultdict(list)
        self._lock = threading.Lock()
        self.released = threading.Event()

    def add(self, channel: str, step: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting[channel, step] += [fault] * times

    def around(self, channel: str, step: str, do: Callable[[], Response]) -> Response:
        """Does the step, or lets it go wrong if it is to."""
        with self._lock:
            waiting = self._waiting[channel, step]
            fault = waiting.pop(0) if waiting else None
        match fault:
            case None:
                return do()
            case Answer():
                return _as_response(fault)
            case Break.HANG:
                self.released.wait()
            case Break.GARBAGE:
                do()
                return Response("<html>OK", content_type="text/html")
            case Break.LOST:
                do()
        raise CutConnection


def _as_response(answer: Answer) -> Response:
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, {"Content-Type": "text/html", **answer.headers})
    return json_response(answer.body, answer.status, answer.headers)


def json_response(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer as the networks' APIs give it."""
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Response(json.dumps(body, ensure_ascii=False), status, {**kind, **(headers or {})})
