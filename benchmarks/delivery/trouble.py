"""What happens to a request on purpose, decided request by request: by its words, or by chance with a seed."""

import json
import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from werkzeug import Response

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
LONGER_THAN_A_TIMEOUT = 40.0
SOON_AFTER = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`done`: the network does what it is asked (`late`: only after the connection broke). No `answer`: it is cut."""

    done: bool
    late: bool = False
    wait: float = 0.0
    answer: tuple[int, str, dict[str, str]] | None = None


_HTML = "<html><h1>Please try again</h1></html>"
_JSON = {"Content-Type": "application/json"}
KINDS: dict[str, Trouble] = {
    "reset": Trouble(done=False),
    "lost": Trouble(done=True),
    "late": Trouble(done=True, late=True),
    "hang": Trouble(done=False, wait=LONGER_THAN_A_TIMEOUT),
    "silent": Trouble(done=True, wait=LONGER_THAN_A_TIMEOUT),
    "garbage": Trouble(done=True, answer=(200, _HTML, {})),
    "empty": Trouble(done=True, answer=(201, "", _JSON)),
    "noid": Trouble(done=True, answer=(200, "{}", _JSON)),
    "500": Trouble(done=False, answer=(500, "{}", _JSON)),
    "500out": Trouble(done=True, answer=(500, "{}", _JSON)),
    "502html": Trouble(done=False, answer=(502, _HTML, {})),
    "503": Trouble(done=False, answer=(503, "", {"Retry-After": "1"})),
    "504out": Trouble(done=True, answer=(504, _HTML, {})),
    "redirect": Trouble(done=False, answer=(302, "", {"Location": "/elsewhere"})),
}
"""Every way in which the answer to the one visible request may be no answer."""
SLOW = frozenset({"hang", "silent"})
"""Kinds that hold the sender up until its own timeout."""
_FIRST = re.compile(r"\bfirst (\w+)")
_WHO = re.compile(rb'oauth_token="([^"]+)"')


@dataclass(slots=True, kw_only=True)
class Troubled:
    """A WSGI application around the networks: each answer takes `delay` seconds; some requests go wrong.

    Words that say "first lost" have the first request with them lost. Else `share` of all requests goes wrong by
    chance, the same ones for the same `seed`.
    """

    networks: Wsgi
    delay: float = 0.0
    share: float = 0.0
    seed: int = 0
    _tries: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        words = _words(environ)
        if words and (trouble := KINDS.get(self._kind(_account(environ), words))):
            return self._go_wrong(trouble, environ)(environ, start_response)
        answer = self.networks(environ, start_response)
        time.sleep(self.delay)
        return answer

    def _kind(self, account: str, words: str) -> str:
        with self._lock:
            self._tries[account, words] += 1
            nth = self._tries[account, words]
        if told := _FIRST.search(words):
            return told[1] if nth == 1 else ""
        if not self.share:
            return ""
        chance = random.Random(f"{self.seed} {account} {words} {nth}")
        return chance.choice(sorted(KINDS.keys() - SLOW)) if chance.random() < self.share else ""

    def _go_wrong(self, trouble: Trouble, environ: dict[str, Any]) -> Response:
        if trouble.late:
            _cut(environ)
            time.sleep(SOON_AFTER)
        if trouble.done:
            Response.from_app(self.networks, environ, buffered=True)
        time.sleep(trouble.wait)
        if trouble.answer is None:
            _cut(environ)
            return Response()
        status, body, headers = trouble.answer
        return Response(body, status, {"Content-Type": "text/html", **headers})


def _words(environ: dict[str, Any]) -> str:
    """The words of the one visible request, "" for every other and for half a one. The body can be read again."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "POST" or not (path == "/2/tweets" or path.endswith("/feed")):
        return ""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    if path == "/2/tweets":
        with suppress(ValueError):  # its sender was killed between the head and the body
            return str(json.loads(body).get("text", ""))
        return ""
    told = parse_qs(body.decode()).get("message", [])
    return told[0] if told else ""


def _account(environ: dict[str, Any]) -> str:
    token = _WHO.search(environ.get("HTTP_AUTHORIZATION", "").encode())
    return token[1].decode() if token else str(environ["PATH_INFO"])


def _cut(environ: dict[str, Any]) -> None:
    wire = environ["werkzeug.socket"]
    assert isinstance(wire, socket.socket)
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
