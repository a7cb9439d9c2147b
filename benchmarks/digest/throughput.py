"""How fast 4,000 and 40,000 go out, beside others on the same sink in the same run; what the ledger costs; the pace."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.digest import rivals
from benchmarks.digest.sinks import sink, smtp_source
from benchmarks.digest.stage import composer_of, prepare
from scheduler.models import Subscriber
from scheduler.sandbox.mail import MailServer

_NAIVE = 400
"""Recipients of the slow ones: their speed does not depend on the number."""
_MOST_MEMORY = 80
_TURNS = 3
_READER = Subscriber(id=0, email="amara@example.org", name="Amara", token="a-token")


def throughput(folder: Path, recipients: int, many: int) -> Iterator[str]:
    addresses = prepare(folder / "some", recipients)
    size = len(composer_of(folder / "some").letter(_READER).data)
    with sink() as (name, port):
        yield f"{recipients:,} messages of {size:,} bytes to {name}"
        url = f"smtp://127.0.0.1:{port}"
        ours, cost = _ours(folder / "some", url, recipients)
        yield f"ours, 10 connections: {ours:.0f}/s, {cost}"
        source = smtp_source(port, recipients, size)
        limit = f"{recipients / source:.0f}/s; ours is {ours * source / recipients:.0%} of it" if source else "not here"
        yield f"smtp-source, 10 connections: {limit}"
        plain = _NAIVE / rivals.naive(folder / "some", port, addresses[:_NAIVE])
        yield f"smtplib and EmailMessage: {plain:.0f}/s; ours is {ours / plain:.1f} times as fast"
        node = rivals.nodemailer(folder / "some", port, addresses[: _NAIVE * 2])
        if isinstance(node, str):
            yield f"nodemailer: {node}"
        else:
            pool = _NAIVE * 2 / node
            yield f"nodemailer, composing: {pool:.0f}/s; ours is {ours / pool:.1f} times as fast"
        yield from _signed(folder, url, recipients)
        yield from _without_ledger(folder, url, recipients)
        prepare(folder / "many", many)
        rate, cost = _ours(folder / "many", url, many)
        yield f"{many:,}: {rate:.0f}/s, {cost} (wanted: {_MOST_MEMORY} MB at most)"


def pace(folder: Path, per_second: float, recipients: int) -> str:
    prepare(folder, recipients)
    with MailServer() as server:
        _one(folder, f"{server.address}?per_second={per_second}", recipients)
        span = server.moments[-1] - server.moments[0]
    rate = (recipients - 1) / span
    return f"per_second={per_second:g}: {rate:.2f}/s over {span:.0f} s, {rate / per_second - 1:+.2%}"


def _signed(folder: Path, url: str, recipients: int) -> Iterator[str]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
    except ImportError:
        yield "signed: the package cryptography is not here"
        return
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    place = folder / "signed"
    prepare(place, recipients)
    (place / "dkim.pem").write_bytes(key.private_bytes(*plain))
    rate, cost = _ours(place, url, recipients, "--signed")
    yield f"signed, RSA-2048: {rate:.0f}/s, {cost}"


def _without_ledger(folder: Path, url: str, recipients: int) -> Iterator[str]:
    """The same threads and connections, told what to send from a list in memory and telling nobody; in turns."""
    best = {"": 0.0, "--bare": 0.0}
    for turn in range(_TURNS * 2):
        place, kind = folder / f"turn {turn}", "--bare" if turn % 2 else ""
        prepare(place, recipients)
        rate, _ = _ours(place, url, recipients, *filter(None, [kind]))
        best[kind] = max(best[kind], rate)
    costs = best["--bare"] / best[""] - 1
    yield f"without ledger and journal: {best['--bare']:.0f}/s, with them {best['']:.0f}/s: they cost {costs:.1%}"


def _ours(folder: Path, url: str, recipients: int, *options: str) -> tuple[float, str]:
    """Messages a second, and what each costs."""
    cost = _one(folder, url, recipients, *options)
    return recipients / cost[
        "seconds"
    ], f"{cost['cpu']:.0f} µs of CPU each, {cost['memory']:.0f} MB ({cost['before']:.0f} before)"


def _one(folder: Path, url: str, recipients: int, *options: str) -> dict[str, float]:
    """In a process of its own, whose memory is its own, too."""
    command = [sys.executable, "-m", "benchmarks.digest", "one", str(folder), url, "--of", str(recipients), *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    time.sleep(0.5)
    found: dict[str, float] = json.loads(ran.stdout)
    return found
