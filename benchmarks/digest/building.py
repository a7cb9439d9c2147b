"""What building a message of the daily e-mail costs, in CPU time: ours beside what people write.

`python -m benchmarks.digest.building [MESSAGES]` prints microseconds a message, the lowest of some runs, for the sample
campaign's Wednesday: pictures hosted and inlined, signed with RSA-2048 and not, the standard library's EmailMessage
made for each recipient with the same texts, and one signature by itself, which is the floor of what is signed. Every
message of the first run passes the lint.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

from scheduler.calendar_file import load
from scheduler.digest import DayComposer, compose, faults
from scheduler.digest.signing import Signer
from scheduler.models import Calendar, Subscriber
from scheduler.settings import Settings

ROOT = Path(__file__).parents[2]
DAY, NOW = date(2023, 11, 8), datetime(2023, 11, 8, 12, 30, tzinfo=UTC)
ENVIRONMENT = {"UNSUBSCRIBE_URL": "https://mail.example.org", "BOUNCE_ADDRESS": "b@news.example.org"}
NAMES = ("Amara Okafor", "", "Zoë Müller", "فاطمة المصري", "Nguyễn Thị Mai", "O'Brien, Pat")
RUNS = 5
_WORDS = "She was at work before the sun rose over the hills, and nobody had asked her to be. "


def sample(folder: Path, pictures: str) -> Calendar:
    """The sample campaign's calendar with a day of several posts, so that a message has some 50 KB."""
    shutil.copytree(ROOT / "assets", folder / "assets", dirs_exist_ok=True)
    head, _, _ = (ROOT / "posts.yaml").read_text(encoding="utf-8").partition("\nposts:\n")
    posts = "".join(_post(number) for number in range(6))
    (folder / "posts.yaml").write_text(f"{head}\nposts:\n{posts}", encoding="utf-8")
    calendar = load(folder / "posts.yaml")
    assert calendar.digest
    return replace(calendar, digest=replace(calendar.digest, pictures=pictures, days={}))


def _post(number: int) -> str:
    card = f"card: {{quote: Number {number} stayed., name: Person {number}, title: Worker, country: Ghana, lang: en}}"
    return (
        f"  - id: post-{number}\n    at: {DAY} 1{number}:00\n    status: approved\n    link: https://www.example.org/{number}\n"
        f"    {card}\n    text: Person {number}. {_WORDS * 7}\n    channels: [facebook]\n"
    )


def subscribers(count: int) -> list[Subscriber]:
    return [
        Subscriber(
            id=number,
            email=f"reader{number}@mail{number % 7}.example.com",
            name=NAMES[number % len(NAMES)],
            token=f"tok{number:06}-abcdefghij_K",
        )
        for number in range(count)
    ]


def microseconds(write: Callable[[Subscriber], object], readers: Sequence[Subscriber]) -> float:
    """CPU time a message, the lowest of some runs."""

    def once() -> float:
        begin = time.process_time()
        for reader in readers:
            write(reader)
        return time.process_time() - begin

    return min(once() for _ in range(RUNS)) / len(readers) * 1e6


def as_people_write(composer: DayComposer) -> Callable[[Subscriber], bytes]:
    """An EmailMessage for each recipient, of texts that are filled already in the quickest way."""

    def write(reader: Subscriber) -> bytes:
        message = EmailMessage(policy=policy.SMTP)
        message["From"], message["To"] = "Our week <week@example.org>", reader.email
        message["Subject"] = composer.edition.subject
        message.set_content(composer.plain_text(reader), cte="quoted-printable")
        message.add_alternative(composer.page(reader, "https://mail.example.org/m/"), "html", cte="quoted-printable")
        return message.as_bytes()

    return write


def signature_alone(signer: Signer, readers: Sequence[Subscriber]) -> float:
    return microseconds(lambda _: signer.sign(b"x" * 900), readers)


def private_key() -> str:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", nargs="?", type=int, default=4000)
    readers = subscribers(parser.parse_args().messages)
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        dkim = {"DKIM_KEY": private_key(), "DKIM_DOMAIN": "example.org", "DKIM_SELECTOR": "s1"}
        for pictures in ("hosted", "inline"):
            calendar = sample(folder, pictures)
            for words, more in (("not signed", {}), ("RSA-2048", dkim)):
                settings = Settings(folder=folder, values={**ENVIRONMENT, **more})
                composer = compose(calendar, {}, DAY, settings, NOW)
                wrong = [fault for reader in readers[:600] for fault in faults(composer.letter(reader).data)]
                size = len(composer.letter(readers[0]).data) / 1000
                print(
                    f"{pictures}, {words}: {microseconds(composer.letter, readers):.0f} µs a message of {size:.0f} KB,"
                    f" {len(wrong)} faults"
                )
                if wrong:
                    sys.exit(wrong[0])
                if pictures == "hosted" and not more:
                    some = readers[:200]
                    print(f"EmailMessage for each recipient: {microseconds(as_people_write(composer), some):.0f} µs")
                if composer.signer and pictures == "hosted":
                    print(f"one RSA-2048 signature alone: {signature_alone(composer.signer, readers[:400]):.0f} µs")


if __name__ == "__main__":
    main()
