"""What one post costs this machine's processor: our adapters, their libraries as they come, and `requests` alone.

`python -m benchmarks.one_request` prints milliseconds of CPU for a request over a connection that is open already, to a
server in a process of its own that always answers the same, and how many times what `requests` alone takes.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import facebook
import requests
import tweepy

from scheduler.models import Channel, Prepared
from scheduler.platforms.facebook import GRAPH_VERSION, Facebook
from scheduler.platforms.x import X
from scheduler.settings import Credentials, Secret

MANY, ROUNDS = 50, 20
PAGE = "104000000000001"
KEYS = ("k" * 25, "s" * 50, "t" * 50, "u" * 45)
ANSWER = json.dumps({"id": f"{PAGE}_122000000000001", "data": {"id": "1720000000000000001", "text": "Hello"}}).encode()
HEAD = (
    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {}\r\nx-access-level: read-write\r\n\r\n"
)


def main() -> None:
    command = [sys.executable, "-m", "benchmarks.one_request", "serve"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert server.stdout is not None
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        _print(_costs(_asked(url)))
    finally:
        server.kill()
        server.wait()


def _print(costs: dict[str, float]) -> None:
    floor = costs["requests alone"]
    for name, cost in costs.items():
        print(f"{name:40} {cost:8.3f} ms {cost / floor:8.2f}")


def _costs(asked: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The best of some rounds in turn: others use this machine too."""
    rounds = [{name: _round(ask) for name, ask in asked.items()} for _ in range(ROUNDS)]
    return {name: min(each[name] for each in rounds) for name in asked}


def _round(ask: Callable[[], object]) -> float:
    ask()
    began = time.thread_time()
    for _ in range(MANY):
        ask()
    return 1000 * (time.thread_time() - began) / MANY


def _asked(url: str) -> dict[str, Callable[[], object]]:
    secrets = {name: Secret(value) for name, value in zip(X.secrets, KEYS, strict=True)}
    x = X(Channel(name="x", platform="x"), Credentials(channel="x", secrets=secrets, base_url=url))
    token = {"PAGE_TOKEN": Secret("p" * 180)}
    channel = Channel(name="page", platform="facebook", options={"page": PAGE})
    page = Facebook(channel, Credentials(channel="page", secrets=token, base_url=url))
    bare, plain = requests.Session(), _Turned(url)
    client, graph = tweepy.Client(None, *KEYS, return_type=dict), facebook.GraphAPI("p" * 180, session=plain)
    client.session, graph.version = plain, GRAPH_VERSION
    return {
        "requests alone": lambda: bare.post(f"{url}/2/tweets", json={"text": "Hello"}).json(),
        "tweepy as it comes": lambda: client.create_tweet(text="Hello"),
        "our adapter for X": lambda: x.publish(Prepared(request={"text": "Hello"}), "k"),
        "facebook-sdk as it comes": lambda: graph.put_object(PAGE, "feed", message="Hello", fields="id,permalink_url"),
        "our adapter for Facebook": lambda: page.publish(Prepared(request={"message": "Hello"}), "k"),
    }


class _Turned(requests.Session):
    """A plain session, but for the address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        request.url = self._url + request.path_url
        return super().send(request, **kwargs)  # type: ignore[arg-type]


def serve() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=_talk, args=(listening.accept()[0],), daemon=True).start()


def _talk(wire: socket.socket) -> None:
    answer, heard = HEAD.format(len(ANSWER)).encode() + ANSWER, wire.makefile("rb")
    while heard.readline():
        size = 0
        while (line := heard.readline().lower()) not in {b"\r\n", b""}:
            size = int(line.partition(b":")[2]) if line.startswith(b"content-length:") else size
        heard.read(size)
        wire.sendall(answer)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
